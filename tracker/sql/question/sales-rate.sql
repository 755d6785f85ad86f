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
-- Gathered: all readings of a counter in one row, and beside the first row the names of the documents.
WITH snapshot AS NOT MATERIALIZED (
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
), counter AS MATERIALIZED (
    SELECT platform, listing_key, sold_kind, max(seen) AS last_seen,
           list(seen) AS seen, list(low) AS low, list(high) AS high,
           list(batch_id) AS batch_id, list(source_row) AS source_row
    FROM snapshot
    GROUP BY platform, listing_key, sold_kind
), newest AS (
    SELECT platform, listing_key, max(last_seen) AS seen FROM counter GROUP BY platform, listing_key
), listing AS (
    SELECT platform, listing_key, max({'shop_name': s.shop_name, 'shop_key': s.shop_key, 'category': s.category,
                                       'title': s.title}) AS named
    FROM snapshot s JOIN newest n USING (platform, listing_key, seen)
    GROUP BY platform, listing_key
)
SELECT c.platform, c.listing_key, c.sold_kind, l.named.category, l.named.shop_key, l.named.shop_name, l.named.title,
       c.seen, c.low, c.high, c.batch_id, c.source_row,
       CASE WHEN row_number() OVER (ORDER BY c.platform, c.listing_key, c.sold_kind) = 1
            THEN (SELECT list({'batch_id': batch_id, 'document': document}) FROM batch) END AS documents
FROM counter c JOIN listing l ON l.platform = c.platform AND l.listing_key = c.listing_key
ORDER BY c.platform, c.listing_key, c.sold_kind
