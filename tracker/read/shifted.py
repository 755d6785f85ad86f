"""Rows whose cells are shifted: by an unquoted comma inside a number, where a blank cell at the end hides it, or by a
lost separator, where the row ends before all others.

`1,299.00` without quotes becomes two cells. Mostly the row then has a cell more than its header; but where its last
cell would be blank it is as wide as the others, and every cell behind the price stands one column too far. Such a row
is told by its cells: as it stands, some are of a kind that the column's other rows hardly have; with the number put
together again, none is. So is a row that ends early: blanks at the end of other rows make its own likely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from duckdb import DuckDBPyConnection

_LEAD = r"\s*[^0-9\s,.]{0,3}\s*[0-9]{1,3}"
_GROUP = r"[0-9]{2,3}"
_LAST_GROUP = r"[0-9]{3}(?:\.[0-9]+)?\s*[^0-9\s,.]{0,3}\s*"
_KINDS = (("blank", re.compile(r"\s*")), ("whole", re.compile(r"\s*[+-]?\d+\s*")))
_NUMBER = re.compile(r"\s*[^0-9]{0,3}[0-9][0-9,.]*[^0-9]{0,3}")
_LEAST_ROWS = 5
_LOOKED_AT = 10_000
_ODD = 0.02
"""A kind of cell that fewer of the column's other rows have is odd in it."""

Kinds = Sequence[Counter[str]]


def mark_shifted(con: DuckDBPyConnection, width: int, long: Sequence[int]) -> int:
    """Give the shifted rows of `loaded` more `cells` than `width`, the place of the header's last named cell; as many
    rows come back. `long`: rows that have more cells than nearly all, blank ones too; where there are too few rows to
    tell what a column holds, those with a pair that may be one number are meant.
    Costs one look at the last column where no cell in it is blank."""
    last = f"c{width - 1}"
    hidden = f"SELECT 1 FROM loaded WHERE {last} IS NULL OR {last} = '' LIMIT 1"
    if width < 3 or con.execute(hidden).fetchone() is None:
        return 0
    names = ", ".join(f"c{index}" for index in range(width))
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE suspect AS SELECT source_row, {names} FROM loaded
        WHERE ({last} <> '' OR source_row IN (SELECT unnest($long::BIGINT[]))) AND ({_may_be_one(width)})""",
        {"long": list(long)},
    )
    if con.execute("SELECT 1 FROM suspect LIMIT 1").fetchone() is None:
        return 0
    kinds, rows = _kinds(con, names)
    if rows < _LEAST_ROWS:
        found = [number for number, *_ in _each(con) if number in long]
    else:
        found = [number for number, *row in _each(con) if _is_shifted([cell or "" for cell in row], kinds, rows)]
    _mark(con, found, width, "shifted")
    return len(found)


def mark_short(con: DuckDBPyConnection, width: int, short: Sequence[int]) -> int:
    """As `mark_shifted`, of rows that end before nearly all others do. A row whose last cells are blank as those of
    others are, and its first ones of the columns' kinds, stays."""
    if width < 2 or not short:
        return 0
    names = ", ".join(f"c{index}" for index in range(width))
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE suspect AS SELECT source_row, {names} FROM loaded
        WHERE source_row IN (SELECT unnest($rows::BIGINT[]))""",
        {"rows": list(short)},
    )
    kinds, rows = _kinds(con, names)
    if rows < _LEAST_ROWS:
        return 0
    found = [number for number, *row in _each(con) if _odd([cell or "" for cell in row], kinds, rows)]
    _mark(con, found, width, "short")
    return len(found)


def _kinds(con: DuckDBPyConnection, names: str) -> tuple[Kinds, int]:
    """The kinds of cells that each column has outside the suspected rows, and how many rows those are."""
    others = con.execute(
        f"SELECT {names} FROM loaded WHERE source_row NOT IN (SELECT source_row FROM suspect) LIMIT {_LOOKED_AT}"
    ).fetchall()
    return [Counter(map(_kind, column)) for column in zip(*others, strict=True)], len(others)


def _mark(con: DuckDBPyConnection, found: Sequence[int], width: int, name: str) -> None:
    """Give the rows of these numbers more `cells` than `width`. `name`: of what takes part in it."""
    if not found:
        return
    con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest($rows::BIGINT[]) AS row", {"rows": found})
    con.execute(f"ALTER VIEW loaded RENAME TO before_{name}")
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW loaded AS SELECT * REPLACE (
        CASE WHEN source_row IN (SELECT row FROM {name}) THEN {width + 1} ELSE cells END AS cells) FROM before_{name}"""
    )


def _may_be_one(width: int) -> str:
    """The condition of rows with two neighbours that may be one number."""
    return " OR ".join(
        f"(length(c{index}) <= 9 AND regexp_full_match(c{index + 1}, '{_LAST_GROUP}|{_GROUP}') "
        f"AND regexp_full_match(c{index}, '{_LEAD}'))"
        for index in range(width - 1)
    )


def _each(con: DuckDBPyConnection) -> Iterator[tuple[int, *tuple[str | None, ...]]]:
    con.execute("FROM suspect")
    while rows := con.fetchmany(_LOOKED_AT):
        yield from rows


def _is_shifted(cells: list[str], kinds: Kinds, rows: int) -> bool:
    if not _odd(cells, kinds, rows):
        return False
    return any(not _odd(whole, kinds, rows) for whole in _put_together(cells))


def _put_together(cells: list[str]) -> Iterator[list[str]]:
    """The row with each run of two or three cells made one number that may be one, and blanks at its end."""
    for index in range(len(cells) - 1):
        for count in (2, 3):
            lead, *groups, last = cells[index : index + count] if index + count <= len(cells) else ["", ""]
            if (
                re.fullmatch(_LEAD, lead)
                and re.fullmatch(_LAST_GROUP, last)
                and all(re.fullmatch(_GROUP, each) for each in groups)
            ):
                number = ",".join(cells[index : index + count])
                yield [*cells[:index], number, *cells[index + count :], *[""] * (count - 1)]


def _odd(cells: list[str], kinds: Kinds, rows: int) -> bool:
    return any(_count(cell, found) < _ODD * rows for cell, found in zip(cells, kinds, strict=True))


def _count(cell: str, found: Counter[str]) -> int:
    """How many of the column's other rows have a cell of the kind; a grouped number may stand among whole ones."""
    return found["whole"] + found["number"] if "," in cell and _kind(cell) == "number" else found[_kind(cell)]


def _kind(cell: str | None) -> str:
    for name, pattern in _KINDS:
        if pattern.fullmatch(cell or ""):
            return name
    return "number" if _NUMBER.fullmatch(cell or "") else "text"
