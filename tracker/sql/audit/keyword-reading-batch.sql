-- audit: keyword-reading-batch
-- finds: rows of keyword_reading whose batch is unknown or undone
SELECT s.batch_id, count(*) AS fact_rows
FROM keyword_reading s LEFT JOIN batch b ON b.batch_id = s.batch_id
WHERE b.batch_id IS NULL OR b.undone_at IS NOT NULL
GROUP BY s.batch_id
