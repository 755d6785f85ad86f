-- question: keyword-similarity
-- answers: How alike are the keyword lists of two sources, and of two dates?
-- grain: comparison, source, platform, category, region, seed, until, other_source, other_platform, other_region, other_until
-- computed: keyword_similarity
-- parameters:
--   as_of TIMESTAMP: the lists that had ended by then; null: the newest
--   since TIMESTAMP: each list that ended after this is compared with the one before it; null: from the beginning, or the newest alone where until is null too
--   until TIMESTAMP: and that had ended by this; null: to the newest
--   platform VARCHAR: platform slug of the first list of the two; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all; of two sources the one that comes first by name
--   p DOUBLE: weight of a place over the one before it, 0.1 to 0.99; null: 0.9, so that the first ten places have 86 % of the weight
--   places BIGINT: first places of each list that are compared, 10 to 1000; null: 100
--   days_apart BIGINT: the newest lists of two sources are compared where they end at most so many days apart, 0 to 31; null: 7
-- ranges: p = 0.1, 0.99; places = 10, 1000; days_apart = 0, 31
-- columns:
--   comparison VARCHAR: over-time (a list and the one before it), between-sources (the newest lists of two)
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   category VARCHAR: the operator's category, the same of both lists
--   region VARCHAR: as the source spells it; null: none said
--   seed VARCHAR: the keyword whose related words were listed, the same of both; null: none
--   until TIMESTAMP: end of the list's period, not in it
--   other_source VARCHAR: the list compared with
--   other_platform VARCHAR: its platform
--   other_region VARCHAR: its region
--   other_until TIMESTAMP: end of its period
--   rbo DOUBLE: rank-biased overlap, 0 to 1, extrapolated from the places seen; null: see reason
--   rbo_low DOUBLE: where no place beyond those seen agrees
--   rbo_high DOUBLE: where all of them agree
--   depth BIGINT: places of the list that were compared
--   other_depth BIGINT: places of the other list that were compared
--   common_count BIGINT: keywords of these places in both, compared folded
--   common_share DOUBLE: common_count over the smaller depth
--   ordered_by VARCHAR: rank, or the metric by which the list is ordered, largest first; null: neither is told
--   other_ordered_by VARCHAR: likewise of the other list
--   tied_count BIGINT: keywords among the places that share their rank or value with another; they stand by spelling
--   other_tied_count BIGINT: likewise of the other list
--   list_count BIGINT: keywords of the list
--   other_list_count BIGINT: keywords of the other list
--   reason VARCHAR: why there is no overlap; null: there is one. no-order (a list tells neither ranks nor demand)
WITH preferred(metric, place) AS (
    -- as `weightings.demand` in reference/opportunity.toml
    VALUES ('search_popularity', 1), ('search_volume', 2), ('search_index', 3), ('search_heat', 4), ('interest', 5),
           ('impressions', 6), ('click_popularity', 7), ('search_volume_broad', 8), ('search_share', 9)
), standing AS (
    SELECT r.*
    FROM keyword_reading r
    WHERE r.standing
      AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
), told AS (
    SELECT source, platform, category, region, seed, until, metric, bool_or(rank IS NOT NULL) AS is_ranked,
           bool_or(value_low IS NOT NULL) AS has_values
    FROM standing
    GROUP BY source, platform, category, region, seed, until, metric
), ends AS (
    SELECT source, platform, category, region, seed, until,
           CASE WHEN bool_or(is_ranked) THEN 'rank' ELSE min_by(t.metric, o.place) FILTER (WHERE o.place IS NOT NULL AND has_values) END
               AS ordered_by
    FROM told t
    LEFT JOIN preferred o ON o.metric = t.metric
    GROUP BY source, platform, category, region, seed, until
), marked AS (
    SELECT *, lead(until) OVER list AS later, max(until) OVER (
               PARTITION BY source, platform, category, region, seed) AS newest
    FROM ends
    WINDOW list AS (PARTITION BY source, platform, category, region, seed ORDER BY until)
), kept AS (
    SELECT *, row_number() OVER (ORDER BY source, platform, category, region, seed, until) AS list,
           until = newest AS is_newest,
           CASE WHEN $since::TIMESTAMP IS NULL AND $until::TIMESTAMP IS NULL THEN until = newest
                ELSE ($since::TIMESTAMP IS NULL OR until > $since::TIMESTAMP)
                 AND ($until::TIMESTAMP IS NULL OR until <= $until::TIMESTAMP) END AS is_asked_for,
           CASE WHEN $since::TIMESTAMP IS NULL AND $until::TIMESTAMP IS NULL THEN coalesce(later = newest, false)
                ELSE coalesce(($since::TIMESTAMP IS NULL OR later > $since::TIMESTAMP)
                 AND ($until::TIMESTAMP IS NULL OR later <= $until::TIMESTAMP), false) END AS is_before_one
    FROM marked
), words AS (
    SELECT k.list, s.keyword,
           CASE WHEN any_value(k.ordered_by) = 'rank' THEN -min(s.rank)
                ELSE arg_max(s.value_low::DOUBLE, s.since) FILTER (WHERE s.metric = k.ordered_by) END AS worth
    FROM kept k
    JOIN standing s ON s.source = k.source AND s.until = k.until
        AND k.platform IS NOT DISTINCT FROM s.platform AND k.category IS NOT DISTINCT FROM s.category
        AND k.region IS NOT DISTINCT FROM s.region AND k.seed IS NOT DISTINCT FROM s.seed
    WHERE k.is_asked_for OR k.is_before_one OR k.is_newest
    GROUP BY k.list, s.keyword
), placed AS (
    SELECT list, keyword, worth, count(*) OVER (PARTITION BY list) AS list_count,
           row_number() OVER (PARTITION BY list ORDER BY worth DESC NULLS LAST, keyword) AS place
    FROM words
)
SELECT k.list, k.source, k.platform, k.category, k.region, k.seed, k.until, k.ordered_by, k.is_newest,
       k.is_asked_for, p.keyword, p.worth, p.list_count, $source::VARCHAR AS wanted,
       $platform::VARCHAR AS wanted_platform, $p::DOUBLE AS p,
       $days_apart::BIGINT AS days_apart
FROM placed p
JOIN kept k ON k.list = p.list
WHERE p.place <= coalesce($places::BIGINT, 100)
  AND (p.worth IS NOT NULL OR k.ordered_by IS NULL)  -- a keyword without rank or value has no place
ORDER BY p.list, p.place
