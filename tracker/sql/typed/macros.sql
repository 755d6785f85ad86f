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

-- Whether a text is a missing mark.
CREATE OR REPLACE TEMP MACRO is_missing(text) AS
    strlen(text) <= 6
    AND list_contains(['-', '--', '—', '——', '/', 'n/a', '#n/a', 'none', 'null', 'nan', '无', '暂无'], lower(text));

-- Whether a text that a person wrote is more than itself: blanks around it, a list of one, a missing mark, a number as
-- text. Each end is looked at on its own: one expression for both would go through the whole text.
CREATE OR REPLACE TEMP MACRO is_untidy(text) AS
    regexp_matches(text, '^[\s\[\x{a0}\x{3000}\x{feff}\x{200b}]') OR regexp_matches(text, '[\s\x{a0}\x{3000}\x{feff}\x{200b}]$')
    OR is_missing(text) OR regexp_matches(text, '^''[0-9][0-9.-]*$');

-- The text without blanks around it, and a number without the apostrophe that makes it a text for Excel.
CREATE OR REPLACE TEMP MACRO trimmed(text) AS
    regexp_replace(trim(text, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160) || chr(12288) || chr(65279) || chr(8203)),
        '^''([0-9][0-9.-]*)$', '\1');

-- Whether a sign that several currencies share, or no sign, can be one of the currency.
CREATE OR REPLACE TEMP MACRO is_sign_of(mark, code) AS
    code IS NOT NULL AND (mark IS NULL OR (mark = '¥' AND code IN ('CNY', 'JPY'))
    OR (mark = '$' AND code IN ('USD', 'AUD', 'CAD', 'NZD', 'HKD', 'SGD', 'TWD', 'MXN', 'CLP', 'COP', 'ARS'))
    OR (mark = 'kr' AND code IN ('SEK', 'NOK', 'DKK')) OR (mark = 'Rs' AND code IN ('INR', 'PKR', 'LKR')));

-- The currency of a price: an unambiguous sign or code, a currency column, the platform's only one, what the user said,
-- each where the sign doesn't speak against it; else null.
CREATE OR REPLACE TEMP MACRO money_currency(mark, stated, only_one, asked) AS
    CASE WHEN mark NOT IN ('¥', '$', 'kr', 'Rs') THEN mark
         WHEN stated IS NOT NULL THEN if(is_sign_of(mark, stated), stated, NULL)
         WHEN is_sign_of(mark, only_one) THEN only_one
         WHEN is_sign_of(mark, asked) THEN asked END;

-- The end of a period that begins at a time: step is hour, day, week or month.
CREATE OR REPLACE TEMP MACRO period_end(since, step) AS
    CASE step WHEN 'hour' THEN since + INTERVAL 1 HOUR WHEN 'week' THEN since + INTERVAL 7 DAY WHEN 'month' THEN since + INTERVAL 1 MONTH ELSE since + INTERVAL 1 DAY END;

-- When something was seen that is dated by a period: its last day; of a moment, the moment.
CREATE OR REPLACE TEMP MACRO seen_day(since, until) AS if(until IS NULL, since, until - INTERVAL 1 DAY);

-- The text of a span that two columns hold. A price without its other end is at least the first one; what else lacks an
-- end is no span, and is refused as it stands.
CREATE OR REPLACE TEMP MACRO is_said(text) AS coalesce(text <> '' AND NOT is_missing(trim(text)), false);
CREATE OR REPLACE TEMP MACRO spanned_money(first, last) AS
    CASE WHEN is_said(first) AND is_said(last) THEN if(trim(first) = trim(last), first, first || ' - ' || last)
         WHEN is_said(first) THEN first || '起' WHEN is_said(last) THEN '? - ' || last END;
CREATE OR REPLACE TEMP MACRO spanned_time(first, last) AS
    CASE WHEN is_said(first) AND is_said(last) THEN first || ' ~ ' || last
         WHEN is_said(first) THEN first || ' ~ ?' WHEN is_said(last) THEN '? ~ ' || last END;

-- Whether a counter can be one of sales: people who review or follow have bought nothing that we know of.
CREATE OR REPLACE TEMP MACRO is_sale(mark) AS coalesce(mark, '') NOT IN ('reviews', 'followers');

-- Whether a counter can be one of the kind: its text names that kind or none.
CREATE OR REPLACE TEMP MACRO is_count_of(mark, kind) AS mark IS NULL OR mark = kind;

-- The barcodes of a cell, digits alone, a blank between several; null where none stands there. 13 digits that went
-- through a spreadsheet as 6.90123E+12 are none.
CREATE OR REPLACE TEMP MACRO codes(text) AS
    nullif(array_to_string(list_sort(list_distinct(
        regexp_extract_all(regexp_replace(text, '^(\d+)\.0+$', '\1'), '\b(\d{8}|\d{12,14})\b', 1))), ' '), '');

-- Whether an id went through a program that rounds long numbers: 3.71235E+18.
CREATE OR REPLACE TEMP MACRO is_rounded(key) AS regexp_full_match(key, '\d(\.\d+)?[eE]\+?\d+');

-- The time that lay so long before a time of reading: a day for days and weeks, a minute for hours and minutes; null
-- where a part of a day is told and the time of reading is a date alone.
CREATE OR REPLACE TEMP MACRO ago(seen, number, unit) AS
    CASE WHEN unit IN ('day', 'week') THEN date_trunc('day', seen) - to_days(if(unit = 'week', 7, 1) * number::INTEGER)
         WHEN seen <> date_trunc('day', seen)
         THEN date_trunc('minute', seen) - to_minutes(if(unit = 'hour', 60, 1) * number::BIGINT) END;

-- Whether a bare number on Shopee may count hundred-thousandths, as its interface does, though its column doesn't say:
-- whole thousands, dearer than what is sold there; where a currency without cents is meant, much dearer.
CREATE OR REPLACE TEMP MACRO is_scaled(platform, currency, text) AS
    platform = 'shopee' AND regexp_full_match(text, '[1-9][0-9]{2,12}000(?:\.0+)?')
    AND TRY_CAST(text AS DECIMAL(18,2)) >= if(currency IS NULL OR currency IN ('VND', 'IDR', 'COP', 'CLP'), 100000000, 100000);
