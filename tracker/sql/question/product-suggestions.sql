-- question: product-suggestions
-- answers: Which listings of other shops may be the same product as a listing, or comparable to it?
-- grain: platform, listing_key, other_platform, other_listing_key
-- computed: product_suggestions
-- parameters:
--   as_of TIMESTAMP: only what had been observed up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug of the listing; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name of the listing; null: all
--   listing VARCHAR: listing_key of the listing; null: all
--   threshold DOUBLE: similarity from which titles are equivalent, 0.5 to 1; null: 0.8
--   most BIGINT: suggestions for each listing, the best first, 1 to 50; null: 3
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: the listing
--   title VARCHAR: as last seen
--   shop_name VARCHAR: as last seen
--   category VARCHAR: the category of both
--   relation VARCHAR: what is suggested; exact: the same thing, equivalent: comparable
--   evidence VARCHAR: barcode, model (with the brand), or title
--   similarity DOUBLE: of the folded titles, 0 to 1 (rapidfuzz token_set_ratio); also where the evidence is another
--   other_platform VARCHAR: platform slug of the suggested listing
--   other_listing_key VARCHAR: the suggested listing
--   other_title VARCHAR: as last seen
--   other_shop_name VARCHAR: as last seen
--   observed_at TIMESTAMP: when the listing was last seen
--   other_observed_at TIMESTAMP: when the suggested one was last seen
--   document VARCHAR: name of the document of the listing
--   source_row BIGINT: its row in the document, from 1
--   batch_id BIGINT: its import
-- Pairs are of one category: for one shop or listing, what was ever seen in a category of its listings is gathered.
WITH asked AS MATERIALIZED (
    SELECT DISTINCT coalesce(category, '') AS category
    FROM listing_snapshot
    WHERE standing AND ($shop::VARCHAR IS NOT NULL OR $listing::VARCHAR IS NOT NULL)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), near AS MATERIALIZED (
    SELECT DISTINCT listing_key
    FROM listing_snapshot
    WHERE standing AND ($shop::VARCHAR IS NOT NULL OR $listing::VARCHAR IS NOT NULL)
      AND coalesce(category, '') IN (SELECT category FROM asked)
), newest AS (
    SELECT platform, listing_key, max(observed_at) AS observed_at
    FROM listing_snapshot
    WHERE standing
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL AND $listing::VARCHAR IS NULL OR listing_key IN (SELECT listing_key FROM near))
    GROUP BY platform, listing_key
), seen AS (
    SELECT platform, listing_key, observed_at, arg_min(s.title, s.variant_key) AS title, min(s.shop_key) AS shop_key,
           min(s.shop_name) AS shop_name, min(s.category) AS category, min(s.barcode) AS barcode, min(s.model) AS model,
           min(s.brand) AS brand, arg_min(s.batch_id, s.variant_key) AS batch_id,
           arg_min(s.source_row, s.variant_key) AS source_row
    FROM listing_snapshot s JOIN newest USING (platform, listing_key, observed_at)
    WHERE s.standing AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    GROUP BY platform, listing_key, observed_at
)
SELECT s.*, b.document, coalesce(m.products, []) AS products, $threshold::DOUBLE AS threshold, $most::BIGINT AS most,
       ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
       AND ($listing::VARCHAR IS NULL OR s.listing_key = $listing::VARCHAR)
       AND ($shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR s.shop_name = $shop::VARCHAR) AS is_asked
FROM seen s JOIN batch b ON b.batch_id = s.batch_id
LEFT JOIN (
    SELECT platform, listing_key, list(DISTINCT product) AS products FROM product_member GROUP BY platform, listing_key
) m ON m.platform = s.platform AND m.listing_key = s.listing_key
WHERE s.title IS NOT NULL
ORDER BY s.category NULLS LAST, s.platform, s.listing_key
