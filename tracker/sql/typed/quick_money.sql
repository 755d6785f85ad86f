-- The usual forms of a price in the table word: 129, ¥1,299.00, 99元, 59.00-129.00. All others go to parse_money.
SELECT text,
       replace(part.a, ',', '')::DECIMAL(24,6) AS low,
       replace(if(part.b = '', part.a, part.b), ',', '')::DECIMAL(24,6) AS high,
       CASE WHEN part.unit <> '' THEN 'CNY' WHEN part.sign <> '' THEN '¥' END AS mark,
       NULL AS code
FROM (
    SELECT text, regexp_extract(
        text,
        '^(?P<sign>[¥￥]?)(?P<a>\d{1,12}(?:\.\d{1,4})?|[1-9]\d{0,2}(?:,\d{3}){1,3}(?:\.\d{1,4})?)(?:-(?P<b>\d{1,12}(?:\.\d{1,4})?))?(?P<unit>元?)$',
        ['sign', 'a', 'b', 'unit']) AS part
    FROM word)
WHERE part.a <> '' AND (part.b = '' OR part.b::DECIMAL(24,6) >= replace(part.a, ',', '')::DECIMAL(24,6))
