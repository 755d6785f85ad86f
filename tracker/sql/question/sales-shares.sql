-- question: sales-shares
-- answers: What share of the sales of the shops recorded on the newest board does each shop have?
-- grain: platform, category, shop_key
-- computed: sales_shares
-- parameters:
--   since TIMESTAMP: boards seen at or after it; null: from the beginning
--   until TIMESTAMP: boards seen before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name, told alone, with its share of all; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as written
--   role VARCHAR: own, competitor, other; null: nobody said
--   rank BIGINT: on the board, 1 is best; null: not ranked
--   look_on DATE: the day on which the newest board was seen; of several snapshots of a shop that day the last counts
--   units_low BIGINT: units in 30 days, low end
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
-- The shop of the answer is chosen after the shares are computed.
WITH seen AS (
    SELECT platform, category, observed_at::DATE AS look_on, shop_key,
           max({'seen': observed_at, 'rank': rank, 'shop_name': shop_name, 'role': role,
                'units_low': sales_low, 'units_high': sales_high, 'amount_low': amount_low, 'amount_high': amount_high,
                'currency': currency, 'batch_id': batch_id, 'source_row': source_row}) AS last
    FROM shop_snapshot
    WHERE standing
      AND ($since::TIMESTAMP IS NULL OR observed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
    GROUP BY platform, category, look_on, shop_key
)
SELECT s.platform, s.category, s.look_on, s.shop_key, s.last.shop_name, s.last.role, s.last.rank,
       s.last.units_low, s.last.units_high, s.last.amount_low::DOUBLE AS amount_low,
       s.last.amount_high::DOUBLE AS amount_high, s.last.currency, s.last.seen AS observed_at,
       b.document, s.last.source_row,
       $shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR coalesce(s.last.shop_name = $shop::VARCHAR, false) AS is_told
FROM seen s JOIN batch b ON b.batch_id = s.last.batch_id
QUALIFY s.look_on = max(s.look_on) OVER (PARTITION BY s.platform, s.category)
ORDER BY s.platform, s.category, s.last.rank NULLS LAST, s.last.shop_name, s.shop_key
