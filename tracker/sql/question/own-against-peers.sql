-- question: own-against-peers
-- answers: How do our own sales stand beside what the board showed of each peer, over the same thirty days?
-- grain: platform, category, day, own_shop_key, shop_key
-- parameters:
--   since TIMESTAMP: only boards seen at or after it; null: from the beginning
--   until TIMESTAMP: only boards seen before it; null: to the end
--   as_of TIMESTAMP: only what had been observed up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name of the peer; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category
--   day DATE: when the board was seen; of several times of a day, the last
--   own_shop_key VARCHAR: our shop whose sales were imported
--   own_shop_name VARCHAR: as last written
--   shop_key VARCHAR: the peer; our own shop too, as the board shows it
--   shop_name VARCHAR: as written
--   is_own BOOLEAN: whether the board's row is one of our own shop: its newest role is own, or its own sales were imported
--   rank BIGINT: of the peer on the board, 1 is best
--   sales_low BIGINT: the peer's units in 30 days, low end
--   sales_high BIGINT: high end; null with a low end: open
--   own_units_low BIGINT: what we sold in the thirty days before the day, at least
--   own_units_high BIGINT: at most; null with a low end: days are missing
--   ratio_low DOUBLE: our units over the peer's, at least; 0.5 is half of theirs
--   ratio_high DOUBLE: at most; null: open
--   since DATE: first of the thirty days
--   until DATE: end of them, not in it
--   days_observed BIGINT: how many of the thirty days our own sales tell wholly
--   observed_at TIMESTAMP: when the board's row was seen
--   document VARCHAR: name of the document of the board's row
--   source_row BIGINT: its row in the document, from 1
--   batch_id BIGINT: its import
--   reason VARCHAR: why a ratio is open or null; peer-unknown: the board tells no sales, peer-none: it tells that there were none, days-missing: own sales lack days
WITH seen AS (
    SELECT platform, shop_key, shop_name, category, observed_at, observed_at::DATE AS day, role, rank, sales_low, sales_high,
           source_row, batch_id,
           row_number() OVER (PARTITION BY platform, shop_key, category, observed_at::DATE ORDER BY observed_at DESC) AS age
    FROM shop_snapshot
    WHERE standing
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
), board AS (
    SELECT * FROM seen WHERE age = 1
), role AS (
    SELECT platform, shop_key, arg_max(role, observed_at) = 'own' AS is_own
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
), daily AS (
    SELECT platform, shop_key, date_trunc('day', since)::DATE AS day, arg_max(shop_name, since) AS shop_name,
           coalesce(max(unit_count) FILTER (until - since = INTERVAL 1 DAY), sum(unit_count) FILTER (until - since < INTERVAL 1 DAY)) AS low,
           count(unit_count) FILTER (until - since = INTERVAL 1 DAY) > 0
               OR count(unit_count) FILTER (until - since < INTERVAL 1 DAY) = 24 AS is_whole
    FROM own_sales
    WHERE standing AND unit_count IS NOT NULL
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
    GROUP BY platform, shop_key, date_trunc('day', since)
), own AS (
    SELECT b.platform, b.day, d.shop_key AS own_shop_key, arg_max(d.shop_name, d.day) AS own_shop_name,
           sum(d.low)::BIGINT AS own_units_low, count(*) FILTER (d.is_whole) AS days_observed
    FROM (SELECT DISTINCT platform, day FROM board) b
    JOIN daily d ON d.platform = b.platform AND d.day >= b.day - 30 AND d.day < b.day
    GROUP BY b.platform, b.day, d.shop_key
)
SELECT b.platform, b.category, b.day, o.own_shop_key, o.own_shop_name, b.shop_key, b.shop_name,
       coalesce(role.is_own, false) OR (b.platform, b.shop_key) IN (SELECT (platform, shop_key) FROM daily) AS is_own, b.rank, b.sales_low, b.sales_high, o.own_units_low,
       CASE WHEN o.days_observed = 30 THEN o.own_units_low END AS own_units_high,
       CASE WHEN b.sales_high > 0 THEN o.own_units_low / b.sales_high WHEN b.sales_low > 0 THEN 0 END AS ratio_low,
       CASE WHEN o.days_observed = 30 AND (b.sales_high > 0 OR b.sales_high IS NULL) THEN o.own_units_low / nullif(b.sales_low, 0) END AS ratio_high,
       b.day - 30 AS since, b.day AS until, o.days_observed, b.observed_at, batch.document, b.source_row, b.batch_id,
       CASE WHEN b.sales_low IS NULL AND b.sales_high IS NULL THEN 'peer-unknown'
            WHEN b.sales_high = 0 THEN 'peer-none'
            WHEN o.days_observed < 30 THEN 'days-missing' END AS reason
FROM board b JOIN own o USING (platform, day)
LEFT JOIN role ON role.platform = b.platform AND role.shop_key = b.shop_key
JOIN batch ON batch.batch_id = b.batch_id
WHERE ($shop::VARCHAR IS NULL OR b.shop_key = $shop::VARCHAR OR b.shop_name = $shop::VARCHAR)
ORDER BY b.platform, b.category, b.day, o.own_shop_key, b.rank NULLS LAST, b.shop_key
