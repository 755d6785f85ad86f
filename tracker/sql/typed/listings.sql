-- stage -> told: one row a source row, with its key, values, and row_code where the row can't be kept.
CREATE OR REPLACE TEMP TABLE told AS
WITH known AS (
    SELECT s.*,
           coalesce(pf.slug, $platform) AS platform_slug,
           coalesce(seen.wall, if(s.observed_at IS NULL, $observed_on::TIMESTAMP, NULL)) AS seen_at,
           seen.code AS seen_code,
           coalesce(named(s.shop_name), $shop) AS shop_text,
           regexp_replace(s.listing_key, '^(\d+)\.0+$', '\1') AS own_key
    FROM stage s
    LEFT JOIN platform_name pf ON pf.text = s.platform
    LEFT JOIN moments seen ON seen.field = 'observed_at' AND seen.text = s.observed_at
), keyed AS (
    SELECT *,
           coalesce(named(own_key), url_key(platform_slug, url), bare_url(url),
                    '~' || left(md5(coalesce(fold(shop_text), '') || chr(31) || fold(named(title))), 16)) AS key
    FROM known
)
SELECT k.source_row, k.source_row AS id, NULL::VARCHAR AS source_column,
       k.platform_slug AS platform, k.key AS listing_key, coalesce(named(k.variant_key), '') AS variant_key,
       k.seen_at AS observed_at,
       coalesce(named(k.shop_key), fold(k.shop_text)) AS shop_key, k.shop_text AS shop_name,
       named(k.title) AS title, k.url AS url, coalesce(named(k.category), $category) AS category,
       price.low::DECIMAL(18,4) AS price_low, price.high::DECIMAL(18,4) AS price_high,
       list.low::DECIMAL(18,4) AS price_list, coupon.low::DECIMAL(18,4) AS price_coupon, named(k.promotion) AS promotion,
       money_currency(coalesce(price.mark, coupon.mark, list.mark), upper(k.currency), pc.currency, $currency) AS currency,
       sold.low::BIGINT AS sold_low, sold.high::BIGINT AS sold_high,
       CASE WHEN sold.low IS NOT NULL OR sold.high IS NOT NULL THEN coalesce(sold.mark, $sold_kind, 'unknown') END AS sold_kind,
       review.low::BIGINT AS review_low, review.high::BIGINT AS review_high,
       CASE WHEN rating.low = 0 AND coalesce(review.high, 0) = 0 THEN NULL ELSE rating.low::DECIMAL(9,4) END AS rating,
       av.slug AS availability, listed.wall AS listed_at, place.low::BIGINT AS position, named(k.list_name) AS list_name,
       yes.value AS is_own,
       CASE WHEN sold.low IS NOT NULL OR sold.high IS NOT NULL THEN k.sold END AS sold_raw,
       nullif(concat_ws(' ',
           CASE WHEN coalesce(price.low, price.high, coupon.low, list.low) IS NOT NULL
                 AND money_currency(coalesce(price.mark, coupon.mark, list.mark), upper(k.currency), pc.currency, $currency) IS NULL
                THEN 'currency-unknown' END,
           CASE WHEN starts_with(k.key, '~') THEN 'key-derived' END), '') AS flags,
       CASE WHEN k.cells > $width::BIGINT THEN 'columns-shifted'
            WHEN k.platform_slug IS NULL THEN 'platform-missing'
            WHEN k.seen_code IS NOT NULL THEN k.seen_code
            WHEN k.seen_at IS NULL THEN 'date-missing'
            WHEN k.key IS NULL THEN 'identity-missing'
            WHEN coalesce(price.low, price.high, coupon.low, list.low, sold.low, sold.high, review.low, review.high,
                          rating.low, place.low) IS NULL AND named(k.promotion) IS NULL AND av.slug IS NULL
                THEN 'nothing-measured' END AS row_code
FROM keyed k
LEFT JOIN money price ON price.text = k.price
LEFT JOIN money list ON list.text = k.price_list
LEFT JOIN money coupon ON coupon.text = k.price_coupon
LEFT JOIN counts sold ON sold.text = k.sold AND is_sale(sold.mark)
LEFT JOIN counts review ON review.text = k.review_count
LEFT JOIN ratings rating ON rating.text = k.rating
LEFT JOIN ranks place ON place.text = k.position
LEFT JOIN moments listed ON listed.field = 'listed_at' AND listed.text = k.listed_at
LEFT JOIN availability_name av ON av.text = k.availability
LEFT JOIN yes_name yes ON yes.text = k.is_own
LEFT JOIN platform_currency pc ON pc.platform = k.platform_slug;
