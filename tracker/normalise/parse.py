"""Read the texts of a column once per distinct text: the usual forms in SQL, all others by the parsers.

Leaves one temp table per type of value, `money`, `counts`, `ratios`, `indexes`, `ratings`, `ranks`, `hours`:
(text, low, high, mark, code, role); `labelled`, the prices of texts that say which price they are: (text, mark,
price_low, price_high, list_low, coupon_low); and `moments`: (field, text, wall, code, ago_number, ago_unit). The quick
forms in sql/typed/quick_*.sql take nothing that the parsers would read otherwise (proved in
tests/normalise/test_parse.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from tracker.model import Moment, Reading
from tracker.normalise import notation, reference, sql
from tracker.normalise.counts import parse_count, parse_rank
from tracker.normalise.hours import parse_hour
from tracker.normalise.money import settles_separators
from tracker.normalise.periods import parse_period
from tracker.normalise.pricing import parse_money, parse_prices
from tracker.normalise.ratings import parse_rating
from tracker.normalise.ratios import parse_index, parse_ratio
from tracker.normalise.times import day_order, parse_time

PARSERS: dict[str, tuple[str, Callable[[str], Reading]]] = {
    "money": ("money", parse_money),
    "count": ("counts", parse_count),
    "ratio": ("ratios", parse_ratio),
    "index": ("indexes", parse_index),
    "rating": ("ratings", parse_rating),
    "rank": ("ranks", parse_rank),
    "hour": ("hours", parse_hour),
}
"""Type of a field to the table of its readings, and the parser that is its specification."""

SPAN = " ~ "
"""What stands between the two days of a period that was put together (macro spanned_time)."""

ORDERS = {"day-first": True, "month-first": False}
"""What --date-order may say, and whether the day stands first then."""

_UNSURE = "unsure-ratio"
_BARE = r"[^%％‰/\pL]*[0-9][^%％‰/\pL]*"
"""A ratio without the sign of one."""

SEPARATED = r"\d[., '\x{a0}\x{202f}]\d"
"""A text with what may stand between thousands or before decimals."""

_QUICK = {"money": "quick_money", "count": "quick_count"}


class Currencies(NamedTuple):
    """The currency of all prices of a table, where it is known; else those of the rows in which a text of a price
    stands."""

    everywhere: str | None = None
    of_texts: Mapping[str, frozenset[str | None]] = MappingProxyType({})

    def read(self, text: str) -> Reading:
        """The price as its currency is written; as the text alone tells it where it names another one, and
        `number-ambiguous` where those of its rows are written differently."""
        readings = [_of_currency(text, each) for each in self.of_texts.get(text, {self.everywhere})]
        is_one = len({(each.low, each.high) for each in readings}) == 1
        return parse_money(text) if is_one and len(readings) > 1 else readings[0] if is_one else _OPEN


_NONE = Currencies()
_OPEN = Reading(code="number-ambiguous")


def read_values(
    con: DuckDBPyConnection, relation: str, columns: dict[str, list[str]], currencies: Currencies = _NONE
) -> None:
    """Make the tables of readings. `columns`: for each type, the columns of `relation` that hold its texts.
    `currencies`: those of its prices, as far as they are known."""
    words = {name: f"word_{table}" for name, (table, _) in PARSERS.items()}
    for name, table in words.items():
        _distinct(con, relation, columns.get(name, []), table)
    commas = notation.comma_types(con, words, currencies.everywhere)
    for name, (table, _) in PARSERS.items():
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE {table}
            (text VARCHAR, low DECIMAL(24,6), high DECIMAL(24,6), mark VARCHAR, code VARCHAR, role VARCHAR)"""
        )
        known = currencies if name == "money" else _NONE
        _read(con, name, words[name], known, is_comma=name in commas)
    _label(con, is_comma="money" in commas)


