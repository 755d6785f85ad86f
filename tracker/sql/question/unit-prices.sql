-- question: unit-prices
-- answers: What does each listing cost by the piece, by 100 ml or by 100 g, and which of a product is the cheapest so?
-- grain: product, platform, listing_key, variant_key
-- computed: unit_prices
-- parameters:
--   since TIMESTAMP: only listings last seen at or after it; null: from the beginning
--   until TIMESTAMP: what was seen before it; null: to the end
--   as_of TIMESTAMP: only what had been observed up to this moment, corrections included; the grouping is today's; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category, of what was seen; null: all
--   shop VARCHAR: shop_key or shop name, told alone, ranked among all; null: all
--   listing VARCHAR: listing_key, told alone, ranked among all; null: all
--   product VARCHAR: only members of the product; null: all listings
-- columns:
--   product VARCHAR: the product that the listing is linked to; null: none
--   relation VARCHAR: exact or equivalent; null: no product
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: the listing's key
--   variant_key VARCHAR: '' where the row speaks of the whole listing
--   title VARCHAR: as last seen
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as last seen
--   category VARCHAR: the operator's category
--   price_low DECIMAL(18,4): asked price when last seen, low end
--   price_high DECIMAL(18,4): high end; null with a low end: open
--   currency VARCHAR: ISO 4217; null: unknown
--   pack_count BIGINT: pieces in the pack; null: not told
--   unit_amount DOUBLE: how much is in a piece, in `unit`; null: not told
--   unit VARCHAR: ml or g; null: not told
--   pack_from VARCHAR: said (by the user), variant or title; null: no size is told
--   unit_price DECIMAL(18,4): price of the piece, of 100 ml or of 100 g; null: see reason
--   per VARCHAR: piece, 100 ml or 100 g
--   compared_count BIGINT: listings of the product whose unit price is by the same measure and currency, this one too
--   rank BIGINT: by unit price among them, 1 is the cheapest; ties share a rank; null: not compared
--   observed_at TIMESTAMP: when the price was last seen
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   batch_id BIGINT: the import
--   reason VARCHAR: why there is no unit price; pack-unknown, pack-ambiguous: the size can mean several, price-unknown, price-range: which end is the pack's isn't told
-- Of one shop or listing, what shares a product with it is gathered beside it.
WITH asked AS MATERIALIZED (
    SELECT DISTINCT platform, listing_key
    FROM listing_snapshot
    WHERE standing AND ($shop::VARCHAR IS NOT NULL OR $listing::VARCHAR IS NOT NULL)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), wanted AS MATERIALIZED (
    SELECT listing_key FROM asked
    UNION
    SELECT o.listing_key
    FROM asked a
    JOIN product_member m ON m.platform = a.platform AND m.listing_key = a.listing_key
    JOIN product_member o ON o.product = m.product
), newest AS (
    SELECT platform, listing_key, variant_key, max(observed_at) AS observed_at
    FROM listing_snapshot
    WHERE standing
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL AND $listing::VARCHAR IS NULL OR listing_key IN (SELECT listing_key FROM wanted))
    GROUP BY platform, listing_key, variant_key
)
SELECT m.product, m.relation, s.platform, s.listing_key, s.variant_key, s.title, s.shop_key, s.shop_name, s.category,
       s.price_low, s.price_high, s.currency, m.pack_count, m.unit_amount::DOUBLE AS unit_amount, m.unit,
       s.observed_at, b.document, s.source_row, s.batch_id,
       ($shop::VARCHAR IS NULL OR coalesce(s.shop_key = $shop::VARCHAR, false) OR coalesce(s.shop_name = $shop::VARCHAR, false))
       AND ($listing::VARCHAR IS NULL OR s.listing_key = $listing::VARCHAR) AS is_told
FROM listing_snapshot s
JOIN newest USING (platform, listing_key, variant_key, observed_at)
JOIN batch b ON b.batch_id = s.batch_id
LEFT JOIN product_member m ON m.platform = s.platform AND m.listing_key = s.listing_key AND m.variant_key IN ('', s.variant_key)
WHERE s.standing
  AND ($since::TIMESTAMP IS NULL OR s.observed_at >= $since::TIMESTAMP)
  AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
  AND ($product::VARCHAR IS NULL OR m.product = $product::VARCHAR)
QUALIFY row_number() OVER (
    PARTITION BY s.platform, s.listing_key, s.variant_key, m.product ORDER BY m.variant_key DESC NULLS LAST) = 1
ORDER BY m.product NULLS LAST, s.platform, s.listing_key, s.variant_key
