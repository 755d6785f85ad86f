-- question: industry
-- answers: How does the industry move: what each source says of its keywords, the asked prices, the sold counters?
-- grain: series_kind, category, platform, source, metric, unit, region, seed, period, since
-- computed: industry
-- parameters:
--   since TIMESTAMP: readings of periods that begin, and snapshots, at or after it; null: from the beginning
--   until TIMESTAMP: those before it; null: to the end
--   as_of TIMESTAMP: only periods that had ended and snapshots seen by then, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all, those of readings without one apart
--   source VARCHAR: source slug, of keywords; null: all
--   metric VARCHAR: metric slug, of keywords; null: all
--   step VARCHAR: periods of prices and sales: day, week (from Monday) or month; null: week
--   least BIGINT: keywords or listings that two periods must share, 1 to 1000; null: 1 keyword, 3 listings
-- columns:
--   series_kind VARCHAR: keyword, price or sales
--   category VARCHAR: the operator's category; null: none said
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   source VARCHAR: source slug; null: no keywords
--   metric VARCHAR: metric slug; of sales the kind of counter; null: prices
--   unit VARCHAR: the source's own unit, a currency, or units; series of different units never share an axis
--   region VARCHAR: of the readings, as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   period VARCHAR: length of the periods: day, week, month, quarter, year or days
--   since DATE: start of the period
--   until DATE: its end, not in it
--   item_count BIGINT: keywords of the period, items with a price (listing and variant), or listings with a counter
--   matched_count BIGINT: of them, seen in the series' period before too; null: the first, and sales
--   value_low DOUBLE: median over the keywords, or over the items' prices; sum of the counters' low ends
--   value_high DOUBLE: the same of the high ends; null: at least one is open
--   rebased_low DOUBLE: chained growth of what both periods share, the segment's first period = 100; low end
--   rebased_high DOUBLE: high end; equal where values are exact
--   segment BIGINT: from 1; rebased values of two segments can't be compared; null: sales
--   base_since DATE: the period that is 100; null: sales
--   reason VARCHAR: too-few-matched (a new segment begins), sum-of-counters (their levels, of what was recorded: not rebased)
-- Keywords of one source, metric and unit are one series; those of different units are never joined. Growth from one
-- period to the next is the median over the keywords in both, of prices the geometric mean over the items in both. An
-- item's price in a period is the geometric mean of its looks; of several counters of a listing the last counts.
WITH reading AS (
    SELECT category, platform, source, metric, unit, region, seed,
           CASE date_diff('day', since, until)
               WHEN 1 THEN 'day' WHEN 7 THEN 'week' WHEN 28 THEN 'month' WHEN 29 THEN 'month' WHEN 30 THEN 'month'
               WHEN 31 THEN 'month' WHEN 90 THEN 'quarter' WHEN 91 THEN 'quarter' WHEN 92 THEN 'quarter'
               WHEN 365 THEN 'year' WHEN 366 THEN 'year' ELSE date_diff('day', since, until) || ' days' END AS period,
           since::DATE AS since, until::DATE AS until, keyword AS item, value_low::DOUBLE AS low,
           coalesce(value_high::DOUBLE, 'infinity'::DOUBLE) AS high
    FROM keyword_reading
    WHERE standing AND value_low IS NOT NULL AND keyword IS NOT NULL
      AND ($since::TIMESTAMP IS NULL OR since >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR since < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($source::VARCHAR IS NULL OR source = $source::VARCHAR)
      AND ($metric::VARCHAR IS NULL OR metric = $metric::VARCHAR)
), look AS (
    SELECT category, platform, currency, sold_kind, listing_key, variant_key,
           CASE $step::VARCHAR WHEN 'day' THEN observed_at::DATE WHEN 'month' THEN date_trunc('month', observed_at::DATE)
                               ELSE time_bucket(INTERVAL 7 DAY, observed_at::DATE) END AS since,
           sum(CASE WHEN price_low > 0 THEN ln(price_low::DOUBLE) END) AS logs,
           count(CASE WHEN price_low > 0 THEN 1 END) AS price_count,
           arg_max(sold_low::DOUBLE, observed_at) AS low,
           arg_max(CASE WHEN sold_low IS NOT NULL THEN coalesce(sold_high::DOUBLE, 'infinity'::DOUBLE) END, observed_at)
               AS high
    FROM listing_snapshot
    WHERE standing AND $source::VARCHAR IS NULL
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
    GROUP BY ALL
), price AS (
    SELECT category, platform, currency, listing_key || ' ' || variant_key AS item, since,
           exp(sum(logs) / sum(price_count)) AS price
    FROM look
    WHERE price_count > 0 AND $metric::VARCHAR IS NULL
    GROUP BY category, platform, currency, listing_key, variant_key, since
), listing AS (
    SELECT category, platform, sold_kind, listing_key, since, max(low) AS low, max(high) AS high
    FROM look
    WHERE low IS NOT NULL AND sold_kind IS NOT NULL AND ($metric::VARCHAR IS NULL OR sold_kind = $metric::VARCHAR)
    GROUP BY category, platform, sold_kind, listing_key, since
), point AS (
    SELECT 'keyword' AS series_kind, category, platform, source, metric, unit, region, seed, period, since, until, item,
           low, high, 1 AS item_count
    FROM reading
    UNION ALL
    SELECT 'price', category, platform, NULL, NULL, currency, NULL, NULL, coalesce($step::VARCHAR, 'week'), since,
           since + CASE $step::VARCHAR WHEN 'day' THEN INTERVAL 1 DAY WHEN 'month' THEN INTERVAL 1 MONTH
                                       ELSE INTERVAL 7 DAY END, item, price, price, 1
    FROM price
    UNION ALL
    SELECT 'sales', category, platform, NULL, sold_kind, 'units', NULL, NULL, coalesce($step::VARCHAR, 'week'), since,
           since + CASE $step::VARCHAR WHEN 'day' THEN INTERVAL 1 DAY WHEN 'month' THEN INTERVAL 1 MONTH
                                       ELSE INTERVAL 7 DAY END, '', sum(low), sum(high), count(*)
    FROM listing GROUP BY category, platform, sold_kind, since
)
SELECT series_kind, category, platform, source, metric, unit, region, seed, period, since::DATE AS since,
       until::DATE AS until, item, low, high, item_count, $least::BIGINT AS least
FROM point
ORDER BY series_kind, category, platform, source, metric, unit, region, seed, period, since, item, until, low, high
