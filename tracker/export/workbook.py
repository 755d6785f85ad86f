"""Answers as an Excel workbook, a sheet each: typed cells, no formula and no link among them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from tracker.errors import InputError
from tracker.export.formula import is_formula_like
from tracker.store.questions import Answer

MAX_ROWS = 1_048_575
"""Rows that a sheet holds below its header."""

MAX_TEXT = 32_767
"""Characters that a cell holds."""

_MAX_WIDTH = 60
"""The widest column, in characters of the body's font."""

_EXACT = 10**15
"""Excel keeps 15 digits: a larger whole number is written as text."""

_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - fixed, so that equal answers give equal bytes

_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class _Formats(NamedTuple):
    """How cells look; `quoted` keeps a formula-like text a text when somebody edits its cell."""

    head: Any
    day: Any
    moment: Any
    quoted: Any
    percent: Any


def to_xlsx(answer: Answer, sheet: str) -> bytes:
    """One sheet: a bold, frozen header with a filter, numbers as numbers, dates as dates, text as text.

    A text that is like a formula is a text cell, character by character as it was asked, with Excel's own
    mark for text. Raises InputError `workbook-too-small` where a sheet can't hold the answer, `cell-too-small`.
    """
    return to_workbook({sheet: answer})


def to_workbook(sheets: Mapping[str, Answer]) -> bytes:
    """Several answers, each as `to_xlsx` writes one, in the order given; names of sheets are ours, at most 31
    characters. Ratios (columns that end in `_ratio` or `_share`, values whose row has the unit `ratio`) are percentages
    to look at, and stay the numbers that they are. Raises as `to_xlsx` does."""
    import xlsxwriter

    for answer in sheets.values():
        _check(answer)
    sink = io.BytesIO()
    with xlsxwriter.Workbook(sink, _SETTINGS) as book:
        book.set_properties({"created": _CREATED})
        formats = _Formats(
            book.add_format({"bold": True}),
            book.add_format({"num_format": "yyyy-mm-dd"}),
            book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
            book.add_format({"quote_prefix": True}),
            book.add_format({"num_format": "0.0#%"}),
        )
        for name, answer in sheets.items():
            _fill(book.add_worksheet(name), answer, formats)
    return sink.getvalue()


def _fill(page: Any, answer: Answer, formats: _Formats) -> None:
    ratios = _ratios(answer)
    for column, name in enumerate(answer.columns):
        page.write_string(0, column, name, formats.head)
        values = [row[column] for row in answer.rows]
        day_only = all(each is None or _is_midnight(each) for each in values)
        for line, value in enumerate(values, start=1):
            _write(page, line, column, value, formats, day_only=day_only, ratio=(line - 1, column) in ratios)
        page.set_column(column, column, _width([name, *map(_shown, values)]))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(answer.rows), len(answer.columns) - 1)


def _ratios(answer: Answer) -> set[tuple[int, int]]:
    """The places (row, column) of ratios."""
    always = [place for place, name in enumerate(answer.columns) if name.endswith(("_ratio", "_share"))]
    by_unit = [place for place, name in enumerate(answer.columns) if name in {"value_low", "value_high"}]
    found = {(line, place) for line in range(len(answer.rows)) for place in always}
    if by_unit and "unit" in answer.columns:
        unit = answer.columns.index("unit")
        found |= {(line, place) for line, row in enumerate(answer.rows) if row[unit] == "ratio" for place in by_unit}
    return found


def _check(answer: Answer) -> None:
    if len(answer.rows) > MAX_ROWS:
        raise InputError("workbook-too-small", rows=len(answer.rows), limit=MAX_ROWS)
    if any(isinstance(value, str) and len(value) > MAX_TEXT for row in answer.rows for value in row):
        raise InputError("cell-too-small", limit=MAX_TEXT)


def _write(page: Any, line: int, column: int, value: Any, formats: _Formats, *, day_only: bool, ratio: bool) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(line, column, value)
    elif isinstance(value, int | float | Decimal):
        if -_EXACT < value < _EXACT:
            page.write_number(line, column, float(value), formats.percent if ratio else None)
        else:
            page.write_string(line, column, str(value))
    elif isinstance(value, date):
        page.write_datetime(line, column, value, formats.day if day_only else formats.moment)
    else:
        page.write_string(line, column, value, formats.quoted if is_formula_like(value) else None)


def _is_midnight(value: Any) -> bool:
    return not isinstance(value, datetime) or value.time() == time(0)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(float(value))
    return f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)


def _width(texts: Iterable[str]) -> int:
    """The width that shows the longest line of the texts, a hanzi counting two."""
    return min(_MAX_WIDTH, 2 + max(_columns(text) for text in texts))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text[:_MAX_WIDTH])
