"""A raw table into a workbench: view `loaded` (source_row, cells, c0, c1, …), all cells text."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import duckdb
from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused
from tracker.model import RawTable
from tracker.read.child import used_cells
from tracker.read.decode import has_irregular_lines
from tracker.read.delimited import MAX_CELL, TableTooLargeError, number
from tracker.read.shifted import mark_shifted, mark_short
from tracker.settings import limit

_MAX_LINE = 8_000_000


def load(con: DuckDBPyConnection, table: RawTable, header_row: int, document: str) -> RawTable:
    """Load the rows below the header (see `_load`); the table as it was loaded from. Raises DocumentRefused
    `cell-too-long`, `table-too-large`."""
    try:
        loaded = _load(con, table, header_row)
        if table.separated:
            width = used_cells(list(table.head[max(header_row - table.first_row, 0)]))
            mark_short(con, width, [row for row in loaded.short if row > header_row])
            if table.delimiter == ",":
                mark_shifted(con, width, [row for row in loaded.long if row > header_row])
    except csv.Error as error:
        raise DocumentRefused("cell-too-long", document=document, limit=MAX_CELL, reason=str(error)) from error
    except TableTooLargeError as error:
        raise DocumentRefused("table-too-large", document=document, **error.facts) from error
    return loaded


def _load(con: DuckDBPyConnection, table: RawTable, header_row: int) -> RawTable:
    """Load the rows below the header that hold anything. `cells` is the place of a row's last cell that isn't blank,
    and more than the header has for a row whose cells are shifted; null where the row has exactly the table's width.

    Text that DuckDB's strict reader takes whole goes in as it lies; all other text is numbered first.
    """
    if not table.numbered and header_row and table.head_lines[header_row - 1] != header_row:
        table = number(table)  # a cell of the head holds a line break: lines can't be skipped by number
    if not table.numbered and header_row and not table.head[header_row - 1][-1].strip():
        table = number(table)  # the header has cells without a name: which rows fill them must be known
    if not table.numbered and len(table.head[max(header_row, 1) - 1]) < table.width:
        table = number(table)  # other rows of the head are wider: a row with more cells than the header must be known
    if not table.numbered:
        try:
            _load_plain(con, table, header_row)
        except duckdb.Error:  # ragged rows, lone quotes, a last line without end: our own reader knows them all
            table = number(table)
        else:
            if _rows_can_be_counted(con, table, header_row):
                return table
            table = number(table)
    _load_numbered(con, table, header_row)
    return table


def _load_plain(con: DuckDBPyConnection, table: RawTable, header_row: int) -> None:
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE lines AS SELECT * FROM read_csv($path, {_columns(_names(table.width))},
            delim = $delimiter, skip = $skip, {_STRICT})""",
        {"path": str(table.path), "delimiter": table.delimiter, "skip": header_row},
    )
    found = con.execute("SELECT count(*) FROM lines").fetchone() or (0,)
    if found[0] > (most := limit("TRACKER_MAX_ROWS")):
        raise TableTooLargeError("rows", None, most)
    con.execute(
        f"""CREATE OR REPLACE TEMP VIEW loaded AS
        SELECT rowid + {header_row + 1} AS source_row, NULL::BIGINT AS cells, * FROM lines
        WHERE {" OR ".join(f"{name} <> ''" for name in _names(table.width))}"""
    )


def _rows_can_be_counted(con: DuckDBPyConnection, table: RawTable, header_row: int) -> bool:
    """Whether the row loaded as number n is row n of the document: a blank line would have been passed over."""
    found = con.execute("SELECT count(*) FROM lines").fetchone()
    return found == (table.lines - header_row,) or not has_irregular_lines(table.path)


def _load_numbered(con: DuckDBPyConnection, table: RawTable, header_row: int) -> None:
    names = ["source_row", "cells", *_names(table.width)]
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE lines AS
        SELECT * REPLACE (source_row::BIGINT AS source_row, cells::BIGINT AS cells)
        FROM read_csv($path, {_columns(names)}, delim = ',', {_STRICT}) WHERE source_row::BIGINT > $header""",
        {"path": str(table.path), "header": header_row},
    )
    con.execute("CREATE OR REPLACE TEMP VIEW loaded AS FROM lines")


_STRICT = f"""auto_detect = false, header = false, quote = '"', escape = '"', strict_mode = true, null_padding = false,
    max_line_size = {_MAX_LINE}"""
"""Dialect stated, nothing sniffed: the sniffer reads a ragged file as one column."""


def _names(width: int) -> list[str]:
    return [f"c{index}" for index in range(width)]


def _columns(names: list[str]) -> str:
    pairs: Iterator[str] = (f"'{name}': 'VARCHAR'" for name in names)
    return f"columns = {{{', '.join(pairs)}}}"
