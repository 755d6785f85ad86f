-- question: listings
-- answers: What was last seen of each listing?
-- grain: platform, listing_key, variant_key
-- parameters:
--   since TIMESTAMP: only listings whose newest snapshot is at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: the platform's id, else the address, else '~' and a hash of shop and title
--   variant_key VARCHAR: SKU, colour or size; '' for the whole listing
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as written
--   title VARCHAR: as written
--   url VARCHAR: as written
--   category VARCHAR: the operator's category
--   price_low DECIMAL(18,4): asked price, lowest variant
--   price_high DECIMAL(18,4): asked price, highest variant; null with a low end: open
--   price_list DECIMAL(18,4): struck-through price
--   price_coupon DECIMAL(18,4): price after coupon
--   promotion VARCHAR: text of the promotion
--   currency VARCHAR: ISO 4217; null: unknown
--   sold_low BIGINT: sold counter, low end, units
--   sold_high BIGINT: sold counter, high end, units; null with a low end: open
--   sold_kind VARCHAR: what the counter counts: paid, received, sold, monthly, weekly, daily, unknown
--   sold_raw VARCHAR: the counter as it stood
--   review_count BIGINT: reviews, where exact
--   review_low BIGINT: reviews, low end
--   review_high BIGINT: reviews, high end; null with a low end: open
--   rating DECIMAL(9,4): on the platform's own scale
--   availability VARCHAR: in_stock, out_of_stock, delisted
--   listed_at TIMESTAMP: when it was put on sale, market's wall time
--   position BIGINT: place in the list it stood in, 1 is best
--   list_name VARCHAR: the list it stood in
--   is_own BOOLEAN: a listing of our own shop
--   barcode VARCHAR: EAN, UPC or GTIN, digits alone; a blank between several
--   model VARCHAR: the maker's own number of it
--   brand VARCHAR: as written
--   flags VARCHAR: currency-unknown, key-derived; space-separated
--   observed_at TIMESTAMP: when it was seen, market's wall time
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   batch_id BIGINT: the import
WITH newest AS (
    SELECT platform, listing_key, variant_key, max(observed_at) AS observed_at
    FROM listing_snapshot
    WHERE standing
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
    GROUP BY platform, listing_key, variant_key
    HAVING $since::TIMESTAMP IS NULL OR max(observed_at) >= $since::TIMESTAMP
), moved AS (  -- seen later in another category or shop
    SELECT DISTINCT platform, listing_key, variant_key
    FROM listing_snapshot s JOIN newest n USING (platform, listing_key, variant_key)
    WHERE s.standing AND s.observed_at > n.observed_at
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NOT NULL AND s.category IS DISTINCT FROM $category::VARCHAR
           OR $shop::VARCHAR IS NOT NULL AND s.shop_key IS DISTINCT FROM $shop::VARCHAR
              AND s.shop_name IS DISTINCT FROM $shop::VARCHAR)
)
SELECT s.platform, s.listing_key, s.variant_key, s.shop_key, s.shop_name, s.title, s.url, s.category,
       s.price_low, s.price_high, s.price_list, s.price_coupon, s.promotion, s.currency,
       s.sold_low, s.sold_high, s.sold_kind, s.sold_raw,
       CASE WHEN s.review_low = s.review_high THEN s.review_low END AS review_count, s.review_low, s.review_high,
       s.rating, s.availability, s.listed_at, s.position, s.list_name, s.is_own, s.barcode, s.model, s.brand,
       s.flags, s.observed_at, b.document, s.source_row, s.batch_id
FROM (FROM newest ANTI JOIN moved USING (platform, listing_key, variant_key)) n
JOIN listing_snapshot s USING (platform, listing_key, variant_key, observed_at)
JOIN batch b ON b.batch_id = s.batch_id
WHERE s.standing
  AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
  AND ($listing::VARCHAR IS NULL OR s.listing_key = $listing::VARCHAR)
  AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR s.shop_name = $shop::VARCHAR)
ORDER BY s.platform, s.shop_name, s.listing_key, s.variant_key
