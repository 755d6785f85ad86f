-- question: price-position
-- answers: How do our prices stand against rivals', of the same product, of comparable ones, and of the whole category?
-- grain: platform, category, currency, listing_key, variant_key, basis, product
-- choices: basis = product-exact, product-equivalent, category; price = final, asked; compare = own-platform, all-platforms
-- ranges: days = 0, 365; least = 1, 1000
-- parameters:
--   until TIMESTAMP: looks before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: our listings of this platform; null: all
--   category VARCHAR: listings of the operator's category, ours and those compared with; null: all
--   shop VARCHAR: our listings of this shop_key or shop name; null: all
--   listing VARCHAR: our listing_key; null: all
--   basis VARCHAR: product-exact, product-equivalent or category; null: all
--   price VARCHAR: final (the lower of asked and after coupon) or asked; null: final
--   compare VARCHAR: own-platform or all-platforms, always in one currency; null: own-platform
--   days BIGINT: listings last seen up to so many days before their category's newest look, 0 to 365; null: 7
--   least BIGINT: peers that a median needs, 1 to 1000; null: 1 of a product, 3 of a category
-- columns:
--   platform VARCHAR: platform slug of our listing
--   category VARCHAR: the operator's category; null: none said
--   currency VARCHAR: ISO 4217; null: unknown. Different currencies are never compared
--   listing_key VARCHAR: our listing
--   variant_key VARCHAR: our variant, where the product names one; '' for the whole listing
--   basis VARCHAR: product-exact: the same thing; product-equivalent: exact or comparable, as we grouped them; category: the whole category, not the same product
--   product VARCHAR: our name of the product; null: the whole category
--   shop_name VARCHAR: our shop
--   title VARCHAR: our title, as last written
--   price VARCHAR: final or asked
--   price_low DECIMAL(18,4): our price, cheapest variant
--   price_high DECIMAL(18,4): our price, dearest variant; null with a low end: open
--   peer_count BIGINT: rivals' listings compared with
--   peer_shop_count BIGINT: their shops
--   unlike_count BIGINT: rivals' listings of the product left out: the pack is said of one only, or in another unit
--   peer_median_low DECIMAL(18,4): median of the peers' low ends, for our pack; null: see reason
--   peer_median_high DECIMAL(18,4): median of their high ends; null with a low end: one is open
--   relative_low DOUBLE: our price where the peers' median is 100, low end: our low over their high end; null with a high end: open
--   relative_high DOUBLE: high end: our high over their low end; null with a low end: open
--   rank_low BIGINT: place by price among us and the peers, 1 is cheapest: 1 + peers that are surely cheaper
--   rank_high BIGINT: 1 + peers that may be cheaper
--   cheapest_low DECIMAL(18,4): the cheapest peer's price for our pack, low end
--   cheapest_high DECIMAL(18,4): its high end; null with a low end: open
--   gap_low DECIMAL(18,4): our price over the cheapest peer's, low end: our low less its high; null: open
--   gap_high DECIMAL(18,4): high end: our high less its low; null: open. Below 0 we are cheaper
--   gap_low_ratio DOUBLE: our low over its high, less 1; null: open
--   gap_high_ratio DOUBLE: our high over its low, less 1; null: open
--   reason VARCHAR: why there is no median: no-peers; too-few-peers: fewer than least
--   cheapest_platform VARCHAR: platform of the cheapest peer
--   cheapest_listing_key VARCHAR: its listing_key
--   cheapest_shop_name VARCHAR: its shop
--   observed_at TIMESTAMP: our oldest look that counts, market's wall time
--   peer_first_observed_at TIMESTAMP: the oldest look at a peer
--   peer_last_observed_at TIMESTAMP: the newest look at a peer
--   document VARCHAR: document of our cheapest variant's price
--   source_row BIGINT: its row in the document, from 1
-- A listing's variants are one range of prices. Packs are those that were said of the product's members: a peer's price
-- is that of as much as is in our pack.
-- Of one shop or listing, only the categories are gathered in which its listings are, or those of a product with them.
WITH asked AS MATERIALIZED (
    SELECT DISTINCT platform, listing_key, coalesce(category, '') AS category
    FROM listing_snapshot
    WHERE standing AND ($shop::VARCHAR IS NOT NULL OR $listing::VARCHAR IS NOT NULL)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), market AS MATERIALIZED (
    SELECT category FROM asked
    UNION
    SELECT coalesce(category, '')
    FROM listing_snapshot
    WHERE standing AND listing_key IN (
        SELECT o.listing_key
        FROM asked a
        JOIN product_member m ON m.platform = a.platform AND m.listing_key = a.listing_key
        JOIN product_member o ON o.product = m.product)
), latest AS (
    SELECT platform, category, max(observed_at)::DATE AS day
    FROM listing_snapshot
    WHERE standing AND (price_low IS NOT NULL OR price_coupon IS NOT NULL)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR OR $compare::VARCHAR = 'all-platforms')
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL AND $listing::VARCHAR IS NULL
           OR coalesce(category, '') IN (SELECT category FROM market))
    GROUP BY platform, category
), begun AS (
    SELECT *, day - coalesce($days::BIGINT, 7)::INTEGER AS since FROM latest
), newest AS (
    SELECT s.*, CASE WHEN $price::VARCHAR = 'asked' THEN s.price_low
                     ELSE least(s.price_low, s.price_coupon) END AS low,
           CASE WHEN $price::VARCHAR IS DISTINCT FROM 'asked' AND (s.price_low = s.price_high OR s.price_low IS NULL)
                THEN least(s.price_low, s.price_coupon) ELSE s.price_high END AS high
    FROM listing_snapshot s
    JOIN begun ON begun.platform = s.platform AND begun.category IS NOT DISTINCT FROM s.category
    WHERE s.standing AND s.observed_at >= begun.since
      AND s.observed_at >= (SELECT min(since) FROM begun)  -- the same again, which a scan can skip by
      AND (s.price_low IS NOT NULL OR (s.price_coupon IS NOT NULL AND $price::VARCHAR IS DISTINCT FROM 'asked'))
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    QUALIFY row_number() OVER (PARTITION BY s.platform, s.category, s.listing_key, s.variant_key
                               ORDER BY s.observed_at DESC) = 1
), own_shop AS (
    SELECT platform, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
    HAVING arg_max(role, (observed_at, batch_id, source_row)) = 'own'
), variant AS (
    SELECT n.platform, n.category, n.currency, n.listing_key, n.variant_key, n.shop_key, n.shop_name, n.title, n.low,
           n.high, n.observed_at, n.batch_id, n.source_row,
           coalesce(n.is_own, false) OR EXISTS (FROM own_shop o WHERE o.platform = n.platform
               AND (o.shop_key = n.shop_key OR o.shop_name = n.shop_name)) AS is_own,
           row_number() OVER (PARTITION BY n.platform, n.listing_key, n.variant_key
                              ORDER BY n.observed_at DESC, n.category, n.currency) = 1 AS is_last
    FROM newest n
), grouped AS (
    SELECT v.*, 'category' AS basis, NULL::VARCHAR AS product, '' AS member_variant,
           NULL::BIGINT AS pack_count, NULL::DECIMAL(18,4) AS unit_amount, NULL::VARCHAR AS unit
    FROM variant v
    UNION ALL
    SELECT v.*, kind.basis, m.product, m.variant_key, m.pack_count, m.unit_amount, m.unit
    FROM variant v
    JOIN product_member m ON m.platform = v.platform AND m.listing_key = v.listing_key
        AND (m.variant_key = '' OR m.variant_key = v.variant_key)
    JOIN (VALUES ('product-exact'), ('product-equivalent')) kind (basis)
        ON kind.basis = 'product-equivalent' OR m.relation = 'exact'
    WHERE v.is_last
), offer AS (
    SELECT basis, product, platform, category, currency, listing_key, member_variant AS variant_key,
           pack_count, unit_amount, unit, coalesce(pack_count, 1) * coalesce(unit_amount, 1)::DOUBLE AS measure,
           bool_or(is_own) AS is_own, min(low)::DOUBLE AS low,
           CASE WHEN count(high) = count(*) THEN max(high)::DOUBLE END AS high,
           arg_min({'shop_key': shop_key, 'shop_name': shop_name, 'title': title, 'batch_id': batch_id,
                    'source_row': source_row}, (low, variant_key)) AS shown,
           min(observed_at) AS first_observed_at, max(observed_at) AS last_observed_at
    FROM grouped
    WHERE $basis::VARCHAR IS NULL OR basis = $basis::VARCHAR
    GROUP BY basis, product, platform, category, currency, listing_key, member_variant, pack_count, unit_amount, unit
), own AS (
    FROM offer
    WHERE is_own
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shown.shop_key = $shop::VARCHAR OR shown.shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), pair AS (
    SELECT o.basis, o.product, o.platform, o.category, o.currency, o.listing_key, o.variant_key, o.low, o.high, o.shown,
           o.first_observed_at,
           r.low * o.measure / r.measure AS peer_low, r.high * o.measure / r.measure AS peer_high,
           r.platform AS peer_platform, r.listing_key AS peer_listing_key, r.variant_key AS peer_variant_key,
           r.shown.shop_name AS peer_shop_name, r.first_observed_at AS peer_first, r.last_observed_at AS peer_last,
           r.listing_key IS NOT NULL AND r.unit IS NOT DISTINCT FROM o.unit
               AND (r.pack_count IS NULL) = (o.pack_count IS NULL)
               AND (r.unit_amount IS NULL) = (o.unit_amount IS NULL) AS is_like
    FROM own o
    LEFT JOIN offer r ON NOT r.is_own AND r.basis = o.basis AND r.product IS NOT DISTINCT FROM o.product
        AND r.currency IS NOT DISTINCT FROM o.currency
        AND (o.basis <> 'category' OR r.category IS NOT DISTINCT FROM o.category)
        AND (r.platform = o.platform OR $compare::VARCHAR = 'all-platforms')
), told AS (
    SELECT basis, product, platform, category, currency, listing_key, variant_key, low, high, shown, first_observed_at,
           count(*) FILTER (is_like) AS peer_count,
           count(DISTINCT (peer_platform, peer_shop_name)) FILTER (is_like) AS peer_shop_count,
           count(*) FILTER (NOT is_like AND peer_listing_key IS NOT NULL) AS unlike_count,
           quantile_cont(peer_low, 0.5) FILTER (is_like) AS middle_low,
           CASE WHEN count(*) FILTER (is_like AND peer_high IS NULL) = 0
                THEN quantile_cont(peer_high, 0.5) FILTER (is_like) END AS middle_high,
           1 + count(*) FILTER (is_like AND peer_high < low) AS rank_low,
           1 + count(*) FILTER (is_like AND (high IS NULL OR peer_low < high)) AS rank_high,
           arg_min({'low': peer_low, 'high': peer_high, 'platform': peer_platform, 'listing_key': peer_listing_key,
                    'shop_name': peer_shop_name}, (peer_low, peer_platform, peer_listing_key, peer_variant_key))
               FILTER (is_like) AS cheapest,
           min(peer_first) FILTER (is_like) AS peer_first_observed_at,
           max(peer_last) FILTER (is_like) AS peer_last_observed_at
    FROM pair
    GROUP BY basis, product, platform, category, currency, listing_key, variant_key, low, high, shown, first_observed_at
), judged AS (
    SELECT *, CASE WHEN peer_count = 0 THEN 'no-peers'
                   WHEN peer_count < coalesce($least::BIGINT, CASE basis WHEN 'category' THEN 3 ELSE 1 END)
                   THEN 'too-few-peers' END AS reason
    FROM told
)
SELECT j.platform, j.category, j.currency, j.listing_key, j.variant_key, j.basis, j.product,
       j.shown.shop_name AS shop_name, j.shown.title AS title, coalesce($price::VARCHAR, 'final') AS price,
       j.low::DECIMAL(18,4) AS price_low, j.high::DECIMAL(18,4) AS price_high,
       j.peer_count, j.peer_shop_count, j.unlike_count,
       CASE WHEN j.reason IS NULL THEN j.middle_low::DECIMAL(18,4) END AS peer_median_low,
       CASE WHEN j.reason IS NULL THEN j.middle_high::DECIMAL(18,4) END AS peer_median_high,
       CASE WHEN j.reason IS NULL THEN round(100 * j.low / nullif(j.middle_high, 0), 4) END AS relative_low,
       CASE WHEN j.reason IS NULL THEN round(100 * j.high / nullif(j.middle_low, 0), 4) END AS relative_high,
       CASE WHEN j.peer_count > 0 THEN j.rank_low END AS rank_low,
       CASE WHEN j.peer_count > 0 THEN j.rank_high END AS rank_high,
       j.cheapest.low::DECIMAL(18,4) AS cheapest_low, j.cheapest.high::DECIMAL(18,4) AS cheapest_high,
       (j.low - j.cheapest.high)::DECIMAL(18,4) AS gap_low, (j.high - j.cheapest.low)::DECIMAL(18,4) AS gap_high,
       round(j.low / nullif(j.cheapest.high, 0) - 1, 6) AS gap_low_ratio,
       round(j.high / nullif(j.cheapest.low, 0) - 1, 6) AS gap_high_ratio,
       j.reason, j.cheapest.platform AS cheapest_platform, j.cheapest.listing_key AS cheapest_listing_key,
       j.cheapest.shop_name AS cheapest_shop_name, j.first_observed_at AS observed_at,
       j.peer_first_observed_at, j.peer_last_observed_at, b.document, j.shown.source_row AS source_row
FROM judged j
JOIN batch b ON b.batch_id = j.shown.batch_id
ORDER BY j.platform, j.category, j.currency, j.listing_key, j.variant_key, j.basis, j.product
