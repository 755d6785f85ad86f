-- question: sales-rate
-- answers: How many units a day does each listing sell, as narrowly as its counter tells?
-- grain: platform, listing_key, sold_kind
-- computed: sales_rate
-- parameters:
--   since TIMESTAMP: snapshots at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: as in listings
--   sold_kind VARCHAR: what the counter counts
--   category VARCHAR: the operator's category, as last written
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as last written
--   title VARCHAR: as last written
--   method VARCHAR: difference (first and last reading are exact), crossing (of steps), window (the rolling reading)
--   window_days BIGINT: the counter's window, days; 0: since the listing began; null: unknown
--   confidence VARCHAR: of the window: A told by the platform or the word, B used by several tools, C assumed
--   rate_low DOUBLE: mean units a day, at least
--   rate_high DOUBLE: at most; null with a low end: open
--   units_low BIGINT: units of which the rate is made, low end
--   units_high BIGINT: their high end; null with a low end: open
--   days_low DOUBLE: time in which they were sold, days, at least
--   days_high DOUBLE: at most
--   step_from BIGINT: the count first crossed; of difference the first reading; null: no such
--   from_after TIMESTAMP: last seen below step_from; of difference the first reading's moment
--   from_by TIMESTAMP: first seen at step_from or above
--   step_to BIGINT: the highest count crossed; of difference and window the last reading's low end
--   to_after TIMESTAMP: last seen below step_to; of difference the last reading's moment
--   to_by TIMESTAMP: first seen at step_to or above; of window the reading's moment
--   reading_count BIGINT: readings since the counter last fell
--   fell_count BIGINT: falls of the counter; what was read before the last of them is left out
--   reason VARCHAR: why there is no rate: too-few, never-crossed, crossed-once, window-unknown; null: there is one
--   document_before VARCHAR: name of the document that tells the reading at from_by
--   source_row_before BIGINT: row in it, from 1
--   document VARCHAR: name of the document that tells the reading at to_by
--   source_row BIGINT: row in it, from 1
-- A count is surely below a step where its high end is, or where both are shown in open steps and its own is lower.
WITH snapshot AS (
    SELECT platform, listing_key, coalesce(sold_kind, 'unknown') AS sold_kind, observed_at AS seen,
           sold_low::DOUBLE AS low, coalesce(sold_high::DOUBLE, 'infinity') AS high,
           category, shop_key, shop_name, title, batch_id, source_row
    FROM listing_snapshot
    WHERE standing AND sold_low IS NOT NULL
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), reading AS (
    SELECT platform, listing_key, sold_kind, seen, max(low) AS low, max(high) AS high,
           max({'batch_id': batch_id, 'source_row': source_row}) AS row
    FROM snapshot
    GROUP BY platform, listing_key, sold_kind, seen
), followed AS (
    SELECT *, coalesce(high < lag(low) OVER series
                       OR high = 'infinity' AND lag(high) OVER series = 'infinity' AND low < lag(low) OVER series,
                       false) AS fell
    FROM reading
    WINDOW series AS (PARTITION BY platform, listing_key, sold_kind ORDER BY seen)
), fall AS (
    SELECT platform, listing_key, sold_kind, count(*) FILTER (fell) AS fell_count,
           coalesce(max(seen) FILTER (fell), min(seen)) AS begins_at, max({'seen': seen, 'low': low, 'high': high, 'row': row}) AS newest
    FROM followed
    GROUP BY platform, listing_key, sold_kind
), kept AS (
    SELECT r.* FROM reading r JOIN fall f USING (platform, listing_key, sold_kind) WHERE r.seen >= f.begins_at
), ends AS (
    SELECT platform, listing_key, sold_kind, count(*) AS reading_count,
           min({'seen': seen, 'low': low, 'high': high, 'row': row}) AS first, max(low) AS highest
    FROM kept
    GROUP BY platform, listing_key, sold_kind
), step AS (
    SELECT platform, listing_key, sold_kind, any_value(e.reading_count) AS reading_count, any_value(e.first) AS first,
           min({'seen': k.seen, 'low': k.low, 'high': k.high, 'row': k.row}) FILTER (k.low > e.first.low) AS lower,
           min({'seen': k.seen, 'low': k.low, 'high': k.high, 'row': k.row}) FILTER (k.low = e.highest) AS upper
    FROM kept k JOIN ends e USING (platform, listing_key, sold_kind)
    GROUP BY platform, listing_key, sold_kind
), crossed AS (
    SELECT platform, listing_key, sold_kind,
           max(k.seen) FILTER (k.seen < s.lower.seen AND (k.high < s.lower.low OR k.low < s.lower.low
                             AND k.high = 'infinity' AND s.lower.high = 'infinity')) AS lower_after,
           max(k.seen) FILTER (k.seen < s.upper.seen AND (k.high < s.upper.low OR k.low < s.upper.low
                             AND k.high = 'infinity' AND s.upper.high = 'infinity')) AS upper_after
    FROM kept k JOIN step s USING (platform, listing_key, sold_kind)
    GROUP BY platform, listing_key, sold_kind
), listing AS (
    SELECT platform, listing_key, max({'seen': seen, 'shop_name': shop_name, 'shop_key': shop_key, 'category': category,
                                       'title': title}) AS named
    FROM snapshot
    GROUP BY platform, listing_key
)
SELECT s.platform, s.listing_key, s.sold_kind, l.named.category, l.named.shop_key, l.named.shop_name, l.named.title,
       s.reading_count, f.fell_count,
       s.first.seen AS first_at, s.first.low AS first_low, s.first.high AS first_high,
       f.newest.seen AS last_at, f.newest.low AS last_low, f.newest.high AS last_high,
       s.lower.low AS lower, c.lower_after, s.lower.seen AS lower_by,
       s.upper.low AS upper, c.upper_after, s.upper.seen AS upper_by,
       first_document.document AS first_document, s.first.row.source_row AS first_row,
       last_document.document AS last_document, f.newest.row.source_row AS last_row,
       lower_document.document AS lower_document, s.lower.row.source_row AS lower_row,
       upper_document.document AS upper_document, s.upper.row.source_row AS upper_row
FROM step s
JOIN crossed c USING (platform, listing_key, sold_kind)
JOIN fall f USING (platform, listing_key, sold_kind)
JOIN listing l ON l.platform = s.platform AND l.listing_key = s.listing_key
JOIN batch first_document ON first_document.batch_id = s.first.row.batch_id
JOIN batch last_document ON last_document.batch_id = f.newest.row.batch_id
JOIN batch upper_document ON upper_document.batch_id = s.upper.row.batch_id
LEFT JOIN batch lower_document ON lower_document.batch_id = s.lower.row.batch_id
ORDER BY s.platform, s.listing_key, s.sold_kind
