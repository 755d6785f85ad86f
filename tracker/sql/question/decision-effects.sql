-- question: decision-effects
-- answers: How did sales, price, reviews and place of a listing stand before and after we changed it?
-- grain: decision_id, measure
-- computed: decision_effects
-- choices: kind = title, price, other
-- ranges: days = 3, 90
-- parameters:
--   since TIMESTAMP: decisions at or after it; null: from the beginning
--   until TIMESTAMP: decisions before it; null: to the end
--   as_of TIMESTAMP: decisions made and observations made up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
--   kind VARCHAR: title, price or other; null: all
--   days BIGINT: length of the time before and of the time after, 3 to 90; null: 14
-- columns:
--   decision_id BIGINT: as in decisions
--   measure VARCHAR: units (a day, of the sold counter), price (cheapest, after coupon), reviews (gained a day), position (in the list list_name; 1 is best), own-units and own-orders (of the whole shop, a day)
--   platform VARCHAR: platform slug
--   listing_key VARCHAR: as it was said
--   category VARCHAR: the operator's category of the listing, as last seen; null: not seen or not said
--   shop_key VARCHAR: the platform's id of the shop, else its folded name; as last seen
--   shop_name VARCHAR: as last written
--   title VARCHAR: as last written
--   kind VARCHAR: what was changed: title, price or other
--   changed_at TIMESTAMP: when, market's wall time; midnight: the day is known, not the hour
--   days BIGINT: length of each side that was asked for
--   verdict VARCHAR: better or worse (of price: higher or lower): ranges and interval leave no doubt; same: both are exact and equal; open: the ranges overlap, or the interval holds 1; too-early: less than so many days were observed since; no-baseline: nothing to compare with; not-observed: nothing of the time after
--   before_low DOUBLE: value before, at least; null: none
--   before_high DOUBLE: at most; null with a low end: open
--   after_low DOUBLE: value after, at least; null: none
--   after_high DOUBLE: at most; null with a low end: open
--   ratio_low DOUBLE: after over before, at least
--   ratio_high DOUBLE: at most; null with a low end: open
--   interval_low DOUBLE: 95 % interval of the ratio, given chance: of own sales how much days differ, of counters what chance does at least; null: of price and position, or a side has no value
--   interval_high DOUBLE: its high end; null with a low end: open
--   unit VARCHAR: per-day, place, or the currency of a price; null: unknown
--   sold_kind VARCHAR: of units, what the counter counts
--   window_days BIGINT: of units, the counter's window in days; 0: since the listing began; null: not of units, or unknown
--   confidence VARCHAR: of that window: A told by the platform or the word, B used by several tools, C assumed
--   list_name VARCHAR: of position, the list
--   before_since TIMESTAMP: begin of what the value before rests on: a look, a window, or a day
--   before_until TIMESTAMP: its end
--   after_since TIMESTAMP: begin of what the value after rests on
--   after_until TIMESTAMP: its end
--   days_before DOUBLE: of counters the days from before_since to before_until; else the days with a look or a number
--   days_after DOUBLE: likewise after
--   confounded_count BIGINT: other decisions on the listing (own sales: on the shop's listings) in the same time
--   events VARCHAR: shopping events of the calendar whose days fall into the time, slugs as in calendar; null: none
--   reason VARCHAR: more of no number or no verdict: counter-fell, reviews-fell, window-unknown, too-few (looks or days), mixed-currency, zero-before (no ratio), chance (the ranges differ, and chance alone may explain it); null: nothing more
--   document_before VARCHAR: name of the document that tells the end of the time before
--   source_row_before BIGINT: row in it, from 1
--   document VARCHAR: name of the document that tells the end of the time after
--   source_row BIGINT: row in it, from 1
-- Nothing here says that the change was the cause. Gathered: every reading that may stand on either side, beside its
-- decision; one row without a reading for each decision. Of a look or decision without an hour only the day is known.
WITH whole AS (
    SELECT decision_id, platform, listing_key, kind, changed_at,
           CASE WHEN changed_at = date_trunc('day', changed_at) THEN changed_at + INTERVAL 1 DAY
                ELSE changed_at + INTERVAL 1 MINUTE END AS changed_by
    FROM decision
    WHERE ($as_of::TIMESTAMP IS NULL OR changed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
), last_look AS MATERIALIZED (
    SELECT s.platform, s.listing_key, max(s.observed_at) AS observed_at
    FROM listing_snapshot s
    SEMI JOIN whole w ON w.platform = s.platform AND w.listing_key = s.listing_key
    WHERE s.standing AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
    GROUP BY s.platform, s.listing_key
), named AS (
    SELECT s.platform, s.listing_key,
           min({'variant_key': s.variant_key, 'category': s.category, 'shop_key': s.shop_key, 'shop_name': s.shop_name,
                'title': s.title}) AS last
    FROM last_look l
    JOIN listing_snapshot s ON s.platform = l.platform AND s.listing_key = l.listing_key AND s.observed_at = l.observed_at
    WHERE s.standing
    GROUP BY s.platform, s.listing_key
), placed AS MATERIALIZED (
    SELECT w.*, n.last.category, n.last.shop_key, n.last.shop_name, n.last.title
    FROM whole w
    LEFT JOIN named n ON n.platform = w.platform AND n.listing_key = w.listing_key
), said AS MATERIALIZED (
    SELECT *, changed_at - to_days(2 * coalesce($days::BIGINT, 14)::INTEGER + 31) AS earliest,
           changed_by + to_days(2 * coalesce($days::BIGINT, 14)::INTEGER + 31) AS latest
    FROM placed
    WHERE ($since::TIMESTAMP IS NULL OR changed_at >= $since::TIMESTAMP)
      AND ($until::TIMESTAMP IS NULL OR changed_at < $until::TIMESTAMP)
      AND ($listing::VARCHAR IS NULL OR listing_key = $listing::VARCHAR)
      AND ($kind::VARCHAR IS NULL OR kind = $kind::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
), snapshot AS MATERIALIZED (
    SELECT d.decision_id, s.observed_at, s.sold_kind, s.sold_low, s.sold_high, s.review_low, s.review_high,
           least(s.price_low, s.price_coupon) AS price, s.currency, s.position, s.list_name, s.batch_id, s.source_row
    FROM said d
    JOIN listing_snapshot s ON s.platform = d.platform AND s.listing_key = d.listing_key
                           AND s.observed_at BETWEEN d.earliest AND d.latest
    WHERE s.standing AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
), newest AS (
    SELECT platform, max(observed_at) AS newest_at
    FROM listing_snapshot
    WHERE standing AND platform IN (SELECT platform FROM said)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform
), own_hour AS (
    SELECT o.platform, o.shop_key, o.since::DATE AS day, o.until - o.since >= INTERVAL 1 DAY AS is_whole, o.unit_count,
           o.order_count, o.batch_id, o.source_row
    FROM own_sales o
    WHERE o.standing
      AND (o.platform, o.shop_key) IN (
          SELECT (d.platform, w.shop_key)
          FROM said d
          JOIN own_sales w ON w.platform = d.platform AND (w.shop_key = d.shop_key OR w.shop_name = d.shop_name))
      AND ($as_of::TIMESTAMP IS NULL OR o.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
), own_day AS (  -- what the day's own row says, else the sum of its hours: a lower end unless all 24 are told
    SELECT platform, shop_key, day::TIMESTAMP AS at,
           {'measure': 'own-units', 'low': coalesce(sum(unit_count) FILTER (is_whole), sum(unit_count)),
            'is_exact': coalesce(bool_or(is_whole) FILTER (unit_count IS NOT NULL), false)
                        OR count(unit_count) = 24} AS units,
           {'measure': 'own-orders', 'low': coalesce(sum(order_count) FILTER (is_whole), sum(order_count)),
            'is_exact': coalesce(bool_or(is_whole) FILTER (order_count IS NOT NULL), false)
                        OR count(order_count) = 24} AS orders,
           max({'batch_id': batch_id, 'source_row': source_row}) AS row
    FROM own_hour
    GROUP BY platform, shop_key, day
), own_shop AS (
    SELECT DISTINCT d.decision_id, o.platform, o.shop_key AS own_key
    FROM said d
    JOIN own_sales o ON o.standing AND o.platform = d.platform
                    AND (o.shop_key = d.shop_key OR o.shop_name = d.shop_name)
), reading AS (
    SELECT decision_id, 'units' AS measure, coalesce(sold_kind, 'unknown') AS series, observed_at AS at,
           max({'low': sold_low::DOUBLE, 'high': coalesce(sold_high::DOUBLE, 'infinity'), 'batch_id': batch_id,
                'source_row': source_row}) AS row
    FROM snapshot WHERE sold_low IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT decision_id, 'reviews', '', observed_at,
           max({'low': review_low::DOUBLE, 'high': coalesce(review_high::DOUBLE, 'infinity'), 'batch_id': batch_id,
                'source_row': source_row})
    FROM snapshot WHERE review_low IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT decision_id, 'price', coalesce(currency, ''), observed_at,
           min({'low': price::DOUBLE, 'high': price::DOUBLE, 'batch_id': batch_id, 'source_row': source_row})
    FROM snapshot WHERE price IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT decision_id, 'position', coalesce(list_name, ''), observed_at,
           min({'low': position::DOUBLE, 'high': position::DOUBLE, 'batch_id': batch_id, 'source_row': source_row})
    FROM snapshot WHERE position IS NOT NULL GROUP BY ALL
), sided AS (
    SELECT r.decision_id, r.measure, r.series, r.at, r.row.low, r.row.high, r.row.batch_id, r.row.source_row
    FROM reading r
    UNION ALL
    SELECT s.decision_id, m.measure, o.shop_key, o.at, m.low::DOUBLE,
           if(m.is_exact, m.low::DOUBLE, 'infinity'::DOUBLE), o.row.batch_id, o.row.source_row
    FROM own_shop s
    JOIN said d ON d.decision_id = s.decision_id
    JOIN own_day o ON o.platform = s.platform AND o.shop_key = s.own_key,
         LATERAL (SELECT unnest([o.units, o.orders], recursive := true)) m
    WHERE m.low IS NOT NULL AND o.at BETWEEN d.earliest AND d.latest
    UNION ALL
    SELECT decision_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM said
), own_newest AS (
    SELECT s.decision_id, max(o.at) + INTERVAL 1 DAY AS own_newest_at
    FROM own_shop s
    JOIN own_day o ON o.platform = s.platform AND o.shop_key = s.own_key
    GROUP BY s.decision_id
), other AS (
    SELECT d.decision_id,
           list(p.changed_at) FILTER (p.listing_key = d.listing_key) AS others, list(p.changed_at) AS shop_others
    FROM said d
    JOIN placed p ON p.decision_id <> d.decision_id AND p.platform = d.platform
                 AND (p.listing_key = d.listing_key OR p.shop_key = d.shop_key)
    GROUP BY d.decision_id
)
SELECT d.decision_id, d.platform, d.listing_key, d.category, d.shop_key, d.shop_name, d.title, d.kind, d.changed_at,
       d.changed_by, coalesce($days::BIGINT, 14) AS days, r.measure, r.series, r.at, r.low, r.high, b.document, r.source_row,
       n.newest_at, o.own_newest_at, CASE WHEN r.measure IS NULL THEN t.others END AS others,
       CASE WHEN r.measure IS NULL THEN t.shop_others END AS shop_others
FROM said d
JOIN sided r ON r.decision_id = d.decision_id
LEFT JOIN newest n ON n.platform = d.platform
LEFT JOIN own_newest o ON o.decision_id = d.decision_id
LEFT JOIN other t ON t.decision_id = d.decision_id
LEFT JOIN batch b ON b.batch_id = r.batch_id
ORDER BY d.decision_id, r.measure NULLS FIRST, r.series, r.at
