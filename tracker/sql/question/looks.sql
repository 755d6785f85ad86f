-- question: looks
-- answers: On which days did anybody look, on which platform and in which category, and what was seen?
-- grain: platform, category, day
-- parameters:
--   since TIMESTAMP: snapshots at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   day DATE: market's wall time; only days on which anything was seen
--   snapshot_count BIGINT: snapshots of listings, each variant and look counts
--   priced_count BIGINT: of them, with an asked price
--   counter_count BIGINT: of them, with a sold counter
--   shop_count BIGINT: snapshots of shops
WITH seen AS (
    SELECT platform, category, observed_at, shop_key, shop_name, 1 AS listing, price_low IS NOT NULL AS priced,
           sold_kind IS NOT NULL AS counted
    FROM listing_snapshot WHERE standing
    UNION ALL
    SELECT platform, category, observed_at, shop_key, shop_name, 0, false, false FROM shop_snapshot WHERE standing
)
SELECT platform, category, observed_at::DATE AS day, sum(listing)::BIGINT AS snapshot_count,
       count(*) FILTER (priced) AS priced_count, count(*) FILTER (counted) AS counter_count,
       count(*) FILTER (listing = 0) AS shop_count
FROM seen
WHERE ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
  AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
  AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
  AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
  AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
GROUP BY ALL
ORDER BY platform, category, day
