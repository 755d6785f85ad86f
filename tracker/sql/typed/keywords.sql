-- stage (a row of the document) and value (a cell of a metric) -> told: one row a reading.
-- A row without any metric that can be kept has one row here, without metric, with its row_code.
-- id: a line holds at most 8,000,000 characters (tracker.read.load), so fewer columns than 10,000,000.
CREATE OR REPLACE TEMP TABLE told AS
WITH known AS (
    SELECT s.*,
           CASE WHEN s.platform IS NULL THEN $platform ELSE pf.slug END AS platform_slug,
           CASE WHEN s.source IS NULL THEN $source ELSE so.slug END AS source_slug,
           coalesce(seen.wall, if(seen.code IS NULL, $observed_on::TIMESTAMP, NULL)) AS seen_at,
           seen.code AS seen_code, seen.until AS seen_until,
           place.low::BIGINT AS row_rank
    FROM stage s
    LEFT JOIN platform_name pf ON pf.text = s.platform
    LEFT JOIN source_name so ON so.text = s.source
    LEFT JOIN moments seen ON seen.field = 'observed_at' AND seen.text = s.observed_at
    LEFT JOIN ranks place ON place.text = s.rank
), measured AS (
    SELECT v.*, r.low, r.high, r.mark
    FROM value v JOIN readings r ON r.type = v.type AND r.text = v.text
    WHERE r.low IS NOT NULL OR r.high IS NOT NULL
), said AS (
    SELECT source_row, column_no, source_column, metric, unit, low, high, mark, since, until, keyword, region FROM measured
    UNION ALL
    SELECT source_row, 0, $rank_header, 'rank', 'rank', row_rank, row_rank, NULL, NULL, NULL, NULL, NULL
    FROM known WHERE row_rank IS NOT NULL AND source_row NOT IN (SELECT source_row FROM measured)
)
SELECT k.source_row, k.source_row * 10000000 + coalesce(m.column_no, 0) AS id, m.source_column,
       k.source_slug AS source, k.platform_slug AS platform, coalesce(m.keyword, k.keyword) AS keyword, m.metric,
       coalesce(m.since, $since::TIMESTAMP, date_trunc(step.of, k.seen_at)) AS since,
       coalesce(m.until, $until::TIMESTAMP, k.seen_until, period_end(date_trunc(step.of, k.seen_at), if(step.of = 'hour', 'hour', $step))) AS until,
       coalesce(m.region, k.region, $region) AS region, coalesce(k.seed, $seed) AS seed, coalesce(k.category, $category) AS category,
       m.low AS value_low, m.high AS value_high,
       CASE WHEN m.unit = 'currency' THEN money_currency(m.mark, stated.slug, pc.currency, $currency) ELSE m.unit END AS unit,
       k.row_rank AS rank,
       CASE WHEN m.unit = 'currency' AND money_currency(m.mark, stated.slug, pc.currency, $currency) IS NULL
            THEN 'currency-unknown' END AS flags,
       CASE WHEN k.cells > $width::BIGINT THEN 'columns-shifted'
            WHEN k.source_slug IS NULL THEN 'source-missing'
            WHEN coalesce(m.keyword, k.keyword) IS NULL AND m.metric IS NOT NULL THEN 'identity-missing'
            WHEN k.keyword IS NULL AND m.keyword IS NULL AND NOT $timeline THEN 'identity-missing'
            WHEN k.seen_code IS NOT NULL THEN k.seen_code
            WHEN coalesce(m.since, $since::TIMESTAMP, k.seen_at) IS NULL THEN 'date-missing'
            WHEN m.metric IS NULL THEN 'nothing-measured' END AS row_code
FROM known k
CROSS JOIN (
    SELECT if($timeline AND coalesce(bool_or(wall <> date_trunc('day', wall)), false), 'hour', 'day') AS of
    FROM moments WHERE field = 'observed_at') step
LEFT JOIN said m USING (source_row)
LEFT JOIN currency_name stated ON stated.text = k.currency
LEFT JOIN platform_currency pc ON pc.platform = k.platform_slug;
