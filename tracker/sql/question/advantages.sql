-- question: advantages
-- answers: What is each shop's advantage over the others of its newest board: price, quality or service?
-- grain: platform, category, shop_key, axis
-- computed: advantages
-- ranges: days_apart = 0, 365
-- parameters:
--   since TIMESTAMP: only boards whose newest look is at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   places BIGINT: how many places a board has, 2 to 100; null: 10
--   days_apart BIGINT: how many days a listing's price may lie from the board's look, 0 to 365; null: 14
--   least_peers BIGINT: peers with the measure below which nothing is said, 2 to 50; null: 5
--   least_listings BIGINT: priced listings below which a shop has no price, rated ones below which no rating, products below which no ratio, 1 to 100; null: 3
--   threshold DOUBLE: score from which a shop is ahead, and at whose negative behind, 0.1 to 5; null: 1
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as written
--   role VARCHAR: own, competitor, other; null: nobody said
--   rank BIGINT: place on the board, 1 is best
--   axis VARCHAR: price, quality or service
--   verdict VARCHAR: ahead, level, behind, or not-enough-data
--   score DOUBLE: mean of the measures' robust scores, higher is better for the buyer; null: see reason
--   measures VARCHAR: the measures that make the score, space-separated; null: none
--   reason VARCHAR: why there is no score. no-value: nothing was observed; too-few-listings; too-few-peers; peers-equal: all peers have one value, so no distance can be measured, yet the side is known
--   basis VARCHAR: of the price: product, the same products as the user grouped them; category, all listings of the category, which need not be alike; null: other axes
--   product_count BIGINT: its products that at least three shops of the board offer
--   cheapest_count BIGINT: those on which fewer than a third of these shops ask less
--   price_ratio DOUBLE: its price over the median of the other shops' for the same product, median over its products
--   peer_price_ratio DOUBLE: median of the peers' ratios
--   price DOUBLE: median of its listings' lowest prices, in currency
--   peer_price DOUBLE: median of the peers' medians
--   currency VARCHAR: ISO 4217, the one most listings of the board have; others are left out
--   cheaper_peer_count BIGINT: peers whose median is lower
--   cheapest_third_count BIGINT: its listings in the cheapest third of all listings of the board's shops
--   listing_count BIGINT: its priced listings; of quality its rated ones
--   rating DOUBLE: median rating of its listings, on the platform's own scale
--   peer_rating DOUBLE: median of the peers
--   score_description DOUBLE: as described, on the platform's own scale
--   peer_description DOUBLE: median of the peers
--   good_review_share DOUBLE: share of good reviews, 0 to 1
--   peer_good_review_share DOUBLE: median of the peers
--   score_service DOUBLE: service, on the platform's own scale
--   peer_service DOUBLE: median of the peers
--   score_logistics DOUBLE: logistics, on the platform's own scale
--   peer_logistics DOUBLE: median of the peers
--   peer_count BIGINT: peers with the measure; of several measures that make the score the fewest
--   is_judged BOOLEAN: the operator's own judgement names this axis; null: no judgement was given
--   judgement VARCHAR: the operator's own: price, quality, service; space-separated
--   observed_at TIMESTAMP: when the shop was seen on the board
--   age_days BIGINT: days from the board's look to as_of, or else to the newest look at any board
--   document VARCHAR: name of the document of the board's row
--   source_row BIGINT: its row, from 1
-- Peers are the other shops of the board. A measure whose peers are all equal counts only where no other tells. What the step computes with travels beside the rows, a list of prices, of
-- their currencies, of ratings and of products with their prices for each shop; a product's price is by piece and
-- amount, and what was not said of one is not compared with what was said of another. A listing's price is its cheapest variant's, after coupon if lower.
WITH looked AS (
    SELECT platform, category, max(observed_at)::DATE AS day
    FROM shop_snapshot
    WHERE standing AND rank <= coalesce($places::BIGINT, 10)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, category
), ranked AS MATERIALIZED (
    SELECT s.platform, s.category, l.day, s.shop_key, arg_max(s, s.observed_at) AS row
    FROM shop_snapshot s
    JOIN looked l ON l.platform = s.platform AND l.category IS NOT DISTINCT FROM s.category
                 AND s.observed_at >= l.day AND s.observed_at < l.day + INTERVAL 1 DAY
    WHERE s.standing AND s.rank IS NOT NULL
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
      AND ($since::TIMESTAMP IS NULL OR l.day >= $since::TIMESTAMP)
    GROUP BY ALL
), newest AS MATERIALIZED (
    SELECT platform, category, day
    FROM ranked
    WHERE row.rank <= coalesce($places::BIGINT, 10)
    GROUP BY platform, category, day
    HAVING $shop::VARCHAR IS NULL OR bool_or(shop_key = $shop::VARCHAR OR row.shop_name = $shop::VARCHAR)
), board AS (
    SELECT r.platform, r.category, r.day, (SELECT max(day) FROM looked) AS last_day, r.shop_key, r.row
    FROM ranked r
    JOIN newest n ON n.platform = r.platform AND n.category IS NOT DISTINCT FROM r.category
    WHERE r.row.rank <= coalesce($places::BIGINT, 10)
), variant AS (
    SELECT s.platform, s.category, s.listing_key, s.variant_key,
           arg_max({'shop_key': s.shop_key, 'shop_name': s.shop_name, 'availability': s.availability,
                    'price': least(s.price_low, s.price_coupon)::DOUBLE, 'currency': s.currency,
                    'rating': s.rating::DOUBLE}, s.observed_at) AS row
    FROM listing_snapshot s
    JOIN newest n ON n.platform = s.platform AND n.category IS NOT DISTINCT FROM s.category
    WHERE s.standing
      AND ($shop::VARCHAR IS NULL
           OR s.platform IN (SELECT platform FROM newest) AND coalesce(s.category, '') IN (SELECT coalesce(category, '') FROM newest))
      AND s.observed_at >= n.day - to_days(coalesce($days_apart::BIGINT, 14)::INTEGER)
      AND s.observed_at < n.day + to_days(1 + coalesce($days_apart::BIGINT, 14)::INTEGER)
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    GROUP BY ALL
), listing AS (
    SELECT platform, category, listing_key, arg_min(row.shop_key, variant_key) AS shop_key,
           arg_min(row.shop_name, variant_key) AS shop_name, min(row.price) AS price,
           arg_min(row.currency, row.price) AS currency, max(row.rating) AS rating
    FROM variant
    WHERE row.availability IS DISTINCT FROM 'delisted'
    GROUP BY ALL
), offered AS (
    SELECT b.platform, b.category, b.shop_key, l.listing_key, l.price, l.currency, l.rating
    FROM board b
    JOIN listing l ON l.platform = b.platform AND l.category IS NOT DISTINCT FROM b.category AND l.shop_key = b.shop_key
    UNION
    SELECT b.platform, b.category, b.shop_key, l.listing_key, l.price, l.currency, l.rating
    FROM board b
    JOIN listing l ON l.platform = b.platform AND l.category IS NOT DISTINCT FROM b.category
                  AND l.shop_name = b.row.shop_name
), product_offer AS (
    SELECT o.platform, o.category, o.shop_key,
           concat_ws(chr(31), m.product, m.unit, m.pack_count IS NULL, m.unit_amount IS NULL, v.row.currency) AS product,
           min(v.row.price / (coalesce(m.pack_count, 1) * coalesce(m.unit_amount, 1))) AS price
    FROM offered o
    JOIN product_member m ON m.platform = o.platform AND m.listing_key = o.listing_key
    JOIN variant v ON v.platform = o.platform AND v.category IS NOT DISTINCT FROM o.category
                  AND v.listing_key = o.listing_key AND m.variant_key IN ('', v.variant_key)
    WHERE v.row.price > 0 AND v.row.currency IS NOT NULL AND v.row.availability IS DISTINCT FROM 'delisted'
    GROUP BY ALL
), matched AS (
    SELECT platform, category, shop_key, list(product ORDER BY product) AS products,
           list(price ORDER BY product) AS product_prices
    FROM product_offer GROUP BY ALL
), shelf AS (
    SELECT platform, category, shop_key,
           list(price ORDER BY listing_key) FILTER (price IS NOT NULL AND currency IS NOT NULL) AS prices,
           list(currency ORDER BY listing_key) FILTER (price IS NOT NULL AND currency IS NOT NULL) AS currencies,
           list(rating ORDER BY listing_key) FILTER (rating IS NOT NULL) AS ratings
    FROM offered GROUP BY ALL
)
SELECT b.platform, b.category, b.shop_key, b.row.shop_name AS shop_name, b.row.role AS role, b.row.rank AS rank,
       b.row.score_description::DOUBLE AS score_description, b.row.good_review_share::DOUBLE AS good_review_share,
       b.row.score_service::DOUBLE AS score_service, b.row.score_logistics::DOUBLE AS score_logistics,
       s.prices, s.currencies, s.ratings, m.products, m.product_prices, b.row.judgement AS judgement, b.row.observed_at AS observed_at,
       date_diff('day', b.day, coalesce($as_of::DATE, b.last_day)) AS age_days, d.document,
       b.row.source_row AS source_row,
       $shop::VARCHAR IS NULL OR b.shop_key = $shop::VARCHAR OR b.row.shop_name = $shop::VARCHAR AS is_asked_for,
       $least_peers::BIGINT AS least_peers, $least_listings::BIGINT AS least_listings, $threshold::DOUBLE AS threshold
FROM board b
JOIN batch d ON d.batch_id = b.row.batch_id
LEFT JOIN shelf s ON s.platform = b.platform AND s.category IS NOT DISTINCT FROM b.category AND s.shop_key = b.shop_key
LEFT JOIN matched m
    ON m.platform = b.platform AND m.category IS NOT DISTINCT FROM b.category AND m.shop_key = b.shop_key
ORDER BY b.platform, b.category, b.row.rank, b.shop_key
