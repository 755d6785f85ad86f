"""What stands below a header beside its rows: the header again, totals, and another table.

View `loaded` in (all rows below the header); view `raw` (the rows of this table) and table `total` (source_row) out.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from tracker.normalise import headers
from tracker.normalise.fold import fold_header
from tracker.normalise.layout import Layout
from tracker.normalise.words import load

_IDENTITY = {
    "listings": ("title", "listing_key", "url"),
    "shops": ("shop_name",),
    "keywords": ("keyword",),
    "trend": ("observed_at",),
    "sales": ("observed_at", "shop_name"),
}
_HEAD_ROWS = 200
_LAST_ROWS = 3
"""Rows at the end of a table in which an English word for a total is one."""

_LONGEST = 90
"""Bytes of a cell that may be a header's or a total's."""

_SLACK = 12
"""Bytes of blanks and signs that a cell may have beside such a word."""

_MANY = 10_000
"""Rows that look like a header or a total and are looked at; more of them are rows like all others."""

_PLAIN = "lower(replace(replace(trim({}, ' ' || chr(9) || chr(160) || chr(12288) || ':：'), ' ', ''), '_', ''))"


class Next(NamedTuple):
    """Another table below: the number of its first row, and its first rows, each at its number from there on."""

    row: int
    head: tuple[tuple[str, ...], ...]


def part_rows(con: DuckDBPyConnection, layout: Layout) -> Next | None:
    """Make `raw`: the rows of the table, without repeated headers, up to where another header begins another table;
    and `total`: those of them that add up others."""
    con.execute("CREATE OR REPLACE TEMP TABLE total (source_row BIGINT)")
    again: list[int] = []
    following: Next | None = None
    candidates = [] if layout.said.layout else _unlike_rows(con, layout)
    for number, cells in candidates:
        if _is_again(cells, layout):
            again.append(number)
        elif _is_header(cells):
            following = Next(number, _head(con, number))
            break
    conditions = [f"source_row NOT IN ({', '.join(map(str, again))})"] if again else []
    conditions += [f"source_row < {following.row:d}"] if following else []
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    con.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT * FROM loaded {where}")
    if candidates:
        _note_totals(con, layout)
    return following


def _unlike_rows(con: DuckDBPyConnection, layout: Layout) -> list[tuple[int, tuple[str, ...]]]:
    """The rows whose identity, or first cell, is the name of a column or a word for a total, in their order."""
    words = {*headers.names(), *(_plain(cell) for cell in layout.header), *totals("zh"), *totals("en")} - {""}
    con.execute(
        "CREATE OR REPLACE TEMP TABLE unlike_word AS SELECT unnest($words::VARCHAR[]) AS word", {"words": sorted(words)}
    )
    longest = min(_LONGEST, max(len(word.encode()) for word in words) + _SLACK)
    short = " UNION ".join(
        f"SELECT c{index} AS text FROM loaded WHERE strlen(c{index}) <= {longest}" for index in _places(layout)
    )
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE unlike_text AS
        SELECT text FROM ({short}) WHERE {_PLAIN.format("text")} IN (FROM unlike_word)"""
    )
    if con.execute("SELECT 1 FROM unlike_text LIMIT 1").fetchone() is None:
        return []
    looks = " OR ".join(f"c{index} IN (FROM unlike_text)" for index in _places(layout))
    rows = con.execute(
        f"SELECT * EXCLUDE (cells) FROM loaded WHERE {looks} ORDER BY source_row LIMIT {_MANY}"
    ).fetchall()
    return [(number, tuple(cell or "" for cell in cells)) for number, *cells in rows]


def _note_totals(con: DuckDBPyConnection, layout: Layout) -> None:
    """Add to `total` the rows whose identity or first cell is a word for a total, and that have no link or id."""
    columns = [each for name in ("url", "listing_key") if (each := layout.column(name))]
    keys = [
        f"(coalesce(trim(c{each.index}), '') = '' OR {_PLAIN.format(f'c{each.index}')} IN (FROM word))"
        for each in columns
    ]
    says = "({})".format(" OR ".join(f"{_PLAIN.format(f'c{index}')} IN (FROM word)" for index in _places(layout)))
    for words, where in (
        (totals("zh"), "true"),
        (totals("en"), f"source_row IN (SELECT source_row FROM raw ORDER BY source_row DESC LIMIT {_LAST_ROWS})"),
    ):
        con.execute(
            f"""INSERT INTO total
            WITH word AS (SELECT unnest($words::VARCHAR[]) AS word)
            SELECT source_row FROM raw WHERE {" AND ".join([says, where, *keys])}""",
            {"words": sorted(words)},
        )


def _places(layout: Layout) -> list[int]:
    """The columns that tell what a row is about, and the first one."""
    return sorted({0, *(each.index for name in _IDENTITY[layout.kind] if (each := layout.column(name)))})


@functools.cache
def totals(language: str) -> frozenset[str]:
    """The words by which a row says that it adds up others, in a language."""
    return frozenset(_plain(word) for word in load("words")["total"][language])


def _plain(text: str) -> str:
    return text.strip(" \t\xa0　:：").replace(" ", "").replace("_", "").lower()


def _is_again(cells: Sequence[str], layout: Layout) -> bool:
    """Whether the row says what the header says, in the columns that are used."""
    return all(
        each.index < len(cells) and fold_header(cells[each.index]) == fold_header(layout.header[each.index])
        for each in layout.columns
    )


def _is_header(cells: Sequence[str]) -> bool:
    """Whether the row may be a header: at least two names of columns, and they are half of what stands there."""
    said = [cell for cell in cells if cell.strip()]
    known = sum(map(headers.knows, said))
    return known >= 2 and 2 * known >= len(said)


def _head(con: DuckDBPyConnection, number: int) -> tuple[tuple[str, ...], ...]:
    rows = con.execute(
        "SELECT * EXCLUDE (cells) FROM loaded WHERE source_row BETWEEN $first AND $last ORDER BY source_row",
        {"first": number, "last": number + _HEAD_ROWS - 1},
    ).fetchall()
    found = {row: _cut(cells) for row, *cells in rows}
    return tuple(found.get(row, ()) for row in range(number, max(found) + 1))


def _cut(cells: Sequence[str | None]) -> tuple[str, ...]:
    """The cells up to the last one that isn't blank."""
    texts = [cell or "" for cell in cells]
    while texts and not texts[-1].strip():
        texts.pop()
    return tuple(texts)
