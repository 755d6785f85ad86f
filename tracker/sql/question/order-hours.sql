-- question: order-hours
-- answers: On which weekdays and at which hours do our own shops get their orders?
-- grain: platform, shop_key, weekday, hour
-- parameters:
--   since TIMESTAMP: only hours that begin at or after it; null: from the beginning
--   until TIMESTAMP: only hours that begin before it; null: to the end
--   as_of TIMESTAMP: only hours that were over at this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   shop VARCHAR: shop_key or shop name; null: all
-- columns:
--   platform VARCHAR: platform slug
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as last written
--   weekday BIGINT: 1 Monday to 7 Sunday
--   hour BIGINT: 0 to 23, begin of the hour in the market's wall time
--   order_count BIGINT: orders in all such hours that were told
--   hour_count BIGINT: how many such hours were told; an hour without a row is not zero
--   orders_per_hour DOUBLE: order_count / hour_count
--   share DOUBLE: orders_per_hour over the sum of those of all hours of the week; null where not all are told
--   slot_count BIGINT: hours of the week of this shop that were told, of 168
--   week_count BIGINT: weeks from Monday of which any hour was told
--   first_at TIMESTAMP: the first such hour
--   last_at TIMESTAMP: the last such hour
--   reason VARCHAR: why share is null; slots-missing: some hours of the week were never told, no-orders: there were none
WITH told AS (
    SELECT platform, shop_key, shop_name, isodow(since)::BIGINT AS weekday, hour(since)::BIGINT AS hour, since, order_count,
           date_trunc('week', since) AS week
    FROM own_sales
    WHERE standing AND until - since = INTERVAL 1 HOUR AND order_count IS NOT NULL
      AND ($since::TIMESTAMP IS NULL OR since >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR since < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
), slot AS (
    SELECT platform, shop_key, weekday, hour, sum(order_count)::BIGINT AS order_count, count(*) AS hour_count,
           sum(order_count) / count(*) AS orders_per_hour, min(since) AS first_at, max(since) AS last_at
    FROM told GROUP BY platform, shop_key, weekday, hour
), whole AS (
    SELECT platform, shop_key, count(*) AS slot_count, sum(orders_per_hour) AS orders_per_week
    FROM slot GROUP BY platform, shop_key
), named AS (
    SELECT platform, shop_key, arg_max(shop_name, since) AS shop_name, count(DISTINCT week) AS week_count
    FROM told GROUP BY platform, shop_key
)
SELECT platform, shop_key, shop_name, weekday, hour, order_count, hour_count, orders_per_hour,
       CASE WHEN slot_count = 168 AND orders_per_week > 0 THEN orders_per_hour / orders_per_week END AS share,
       slot_count, week_count, first_at, last_at,
       CASE WHEN slot_count < 168 THEN 'slots-missing' WHEN orders_per_week = 0 THEN 'no-orders' END AS reason
FROM slot JOIN whole USING (platform, shop_key) JOIN named USING (platform, shop_key)
ORDER BY platform, shop_key, weekday, hour
