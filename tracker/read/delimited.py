"""Delimited text: comma, tab, semicolon or pipe; quotes doubled or escaped. Rows keep the number that Excel shows.

What is written in another dialect (`sep=` lines, quotes behind backslashes, whole lines in quotes) is first written
anew with the same rows (tracker.read.dialect); the rest of the way knows one dialect alone.
"""

from __future__ import annotations

import csv
import itertools
import re
from array import array
from collections import Counter, deque
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from tracker.errors import DocumentRefused
from tracker.model import Document, RawTable
from tracker.read import sniff, trends
from tracker.read.child import HEAD_ROWS, used_cells
from tracker.read.decode import Text, decode
from tracker.read.dialect import rewritten
from tracker.settings import limit

DELIMITERS = (",", "\t", ";", "|")

MAX_CELL = 1_000_000
"""Characters in one cell; more is no table."""

MAX_LINE = 8_000_000
"""Characters in one line."""

_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)")
_QUOTED = re.compile(r' *"((?:[^"]|"")*)" *')
_MAX_JOINED = 2_000_000
"""Characters of the lines of one row."""

_FEW = 0.02
"""A share of rows that are few."""

_MAX_READ_AGAIN = 40_000_000
"""Characters read again, after quotes that seemed to join lines; more are no text of rows."""

_LINE_COST = 20
"""To read a line again takes as long as so many characters; not counted, short lines took 20 s to refuse."""


def identify(document: Document) -> bool:
    """Whether the document is text, and none of the odd tables of Google Trends."""
    return sniff.kind(document) == "text" and not trends.identify(document)


def read(document: Document, folder: Path) -> list[RawTable]:
    """The one table of the document. Raises DocumentRefused `encoding-unknown`, `encoding-damaged`, `cell-too-long`,
    `table-too-large` (what, size, limit), `no-rows`. `what` may also be line_characters.
    """
    return from_text(document, decode(document, folder))


def from_text(document: Document, text: Text) -> list[RawTable]:
    """The one table of a decoded document. Raises as `read` does."""
    csv.field_size_limit(MAX_CELL)
    try:
        text, stated = rewritten(text, delimiter_of(text.path))
        delimiter = stated or delimiter_of(text.path)
        head, lines = _head(text.path, delimiter)
        if not any(head):
            raise DocumentRefused("no-rows", document=document.name)
        width = max(len(row) for row in head)
        _judge_width(max(used_cells(list(row)) for row in head))
        table = RawTable(None, text.path, delimiter, width, head, lines, text.lines, numbered=False, separated=True)
        unusual = text.nul or width > limit("TRACKER_MAX_COLUMNS") or _head_has_padded_quotes(text.path, delimiter)
        return [number(table) if unusual else table]
    except csv.Error as error:
        raise DocumentRefused("cell-too-long", document=document.name, limit=MAX_CELL, reason=str(error)) from error
    except TableTooLargeError as error:
        raise DocumentRefused("table-too-large", document=document.name, **error.facts) from error


class _UnclosedError(Exception):
    """A quote joins more lines than a row may have."""


class TableTooLargeError(Exception):
    """A table passes a limit of ours."""

    def __init__(self, what: str, size: int | None, most: int) -> None:
        super().__init__(what, size, most)
        self.facts = {"what": what, "size": size, "limit": most}


def number(table: RawTable) -> RawTable:
    """The same table written anew, strictly, with each row's number and count of cells before its cells.

    For text that DuckDB's reader can't be trusted with: blank lines, ragged rows, lone quotes. Raises csv.Error,
    TableTooLargeError.
    """
    width, most = 0, limit("TRACKER_MAX_ROWS")
    counts = array("I")
    for place, (_, row) in enumerate(_rows(table.path, table.delimiter), start=1):
        counts.append(len(row))
        width = max(width, used_cells(row))
        _judge_width(width)
        if place > most:
            raise TableTooLargeError("rows", None, most)
    target = table.path.with_suffix(".numbered.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for place, (_, row) in enumerate(_rows(table.path, table.delimiter), start=1):
            if used := used_cells(row):
                cells = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row[:width]]
                writer.writerow([place, used, *cells, *[""] * (width - len(row))])
    head = tuple(row[:width] for row in table.head)
    short, long = _uneven(counts)
    return RawTable(
        *(table.sheet, target, ",", width, head, (), 0),
        numbered=True,
        separated=table.separated,
        short=short,
        long=long,
    )


