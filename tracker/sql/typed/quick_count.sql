-- The usual forms of a counter in the table word: 863, 1,234, 1.2万+, 1000+人付款, 已售10万+, 月销 2.3万.
-- It is MATERIALIZED: DuckDB would read a text anew for every part that is asked of it.
WITH read AS MATERIALIZED (
    SELECT text, unnest(regexp_extract(
        text,
        '^(?P<before>(?:月销|已售|已拼)?) ?(?P<number>\d{1,9}|[1-9]\d{0,2}(?:,\d{3}){1,2}|\d{1,5}\.\d{1,4})(?P<unit>万?)(?P<plus>\+?)(?P<after>(?:人付款|人收货)?)$',
        ['before', 'number', 'unit', 'plus', 'after']))
    FROM word
)
SELECT text, value AS low, CASE WHEN plus = '' THEN value END AS high,
       CASE around
           WHEN '已售' THEN 'sold' WHEN '已拼' THEN 'sold' WHEN '月销' THEN 'monthly'
           WHEN '人付款' THEN 'paid' WHEN '人收货' THEN 'received' END AS mark,
       NULL AS code
FROM (
    SELECT text, plus, before || after AS around,
           (replace(number, ',', '')::DECIMAL(18,4) * if(unit = '万', 10000, 1))::DECIMAL(24,6) AS value
    FROM read
    WHERE number <> '' AND (before = '' OR after = '') AND (unit = '万' OR NOT contains(number, '.')))
WHERE value = round(value)
