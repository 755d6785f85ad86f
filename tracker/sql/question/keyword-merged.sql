-- question: keyword-merged
-- answers: What does each source say of the same keyword, side by side?
-- grain: folded, source, platform, category, region, seed, keyword
-- computed: keyword_merged
-- parameters:
--   as_of TIMESTAMP: the lists that had ended by then; null: the newest
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all
--   keyword VARCHAR: the keyword as a source spells it; all rows of the same folded keyword; null: all
-- columns:
--   folded VARCHAR: what keywords are compared by: NFKC, simplified, case and blanks folded; never a spelling
--   source_count BIGINT: sources whose newest lists have the folded keyword, whichever rows are asked for
--   spelling_count BIGINT: spellings of it in all of these lists
--   variant_of VARCHAR: the first folded keyword of those that differ from this one by order of words or filler alone; itself where there is no other
--   variant_count BIGINT: folded keywords of that group
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   category VARCHAR: the operator's category
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   keyword VARCHAR: as this source spells it
--   metric VARCHAR: the first metric of demand that the list tells; null: none
--   value_low DECIMAL(24,6): low end, in the unit
--   value_high DECIMAL(24,6): high end; null with a low end: open
--   unit VARCHAR: as in keyword-readings; units of two sources are never mixed
--   place BIGINT: the keyword's place in this list by that metric, largest low end first, equal ones share the better place; null: not told
--   rank BIGINT: the rank that the source itself gives, 1 is best; null: not ranked
--   list_length BIGINT: keywords of this list
--   since TIMESTAMP: start of the period, market's wall time
--   until TIMESTAMP: end of the period, not in it
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
WITH preferred(metric, place) AS (
    -- as `weightings.demand` in reference/opportunity.toml
    VALUES ('search_popularity', 1), ('search_volume', 2), ('search_index', 3), ('search_heat', 4), ('interest', 5),
           ('impressions', 6), ('click_popularity', 7), ('search_volume_broad', 8), ('search_share', 9)
), standing AS (
    SELECT r.*
    FROM keyword_reading r
    WHERE r.standing
      AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
), told AS (
    SELECT source, platform, category, region, seed, until, metric
    FROM standing
    GROUP BY source, platform, category, region, seed, until, metric
), newest AS (
    SELECT source, platform, category, region, seed, max(until) AS until
    FROM told
    GROUP BY source, platform, category, region, seed
), chosen AS (
    SELECT n.*, row_number() OVER (ORDER BY n.source, n.platform, n.category, n.region, n.seed) AS list,
           (SELECT min_by(o.metric, o.place) FROM preferred o JOIN told t ON t.metric = o.metric
            WHERE t.source = n.source AND t.until = n.until AND t.platform IS NOT DISTINCT FROM n.platform
              AND t.category IS NOT DISTINCT FROM n.category AND t.region IS NOT DISTINCT FROM n.region
              AND t.seed IS NOT DISTINCT FROM n.seed) AS metric
    FROM newest n
), said AS (
    SELECT c.list, c.metric, s.keyword, s.metric = c.metric AS is_chosen, s.value_low, s.value_high, s.unit, s.rank,
           s.since, s.batch_id, s.source_row
    FROM chosen c
    JOIN standing s ON s.source = c.source AND s.until = c.until
        AND c.platform IS NOT DISTINCT FROM s.platform AND c.category IS NOT DISTINCT FROM s.category
        AND c.region IS NOT DISTINCT FROM s.region AND c.seed IS NOT DISTINCT FROM s.seed
), words AS (
    SELECT list, keyword, min(rank) AS rank, min(since) AS since, min(batch_id * 4294967296 + source_row) AS first_at
    FROM said
    GROUP BY list, keyword
), chosen_rows AS (
    SELECT list, keyword, value_low, value_high, unit, since, batch_id, source_row
    FROM said
    WHERE is_chosen
    QUALIFY row_number() OVER (PARTITION BY list, keyword ORDER BY since DESC, batch_id, source_row) = 1
)
SELECT w.list, w.keyword, r.value_low, r.value_high, r.unit, w.rank,
       CASE WHEN r.value_low IS NOT NULL
            THEN rank() OVER (PARTITION BY w.list ORDER BY r.value_low DESC NULLS LAST) END AS place,
       count(*) OVER (PARTITION BY w.list) AS list_length, coalesce(r.since, w.since) AS since, c.until,
       c.source, c.platform, c.category, c.region, c.seed, CASE WHEN r.keyword IS NOT NULL THEN c.metric END AS metric,
       b.document, coalesce(r.source_row, w.first_at % 4294967296) AS source_row, $keyword::VARCHAR AS wanted,
       ($platform::VARCHAR IS NULL OR coalesce(c.platform = $platform::VARCHAR, false))
       AND ($category::VARCHAR IS NULL OR coalesce(c.category = $category::VARCHAR, false))
       AND ($source::VARCHAR IS NULL OR c.source = $source::VARCHAR) AS is_wanted
FROM words w
JOIN chosen c ON c.list = w.list
LEFT JOIN chosen_rows r ON r.list = w.list AND r.keyword = w.keyword
JOIN batch b ON b.batch_id = coalesce(r.batch_id, w.first_at // 4294967296)
ORDER BY w.list, place NULLS LAST, w.rank NULLS LAST, w.keyword
