"""The child process that opens an untrusted workbook; `tracker.read.workbook` starts it.

usage: python workbook_child.py FOLDER COPY      (COPY ends in .xls, .xlsx, .xlsb or .ods, as its content is)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.read import child
from tracker.settings import limit

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_EXACT = 2**53
"""Whole numbers up to here are kept exactly by the workbook's 64-bit floats."""


def main(folder: str, copy: str) -> None:
    """Read the workbook and tell the outcome in lines (see tracker.read.child)."""
    child.run(_sheets(copy, child.Tables(Path(folder))))


def _sheets(copy: str, tables: child.Tables) -> Iterator[dict[str, object]]:
    """A line for every worksheet that holds something. Sheets of charts, dialogs and macros hold no table."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_path(copy) as book:
            names = [about.name for about in book.sheets_metadata]
            if len(set(names)) < len(names):  # calamine finds a sheet by its name, so it would give one of them twice
                raise child.UnreadableError("two of its sheets have the same name")
            broken: list[child.UnreadableError] = []
            told = 0
            for index, about in enumerate(book.sheets_metadata):
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                try:
                    line = _write(tables, about.name, _open(book, index, about.name))
                except child.UnreadableError as error:
                    broken.append(error)
                    yield {"left": about.name, "code": "sheet-unreadable", "facts": {"reason": str(error)}}
                    continue
                if line is not None:
                    told += 1
                    yield {**line, "visible": about.visible == SheetVisibleEnum.Visible}
            if broken and not told:
                raise broken[0]
    except PasswordError as error:
        raise child.RefusedError("workbook-encrypted") from error
    except CalamineError as error:
        raise child.UnreadableError(str(error)) from error


def _open(book: CalamineWorkbook, index: int, name: str) -> CalamineSheet:
    """The sheet at a place. Raises child.UnreadableError with the sheet's name."""
    from python_calamine import CalamineError, PasswordError

    try:
        return book.get_sheet_by_index(index)
    except PasswordError:
        raise
    except CalamineError as error:
        raise child.UnreadableError(f"sheet {name}: {error}") from error


def _write(tables: child.Tables, name: str, sheet: CalamineSheet) -> dict[str, object] | None:
    """The line of a written sheet; null where it is blank. Raises TooLargeError."""
    if sheet.start is None or sheet.end is None:
        return None
    width = sheet.end[1] + 1
    if width > limit("TRACKER_MAX_COLUMNS"):
        width = _width(sheet, sheet.start[1])
    ranges = [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in _merged(sheet)]
    down = {(top, left): bottom for top, left, bottom, right in ranges if left == right}
    rows = _filled(_rows(sheet), down) if down else _rows(sheet)
    return tables.write(name, width, rows, merged=child.of_head(ranges, width))


def _merged(sheet: CalamineSheet) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The merged ranges; none where the format tells of none."""
    return list(sheet.merged_cell_ranges or [])


def _filled(rows: Iterator[child.Row], down: dict[tuple[int, int], int]) -> Iterator[child.Row]:
    """The rows, with the text of a cell that covers rows of one column in each of them."""
    starts: dict[int, list[int]] = {}
    for row, column in down:
        starts.setdefault(row, []).append(column)
    open_: dict[int, tuple[int, str]] = {}
    for number, cells in rows:
        for column, (last, text) in list(open_.items()):
            if number > last:
                del open_[column]
            elif column <= len(cells) and not cells[column - 1]:
                cells[column - 1] = text
        for column in starts.get(number, ()):
            if column <= len(cells):
                open_[column] = (down[number, column], cells[column - 1])
        yield number, cells


def _rows(sheet: CalamineSheet) -> Iterator[child.Row]:
    """calamine's rows begin with the sheet's row 1, but at its first used column: a margin is put before."""
    margin = [""] * (sheet.start or (0, 0))[1]
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, margin + _cells(row) if margin else _cells(row)


def _width(sheet: CalamineSheet, margin: int) -> int:
    """The place of the last column that isn't blank throughout."""
    used = max((child.used_cells(_cells(row)) for row in sheet.iter_rows()), default=0)
    return margin + used if used else 0


def _cells(row: list[Any]) -> list[str]:
    """A row as text."""
    return [cell if type(cell) is str else _TEXT[type(cell)](cell) for cell in row]


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
    if not cell.microsecond:
        return str(cell).removesuffix(" 00:00:00")
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
