-- question: price-bands
-- answers: How are a category's listings, units and revenue spread over price bands, and where do we stand?
-- grain: platform, category, currency, band_low, sold_kind
-- ranges: days = 0, 365; bands = 1, 50
-- parameters:
--   until TIMESTAMP: looks before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   days BIGINT: listings last seen up to so many days before the category's newest look, 0 to 365; null: 7
--   bands BIGINT: about so many bands, of about as many listings each, 1 to 50; null: 6
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   currency VARCHAR: ISO 4217; null: unknown. Different currencies are never joined
--   band_low DECIMAL(18,4): asked price from which the band begins, in it
--   band_high DECIMAL(18,4): asked price at which it ends, not in it; null: the last band
--   sold_kind VARCHAR: what the counters of these listings count, a level and not a period's sales; null: no counter
--   listing_count BIGINT: listings of the band with this kind of counter; a listing stands where its low price does
--   own_count BIGINT: of them, ours
--   open_count BIGINT: of them, listings whose counter has no high end
--   sold_low BIGINT: sum of the counters' low ends, units; null: no counter
--   sold_high BIGINT: sum of the counters' high ends, units; null with a low end: at least one is open
--   amount_low DECIMAL(24,4): sum of counter times asked price, low ends: as if all were sold at today's price
--   amount_high DECIMAL(24,4): sum of counter times asked price, high ends; null with a low end: at least one is open
--   band_listing_count BIGINT: listings of the band, of all counters
--   band_own_count BIGINT: of them, ours: 0 where we don't stand
--   listing_share DOUBLE: the band's listings over those recorded of the platform, category and currency, 0 to 1
--   day DATE: the day of the category's newest look
--   first_observed_at TIMESTAMP: the oldest look that counts in this row, market's wall time
--   last_observed_at TIMESTAMP: the newest one
-- Edges are prices of equal shares of listings, rounded to 1, 1.1 … 1.9, 2, 2.5 … 4.5, 5, 6 … 9 times a power of ten.
-- A band without a listing is left out. A listing's variants are one range of prices, and share the newest counter.
WITH latest AS (
    SELECT platform, category, max(observed_at)::DATE AS day
    FROM listing_snapshot
    WHERE standing AND price_low IS NOT NULL
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
    GROUP BY platform, category
), begun AS (
    SELECT *, day - coalesce($days::BIGINT, 7)::INTEGER AS since FROM latest
), newest AS (
    SELECT s.*, begun.day
    FROM listing_snapshot s
    JOIN begun ON begun.platform = s.platform AND begun.category IS NOT DISTINCT FROM s.category
    WHERE s.standing AND s.price_low IS NOT NULL AND s.observed_at >= begun.since
      AND s.observed_at >= (SELECT min(since) FROM begun)  -- the same again, which a scan can skip by
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    QUALIFY row_number() OVER (PARTITION BY s.platform, s.category, s.listing_key, s.variant_key
                               ORDER BY s.observed_at DESC) = 1
), own_shop AS (
    SELECT platform, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
    HAVING arg_max(role, (observed_at, batch_id, source_row)) = 'own'
), variant AS (
    SELECT n.platform, n.category, n.currency, n.listing_key, n.variant_key, n.observed_at, n.day,
           n.price_low, n.price_high, n.sold_low, n.sold_high, n.sold_kind,
           coalesce(n.is_own, false) OR EXISTS (FROM own_shop o WHERE o.platform = n.platform
               AND (o.shop_key = n.shop_key OR o.shop_name = n.shop_name)) AS is_own
    FROM newest n
), counted AS (
    SELECT platform, category, currency, listing_key, arg_max(sold_kind, (observed_at, variant_key)) AS sold_kind
    FROM variant GROUP BY ALL
), listing AS (
    SELECT v.platform, v.category, v.currency, v.listing_key, c.sold_kind, v.day, bool_or(v.is_own) AS is_own,
           min(v.price_low) AS price_low,
           CASE WHEN count(v.price_high) = count(*) THEN max(v.price_high) END AS price_high,
           CASE WHEN c.sold_kind IS NOT NULL
                THEN max(coalesce(v.sold_low, 0)) FILTER (v.sold_kind = c.sold_kind) END AS sold_low,
           CASE WHEN count(*) FILTER (v.sold_kind = c.sold_kind AND v.sold_high IS NULL) = 0
                THEN max(v.sold_high) FILTER (v.sold_kind = c.sold_kind) END AS sold_high,
           min(v.observed_at) AS first_observed_at, max(v.observed_at) AS last_observed_at
    FROM variant v
    JOIN counted c ON c.platform = v.platform AND c.listing_key = v.listing_key
        AND c.category IS NOT DISTINCT FROM v.category AND c.currency IS NOT DISTINCT FROM v.currency
    GROUP BY v.platform, v.category, v.currency, v.listing_key, c.sold_kind, v.day
), tile AS (
    SELECT platform, category, currency, price_low::DOUBLE AS price,
           ntile(coalesce($bands::BIGINT, 6)) OVER (
               PARTITION BY platform, category, currency ORDER BY price_low) AS tile
    FROM listing
), raw_edge AS (
    SELECT platform, category, currency, min(price) AS lowest, 10.0 ** floor(log10(min(price))) AS power
    FROM tile WHERE tile > 1 AND price > 0 GROUP BY platform, category, currency, tile
), edge AS (
    SELECT platform, category, currency, 0::DECIMAL(18,4) AS band_low FROM listing
    UNION
    SELECT platform, category, currency, (round(lowest / step) * step)::DECIMAL(18,4)
    FROM (SELECT *, power * CASE WHEN lowest < 2 * power THEN 0.1 WHEN lowest < 5 * power THEN 0.5 ELSE 1 END AS step
          FROM raw_edge)
), band AS (
    SELECT *, lead(band_low) OVER (PARTITION BY platform, category, currency ORDER BY band_low) AS band_high
    FROM edge
), told AS (
    SELECT b.platform, b.category, b.currency, b.band_low, b.band_high, l.sold_kind, l.day,
           count(*) AS listing_count, count(*) FILTER (l.is_own) AS own_count,
           count(*) FILTER (l.sold_kind IS NOT NULL AND l.sold_high IS NULL) AS open_count,
           sum(l.sold_low)::BIGINT AS sold_low,
           CASE WHEN count(l.sold_high) = count(*) THEN sum(l.sold_high)::BIGINT END AS sold_high,
           sum(l.sold_low * l.price_low)::DECIMAL(24,4) AS amount_low,
           CASE WHEN count(l.sold_high * l.price_high) = count(*)
                THEN sum(l.sold_high * l.price_high)::DECIMAL(24,4) END AS amount_high,
           min(l.first_observed_at) AS first_observed_at, max(l.last_observed_at) AS last_observed_at
    FROM band b
    JOIN listing l ON l.platform = b.platform AND l.category IS NOT DISTINCT FROM b.category
        AND l.currency IS NOT DISTINCT FROM b.currency
        AND l.price_low >= b.band_low AND (b.band_high IS NULL OR l.price_low < b.band_high)
    GROUP BY ALL
)
SELECT platform, category, currency, band_low, band_high, sold_kind, listing_count, own_count, open_count,
       sold_low, sold_high, amount_low, amount_high,
       sum(listing_count) OVER this_band::BIGINT AS band_listing_count,
       sum(own_count) OVER this_band::BIGINT AS band_own_count,
       sum(listing_count) OVER this_band::DOUBLE
           / sum(listing_count) OVER (PARTITION BY platform, category, currency) AS listing_share,
       day, first_observed_at, last_observed_at
FROM told
WINDOW this_band AS (PARTITION BY platform, category, currency, band_low)
ORDER BY platform, category, currency, band_low, sold_kind NULLS LAST
