-- question: targets
-- answers: What is each of our shops to sell week by week, in high and in low season, and how far is it?
-- grain: platform, shop, measure, target_since, season, since
-- computed: targets
-- ranges: weeks = 1, 520
-- parameters:
--   as_of TIMESTAMP: own sales and readings of periods that were over at this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   shop VARCHAR: the shop as the target names it; null: all
--   weeks BIGINT: how many weeks of each plan, 1 to 520; null: 12. A plan ends before a week of a million million
-- columns:
--   platform VARCHAR: platform slug
--   shop VARCHAR: the shop as the target names it, by shop_key or name
--   measure VARCHAR: units, orders or amount; of a week
--   target_since DATE: Monday of the plan's first week
--   season VARCHAR: high or low; the plan is given for both
--   since DATE: Monday of the week
--   until DATE: Monday after it, not in it
--   week BIGINT: 1 for the plan's first week
--   planned DECIMAL(18,4): factor × min(saturation, start × (1 + growth) ^ (week - 1))
--   currency VARCHAR: ISO 4217 of an amount; null for units and orders
--   factor DOUBLE: a week of the season over a usual one; 1 where factor_from is none
--   factor_from VARCHAR: said; seasons: mean factor of the season's weeks or months in factor_series; or none
--   factor_reason VARCHAR: why factor_from is none; no-season: no series of the market has two years with a season
--   factor_series VARCHAR: keyword readings that the factor or is_season rests on; null: on what was said, or on none
--   factor_cycles DOUBLE: years of readings without a gap that it has
--   factor_strength DOUBLE: as in seasons; 0.64 is needed
--   factor_first_at TIMESTAMP: start of its first reading
--   factor_last_at TIMESTAMP: start of its last one
--   week_factor DOUBLE: factor of the week itself, or its Monday's month, in factor_series
--   is_season BOOLEAN: whether its Monday lies in a month said of this season; none said: by week_factor, high above 1
--   is_saturated BOOLEAN: whether the stated saturation holds the plan down
--   sold_low DECIMAL(18,4): what the shop sold in the week at least; null: not observed, which is not zero
--   sold_high DECIMAL(18,4): at most; null with a low end: days or hours of the week are missing
--   days_observed BIGINT: days of the week of which own sales say the measure wholly, 0 to 7
--   progress_low DOUBLE: sold_low / planned
--   progress_high DOUBLE: sold_high / planned; null: open
--   shortfall_low DECIMAL(18,4): what lacks of the plan at least, never below 0; 0 where the week may yet have reached it
--   shortfall_high DECIMAL(18,4): what lacks of the plan at most
--   batch_count BIGINT: imports that the sold numbers rest on
--   reason VARCHAR: why sold is open or null; not-observed: no own sales of the week, days-missing: some of its days
WITH own AS (
    SELECT platform, shop_key, shop_name, date_trunc('day', since) AS day, until - since = INTERVAL 1 DAY AS is_day,
           order_count, unit_count, amount, currency, batch_id
    FROM own_sales
    WHERE standing
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
), said AS (
    SELECT t.platform, t.shop, t.measure, t.since AS target_since, o.day, o.is_day, o.batch_id,
           CASE t.measure WHEN 'units' THEN o.unit_count WHEN 'orders' THEN o.order_count
                ELSE CASE WHEN o.currency = t.currency THEN o.amount END END::DECIMAL(18,4) AS value
    FROM target t JOIN own o ON o.platform = t.platform AND t.shop IN (o.shop_key, o.shop_name)
), daily AS (
    SELECT platform, shop, measure, target_since, day,
           coalesce(max(value) FILTER (is_day), sum(value) FILTER (NOT is_day)) AS low,
           count(value) FILTER (is_day) > 0 OR count(value) FILTER (NOT is_day) = 24 AS is_whole
    FROM said WHERE value IS NOT NULL GROUP BY platform, shop, measure, target_since, day
), weekly AS (
    SELECT platform, shop, measure, target_since, date_trunc('week', day)::DATE AS since,
           sum(low)::DECIMAL(18,4) AS sold_low, count(*) FILTER (is_whole) AS days_observed
    FROM daily GROUP BY platform, shop, measure, target_since, date_trunc('week', day)
), rests AS (
    SELECT platform, shop, measure, target_since, date_trunc('week', day)::DATE AS since, count(DISTINCT batch_id) AS batch_count
    FROM said WHERE value IS NOT NULL GROUP BY platform, shop, measure, target_since, date_trunc('week', day)
), wanted AS (
    SELECT * FROM target
    WHERE ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR) AND ($shop::VARCHAR IS NULL OR shop = $shop::VARCHAR)
), unsaid AS (
    SELECT DISTINCT platform, shop FROM wanted WHERE high_factor IS NULL OR low_factor IS NULL OR high_months IS NULL
), reading AS (
    SELECT source, platform, keyword, metric, unit, region, seed,
           if(date_diff('day', since, until) = 7, 'week', 'month') AS period, category, since AS observed_at,
           until AS step_until, value_low::DOUBLE AS low, coalesce(value_high::DOUBLE, 'infinity'::DOUBLE) AS high
    FROM keyword_reading
    WHERE standing AND value_low IS NOT NULL AND date_diff('day', since, until) IN (7, 28, 29, 30, 31)
      AND metric IN ('buyers', 'purchases', 'orders_index', 'amount_index', 'trade_index', 'purchase_index',
                     'taobao_purchase_index', 'search_volume', 'search_popularity', 'search_heat', 'search_index', 'interest')
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND EXISTS (SELECT 1 FROM unsaid WHERE keyword_reading.platform IS NULL OR keyword_reading.platform = unsaid.platform)
    QUALIFY count(*) OVER (PARTITION BY source, platform, keyword, metric, unit, region, seed, period)
        >= if(period = 'week', 104, 24)
), boarded AS (
    SELECT DISTINCT u.platform, u.shop, s.category
    FROM unsaid u JOIN shop_snapshot s ON s.platform = u.platform AND u.shop IN (s.shop_key, s.shop_name)
    WHERE s.standing AND s.category IS NOT NULL AND s.category <> ''
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
), off_board AS (
    SELECT platform, shop, shop AS shop_key
    FROM unsaid ANTI JOIN boarded USING (platform, shop) WHERE EXISTS (FROM reading)
    UNION
    SELECT u.platform, u.shop, o.shop_key
    FROM (FROM unsaid ANTI JOIN boarded USING (platform, shop)) u
    JOIN own o ON o.platform = u.platform AND o.shop_name = u.shop WHERE EXISTS (FROM reading)
), sells AS (
    SELECT platform, shop, array_agg(DISTINCT category ORDER BY category) AS categories
    FROM (FROM boarded
          UNION ALL
          SELECT DISTINCT k.platform, k.shop, l.category
          FROM off_board k JOIN listing_snapshot l ON l.platform = k.platform AND l.shop_key = k.shop_key
          WHERE l.standing AND l.category IS NOT NULL
            AND ($as_of::TIMESTAMP IS NULL OR l.observed_at <= $as_of::TIMESTAMP))
    GROUP BY platform, shop
), plan AS (
    SELECT platform, shop, measure, since AS target_since, season, week::BIGINT AS week, currency,
           (since + to_days(7 * (week - 1)::INTEGER))::DATE AS since,
           if(season = 'high', high_factor, low_factor)::DOUBLE AS said_factor,
           high_factor IS NULL OR low_factor IS NULL OR high_months IS NULL AS is_unsaid, high_months,
           start_value::DOUBLE * pow(1 + growth_ratio::DOUBLE, week - 1) AS grown, saturation::DOUBLE AS saturation
    FROM wanted, range(1, coalesce($weeks::BIGINT, 12) + 1) each_week(week), (VALUES ('high'), ('low')) kinds(season)
)
SELECT platform, shop, measure, target_since, season, since, (since + INTERVAL 7 DAY)::DATE AS until, week, currency,
       least(grown, coalesce(saturation, grown)) AS usual, coalesce(grown > saturation, false) AS is_saturated, said_factor,
       is_unsaid, high_months, categories, sold_low::DOUBLE AS sold_low, coalesce(days_observed, 0) AS days_observed,
       coalesce(batch_count, 0) AS batch_count
FROM plan LEFT JOIN weekly USING (platform, shop, measure, target_since, since)
LEFT JOIN rests USING (platform, shop, measure, target_since, since)
LEFT JOIN sells USING (platform, shop)
WHERE least(grown, coalesce(saturation, grown)) < 1e12
UNION ALL BY NAME
FROM reading
ORDER BY shop IS NULL, source, platform, shop, measure, target_since, season, since, keyword, metric, unit, region, seed,
         period, observed_at, step_until, low, high
