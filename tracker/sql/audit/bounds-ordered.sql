-- audit: bounds-ordered
-- finds: facts whose low end lies above their high end
SELECT 'listing_snapshot' AS fact, batch_id, source_row FROM listing_snapshot
WHERE price_low > price_high OR sold_low > sold_high OR review_low > review_high
UNION ALL
SELECT 'shop_snapshot', batch_id, source_row FROM shop_snapshot
WHERE sales_low > sales_high OR amount_low > amount_high OR follower_low > follower_high OR listing_low > listing_high
UNION ALL
SELECT 'keyword_reading', batch_id, source_row FROM keyword_reading WHERE value_low > value_high OR since >= until
UNION ALL
SELECT 'own_sales', batch_id, source_row FROM own_sales WHERE since >= until
