"""A grid as the bytes of a file."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from collections.abc import Sequence
from random import Random

import openpyxl
import xlsxwriter
import xlwt

from tests.mutation.grids import Grid

Cells = Sequence[str]

_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")


def lines(grid: Grid) -> list[Cells]:
    """All rows of a grid in their order."""
    return [*grid.above, grid.header, *(row.cells for row in grid.rows)]


def text(rows: Sequence[Cells], delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL, end: str = "\n") -> str:
    """Delimited text of rows, with every quote in its place."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    for row in rows:
        if any(row):
            writer.writerow(row)
        else:
            file.write(end)
    return file.getvalue()


def can_be_sheet(rows: Sequence[Cells]) -> bool:
    """Whether a workbook can hold the texts as they are."""
    return not any(
        len(cell) > 30_000 or _ILLEGAL.search(cell) or "\r" in cell or cell.startswith("'")
        for row in rows
        for cell in row
    )


def number(cell: str) -> int | float | None:
    """The number that is written as the cell, and as nothing else; or null."""
    if re.fullmatch(r"-?(0|[1-9]\d{0,14})", cell) and cell != "-0":
        return int(cell)
    if re.fullmatch(r"-?(0|[1-9]\d{0,9})\.\d{1,4}", cell) and repr(float(cell)) == cell:
        return float(cell) if not cell.endswith(".0") else None
    return None


def xlsx(rows: Sequence[Cells], random: Random) -> bytes:
    """A workbook of openpyxl or XlsxWriter, with numbers as numbers or as text."""
    typed = random.random() < 0.5
    body = io.BytesIO()
    if random.random() < 0.5:
        book = openpyxl.Workbook()
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row, start=1):
                if cell:
                    made = book.active.cell(line, column)
                    value = number(cell) if typed else None
                    made.value = cell if value is None else value
                    if value is None:
                        made.data_type = "s"
        book.save(body)
        return body.getvalue()
    with xlsxwriter.Workbook(body, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                value = number(cell) if typed else None
                if value is not None:
                    sheet.write_number(line, column, value)
                elif cell:
                    sheet.write_string(line, column, cell)
    return body.getvalue()


def xls(rows: Sequence[Cells], random: Random) -> bytes:
    """A workbook of the old format."""
    typed = random.random() < 0.5
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    for line, row in enumerate(rows):
        for column, cell in enumerate(row[:256]):
            if cell:
                value = number(cell) if typed else None
                sheet.write(line, column, cell if value is None else value)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def page(rows: Sequence[Cells], random: Random) -> bytes:
    """A page with one table, its header in th or td."""
    head = random.choice(("td", "th"))
    made = [
        "<tr>" + "".join(f"<{tag}>{html.escape(cell)}</{tag}>" for cell in row) + "</tr>"
        for row, tag in zip(rows, [head, *["td"] * len(rows)], strict=False)
    ]
    return f'<html><head><meta charset="utf-8"></head><body><table>{"".join(made)}</table></body></html>'.encode()


def objects(header: Cells, rows: Sequence[Cells], random: Random) -> bytes:
    """A list of JSON objects, or a line for each; blank cells null, empty or absent."""
    blank = random.choice(("null", "empty", "absent"))
    typed = random.random() < 0.3
    found = []
    for place, row in enumerate(rows):
        pairs: dict[str, object] = {}
        for name, cell in zip(header, row, strict=True):
            if cell or blank != "absent" or place == 0:
                value = number(cell) if typed else None
                pairs[name] = value if value is not None else cell if cell or blank == "empty" else None
        found.append(pairs)
    escaped = random.random() < 0.3
    if random.random() < 0.5:
        return json.dumps(found, ensure_ascii=escaped, indent=random.choice((None, 1))).encode()
    return "".join(json.dumps(each, ensure_ascii=escaped) + "\n" for each in found).encode()


def archive(name: str, body: bytes) -> bytes:
    """A zip of one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, body)
    return file.getvalue()
