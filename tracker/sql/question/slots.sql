-- question: slots
-- answers: At which hours of the week do we get many orders while few strong rivals' listings run out? Descriptive lore.
-- grain: platform, shop_key, category, weekday, hour
-- ranges: epsilon = 0.01, 1000
-- parameters:
--   as_of TIMESTAMP: only what had been observed up to this moment, corrections included; null: all
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category, of the rivals' listings; null: all of them, each category for itself
--   shop VARCHAR: shop_key or shop name of our own shop; null: all
--   epsilon DOUBLE: what is added to the number of rivals, so that none is no division by zero, 0.01 to 1000; null: 1
-- columns:
--   platform VARCHAR: platform slug
--   shop_key VARCHAR: our own shop
--   shop_name VARCHAR: as last written
--   category VARCHAR: the category of the rivals' listings
--   weekday BIGINT: 1 Monday to 7 Sunday
--   hour BIGINT: 0 to 23, begin of the hour in the market's wall time
--   demand_share DOUBLE: orders of such an hour over those of all told hours of the week, each by its mean
--   strong_count BIGINT: rivals' listings of the upper quarter by sold counter (of one kind) that were listed in this hour of the week
--   timed_count BIGINT: rivals' listings whose time of listing is known by the hour; the others tell nothing of slots
--   strong_total BIGINT: strong ones among them
--   score DOUBLE: 1000 × demand_share / (epsilon + strong_count); a label of lore, no forecast
--   rank BIGINT: by score, 1 is best; ties share a rank
--   week_count BIGINT: weeks of own orders behind the demand
--   slot_count BIGINT: hours of the week with own orders told, of 168
--   reason VARCHAR: what the score lacks; slots-missing: hours of the week without own orders told, no-listing-times: no rival's listing has a time
WITH told AS (
    SELECT platform, shop_key, shop_name, isodow(since)::BIGINT AS weekday, hour(since)::BIGINT AS hour, order_count, since
    FROM own_sales
    WHERE standing AND until - since = INTERVAL 1 HOUR AND order_count IS NOT NULL
      AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR platform = $platform::VARCHAR)
      AND ($shop::VARCHAR IS NULL OR shop_key = $shop::VARCHAR OR shop_name = $shop::VARCHAR)
), demand AS (
    SELECT platform, shop_key, weekday, hour, avg(order_count) AS mean FROM told GROUP BY platform, shop_key, weekday, hour
), whole AS (
    SELECT platform, shop_key, sum(mean) AS total, count(*) AS slot_count FROM demand GROUP BY platform, shop_key
), named AS (
    SELECT platform, shop_key, arg_max(shop_name, since) AS shop_name, count(DISTINCT date_trunc('week', since)) AS week_count
    FROM told GROUP BY platform, shop_key
), own AS (
    SELECT platform, shop_key, arg_max(shop_name, observed_at) AS shop_name
    FROM shop_snapshot
    WHERE standing AND role IS NOT NULL AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    GROUP BY platform, shop_key
    HAVING arg_max(role, observed_at) = 'own'
), moment AS (
    SELECT platform, listing_key, max(observed_at) AS observed_at,
           max(observed_at) FILTER (listed_at IS NOT NULL) AS told_at
    FROM listing_snapshot
    WHERE standing AND platform IN (SELECT DISTINCT platform FROM told)
      AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
      AND ($category::VARCHAR IS NULL OR category = $category::VARCHAR)
    GROUP BY platform, listing_key
), newest AS (
    SELECT platform, listing_key, min(s.category) AS category, min(s.shop_key) AS shop_key,
           min(s.shop_name) AS shop_name, max(s.sold_low) AS sold_low, min(s.sold_kind) AS sold_kind, coalesce(bool_or(s.is_own), false) AS is_own
    FROM listing_snapshot s JOIN moment USING (platform, listing_key, observed_at)
    WHERE s.standing AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    GROUP BY platform, listing_key
    HAVING bool_or(s.availability IS DISTINCT FROM 'delisted')
), put_on_sale AS (
    SELECT s.platform, s.listing_key, min(s.listed_at) AS listed_at
    FROM listing_snapshot s
    JOIN moment m ON m.platform = s.platform AND m.listing_key = s.listing_key AND m.told_at = s.observed_at
    WHERE s.standing AND ($category::VARCHAR IS NULL OR s.category = $category::VARCHAR)
    GROUP BY s.platform, s.listing_key
), rival AS (
    SELECT n.platform, n.category, p.listed_at, n.sold_low,
           n.sold_low >= quantile_cont(n.sold_low, 0.75) OVER (PARTITION BY n.platform, n.category, n.sold_kind) AS is_strong
    FROM newest n
    LEFT JOIN put_on_sale p ON p.platform = n.platform AND p.listing_key = n.listing_key
    WHERE NOT n.is_own
      AND NOT EXISTS (FROM own o WHERE o.platform = n.platform AND o.shop_key = n.shop_key)
      AND NOT EXISTS (FROM own o WHERE o.platform = n.platform AND o.shop_name = n.shop_name)
), timed AS (
    SELECT platform, category, isodow(listed_at)::BIGINT AS weekday, hour(listed_at)::BIGINT AS hour, coalesce(is_strong, false) AS is_strong
    FROM rival WHERE listed_at IS NOT NULL AND listed_at <> date_trunc('day', listed_at)
), market AS (
    SELECT r.platform, r.category, count(t.weekday) AS timed_count, count(*) FILTER (t.is_strong) AS strong_total
    FROM (SELECT DISTINCT platform, category FROM rival) r
    LEFT JOIN timed t ON t.platform = r.platform AND t.category IS NOT DISTINCT FROM r.category
    GROUP BY r.platform, r.category
), strong AS (
    SELECT platform, category, weekday, hour, count(*) AS strong_count FROM timed WHERE is_strong GROUP BY ALL
), scored AS (
    SELECT d.platform, d.shop_key, n.shop_name, m.category, d.weekday, d.hour, d.mean / nullif(w.total, 0) AS demand_share,
           coalesce(s.strong_count, 0) AS strong_count, m.timed_count, m.strong_total,
           CASE WHEN m.timed_count > 0
                THEN 1000 * d.mean / nullif(w.total, 0) / (coalesce($epsilon::DOUBLE, 1) + coalesce(s.strong_count, 0)) END AS score,
           n.week_count, w.slot_count
    FROM demand d JOIN whole w USING (platform, shop_key) JOIN named n USING (platform, shop_key)
    JOIN market m ON m.platform = d.platform
    LEFT JOIN strong s ON s.platform = d.platform AND s.category IS NOT DISTINCT FROM m.category
        AND s.weekday = d.weekday AND s.hour = d.hour
)
SELECT platform, shop_key, shop_name, category, weekday, hour, demand_share, strong_count, timed_count, strong_total, score,
       CASE WHEN score IS NOT NULL
            THEN rank() OVER (PARTITION BY platform, shop_key, category ORDER BY score DESC NULLS LAST) END AS rank,
       week_count, slot_count,
       CASE WHEN timed_count = 0 THEN 'no-listing-times' WHEN slot_count < 168 THEN 'slots-missing' END AS reason
FROM scored
ORDER BY platform, shop_key, category, weekday, hour
