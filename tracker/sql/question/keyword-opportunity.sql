-- question: keyword-opportunity
-- answers: Which keywords of the newest lists are worth it, by which formula?
-- grain: source, platform, category, region, keyword, formula
-- computed: keyword_opportunity
-- parameters:
--   as_of TIMESTAMP: the lists that had ended by then; null: the newest
--   platform VARCHAR: platform slug; null: all
--   category VARCHAR: the operator's category; null: all
--   source VARCHAR: source slug; null: all
--   keyword VARCHAR: the keyword as the source spells it; null: all
--   formula VARCHAR: a formula's name, see tracker formula list; null: all; of a list whose keywords all lack an input of it there is no row
-- columns:
--   source VARCHAR: source slug, or its name as written
--   platform VARCHAR: platform slug; null: the source speaks of no single platform
--   category VARCHAR: the operator's category
--   region VARCHAR: as the source spells it; null: none said
--   keyword VARCHAR: as the source spells it
--   formula VARCHAR: the formula's name
--   expression VARCHAR: the formula over metrics
--   direction VARCHAR: which end of the score is good: high or low
--   score_low DOUBLE: lowest score that the inputs allow; null beside a high end: open
--   score_high DOUBLE: highest score; null beside a low end: open
--   percentile DOUBLE: share of the list's other scored keywords that are not better, 0 to 1, 1 is best; a range stands where its certain end does (low where high is good, high where low is good), one whose certain end is open last; null: no score
--   inputs VARCHAR: the inputs and their values; – where the list doesn't say one
--   units VARCHAR: the inputs and their units: index (rises with a count that isn't told), count, ratio, rank, a currency
--   missing VARCHAR: the inputs that the list doesn't say of this keyword, apart by blanks; null: none
--   reason VARCHAR: why there is no score; null: there is one. missing-input; two-units (the list tells an input in several units); division-by-zero (a divisor is zero, or may be on either side of it); unbounded (both ends are open)
--   demand_metric VARCHAR: the first metric of demand that the list tells; null: none
--   demand_low DOUBLE: low end, in the source's unit
--   demand_high DOUBLE: high end; null with a low end: open
--   supply_metric VARCHAR: the first metric of supply that the list tells; null: none
--   supply_low DOUBLE: low end
--   supply_high DOUBLE: high end; null with a low end: open
--   list_length BIGINT: keywords of the list
--   scored_count BIGINT: those with a score by this formula
--   since TIMESTAMP: start of the earliest period among the list's readings, market's wall time
--   until TIMESTAMP: end of the latest, not in it
--   document VARCHAR: name of the document that says the keyword's first input, else its first reading
--   source_row BIGINT: row in that document, from 1
-- A list is what one source says of one platform, category and region in its newest periods, whatever seeds they were
-- asked for. Formulas: reference/opportunity.toml, and the user's own; they are rows without a list here.
WITH standing AS (
    SELECT r.*
    FROM keyword_reading r
    WHERE r.standing
      AND ($as_of::TIMESTAMP IS NULL OR r.until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
      AND ($platform::VARCHAR IS NULL OR r.platform = $platform::VARCHAR)
      AND ($category::VARCHAR IS NULL OR r.category = $category::VARCHAR)
      AND ($source::VARCHAR IS NULL OR r.source = $source::VARCHAR)
), newest AS (
    SELECT source, platform, category, region, seed, max(until) AS until
    FROM standing
    GROUP BY source, platform, category, region, seed
), readings AS (
    SELECT s.source, s.platform, s.category, s.region, s.keyword, s.metric, s.value_low::DOUBLE AS value_low,
           s.value_high::DOUBLE AS value_high, s.unit, s.since, s.until, s.batch_id, s.source_row,
           CASE WHEN s.value_low IS NULL THEN NULL
                WHEN s.unit = 'ratio' THEN rtrim(rtrim(format('{:,.2f}', s.value_low::DOUBLE * 100), '0'), '.') || '%'
                ELSE rtrim(rtrim(format('{:,.4f}', s.value_low::DOUBLE), '0'), '.') END AS low_text,
           CASE WHEN s.value_high IS NULL OR s.value_high = s.value_low THEN NULL
                WHEN s.unit = 'ratio' THEN rtrim(rtrim(format('{:,.2f}', s.value_high::DOUBLE * 100), '0'), '.') || '%'
                ELSE rtrim(rtrim(format('{:,.4f}', s.value_high::DOUBLE), '0'), '.') END AS high_text
    FROM standing s
    JOIN newest n ON n.source = s.source AND n.until = s.until
        AND n.platform IS NOT DISTINCT FROM s.platform AND n.category IS NOT DISTINCT FROM s.category
        AND n.region IS NOT DISTINCT FROM s.region AND n.seed IS NOT DISTINCT FROM s.seed
)
SELECT r.source, r.platform, r.category, r.region, r.keyword, r.metric, r.value_low, r.value_high, r.unit, r.since,
       r.until, r.batch_id, r.source_row, b.document,
       CASE WHEN r.low_text IS NULL THEN NULL
            WHEN r.value_high IS NULL THEN '≥ ' || r.low_text
            WHEN r.high_text IS NULL THEN r.low_text
            ELSE r.low_text || '–' || r.high_text END AS shown,
       coalesce(r.keyword = $keyword::VARCHAR, true) AS is_wanted, NULL::VARCHAR AS direction, NULL::VARCHAR AS meaning
FROM readings r
JOIN batch b ON b.batch_id = r.batch_id
UNION ALL
SELECT NULL, NULL, NULL, NULL, name, expression, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, true,
       direction, meaning
FROM formula
WHERE $formula::VARCHAR IS NULL OR name = $formula::VARCHAR
