-- question: review-velocity
-- answers: How many reviews did each listing gain between one look and the next?
-- grain: platform, listing_key, until
-- choices: step = week, day, month
-- parameters:
--   since TIMESTAMP: snapshots at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   step VARCHAR: week (from Monday), day or month: the last look of each is compared; null: week
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: as in listings
--   category VARCHAR: the operator's category, as last written by then
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as last written by then
--   title VARCHAR: as last written by then
--   since TIMESTAMP: the look before; reviews were gained after it
--   until TIMESTAMP: this look; and up to it, market's wall time
--   days DOUBLE: between the two looks
--   gained_low BIGINT: reviews gained, net of removed ones, at least
--   gained_high BIGINT: at most; null with a low end: open
--   per_day_low DOUBLE: reviews a day, at least
--   per_day_high DOUBLE: at most; null with a low end: open
--   per_30_days_low DOUBLE: the same, for 30 days
--   per_30_days_high DOUBLE: at most; null with a low end: open
--   review_before_low BIGINT: reviews at the look before, low end
--   review_before_high BIGINT: their high end; null with a low end: open
--   review_low BIGINT: reviews at this look, low end
--   review_high BIGINT: their high end; null with a low end: open
--   rating DECIMAL(9,4): at this look, on the platform's own scale
--   reason VARCHAR: why there is no number: reviews-fell (reviews were removed, or their count was begun anew); null
--   document_before VARCHAR: name of the document that tells the look before
--   source_row_before BIGINT: row in it, from 1
--   document VARCHAR: name of the document that tells this look
--   source_row BIGINT: row in it, from 1
-- Gained: [max(0, L1 - H0), H1 - L0]. A look within a step that lies above its last or below the look before is a fall.
WITH snapshot AS NOT MATERIALIZED (
    SELECT platform, listing_key, observed_at,
           CASE $step::VARCHAR
               WHEN 'day' THEN date_trunc('day', observed_at)
               WHEN 'month' THEN date_trunc('month', observed_at)
               ELSE date_trunc('week', observed_at) END AS step,
           review_low::DOUBLE AS review_low, coalesce(review_high::DOUBLE, 'infinity') AS review_high,
           rating, category, shop_key, shop_name, title, batch_id, source_row
    FROM listing_snapshot
    WHERE standing AND review_low IS NOT NULL
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), look AS MATERIALIZED (
    SELECT platform, listing_key, step,
           max({'seen': observed_at, 'low': review_low, 'high': review_high, 'rating': rating, 'batch_id': batch_id,
                'source_row': source_row}) AS last,
           max(review_low) AS highest_low, min(review_high) AS lowest_high,
           max(review_low) FILTER (review_high = 'infinity') AS highest_open,
           min(review_low) FILTER (review_high = 'infinity') AS lowest_open
    FROM snapshot
    GROUP BY platform, listing_key, step
), newest AS (
    SELECT platform, listing_key, max(last.seen) AS observed_at FROM look GROUP BY platform, listing_key
), listing AS (
    SELECT platform, listing_key, max({'shop_name': s.shop_name, 'shop_key': s.shop_key, 'category': s.category,
                                       'title': s.title}) AS named
    FROM snapshot s JOIN newest n USING (platform, listing_key, observed_at)
    GROUP BY platform, listing_key
), followed AS (
    SELECT *, lag(last) OVER (PARTITION BY platform, listing_key ORDER BY step) AS before FROM look
), pair AS (
    SELECT platform, listing_key, before, last, epoch(last.seen - before.seen) / 86400 AS days,
           coalesce(highest_low > last.high OR lowest_high < before.low
                    OR last.high = 'infinity' AND highest_open > last.low
                    OR before.high = 'infinity' AND lowest_open < before.low, false) AS fell
    FROM followed
    WHERE before IS NOT NULL
), gain AS (
    SELECT *, CASE WHEN NOT fell THEN greatest(0, last.low - before.high) END AS low,
           CASE WHEN NOT fell AND last.high < 'infinity' THEN last.high - before.low END AS high
    FROM pair
)
SELECT g.platform, g.listing_key, l.named.category, l.named.shop_key, l.named.shop_name, l.named.title,
       g.before.seen AS since, g.last.seen AS until, g.days, g.low::BIGINT AS gained_low, g.high::BIGINT AS gained_high,
       g.low / g.days AS per_day_low, g.high / g.days AS per_day_high,
       30 * g.low / g.days AS per_30_days_low, 30 * g.high / g.days AS per_30_days_high,
       g.before.low::BIGINT AS review_before_low,
       CASE WHEN g.before.high < 'infinity' THEN g.before.high::BIGINT END AS review_before_high,
       g.last.low::BIGINT AS review_low, CASE WHEN g.last.high < 'infinity' THEN g.last.high::BIGINT END AS review_high,
       g.last.rating, CASE WHEN g.fell THEN 'reviews-fell' END AS reason,
       b.document AS document_before, g.before.source_row AS source_row_before, d.document, g.last.source_row
FROM gain g
JOIN listing l ON l.platform = g.platform AND l.listing_key = g.listing_key
JOIN batch b ON b.batch_id = g.before.batch_id
JOIN batch d ON d.batch_id = g.last.batch_id
ORDER BY g.platform, g.listing_key, g.last.seen
