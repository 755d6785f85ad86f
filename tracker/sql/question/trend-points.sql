-- question: trend-points
-- answers: Which points does a trend rest on, and which of them stand apart?
-- grain: of, platform, source, keyword, metric, region, seed, period, listing_key, sold_kind, unit, point_at
-- computed: trend_points
-- parameters:
--   since TIMESTAMP: readings of periods that begin, and snapshots, at or after it; null: from the beginning
--   until TIMESTAMP: those before it; null: to the end
--   as_of TIMESTAMP: only periods that had ended and snapshots seen by then, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name, of listings; null: all
--   listing VARCHAR: listing_key; null: all
--   source VARCHAR: source slug, of keywords; null: all
--   keyword VARCHAR: the keyword as the source spells it; null: all
--   metric VARCHAR: metric slug; null: all
--   of VARCHAR: the series: keyword, price, sales or reviews; null: keyword
--   step VARCHAR: of listings the last look of each day, week (from Monday) or month is a point; null: week
-- columns:
--   of VARCHAR: keyword, price, sales or reviews
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   source VARCHAR: source slug; null: a listing
--   keyword VARCHAR: as the source spells it; null: a listing
--   metric VARCHAR: metric slug; null: a listing
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed; null: none
--   period VARCHAR: length of the readings' periods: day, week, month, quarter, year or days; of listings the step
--   listing_key VARCHAR: the platform's key of the listing; null: a keyword
--   shop_key VARCHAR: of the listing when last seen; null: a keyword
--   shop_name VARCHAR: of the listing when last seen
--   title VARCHAR: of the listing when last seen
--   category VARCHAR: the operator's category, of a listing as last said
--   sold_kind VARCHAR: what the counter counts; null: no counter of sales
--   unit VARCHAR: of keyword-readings, a currency, units-per-day, units-in-N-days or reviews-per-day
--   point_at TIMESTAMP: start of a reading's period, or when a listing was seen; market's wall time
--   since TIMESTAMP: start of what the value speaks of: the reading's period, the look before, the counter's window; of a price the look
--   until TIMESTAMP: its end, not in it; of a listing the look
--   value_low DOUBLE: low end, in the unit
--   value_high DOUBLE: high end; null with a low end: open
--   fitted DOUBLE: the trend's line at this point; null: bounds, or under 4 points
--   level BIGINT: number of the level it belongs to, from 1; null: levels were not looked for
--   is_outlier BOOLEAN: it stands apart from the line, or from its level where there are several; null: not looked for
--   gap BOOLEAN: between it and the point before a period or step has no reading, or the counter fell; true for the first of a series
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
-- The price of a listing is the lowest asked, of its cheapest variant. Sales of counters since the listing began and
-- reviews are gains between looks, per day; those of rolling counters are their levels, thinned to looks at least the
-- window apart, for windows that overlap share their sales. Variants share a counter: the largest ends count. Keywords
-- keep their own periods.
WITH reading AS (
    SELECT 'keyword' AS of, platform, source, keyword, metric, region, seed,
           CASE date_diff('day', since, until)
               WHEN 1 THEN 'day' WHEN 7 THEN 'week' WHEN 28 THEN 'month' WHEN 29 THEN 'month' WHEN 30 THEN 'month'
               WHEN 31 THEN 'month' WHEN 90 THEN 'quarter' WHEN 91 THEN 'quarter' WHEN 92 THEN 'quarter'
               WHEN 365 THEN 'year' WHEN 366 THEN 'year' ELSE date_diff('day', since, until) || ' days' END AS period,
           NULL::VARCHAR AS listing_key, NULL::VARCHAR AS counted, unit, category, since AS observed_at,
           since AS step_since, until AS step_until, batch_id, source_row,
           value_low::DOUBLE AS low, coalesce(value_high::DOUBLE, 'infinity'::DOUBLE) AS high
    FROM keyword_reading
    WHERE standing AND value_low IS NOT NULL AND coalesce($of::VARCHAR, 'keyword') = 'keyword'
      AND $shop::VARCHAR IS NULL AND $listing::VARCHAR IS NULL
      AND ($since::TIMESTAMP IS NULL OR since >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR since < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($source::VARCHAR IS NULL OR source = $source::VARCHAR)
      AND ($keyword::VARCHAR IS NULL OR keyword = $keyword::VARCHAR)
      AND ($metric::VARCHAR IS NULL OR metric = $metric::VARCHAR)
), variant AS (
    SELECT platform, listing_key, variant_key,
           CASE $of::VARCHAR WHEN 'price' THEN currency WHEN 'sales' THEN sold_kind END AS counted,
           CASE $step::VARCHAR WHEN 'day' THEN observed_at::DATE WHEN 'month' THEN date_trunc('month', observed_at::DATE)
                               ELSE time_bucket(INTERVAL 7 DAY, observed_at::DATE) END AS step,
           max(observed_at) AS observed_at, arg_max(batch_id, observed_at) AS batch_id,
           arg_max(source_row, observed_at) AS source_row,
           arg_max(CASE $of::VARCHAR WHEN 'price' THEN price_low::DOUBLE WHEN 'sales' THEN sold_low::DOUBLE
                                     ELSE review_low::DOUBLE END, observed_at) AS low,
           arg_max(coalesce(CASE $of::VARCHAR WHEN 'price' THEN price_low::DOUBLE WHEN 'sales' THEN sold_high::DOUBLE
                                     ELSE review_high::DOUBLE END, 'infinity'::DOUBLE), observed_at) AS high
    FROM listing_snapshot
    WHERE standing AND $of::VARCHAR IN ('price', 'sales', 'reviews')
      AND CASE $of::VARCHAR WHEN 'price' THEN price_low IS NOT NULL
                            WHEN 'sales' THEN sold_low IS NOT NULL AND sold_kind IS NOT NULL
                            ELSE review_low IS NOT NULL END
      AND $source::VARCHAR IS NULL AND $keyword::VARCHAR IS NULL AND $metric::VARCHAR IS NULL
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
    GROUP BY ALL
), listing AS (
    SELECT platform, listing_key, counted, step, max(observed_at) AS observed_at,
           min({'low': CASE $of::VARCHAR WHEN 'price' THEN low ELSE -low END, 'batch_id': batch_id,
                'source_row': source_row}) AS origin,
           CASE $of::VARCHAR WHEN 'price' THEN min(low) ELSE max(low) END AS low,
           CASE $of::VARCHAR WHEN 'price' THEN min(high) ELSE max(high) END AS high
    FROM variant GROUP BY platform, listing_key, counted, step
), newest AS (
    SELECT platform, listing_key, max(observed_at) AS observed_at FROM listing GROUP BY platform, listing_key
), named AS (
    SELECT s.platform, s.listing_key, arg_max(s.shop_key, (s.batch_id, s.source_row)) AS shop_key,
           arg_max(s.shop_name, (s.batch_id, s.source_row)) AS shop_name,
           arg_max(s.title, (s.batch_id, s.source_row)) AS title,
           arg_max(s.category, (s.batch_id, s.source_row)) AS category
    FROM listing_snapshot s JOIN newest n USING (platform, listing_key, observed_at)
    WHERE s.standing
    GROUP BY s.platform, s.listing_key
), document AS (
    SELECT batch_id, document FROM batch
), series AS (
    SELECT of, platform, source, keyword, metric, region, seed, period, listing_key, counted, unit,
           list({'observed_at': observed_at, 'step_since': step_since, 'step_until': step_until, 'low': low,
                 'high': high, 'category': category, 'document': document, 'source_row': source_row}
                ORDER BY observed_at, low, high, batch_id, source_row) AS points
    FROM reading JOIN document USING (batch_id)
    GROUP BY of, platform, source, keyword, metric, region, seed, period, listing_key, counted, unit
    UNION ALL
    SELECT $of::VARCHAR, platform, NULL, NULL, NULL, NULL, NULL, coalesce($step::VARCHAR, 'week'), listing_key, counted,
           NULL,
           list({'observed_at': observed_at, 'step_since': step::TIMESTAMP,
                 'step_until': step + CASE $step::VARCHAR WHEN 'day' THEN INTERVAL 1 DAY
                                                          WHEN 'month' THEN INTERVAL 1 MONTH ELSE INTERVAL 7 DAY END,
                 'low': low, 'high': high, 'category': NULL::VARCHAR, 'document': document,
                 'source_row': origin.source_row}
                ORDER BY observed_at)
    FROM listing JOIN document ON batch_id = origin.batch_id
    GROUP BY platform, listing_key, counted
)
SELECT s.of, s.platform, s.source, s.keyword, s.metric, s.region, s.seed, s.period, s.listing_key, n.shop_key,
       n.shop_name, n.title, n.category, s.counted, s.unit, s.points
FROM series s LEFT JOIN named n USING (platform, listing_key)
ORDER BY s.of, s.source, s.platform, s.keyword, s.metric, s.region, s.seed, s.period, s.unit, s.listing_key, s.counted
