-- Where the rows of listing_snapshot lie, for questions of one listing, shop or category to read a small part of them.

-- grain: last_batch_id; the rows of the batches after the run before, up to this one, lie sorted (store/arrange.py)
CREATE TABLE sorted_run (
    last_batch_id BIGINT,
    row_count     BIGINT  -- when they were sorted
);
