-- What an operator knows of its own: its sales, which listings are one product, and what it plans to sell.

ALTER TABLE listing_snapshot ADD COLUMN barcode VARCHAR;  -- EAN, UPC, GTIN or 条码, digits alone

ALTER TABLE listing_snapshot ADD COLUMN model VARCHAR;    -- the maker's own number of it: 型号, 货号

ALTER TABLE listing_snapshot ADD COLUMN brand VARCHAR;

-- grain: platform, shop_key, since, until among the standing rows; sales of our own shop in an hour or a day
CREATE TABLE own_sales (
    platform      VARCHAR,
    shop_key      VARCHAR,       -- the platform's id, else the folded name
    since         TIMESTAMP,     -- period [since, until), market's wall time: one hour or one day
    until         TIMESTAMP,
    shop_name     VARCHAR,
    order_count   BIGINT,        -- null: not told; 0 is none
    unit_count    BIGINT,
    amount        DECIMAL(18,4),
    currency      VARCHAR,       -- ISO 4217, null where unknown
    flags         VARCHAR,
    batch_id      BIGINT,
    source_row    BIGINT,
    source_column VARCHAR,
    standing      BOOLEAN
);

-- grain: name; a product of our own grouping. What users say of products and targets is no import: commands take it back
CREATE TABLE product (
    name       VARCHAR,
    note       VARCHAR,
    entered_at TIMESTAMP  -- UTC
);

-- grain: product, platform, listing_key, variant_key
CREATE TABLE product_member (
    product      VARCHAR,        -- the product's name
    platform     VARCHAR,
    listing_key  VARCHAR,
    variant_key  VARCHAR,        -- '' for the listing with all its variants
    relation     VARCHAR,        -- exact: the same thing; equivalent: comparable
    pack_count   BIGINT,         -- pieces in a pack, as the user said; null: not said
    unit_amount  DECIMAL(18,4),  -- how much is in a piece, in `unit`; null: not said
    unit         VARCHAR,        -- ml or g; null: pieces alone
    confirmed_at TIMESTAMP       -- UTC
);

-- grain: platform, shop, measure, since; a plan of weekly sales
CREATE TABLE target (
    platform     VARCHAR,
    shop         VARCHAR,        -- shop_key or shop name, as the user said it
    measure      VARCHAR,        -- units, orders or amount; of a week
    since        DATE,           -- Monday of the first week
    start_value  DECIMAL(18,4),  -- what the first week is to bring in a usual season
    currency     VARCHAR,        -- ISO 4217 where the measure is amount, else null
    growth_ratio DECIMAL(9,6),   -- growth from week to week; 0.1 is 10 %
    saturation   DECIMAL(18,4),  -- a week's sales beyond which nothing is planned; null: none stated
    high_factor  DECIMAL(9,6),   -- a week of high season over a usual one; null: not said
    low_factor   DECIMAL(9,6),
    high_months  VARCHAR,        -- months of high season, 1 to 12, space-separated; null: not said
    entered_at   TIMESTAMP       -- UTC
);
