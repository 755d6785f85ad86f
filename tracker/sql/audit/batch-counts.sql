-- audit: batch-counts
-- finds: batches whose counts don't add up
SELECT batch_id, read_count, accepted_count, duplicate_count, corrected_count, rejected_count
FROM batch
WHERE read_count <> accepted_count + duplicate_count + corrected_count + rejected_count
