-- question: listing-titles
-- answers: What is the newest title of each listing, and where does its shop stand on the newest board?
-- grain: platform, listing_key
-- parameters:
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category, as said with that title; null: none said
--   listing_key VARCHAR: the platform's id, else the address, else '~' and a hash of shop and title
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as written with that title
--   shop_rank BIGINT: its place on the newest board of that platform and category, 1 is best; null: not on it. Where no category is said, and no board is without one, its best place on the newest boards of the platform
--   board_day DATE: the day of that board, market's wall time; null: no board was recorded
--   is_own BOOLEAN: a listing of ours, or of a shop whose newest role is own
--   title VARCHAR: as written; of several variants that of the first
--   brand VARCHAR: as written with that title; null: not said
--   observed_at TIMESTAMP: when it was seen, market's wall time
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
-- Rows without a title say nothing of it. Shops are the same by key or name. A board is a day on which ranks of that platform and category were seen.
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
), seen AS (
    SELECT platform, category, shop_key, shop_name, rank, role, observed_at, batch_id, source_row,
           max(observed_at) FILTER (rank IS NOT NULL) OVER (PARTITION BY platform, category) AS looked_at
    FROM shop_snapshot
    WHERE standing AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
), of_category AS (
    SELECT platform, category, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name,
           looked_at::DATE AS day,
           arg_max(rank, (observed_at, batch_id, source_row)) FILTER (rank IS NOT NULL) AS rank
    FROM seen
    WHERE observed_at::DATE = looked_at::DATE
    GROUP BY platform, category, shop_key, looked_at::DATE
), board AS (  -- a listing without a category is looked for on all boards of its platform
    FROM of_category
    UNION ALL BY NAME
    SELECT platform, NULL AS category, shop_key, arg_max(shop_name, day) AS shop_name, max(day) AS day,
           min(rank) AS rank
    FROM of_category
    WHERE platform NOT IN (SELECT platform FROM of_category WHERE category IS NULL AND platform IS NOT NULL)
    GROUP BY platform, shop_key
), own_shop AS (
    SELECT platform, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM seen WHERE role IS NOT NULL
    GROUP BY platform, shop_key
    HAVING arg_max(role, (observed_at, batch_id, source_row)) = 'own'
), looked AS (
    SELECT platform, category, max(day) AS day FROM board GROUP BY platform, category
), named AS (  -- for listings whose shop is known by name alone, or the board's is
    SELECT platform, category, shop_name, min(rank) AS rank FROM board GROUP BY platform, category, shop_name
)
SELECT t.platform, t.row.category AS category, t.listing_key, t.row.shop_key AS shop_key, t.row.shop_name AS shop_name,
       coalesce(r.rank, m.rank) AS shop_rank, l.day AS board_day,
       coalesce(t.row.is_own, false) OR EXISTS (FROM own_shop o WHERE o.platform = t.platform
           AND (o.shop_key = t.row.shop_key OR o.shop_name = t.row.shop_name)) AS is_own,
       t.row.title AS title, t.row.brand AS brand, t.row.observed_at AS observed_at, b.document,
       t.row.source_row AS source_row
FROM titled t
JOIN batch b ON b.batch_id = t.row.batch_id
LEFT JOIN looked l ON l.platform = t.platform AND l.category IS NOT DISTINCT FROM t.row.category
LEFT JOIN board r ON r.platform = t.platform AND r.category IS NOT DISTINCT FROM t.row.category
    AND r.shop_key = t.row.shop_key
LEFT JOIN named m ON m.platform = t.platform AND m.category IS NOT DISTINCT FROM t.row.category
    AND m.shop_name = t.row.shop_name
WHERE ($category::VARCHAR IS NULL OR t.row.category = $category::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR t.row.shop_key = $shop::VARCHAR OR t.row.shop_name = $shop::VARCHAR)
ORDER BY t.platform, t.row.category, shop_rank, t.row.shop_name, t.listing_key
