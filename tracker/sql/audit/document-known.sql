-- audit: document-known
-- finds: batches whose document has no row, or more than one
SELECT b.batch_id, b.sha256, count(d.sha256) AS documents
FROM batch b LEFT JOIN document d ON d.sha256 = b.sha256
GROUP BY b.batch_id, b.sha256 HAVING count(d.sha256) <> 1
