-- question: listing-slots
-- answers: At which hours of the week were rivals' and own listings put on sale, and when do their terms end by lore?
-- grain: platform, category, owner, event, weekday, hour, sold_kind
-- computed: listing_slots
-- parameters:
--   since TIMESTAMP: only listings whose time of listing was last seen at or after it; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   shop VARCHAR: shop_key or shop name; null: all
-- columns:
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   owner VARCHAR: own or rival
--   event VARCHAR: listed: put on sale; term-ends: by lore taken down and put up again, only on platforms that have such lore
--   weekday BIGINT: 1 Monday to 7 Sunday, market's wall time
--   hour BIGINT: 0 to 23, begin of the hour; null: the time was told as a day alone (00:00 sharp counts as that)
--   sold_kind VARCHAR: what the counters count; different kinds are never added; null: listings without a counter
--   listing_count BIGINT: listings of this slot and kind of counter
--   share DOUBLE: of the owner's listings whose hour is known, all kinds of counter; null: the hour isn't known
--   sold_low BIGINT: sum of their counters' low ends, units; a level, not the sales of a period
--   sold_high BIGINT: sum of the high ends; null with a low end: at least one is open
--   open_count BIGINT: listings whose counter has no high end
--   timed_count BIGINT: the owner's listings whose hour is known, in this platform and category
--   day_only_count BIGINT: those of which the day alone is known
--   untold_count BIGINT: those seen without any time of listing
--   term_days BIGINT: days of the term by lore; null: listed
--   confidence VARCHAR: of the lore: A told by the platform, B in use by several tools, C assumed; null: listed
--   listing_keys VARCHAR: the listings, space-separated
--   first_seen_at TIMESTAMP: earliest of the snapshots that told the time of listing
--   last_seen_at TIMESTAMP: latest of them
-- Each listing counts once, as the newest snapshot told it that has a time of listing; one that its newest snapshot says
-- is delisted is left out. Own: is_own, or the shop's newest role is own. Variants share a counter: the largest ends
-- count.
WITH role AS (
    SELECT platform, shop_key, arg_max(shop_name, observed_at) AS shop_name
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
    HAVING arg_max(role, observed_at) = 'own'
), newest AS (
    SELECT platform, category, listing_key, max(observed_at) FILTER (listed_at IS NOT NULL) AS told_at,
           max(observed_at) AS observed_at,
           max(observed_at) FILTER (availability IS DISTINCT FROM 'delisted') AS offered_at
    FROM listing_snapshot
    WHERE standing
      AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
    GROUP BY ALL
), listing AS (
    SELECT s.platform, s.category, s.listing_key, n.told_at, max(s.listed_at) AS listed_at,
           arg_min(s.shop_key, s.variant_key) AS shop_key, arg_min(s.shop_name, s.variant_key) AS shop_name,
           coalesce(bool_or(s.is_own), false) AS is_own, arg_min(s.sold_kind, s.variant_key) AS sold_kind,
           max(s.sold_low) AS sold_low,
           max(coalesce(s.sold_high, 9223372036854775807)) FILTER (s.sold_low IS NOT NULL) AS sold_high
    FROM newest n
    JOIN listing_snapshot s ON s.platform = n.platform AND s.category IS NOT DISTINCT FROM n.category
                           AND s.listing_key = n.listing_key AND s.observed_at = coalesce(n.told_at, n.observed_at)
    WHERE s.standing AND n.offered_at = n.observed_at
      AND ($since::TIMESTAMP IS NULL OR s.observed_at >= $since::TIMESTAMP)
      AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    GROUP BY s.platform, s.category, s.listing_key, n.told_at
), owned AS (
    SELECT l.platform, l.category, l.listing_key, l.told_at, l.sold_kind,
           CASE WHEN l.is_own OR EXISTS (
               FROM role r WHERE r.platform = l.platform AND r.shop_key = l.shop_key) OR EXISTS (
               FROM role r WHERE r.platform = l.platform AND r.shop_name = l.shop_name)
               THEN 'own' ELSE 'rival' END AS owner,
           isodow(l.listed_at)::BIGINT AS weekday,
           CASE WHEN l.listed_at <> date_trunc('day', l.listed_at) THEN hour(l.listed_at) END AS hour,
           CASE WHEN l.sold_kind IS NOT NULL THEN l.sold_low END AS sold_low,
           CASE WHEN l.sold_kind IS NOT NULL THEN l.sold_high END AS sold_high
    FROM listing l
), counted AS (
    SELECT platform, category, owner, count(hour) AS timed_count,
           count(*) FILTER (weekday IS NOT NULL AND hour IS NULL) AS day_only_count,
           count(*) FILTER (weekday IS NULL) AS untold_count
    FROM owned GROUP BY ALL
)
SELECT o.platform, o.category, o.owner, o.weekday, o.hour, o.sold_kind, count(*) AS listing_count,
       CASE WHEN o.hour IS NOT NULL THEN count(*) / c.timed_count END AS share,
       sum(o.sold_low)::BIGINT AS sold_low,
       CASE WHEN max(o.sold_high) < 9223372036854775807 THEN sum(o.sold_high)::BIGINT END AS sold_high,
       count(*) FILTER (o.sold_high = 9223372036854775807) AS open_count,
       c.timed_count, c.day_only_count, c.untold_count,
       string_agg(o.listing_key, ' ' ORDER BY o.listing_key) AS listing_keys,
       min(o.told_at) AS first_seen_at, max(o.told_at) AS last_seen_at
FROM owned o
JOIN counted c ON c.platform = o.platform AND c.category IS NOT DISTINCT FROM o.category AND c.owner = o.owner
WHERE o.weekday IS NOT NULL
GROUP BY o.platform, o.category, o.owner, o.weekday, o.hour, o.sold_kind, c.timed_count, c.day_only_count,
         c.untold_count
ORDER BY o.platform, o.category, o.owner, o.weekday, o.hour NULLS LAST, o.sold_kind NULLS LAST
