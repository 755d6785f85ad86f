-- question: title-density
-- answers: How many recorded titles hold or cover each keyword of the newest lists?
-- grain: source, list_platform, list_category, region, keyword, platform, category
-- computed: title_density
-- parameters:
--   as_of TIMESTAMP: what was observed until then; null: until now
--   platform VARCHAR: platform slug of the titles; null: all
--   category VARCHAR: the operator's category of the titles; null: all
--   source VARCHAR: source slug of the keyword list; null: all
--   keyword VARCHAR: the keyword as the source spells it; null: all
-- columns:
--   source VARCHAR: source slug of the keyword list
--   list_platform VARCHAR: platform of the keyword list; null: of no single one; then titles of every platform are looked through
--   list_category VARCHAR: category of the keyword list; null: none said; then titles of every category are looked through
--   region VARCHAR: of the keyword list, as the source spells it; null: none said
--   keyword VARCHAR: as the source spells it
--   platform VARCHAR: platform of the titles
--   category VARCHAR: category of the titles
--   title_count BIGINT: listings whose titles were looked through: those seen on the newest day of each list or board of the market
--   exact_count BIGINT: titles that hold the keyword as one piece, folded; a Latin word only whole
--   covered_count BIGINT: titles that hold all of its words, in any order; cut with what the user said of words
--   exact_share DOUBLE: exact_count over title_count
--   page_count BIGINT: of the search list of this very keyword the titles last seen at positions 1 to 10; null: none was recorded with positions
--   page_exact_count BIGINT: those of them that hold the keyword as one piece
--   band VARCHAR: by the first ten results: open (0 to 3 hold it), contested (4 to 7), saturated (8 to 10); null: see reason
--   reason VARCHAR: why there is no band; null: there is one. no-search-list (no list of this keyword with positions), few-positions (too few of the ten were recorded to tell)
--   looked_since TIMESTAMP: earliest of these looks, market's wall time
--   looked_until TIMESTAMP: latest of them
--   document VARCHAR: name of the document that says the keyword
--   source_row BIGINT: row in it, from 1
WITH snapshots AS (
    SELECT *
    FROM listing_snapshot
    WHERE standing AND title IS NOT NULL
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
), looks AS (
    SELECT platform, category, list_name, date_trunc('day', max(observed_at)) AS day
    FROM snapshots
    GROUP BY platform, category, list_name
), readings AS (
    SELECT *
    FROM keyword_reading
    WHERE standing
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($source::VARCHAR IS NULL OR source = $source::VARCHAR)
), newest AS (
    SELECT source, platform, category, region, seed, max(until) AS until
    FROM readings
    GROUP BY source, platform, category, region, seed
), words AS (
    SELECT r.source, r.platform, r.category, r.region, r.keyword,
           min(r.batch_id * 4294967296 + r.source_row) AS first_at
    FROM readings r
    JOIN newest n ON n.source = r.source AND n.until = r.until
        AND n.platform IS NOT DISTINCT FROM r.platform AND n.category IS NOT DISTINCT FROM r.category
        AND n.region IS NOT DISTINCT FROM r.region AND n.seed IS NOT DISTINCT FROM r.seed
    WHERE $keyword::VARCHAR IS NULL OR r.keyword = $keyword::VARCHAR
    GROUP BY r.source, r.platform, r.category, r.region, r.keyword
)
SELECT 'title' AS kind, NULL AS source, s.platform, s.category, NULL AS region, NULL AS keyword, s.list_name,
       s.listing_key, arg_max(s.title, (s.observed_at, s.batch_id, s.source_row)) AS title,
       arg_max(s.position, (s.observed_at, -s.position)) AS position, max(s.observed_at) AS observed_at, NULL AS document, NULL AS source_row
FROM snapshots s
JOIN looks l ON l.platform = s.platform AND l.category IS NOT DISTINCT FROM s.category
    AND l.list_name IS NOT DISTINCT FROM s.list_name AND s.observed_at >= l.day
GROUP BY s.platform, s.category, s.list_name, s.listing_key
UNION ALL
SELECT 'keyword', w.source, w.platform, w.category, w.region, w.keyword, NULL, NULL, NULL, NULL, NULL, b.document,
       w.first_at % 4294967296
FROM words w
JOIN batch b ON b.batch_id = w.first_at // 4294967296
UNION ALL BY NAME
SELECT 'word' AS kind, word AS keyword, role, is_whole
FROM word
ORDER BY kind, source, platform, category, region, list_name, listing_key, source_row, keyword
