-- question: title-words
-- answers: Which words and runs of words do rivals' newest titles use, and what do those listings' counters show?
-- grain: platform, category, gram
-- computed: title_words
-- ranges: words = 1, 3; least = 1, 1000000
-- parameters:
--   since TIMESTAMP: listings last seen at or after it; null: from the beginning
--   until TIMESTAMP: what was seen before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
--   words BIGINT: runs of so many words alone, 1 to 3; null: of one, two and three
--   least BIGINT: rivals' listings that must use it, 1 to 1000000; null: 2
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   gram VARCHAR: one to three words that stand one behind the other, folded, separated by ' | '
--   word_count BIGINT: how many words it has
--   listing_count BIGINT: rivals' listings whose newest title uses it
--   shop_count BIGINT: shops of those listings
--   own_count BIGINT: our own listings whose newest title uses it: is_own, or of a shop whose newest role is own; they count nowhere else
--   sold_kind VARCHAR: the kind of counter that most rivals' listings of the platform and category have; null: none has one
--   sold_low BIGINT: sum of those counters (levels, not sales of a period), low end; null: no listing has one
--   sold_high BIGINT: its high end; null with a low end: open
--   sold_count BIGINT: rivals' listings with such a counter
--   uncounted_count BIGINT: rivals' listings without one, or with one of another kind
--   top_share DOUBLE: share of the titles of the ten best shops of the newest board that use it, 0 to 1; null: no title of them is known
--   top_count BIGINT: titles of those shops that are known
--   listing_key VARCHAR: an example: the listing whose counter shows most, else the first
--   title VARCHAR: its title as written
--   observed_at TIMESTAMP: when it was seen, market's wall time
--   document VARCHAR: name of the document
--   source_row BIGINT: row in the document, from 1
-- The newest row of a listing that has a title counts; of its variants the first one's title, and the largest ends of the
-- counter that they share. A title counts once, however often it uses a run. Rivals' listings are all but our own. Titles
-- are cut with what all keyword readings teach, whatever is asked for.
WITH newest AS (
    SELECT platform, listing_key, max(observed_at) AS observed_at
    FROM listing_snapshot
    WHERE standing AND title IS NOT NULL
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
    GROUP BY platform, listing_key
    HAVING $since::TIMESTAMP IS NULL OR max(observed_at) >= $since::TIMESTAMP
), moved AS (  -- seen later in another category or shop
    SELECT DISTINCT platform, listing_key
    FROM listing_snapshot s JOIN newest n USING (platform, listing_key)
    WHERE s.standing AND s.title IS NOT NULL AND s.observed_at > n.observed_at
      AND ($until::TIMESTAMP IS NULL OR s.observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR s.observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NOT NULL AND s.category IS DISTINCT FROM $category::VARCHAR
           OR $shop::VARCHAR IS NOT NULL AND s.shop_key IS DISTINCT FROM $shop::VARCHAR
              AND s.shop_name IS DISTINCT FROM $shop::VARCHAR)
), listing AS (
    SELECT s.platform, s.listing_key, s.observed_at,
           min({'variant': s.variant_key, 'category': s.category, 'shop_key': s.shop_key, 'shop_name': s.shop_name,
                'title': s.title, 'batch_id': s.batch_id, 'source_row': s.source_row}) AS first,
           arg_min(s.sold_kind, s.variant_key) FILTER (s.sold_low IS NOT NULL) AS sold_kind,
           max(s.sold_low) AS sold_low, bool_or(s.sold_low IS NOT NULL AND s.sold_high IS NULL) AS is_open,
           max(s.sold_high) AS sold_high, coalesce(bool_or(s.is_own), false) AS is_own
    FROM listing_snapshot s
    JOIN (FROM newest ANTI JOIN moved USING (platform, listing_key)) n
        ON n.platform = s.platform AND n.listing_key = s.listing_key AND n.observed_at = s.observed_at
    WHERE s.standing AND s.title IS NOT NULL
      AND ($platform::VARCHAR IS NULL OR s.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR s.shop_key = $shop::VARCHAR OR s.shop_name = $shop::VARCHAR)
    GROUP BY s.platform, s.listing_key, s.observed_at
), board AS (
    SELECT platform, category, shop_key, shop_name, rank, role, observed_at, batch_id, source_row
    FROM shop_snapshot
    WHERE standing
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
), own_shop AS (
    SELECT platform, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM board
    WHERE role IS NOT NULL
    GROUP BY platform, shop_key
    HAVING arg_max(role, (observed_at, batch_id, source_row)) = 'own'
), best AS (
    SELECT platform, category, shop_key, arg_max(shop_name, (observed_at, batch_id, source_row)) AS shop_name
    FROM (FROM board WHERE rank IS NOT NULL
          QUALIFY observed_at::DATE = max(observed_at::DATE) OVER (PARTITION BY platform, category))
    GROUP BY platform, category, shop_key
    HAVING arg_max(rank, (observed_at, batch_id, source_row)) <= 10
)
SELECT 'listing' AS kind, l.platform, l.first.category AS category, l.listing_key,
       coalesce(l.first.shop_key, l.first.shop_name) AS shop_key, l.first.title AS title, l.observed_at, l.sold_kind,
       l.sold_low, if(l.is_open, NULL, l.sold_high) AS sold_high,
       l.is_own OR EXISTS (FROM own_shop o WHERE o.platform = l.platform
           AND (o.shop_key = l.first.shop_key OR o.shop_name = l.first.shop_name)) AS is_own,
       EXISTS (FROM best b WHERE b.platform = l.platform AND b.category IS NOT DISTINCT FROM l.first.category
           AND (b.shop_key = l.first.shop_key OR b.shop_name = l.first.shop_name)) AS is_top,
       d.document, l.first.source_row AS source_row, NULL AS role, NULL AS is_whole,
       $words::BIGINT AS words, $least::BIGINT AS least  -- which the step reads
FROM listing l
JOIN batch d ON d.batch_id = l.first.batch_id
UNION ALL BY NAME
SELECT 'keyword' AS kind, keyword AS title
FROM keyword_reading
WHERE standing AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
GROUP BY keyword
UNION ALL BY NAME
SELECT 'word' AS kind, word AS title, role, is_whole
FROM word
ORDER BY kind, platform, category, listing_key, title
