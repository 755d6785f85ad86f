-- question: own-sales
-- answers: What did our own shops sell, hour by hour or day by day, as it was imported?
-- grain: platform, shop_key, since, until
-- parameters:
--   since TIMESTAMP: only periods that begin at or after it; null: from the beginning
--   until TIMESTAMP: only periods that begin before it; null: to the end
--   as_of TIMESTAMP: only periods that were over at this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   shop VARCHAR: shop_key or shop name; null: all
-- columns:
--   platform VARCHAR: platform slug
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as written
--   since TIMESTAMP: begin of the hour or day, market's wall time
--   until TIMESTAMP: its end, not in it
--   hour BIGINT: 0 to 23; null: the row tells of the whole day
--   order_count BIGINT: orders; null: not told
--   unit_count BIGINT: pieces; null: not told
--   amount DECIMAL(18,4): money paid; null: not told
--   currency VARCHAR: ISO 4217; null: unknown
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   batch_id BIGINT: the import
SELECT s.platform, s.shop_key, s.shop_name, s.since, s.until,
       CASE WHEN s.until - s.since < INTERVAL 1 DAY THEN hour(s.since) END AS hour,
       s.order_count, s.unit_count, s.amount, s.currency, b.document, s.source_row, s.batch_id
FROM own_sales s JOIN batch b ON b.batch_id = s.batch_id
WHERE s.standing
  AND ($since::TIMESTAMP IS NULL OR s.since >= $since::TIMESTAMP)
  AND ($until::TIMESTAMP IS NULL OR s.since < $until::TIMESTAMP)
  AND ($as_of::TIMESTAMP IS NULL OR s.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
  AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR s.shop_name = $shop::VARCHAR)
ORDER BY s.platform, s.shop_key, s.since, s.until
