-- question: keyword-readings
-- answers: What did each source say of each keyword, metric by metric?
-- grain: source, platform, keyword, metric, since, until, region, seed
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
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   keyword VARCHAR: as the source spells it
--   metric VARCHAR: metric slug
--   value_low DECIMAL(24,6): low end, in the unit
--   value_high DECIMAL(24,6): high end, in the unit; null with a low end: open
--   unit VARCHAR: index (the source's own scale), count, ratio (0.10 = 10 %), rank, or a currency (ISO 4217)
--   rank BIGINT: the keyword's rank in its list, 1 is best; null: not ranked
--   since TIMESTAMP: start of the period, market's wall time
--   until TIMESTAMP: end of the period, not in it
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   category VARCHAR: the operator's category
--   flags VARCHAR: currency-unknown
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   source_column VARCHAR: the header the value stood under
--   batch_id BIGINT: the import
SELECT r.source, r.platform, r.keyword, r.metric, r.value_low, r.value_high, r.unit, r.rank, r.since, r.until,
       r.region, r.seed, r.category, r.flags, b.document, r.source_row, r.source_column, r.batch_id
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
ORDER BY r.source, r.platform, r.since, r.batch_id, r.source_row, r.metric, r.region, r.keyword, r.source_column
