-- audit: listing-snapshot-standing
-- finds: keys of listing_snapshot of whose rows not exactly one stands
SELECT platform, listing_key, variant_key, observed_at, count(*) FILTER (standing) AS standing_rows, count(*) AS kept_rows
FROM listing_snapshot
GROUP BY platform, listing_key, variant_key, observed_at
HAVING count(*) FILTER (standing) <> 1
