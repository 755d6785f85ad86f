-- question: hits
-- answers: Which listings rose most between two looks: in units sold, reviews and place in lists?
-- grain: platform, category, listing_key
-- computed: hits
-- ranges: days = 1, 400
-- parameters:
--   since TIMESTAMP: snapshots at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name, told alone, with its ranks among all; null: all
--   listing VARCHAR: listing_key, told alone, with its ranks among all; null: all
--   days BIGINT: the look before is the last one at least so many days before the newest; 1 to 400; null: 7
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   listing_key VARCHAR: as in listings
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as written at the newest look
--   title VARCHAR: as written at the newest look
--   hit_rank BIGINT: by score, 1 is best; equal scores share a rank; null: a new entrant that nothing ranks yet
--   score DOUBLE: sum of 1 / (60 + rank) over the ranks that the listing has
--   units_rank BIGINT: by the least units sold, 1 is best; null: not surely any
--   units_low BIGINT: units sold between the looks, at least
--   units_high BIGINT: at most; null with a low end: open
--   sold_kind VARCHAR: what the counter counts; null: none seen
--   confidence VARCHAR: of the counter's window, A, B, C as in sales-periods
--   reviews_rank BIGINT: by the least reviews gained, 1 is best; null: not surely any
--   reviews_low BIGINT: reviews gained between the looks, at least
--   reviews_high BIGINT: at most; null with a low end: open
--   position_rank BIGINT: by places improved, 1 is best; null: not improved
--   position_improved BIGINT: places improved in the same list; negative: worse
--   position_before BIGINT: place at the look before, 1 is best
--   position BIGINT: place at the newest look, 1 is best
--   list_name VARCHAR: the list that the places are of
--   is_new BOOLEAN: not seen by the look before
--   compared_count BIGINT: listings of the category that were seen at both looks
--   before_on DATE: the look before
--   look_on DATE: the newest look of the platform and category
--   before_at TIMESTAMP: when the listing was seen at the look before; null: it wasn't
--   observed_at TIMESTAMP: when it was seen at the newest look, market's wall time
--   reason VARCHAR: why units or reviews have no number: counter-fell, window-unknown, reviews-fell, new; null: they have
--   document_before VARCHAR: name of the document that tells it at the look before
--   source_row_before BIGINT: row in it, from 1
--   document VARCHAR: name of the document that tells it at the newest look
--   source_row BIGINT: row in it, from 1
-- Told are listings that a rank is given to, and new entrants. A look is a day; of several snapshots the last counts.
-- The days of looks are found of few columns; all columns are read of these days alone.
WITH market AS MATERIALIZED (  -- what a shop or listing told alone is ranked in
    SELECT DISTINCT platform, category
    FROM listing_snapshot
    WHERE standing AND ($shop::VARCHAR IS NOT NULL OR $listing::VARCHAR IS NOT NULL)
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), snapshot AS MATERIALIZED (
    SELECT platform, category, listing_key, observed_at, observed_at::DATE AS seen_on
    FROM listing_snapshot
    WHERE standing
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL AND $listing::VARCHAR IS NULL
           OR platform IN (SELECT platform FROM market)
              AND coalesce(category, '') IN (SELECT coalesce(category, '') FROM market))
), day AS (
    SELECT platform, category, seen_on, list(DISTINCT observed_at) AS moments FROM snapshot GROUP BY ALL
), look AS (
    SELECT platform, category, max(seen_on) AS look_on FROM day GROUP BY platform, category
), span AS (
    SELECT l.platform, l.category, l.look_on,
           max(d.seen_on) FILTER (d.seen_on <= l.look_on - coalesce($days::BIGINT, 7)::INTEGER) AS before_on
    FROM look l JOIN day d ON d.platform = l.platform AND d.category IS NOT DISTINCT FROM l.category
    GROUP BY l.platform, l.category, l.look_on
), first_seen AS (
    SELECT platform, category, listing_key, min(seen_on) AS first_on FROM snapshot GROUP BY ALL
), moment AS MATERIALIZED (
    SELECT p.*, unnest(d.moments) AS observed_at, d.seen_on = p.look_on AS is_now, d.seen_on = p.before_on AS is_before
    FROM span p JOIN day d ON d.platform = p.platform AND d.category IS NOT DISTINCT FROM p.category
    WHERE d.seen_on IN (p.look_on, p.before_on) AND p.before_on IS NOT NULL
), near AS (
    SELECT s.platform, s.category, s.listing_key, s.observed_at, s.shop_key, s.shop_name, s.title,
           coalesce(s.sold_kind, 'unknown') AS sold_kind, s.sold_low::DOUBLE AS sold_low,
           coalesce(s.sold_high::DOUBLE, 'infinity') AS sold_high, s.review_low::DOUBLE AS review_low,
           coalesce(s.review_high::DOUBLE, 'infinity') AS review_high, s.position, s.list_name, s.batch_id, s.source_row,
           m.look_on, m.before_on, m.is_now, m.is_before
    FROM listing_snapshot s
    JOIN moment m ON m.observed_at = s.observed_at AND m.platform = s.platform
                     AND m.category IS NOT DISTINCT FROM s.category
    WHERE s.standing
      AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
), listing AS (
    SELECT platform, category, listing_key, look_on, before_on,
           max({'seen': observed_at, 'title': title, 'shop_key': shop_key, 'shop_name': shop_name, 'batch_id': batch_id,
                'source_row': source_row}) FILTER (is_now) AS now,
           max({'seen': observed_at, 'batch_id': batch_id, 'source_row': source_row}) FILTER (is_before) AS before,
           max({'seen': observed_at, 'kind': sold_kind, 'low': sold_low, 'high': sold_high})
               FILTER (is_now AND sold_low IS NOT NULL) AS sold,
           max({'seen': observed_at, 'kind': sold_kind, 'low': sold_low, 'high': sold_high})
               FILTER (is_before AND sold_low IS NOT NULL) AS sold_before,
           max({'seen': observed_at, 'low': review_low, 'high': review_high})
               FILTER (is_now AND review_low IS NOT NULL) AS review,
           max({'seen': observed_at, 'low': review_low, 'high': review_high})
               FILTER (is_before AND review_low IS NOT NULL) AS review_before,
           max({'seen': observed_at, 'list': coalesce(list_name, ''), 'worst': position})
               FILTER (is_now AND position IS NOT NULL) AS place,
           max({'seen': observed_at, 'list': coalesce(list_name, ''), 'worst': position})
               FILTER (is_before AND position IS NOT NULL) AS place_before
    FROM near
    GROUP BY platform, category, listing_key, look_on, before_on
)
SELECT l.platform, l.category, l.listing_key, l.now.shop_key, l.now.shop_name, l.now.title, l.look_on, l.before_on,
       l.now.seen AS observed_at, l.before.seen AS before_at, f.first_on > l.before_on AS is_new,
       l.sold.kind AS sold_kind, l.sold.low AS sold_low, l.sold.high AS sold_high, l.sold.seen AS sold_at,
       CASE WHEN l.sold.kind = l.sold_before.kind THEN l.sold_before.low END AS sold_before_low,
       CASE WHEN l.sold.kind = l.sold_before.kind THEN l.sold_before.high END AS sold_before_high,
       CASE WHEN l.sold.kind = l.sold_before.kind THEN l.sold_before.seen END AS sold_before_at,
       l.review.low AS review_low, l.review.high AS review_high,
       l.review_before.low AS review_before_low, l.review_before.high AS review_before_high,
       l.place.worst AS position, nullif(l.place.list, '') AS list_name,
       CASE WHEN l.place.list = l.place_before.list THEN l.place_before.worst END AS position_before,
       b.document AS document_before, l.before.source_row AS source_row_before, d.document, l.now.source_row,
       dense_rank() OVER (ORDER BY l.platform, l.category) AS market,
       ($shop::VARCHAR IS NULL OR coalesce(l.now.shop_key = $shop::VARCHAR, false) OR coalesce(l.now.shop_name = $shop::VARCHAR, false))
       AND ($listing::VARCHAR IS NULL OR l.listing_key = $listing::VARCHAR) AS is_told
FROM listing l
JOIN first_seen f ON f.platform = l.platform AND f.category IS NOT DISTINCT FROM l.category AND f.listing_key = l.listing_key
JOIN batch d ON d.batch_id = l.now.batch_id
LEFT JOIN batch b ON b.batch_id = l.before.batch_id
ORDER BY l.platform, l.category, l.listing_key
