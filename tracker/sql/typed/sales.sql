-- stage -> told: one row a source row: an hour or a day of a shop of ours, and row_code where it can't be kept.
-- $hourly: the table has no column of hours, and its times tell them.
CREATE OR REPLACE TEMP TABLE told AS
WITH known AS (
    SELECT s.*,
           coalesce(pf.slug, $platform) AS platform_slug,
           coalesce(seen.wall, if(seen.code IS NULL, $observed_on::TIMESTAMP, NULL)) AS seen_at,
           if(seen.until - seen.wall > INTERVAL 1 DAY, 'date-is-range', seen.code) AS seen_code,
           coalesce(shop.name, $shop) AS shop_text, coalesce(s.shop_key, shop.folded, fold($shop)) AS shop_id,
           hours.low::BIGINT AS hour_of_day, hours.code AS hour_code
    FROM stage s
    LEFT JOIN platform_name pf ON pf.text = s.platform
    LEFT JOIN shop_fold shop ON shop.text = s.shop_name
    LEFT JOIN moments seen ON seen.field = 'observed_at' AND seen.text = s.observed_at
    LEFT JOIN hours ON hours.text = s.hour
), placed AS (
    SELECT *, hour_of_day IS NOT NULL OR $hourly AS is_hour,
           date_trunc('day', seen_at) + if(hour_of_day IS NULL, seen_at - date_trunc('day', seen_at), to_hours(hour_of_day)) AS start_at
    FROM known
)
SELECT k.source_row, k.source_row AS id, NULL::VARCHAR AS source_column,
       k.platform_slug AS platform, k.shop_id AS shop_key,
       k.start_at AS since, k.start_at + if(k.is_hour, INTERVAL 1 HOUR, INTERVAL 1 DAY) AS until,
       k.shop_text AS shop_name,
       if(orders.low = orders.high, orders.low, NULL)::BIGINT AS order_count,
       if(units.low = units.high, units.low, NULL)::BIGINT AS unit_count,
       if(money.low = money.high, money.low, NULL)::DECIMAL(18,4) AS amount,
       CASE WHEN money.low = money.high THEN money_currency(money.mark, stated.slug, pc.currency, $currency) END AS currency,
       CASE WHEN money.low = money.high AND money_currency(money.mark, stated.slug, pc.currency, $currency) IS NULL
            THEN 'currency-unknown' END AS flags,
       CASE WHEN k.cells > $width::BIGINT THEN 'columns-shifted'
            WHEN k.platform_slug IS NULL THEN 'platform-missing'
            WHEN k.seen_code IS NOT NULL THEN k.seen_code
            WHEN k.seen_at IS NULL THEN 'date-missing'
            WHEN k.hour_code IS NOT NULL OR k.start_at <> date_trunc(if(k.is_hour, 'hour', 'day'), k.start_at) THEN 'hour-unreadable'
            WHEN k.shop_id IS NULL THEN 'identity-missing'
            WHEN coalesce(if(orders.low = orders.high, orders.low, NULL), if(units.low = units.high, units.low, NULL),
                          if(money.low = money.high, money.low, NULL)) IS NULL THEN 'nothing-measured' END AS row_code
FROM placed k
LEFT JOIN counts orders ON orders.text = k.order_count AND is_sale(orders.mark)
LEFT JOIN counts units ON units.text = k.unit_count AND is_sale(units.mark)
LEFT JOIN money ON money.text = k.amount
LEFT JOIN currency_name stated ON stated.text = k.currency
LEFT JOIN platform_currency pc ON pc.platform = k.platform_slug;
