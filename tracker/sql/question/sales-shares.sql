-- question: sales-shares
-- answers: What share of the sales of the shops recorded does each shop have?
-- grain: platform, category, sold_kind, shop_key
-- computed: sales_shares
-- ranges: days = 1, 400
-- parameters:
--   since TIMESTAMP: boards or listings seen at or after it; null: from the beginning
--   until TIMESTAMP: boards or listings seen before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name, told alone, with its share of all; null: all
--   basis VARCHAR: board (what the newest board says) or listings (sums of what their counters gained); null: board
--   days BIGINT: listings are compared with the last look at least so many days before the newest; 1 to 400; null: 30
-- columns:
--   basis VARCHAR: board or listings
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   sold_kind VARCHAR: what the listings' counters count; different kinds are never added; null: of a board
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as written
--   role VARCHAR: own, competitor, other; null: nobody said
--   rank BIGINT: on the board, 1 is best; null: not ranked
--   before_on DATE: the look that listings are compared with; null: of a board, which speaks of 30 days
--   look_on DATE: the day of the newest look; of several snapshots that day the last counts
--   units_low BIGINT: units in 30 days, or from before_on to look_on; low end
--   units_high BIGINT: their high end; null with a low end: open
--   units_share_low DOUBLE: share of the units of the shops recorded, 0 to 1, at least
--   units_share_high DOUBLE: at most
--   amount_low DECIMAL(18,4): revenue in 30 days, low end
--   amount_high DECIMAL(18,4): its high end; null with a low end: open
--   currency VARCHAR: ISO 4217; null: unknown. Shares are among amounts of one currency
--   amount_share_low DOUBLE: share of the revenue of the shops recorded, 0 to 1, at least
--   amount_share_high DOUBLE: at most
--   shop_count BIGINT: shops on the board
--   units_count BIGINT: of them, shops whose units are known; the others don't count in units shares
--   amount_count BIGINT: of them, shops whose revenue in this currency is known
--   reason VARCHAR: why there is no share: no-numbers (neither units nor revenue), none-sold (nobody sold any); null
--   observed_at TIMESTAMP: when it was seen, market's wall time
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
--   listing_count BIGINT: the shop's listings with such a counter at the newest look; null: of a board
--   listing_known_count BIGINT: of them, listings whose units are known, of which units are the sum; null: of a board
-- The shop of the answer is chosen after the shares are computed. Document and row of listings: of the shop's newest.
WITH seen AS (
    SELECT platform, category, observed_at::DATE AS look_on, shop_key,
           max({'seen': observed_at, 'rank': rank, 'shop_name': shop_name, 'role': role,
                'units_low': sales_low, 'units_high': sales_high, 'amount_low': amount_low, 'amount_high': amount_high,
                'currency': currency, 'batch_id': batch_id, 'source_row': source_row}) AS last
    FROM shop_snapshot
    WHERE standing AND coalesce($basis::VARCHAR, 'board') <> 'listings'
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
    GROUP BY platform, category, look_on, shop_key
), board AS (
    SELECT * FROM seen QUALIFY look_on = max(look_on) OVER (PARTITION BY platform, category)
), market AS MATERIALIZED (  -- what a shop told alone has a share of
    SELECT DISTINCT platform, category
    FROM listing_snapshot
    WHERE standing AND $basis::VARCHAR = 'listings' AND (shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
), snapshot AS NOT MATERIALIZED (
    SELECT platform, category, listing_key, shop_key, shop_name, observed_at, observed_at::DATE AS seen_on,
           coalesce(sold_kind, 'unknown') AS sold_kind, sold_low::DOUBLE AS low,
           coalesce(sold_high::DOUBLE, 'infinity') AS high, batch_id, source_row
    FROM listing_snapshot
    WHERE standing AND $basis::VARCHAR = 'listings' AND sold_low IS NOT NULL
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR platform IN (SELECT platform FROM market)
           AND coalesce(category, '') IN (SELECT coalesce(category, '') FROM market))
), day AS MATERIALIZED (
    SELECT platform, category, seen_on, list(DISTINCT observed_at) AS moments FROM snapshot GROUP BY ALL
), look AS (
    SELECT platform, category, max(seen_on) AS look_on FROM day GROUP BY platform, category
), span AS (
    SELECT l.platform, l.category, l.look_on,
           max(d.seen_on) FILTER (d.seen_on <= l.look_on - coalesce($days::BIGINT, 30)::INTEGER) AS before_on
    FROM look l JOIN day d ON d.platform = l.platform AND d.category IS NOT DISTINCT FROM l.category
    GROUP BY l.platform, l.category, l.look_on
), moment AS MATERIALIZED (
    SELECT p.*, unnest(d.moments) AS observed_at
    FROM span p JOIN day d ON d.platform = p.platform AND d.category IS NOT DISTINCT FROM p.category
    WHERE d.seen_on >= p.before_on
), listing AS (
    SELECT s.platform, s.category, s.sold_kind, s.listing_key, m.look_on, m.before_on,
           max({'seen': s.observed_at, 'low': s.low, 'high': s.high, 'shop_key': s.shop_key, 'shop_name': s.shop_name,
                'batch_id': s.batch_id, 'source_row': s.source_row}) FILTER (s.seen_on = m.look_on) AS now,
           max({'seen': s.observed_at, 'low': s.low, 'high': s.high}) FILTER (s.seen_on = m.before_on) AS before,
           max(s.low) AS highest_low, min(s.high) AS lowest_high
    FROM snapshot s
    JOIN moment m ON m.observed_at = s.observed_at AND m.platform = s.platform
                     AND m.category IS NOT DISTINCT FROM s.category
    GROUP BY s.platform, s.category, s.sold_kind, s.listing_key, m.look_on, m.before_on
), told AS (
    SELECT 'board' AS basis, platform, category, look_on, shop_key, last.shop_name, last.role, last.rank,
           last.units_low::DOUBLE AS units_low, last.units_high::DOUBLE AS units_high,
           last.amount_low::DOUBLE AS amount_low, last.amount_high::DOUBLE AS amount_high, last.currency,
           last.seen AS observed_at, last.batch_id, last.source_row
    FROM board
    UNION ALL BY NAME
    SELECT 'listings' AS basis, platform, category, sold_kind, look_on, before_on, now.shop_key, now.shop_name,
           now.seen AS observed_at, now.low, now.high, before.seen AS before_at, before.low AS before_low,
           before.high AS before_high,
           coalesce(highest_low > now.high OR lowest_high < before.low, false) AS fell, now.batch_id, now.source_row
    FROM listing
    WHERE now IS NOT NULL AND now.shop_key IS NOT NULL
)
SELECT t.* EXCLUDE (batch_id), b.document,
       $shop::VARCHAR IS NULL OR t.shop_key = $shop::VARCHAR OR coalesce(t.shop_name = $shop::VARCHAR, false) AS is_told
FROM told t JOIN batch b ON b.batch_id = t.batch_id
ORDER BY t.platform, t.category, t.sold_kind, t.rank NULLS LAST, t.shop_name, t.shop_key, t.observed_at DESC, b.document, t.source_row
