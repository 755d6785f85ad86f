-- told: rows of one file that share a derived key but differ are different offers; the second is ~hash#2, and so on.
UPDATE told SET listing_key = told.listing_key || '#' || offer.number
FROM (
    SELECT id, dense_rank() OVER (PARTITION BY platform, listing_key, variant_key, observed_at ORDER BY first_id) AS number
    FROM (
        SELECT *, min(id) OVER (
            PARTITION BY platform, listing_key, variant_key, observed_at, shop_key, shop_name, title, category,
                price_low, price_high, price_list, price_coupon, promotion, currency, sold_low, sold_high, sold_kind,
                review_low, review_high, rating, availability, listed_at, position, list_name, is_own) AS first_id
        FROM told WHERE starts_with(listing_key, '~') AND row_code IS NULL)
) offer
WHERE offer.id = told.id AND offer.number > 1;
