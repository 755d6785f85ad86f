-- question: keyword-movers
-- answers: Which keywords are new, gone, rising or falling between two dates of a list?
-- grain: source, platform, category, region, seed, keyword
-- parameters:
--   as_of TIMESTAMP: the lists that had ended by then; null: the newest
--   baseline TIMESTAMP: compared with the newest list that had ended by then and before the one compared; null: the list before it
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all
--   keyword VARCHAR: the keyword as the source spells it; null: all
--   metric VARCHAR: metric slug, or rank: the place in the list; lists that don't tell it are left out; null: the first metric of demand that the newer list tells, else a rank
-- columns:
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   category VARCHAR: the operator's category
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   keyword VARCHAR: as the source spells it
--   status VARCHAR: new (in no row of the baseline list), gone (in no row of the newer one), riser, faller, steady, open (the bounds overlap, or see reason). A keyword beyond the end of a list may still be searched
--   metric VARCHAR: what is compared; of a rank a riser has a better one
--   unit VARCHAR: as in keyword-readings
--   value_low DECIMAL(24,6): low end now, in the unit
--   value_high DECIMAL(24,6): high end now; null with a low end: open
--   before_low DECIMAL(24,6): low end in the baseline list
--   before_high DECIMAL(24,6): high end in the baseline list; null with a low end: open
--   change_ratio_low DOUBLE: least change, 0.1 is 10 % more; null of ranks
--   change_ratio_high DOUBLE: largest change; null beside a low end: open
--   rank BIGINT: place in the newer list, 1 is best; null: not ranked
--   rank_before BIGINT: place in the baseline list
--   rank_change BIGINT: places improved; less than 0: worsened
--   reason VARCHAR: why there is no change to tell of a keyword in both lists; null: there is one. not-told (a list lacks the metric), unit-differs, period-differs (one period is over a quarter longer than the other), from-zero (or from less: no ratio can be told)
--   since TIMESTAMP: start of the newer list's period, market's wall time
--   until TIMESTAMP: its end, not in it
--   baseline_since TIMESTAMP: start of the baseline list's period
--   baseline_until TIMESTAMP: its end, not in it
--   list_count BIGINT: keywords of the newer list
--   baseline_count BIGINT: keywords of the baseline list
--   document VARCHAR: name of the document that says the newer value
--   source_row BIGINT: row in it, from 1
--   document_before VARCHAR: name of the document that says the value before
--   source_row_before BIGINT: row in it, from 1
-- Lists of one source, platform, category, region and seed are compared with one another. A list of the first fifty says
-- nothing of the fifty-first: new and gone speak of lists, not of demand.
WITH preferred(metric, place) AS (
    -- as `weightings.demand` in reference/opportunity.toml, then ranks
    VALUES ('search_popularity', 1), ('search_volume', 2), ('search_index', 3), ('search_heat', 4), ('interest', 5),
           ('impressions', 6), ('click_popularity', 7), ('search_volume_broad', 8), ('search_share', 9),
           ('search_rank_week', 10), ('search_rank_month', 11), ('rank', 12)
), standing AS (
    SELECT r.*
    FROM keyword_reading r
    WHERE r.standing
      AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR r.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
      AND ($source::VARCHAR IS NULL OR r.source = $source::VARCHAR)
), told AS (
    SELECT source, platform, category, region, seed, until, metric, bool_or(rank IS NOT NULL) AS is_ranked
    FROM standing
    GROUP BY source, platform, category, region, seed, until, metric
), ends AS (
    SELECT source, platform, category, region, seed, until, max(until) OVER (
               PARTITION BY source, platform, category, region, seed) AS newest,
           list(metric ORDER BY metric) AS told, bool_or(is_ranked) AS is_ranked
    FROM told
    GROUP BY source, platform, category, region, seed, until
), pairs AS (
    SELECT e.source, e.platform, e.category, e.region, e.seed, e.newest AS until, max(e.until) AS baseline_until
    FROM ends e
    WHERE e.until < e.newest
      AND ($baseline::TIMESTAMP IS NULL OR e.until <= $baseline::TIMESTAMP + INTERVAL 1 MICROSECOND)
    GROUP BY e.source, e.platform, e.category, e.region, e.seed, e.newest
), chosen AS (
    SELECT p.*, row_number() OVER (ORDER BY p.source, p.platform, p.category, p.region, p.seed) AS list,
           coalesce($metric::VARCHAR, (
               SELECT min_by(o.metric, o.place) FROM preferred o
               WHERE list_contains(n.told, o.metric) OR (o.metric = 'rank' AND n.is_ranked)), 'rank') AS metric
    FROM pairs p
    JOIN ends n ON n.source = p.source AND n.until = p.until
        AND n.platform IS NOT DISTINCT FROM p.platform AND n.category IS NOT DISTINCT FROM p.category
        AND n.region IS NOT DISTINCT FROM p.region AND n.seed IS NOT DISTINCT FROM p.seed
    WHERE $metric::VARCHAR IS NULL OR list_contains(n.told, $metric::VARCHAR)
       OR ($metric::VARCHAR = 'rank' AND n.is_ranked)
), said AS (
    SELECT c.list, c.metric, s.keyword, s.until = c.until AS is_now, s.metric = c.metric AS is_chosen, s.value_low,
           s.value_high, s.unit, s.rank, s.since, s.batch_id, s.source_row
    FROM chosen c
    JOIN standing s ON s.source = c.source AND s.until IN (c.until, c.baseline_until)
        AND c.platform IS NOT DISTINCT FROM s.platform AND c.category IS NOT DISTINCT FROM s.category
        AND c.region IS NOT DISTINCT FROM s.region AND c.seed IS NOT DISTINCT FROM s.seed
), words AS (
    -- each keyword of either list once; its first row: batch and row in one number
    SELECT list, metric, keyword, is_now, min(rank) AS rank, min(since) AS since,
           min(batch_id * 4294967296 + source_row) AS first_at
    FROM said
    GROUP BY list, metric, keyword, is_now
), chosen_rows AS (
    -- of the metric compared the row whose period began last
    SELECT list, keyword, is_now, value_low, value_high, unit, since, batch_id, source_row
    FROM said
    WHERE is_chosen
    QUALIFY row_number() OVER (PARTITION BY list, keyword, is_now ORDER BY since DESC, batch_id, source_row) = 1
), known AS (
    SELECT w.list, w.metric, w.keyword, w.is_now, w.rank, coalesce(r.since, w.since) AS since, r.value_low,
           r.value_high, r.unit, coalesce(r.batch_id, w.first_at // 4294967296) AS batch_id,
           coalesce(r.source_row, w.first_at % 4294967296) AS source_row
    FROM words w
    LEFT JOIN chosen_rows r ON r.list = w.list AND r.keyword = w.keyword AND r.is_now = w.is_now
), counts AS (
    SELECT list, count(*) FILTER (WHERE is_now) AS list_count, count(*) FILTER (WHERE NOT is_now) AS baseline_count,
           min(since) FILTER (WHERE is_now) AS since, min(since) FILTER (WHERE NOT is_now) AS baseline_since
    FROM known
    GROUP BY list
), beside AS (
    SELECT coalesce(n.list, b.list) AS list, coalesce(n.metric, b.metric) AS metric,
           coalesce(n.keyword, b.keyword) AS keyword, n.keyword IS NOT NULL AS is_now, b.keyword IS NOT NULL AS was,
           n.value_low, n.value_high, b.value_low AS before_low, b.value_high AS before_high,
           coalesce(n.unit, b.unit) AS unit, n.unit IS DISTINCT FROM b.unit AS has_two_units, n.rank,
           b.rank AS rank_before, n.since, b.since AS baseline_since, n.batch_id, n.source_row,
           b.batch_id AS batch_before, b.source_row AS source_row_before
    FROM (SELECT * FROM known WHERE is_now) n
    FULL JOIN (SELECT * FROM known WHERE NOT is_now) b ON b.list = n.list AND b.keyword = n.keyword
), reasoned AS (
    SELECT b.*, c.source, c.platform, c.category, c.region, c.seed, c.until, c.baseline_until,
           b.metric = 'rank' OR coalesce(b.unit = 'rank', false) AS is_rank,
           CASE WHEN NOT (b.is_now AND b.was) THEN NULL
                WHEN b.metric = 'rank' THEN CASE WHEN b.rank IS NULL OR b.rank_before IS NULL THEN 'not-told' END
                WHEN b.value_low IS NULL OR b.before_low IS NULL THEN 'not-told'
                WHEN b.has_two_units THEN 'unit-differs'
                WHEN greatest(epoch(c.until - b.since), epoch(c.baseline_until - b.baseline_since))
                   > 1.25 * least(epoch(c.until - b.since), epoch(c.baseline_until - b.baseline_since))
                    THEN 'period-differs'
           END AS reason
    FROM beside b
    JOIN chosen c ON c.list = b.list
), moved AS (
    SELECT *, is_now AND was AND reason IS NULL AS is_comparable,
           -- both as numbers of which more is better
           CASE WHEN metric = 'rank' THEN -rank WHEN is_rank THEN -value_high ELSE value_low END AS now_least,
           CASE WHEN metric = 'rank' THEN -rank WHEN is_rank THEN -value_low ELSE value_high END AS now_most,
           CASE WHEN metric = 'rank' THEN -rank_before WHEN is_rank THEN -before_high ELSE before_low END AS then_least,
           CASE WHEN metric = 'rank' THEN -rank_before WHEN is_rank THEN -before_low ELSE before_high END AS then_most
    FROM reasoned
)
SELECT m.source, m.platform, m.category, m.region, m.seed, m.keyword,
       CASE WHEN NOT m.was THEN 'new' WHEN NOT m.is_now THEN 'gone' WHEN NOT m.is_comparable THEN 'open'
            WHEN m.now_least > m.then_most THEN 'riser' WHEN m.now_most < m.then_least THEN 'faller'
            WHEN m.now_least = m.now_most AND m.then_least = m.then_most AND m.now_least = m.then_least THEN 'steady'
            ELSE 'open' END AS status,
       m.metric, CASE WHEN m.metric = 'rank' THEN 'rank' ELSE m.unit END AS unit,
       m.value_low, m.value_high, m.before_low, m.before_high,
       CASE WHEN m.is_comparable AND NOT m.is_rank AND m.before_high > 0 AND (m.value_low >= 0 OR m.before_low > 0)
            THEN m.value_low::DOUBLE / if(m.value_low < 0, m.before_low, m.before_high)::DOUBLE - 1
            WHEN m.is_comparable AND NOT m.is_rank AND m.before_high IS NULL AND m.value_low >= 0 THEN -1.0 END AS change_ratio_low,
       CASE WHEN m.is_comparable AND NOT m.is_rank AND m.before_low > 0
            THEN m.value_high::DOUBLE / if(m.value_high < 0, m.before_high, m.before_low)::DOUBLE - 1
            END AS change_ratio_high,
       m.rank, m.rank_before, m.rank_before - m.rank AS rank_change,
       CASE WHEN m.is_comparable AND NOT m.is_rank AND m.before_high <= 0 THEN 'from-zero' ELSE m.reason END AS reason,
       coalesce(m.since, k.since) AS since, m.until, coalesce(m.baseline_since, k.baseline_since) AS baseline_since,
       m.baseline_until, k.list_count, k.baseline_count, n.document, m.source_row, o.document AS document_before,
       m.source_row_before
FROM moved m
JOIN counts k ON k.list = m.list
LEFT JOIN batch n ON n.batch_id = m.batch_id
LEFT JOIN batch o ON o.batch_id = m.batch_before
WHERE $keyword::VARCHAR IS NULL OR m.keyword = $keyword::VARCHAR
ORDER BY m.list, CASE WHEN NOT m.was THEN 1 WHEN NOT m.is_now THEN 2 ELSE 3 END,
         abs(change_ratio_low) DESC NULLS LAST, abs(rank_change) DESC NULLS LAST, m.keyword
