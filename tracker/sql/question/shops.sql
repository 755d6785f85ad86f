-- question: shops
-- answers: Which shops are known, and what was last seen of each in each category?
-- grain: platform, shop_key, category
-- parameters:
--   since TIMESTAMP: only shops last seen at or after it; null: from the beginning
--   until TIMESTAMP: what was seen before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
-- columns:
--   platform VARCHAR: platform slug
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as last written
--   role VARCHAR: own, competitor, other; null: nobody said
--   category VARCHAR: the operator's category
--   rank BIGINT: in the top ten, 1 is best; null: seen only through its listings, or not ranked
--   observed_at TIMESTAMP: when it was last seen, market's wall time
--   sales_low BIGINT: units in 30 days, low end
--   sales_high BIGINT: units in 30 days, high end; null with a low end: open
--   amount_low DECIMAL(18,4): revenue in 30 days, low end
--   amount_high DECIMAL(18,4): revenue in 30 days, high end
--   currency VARCHAR: ISO 4217; null: unknown
--   listing_low BIGINT: listings in the shop, low end
--   listing_high BIGINT: listings in the shop, high end
--   follower_low BIGINT: followers, low end
--   follower_high BIGINT: followers, high end
--   score_description DECIMAL(9,4): as described, on the platform's own scale
--   score_service DECIMAL(9,4): service, on the platform's own scale
--   score_logistics DECIMAL(9,4): logistics, on the platform's own scale
--   good_review_share DECIMAL(9,6): share of good reviews, 0 to 1
--   judgement VARCHAR: the operator's own: price, quality, service; space-separated
--   note VARCHAR: the operator's note
--   url VARCHAR: address of the shop
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   batch_id BIGINT: the import
WITH ranked AS (
    SELECT *, row_number() OVER (
        PARTITION BY platform, shop_key, category ORDER BY observed_at DESC, batch_id DESC, source_row DESC) AS age
    FROM shop_snapshot
    WHERE standing AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
), through_listings AS (
    SELECT platform, shop_key, category, max((observed_at, batch_id, source_row)) AS newest,
           arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM listing_snapshot
    WHERE standing AND shop_key IS NOT NULL AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
    GROUP BY platform, shop_key, category
), renamed AS (  -- seen later under another name than the one asked for
    SELECT DISTINCT s.platform, s.shop_key, s.category
    FROM listing_snapshot s
    JOIN through_listings t ON t.platform = s.platform AND t.shop_key = s.shop_key
                           AND t.category IS NOT DISTINCT FROM s.category
    WHERE s.standing AND (s.observed_at, s.batch_id, s.source_row) > t.newest
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND $shop::VARCHAR IS NOT NULL AND s.shop_key IS DISTINCT FROM $shop::VARCHAR
      AND s.shop_name IS DISTINCT FROM $shop::VARCHAR
), shop AS (
    SELECT platform, shop_key, shop_name, role, category, rank, observed_at, sales_low, sales_high, amount_low,
           amount_high, currency, listing_low, listing_high, follower_low, follower_high, score_description,
           score_service, score_logistics, good_review_share, judgement, note, url, source_row, batch_id
    FROM ranked WHERE age = 1
    UNION ALL BY NAME
    SELECT t.platform, t.shop_key, t.shop_name, t.category, t.newest[1] AS observed_at, t.newest[3] AS source_row,
           t.newest[2] AS batch_id
    FROM through_listings t
    WHERE NOT EXISTS (
        FROM renamed r
        WHERE r.platform = t.platform AND r.shop_key = t.shop_key AND r.category IS NOT DISTINCT FROM t.category)
      AND NOT EXISTS (
        FROM ranked r
        WHERE r.platform = t.platform AND (r.shop_key = t.shop_key OR r.shop_name = t.shop_name)
          AND (r.category IS NOT DISTINCT FROM t.category OR t.category IS NULL))
)
SELECT s.platform, s.shop_key, s.shop_name, s.role, s.category, s.rank, s.observed_at, s.sales_low, s.sales_high,
       s.amount_low, s.amount_high, s.currency, s.listing_low, s.listing_high, s.follower_low, s.follower_high,
       s.score_description, s.score_service, s.score_logistics, s.good_review_share, s.judgement, s.note, s.url,
       b.document, s.source_row, s.batch_id
FROM shop s JOIN batch b ON b.batch_id = s.batch_id
WHERE ($since::TIMESTAMP IS NULL OR s.observed_at >= $since::TIMESTAMP)
  AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
  AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR s.shop_name = $shop::VARCHAR)
ORDER BY s.platform, s.category, s.rank NULLS LAST, s.shop_name
