-- question: price-changes
-- answers: Which prices changed since a date or since the last look, own and rivals', and from what?
-- grain: platform, listing_key, variant_key, price
-- choices: price = asked, list, coupon, final
-- parameters:
--   since TIMESTAMP: the baseline is the last look at or before it; null: the last look before each listing's newest
--   until TIMESTAMP: looks before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   price VARCHAR: asked, list, coupon or final; null: all
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: the platform's id, else the address, else '~' and a hash of shop and title
--   variant_key VARCHAR: SKU, colour or size; '' for the whole listing
--   price VARCHAR: asked; list: struck-through; coupon: after coupon; final: the lower of asked (lowest) and after coupon
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as last written
--   title VARCHAR: as last written
--   category VARCHAR: the operator's category
--   is_own BOOLEAN: our own listing, or of a shop whose newest role is own
--   currency VARCHAR: ISO 4217; null: unknown
--   direction VARCHAR: lower, higher, unchanged, or mixed where the ends of a range moved apart; null: see reason
--   reason VARCHAR: why there is no change to tell. new: no look at or before the baseline's moment; not-seen-since: no look after since; only-now: the price wasn't shown at the baseline; only-then: it isn't shown any more; other-currency: the baseline's currency differs
--   price_low DECIMAL(18,4): newest price, low end
--   price_high DECIMAL(18,4): newest price, high end; null with a low end: open
--   baseline_price_low DECIMAL(18,4): price at the baseline, low end
--   baseline_price_high DECIMAL(18,4): price at the baseline, high end; null with a low end: open
--   low_change DECIMAL(18,4): of the low end: newest minus baseline
--   low_change_ratio DOUBLE: of the low end: change over baseline, -0.1 is 10 % lower
--   high_change DECIMAL(18,4): of the high end; null where either is open
--   high_change_ratio DOUBLE: of the high end
--   observed_at TIMESTAMP: the newest look, market's wall time
--   baseline_observed_at TIMESTAMP: the look compared with; null: there is none
--   document VARCHAR: document of the newest look
--   source_row BIGINT: its row in the document, from 1
--   baseline_document VARCHAR: document of the baseline
--   baseline_source_row BIGINT: its row in the document, from 1
-- A look is a snapshot with any price. What isn't seen any more since the baseline's moment tells its last look as the
-- baseline, and no newest price.
WITH look AS (
    SELECT platform, listing_key, variant_key, max(observed_at) AS newest_at,
           CASE WHEN $since::TIMESTAMP IS NULL THEN max(observed_at, 2)[2]
                ELSE max(observed_at) FILTER (observed_at <= $since::TIMESTAMP) END AS baseline_at
    FROM listing_snapshot
    WHERE standing AND (price_low IS NOT NULL OR price_list IS NOT NULL OR price_coupon IS NOT NULL)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
    GROUP BY platform, listing_key, variant_key
), newest AS (
    SELECT s.*, least(s.price_low, s.price_coupon) AS price_final, b.document
    FROM (SELECT platform, listing_key, variant_key, newest_at AS observed_at FROM look
          WHERE $since::TIMESTAMP IS NULL OR newest_at > $since::TIMESTAMP) look
    JOIN listing_snapshot s USING (platform, listing_key, variant_key, observed_at)
    JOIN batch b ON b.batch_id = s.batch_id
    WHERE s.standing
), baseline AS (
    SELECT s.*, least(s.price_low, s.price_coupon) AS price_final, b.document
    FROM (SELECT platform, listing_key, variant_key, baseline_at AS observed_at FROM look
          WHERE baseline_at IS NOT NULL) look
    JOIN listing_snapshot s USING (platform, listing_key, variant_key, observed_at)
    JOIN batch b ON b.batch_id = s.batch_id
    WHERE s.standing
), own_shop AS (
    SELECT platform, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
    HAVING arg_max(role, (observed_at, batch_id, source_row)) = 'own'
), pair AS (
    SELECT platform, listing_key, variant_key, kind.price,
           coalesce(n.shop_key, p.shop_key) AS shop_key, coalesce(n.shop_name, p.shop_name) AS shop_name,
           coalesce(n.title, p.title) AS title, coalesce(n.category, p.category) AS category,
           coalesce(n.is_own, p.is_own, false) AS is_own, coalesce(n.currency, p.currency) AS currency,
           CASE kind.price WHEN 'asked' THEN n.price_low WHEN 'list' THEN n.price_list
                WHEN 'coupon' THEN n.price_coupon ELSE n.price_final END AS price_low,
           CASE kind.price WHEN 'asked' THEN n.price_high WHEN 'list' THEN n.price_list
                WHEN 'coupon' THEN n.price_coupon ELSE n.price_final END AS price_high,
           CASE kind.price WHEN 'asked' THEN p.price_low WHEN 'list' THEN p.price_list
                WHEN 'coupon' THEN p.price_coupon ELSE p.price_final END AS baseline_price_low,
           CASE kind.price WHEN 'asked' THEN p.price_high WHEN 'list' THEN p.price_list
                WHEN 'coupon' THEN p.price_coupon ELSE p.price_final END AS baseline_price_high,
           CASE WHEN n.observed_at IS NULL THEN 'not-seen-since' WHEN p.observed_at IS NULL THEN 'new'
                WHEN n.currency IS DISTINCT FROM p.currency THEN 'other-currency' END AS look_reason,
           n.observed_at, p.observed_at AS baseline_observed_at, n.document, n.source_row,
           p.document AS baseline_document, p.source_row AS baseline_source_row
    FROM newest n
    FULL JOIN baseline p USING (platform, listing_key, variant_key)
    CROSS JOIN (VALUES ('asked'), ('list'), ('coupon'), ('final')) kind (price)
    WHERE $price::VARCHAR IS NULL OR kind.price = $price::VARCHAR
), change AS (
    SELECT *, coalesce(look_reason, CASE WHEN baseline_price_low IS NULL THEN 'only-now'
                                         WHEN price_low IS NULL THEN 'only-then' END) AS reason,
           CASE WHEN reason IS NULL THEN (price_low - baseline_price_low)::DECIMAL(18,4) END AS low_change,
           CASE WHEN reason IS NULL THEN (price_high - baseline_price_high)::DECIMAL(18,4) END AS high_change
    FROM pair WHERE price_low IS NOT NULL OR baseline_price_low IS NOT NULL
)
SELECT c.platform, c.listing_key, c.variant_key, c.price, c.shop_key, c.shop_name, c.title, c.category,
       c.is_own OR EXISTS (FROM own_shop o WHERE o.platform = c.platform
                           AND (o.shop_key = c.shop_key OR o.shop_name = c.shop_name)) AS is_own,
       c.currency,
       CASE WHEN c.reason IS NOT NULL THEN NULL
            WHEN least(c.low_change, c.high_change) < 0 AND greatest(c.low_change, c.high_change) > 0 THEN 'mixed'
            WHEN least(c.low_change, c.high_change) < 0 THEN 'lower'
            WHEN greatest(c.low_change, c.high_change) > 0 THEN 'higher'
            ELSE 'unchanged' END AS direction,
       c.reason, c.price_low, c.price_high, c.baseline_price_low, c.baseline_price_high,
       c.low_change, round(c.low_change / nullif(c.baseline_price_low, 0)::DOUBLE, 6) AS low_change_ratio,
       c.high_change, round(c.high_change / nullif(c.baseline_price_high, 0)::DOUBLE, 6) AS high_change_ratio,
       c.observed_at, c.baseline_observed_at, c.document, c.source_row, c.baseline_document, c.baseline_source_row
FROM change c
ORDER BY direction IS NULL, direction = 'unchanged', low_change_ratio NULLS LAST, c.platform, c.listing_key,
         c.variant_key, c.price
