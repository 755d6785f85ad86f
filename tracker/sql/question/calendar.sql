-- question: calendar
-- answers: Which shopping events fall into the time observed, and which come next?
-- grain: event, day
-- computed: calendar
-- parameters:
--   since TIMESTAMP: events on or after its day; null: from the beginning of the first year in which something was observed
--   until TIMESTAMP: events before it; null: to the end of the last such year, and at least 92 days beyond the reference day
--   as_of TIMESTAMP: the reference day, and what had been observed by then; null: the last day on which something was observed
--   platform VARCHAR: events of all platforms and of this one; null: all
--   region VARCHAR: CN, US or SEA; null: all
-- columns:
--   event VARCHAR: slug
--   label_en VARCHAR: its name in English
--   label_zh VARCHAR: its name in Chinese
--   region VARCHAR: where it is kept: CN, US, SEA (Southeast Asia)
--   platforms VARCHAR: platforms that hold it, space-separated; null: all of the region
--   day DATE: the day itself
--   since DATE: first day on which demand typically differs
--   until DATE: the day after the last of them
--   days_to BIGINT: days from the reference day to it; negative: it is past
--   is_next BOOLEAN: the first of this event on or after the reference day
--   moves BOOLEAN: its day differs from year to year
--   rule VARCHAR: how its day is told: fixed, nth (weekday of a month), offset (from another event), dates (listed)
--   confidence VARCHAR: of the day: A law, almanac or the platform's own word, B in use by the trade, C a habit
--   source VARCHAR: where the day is from
-- An empty store has no years, and no rows. A year that a listed event has no day for has no row of it. Told are the
-- years 1900 to 2199.
WITH seen AS (
    SELECT min(observed_at)::DATE AS first_day, max(observed_at)::DATE AS last_day
    FROM listing_snapshot
    WHERE standing AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    UNION ALL
    SELECT min(observed_at)::DATE, max(observed_at)::DATE
    FROM shop_snapshot
    WHERE standing AND ($as_of::TIMESTAMP IS NULL OR observed_at <= $as_of::TIMESTAMP)
    UNION ALL
    SELECT min(since)::DATE, max(until - INTERVAL 1 MICROSECOND)::DATE
    FROM keyword_reading
    WHERE standing AND ($as_of::TIMESTAMP IS NULL OR until <= $as_of::TIMESTAMP + INTERVAL 1 MICROSECOND)
)
SELECT greatest(DATE '1900-01-01',
                coalesce(($since::TIMESTAMP - INTERVAL 1 MICROSECOND)::DATE + 1,
                         date_trunc('year', min(first_day))::DATE)) AS since,
       least(DATE '2199-12-31',
             coalesce(($until::TIMESTAMP - INTERVAL 1 MICROSECOND)::DATE,
                      greatest(date_trunc('year', max(last_day) + INTERVAL 1 YEAR)::DATE - 1,
                               coalesce($as_of::TIMESTAMP::DATE, max(last_day)) + 92))) AS until,
       coalesce($as_of::TIMESTAMP::DATE, max(last_day)) AS reference,
       $platform::VARCHAR AS platform, $region::VARCHAR AS region
FROM seen
HAVING max(last_day) IS NOT NULL
