-- question: keyword-list-dates
-- answers: Of which days are there keyword lists, and how long are they?
-- grain: source, platform, category, region, seed, until
-- parameters:
--   as_of TIMESTAMP: the lists that had ended by then; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all
-- columns:
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   category VARCHAR: the operator's category
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   until TIMESTAMP: end of the list's periods, not in them, market's wall time
--   newest_since TIMESTAMP: start of its period that began last
--   keyword_count BIGINT: keywords
--   metrics VARCHAR: the metrics it tells, apart by blanks
SELECT r.source, r.platform, r.category, r.region, r.seed, r.until, max(r.since) AS newest_since,
       count(DISTINCT r.keyword) AS keyword_count, string_agg(DISTINCT r.metric, ' ' ORDER BY r.metric) AS metrics
FROM keyword_reading r
WHERE r.standing
  AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
  AND ($platform::VARCHAR IS NULL OR r.platform = $platform::VARCHAR)
  AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
  AND ($source::VARCHAR IS NULL OR r.source = $source::VARCHAR)
GROUP BY r.source, r.platform, r.category, r.region, r.seed, r.until
ORDER BY r.source, r.platform, r.category, r.region, r.seed, r.until
