-- What a table was taken for: kept with its batch, and what the user said of columns and pages, for the next of that
-- shape. Lists of related words belong to a seed.

ALTER TABLE keyword_reading ADD COLUMN seed VARCHAR;  -- the keyword whose related words were listed; null: none

ALTER TABLE batch ADD COLUMN layout VARCHAR;  -- JSON: header_row, columns (index, header, field), facts with their origin

ALTER TABLE batch ADD COLUMN is_followed BOOLEAN;  -- another table begins below this one in its sheet

-- grain: fingerprint; what the user said of the columns of tables with these headers
CREATE TABLE mapping (
    fingerprint VARCHAR,   -- of the folded headers, in any order
    kind        VARCHAR,   -- null: found out
    headers     VARCHAR,   -- JSON list, as written in the document
    columns     VARCHAR,   -- JSON object: header to field
    document    VARCHAR,   -- the document in which it was said
    entered_at  TIMESTAMP  -- UTC
);

-- grain: name; how a page of a site is read, as the user marked it
CREATE TABLE page_rule (
    name         VARCHAR,
    host         VARCHAR,   -- null: pages of any site on which its selectors fit
    platform     VARCHAR,
    row_selector VARCHAR,   -- null: the page is one listing
    fields       VARCHAR,   -- JSON list of [field, selector, attribute or null]
    entered_at   TIMESTAMP  -- UTC
);
