-- question: price-history
-- answers: What did each listing cost, what is its regular price, and when was it on promotion?
-- grain: platform, listing_key, variant_key, observed_at
-- computed: price_history
-- parameters:
--   since TIMESTAMP: looks at or after it; null: from the beginning. Earlier looks still make the regular price
--   until TIMESTAMP: looks before it; null: to the end. Later looks still tell whether a price came back
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   window BIGINT: days to each side whose most frequent asked price is the regular one, 7 to 365; null: 35
--   threshold DOUBLE: how far below the regular price is low, share of it, 0.01 to 0.9; null: 0.05
--   within BIGINT: days in which a promotion has returned, 1 to 365; null: 42
--   least BIGINT: days with a look that a window must hold, 2 to 100; null: 4
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: the platform's id, else the address, else '~' and a hash of shop and title
--   variant_key VARCHAR: SKU, colour or size; '' for the whole listing
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as written
--   title VARCHAR: as written
--   category VARCHAR: the operator's category
--   currency VARCHAR: ISO 4217; null: unknown
--   observed_at TIMESTAMP: when it was seen, market's wall time
--   price_low DECIMAL(18,4): asked price, lowest
--   price_high DECIMAL(18,4): asked price, highest; null with a low end: open
--   price_list DECIMAL(18,4): struck-through price
--   price_coupon DECIMAL(18,4): price after coupon
--   price_final DECIMAL(18,4): the lowest a buyer can pay: the lower of asked (lowest) and after coupon
--   price_regular DECIMAL(18,4): most frequent asked price (lowest) of the window, one vote a day; null: see reason
--   is_promotion BOOLEAN: low, fallen from the regular price before and back at it in time; null: see reason
--   promotion_ratio DOUBLE: how far a promotion lies below the regular price, share of it; null: no promotion
--   reason VARCHAR: why nothing is said. no-price: no asked price; too-few: looks in the window; no-regular-price: no price makes up a fifth of them; start-not-seen: low since the first look; not-returned-yet: low at the last look; not-observed: nobody looked while it could have returned in time
--   promotion VARCHAR: text of the promotion as written
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   batch_id BIGINT: the import
-- What the step computes with (window, threshold, within, least) travels beside the rows.
SELECT s.platform, s.listing_key, s.variant_key, s.shop_key, s.shop_name, s.title, s.category, s.currency,
       s.observed_at, s.price_low, s.price_high, s.price_list, s.price_coupon,
       least(s.price_low, s.price_coupon) AS price_final, s.promotion, b.document, s.source_row, s.batch_id,
       ($since::TIMESTAMP IS NULL OR s.observed_at >= $since::TIMESTAMP)
           AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP) AS is_asked_for,
       $window::BIGINT AS "window", $threshold::DOUBLE AS threshold, $within::BIGINT AS within, $least::BIGINT AS least
FROM listing_snapshot s
JOIN batch b ON b.batch_id = s.batch_id
WHERE s.standing AND (s.price_low IS NOT NULL OR s.price_list IS NOT NULL OR s.price_coupon IS NOT NULL)
  AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
  AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
  AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR s.shop_name = $shop::VARCHAR)
  AND ($listing::VARCHAR IS NULL OR s.listing_key = $listing::VARCHAR)
ORDER BY s.platform, s.listing_key, s.variant_key, s.currency, s.observed_at
