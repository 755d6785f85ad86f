-- audit: own-sales-standing
-- finds: keys of own_sales of whose rows not exactly one stands
SELECT platform, shop_key, since, until, count(*) FILTER (standing) AS standing_rows, count(*) AS kept_rows
FROM own_sales
GROUP BY platform, shop_key, since, until
HAVING count(*) FILTER (standing) <> 1
