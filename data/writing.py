"""Rows to the bytes of a file, the same on every run; for make_sample.py and make_templates.py."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter

CREATED = datetime.combine(date(2026, 6, 22), time())
"""What every workbook says of its making: the clock would make other bytes on every run."""


def folder_to_write(name: str, description: str) -> Path:
    """The folder of that name below --out, made where it is absent."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write into (default: data)")
    folder: Path = parser.parse_args().out / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def joined(rows: Iterable[Sequence[object]], delimiter: str, end: str) -> str:
    """Delimited text, quoted where it must be."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue()


def delimited(rows: Iterable[Sequence[object]], *, encoding: str, delimiter: str = ",") -> bytes:
    """Delimited text as Excel on Windows saves it; `utf-16` is little-endian with BOM on every machine."""
    text = joined(rows, delimiter, "\r\n")
    return b"\xff\xfe" + text.encode("utf-16-le") if encoding == "utf-16" else text.encode(encoding)


def workbook(
    sheet: str,
    headers: list[str],
    rows: Sequence[Sequence[str | int | float | date]],
    notes: Sequence[str] = (),
) -> bytes:
    """One sheet under a bold, frozen header. Texts stay texts; the file says 2026-06-22 whenever it is made."""
    out = io.BytesIO()
    safe = {
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "in_memory": True,
    }
    book = xlsxwriter.Workbook(out, safe)
    book.set_properties({"created": CREATED})
    page = book.add_worksheet(sheet)
    bold = book.add_format({"bold": True})
    day, minute = (
        book.add_format({"num_format": "yyyy-mm-dd"}),
        book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    )
    whole = book.add_format({"num_format": "0"})
    page.freeze_panes(1, 0)
    for column, header in enumerate(headers):
        long = any(word in header for word in ("标题", "名称", "链接", "title", "URL", "name"))
        page.set_column(column, column, 36 if long else 14)
        page.write_string(0, column, header, bold)
    for column, note in enumerate(notes):
        page.write_comment(0, column, note, {"x_scale": 2, "y_scale": 0.8})
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(place, column, value, minute if isinstance(value, datetime) else day)
            elif isinstance(value, str):
                page.write_string(place, column, value)
            else:
                page.write_number(place, column, value, whole if isinstance(value, int) else None)
    book.close()
    return out.getvalue()
