-- question: boards
-- answers: Who stands on each top-ten board, look by look, and who entered, left or moved?
-- grain: platform, category, day, shop_key
-- ranges: places = 1, 100
-- parameters:
--   since TIMESTAMP: looks at or after it; what came before still counts as history; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   places BIGINT: how many places a board has, 1 to 100; null: 10
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   day DATE: the day of this look, market's wall time; only days on which a rank was seen
--   shop_key VARCHAR: the platform's id, else the folded name
--   shop_name VARCHAR: as written in this look, or in the one before where the shop left
--   role VARCHAR: own, competitor, other, as said in that row; null: nobody said
--   rank BIGINT: place in this look, 1 is best; null: not among the places recorded
--   movement VARCHAR: first-look, entered, left, improved, worse, same; unknown: a look recorded too few places to tell
--   places_gained BIGINT: previous rank less this one: above 0 improved, below 0 worse; null: no two ranks
--   previous_day DATE: the look compared with, the board's last one before this; null: this is the first
--   previous_rank BIGINT: place in that look; null: not among the places recorded
--   look_number BIGINT: this board's looks up to this one
--   looks_on_board BIGINT: looks up to this one in which the shop was on the board
--   weeks_on_board BIGINT: calendar weeks, from Monday, in which it was seen on the board
--   streak BIGINT: looks in a row, this one the last; 0: it left
--   first_on DATE: the first look in which it was on the board
--   best_rank BIGINT: its best place up to this look
--   place_count BIGINT: shops on the board in this look
--   depth BIGINT: places recorded without a hole, from rank 1 on
--   previous_depth BIGINT: likewise in the look before
--   observed_at TIMESTAMP: when the shop's rank was seen in this look; null: left
--   document VARCHAR: name of the document of this look's row; null: left
--   source_row BIGINT: its row, from 1
--   document_before VARCHAR: name of the document of the row in the look before
--   source_row_before BIGINT: its row, from 1
-- A look is a day on which ranks of that platform and category were seen; of several snapshots of a shop that day the
-- last with a rank counts. A shop that is missing has left only where the look recorded the place that it had, or all
-- places; a new one has entered only where the look before recorded the place that it has now, or all places.
WITH asked AS (
    SELECT DISTINCT platform, category FROM shop_snapshot
    WHERE $shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR
), snapshot AS (
    SELECT s.platform, s.category, observed_at::DATE AS day, shop_key, arg_max(s, s.observed_at) AS row
    FROM shop_snapshot s JOIN asked a ON a.platform = s.platform AND a.category IS NOT DISTINCT FROM s.category
    WHERE standing AND rank IS NOT NULL
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    GROUP BY ALL
), ranked AS (
    SELECT s.platform, s.category, s.day, s.shop_key, s.row.shop_name AS shop_name, s.row.role AS role,
           s.row.rank AS rank, s.row.observed_at AS observed_at, b.document, s.row.source_row AS source_row,
           row_number() OVER (PARTITION BY s.platform, s.category, s.day ORDER BY s.row.rank, s.shop_key) AS place
    FROM snapshot s JOIN batch b ON b.batch_id = s.row.batch_id
    WHERE s.row.rank <= coalesce($places::BIGINT, 10)
), look AS (
    SELECT platform, category, day, count(*) AS place_count,
           coalesce(min(place) FILTER (rank > place) - 1, count(*)) AS depth,
           row_number() OVER board AS look_number, lag(day) OVER board AS previous_day,
           lag(coalesce(min(place) FILTER (rank > place) - 1, count(*))) OVER board AS previous_depth
    FROM ranked GROUP BY platform, category, day
    WINDOW board AS (PARTITION BY platform, category ORDER BY day)
), counted AS (
    SELECT r.*, l.look_number, row_number() OVER so_far AS looks_on_board,
           count(DISTINCT date_trunc('week', r.day)) OVER so_far AS weeks_on_board,
           first_value(r.day) OVER so_far AS first_on, min(r.rank) OVER so_far AS best_rank
    FROM ranked r JOIN look l ON l.platform = r.platform AND l.category IS NOT DISTINCT FROM r.category AND l.day = r.day
    WINDOW so_far AS (PARTITION BY r.platform, r.category, r.shop_key ORDER BY r.day)
), on_board AS (
    SELECT *, row_number() OVER (
        PARTITION BY platform, category, shop_key, look_number - looks_on_board ORDER BY day) AS streak
    FROM counted
), stood AS (
    SELECT l.platform, l.category, l.day, l.look_number, l.place_count, l.depth, l.previous_day, l.previous_depth,
           coalesce(n.shop_key, p.shop_key) AS shop_key, n, p
    FROM look l
    JOIN on_board n ON n.platform = l.platform AND n.category IS NOT DISTINCT FROM l.category AND n.day = l.day
    LEFT JOIN on_board p ON p.platform = l.platform AND p.category IS NOT DISTINCT FROM l.category
                        AND p.day = l.previous_day AND p.shop_key = n.shop_key
    UNION ALL
    SELECT l.platform, l.category, l.day, l.look_number, l.place_count, l.depth, l.previous_day, l.previous_depth,
           p.shop_key, NULL, p
    FROM look l
    JOIN on_board p ON p.platform = l.platform AND p.category IS NOT DISTINCT FROM l.category
                   AND p.day = l.previous_day
    WHERE NOT EXISTS (
        FROM on_board n
        WHERE n.platform = l.platform AND n.category IS NOT DISTINCT FROM l.category AND n.day = l.day
          AND n.shop_key = p.shop_key)
)
SELECT platform, category, day, shop_key, coalesce(n.shop_name, p.shop_name) AS shop_name,
       CASE WHEN n.rank IS NULL THEN p.role ELSE n.role END AS role, n.rank AS rank,
       CASE WHEN previous_day IS NULL THEN 'first-look'
            WHEN n.rank IS NULL THEN CASE WHEN depth >= p.rank THEN 'left' ELSE 'unknown' END
            WHEN p.rank IS NULL THEN CASE WHEN previous_depth >= n.rank THEN 'entered' ELSE 'unknown' END
            WHEN n.rank < p.rank THEN 'improved' WHEN n.rank > p.rank THEN 'worse' ELSE 'same' END AS movement,
       p.rank - n.rank AS places_gained, previous_day, p.rank AS previous_rank, look_number,
       coalesce(n.looks_on_board, p.looks_on_board) AS looks_on_board,
       coalesce(n.weeks_on_board, p.weeks_on_board) AS weeks_on_board, coalesce(n.streak, 0) AS streak,
       coalesce(n.first_on, p.first_on) AS first_on, coalesce(n.best_rank, p.best_rank) AS best_rank,
       place_count, depth, previous_depth, n.observed_at AS observed_at, n.document AS document,
       n.source_row AS source_row, p.document AS document_before, p.source_row AS source_row_before
FROM stood
WHERE ($since::TIMESTAMP IS NULL OR day >= $since::TIMESTAMP)
  AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR coalesce(n.shop_name, p.shop_name) = $shop::VARCHAR)
ORDER BY platform, category, day, n.rank NULLS LAST, p.rank, shop_key
