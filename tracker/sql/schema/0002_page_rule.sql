-- Readers of pages that the user made by marking an example.

-- grain: name
CREATE TABLE page_rule (
    name         VARCHAR,
    host         VARCHAR,   -- without www; null where the example didn't say its host
    platform     VARCHAR,   -- null where it isn't known
    row_selector VARCHAR,   -- CSS; null: the page shows one item
    fields       VARCHAR,   -- JSON: [[field, selector, attribute or null], …]
    entered_at   TIMESTAMP  -- UTC
);