def _uneven(counts: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of the rows with fewer cells than nearly all have, and of those with more; none where many have
    fewer, as where programs leave off blank cells at the end, or many have more. Rows of a single cell are notes."""
    found = Counter(counts)
    common = max(found, key=lambda count: (found[count], count), default=0)
    few = max(1, _FEW * found[common])
    short = [place for place, count in enumerate(counts, start=1) if 1 < count < common]
    long = [place for place, count in enumerate(counts, start=1) if count > common]
    return tuple(short) if len(short) <= few else (), tuple(long) if len(long) <= few else ()


def rows_at(table: RawTable, numbers: Collection[int], document: str) -> dict[int, tuple[str, ...]]:
    """The cells of the rows of these numbers, as they stand; a number that no row has is left out. What stands behind
    the last of them isn't read. Raises DocumentRefused `cell-too-long`."""
    found: dict[int, tuple[str, ...]] = {}
    last = max(numbers, default=0)
    csv.field_size_limit(MAX_CELL)
    try:
        for number, cells in _numbered(table):
            if number in numbers:
                found[number] = tuple(cells)
            if number >= last:
                break
    except csv.Error as error:
        raise DocumentRefused("cell-too-long", document=document, limit=MAX_CELL, reason=str(error)) from error
    return found


def _numbered(table: RawTable) -> Iterator[tuple[int, Sequence[str]]]:
    """Each row with its number in the document."""
    if not table.numbered:
        yield from ((place, row) for place, (_, row) in enumerate(_rows(table.path, table.delimiter), start=1))
        return
    with table.path.open(encoding="utf-8", newline="") as file:
        for number, _, *cells in csv.reader(file):
            yield int(number), cells


def delimiter_of(path: Path) -> str:
    """The delimiter that splits most of the first rows into the same number of cells, more cells before fewer.

    A comma that only stands between digits is a decimal point where another delimiter splits too. Raises csv.Error
    where no delimiter can be tried.
    """
    fits = {delimiter: _fit(path, delimiter) for delimiter in DELIMITERS}
    if all(fit is None for fit in fits.values()):
        raise csv.Error(f"field larger than field limit ({MAX_CELL})")
    found = {delimiter: fit or (0, 0) for delimiter, fit in fits.items()}
    if any(found[each] > (0, 0) for each in DELIMITERS[1:]) and _commas_are_decimal(path):
        found[","] = (0, 0)
    return max(DELIMITERS, key=lambda each: found[each])


def _fit(path: Path, delimiter: str) -> tuple[int, int] | None:
    """How well a delimiter splits the first rows; null where a cell would be too long."""
    try:
        widths = [len(row) for _, row in itertools.islice(_rows(path, delimiter), HEAD_ROWS) if row]
    except csv.Error:
        return None
    split = [width for width in widths if width > 1]
    if not split:
        return (0, 0)
    common = max(set(split), key=lambda width: (split.count(width), width))
    return (split.count(common) * min(common, 4), common)


def _commas_are_decimal(path: Path) -> bool:
    lines = list(itertools.islice(_lines(path), HEAD_ROWS))
    commas = sum(line.count(",") for line in lines)
    return 0 < commas == sum(len(_DECIMAL_COMMA.findall(line)) for line in lines)


def _head(path: Path, delimiter: str) -> tuple[tuple[tuple[str, ...], ...], tuple[int, ...]]:
    """The first rows, and for each the number of physical lines up to its end."""
    rows, lines, line = [], [], 0
    for count, row in itertools.islice(_rows(path, delimiter), HEAD_ROWS):
        line += count
        rows.append(tuple(row))
        lines.append(line)
    return tuple(rows), tuple(lines)


def _rows(path: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, each with the count of its lines. A line whose quote was never closed is a row of its own, its quotes
    as they stand; so are the quotes of a cell that has more behind its last one.

    Raises csv.Error where a cell is too long, or quotes join lines without end.
    """
    ahead: deque[str] = deque()
    taken: list[str] = []
    file = _lines(path)
    again = 0
    while True:
        try:
            for row in csv.reader(_taking(file, ahead, taken), delimiter=delimiter):
                joined = len(taken) > 1 or (row and row[-1].endswith(("\n", "\r")))
                if '"' not in taken[0] or _is_strict(taken, delimiter):
                    yield len(taken), row
                elif not joined:
                    yield 1, _split(taken[0], delimiter)
                else:
                    break
                taken.clear()
        except _UnclosedError:
            pass
        if taken:
            yield 1, next(csv.reader(taken[:1], delimiter=delimiter, quoting=csv.QUOTE_NONE))
            again += sum(map(len, taken[1:])) + _LINE_COST * len(taken[1:])
            if again > _MAX_READ_AGAIN:
                raise csv.Error("quotes join lines without end")
            ahead.extendleft(reversed(taken[1:]))
            taken.clear()
        elif not ahead:
            return


def _split(line: str, delimiter: str) -> list[str]:
    """The cells of a line of which one has quotes that close before its end: those stand as they are. A quote may have
    blanks before it."""
    cells, place = [], 0
    line = line.rstrip("\r\n")
    while True:
        quoted = _QUOTED.match(line, place)
        if quoted and (quoted.end() == len(line) or line[quoted.end()] == delimiter):
            end, cell = quoted.end(), quoted[1].replace('""', '"')
        else:
            end = line.find(delimiter, place)
            end = len(line) if end < 0 else end
            cell = line[place:end]
        cells.append(cell)
        if end >= len(line):
            return cells
        place = end + 1


def _lines(path: Path) -> Iterator[str]:
    """The lines with their ends. Raises TableTooLargeError where one has no end."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        while line := file.readline(MAX_LINE):
            if len(line) == MAX_LINE:
                raise TableTooLargeError("line_characters", None, MAX_LINE)
            yield line


def _taking(file: Iterator[str], ahead: deque[str], taken: list[str]) -> Iterator[str]:
    """The lines, those of `ahead` first, each noted in `taken` as it is handed out."""
    size = 0
    while line := ahead.popleft() if ahead else next(file, ""):
        size = size + len(line) if taken else len(line)
        taken.append(line.replace("\0", ""))
        if size > _MAX_JOINED and len(taken) > 1:
            raise _UnclosedError
        yield taken[-1]


def _is_strict(lines: list[str], delimiter: str) -> bool:
    """Whether the lines are one row, with every quote in its place."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return len(rows) == 1 and not _has_padded_quotes(lines, delimiter)


def _head_has_padded_quotes(path: Path, delimiter: str) -> bool:
    return any(_has_padded_quotes([line], delimiter) for line in itertools.islice(_lines(path), HEAD_ROWS))


def _has_padded_quotes(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a cell of a single line has blanks before its quote, as `1, "a, b"` has."""
    return len(lines) == 1 and re.search(re.escape(delimiter) + r' +"', lines[0]) is not None


def _judge_width(width: int) -> None:
    if width > (most := limit("TRACKER_MAX_COLUMNS")):
        raise TableTooLargeError("columns", width, most)
