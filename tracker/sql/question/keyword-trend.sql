-- question: keyword-trend
-- answers: How did one metric of keywords move, in one source's own unit?
-- grain: source, platform, keyword, metric, unit, region, seed, since, until
-- parameters:
--   since TIMESTAMP: periods that begin at or after it; null: from the beginning
--   until TIMESTAMP: periods that begin before it; null: to the end
--   as_of TIMESTAMP: only periods that had ended by then; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all
--   keyword VARCHAR: the keyword as the source spells it; null: all
--   metric VARCHAR: metric slug; null: all
-- columns:
--   source VARCHAR: source slug
--   platform VARCHAR: platform slug; null: none
--   keyword VARCHAR: as the source spells it
--   metric VARCHAR: metric slug
--   unit VARCHAR: as in keyword-readings; series of different units never share an axis
--   region VARCHAR: as the source spells it
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   since TIMESTAMP: start of the period, market's wall time
--   until TIMESTAMP: end of the period, not in it
--   value_low DECIMAL(24,6): low end, in the unit
--   value_high DECIMAL(24,6): high end, in the unit; null with a low end: open
--   rank BIGINT: rank in its list, 1 is best; null: not ranked
--   gap BOOLEAN: the period doesn't follow the one before it without a hole; true for the first of a series
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
SELECT r.source, r.platform, r.keyword, r.metric, r.unit, r.region, r.seed, r.since, r.until, r.value_low, r.value_high, r.rank,
       coalesce(r.since > lag(r.until) OVER series, true) AS gap, b.document, r.source_row
FROM keyword_reading r JOIN batch b ON b.batch_id = r.batch_id
WHERE r.standing
  AND ($since::TIMESTAMP IS NULL OR r.since >= $since::TIMESTAMP)
  AND ($until::TIMESTAMP IS NULL OR r.since < $until::TIMESTAMP)
  AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
  AND ($platform::VARCHAR IS NULL OR r.platform = $platform::VARCHAR)
  AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
  AND ($source::VARCHAR IS NULL OR r.source = $source::VARCHAR)
  AND ($keyword::VARCHAR IS NULL OR r.keyword = $keyword::VARCHAR)
  AND ($metric::VARCHAR IS NULL OR r.metric = $metric::VARCHAR)
WINDOW series AS (
    PARTITION BY r.source, r.platform, r.keyword, r.metric, r.unit, r.region, r.seed ORDER BY r.since, r.until)
ORDER BY r.source, r.keyword, r.metric, r.platform, r.region, r.unit, r.since, r.until
