-- question: decisions
-- answers: What did we change on our listings, and what was seen of each just before and just after?
-- grain: decision_id
-- choices: kind = title, price, other
-- parameters:
--   since TIMESTAMP: decisions at or after it; null: from the beginning
--   until TIMESTAMP: decisions before it; null: to the end
--   as_of TIMESTAMP: decisions made and observations made up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   kind VARCHAR: title, price or other; null: all
-- columns:
--   decision_id BIGINT: ascending in the order in which they were written down
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: as it was said; nothing may have been seen of it
--   category VARCHAR: the operator's category of the listing, as last seen; null: not seen or not said
--   shop_key VARCHAR: the platform's id of the shop, else its folded name; as last seen
--   shop_name VARCHAR: as last written
--   title VARCHAR: as last written
--   kind VARCHAR: what was changed: title, price or other
--   changed_at TIMESTAMP: when, market's wall time; midnight: the day is known, not the hour
--   said_before VARCHAR: the old title or price as the user says it; null: not said
--   said_after VARCHAR: the new one as the user says it
--   note VARCHAR: the user's own words
--   title_before VARCHAR: the title last seen before the change; null: none seen
--   title_before_at TIMESTAMP: when it was seen
--   title_after VARCHAR: the title first seen after the change; null: none seen yet
--   title_after_at TIMESTAMP: when it was seen
--   price_before_low DECIMAL(18,4): the asked price last seen before the change, of the cheapest variant
--   price_before_high DECIMAL(18,4): of the dearest variant; null with a low end: open
--   currency_before VARCHAR: ISO 4217; null: unknown
--   price_before_at TIMESTAMP: when it was seen
--   price_after_low DECIMAL(18,4): the asked price first seen after the change, of the cheapest variant
--   price_after_high DECIMAL(18,4): of the dearest variant; null with a low end: open
--   currency VARCHAR: ISO 4217; null: unknown
--   price_after_at TIMESTAMP: when it was seen
--   seen VARCHAR: whether the observations show the change: seen; not-yet (nobody looked since); unchanged (somebody looked since, and it was as before); no-baseline (nobody looked before); not-compared (kind other)
--   seen_at TIMESTAMP: the first look that shows another title or price than before; null: none does
--   is_as_said BOOLEAN: that look, or else the first one after the change, shows what said_after says; null: not said, no such look, or a price that is no number
--   document_before VARCHAR: name of the document of the row last seen before the change, that tells the title; of kind price the price
--   source_row_before BIGINT: its row, from 1
--   document VARCHAR: name of the document of the row that shows the change, or else was first seen after it
--   source_row BIGINT: its row, from 1
-- A look or decision at midnight is of a day without an hour, and can lie anywhere in it; others in their minute. Before
-- are looks that surely were before the change, after those that surely were after it; the rest may still show it first.
WITH said AS (
    SELECT decision_id, platform, listing_key, kind, changed_at, before_text, after_text, note,
           CASE WHEN changed_at = date_trunc('day', changed_at) THEN changed_at + INTERVAL 1 DAY
                ELSE changed_at + INTERVAL 1 MINUTE END AS changed_by
    FROM decision
    WHERE ($since::TIMESTAMP IS NULL OR changed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR changed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR changed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
      AND ($kind::VARCHAR IS NULL OR kind = $kind::VARCHAR)
), look AS MATERIALIZED (
    SELECT platform, listing_key, observed_at AS looked_at,
           CASE WHEN observed_at = date_trunc('day', observed_at) THEN observed_at + INTERVAL 1 DAY
                ELSE observed_at + INTERVAL 1 MINUTE END AS seen_by,
           min({'variant_key': variant_key, 'title': title, 'batch_id': batch_id, 'source_row': source_row})
               FILTER (title IS NOT NULL) AS titled,
           min({'low': price_low, 'batch_id': batch_id, 'source_row': source_row, 'currency': currency})
               FILTER (price_low IS NOT NULL) AS priced,
           CASE WHEN bool_and(price_high IS NOT NULL) FILTER (price_low IS NOT NULL) THEN max(price_high) END AS high,
           min({'variant_key': variant_key, 'category': category, 'shop_key': shop_key, 'shop_name': shop_name,
                'title': title}) AS named
    FROM listing_snapshot
    SEMI JOIN said USING (platform, listing_key)
    WHERE standing
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, listing_key, observed_at
), sided AS (
    SELECT d.decision_id, d.kind, l.*, l.seen_by <= d.changed_at AS is_before, l.looked_at >= d.changed_by AS is_after
    FROM said d
    JOIN look l ON l.platform = d.platform AND l.listing_key = d.listing_key
), around AS (
    SELECT decision_id, max({'at': looked_at, 'named': named})['named'] AS named,
           max({'at': looked_at, 'row': titled}) FILTER (is_before AND titled IS NOT NULL) AS title_before,
           min({'at': looked_at, 'row': titled}) FILTER (is_after AND titled IS NOT NULL) AS title_after,
           max({'at': looked_at, 'row': priced, 'high': high}) FILTER (is_before AND priced IS NOT NULL) AS price_before,
           min({'at': looked_at, 'row': priced, 'high': high}) FILTER (is_after AND priced IS NOT NULL) AS price_after
    FROM sided
    GROUP BY decision_id
), shown AS (  -- the first look that shows another title, or another price
    SELECT s.decision_id,
           min({'at': s.looked_at, 'title': s.titled.title, 'low': s.priced.low, 'high': s.high,
                'batch_id': if(s.kind = 'price', s.priced.batch_id, s.titled.batch_id),
                'source_row': if(s.kind = 'price', s.priced.source_row, s.titled.source_row)}) AS first
    FROM sided s
    JOIN around a ON a.decision_id = s.decision_id
    WHERE NOT s.is_before
      AND (s.kind = 'title' AND s.titled.title <> a.title_before.row.title
           OR s.kind = 'price' AND s.priced IS NOT NULL AND a.price_before IS NOT NULL
              AND (s.priced.low <> a.price_before.row.low OR s.high IS DISTINCT FROM a.price_before.high
                   OR s.priced.currency IS DISTINCT FROM a.price_before.row.currency))
    GROUP BY s.decision_id
), told AS (
    SELECT d.*, a.* EXCLUDE (decision_id), f.first,
           if(d.kind = 'price', a.price_before.row.batch_id, a.title_before.row.batch_id) AS batch_before,
           if(d.kind = 'price', a.price_before.row.source_row, a.title_before.row.source_row) AS source_row_before,
           CASE WHEN f.first IS NOT NULL THEN f.first.batch_id
                WHEN d.kind = 'price' THEN a.price_after.row.batch_id ELSE a.title_after.row.batch_id END AS batch_after,
           CASE WHEN f.first IS NOT NULL THEN f.first.source_row
                WHEN d.kind = 'price' THEN a.price_after.row.source_row ELSE a.title_after.row.source_row END AS source_row,
           coalesce(f.first.title, a.title_after.row.title) AS title_shown,
           if(f.first IS NULL, a.price_after.row.low, f.first.low) AS low_shown,
           if(f.first IS NULL, a.price_after.high, f.first.high) AS high_shown
    FROM said d
    LEFT JOIN around a ON a.decision_id = d.decision_id
    LEFT JOIN shown f ON f.decision_id = d.decision_id
)
SELECT t.decision_id, t.platform, t.listing_key, t.named.category, t.named.shop_key, t.named.shop_name, t.named.title,
       t.kind, t.changed_at, t.before_text AS said_before, t.after_text AS said_after, t.note,
       t.title_before.row.title AS title_before, t.title_before.at AS title_before_at,
       t.title_after.row.title AS title_after, t.title_after.at AS title_after_at,
       t.price_before.row.low AS price_before_low, t.price_before.high AS price_before_high,
       t.price_before.row.currency AS currency_before, t.price_before.at AS price_before_at,
       t.price_after.row.low AS price_after_low, t.price_after.high AS price_after_high,
       t.price_after.row.currency AS currency, t.price_after.at AS price_after_at,
       CASE WHEN t.kind = 'other' THEN 'not-compared'
            WHEN t.first IS NOT NULL THEN 'seen'
            WHEN if(t.kind = 'price', t.price_before IS NULL, t.title_before IS NULL) THEN 'no-baseline'
            WHEN if(t.kind = 'price', t.price_after IS NULL, t.title_after IS NULL) THEN 'not-yet'
            ELSE 'unchanged' END AS seen,
       t.first.at AS seen_at,
       CASE t.kind WHEN 'title' THEN t.title_shown = t.after_text
                   WHEN 'price' THEN t.low_shown = TRY_CAST(t.after_text AS DECIMAL(18,4))
                                     AND t.high_shown IS NOT DISTINCT FROM t.low_shown END AS is_as_said,
       b.document AS document_before, t.source_row_before, c.document, t.source_row
FROM told t
LEFT JOIN batch b ON b.batch_id = t.batch_before
LEFT JOIN batch c ON c.batch_id = t.batch_after
WHERE ($category::VARCHAR IS NULL OR t.named.category = $category::VARCHAR)
  AND ($shop::VARCHAR IS NULL OR t.named.shop_key = $shop::VARCHAR OR t.named.shop_name = $shop::VARCHAR)
ORDER BY t.decision_id
