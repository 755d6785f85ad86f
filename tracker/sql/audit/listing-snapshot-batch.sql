-- audit: listing-snapshot-batch
-- finds: rows of listing_snapshot whose batch is unknown or undone
SELECT s.batch_id, count(*) AS fact_rows
FROM listing_snapshot s LEFT JOIN batch b ON b.batch_id = s.batch_id
WHERE b.batch_id IS NULL OR b.undone_at IS NOT NULL
GROUP BY s.batch_id
