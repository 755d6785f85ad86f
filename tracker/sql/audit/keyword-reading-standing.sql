-- audit: keyword-reading-standing
-- finds: keys of keyword_reading of whose rows not exactly one stands
SELECT source, platform, keyword, metric, since, until, region, seed, count(*) FILTER (standing) AS standing_rows, count(*) AS kept_rows
FROM keyword_reading
GROUP BY source, platform, keyword, metric, since, until, region, seed
HAVING count(*) FILTER (standing) <> 1
