"""Tables side by side on one sheet: the same headers again to the right, mostly behind a blank column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from duckdb import DuckDBPyConnection

from tracker.model import RawTable
from tracker.normalise import headers, reference
from tracker.normalise.fold import fold_header

_IDENTITIES = (("listings", "title"), ("listings", "listing_key"), ("shops", "shop_name"), ("keywords", "keyword"))
_HEADER_ROWS = 20
_NAMED = re.compile(r"(?P<sheet>.*?)@(?P<column>[A-Z]+)?(?P<row>\d+)?(?: [^@]*)?", re.DOTALL)


def parted(table: RawTable) -> list[RawTable]:
    """The tables that stand beside one another, from left to right; the table itself where it is the only one.

    Each has the cells of its own columns (`block`) alone. Its name is the sheet's, the letter of its first column, and
    what stands above it: a platform, mostly.
    """
    for place, row in enumerate(table.head[:_HEADER_ROWS]):
        starts = _starts(row)
        if len(starts) > 1:
            ends = [*starts[1:], max(table.width, len(row))]
            return [_part(table, place, *block) for block in zip([0, *starts[1:]], ends, strict=True)]
    return [table]


def keep_block(con: DuckDBPyConnection, block: tuple[int, int]) -> None:
    """Leave in `loaded` the cells of the block's columns, and the rows that have some."""
    names = [name for (name, *_) in con.execute("DESCRIBE loaded").fetchall()][2:]
    inside = names[slice(*block)]
    cells = ", ".join(name if name in inside else f"NULL::VARCHAR AS {name}" for name in names)
    con.execute("ALTER VIEW loaded RENAME TO as_beside")
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW loaded AS SELECT source_row, NULL::BIGINT AS cells, {cells} FROM as_beside
        WHERE {" OR ".join(f"trim({name}) <> ''" for name in inside)}"""
    )


def name_below(sheet: str | None, row: int) -> str:
    """The name of a table that begins in a row below another one of that name."""
    named = _NAMED.fullmatch(sheet or "")
    return f"{named['sheet']}@{named['column'] or ''}{row}" if named else f"{sheet or ''}@{row}"


def sheet_of(name: str) -> str | None:
    """The name of the sheet on which a table below or beside another one stands; null where it is no such table."""
    named = _NAMED.fullmatch(name)
    return named["sheet"] if named else None


def _starts(row: Sequence[str]) -> list[int]:
    """The first columns of the tables of a header row."""
    words = [fold_header(cell) for cell in row]
    first = next((index for index, word in enumerate(words) if word), None)
    if first is None:
        return []
    again = [index for index, word in enumerate(words) if word and word == words[first]]
    blocks = [words[start:end] for start, end in zip(again, [*again[1:], len(words)], strict=True)]
    shared = set(blocks[0]).intersection(*blocks[1:]) - {""}
    known = {word for word in shared if headers.knows(word)}
    return again if len(blocks) > 1 and len(known) > 1 and known & _identities() else []


def _identities() -> set[str]:
    return set().union(*(reference.fields(kind)[name].aliases for kind, name in _IDENTITIES))


def _part(table: RawTable, header: int, start: int, end: int) -> RawTable:
    head = tuple(tuple("" if index < start else cell for index, cell in enumerate(row[:end])) for row in table.head)
    above = next((" ".join(filter(str.strip, row)) for row in reversed(head[:header]) if any(row)), "")
    name = f"{table.sheet or ''}@{_letter(start)} {above}".rstrip()
    merged = tuple(each for each in table.merged if start < each[1] and each[3] <= end)
    return replace(table, sheet=name, head=head, merged=merged, block=(start, end))


def _letter(index: int) -> str:
    """The letters of a column in a workbook."""
    before, last = divmod(index, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)
