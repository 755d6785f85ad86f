-- audit: own-sales-batch
-- finds: rows of own_sales whose batch is unknown or undone
SELECT s.batch_id, count(*) AS fact_rows
FROM own_sales s LEFT JOIN batch b ON b.batch_id = s.batch_id
WHERE b.batch_id IS NULL OR b.undone_at IS NOT NULL
GROUP BY s.batch_id
