-- question: sales-trend
-- answers: What did the sold counters of a category show, day by day?
-- grain: day, platform, category, sold_kind
-- parameters:
--   since TIMESTAMP: snapshots at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
-- columns:
--   day DATE: market's wall time; only days on which a counter was seen
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   sold_kind VARCHAR: what the counters count; different kinds are never added
--   listing_count BIGINT: listings with a counter that day; of several snapshots of one the last counts
--   open_count BIGINT: of them, listings whose counter has no high end
--   sold_low BIGINT: sum of the counters' low ends, units
--   sold_high BIGINT: sum of the counters' high ends, units; null: at least one is open
-- A counter's level, not what was sold that day. Variants of a listing share its counter: the largest ends count.
WITH last_seen AS (
    SELECT observed_at::DATE AS day, platform, category, sold_kind, listing_key, variant_key,
           arg_max(coalesce(sold_low, 0), observed_at) AS sold_low,
           arg_max(coalesce(sold_high, 9223372036854775807), observed_at) AS sold_high
    FROM listing_snapshot
    WHERE standing AND sold_kind IS NOT NULL
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
    GROUP BY ALL
), listing AS (
    SELECT day, platform, category, sold_kind, listing_key, max(sold_low) AS sold_low, max(sold_high) AS sold_high
    FROM last_seen GROUP BY ALL
)
SELECT day, platform, category, sold_kind, count(*) AS listing_count,
       count(*) FILTER (sold_high = 9223372036854775807) AS open_count,
       sum(sold_low)::BIGINT AS sold_low,
       CASE WHEN count(*) FILTER (sold_high = 9223372036854775807) = 0 THEN sum(sold_high)::BIGINT END AS sold_high
FROM listing
GROUP BY ALL
ORDER BY day, platform, category, sold_kind
