-- audit: batch-unique
-- finds: batch ids that are used more than once
SELECT batch_id, count(*) AS times FROM batch GROUP BY batch_id HAVING count(*) > 1
