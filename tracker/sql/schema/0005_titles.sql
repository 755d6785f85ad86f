-- What users say for their titles: words, formulas and rules of their own, and what they changed on a listing. None of it
-- is an import: commands and pages take it back.

-- grain: word
CREATE TABLE word (
    word       VARCHAR,    -- folded as keywords are
    role       VARCHAR,    -- core, attribute, audience, scene, brand, filler; null: not said
    is_whole   BOOLEAN,    -- never cut into smaller words
    entered_at TIMESTAMP   -- UTC
);

-- grain: name; a formula of keyword opportunity
CREATE TABLE formula (
    name       VARCHAR,
    expression VARCHAR,    -- of metrics, numbers, + - * / and brackets
    direction  VARCHAR,    -- high or low: which end is good
    meaning    VARCHAR,    -- in the user's words; null: not said
    entered_at TIMESTAMP   -- UTC
);

-- grain: platform, field; how long a text may be, in place of the packaged rule
CREATE TABLE title_rule (
    platform   VARCHAR,
    field      VARCHAR,    -- title, search_terms, …
    "limit"    BIGINT,
    unit       VARCHAR,    -- see reference/title_rules.toml
    source     VARCHAR,    -- where the user has it from; null: not said
    as_of      DATE,       -- when it was so; null: not said
    confidence VARCHAR,    -- A to D, as in the packaged rules; null: not said
    entered_at TIMESTAMP   -- UTC
);

-- grain: decision_id; what a user changed on a listing, and when
CREATE TABLE decision (
    decision_id  BIGINT,   -- ascending
    platform     VARCHAR,
    listing_key  VARCHAR,
    kind         VARCHAR,  -- title, price, other
    changed_at   TIMESTAMP, -- market's wall time
    before_text  VARCHAR,  -- the old title or price as the user says it; null: not said
    after_text   VARCHAR,
    note         VARCHAR,
    entered_at   TIMESTAMP -- UTC
);
