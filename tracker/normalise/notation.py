"""How a table writes its numbers, 1,299.00 or 1.299,00, where a number alone leaves it open: `1.299`, `12,99`.

It is told by all texts of one type together, else by the other numbers of the table, else by the prices' currency.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from tracker.normalise.money import writes_commas

_EDGE, _END = r"(?:^|[^\d.,])", r"(?:$|[^\d.,])"
_STRONG = rf"{_EDGE}\d{{1,3}}(?:(?:\.\d{{3}})+,\d+|(?:\.\d{{3}}){{2,}}){_END}"
_COMMA = rf"{_EDGE}\d+,\d{{1,2}}{_END}"
_BLANK = r"(?:^|\D)\d{1,3}(?:[ \x{a0}\x{202f}]\d{3})+(?:,\d{1,2})?\s*[^\d\s.,]"
_GROUPED = r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d+)?"
_POINT = rf"{_EDGE}(?:{_GROUPED}|\d+\.(?:\d{{1,2}}|\d{{4,}})){_END}"
"""What a number looks like that only one of the two can be; a single `12,99` may also be two numbers."""

_NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:[.' \u00a0\u202f]\d{3})+(?:,\d+)?|\d+,\d+)(?![\d.,])")
_GROUPS = re.compile(r"[.' \u00a0\u202f]")


class _Evidence(NamedTuple):
    """What the texts of a type say, each a number of distinct texts: a comma before decimals beyond doubt, likely, and
    a point before decimals."""

    strong: int
    comma: int
    point: int


def comma_types(con: DuckDBPyConnection, words: Mapping[str, str], currency: str | None) -> set[str]:
    """The types whose numbers have a comma before the decimals, and a point between thousands. `words`: for each type
    the table of its distinct texts. `currency`: that of all prices, where it is known."""
    commas = {name: _commas(con, table) for name, table in words.items()}
    if not any(map(any, commas.values())):
        return set()
    found = {name: _Evidence(*commas[name], _points(con, table)) for name, table in words.items()}
    told = {name for name, each in found.items() if _is_comma(each, currency if name == "money" else None)}
    if told:
        is_everywhere = not any(each.point for each in found.values())
        told |= set(found) if is_everywhere else {"count"} & {name for name, each in found.items() if not each.point}
    return told


def _commas(con: DuckDBPyConnection, words: str) -> tuple[int, int]:
    row = con.execute(
        f"""SELECT count(*) FILTER (regexp_matches(text, $strong) OR regexp_matches(text, $blank)),
            count(*) FILTER (regexp_matches(text, $comma))
        FROM {words} WHERE contains(text, ',') OR text LIKE '%.%.%' OR regexp_matches(text, $blank)""",
        {"strong": _STRONG, "blank": _BLANK, "comma": _COMMA},
    ).fetchone()
    return (row[0], row[1]) if row else (0, 0)


def _points(con: DuckDBPyConnection, words: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {words} WHERE regexp_matches(text, ?)", [_POINT]).fetchone()
    return int(row[0]) if row else 0


def _is_comma(found: _Evidence, currency: str | None) -> bool:
    """Prices of a currency that has no commas need more: `59,99` may be two of them."""
    if writes_commas(currency):
        sure = found.strong or found.comma
    else:
        sure = found.strong or (found.comma > 1 and currency is None)
    return bool(sure) and not found.point


def plain(text: str) -> str:
    """The text with its numbers ungrouped, and a point before their decimals: `1.299,00 €` is `1299.00 €`."""
    return _NUMBER.sub(lambda found: _GROUPS.sub("", found[0]).replace(",", "."), text)
