-- question: board-similarity
-- answers: How alike are a board's consecutive looks, and the boards of two platforms?
-- grain: comparison, platform, category, day, other_platform, other_day
-- computed: board_similarity
-- parameters:
--   since TIMESTAMP: looks at or after it; what came before is still compared with; null: from the beginning
--   until TIMESTAMP: snapshots before it; null: to the end
--   as_of TIMESTAMP: only what had been seen up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   p DOUBLE: weight of a place over the one before it, 0.1 to 0.99; null: 0.9, the first ten have 86 % of the weight
--   places BIGINT: how many places a board has, 2 to 100; null: 10
--   days_apart BIGINT: how many days two platforms' looks may lie apart, 0 to 31; null: 3
-- columns:
--   comparison VARCHAR: over-time (with the same board's look before) or between-platforms
--   platform VARCHAR: platform slug
--   category VARCHAR: the operator's category; null: none said
--   day DATE: the look, market's wall time
--   other_platform VARCHAR: platform of the board compared with
--   other_day DATE: its look; between platforms the nearest one, the earlier of two as near
--   rbo DOUBLE: rank-biased overlap, 0 no shop in common to 1 the same ranking, extrapolated from the places compared
--   rbo_low DOUBLE: its lower end: behind the places compared nothing agrees
--   rbo_high DOUBLE: its upper end: behind them everything agrees
--   depth BIGINT: places compared: those recorded without a hole, from rank 1 on
--   other_depth BIGINT: likewise of the board compared with
--   common_count BIGINT: shops among the places compared of both
--   common_share DOUBLE: common shops over the smaller of the two depths
--   matched_by VARCHAR: how shops were matched: shop-key, or folded-name without the word for the shop's type
--   reason VARCHAR: why there is no number. no-first-place: a look lacks rank 1, so no place can be compared
-- RBO of Webber, Moffat and Zobel 2010 (doi 10.1145/1852102.1852106), equations 11, 30 and 32. What the step computes
-- with (p, places, days_apart) travels beside the rows.
SELECT platform, category, observed_at::DATE AS day, shop_key, arg_max(shop_name, observed_at) AS shop_name,
       arg_max(rank, observed_at) AS rank,
       ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
           AND ($since::TIMESTAMP IS NULL OR observed_at::DATE >= $since::TIMESTAMP) AS is_asked_for,
       $p::DOUBLE AS p, $places::BIGINT AS places, $days_apart::BIGINT AS days_apart
FROM shop_snapshot
WHERE standing AND rank IS NOT NULL
  AND ($until::TIMESTAMP IS NULL OR observed_at < $until::TIMESTAMP)
  AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
  AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
GROUP BY ALL
ORDER BY category, platform, day, rank, shop_key
