-- question: title-coverage
-- answers: What does the newest title of each listing cover of the newest keyword lists, and what does it lack?
-- grain: platform, listing_key, source, region
-- computed: title_coverage
-- parameters:
--   as_of TIMESTAMP: only what had been seen up to this moment, and the lists that had ended by then; null: all
--   platform VARCHAR: platform slug of the listing; null: all
--   category VARCHAR: the operator's category of the listing; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   source VARCHAR: source slug of the lists; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category, as said with the title; null: none said
--   listing_key VARCHAR: the platform's id, else the address, else '~' and a hash of shop and title
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as written with that title
--   is_own BOOLEAN: a listing of ours, or of a shop whose newest role is own
--   title VARCHAR: the newest title as written; of several variants that of the first
--   length BIGINT: in the unit
--   limit BIGINT: the most that the platform allows, in the unit; null: no rule is known
--   unit VARCHAR: what the length is counted in: gbk, hanzi, characters, bytes
--   source VARCHAR: source of the list, slug or as written; null: no list fits
--   region VARCHAR: region of the list, as the source spells it; null: none said
--   keyword_count BIGINT: keywords of the list
--   covered_count BIGINT: of them, all words of which stand in the title
--   tight_count BIGINT: of those, that stand there in one piece and in order
--   metric VARCHAR: the metric that demand is summed of; null: the list tells none
--   demand_covered_low DOUBLE: demand of the covered keywords, summed, low end, in the unit of the metric
--   demand_covered_high DOUBLE: high end, at most so much: searchers of several keywords count for each; null with a low end: open
--   demand_total_low DOUBLE: demand of all keywords of the list, summed, low end
--   demand_total_high DOUBLE: high end; null with a low end: open
--   missing VARCHAR: words each of which alone would make keywords covered, those of most demand first, at most five, separated by ' | '; null: none
--   reason VARCHAR: why nothing is said of coverage; no-list: no list of the platform's, or of no platform, and of its category or none
--   list_since TIMESTAMP: start of the list's periods, market's wall time
--   list_until TIMESTAMP: end of the list's periods, not in it
--   list_document VARCHAR: names of the list's documents, separated by ' | '
--   observed_at TIMESTAMP: when the title was seen, market's wall time
--   document VARCHAR: name of the document that the title stands in
--   source_row BIGINT: its row, from 1
-- Of the lists of one source and region those that name the listing's platform and category, and those that name none,
-- are one. The query gathers titles, keywords, and what the user said of words and rules; the step compares them.
WITH newest AS (
    SELECT platform, listing_key, max(observed_at) AS observed_at
    FROM listing_snapshot
    WHERE standing AND title IS NOT NULL
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
    GROUP BY platform, listing_key
), moved AS (  -- seen later in another category or shop
    SELECT DISTINCT platform, listing_key
    FROM listing_snapshot s JOIN newest n USING (platform, listing_key)
    WHERE s.standing AND s.title IS NOT NULL AND s.observed_at > n.observed_at
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NOT NULL AND s.category IS DISTINCT FROM $category::VARCHAR
           OR $shop::VARCHAR IS NOT NULL AND s.shop_key IS DISTINCT FROM $shop::VARCHAR
              AND s.shop_name IS DISTINCT FROM $shop::VARCHAR)
), titled AS (
    SELECT s.platform, s.listing_key, arg_min(s, s.variant_key) AS row
    FROM (FROM newest ANTI JOIN moved USING (platform, listing_key)) n
    JOIN listing_snapshot s USING (platform, listing_key, observed_at)
    WHERE s.standing AND s.title IS NOT NULL
      AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR s.listing_key = $listing::VARCHAR)
    GROUP BY s.platform, s.listing_key
), own_shop AS (
    SELECT platform, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
    HAVING arg_max(role, (observed_at, batch_id, source_row)) = 'own'
), reading AS (
    SELECT *
    FROM keyword_reading
    WHERE standing
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR platform IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category IS NULL OR category = $category::VARCHAR)
      AND ($source::VARCHAR IS NULL OR source = $source::VARCHAR)
), newest_list AS (
    SELECT source, platform, category, region, seed, max(until) AS until
    FROM reading
    GROUP BY source, platform, category, region, seed
), listed AS (
    SELECT r.*
    FROM reading r
    JOIN newest_list n ON n.source = r.source AND n.until = r.until
        AND n.platform IS NOT DISTINCT FROM r.platform AND n.category IS NOT DISTINCT FROM r.category
        AND n.region IS NOT DISTINCT FROM r.region AND n.seed IS NOT DISTINCT FROM r.seed
    QUALIFY row_number() OVER (
        PARTITION BY r.source, r.platform, r.category, r.region, r.seed, r.keyword, r.metric
        ORDER BY r.since DESC, r.batch_id DESC, r.source_row DESC, r.unit) = 1
)
SELECT 'title' AS kind, t.platform, t.row.category AS category, t.listing_key, t.row.shop_key AS shop_key,
       t.row.shop_name AS shop_name, coalesce(t.row.is_own, false) OR EXISTS (FROM own_shop o
           WHERE o.platform = t.platform AND (o.shop_key = t.row.shop_key OR o.shop_name = t.row.shop_name)) AS is_own,
       t.row.title AS title, t.row.observed_at AS observed_at, b.document, t.row.batch_id AS batch_id,
       t.row.source_row AS source_row
FROM titled t
JOIN batch b ON b.batch_id = t.row.batch_id
WHERE ($category::VARCHAR IS NULL OR t.row.category = $category::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR t.row.shop_key = $shop::VARCHAR OR t.row.shop_name = $shop::VARCHAR)
UNION ALL BY NAME
SELECT 'keyword' AS kind, l.source, l.platform, l.category, l.region, l.seed, l.keyword, l.metric, l.value_low,
       l.value_high, l.unit, l.rank, l.since, l.until, b.document, l.batch_id, l.source_row
FROM listed l JOIN batch b ON b.batch_id = l.batch_id
UNION ALL BY NAME
SELECT 'word' AS kind, word AS keyword, role, is_whole FROM word
UNION ALL BY NAME
SELECT 'rule' AS kind, platform, field, "limit", unit FROM title_rule
ORDER BY kind, platform, category, source, region, seed, shop_name, listing_key, batch_id, source_row, keyword, metric