def _read(con: DuckDBPyConnection, name: str, words: str, currencies: Currencies, *, is_comma: bool) -> None:
    """Read the words of a type that its table has no reading of yet."""
    table, parser = PARSERS[name]
    con.execute(f"CREATE OR REPLACE TEMP TABLE word AS FROM {words} ANTI JOIN {table} USING (text)")
    if is_comma or settles_separators(currencies.everywhere) or currencies.of_texts:
        texts = con.execute("SELECT text FROM word WHERE regexp_matches(text, ?)", [SEPARATED]).fetchall()
        read = [(text, parser(notation.plain(text)) if is_comma else currencies.read(text)) for (text,) in texts]
        _insert(con, table, read)
        con.execute(f"DELETE FROM word WHERE text IN (SELECT text FROM {table})")
    if name in _QUICK:
        con.execute(f"INSERT INTO {table} SELECT *, NULL FROM ({sql.load(_QUICK[name])})")
    rest = con.execute(f"SELECT text FROM word ANTI JOIN {table} USING (text)").fetchall()
    _insert(con, table, [(text, parser(text)) for (text,) in rest])


def _of_currency(text: str, currency: str | None) -> Reading:
    reading = parse_money(f"{text} {currency}") if settles_separators(currency) else parse_money(text)
    return reading if reading.code in {None, "number-ambiguous"} else parse_money(text)


def read_times(
    con: DuckDBPyConnection, relation: str, columns: list[str], zone: str, date_order: str | None = None
) -> None:
    """Make `moments` of the columns. The order of day and month is what `date_order` says (`day-first`, `month-first`),
    else it is settled for each column by all its texts; a date that can be read in one way alone is read so. A period
    in the column of observations has its first day as `wall` and its end as `until`."""
    con.execute("""CREATE OR REPLACE TEMP TABLE moments (field VARCHAR, text VARCHAR, wall TIMESTAMP, code VARCHAR,
        ago_number INTEGER, ago_unit VARCHAR, until TIMESTAMP)""")
    for column in columns:
        _distinct(con, relation, [column], "word")
        con.execute(f"INSERT INTO moments SELECT ?, *, NULL, NULL, NULL FROM ({sql.load('quick_time')})", [column])
        known = "SELECT text FROM moments WHERE field = ?"
        rest = [
            text for (text,) in con.execute(f"SELECT text FROM word WHERE text NOT IN ({known})", [column]).fetchall()
        ]
        day_first = ORDERS[date_order] if date_order else day_order(part for text in rest for part in text.split(SPAN))
        _insert_moments(con, column, [(text, parse_time(text, day_first, zone)) for text in rest])
        if column == "observed_at":
            _widen(con, day_first, zone)


def _distinct(con: DuckDBPyConnection, relation: str, columns: Iterable[str], table: str) -> None:
    """Make a table of the distinct texts of the columns."""
    parts = [f'SELECT "{column}" AS text FROM {relation} WHERE "{column}" IS NOT NULL' for column in columns]
    union = " UNION ".join(parts) or "SELECT NULL::VARCHAR AS text WHERE false"
    con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT text FROM ({union})")


def _insert(con: DuckDBPyConnection, table: str, rows: list[tuple[str, Reading]]) -> None:
    """Add the readings as columns: one statement, not one a row."""
    if not rows:
        return
    con.execute(
        f"""INSERT INTO {table} SELECT unnest($text::VARCHAR[]), unnest($low::VARCHAR[])::DECIMAL(24,6),
            unnest($high::VARCHAR[])::DECIMAL(24,6), unnest($mark::VARCHAR[]), unnest($code::VARCHAR[]),
            unnest($role::VARCHAR[])""",
        {
            "text": [text for text, _ in rows],
            "low": [_digits(r.low) for _, r in rows],
            "high": [_digits(r.high) for _, r in rows],
            "mark": [r.mark for _, r in rows],
            "code": [r.code for _, r in rows],
            "role": [r.role for _, r in rows],
        },
    )


def _label(con: DuckDBPyConnection, *, is_comma: bool) -> None:
    """Make `labelled` of the texts of `money` that name a price, or several."""
    texts = con.execute("SELECT text FROM money WHERE role IS NOT NULL OR code = 'price-ambiguous'").fetchall()
    written = notation.plain if is_comma else str
    named = [(text, {price.role: price for price in parse_prices(written(text)) if price.role}) for (text,) in texts]
    named = [(text, prices) for text, prices in named if prices]
    con.execute("""CREATE OR REPLACE TEMP TABLE labelled (text VARCHAR, mark VARCHAR, price_low DECIMAL(24,6),
        price_high DECIMAL(24,6), list_low DECIMAL(24,6), coupon_low DECIMAL(24,6))""")
    if not named:
        return
    nothing = Reading()
    con.execute(
        """INSERT INTO labelled SELECT unnest($text::VARCHAR[]), unnest($mark::VARCHAR[]),
            unnest($price::VARCHAR[])::DECIMAL(24,6), unnest($high::VARCHAR[])::DECIMAL(24,6),
            unnest($list::VARCHAR[])::DECIMAL(24,6), unnest($coupon::VARCHAR[])::DECIMAL(24,6)""",
        {
            "text": [text for text, _ in named],
            "mark": [next(iter(prices.values())).mark for _, prices in named],
            "price": [_digits(prices.get("price", nothing).low) for _, prices in named],
            "high": [_digits(prices.get("price", nothing).high) for _, prices in named],
            "list": [_digits(prices.get("list", nothing).low) for _, prices in named],
            "coupon": [_digits(prices.get("coupon", nothing).low) for _, prices in named],
        },
    )


