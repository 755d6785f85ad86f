"""What stands below a header beside its rows: the header again, and another table.

View `loaded` in (all rows below the header), view `raw` out (the rows of this table).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from tracker.normalise import headers
from tracker.normalise.fold import fold_header
from tracker.normalise.layout import Layout

_IDENTITY = {
    "listings": ("title", "listing_key", "url"),
    "shops": ("shop_name",),
    "keywords": ("keyword",),
    "trend": ("observed_at",),
}
_HEAD_ROWS = 200
_LONGEST_HEADER = 90
"""Bytes of a cell that may be a header's."""


class Next(NamedTuple):
    """Another table below: the number of its first row, and its first rows, each at its number from there on."""

    row: int
    head: tuple[tuple[str, ...], ...]


def part_rows(con: DuckDBPyConnection, layout: Layout) -> Next | None:
    """Make `raw`: the rows of the table, without repeated headers, up to where another header begins another table."""
    repeated: list[int] = []
    for number, cells in _header_like(con, layout):
        if _is_again(cells, layout):
            repeated.append(number)
        elif _is_header(cells):
            _make_raw(con, repeated, before=number)
            return Next(number, _head(con, number))
    _make_raw(con, repeated, before=None)
    return None


def _make_raw(con: DuckDBPyConnection, repeated: Sequence[int], before: int | None) -> None:
    conditions = [f"source_row NOT IN ({', '.join(map(str, repeated))})"] if repeated else []
    conditions += [f"source_row < {before:d}"] if before is not None else []
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    con.execute(f"CREATE OR REPLACE TEMP VIEW raw AS SELECT * FROM loaded {where}")


def _header_like(con: DuckDBPyConnection, layout: Layout) -> Iterable[tuple[int, tuple[str, ...]]]:
    """The rows whose identity is the name of a column, in their order."""
    columns = [each.index for name in _IDENTITY[layout.kind] if (each := layout.column(name))]
    if not columns or layout.said.layout:
        return []
    con.execute("CREATE OR REPLACE TEMP TABLE column_name AS SELECT unnest($names::VARCHAR[]) AS name",
                {"names": sorted({*headers.names(), *(_plain(cell) for cell in layout.header)} - {""})})  # fmt: skip
    looks = " OR ".join(
        f"(strlen(c{index}) <= {_LONGEST_HEADER} AND {_PLAIN.format(f'c{index}')} IN (FROM column_name))"
        for index in columns[:1]
    )
    rows = con.execute(f"SELECT * EXCLUDE (cells) FROM loaded WHERE {looks} ORDER BY source_row LIMIT 10000").fetchall()
    return [(number, tuple(cell or "" for cell in cells)) for number, *cells in rows]


_PLAIN = "lower(replace(replace(trim({}), ' ', ''), '_', ''))"


def _plain(text: str) -> str:
    return text.strip().replace(" ", "").replace("_", "").lower()


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
