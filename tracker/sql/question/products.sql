-- question: products
-- answers: Which listings are which product of ours, and what does each of them cost now?
-- grain: product, platform, listing_key, variant_key
-- parameters:
--   as_of TIMESTAMP: prices as observed up to this moment, corrections included; the grouping is today's; null: all
--   platform VARCHAR: platform slug; null: all
--   product VARCHAR: the product's name; null: all
--   listing VARCHAR: listing_key; null: all
--   shop VARCHAR: shop_key or shop name; null: all
-- columns:
--   product VARCHAR: the product's name
--   note VARCHAR: what the user noted of it
--   platform VARCHAR: platform slug; null: the product has no member
--   listing_key VARCHAR: the listing's key
--   variant_key VARCHAR: '' for the listing with all its variants
--   relation VARCHAR: exact: the same thing, equivalent: comparable
--   title VARCHAR: as last seen
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as last seen
--   is_own BOOLEAN: a listing of our own shop
--   price_low DECIMAL(18,4): of the cheapest variant when last seen
--   price_high DECIMAL(18,4): of the dearest variant; null with a low end: open
--   price_coupon DECIMAL(18,4): lowest price after coupon when last seen
--   currency VARCHAR: ISO 4217; null: unknown
--   pack_count BIGINT: pieces in a pack, as the user said; null: not said
--   unit_amount DECIMAL(18,4): how much is in a piece, as the user said; null: not said
--   unit VARCHAR: ml or g; null: not said
--   confirmed_at TIMESTAMP: when the user linked it, UTC
--   observed_at TIMESTAMP: when the price was last seen
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   batch_id BIGINT: the import
--   reason VARCHAR: why there is no price; no-members: nothing is linked, not-observed: not seen (by then), price-unknown: seen without
WITH member AS (
    SELECT p.name AS product, p.note, m.* EXCLUDE (product)
    FROM product p LEFT JOIN product_member m ON m.product = p.name
    WHERE ($product::VARCHAR IS NULL OR p.name = $product::VARCHAR)
      AND ($platform::VARCHAR IS NULL OR m.platform = $platform::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR m.listing_key = $listing::VARCHAR)
), seen AS (
    SELECT s.platform, s.listing_key, s.variant_key, s.observed_at, s.title, s.shop_key, s.shop_name, s.is_own, s.price_low,
           s.price_high, s.price_coupon, s.currency, s.source_row, s.batch_id
    FROM listing_snapshot s SEMI JOIN member m ON m.platform = s.platform AND m.listing_key = s.listing_key
    WHERE s.standing AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
), fitting AS (
    SELECT m.product, m.variant_key AS asked, s.*
    FROM member m JOIN seen s ON s.platform = m.platform AND s.listing_key = m.listing_key
      AND (m.variant_key = '' OR m.variant_key = s.variant_key)
), newest AS (
    SELECT product, platform, listing_key, asked, max(observed_at) AS observed_at
    FROM fitting GROUP BY product, platform, listing_key, asked
), priced AS (
    SELECT f.product, f.platform, f.listing_key, f.asked AS variant_key, f.observed_at,
           arg_min(f.title, f.variant_key) AS title, arg_min(f.shop_key, f.variant_key) AS shop_key,
           arg_min(f.shop_name, f.variant_key) AS shop_name, bool_or(f.is_own) AS is_own, min(f.price_low) AS price_low,
           CASE WHEN count(*) FILTER (f.price_low IS NOT NULL AND f.price_high IS NULL) = 0 THEN max(f.price_high) END AS price_high,
           min(f.price_coupon) AS price_coupon, if(count(DISTINCT f.currency) = 1, min(f.currency), NULL) AS currency,
           arg_min(f.source_row, (f.price_low IS NULL, f.price_low, f.batch_id, f.source_row)) AS source_row,
           arg_min(f.batch_id, (f.price_low IS NULL, f.price_low, f.batch_id, f.source_row)) AS batch_id
    FROM fitting f JOIN newest n
      ON n.product = f.product AND n.platform = f.platform AND n.listing_key = f.listing_key AND n.asked = f.asked
     AND n.observed_at = f.observed_at
    GROUP BY f.product, f.platform, f.listing_key, f.asked, f.observed_at
), role AS (
    SELECT platform, shop_key, arg_max(role, observed_at) = 'own' AS is_own
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
)
SELECT m.product, m.note, m.platform, m.listing_key, m.variant_key, m.relation, p.title, p.shop_key, p.shop_name,
       CASE WHEN p.observed_at IS NOT NULL THEN coalesce(p.is_own, false) OR coalesce(role.is_own, false) END AS is_own,
       p.price_low, p.price_high, p.price_coupon, p.currency, m.pack_count, m.unit_amount, m.unit, m.confirmed_at,
       p.observed_at, batch.document, p.source_row, p.batch_id,
       CASE WHEN m.platform IS NULL THEN 'no-members' WHEN p.observed_at IS NULL THEN 'not-observed'
            WHEN p.price_low IS NULL AND p.price_high IS NULL THEN 'price-unknown' END AS reason
FROM member m
LEFT JOIN priced p ON p.product = m.product AND p.platform = m.platform AND p.listing_key = m.listing_key
     AND p.variant_key = m.variant_key
LEFT JOIN role ON role.platform = p.platform AND role.shop_key = p.shop_key
LEFT JOIN batch ON batch.batch_id = p.batch_id
WHERE $shop::VARCHAR IS NULL OR p.shop_key = $shop::VARCHAR OR p.shop_name = $shop::VARCHAR
ORDER BY m.product, m.platform, m.listing_key, m.variant_key
