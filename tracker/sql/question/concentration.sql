-- question: concentration
-- answers: How concentrated are the sales of the shops recorded, look by look?
-- grain: platform, category, look_on, measure, currency
-- computed: concentration
-- parameters:
--   since TIMESTAMP: boards seen at or after it; null: from the beginning
--   until TIMESTAMP: boards seen before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   look_on DATE: the day on which the board was seen; of several snapshots of a shop that day the last counts
--   measure VARCHAR: units or amount, in 30 days
--   currency VARCHAR: of amounts, ISO 4217; null: unknown, or units
--   hhi_low DOUBLE: Herfindahl-Hirschman index of the shops recorded, 0 to 10,000 points, at least
--   hhi_high DOUBLE: at most
--   hhi_is_outer BOOLEAN: the highest HHI lies at hhi_high or below; otherwise it is reached
--   cr4_low DOUBLE: share of the four largest of the shops recorded together, 0 to 1, at least
--   cr4_high DOUBLE: at most
--   shop_count BIGINT: shops on the board
--   known_count BIGINT: of them, shops whose numbers are known: the shops that shares are of
--   open_count BIGINT: of these, shops whose numbers have no high end
--   sum_low DOUBLE: what they sold together, units or currency, low end
--   sum_high DOUBLE: its high end; null with a low end: open
--   reason VARCHAR: why there is no number: too-few (less than two shops known), none-sold (nobody sold any); null
--   first_at TIMESTAMP: first observation of the board that day
--   last_at TIMESTAMP: last observation that day
--   document VARCHAR: name of a document that tells it
--   source_row BIGINT: the row of its first shop, from 1
-- Each shop and its share of the newest board: sales-shares. Amounts of different currencies are rows of their own.
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
), told AS (
    SELECT platform, category, look_on, shop_key, last.seen, 'units' AS measure, NULL::VARCHAR AS currency,
           last.units_low::DOUBLE AS low, last.units_high::DOUBLE AS high, last.rank, last.batch_id, last.source_row
    FROM seen
    UNION ALL
    SELECT platform, category, look_on, shop_key, last.seen, 'amount', last.currency,
           last.amount_low::DOUBLE, last.amount_high::DOUBLE, last.rank, last.batch_id, last.source_row
    FROM seen
    WHERE last.amount_low IS NOT NULL
)
SELECT t.platform, t.category, t.look_on, t.measure, t.currency, t.low, t.high, t.seen, b.document, t.source_row,
       dense_rank() OVER (ORDER BY t.platform, t.category, t.look_on, t.measure, t.currency) AS board,
       (SELECT count(*) FROM seen s WHERE s.platform = t.platform AND s.look_on = t.look_on
        AND s.category IS NOT DISTINCT FROM t.category) AS shop_count
FROM told t JOIN batch b ON b.batch_id = t.batch_id
ORDER BY board, t.rank NULLS LAST, t.shop_key
