-- The usual forms of a counter in the table word: 863, 1,234, 1.2万+, 1000+人付款, 已售10万+, 月销 2.3万.
SELECT text, value AS low, CASE WHEN part.plus = '' THEN value END AS high,
       CASE part.before || part.after
           WHEN '已售' THEN 'sold' WHEN '已拼' THEN 'sold' WHEN '月销' THEN 'monthly'
           WHEN '人付款' THEN 'paid' WHEN '人收货' THEN 'received' END AS mark,
       NULL AS code
FROM (
    SELECT text, part,
           (replace(part.number, ',', '')::DECIMAL(18,4) * if(part.unit = '万', 10000, 1))::DECIMAL(24,6) AS value
    FROM (
        SELECT text, regexp_extract(
            text,
            '^(?P<before>(?:月销|已售|已拼)?) ?(?P<number>\d{1,9}|[1-9]\d{0,2}(?:,\d{3}){1,2}|\d{1,5}\.\d{1,4})(?P<unit>万?)(?P<plus>\+?)(?P<after>(?:人付款|人收货)?)$',
            ['before', 'number', 'unit', 'plus', 'after']) AS part
        FROM word)
    WHERE part.number <> '' AND (part.before = '' OR part.after = '')
      AND (part.unit = '万' OR NOT contains(part.number, '.')))
WHERE value = round(value)
