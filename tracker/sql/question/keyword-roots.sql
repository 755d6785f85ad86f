-- question: keyword-roots
-- answers: Which words make up the newest list of each source, what stands behind each of them, and what is its role?
-- grain: source, platform, region, root_key
-- computed: keyword_roots
-- parameters:
--   as_of TIMESTAMP: the lists that had ended by then; null: the newest
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all, those of one source together
--   source VARCHAR: source slug; null: all
--   demand VARCHAR: metric slug of demand; null: the first of search_popularity, search_volume, search_index and the others of the packaged order that the list tells
-- columns:
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   region VARCHAR: as the source spells it; null: none said
--   root VARCHAR: the word, as most of its keywords spell it
--   root_key VARCHAR: the word folded, by which it is compared
--   role VARCHAR: core, attribute, audience, scene, brand, filler
--   role_origin VARCHAR: said (by the user) or suggested
--   role_reason VARCHAR: why: said, brand-seen (in listings), listed (in the packaged lists), year, head (half of its keywords and a tenth of the list's demand end in it), other
--   keyword_count BIGINT: keywords that hold the word
--   head_count BIGINT: of them, keywords that end in it, words of audience, scene, filler and brand left out
--   list_count BIGINT: keywords of the list
--   demand_metric VARCHAR: metric slug of demand; null: the list tells none
--   demand_unit VARCHAR: its unit, as in keyword-readings
--   demand_low DOUBLE: sum of the keywords' demand, low end; who searches several of them is in it several times, so people are at most the high end
--   demand_high DOUBLE: its high end; null with a low end: open
--   demand_count BIGINT: of the keywords, those whose demand is told
--   clicks_from VARCHAR: what clicks are: click_popularity, or demand x click_ratio; null: neither is told
--   clicks_low DOUBLE: sum of the keywords' clicks, low end; an upper bound of people as demand is
--   clicks_high DOUBLE: its high end; null with a low end: open
--   clicks_count BIGINT: of the keywords, those whose clicks are told
--   buyers_from VARCHAR: what buyers are: buyers, or clicks x conversion_ratio; null: neither is told
--   buyers_low DOUBLE: sum of the keywords' buyers, low end; an upper bound of people as demand is
--   buyers_high DOUBLE: its high end; null with a low end: open
--   buyers_count BIGINT: of the keywords, those whose buyers are told
--   conversion_low DOUBLE: sum of buyers over sum of clicks, of the keywords that tell both, at least; null: none does
--   conversion_high DOUBLE: at most; null with a low end: open
--   conversion_count BIGINT: keywords that tell both
--   demand_supply_low DOUBLE: sum of demand over sum of supply, of the keywords that tell both, at least; null: none does
--   demand_supply_high DOUBLE: at most; null with a low end: open
--   demand_supply_count BIGINT: keywords that tell both
--   keyword VARCHAR: the keyword with the word whose demand is the greatest, else the first one; as spelled
--   since TIMESTAMP: start of its period, market's wall time
--   until TIMESTAMP: end of its period, not in it
--   document VARCHAR: name of the document of that keyword
--   source_row BIGINT: its row, from 1
-- Lists of several categories and seeds are one; a keyword of several counts once, as the one that ended last tells it. A
-- metric that a list tells in two units is not told. Every keyword counts for each of its words once.
WITH standing AS (
    SELECT r.*
    FROM keyword_reading r
    WHERE r.standing
      AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR r.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
      AND ($source::VARCHAR IS NULL OR r.source = $source::VARCHAR)
), newest AS (  -- the lists, numbered from the one that ended first
    SELECT source, platform, category, region, seed, max(s.until) AS until,
           row_number() OVER (ORDER BY max(s.until), source, platform, category, region, seed) AS number
    FROM standing s
    GROUP BY source, platform, category, region, seed
), listed AS (
    SELECT s.source, s.platform, s.region, s.keyword, s.metric, s.unit, s.since, s.until, s.batch_id, s.source_row,
           coalesce(s.value_low::DOUBLE, 'nan') AS low,
           coalesce(s.value_high::DOUBLE, if(s.value_low IS NULL, 'nan', 'infinity')::DOUBLE) AS high,
           n.number * 1000000000000 + epoch(s.since)::BIGINT AS age,
           if($demand::VARCHAR IS NULL,
              nullif(list_position(['search_popularity', 'search_volume', 'search_index', 'search_heat', 'interest',
                                    'impressions', 'click_popularity', 'search_volume_broad', 'search_share'], s.metric),
                     0),
              if(s.metric = $demand::VARCHAR, 1, NULL)) AS place
    FROM standing s
    JOIN newest n ON n.source = s.source AND n.until = s.until
        AND n.platform IS NOT DISTINCT FROM s.platform AND n.category IS NOT DISTINCT FROM s.category
        AND n.region IS NOT DISTINCT FROM s.region AND n.seed IS NOT DISTINCT FROM s.seed
), metrics AS (
    SELECT source, platform, region, metric, any_value(unit) AS unit, any_value(place) AS place
    FROM listed
    GROUP BY source, platform, region, metric
    HAVING count(DISTINCT unit) <= 1
), demanded AS (
    SELECT source, platform, region, arg_min(metric, place) AS demand_metric, arg_min(unit, place) AS demand_unit,
           list(metric) AS metrics, row_number() OVER (ORDER BY source, platform, region) AS number
    FROM metrics
    GROUP BY source, platform, region
), told AS (
    SELECT l.number, l.keyword,
           arg_max(low, age) FILTER (l.told = l.demand_metric) AS demand_low,
           arg_max(high, age) FILTER (l.told = l.demand_metric) AS demand_high,
           arg_max(low, age) FILTER (l.told = 'click_ratio') AS click_ratio_low,
           arg_max(high, age) FILTER (l.told = 'click_ratio') AS click_ratio_high,
           arg_max(low, age) FILTER (l.told = 'click_popularity') AS clicks_low,
           arg_max(high, age) FILTER (l.told = 'click_popularity') AS clicks_high,
           arg_max(low, age) FILTER (l.told = 'conversion_ratio') AS conversion_ratio_low,
           arg_max(high, age) FILTER (l.told = 'conversion_ratio') AS conversion_ratio_high,
           arg_max(low, age) FILTER (l.told = 'buyers') AS buyers_low,
           arg_max(high, age) FILTER (l.told = 'buyers') AS buyers_high,
           arg_max(low, age) FILTER (l.told = 'supply') AS supply_low,
           arg_max(high, age) FILTER (l.told = 'supply') AS supply_high,
           arg_max(l.since, age) AS since, arg_max(l.until, age) AS until, arg_max(l.batch_id, age) AS batch_id,
           arg_max(l.source_row, age) AS source_row
    FROM (
        SELECT l.*, d.number, d.demand_metric, if(list_contains(d.metrics, l.metric), l.metric, NULL) AS told
        FROM listed l
        JOIN demanded d ON d.source = l.source
            AND d.platform IS NOT DISTINCT FROM l.platform AND d.region IS NOT DISTINCT FROM l.region
    ) l
    GROUP BY l.number, l.keyword
)
SELECT 'keyword' AS kind, d.source, d.platform, d.region, d.demand_metric, d.demand_unit, t.*,
       b.document, NULL AS role, NULL AS is_whole
FROM told t
JOIN demanded d ON d.number = t.number
JOIN batch b ON b.batch_id = t.batch_id
UNION ALL BY NAME
SELECT 'brand' AS kind, brand AS keyword
FROM listing_snapshot
WHERE standing AND brand IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
GROUP BY brand
UNION ALL BY NAME
SELECT 'word' AS kind, word AS keyword, role, is_whole
FROM word
ORDER BY kind, number, batch_id, source_row, keyword
