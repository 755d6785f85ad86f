-- stage -> told: one row a source row, with its key, values, and row_code where the row can't be kept.
CREATE OR REPLACE TEMP TABLE told AS
WITH known AS (
    SELECT s.*,
           coalesce(pf.slug, $platform) AS platform_slug,
           coalesce(seen_day(seen.wall, seen.until), if(seen.code IS NULL, $observed_on::TIMESTAMP, NULL)) AS seen_at,
           seen.code AS seen_code,
           coalesce(shop.name, $shop) AS shop_text, shop.folded
    FROM stage s
    LEFT JOIN platform_name pf ON pf.text = s.platform
    LEFT JOIN shop_fold shop ON shop.text = s.shop_name
    LEFT JOIN moments seen ON seen.field = 'observed_at' AND seen.text = s.observed_at
)
SELECT k.source_row, k.source_row AS id, NULL::VARCHAR AS source_column,
       k.platform_slug AS platform, coalesce(k.shop_key, k.folded, fold($shop)) AS shop_key,
       coalesce(k.category, $category) AS category, k.seen_at AS observed_at,
       k.shop_text AS shop_name, address.address AS url, role.slug AS role, place.low::BIGINT AS rank,
       sales.low::BIGINT AS sales_low, sales.high::BIGINT AS sales_high,
       amount.low::DECIMAL(18,4) AS amount_low, amount.high::DECIMAL(18,4) AS amount_high,
       money_currency(amount.mark, stated.slug, pc.currency, $currency) AS currency,
       listings.low::BIGINT AS listing_low, listings.high::BIGINT AS listing_high,
       followers.low::BIGINT AS follower_low, followers.high::BIGINT AS follower_high,
       quality.low::DECIMAL(9,4) AS score_description, service.low::DECIMAL(9,4) AS score_service,
       logistics.low::DECIMAL(9,4) AS score_logistics, good.low::DECIMAL(9,6) AS good_review_share,
       judged.slug AS judgement, k.note AS note,
       CASE WHEN amount.low IS NOT NULL
             AND money_currency(amount.mark, stated.slug, pc.currency, $currency) IS NULL
            THEN 'currency-unknown' END AS flags,
       CASE WHEN k.cells > $width::BIGINT THEN 'columns-shifted'
            WHEN k.platform_slug IS NULL THEN 'platform-missing'
            WHEN k.seen_code IS NOT NULL THEN k.seen_code
            WHEN k.seen_at IS NULL THEN 'date-missing'
            WHEN coalesce(k.shop_key, k.shop_text) IS NULL THEN 'identity-missing' END AS row_code
FROM known k
LEFT JOIN address ON address.platform = k.platform_slug AND address.url = k.url
LEFT JOIN ranks place ON place.text = k.rank
LEFT JOIN counts sales ON sales.text = k.sales AND is_sale(sales.mark)
LEFT JOIN money amount ON amount.text = k.amount
LEFT JOIN counts listings ON listings.text = k.listings AND listings.mark IS NULL
LEFT JOIN counts followers ON followers.text = k.followers AND is_count_of(followers.mark, 'followers')
LEFT JOIN ratings quality ON quality.text = k.score_description
LEFT JOIN ratings service ON service.text = k.score_service
LEFT JOIN ratings logistics ON logistics.text = k.score_logistics
LEFT JOIN ratios good ON good.text = k.good_review_share AND good.low BETWEEN 0 AND 1
LEFT JOIN role_name role ON role.text = k.role
LEFT JOIN judgement_name judged ON judged.text = k.judgement
LEFT JOIN currency_name stated ON stated.text = k.currency
LEFT JOIN platform_currency pc ON pc.platform = k.platform_slug;
