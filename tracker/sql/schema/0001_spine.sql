-- The spine: documents, batches, what was refused, and the three kinds of facts.
-- No keys, sequences or enums: the same text must run in DuckLake. sql/audit/ holds what they would have checked.

-- grain: sha256
CREATE TABLE document (
    sha256      VARCHAR,
    name        VARCHAR,   -- the name it came in with first
    size        BIGINT,    -- bytes
    received_at TIMESTAMP  -- UTC
);

-- grain: batch_id; one import of one table of one document
CREATE TABLE batch (
    batch_id        BIGINT,    -- ascending in the order of imports
    kind            VARCHAR,   -- shops, listings, keywords, trend
    sha256          VARCHAR,
    document        VARCHAR,   -- the document's name at this import
    sheet           VARCHAR,   -- null where the document has no sheets
    export          VARCHAR,   -- the recognised export, null where none is
    platform        VARCHAR,   -- null where rows differ or none is known
    source          VARCHAR,   -- likewise, of keyword readings
    category        VARCHAR,
    observed_at     TIMESTAMP, -- the latest observation in it, market's wall time
    entered_at      TIMESTAMP, -- UTC
    options         VARCHAR,   -- what the user said beside the document, as JSON
    read_count      BIGINT,
    accepted_count  BIGINT,
    duplicate_count BIGINT,
    corrected_count BIGINT,
    rejected_count  BIGINT,
    undone_at       TIMESTAMP  -- UTC; null while it stands
);

-- grain: batch_id, source_row, source_column; a row (scope row) or cell (scope cell) that was refused
CREATE TABLE rejection (
    batch_id      BIGINT,
    scope         VARCHAR,
    source_row    BIGINT,
    source_column VARCHAR, -- the header's text; null where the whole row is meant
    value         VARCHAR, -- the text as it stood
    code          VARCHAR
);

-- grain: batch_id, fact, source_row, source_column; a row that said what a kept row says already.
-- Its values stand there once; this pointer lets it take over when the kept row's batch is undone.
CREATE TABLE duplicate (
    batch_id      BIGINT,
    fact          VARCHAR, -- the table of the kept row
    source_row    BIGINT,
    source_column VARCHAR,
    raw           VARCHAR, -- the text as it stood here, of the facts that keep one
    kept_batch_id BIGINT,
    kept_row      BIGINT,
    kept_column   VARCHAR
);

-- grain: platform, listing_key, variant_key, observed_at among the standing rows; older values are kept beside them
CREATE TABLE listing_snapshot (
    platform      VARCHAR,
    listing_key   VARCHAR,
    variant_key   VARCHAR,       -- '' where the row speaks of the whole listing
    observed_at   TIMESTAMP,     -- market's wall time
    shop_key      VARCHAR,
    shop_name     VARCHAR,
    title         VARCHAR,
    url           VARCHAR,
    category      VARCHAR,
    price_low     DECIMAL(18,4), -- what a buyer is asked; both ends equal where it is one price
    price_high    DECIMAL(18,4),
    price_list    DECIMAL(18,4), -- struck-through price
    price_coupon  DECIMAL(18,4), -- after coupon
    promotion     VARCHAR,
    currency      VARCHAR,       -- ISO 4217, null where unknown
    sold_low      BIGINT,
    sold_high     BIGINT,        -- null with a low end: open
    sold_kind     VARCHAR,       -- paid, received, sold, monthly, weekly, daily, unknown
    sold_raw      VARCHAR,
    review_low    BIGINT,
    review_high   BIGINT,
    rating        DECIMAL(9,4),
    availability  VARCHAR,       -- in_stock, out_of_stock, delisted
    listed_at     TIMESTAMP,
    position      BIGINT,        -- 1 is best
    list_name     VARCHAR,
    is_own        BOOLEAN,
    flags         VARCHAR,       -- space-separated: currency-unknown, key-derived
    batch_id      BIGINT,
    source_row    BIGINT,
    source_column VARCHAR,
    standing      BOOLEAN        -- false: superseded by a correction
);

-- grain: platform, shop_key, category, observed_at among the standing rows
CREATE TABLE shop_snapshot (
    platform          VARCHAR,
    shop_key          VARCHAR,
    category          VARCHAR,
    observed_at       TIMESTAMP,
    shop_name         VARCHAR,
    url               VARCHAR,
    role              VARCHAR,       -- own, competitor, other; null where nobody said
    rank              BIGINT,        -- in the top ten, 1 is best
    sales_low         BIGINT,        -- units in 30 days
    sales_high        BIGINT,
    amount_low        DECIMAL(18,4), -- revenue in 30 days
    amount_high       DECIMAL(18,4),
    currency          VARCHAR,
    listing_low       BIGINT,        -- listings in the shop
    listing_high      BIGINT,
    follower_low      BIGINT,
    follower_high     BIGINT,
    score_description DECIMAL(9,4),
    score_service     DECIMAL(9,4),
    score_logistics   DECIMAL(9,4),
    good_review_share DECIMAL(9,6),
    judgement         VARCHAR,       -- the operator's own: price, quality, service; space-separated
    note              VARCHAR,
    flags             VARCHAR,
    batch_id          BIGINT,
    source_row        BIGINT,
    source_column     VARCHAR,
    standing          BOOLEAN
);

-- grain: source, platform, keyword, metric, since, until, region among the standing rows
CREATE TABLE keyword_reading (
    source        VARCHAR,
    platform      VARCHAR,       -- null where the source speaks of no single platform
    keyword       VARCHAR,       -- as the source spells it
    metric        VARCHAR,
    since         TIMESTAMP,     -- period [since, until), market's wall time
    until         TIMESTAMP,
    region        VARCHAR,
    category      VARCHAR,
    value_low     DECIMAL(24,6),
    value_high    DECIMAL(24,6),
    unit          VARCHAR,
    rank          BIGINT,
    flags         VARCHAR,
    batch_id      BIGINT,
    source_row    BIGINT,
    source_column VARCHAR,       -- the header the value stood under
    standing      BOOLEAN
);
