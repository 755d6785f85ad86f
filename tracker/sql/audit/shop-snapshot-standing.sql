-- audit: shop-snapshot-standing
-- finds: keys of shop_snapshot of whose rows not exactly one stands
SELECT platform, shop_key, category, observed_at, count(*) FILTER (standing) AS standing_rows, count(*) AS kept_rows
FROM shop_snapshot
GROUP BY platform, shop_key, category, observed_at
HAVING count(*) FILTER (standing) <> 1
