-- Texts as keys. fold: full-width to half-width, lower case, no blanks; for comparing only.
CREATE OR REPLACE TEMP MACRO fold(text) AS
    lower(regexp_replace(translate(nfc_normalize(text),
        '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ（）！，：；＋－',
        '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz()!,:;+-'), '[\s　 ]+', '', 'g'));

-- Cells of scrapes that are a Python list of one: ['标题'], [607].
CREATE OR REPLACE TEMP MACRO unlisted(text) AS
    CASE WHEN text LIKE '[%]'
         THEN coalesce(nullif(regexp_extract(text, '^\[\s*(?:''(.*)''|"(.*)"|(-?[\d.]+))\s*\]$', 1), ''),
                       nullif(regexp_extract(text, '^\[\s*(?:''(.*)''|"(.*)"|(-?[\d.]+))\s*\]$', 2), ''),
                       nullif(regexp_extract(text, '^\[\s*(?:''(.*)''|"(.*)"|(-?[\d.]+))\s*\]$', 3), ''), text)
         ELSE text END;

-- A cell as it is worked on: no blanks around it, null where it is empty.
-- The pattern is there for speed: few cells need the work.
CREATE OR REPLACE TEMP MACRO cell(text) AS
    CASE WHEN regexp_matches(text, '^[\s\[\x{a0}\x{3000}\x{feff}\x{200b}]|[\s\x{a0}\x{3000}\x{feff}\x{200b}]$')
         THEN nullif(unlisted(trim(text, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160) || chr(12288) || chr(65279) || chr(8203))), '')
         ELSE nullif(text, '') END;

-- Texts of a name or title; null where it is a missing mark.
CREATE OR REPLACE TEMP MACRO named(text) AS
    CASE WHEN strlen(text) > 6 OR NOT list_contains(['-', '--', '—', '——', '/', 'n/a', '#n/a', 'none', 'null', 'nan', '无', '暂无'], lower(text))
         THEN text END;

-- The currency of a price: an unambiguous sign or code, a currency column, the platform's only one where the sign
-- doesn't speak against it, what the user said; else null. '¥' is CNY or JPY, '$' one of many dollars.
CREATE OR REPLACE TEMP MACRO money_currency(mark, stated, only_one, asked) AS
    CASE WHEN mark NOT IN ('¥', '$') THEN mark
         WHEN stated IS NOT NULL THEN stated
         WHEN only_one IS NOT NULL AND (mark IS NULL OR (mark = '¥' AND only_one IN ('CNY', 'JPY'))) THEN only_one
         ELSE asked END;

-- The end of a period that begins at a time: step is day, week or month.
CREATE OR REPLACE TEMP MACRO period_end(since, step) AS
    CASE step WHEN 'week' THEN since + INTERVAL 7 DAY WHEN 'month' THEN since + INTERVAL 1 MONTH ELSE since + INTERVAL 1 DAY END;

-- Whether a counter can be one of sales: people who review or follow have bought nothing that we know of.
CREATE OR REPLACE TEMP MACRO is_sale(mark) AS coalesce(mark, '') NOT IN ('reviews', 'followers');

-- A cell as it stands, null where it is empty.
CREATE OR REPLACE TEMP MACRO filled(text) AS nullif(text, '');
