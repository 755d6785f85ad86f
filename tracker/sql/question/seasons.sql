-- question: seasons
-- answers: Which times of the year or days of the week run above and below their level?
-- grain: source, platform, keyword, metric, unit, region, seed, period, season
-- computed: seasons
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
--   unit VARCHAR: as in keyword-readings
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   category VARCHAR: the operator's category, as last said
--   period VARCHAR: length of the periods: day, week, month, or days
--   cycle VARCHAR: what returns: week (7 days), year (52 weeks or 12 months); null: periods of this length have none
--   season BIGINT: weekday (1 Monday), ISO week of the newest cycle's periods (by their middle), or month; null: not computed
--   factor DOUBLE: 1.2 = 20 % above the level; the factors of a cycle have geometric mean 1
--   ratio_low DOUBLE: smallest value over its level in the cycles seen
--   ratio_high DOUBLE: largest of them
--   average_ratio DOUBLE: mean ratio to the centred moving average; null: it doesn't reach so near the ends
--   strength DOUBLE: 0 no season to 1 nothing but season
--   point_count BIGINT: readings of the newest run without a gap
--   cycle_count DOUBLE: cycles that they are; 2 are needed
--   first_at TIMESTAMP: start of the first of them
--   last_at TIMESTAMP: start of the last of them
--   reason VARCHAR: why there are no factors: too-short (under two cycles without a gap), bounds, has-zeros, no-cycle
SELECT source, platform, keyword, metric, unit, region, seed,
       CASE date_diff('day', since, until)
           WHEN 1 THEN 'day' WHEN 7 THEN 'week' WHEN 28 THEN 'month' WHEN 29 THEN 'month' WHEN 30 THEN 'month'
           WHEN 31 THEN 'month' WHEN 90 THEN 'quarter' WHEN 91 THEN 'quarter' WHEN 92 THEN 'quarter'
           WHEN 365 THEN 'year' WHEN 366 THEN 'year' ELSE date_diff('day', since, until) || ' days' END AS period,
       category, since AS observed_at, until AS step_until, value_low::DOUBLE AS low,
       coalesce(value_high::DOUBLE, 'infinity'::DOUBLE) AS high
FROM keyword_reading
WHERE standing AND value_low IS NOT NULL
  AND ($since::TIMESTAMP IS NULL OR since >= $since::TIMESTAMP)
  AND ($until::TIMESTAMP IS NULL OR since < $until::TIMESTAMP)
  AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
  AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
  AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
  AND ($source::VARCHAR IS NULL OR source = $source::VARCHAR)
  AND ($keyword::VARCHAR IS NULL OR keyword = $keyword::VARCHAR)
  AND ($metric::VARCHAR IS NULL OR metric = $metric::VARCHAR)
ORDER BY source, platform, keyword, metric, unit, region, seed, period, since, until, low, high
