-- question: price-index
-- answers: How did the prices of a category move, of the same listings, against its first period?
-- grain: platform, category, currency, since
-- computed: price_index
-- parameters:
--   since TIMESTAMP: looks at or after it; null: from the beginning
--   until TIMESTAMP: looks before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   step VARCHAR: day, week (from Monday) or month; null: week
--   price VARCHAR: asked (the low end), coupon or final (the lower of the two); null: asked
--   least BIGINT: matched items that a comparison of two periods needs, 2 to 1000; null: 3
--   window BIGINT: periods of a GEKS window, 2 to 60; null: 13
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   currency VARCHAR: ISO 4217; null: unknown. Different currencies are never joined
--   since DATE: the period's first day; only periods in which a price was seen
--   until DATE: the day after its last
--   price VARCHAR: which price: asked, coupon or final
--   previous_since DATE: the period it is matched with, the one observed before it; null: the first
--   segment BIGINT: from 1; levels of two segments can't be compared
--   jevons DOUBLE: chained matched Jevons index, the segment's first period = 100; null: see reason
--   jevons_low DOUBLE: its 95 % interval, low end; null where it rests on a single item
--   jevons_high DOUBLE: high end
--   geks DOUBLE: GEKS-Jevons index, rolling window with mean splice, the segment's first period = 100; null: see reason
--   geks_low DOUBLE: its 95 % interval, low end
--   geks_high DOUBLE: high end
--   item_count BIGINT: items (listing and variant) with a price in the period
--   matched_count BIGINT: of them, with a price in the period before too
--   coverage_ratio DOUBLE: matched over items; null: the first period
--   reason VARCHAR: too-few-matched: fewer matched than least, a new segment begins; only-period: one period alone has no index, with or without a break before it
-- The price of an item in a period is the geometric mean of its days' prices; of several looks a day the last counts.
-- Gathered: each item in one row, with the lists of its looks and their prices.
SELECT platform, category, currency, listing_key, variant_key, list(observed_at) AS seen, list(price) AS price,
       $step::VARCHAR AS step, $least::BIGINT AS least, $window::BIGINT AS "window"
FROM (
    SELECT platform, category, currency, listing_key, variant_key, observed_at,
           CASE $price::VARCHAR WHEN 'coupon' THEN price_coupon
                                WHEN 'final' THEN least(price_low, price_coupon) ELSE price_low END::DOUBLE AS price
    FROM listing_snapshot
    WHERE standing
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
)
WHERE price > 0
GROUP BY ALL
ORDER BY platform, category, currency, listing_key, variant_key
