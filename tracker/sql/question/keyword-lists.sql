-- question: keyword-lists
-- answers: What does the newest list of each source say of its keywords?
-- grain: source, platform, category, region, seed, keyword, metric
-- parameters:
--   as_of TIMESTAMP: the lists that had ended by then; null: the newest
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all
--   keyword VARCHAR: the keyword as the source spells it; null: all
--   metric VARCHAR: metric slug; null: all
-- columns:
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   category VARCHAR: the operator's category
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   keyword VARCHAR: as the source spells it
--   metric VARCHAR: metric slug
--   value_low DECIMAL(24,6): low end, in the unit
--   value_high DECIMAL(24,6): high end, in the unit; null with a low end: open
--   unit VARCHAR: as in keyword-readings; units are never mixed
--   rank BIGINT: the keyword's rank in its list, 1 is best; null: not ranked
--   since TIMESTAMP: start of the period, market's wall time
--   until TIMESTAMP: end of the period, not in it
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   source_column VARCHAR: the header the value stood under
-- A list is what one source said of one platform, category, region and seed for periods that end at one moment. Of one
-- metric with several such periods the one that began last counts: a month before its year.
WITH standing AS (
    SELECT r.*
    FROM keyword_reading r
    WHERE r.standing
      AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR r.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
      AND ($source::VARCHAR IS NULL OR r.source = $source::VARCHAR)
), newest AS (
    SELECT source, platform, category, region, seed, max(until) AS until,
           row_number() OVER (ORDER BY source, platform, category, region, seed) AS list
    FROM standing
    GROUP BY source, platform, category, region, seed
), listed AS (
    SELECT n.list, s.*
    FROM standing s
    JOIN newest n ON n.source = s.source AND n.until = s.until
        AND n.platform IS NOT DISTINCT FROM s.platform AND n.category IS NOT DISTINCT FROM s.category
        AND n.region IS NOT DISTINCT FROM s.region AND n.seed IS NOT DISTINCT FROM s.seed
    WHERE ($keyword::VARCHAR IS NULL OR s.keyword = $keyword::VARCHAR)
      AND ($metric::VARCHAR IS NULL OR s.metric = $metric::VARCHAR)
), periods AS (
    SELECT list, metric, min(since) AS first_since, max(since) AS last_since
    FROM listed
    GROUP BY list, metric
), late AS (
    -- of metrics with several periods, where keywords may have more than one row
    SELECT l.list, l.keyword, l.metric, max(l.since) AS since
    FROM listed l
    JOIN periods p ON p.list = l.list AND p.metric = l.metric AND p.first_since < p.last_since
    GROUP BY l.list, l.keyword, l.metric
)
SELECT s.source, s.platform, s.category, s.region, s.seed, s.keyword, s.metric, s.value_low, s.value_high, s.unit, s.rank,
       s.since, s.until, b.document, s.source_row, s.source_column
FROM listed s
ANTI JOIN late l ON l.list = s.list AND l.keyword = s.keyword AND l.metric = s.metric AND l.since > s.since
JOIN batch b ON b.batch_id = s.batch_id
ORDER BY s.list, s.batch_id, s.source_row, s.keyword, s.metric
