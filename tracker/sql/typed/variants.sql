-- told: a row of a variant without a title has that of the other rows of its listing, and their shop where it names none.
UPDATE told SET title = named.title, shop_key = coalesce(told.shop_key, named.shop_key),
    shop_name = coalesce(told.shop_name, named.shop_name)
FROM (
    SELECT platform, listing_key, observed_at, arg_min(title, id) AS title, arg_min(shop_key, id) AS shop_key,
           arg_min(shop_name, id) AS shop_name
    FROM told WHERE title IS NOT NULL AND row_code IS NULL GROUP BY platform, listing_key, observed_at HAVING count(DISTINCT title) = 1) named
WHERE told.title IS NULL AND told.variant_key <> '' AND told.row_code IS NULL
  AND told.platform = named.platform AND told.listing_key = named.listing_key AND told.observed_at = named.observed_at;
