"""The child process that opens an untrusted workbook; `tracker.read.workbook` starts it by its file's path.

It holds itself to limits before it opens anything, writes one CSV a sheet and tells of each in a JSON line.
Only the standard library and calamine are imported, so that it starts in some 20 ms.

usage: python workbook_child.py COPY FOLDER      (COPY ends in .xls, .xlsx or .xlsb, as its content is)

Lines on stdout:
    {"name", "path", "width", "visible", "head"}   a sheet that holds something; path is a name inside FOLDER
    {"refused": code, "facts": {…}}                the last line, where the workbook is refused
    {"done": count of sheets told}                 the last line, where all was read
"""

from __future__ import annotations

import contextlib
import csv
import errno
import json
import sys
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_MEMORY = 1_500_000_000
"""Bytes of address space."""

MAX_CPU_SECONDS = 30
MAX_OPEN_FILES = 64
MAX_FILE = 2_000_000_000
"""Bytes of one written file."""

MAX_COLUMNS = 200
MAX_SHEET_ROWS = 1_000_000
MAX_ROWS = 5_000_000
MAX_ROW_TEXT = 1_000_000
"""Characters of one row: quoted and in UTF-8 they stay under the longest line that DuckDB is let read."""

MAX_TEXT = 1_000_000_000
"""Characters of all cells: one long text may stand in any number of cells."""

MAX_HEADS = 16_000_000
"""Characters of the first rows of all sheets."""

HEAD_ROWS = 200
"""Rows in which a header is looked for."""

_EXACT = 2**53
"""Whole numbers up to here are kept exactly by the workbook's 64-bit floats."""


class TooLargeError(Exception):
    """The workbook passes a limit of ours. `size` is null where it isn't known."""

    def __init__(self, what: str, size: int | None, limit: int) -> None:
        super().__init__(what, size, limit)
        self.facts = {"what": what, "size": size, "limit": limit}


class UnreadableError(Exception):
    """A part of the workbook can't be read; the message is the reason."""


class Sheet(NamedTuple):
    """What was written of one sheet: `rows` and `text` (characters) count what is not blank."""

    width: int
    head: list[list[str]]
    rows: int
    text: int


class Left(NamedTuple):
    """Rows and characters that the sheets still to come may hold."""

    rows: int
    text: int


def main(copy: str, folder: str) -> None:
    """Read the workbook and tell the outcome in lines (see above)."""
    _limit()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    from python_calamine import CalamineError, PasswordError

    told = 0
    try:
        for line in _sheets(copy, Path(folder)):
            _tell(line)
            told += 1
        _tell({"done": told})
    except PasswordError:
        _refuse("workbook-encrypted")
    except TooLargeError as error:
        _refuse("workbook-too-large", **error.facts)
    except MemoryError:
        _refuse("workbook-too-large", what="memory_bytes", size=None, limit=MAX_MEMORY)
    except (CalamineError, UnreadableError) as error:
        _refuse("workbook-unreadable", reason=str(error))
    except OSError as error:
        if error.errno == errno.EFBIG:
            _refuse("workbook-too-large", what="file_bytes", size=None, limit=MAX_FILE)
        else:
            _refuse("workbook-unreadable", reason=error.strerror or "input or output failed")


def _limit() -> None:
    """Limits of memory, CPU, files and core; where the system has none of the kind, without it."""
    if sys.platform == "win32":
        return
    import resource

    limits = {
        resource.RLIMIT_AS: (MAX_MEMORY, MAX_MEMORY),
        resource.RLIMIT_CPU: (MAX_CPU_SECONDS, MAX_CPU_SECONDS + 1),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (MAX_OPEN_FILES, MAX_OPEN_FILES),
        resource.RLIMIT_FSIZE: (MAX_FILE, MAX_FILE),
    }
    for kind, (soft, hard) in limits.items():
        # a lower limit may be set already, and macOS knows no limit of address space
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


