-- audit: duplicate-pointers
-- finds: pointers of duplicates whose own batch or kept batch is unknown or undone
SELECT d.batch_id, d.fact, d.source_row, d.kept_batch_id, d.kept_row
FROM duplicate d
LEFT JOIN batch own ON own.batch_id = d.batch_id AND own.undone_at IS NULL
LEFT JOIN batch kept ON kept.batch_id = d.kept_batch_id AND kept.undone_at IS NULL
WHERE own.batch_id IS NULL OR kept.batch_id IS NULL
