"""What tests of workbooks share: books as other programs write them, what is read of one, why one is refused."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as clock
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
import xlwt

from tracker.errors import DocumentRefused
from tracker.model import Document, RawTable
from tracker.read import workbook

MOMENT = datetime(2026, 3, 1, 13, 5, 7)  # noqa: DTZ001 a workbook's moments have no zone
OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="商品">{}</table:table>
 </office:spreadsheet></office:body></office:document-content>"""


def document(path: Path) -> Document:
    body = path.read_bytes()
    return Document(path.name, path, sha256(body).hexdigest(), len(body))


def save(path: Path, body: bytes) -> Document:
    path.write_bytes(body)
    return document(path)


def rows(table: RawTable) -> dict[int, list[str]]:
    """The cells of each written row by its number; every row is as wide as the table says."""
    with table.path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, strict=True))
    assert all(len(line) == table.width + 2 for line in lines)
    for _, count, *cells in lines:
        assert int(count) == max(index for index, cell in enumerate(cells, start=1) if cell.strip())
    return {int(number): cells for number, _, *cells in lines}


def refusal(path: Path, folder: Path) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        workbook.read(document(path), folder)
    assert refused.value.facts["document"] == path.name
    return refused.value


def write_openpyxl(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return path


def write_xlwt(path: Path, cells: dict[tuple[int, int], object]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("商品")
    formats = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", clock: "hh:mm:ss"}
    for (row, column), value in cells.items():
        style = xlwt.easyxf(num_format_str=formats.get(type(value), "General"))
        sheet.write(row, column, value, style)
    book.save(str(path))
    return path


def plant(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of an xlsx in its place."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)


def zipped(*names: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return body.getvalue()


def ods(*lines: list[str | float]) -> bytes:
    """An ods with one sheet, 商品, of lines of the same width."""
    body = io.BytesIO()
    cells = [
        f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        if isinstance(cell, float)
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for line in lines
        for cell in line
    ]
    width = len(lines[0])
    xml = "".join(
        f"<table:table-row>{''.join(cells[start : start + width])}</table:table-row>"
        for start in range(0, len(cells), width)
    )
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(xml))
        archive.writestr("META-INF/manifest.xml", "<x/>")
    return body.getvalue()