def _tell(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _refuse(code: str, **facts: object) -> None:
    _tell({"refused": code, "facts": facts})


def _sheets(copy: str, folder: Path) -> Iterator[dict[str, object]]:
    """A line for every worksheet that holds something. Sheets of charts, dialogs and macros hold no table."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    rows = text = heads = 0
    with CalamineWorkbook.from_path(copy) as book:
        names = [about.name for about in book.sheets_metadata]
        if len(set(names)) < len(names):  # calamine finds a sheet by its name, so it would give one of them twice
            raise UnreadableError("two of its sheets have the same name")
        for index, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            path = folder / f"sheet-{index + 1}.csv"
            sheet = _write(_open(book, index, about.name), path, Left(MAX_ROWS - rows, MAX_TEXT - text))
            if not sheet.rows:
                path.unlink(missing_ok=True)
                continue
            rows += sheet.rows
            text += sheet.text
            heads += sum(len(cell) for row in sheet.head for cell in row)
            if heads > MAX_HEADS:
                raise TooLargeError("head_characters", heads, MAX_HEADS)
            yield {
                "name": about.name,
                "path": path.name,
                "width": sheet.width,
                "visible": about.visible == SheetVisibleEnum.Visible,
                "head": sheet.head,
            }


def _open(book: CalamineWorkbook, index: int, name: str) -> CalamineSheet:
    """The sheet at a place. Raises UnreadableError with the sheet's name."""
    from python_calamine import CalamineError, PasswordError

    try:
        return book.get_sheet_by_index(index)
    except PasswordError:
        raise
    except CalamineError as error:
        raise UnreadableError(f"sheet {name}: {error}") from error


def _write(sheet: CalamineSheet, path: Path, left: Left) -> Sheet:
    """Write the rows that aren't blank. Raises TooLargeError."""
    if sheet.start is None or sheet.end is None:
        return Sheet(0, [], 0, 0)
    width = sheet.end[1] + 1
    if width > MAX_COLUMNS:
        width = _width(sheet, sheet.start[1])
    with path.open("w", encoding="utf-8", newline="") as file:
        return _write_rows(sheet, file, [""] * sheet.start[1], width, left)


def _write_rows(sheet: CalamineSheet, file: TextIO, margin: list[str], width: int, left: Left) -> Sheet:
    """calamine's rows begin with the sheet's row 1, but at its first used column: `margin` is put before."""
    head: list[list[str]] = []
    rows = text = 0
    write = csv.writer(file, lineterminator="\n").writerow
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = _cells(row)
        used = _count(cells)
        if not used:
            continue
        cells = (margin + cells)[:width]
        count = len(margin) + used
        rows += 1
        size = sum(map(len, cells))
        text += size
        if size > MAX_ROW_TEXT:
            raise TooLargeError("row_characters", size, MAX_ROW_TEXT)
        if rows > MAX_SHEET_ROWS:
            raise TooLargeError("sheet_rows", sheet.height, MAX_SHEET_ROWS)
        if rows > left.rows:
            raise TooLargeError("rows", MAX_ROWS - left.rows + rows, MAX_ROWS)
        if text > left.text:
            raise TooLargeError("characters", MAX_TEXT - left.text + text, MAX_TEXT)
        if number <= HEAD_ROWS:
            head += [[]] * (number - 1 - len(head))
            head.append(cells[:count])
        write([number, count, *cells])
    return Sheet(width, head, rows, text)


def _width(sheet: CalamineSheet, margin: int) -> int:
    """The place of the last column that isn't blank throughout. Raises TooLargeError."""
    used = max((_count(_cells(row)) for row in sheet.iter_rows()), default=0)
    width = margin + used if used else 0
    if width > MAX_COLUMNS:
        raise TooLargeError("columns", width, MAX_COLUMNS)
    return width


def _count(cells: list[str]) -> int:
    """The place of the last cell that isn't blank."""
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return count


def _cells(row: list[Any]) -> list[str]:
    """A row as text: LF for every line break, since csv leaves a lone CR unquoted, and no NUL."""
    cells = [cell if type(cell) is str else _TEXT[type(cell)](cell) for cell in row]
    whole = "".join(cells)
    if "\r" in whole or "\0" in whole:
        return [cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "") for cell in cells]
    return cells


def _number(cell: float) -> str:
    """A whole number without point while its digits are certain, else the shortest text that reads back."""
    if not cell.is_integer():
        return repr(cell)
    if -_EXACT <= cell <= _EXACT:
        return str(int(cell))
    shortest = repr(cell)
    return shortest if "e" in shortest else f"{cell:.14E}"  # its last digits are lost: nobody may take it for exact


def _bool(cell: bool) -> str:
    return "TRUE" if cell else "FALSE"


def _moment(cell: datetime) -> str:
    """To the nearest second, as Excel shows it; a midnight is a date."""
    whole = cell.replace(microsecond=0)
    if cell.microsecond >= 500_000 and whole.year < MAXYEAR:
        whole += timedelta(seconds=1)
    return str(whole).removesuffix(" 00:00:00")


def _time(cell: time) -> str:
    return cell.isoformat("seconds")


def _duration(cell: timedelta) -> str:
    """Hours may be more than 24; to the nearest second, halves up."""
    seconds = (cell + timedelta(microseconds=500_000)) // timedelta(seconds=1)
    minutes, second = divmod(abs(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{'-' if seconds < 0 else ''}{hour:02}:{minute:02}:{second:02}"


_TEXT: dict[type, Callable[[Any], str]] = {
    float: _number,
    int: str,
    bool: _bool,
    date: str,
    datetime: _moment,
    time: _time,
    timedelta: _duration,
    type(None): lambda _: "",
}
"""How each type that calamine gives beside text is written."""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
