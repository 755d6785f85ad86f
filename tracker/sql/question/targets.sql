-- question: targets
-- answers: What is each of our shops to sell week by week, in high and in low season, and how far is it?
-- grain: platform, shop, measure, target_since, season, since
-- parameters:
--   as_of TIMESTAMP: only own sales of periods that were over at this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   shop VARCHAR: the shop as the target names it; null: all
--   weeks BIGINT: how many weeks of each plan; null: 12
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
--   factor DOUBLE: a week of the season over a usual one; 1 where nobody said one
--   factor_from VARCHAR: said, or none where nobody said it
--   is_season BOOLEAN: whether the week's Monday lies in a month of this season; null: the months weren't said
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
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP)
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
), plan AS (
    SELECT t.platform, t.shop, t.measure, t.since AS target_since, season, currency, week::BIGINT AS week,
           (t.since + to_days(7 * (week - 1)::INTEGER))::DATE AS since,
           coalesce(if(season = 'high', t.high_factor, t.low_factor), 1)::DOUBLE AS factor,
           if(if(season = 'high', t.high_factor, t.low_factor) IS NULL, 'none', 'said') AS factor_from,
           list_contains(string_split(t.high_months, ' '), month(t.since + to_days(7 * (week - 1)::INTEGER))::VARCHAR) AS is_high,
           t.start_value::DOUBLE * pow(1 + t.growth_ratio::DOUBLE, week - 1) AS grown, t.saturation::DOUBLE AS saturation
    FROM target t, range(1, coalesce($weeks::BIGINT, 12) + 1) each_week(week), (VALUES ('high'), ('low')) kinds(season)
    WHERE ($platform::VARCHAR IS NULL OR t.platform = $platform::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR t.shop = $shop::VARCHAR)
), planned AS (
    SELECT *, (factor * least(grown, coalesce(saturation, grown)))::DECIMAL(18,4) AS planned FROM plan
)
SELECT platform, shop, measure, target_since, season, since, (since + INTERVAL 7 DAY)::DATE AS until, week, planned, currency,
       factor, factor_from, if(season = 'high', is_high, NOT is_high) AS is_season, coalesce(grown > saturation, false) AS is_saturated,
       sold_low, CASE WHEN days_observed = 7 THEN sold_low END AS sold_high, coalesce(days_observed, 0) AS days_observed,
       sold_low::DOUBLE / nullif(planned, 0)::DOUBLE AS progress_low,
       CASE WHEN days_observed = 7 THEN sold_low::DOUBLE / nullif(planned, 0)::DOUBLE END AS progress_high,
       CASE WHEN sold_low IS NULL THEN NULL WHEN days_observed = 7 THEN greatest(planned - sold_low, 0) ELSE 0 END::DECIMAL(18,4)
           AS shortfall_low,
       CASE WHEN sold_low IS NULL THEN NULL ELSE greatest(planned - sold_low, 0) END::DECIMAL(18,4) AS shortfall_high,
       coalesce(batch_count, 0) AS batch_count,
       CASE WHEN sold_low IS NULL THEN 'not-observed' WHEN days_observed < 7 THEN 'days-missing' END AS reason
FROM planned LEFT JOIN weekly USING (platform, shop, measure, target_since, since)
LEFT JOIN rests USING (platform, shop, measure, target_since, since)
ORDER BY platform, shop, measure, target_since, season, since
