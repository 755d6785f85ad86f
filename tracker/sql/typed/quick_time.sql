-- The usual forms of a time in the table word: 2026-03-01, with or without a time of day.
SELECT text, wall, NULL AS code
FROM (
    SELECT text, TRY_CAST(replace(replace(text, '/', '-'), 'T', ' ') AS TIMESTAMP) AS wall
    FROM word
    WHERE regexp_full_match(text, '\d{4}[-/]\d{2}[-/]\d{2}(?:[ T](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)?'))
WHERE wall BETWEEN TIMESTAMP '1990-01-01' AND TIMESTAMP '2100-12-31'
