-- question: price-trend
-- answers: How did the asked prices of a category move, day by day?
-- grain: day, platform, category, currency
-- parameters:
--   since TIMESTAMP: snapshots at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
-- columns:
--   day DATE: market's wall time; only days on which a price was seen
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   currency VARCHAR: ISO 4217; null: unknown. Different currencies are never joined
--   listing_count BIGINT: listings with a price that day; of several snapshots of one the last counts
--   q1_low DECIMAL(18,4): first quartile of the low ends of the listings' prices
--   q1_high DECIMAL(18,4): first quartile of the high ends
--   median_low DECIMAL(18,4): median of the low ends
--   median_high DECIMAL(18,4): median of the high ends
--   q3_low DECIMAL(18,4): third quartile of the low ends
--   q3_high DECIMAL(18,4): third quartile of the high ends; null where a price has no high end
-- A listing's price runs from its cheapest variant's low end to its dearest one's high end. Quartiles by linear
-- interpolation (type 7 of Hyndman and Fan 1996); the high ones are null where any high end is open.
WITH last_seen AS (
    SELECT observed_at::DATE AS day, platform, category, currency, listing_key, variant_key,
           arg_max(price_low, observed_at) AS price_low,
           arg_max(coalesce(price_high, 'infinity'::DOUBLE), observed_at) AS price_high
    FROM listing_snapshot
    WHERE standing AND price_low IS NOT NULL
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
    GROUP BY ALL
), listing AS (
    SELECT day, platform, category, currency, listing_key, min(price_low) AS price_low, max(price_high) AS price_high
    FROM last_seen GROUP BY ALL
), spread AS (
    SELECT day, platform, category, currency, count(*) AS listing_count,
           quantile_cont(price_low::DOUBLE, [0.25, 0.5, 0.75]) AS low,
           CASE WHEN max(price_high) < 'infinity'::DOUBLE THEN quantile_cont(price_high, [0.25, 0.5, 0.75]) END AS high
    FROM listing GROUP BY ALL
)
SELECT day, platform, category, currency, listing_count,
       low[1]::DECIMAL(18,4) AS q1_low, high[1]::DECIMAL(18,4) AS q1_high,
       low[2]::DECIMAL(18,4) AS median_low, high[2]::DECIMAL(18,4) AS median_high,
       low[3]::DECIMAL(18,4) AS q3_low, high[3]::DECIMAL(18,4) AS q3_high
FROM spread
ORDER BY day, platform, category, currency
