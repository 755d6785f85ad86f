-- stage -> told: one row a source row, with its key, values, and row_code where the row can't be kept.
-- A list price of 0 is what tools write where there is none.
-- Readings are cast on their own side of the join, where each stands once.
CREATE OR REPLACE TEMP TABLE told AS
WITH known AS (
    SELECT s.*,
           coalesce(pf.slug, $platform) AS platform_slug,
           coalesce(seen_day(seen.wall, seen.until), if(seen.code IS NULL, $observed_on::TIMESTAMP, NULL)) AS seen_at,
           seen.code AS seen_code,
           coalesce(shop.name, $shop) AS shop_text, coalesce(shop.folded, fold($shop)) AS shop_folded
    FROM stage s
    LEFT JOIN platform_name pf ON pf.text = s.platform
    LEFT JOIN shop_fold shop ON shop.text = s.shop_name
    LEFT JOIN moments seen ON seen.field = 'observed_at' AND seen.text = s.observed_at
), price AS (
    -- own: the column alone tells which price it is; else the text does, and low and high are what it sells for.
    SELECT text, mark, true AS own, low::DECIMAL(18,4) AS low, high::DECIMAL(18,4) AS high,
           NULL::DECIMAL(18,4) AS named_list, NULL::DECIMAL(18,4) AS named_coupon
    FROM money WHERE role IS NULL AND low IS NOT NULL
    UNION ALL
    SELECT text, mark, false, price_low::DECIMAL(18,4), price_high::DECIMAL(18,4), list_low::DECIMAL(18,4),
           coupon_low::DECIMAL(18,4)
    FROM labelled
), tally AS (
    SELECT text, low::BIGINT AS low, high::BIGINT AS high, mark, low IS NOT NULL OR high IS NOT NULL AS said FROM counts
), measured AS (
    SELECT k.*,
           coalesce(CASE WHEN is_rounded(k.listing_key) THEN NULL
                         WHEN k.listing_key LIKE '%.0' THEN regexp_replace(k.listing_key, '^(\d+)\.0+$', '\1')
                         ELSE k.listing_key END,
                    address.key,
                    if(is_rounded(k.listing_key), k.listing_key, NULL),
                    '~' || left(md5(coalesce(k.shop_folded, '') || chr(31) || fold(k.title)), 16)) AS key,
           coalesce(k.shop_key, k.shop_folded) AS shop_id, address.address,
           -- Where a sale's price is blank, the thing sells for the list price beside it.
           $on_sale AND k.price IS NULL AND k.price_coupon IS NULL AS off_sale,
           coalesce(price.low, if(list.own AND NOT off_sale, NULL, list.low), if(coupon.own, NULL, coupon.low)) AS price_low,
           if(price.low IS NULL,
              coalesce(if(list.own AND NOT off_sale, NULL, list.high), if(coupon.own, NULL, coupon.high)), price.high)
               AS price_high,
           nullif(coalesce(if(list.own, list.low, list.named_list), price.named_list, coupon.named_list), 0) AS list_low,
           coalesce(if(coupon.own, coupon.low, coupon.named_coupon), price.named_coupon, list.named_coupon) AS coupon_low,
           coalesce(price_low, price_high, coupon_low, list_low) IS NOT NULL AS priced,
           money_currency(coalesce(price.mark, coupon.mark, list.mark), stated.slug, pc.currency, $currency) AS money,
           sold.low AS sold_low, sold.high AS sold_high, sold.mark AS sold_mark, coalesce(sold.said, false) AS sold_said,
           review.low AS review_low, review.high AS review_high, rating.low::DECIMAL(9,4) AS stars,
           av.slug AS available,
           coalesce(listed.wall, ago(k.seen_at, listed.ago_number, listed.ago_unit)) AS listed_on, place.low::BIGINT AS place,
           yes.value AS own
    FROM known k
    LEFT JOIN address ON address.platform = k.platform_slug AND address.url = k.url
    LEFT JOIN price ON price.text = k.price AND k.source_row NOT IN (FROM scaled)
    LEFT JOIN price list ON list.text = k.price_list AND k.source_row NOT IN (FROM scaled)
    LEFT JOIN price coupon ON coupon.text = k.price_coupon
    LEFT JOIN tally sold ON sold.text = k.sold AND is_sale(sold.mark)
    LEFT JOIN tally review ON review.text = k.review_count AND is_count_of(review.mark, 'reviews')
    LEFT JOIN ratings rating ON rating.text = k.rating
    LEFT JOIN ranks place ON place.text = k.position
    LEFT JOIN moments listed ON listed.field = 'listed_at' AND listed.text = k.listed_at
    LEFT JOIN availability_name av ON av.text = k.availability
    LEFT JOIN yes_name yes ON yes.text = k.is_own
    LEFT JOIN currency_name stated ON stated.text = k.currency
    LEFT JOIN platform_currency pc ON pc.platform = k.platform_slug
)
SELECT source_row, source_row AS id, NULL::VARCHAR AS source_column,
       platform_slug AS platform, key AS listing_key, coalesce(nullif(variant_key, key), '') AS variant_key, seen_at AS observed_at,
       shop_id AS shop_key, shop_text AS shop_name, title, address AS url, coalesce(category, $category) AS category,
       price_low, price_high, list_low AS price_list, coupon_low AS price_coupon, promotion, money AS currency,
       sold_low, sold_high, CASE WHEN sold_said THEN coalesce(sold_mark, $sold_kind, 'unknown') END AS sold_kind,
       review_low, review_high,
       CASE WHEN stars = 0 AND coalesce(review_high, 0) = 0 THEN NULL ELSE stars END AS rating,
       available AS availability, listed_on AS listed_at, place AS position, list_name, own AS is_own,
       codes(barcode) AS barcode, model, brand,
       CASE WHEN sold_said THEN sold_stood END AS sold_raw,
       CASE WHEN priced AND money IS NULL AND starts_with(key, '~') THEN 'currency-unknown key-derived'
            WHEN priced AND money IS NULL THEN 'currency-unknown'
            WHEN starts_with(key, '~') THEN 'key-derived' END AS flags,
       CASE WHEN cells > $width::BIGINT THEN 'columns-shifted'
            WHEN platform_slug IS NULL THEN 'platform-missing'
            WHEN seen_code IS NOT NULL THEN seen_code
            WHEN seen_at IS NULL THEN 'date-missing'
            WHEN key IS NULL THEN 'identity-missing'
            WHEN is_rounded(key) THEN 'key-rounded'
            WHEN NOT priced AND NOT sold_said AND coalesce(review_low, review_high, stars, place) IS NULL
                 AND promotion IS NULL AND available IS NULL THEN 'nothing-measured' END AS row_code
FROM measured;
