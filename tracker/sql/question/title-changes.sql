-- question: title-changes
-- answers: Which titles changed, when, and word by word how?
-- grain: platform, listing_key, variant_key, observed_at
-- computed: title_changes
-- parameters:
--   since TIMESTAMP: changes first seen at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: the platform's id, else the address, else '~' and a hash of shop and title
--   variant_key VARCHAR: SKU, colour or size whose title changed, the first of those that changed alike; '' for the listing
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as written with the new title
--   category VARCHAR: the operator's category
--   title_before VARCHAR: the old title as written
--   title VARCHAR: the new title as written
--   last_seen_before_at TIMESTAMP: when the old title was last seen; it changed after that
--   observed_at TIMESTAMP: when the new title was first seen; it had changed by then
--   kind VARCHAR: words: some were added or removed; order: the same words in another order; spelling: only case, width, blanks or signs
--   added VARCHAR: words of the new title that the old one lacks, separated by ' | '; null: none
--   removed VARCHAR: words of the old title that the new one lacks; null: none
--   moved VARCHAR: words of both that stand in another place; null: none
--   document_before VARCHAR: name of the document of the row that last saw the old title
--   source_row_before BIGINT: its row, from 1
--   document VARCHAR: name of the document of the row that first saw the new title
--   source_row BIGINT: its row, from 1
-- Rows without a title say nothing of it. A title that goes and comes back is two changes.
WITH titled AS (
    SELECT platform, listing_key, variant_key
    FROM listing_snapshot
    WHERE standing AND title IS NOT NULL
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR listing_key IN (
          SELECT listing_key FROM listing_snapshot WHERE shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR))
    GROUP BY platform, listing_key, variant_key
    HAVING min(title) <> max(title)
), seen AS (
    SELECT s.platform, s.listing_key, s.variant_key, s.shop_key, s.shop_name, s.category, s.title, s.observed_at,
           s.batch_id, s.source_row, lag(s.title) OVER listing AS title_before,
           lag(s.observed_at) OVER listing AS last_seen_before_at,
           lag(s.batch_id) OVER listing AS batch_before, lag(s.source_row) OVER listing AS source_row_before
    FROM listing_snapshot s
    JOIN titled t USING (platform, listing_key, variant_key)
    WHERE s.standing AND s.title IS NOT NULL
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    WINDOW listing AS (PARTITION BY s.platform, s.listing_key, s.variant_key ORDER BY s.observed_at)
)
SELECT s.platform, s.listing_key, s.variant_key, s.shop_key, s.shop_name, s.category, s.title_before, s.title,
       s.last_seen_before_at, s.observed_at, b.document AS document_before, s.source_row_before,
       d.document, s.source_row
FROM seen s
JOIN batch d ON d.batch_id = s.batch_id
JOIN batch b ON b.batch_id = s.batch_before
WHERE s.title <> s.title_before
  AND ($since::TIMESTAMP IS NULL OR s.observed_at >= $since::TIMESTAMP)
  AND ($shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR s.shop_name = $shop::VARCHAR)
QUALIFY row_number() OVER (
    PARTITION BY s.platform, s.listing_key, s.observed_at, s.title_before, s.title ORDER BY s.variant_key) = 1
ORDER BY s.platform, s.listing_key, s.observed_at, s.variant_key
