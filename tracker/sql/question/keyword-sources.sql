-- question: keyword-sources
-- answers: Which sources told which metrics of keywords, of how many keywords, and over what time?
-- grain: source, platform, category, region, metric
-- parameters:
--   as_of TIMESTAMP: the periods that had ended by then; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all
-- columns:
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   category VARCHAR: the operator's category
--   region VARCHAR: as the source spells it; null: none said
--   metric VARCHAR: metric slug
--   keyword_count BIGINT: keywords of which it was told, in any period
--   reading_count BIGINT: readings
--   list_count BIGINT: moments at which its periods end
--   since TIMESTAMP: start of the first period, market's wall time
--   until TIMESTAMP: end of the last period, not in it
--   newest_since TIMESTAMP: start of the period that began last
SELECT r.source, r.platform, r.category, r.region, r.metric, count(DISTINCT r.keyword) AS keyword_count,
       count(*) AS reading_count, count(DISTINCT r.until) AS list_count, min(r.since) AS since, max(r.until) AS until,
       max(r.since) AS newest_since
FROM keyword_reading r
WHERE r.standing
  AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
  AND ($platform::VARCHAR IS NULL OR r.platform = $platform::VARCHAR)
  AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
  AND ($source::VARCHAR IS NULL OR r.source = $source::VARCHAR)
GROUP BY r.source, r.platform, r.category, r.region, r.metric
ORDER BY r.source, r.platform, r.category, r.region, r.metric