def _digits(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _insert_moments(con: DuckDBPyConnection, column: str, rows: list[tuple[str, Moment]]) -> None:
    if not rows:
        return
    texts: list[str] = [text for text, _ in rows]
    times: list[datetime | None] = [moment.at for _, moment in rows]
    con.execute(
        """INSERT INTO moments
        SELECT $field, unnest($text::VARCHAR[]), unnest($wall::TIMESTAMP[]), unnest($code::VARCHAR[]),
               unnest($number::INTEGER[]), unnest($unit::VARCHAR[]), NULL""",
        {
            "field": column,
            "text": texts,
            "wall": times,
            "code": [moment.code for _, moment in rows],
            "number": [moment.ago and moment.ago.number for _, moment in rows],
            "unit": [moment.ago and moment.ago.unit for _, moment in rows],
        },
    )


def _widen(con: DuckDBPyConnection, day_first: bool | None, zone: str) -> None:
    """Read the observations that are periods as such."""
    texts = con.execute("SELECT text FROM moments WHERE code = 'date-is-range' AND field = 'observed_at'").fetchall()
    for text, period in ((text, parse_period(text, day_first, zone)) for (text,) in texts):
        if period.since and period.until:
            con.execute(
                """UPDATE moments SET wall = $since, until = $until, code = NULL
                WHERE field = 'observed_at' AND text = $text""",
                {"since": period.since, "until": period.until, "text": text},
            )


def read_metric_values(con: DuckDBPyConnection, currency: str | None = None) -> None:
    """Read the texts of `value`, each by its metric's type, and make `readings`: all tables of readings in one, with
    the type in front."""
    words = {name: f"word_{PARSERS[name][0]}" for (name,) in con.execute("SELECT DISTINCT type FROM value").fetchall()}
    for name, table in words.items():
        con.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT DISTINCT text FROM value WHERE type = ?", [name])
    commas = notation.comma_types(con, words, currency)
    for name, table in words.items():
        _read(con, name, table, Currencies(currency if name == "money" else None), is_comma=name in commas)
    if "ratio" in words:
        _doubt_ratios(con)
    union = " UNION ALL ".join(f"SELECT '{name}' AS type, * FROM {table}" for name, (table, _) in PARSERS.items())
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW readings AS {union} UNION ALL
        SELECT DISTINCT type, text, NULL, NULL, NULL, 'ratio-ambiguous', NULL FROM value WHERE type = '{_UNSURE}'"""
    )


def _doubt_ratios(con: DuckDBPyConnection) -> None:
    """Give the type _UNSURE to the bare ratios of a column that has a bare one too large for a share: its numbers may
    be percentages without their sign, and 0.8 below 1.2 is 0.8 % then. Growth may be more than the whole."""
    growth = [slug for slug, metric in reference.metrics().items() if metric.numbers == "growth" or "growth" in slug]
    con.execute(
        f"""UPDATE value SET type = '{_UNSURE}'
        WHERE type = 'ratio' AND regexp_full_match(text, $bare) AND column_no IN (
            SELECT v.column_no FROM value v JOIN ratios r USING (text)
            WHERE v.type = 'ratio' AND regexp_full_match(v.text, $bare)
              AND (r.code = 'ratio-ambiguous' OR NOT list_contains($growth::VARCHAR[], v.metric)
                   AND greatest(abs(r.low), abs(r.high)) > 1))
          AND text NOT IN (SELECT text FROM ratios WHERE low = 0 AND high = 0)""",
        {"bare": _BARE, "growth": growth},
    )
