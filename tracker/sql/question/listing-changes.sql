-- question: listing-changes
-- answers: Which listings are new, not seen any more, back, out of stock or delisted, look by look?
-- grain: platform, category, list_name, shop_key, listing_key, day, change
-- parameters:
--   since TIMESTAMP: looks at or after it; what came before is still compared with; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   listing VARCHAR: listing_key; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   list_name VARCHAR: the list that was looked at; null: the listings of the shop
--   shop_key VARCHAR: the platform's id of the shop, else its folded name
--   shop_name VARCHAR: as last written
--   listing_key VARCHAR: the platform's id, else the address, else '~' and a hash of shop and title
--   title VARCHAR: as last written
--   day DATE: the look that shows the change, market's wall time
--   change VARCHAR: new: never seen before anywhere; joined: known from elsewhere, here for the first time; returned: back after looks without it; not-seen: it was in the look before and isn't in this one, which is not delisted; out-of-stock, back-in-stock, delisted, relisted: what the page says of it changed
--   previous_day DATE: the look compared with: the last one at this list or shop before
--   last_seen_on DATE: the last look before this one that saw the listing; null: none
--   looks_missed BIGINT: looks at this list or shop between the two that didn't see it
--   seen_count BIGINT: listings seen in this look
--   seen_before_count BIGINT: listings seen in the look compared with
--   availability VARCHAR: in_stock, out_of_stock, delisted in this look; null: not said, or not seen
--   observed_at TIMESTAMP: when it was seen in this look; null: not seen
--   document VARCHAR: name of the document of this look's row; null: not seen
--   source_row BIGINT: its row, from 1
--   document_before VARCHAR: name of the document of the row that last saw it before
--   source_row_before BIGINT: its row, from 1
-- A look is a day on which listings of that list, or where no list was named of that shop, were seen in the category.
-- Where nobody looked nothing is told; the first look is the baseline and tells no change. A listing is in stock where
-- one of its variants is; of a day the last snapshot counts. last = microseconds * 4 + 0 unknown, 1 delisted, 2 out of
-- stock, 3 in stock: one number that is the largest for the last snapshot.
WITH snapshot AS (
    SELECT platform, category, list_name, CASE WHEN list_name IS NULL THEN shop_key END AS scope, listing_key,
           observed_at::DATE AS day,
           max(epoch_us(observed_at) * 4 + CASE availability WHEN 'delisted' THEN 1 WHEN 'out_of_stock' THEN 2
                                                             WHEN 'in_stock' THEN 3 ELSE 0 END) AS last
    FROM listing_snapshot
    WHERE standing
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR list_name IS NOT NULL OR shop_key IN (
          SELECT shop_key FROM listing_snapshot WHERE shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR))
      AND ($listing::VARCHAR IS NULL OR list_name IS NOT NULL OR shop_key IS NULL OR shop_key IN (
          SELECT shop_key FROM listing_snapshot WHERE listing_key = $listing::VARCHAR))
    GROUP BY ALL
), look AS (
    SELECT platform, category, list_name, scope, day, count(*) AS seen_count, row_number() OVER at_it AS number,
           lag(day) OVER at_it AS previous_day, lag(count(*)) OVER at_it AS seen_before_count
    FROM snapshot
    GROUP BY platform, category, list_name, scope, day
    WINDOW at_it AS (PARTITION BY platform, category, list_name, scope ORDER BY day)
), listing AS (
    SELECT platform, category, list_name, scope, listing_key, min(day) AS first_day, max(day) AS final_day,
           count(*) AS look_count, min(last) AS first_last, max(last) AS final_last,
           min(last % 4) FILTER (last % 4 > 0) <> max(last % 4) FILTER (last % 4 > 0) AS is_changing
    FROM snapshot
    GROUP BY ALL
), numbered AS (
    SELECT s.*, f.number AS first, l.number AS final,
           look_count <= l.number - f.number OR coalesce(is_changing, false) AS is_eventful
    FROM listing s
    JOIN look f ON f.platform = s.platform AND f.category IS NOT DISTINCT FROM s.category AND f.day = s.first_day
               AND f.list_name IS NOT DISTINCT FROM s.list_name AND f.scope IS NOT DISTINCT FROM s.scope
    JOIN look l ON l.platform = s.platform AND l.category IS NOT DISTINCT FROM s.category AND l.day = s.final_day
               AND l.list_name IS NOT DISTINCT FROM s.list_name AND l.scope IS NOT DISTINCT FROM s.scope
), presence AS (
    SELECT s.platform, s.category, s.list_name, s.scope, s.listing_key, s.last, k.number
    FROM snapshot s
    JOIN numbered l ON l.is_eventful AND l.platform = s.platform AND l.category IS NOT DISTINCT FROM s.category
                   AND l.list_name IS NOT DISTINCT FROM s.list_name AND l.scope IS NOT DISTINCT FROM s.scope
                   AND l.listing_key = s.listing_key
    JOIN look k ON k.platform = s.platform AND k.category IS NOT DISTINCT FROM s.category AND k.day = s.day
               AND k.list_name IS NOT DISTINCT FROM s.list_name AND k.scope IS NOT DISTINCT FROM s.scope
), eventful AS (
    SELECT *, lag(number) OVER seen AS number_before, lag(last) OVER seen AS last_before,
           last_value(nullif(last % 4, 0) IGNORE NULLS) OVER (
               seen ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS state_before
    FROM presence
    WINDOW seen AS (PARTITION BY platform, category, list_name, scope, listing_key ORDER BY number)
), event AS (
    SELECT platform, category, list_name, scope, listing_key, first AS number, 'first' AS change, first_last AS last,
           NULL::BIGINT AS last_before, 0 AS looks_missed
    FROM numbered WHERE first > 1
    UNION ALL
    SELECT platform, category, list_name, scope, listing_key, final + 1, 'not-seen', NULL, final_last, 0
    FROM numbered WHERE final_last % 4 <> 1
    UNION ALL
    SELECT platform, category, list_name, scope, listing_key, number_before + 1, 'not-seen', NULL, last_before, 0
    FROM eventful WHERE number > number_before + 1 AND last_before % 4 <> 1
    UNION ALL
    SELECT platform, category, list_name, scope, listing_key, number, 'returned', last, last_before,
           number - number_before - 1
    FROM eventful WHERE number > number_before + 1
    UNION ALL
    SELECT platform, category, list_name, scope, listing_key, number,
           CASE last % 4 WHEN 1 THEN 'delisted' WHEN 2 THEN 'out-of-stock'
                         ELSE CASE state_before WHEN 1 THEN 'relisted' ELSE 'back-in-stock' END END,
           last, last_before, number - number_before - 1
    FROM eventful WHERE last % 4 > 0 AND last % 4 <> state_before
), dated AS (
    SELECT e.*, l.day, l.previous_day, l.seen_count, l.seen_before_count,
           make_timestamp(e.last // 4) AS observed_at, make_timestamp(e.last_before // 4) AS seen_before_at
    FROM event e
    JOIN look l ON l.platform = e.platform AND l.category IS NOT DISTINCT FROM e.category AND l.number = e.number
               AND l.list_name IS NOT DISTINCT FROM e.list_name AND l.scope IS NOT DISTINCT FROM e.scope
    WHERE ($since::TIMESTAMP IS NULL OR l.day >= $since::TIMESTAMP)
      AND ($listing::VARCHAR IS NULL OR e.listing_key = $listing::VARCHAR)
), evidence AS (
    SELECT s.platform, s.listing_key, s.category, s.list_name, s.observed_at,
           arg_min({'shop_key': s.shop_key, 'shop_name': s.shop_name, 'title': s.title, 'document': b.document,
                    'source_row': s.source_row}, s.variant_key) AS row
    FROM (SELECT DISTINCT platform, listing_key, unnest([observed_at, seen_before_at]) AS observed_at FROM dated) d
    JOIN listing_snapshot s USING (platform, listing_key, observed_at)
    JOIN batch b ON b.batch_id = s.batch_id
    WHERE s.standing
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    GROUP BY ALL
), earlier AS (
    SELECT d.platform, d.listing_key, d.day
    FROM dated d
    JOIN listing_snapshot s ON s.platform = d.platform AND s.listing_key = d.listing_key AND s.observed_at < d.day
    WHERE d.change = 'first' AND s.standing
    GROUP BY ALL
)
SELECT d.platform, d.category, d.list_name, coalesce(n, p).shop_key AS shop_key, coalesce(n, p).shop_name AS shop_name,
       d.listing_key, coalesce(n, p).title AS title, d.day,
       CASE WHEN d.change <> 'first' THEN d.change WHEN e.listing_key IS NULL THEN 'new' ELSE 'joined' END AS change,
       d.previous_day, d.seen_before_at::DATE AS last_seen_on, d.looks_missed, d.seen_count, d.seen_before_count,
       CASE d.last % 4 WHEN 1 THEN 'delisted' WHEN 2 THEN 'out_of_stock' WHEN 3 THEN 'in_stock' END AS availability,
       d.observed_at, n.document AS document, n.source_row AS source_row,
       p.document AS document_before, p.source_row AS source_row_before
FROM dated d
LEFT JOIN (SELECT * EXCLUDE (row), row AS n FROM evidence) now
    ON now.platform = d.platform AND now.listing_key = d.listing_key AND now.observed_at = d.observed_at
   AND now.category IS NOT DISTINCT FROM d.category AND now.list_name IS NOT DISTINCT FROM d.list_name
LEFT JOIN (SELECT * EXCLUDE (row), row AS p FROM evidence) old
    ON old.platform = d.platform AND old.listing_key = d.listing_key AND old.observed_at = d.seen_before_at
   AND old.category IS NOT DISTINCT FROM d.category AND old.list_name IS NOT DISTINCT FROM d.list_name
LEFT JOIN earlier e ON e.platform = d.platform AND e.listing_key = d.listing_key AND e.day = d.day
WHERE $shop::VARCHAR IS NULL OR coalesce(n, p).shop_key = $shop::VARCHAR OR coalesce(n, p).shop_name = $shop::VARCHAR
ORDER BY d.platform, d.category, d.list_name, shop_key, d.day, change, d.listing_key
