"""Delimited text: comma, tab, semicolon or pipe; quotes doubled. Every row keeps the number that Excel shows."""

from __future__ import annotations

import csv
import itertools
import re
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.errors import DocumentRefused
from tracker.model import Document, RawTable
from tracker.read import trends
from tracker.read.decode import decode

DELIMITERS = (",", "\t", ";", "|")
HEAD_ROWS = 200
"""Rows in which a header is looked for."""

MAX_CELL = 1_000_000
"""Characters in one cell; more is no table."""

_NULS_IN = 50
"""One NUL in so many bytes may stand in a text (it is dropped); more are no text."""

_NOT_TEXT = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"PAR1",
    b"SQLite",
)


def identify(document: Document) -> bool:
    """Whether the bytes may be delimited text: no other known magic, no markup, few NULs outside UTF-16, none of the
    odd tables of Google Trends."""
    with document.path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_NOT_TEXT) or head[8:12] == b"DUCK":
        return False
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith((b"<", b"{")) or re.match(rb"\[\s*[{\[]", start):
        return False
    if head.count(b"\0") * _NULS_IN > len(head) and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return not trends.identify(document)


def read(document: Document, folder: Path) -> list[RawTable]:
    """The one table of the document. Raises DocumentRefused `encoding-unknown`, `cell-too-long`, `no-rows`."""
    text = decode(document, folder)
    csv.field_size_limit(MAX_CELL)
    try:
        delimiter = _delimiter(text.path)
        head, lines = _head(text.path, delimiter)
        if not any(head):
            raise DocumentRefused("no-rows", document=document.name)
        width = max(len(row) for row in head)
        table = RawTable(None, text.path, delimiter, width, head, lines, text.lines, numbered=False, separated=True)
        return [number(table) if text.nul else table]
    except csv.Error as error:
        raise DocumentRefused("cell-too-long", document=document.name, limit=MAX_CELL, reason=str(error)) from error


def number(table: RawTable) -> RawTable:
    """The same table written anew, strictly, with each row's number and count of cells before its cells.

    For text that DuckDB's reader can't be trusted with: blank lines, ragged rows, lone quotes.
    """
    width = max((len(row) for row in _rows(table.path, table.delimiter)), default=0)
    target = table.path.with_suffix(".numbered.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for place, row in enumerate(_rows(table.path, table.delimiter), start=1):
            if any(cell.strip() for cell in row):
                cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
                writer.writerow([place, _cells(row), *cells, *[""] * (width - len(row))])
    return RawTable(table.sheet, target, ",", width, table.head, (), 0, numbered=True, separated=table.separated)


def _cells(row: Sequence[str]) -> int:
    """The place of the last cell that isn't blank."""
    return max((index for index, cell in enumerate(row, start=1) if cell.strip()), default=0)


def _rows(path: Path, delimiter: str) -> Iterator[list[str]]:
    """The rows. A line whose quote was never closed is a row of its own, its quotes as they stand."""
    ahead: deque[str] = deque()
    taken: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        while True:
            for row in csv.reader(_taking(file, ahead, taken), delimiter=delimiter):
                joined = len(taken) > 1 or (row and row[-1].endswith(("\n", "\r")))
                if joined and not _is_strict(taken, delimiter):
                    yield from csv.reader(taken[:1], delimiter=delimiter, quoting=csv.QUOTE_NONE)
                    ahead.extendleft(reversed(taken[1:]))
                else:
                    yield row
                taken.clear()
            if not ahead:
                return


def _taking(file: Iterator[str], ahead: deque[str], taken: list[str]) -> Iterator[str]:
    """The lines, those of `ahead` first, each noted in `taken` as it is handed out."""
    while line := ahead.popleft() if ahead else next(file, ""):
        taken.append(line.replace("\0", ""))
        yield taken[-1]


def _is_strict(lines: list[str], delimiter: str) -> bool:
    try:
        return len(list(csv.reader(lines, delimiter=delimiter, strict=True))) == 1
    except csv.Error:
        return False


def _head(path: Path, delimiter: str) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """The first rows, and for each the number of physical lines up to its end."""
    rows, lines = [], []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=delimiter)
        for row in itertools.islice(reader, HEAD_ROWS):
            rows.append(tuple(row))
            lines.append(reader.line_num)
    return tuple(rows), tuple(lines)


def _delimiter(path: Path) -> str:
    """The delimiter that splits most of the first rows into the same number of cells, more cells before fewer."""

    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in itertools.islice(_rows(path, delimiter), HEAD_ROWS) if row]
        split = [width for width in widths if width > 1]
        if not split:
            return (0, 0)
        common = max(set(split), key=lambda width: (split.count(width), width))
        return (split.count(common) * min(common, 4), common)

    return max(DELIMITERS, key=fit)
