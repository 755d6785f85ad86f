-- question: sales-periods
-- answers: What can have been sold of each listing between one look at its counter and the next?
-- grain: platform, listing_key, sold_kind, until
-- computed: sales_periods
-- parameters:
--   since TIMESTAMP: snapshots at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   step VARCHAR: week (from Monday), day or month: the last reading of each is compared; reading: each one; null: week
-- columns:
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: as in listings
--   sold_kind VARCHAR: what the counter counts; null: the listing was seen without a counter
--   category VARCHAR: the operator's category, as last written by then
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as last written by then
--   title VARCHAR: as last written by then
--   method VARCHAR: difference (of a lifetime counter), window (the reading is the sales of a rolling window)
--   window_days BIGINT: the counter's window, days; 0: since the listing began; null: unknown
--   confidence VARCHAR: of the window: A told by the platform or the word, B used by several tools, C assumed
--   since TIMESTAMP: units were sold after this moment; null: nothing is computed
--   until TIMESTAMP: and up to this one, at which the counter was read, market's wall time
--   units_low BIGINT: at least so many were sold after since and up to until
--   units_high BIGINT: at most so many; null with a low end: open
--   is_disjoint BOOLEAN: may be added to other rows of this listing and kind that are so marked; their periods don't meet
--   before_at TIMESTAMP: when the counter was read before; null: never
--   gained_low BIGINT: at least so many were sold after before_at and up to until
--   gained_high BIGINT: at most so many; null with a low end: open
--   counter_before_low BIGINT: the counter at before_at, low end
--   counter_before_high BIGINT: its high end; null with a low end: open
--   counter_low BIGINT: the counter at until, low end
--   counter_high BIGINT: its high end; null with a low end: open
--   price_lowest DECIMAL(18,4): lowest price seen of the period, after coupon
--   price_highest DECIMAL(18,4): highest price asked that was seen of the period; null with a lowest: open
--   amount_low DECIMAL(24,4): units_low at the lowest price
--   amount_high DECIMAL(24,4): units_high at the highest price; null with a low end: open
--   currency VARCHAR: ISO 4217; null: unknown. Where currencies differ there is no amount
--   state VARCHAR: at until: in_stock, out_of_stock, delisted; null: not said
--   unavailable_count BIGINT: snapshots after before_at and up to until that say out of stock or delisted
--   reason VARCHAR: why there are no units: counter-fell, window-unknown, no-counter; null: there are
--   document_before VARCHAR: name of the document that tells the counter at before_at
--   source_row_before BIGINT: row in it, from 1
--   document VARCHAR: name of the document that tells the counter at until
--   source_row BIGINT: row in it, from 1
-- Lifetime counters: units in [max(0, L1 - H0), H1 - L0], so two readings of one bucket can differ by its width less one.
-- The lowest and highest reading between them show a fall that came back. Looks of the period that saw no counter tell of
-- prices and availability.
WITH snapshot AS NOT MATERIALIZED (
    SELECT platform, listing_key, CASE WHEN sold_low IS NOT NULL THEN coalesce(sold_kind, 'unknown') END AS sold_kind,
           CASE $step::VARCHAR
               WHEN 'reading' THEN observed_at
               WHEN 'day' THEN date_trunc('day', observed_at)
               WHEN 'month' THEN date_trunc('month', observed_at)
               ELSE date_trunc('week', observed_at) END AS step,
           sold_low::DOUBLE AS sold_low,
           CASE WHEN sold_low IS NOT NULL THEN coalesce(sold_high::DOUBLE, 'infinity') END AS sold_high,
           least(price_low, price_coupon)::DOUBLE AS price_lowest,
           CASE WHEN price_low IS NOT NULL THEN coalesce(price_high::DOUBLE, 'infinity') END AS price_highest,
           CASE availability WHEN 'in_stock' THEN 2 WHEN 'out_of_stock' THEN 1 WHEN 'delisted' THEN 0 END AS state,
           observed_at, currency, category, shop_key, shop_name, title, batch_id, source_row
    FROM listing_snapshot
    WHERE standing
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
), reading AS MATERIALIZED (
    SELECT platform, listing_key, sold_kind, step,
           max({'at': observed_at, 'low': sold_low, 'high': sold_high, 'state': state, 'price_lowest': price_lowest,
                'price_highest': price_highest, 'batch_id': batch_id, 'source_row': source_row}) AS last,
           max(sold_low) AS highest_low, min(sold_high) AS lowest_high,
           max(sold_low) FILTER (sold_high = 'infinity') AS highest_open,
           min(sold_low) FILTER (sold_high = 'infinity') AS lowest_open,
           min(price_lowest) AS price_lowest, max(price_highest) AS price_highest,
           min(currency) AS currency, max(currency) AS other_currency,
           count(*) FILTER (state < 2) AS unavailable_count,
           list({'at': observed_at, 'price_lowest': price_lowest, 'price_highest': price_highest, 'currency': currency,
                 'state': state}) FILTER (sold_low IS NULL) AS looks
    FROM snapshot
    GROUP BY platform, listing_key, sold_kind, step
), newest AS (
    SELECT platform, listing_key, max(last.at) AS observed_at FROM reading GROUP BY platform, listing_key
), listing AS (
    SELECT platform, listing_key, max({'shop_name': s.shop_name, 'shop_key': s.shop_key, 'category': s.category,
                                       'title': s.title}) AS named
    FROM snapshot s JOIN newest n USING (platform, listing_key, observed_at)
    GROUP BY platform, listing_key
), beside AS (  -- what looks without a counter saw of the period that the next reading ends
    SELECT r.platform, r.listing_key, r.sold_kind, r.step,
           min(s.price_lowest) AS price_lowest, max(s.price_highest) AS price_highest,
           min(s.currency) AS currency, max(s.currency) AS other_currency,
           count(*) FILTER (s.state < 2) AS unavailable_count
    FROM (SELECT platform, listing_key, unnest(looks, recursive := true) FROM reading WHERE sold_kind IS NULL) s
    JOIN (SELECT DISTINCT platform, listing_key, sold_kind FROM reading WHERE sold_kind IS NOT NULL) k
        ON k.platform = s.platform AND k.listing_key = s.listing_key
    ASOF JOIN (SELECT platform, listing_key, sold_kind, step, last.at AS at FROM reading) r
        ON r.platform = k.platform AND r.listing_key = k.listing_key AND r.sold_kind = k.sold_kind
           AND r.at >= s.at
    GROUP BY r.platform, r.listing_key, r.sold_kind, r.step
), pair AS (
    SELECT *, CASE WHEN sold_kind IS NOT NULL THEN lag(last) OVER series END AS before, lag(currency) OVER series AS currency_before,
           lag(other_currency) OVER series AS other_currency_before
    FROM reading r
    WHERE sold_kind IS NOT NULL OR NOT EXISTS (
        FROM reading o
        WHERE o.sold_kind IS NOT NULL AND o.platform = r.platform AND o.listing_key = r.listing_key
          AND o.step = r.step AND o.last.at >= r.last.at)
    WINDOW series AS (PARTITION BY platform, listing_key, sold_kind ORDER BY step)
)
SELECT p.platform, p.listing_key, p.sold_kind, l.named.category, l.named.shop_key, l.named.shop_name, l.named.title,
       p.before.at AS before_at, p.before.low AS before_low, p.before.high AS before_high,
       p.last.at AS until, p.last.low AS low, p.last.high AS high,
       coalesce(p.highest_low > p.last.high OR p.lowest_high < p.before.low
                OR p.last.high = 'infinity' AND p.highest_open > p.last.low
                OR p.before.high = 'infinity' AND p.lowest_open < p.before.low, false) AS fell,
       p.before.price_lowest AS before_price_lowest, p.before.price_highest AS before_price_highest,
       least(p.price_lowest, a.price_lowest) AS price_lowest, greatest(p.price_highest, a.price_highest) AS price_highest,
       least(p.currency, a.currency) AS currency,
       coalesce(least(p.currency, a.currency, p.currency_before)
                <> greatest(p.other_currency, a.other_currency, p.other_currency_before), false) AS is_mixed,
       p.last.state AS state, p.unavailable_count + coalesce(a.unavailable_count, 0) AS unavailable_count,
       b.document AS document_before, p.before.source_row AS source_row_before, d.document, p.last.source_row AS source_row
FROM pair p
JOIN listing l ON l.platform = p.platform AND l.listing_key = p.listing_key
LEFT JOIN beside a ON a.platform = p.platform AND a.listing_key = p.listing_key AND a.sold_kind = p.sold_kind
                     AND a.step = p.step
JOIN batch d ON d.batch_id = p.last.batch_id
LEFT JOIN batch b ON b.batch_id = p.before.batch_id
ORDER BY p.platform, p.listing_key, p.sold_kind, p.last.at
