"""Binary workbooks (xlsb) as Excel writes them, by hand: no library writes them. Source: [MS-XLSB] 2.1.4, 2.4."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

Cell = str | float | bool | datetime | None

_BEGIN_BOOK, _END_BOOK, _WB_PROP = 131, 132, 153
_BEGIN_SHEETS, _SHEET, _END_SHEETS = 143, 156, 144
_BEGIN_SHEET, _END_SHEET, _SIZE, _BEGIN_DATA, _END_DATA, _ROW = 129, 130, 148, 145, 146, 0
_BLANK, _BOOL, _REAL, _SHARED = 1, 4, 5, 7
_BEGIN_STRINGS, _STRING, _END_STRINGS = 159, 19, 160
_BEGIN_STYLES, _BEGIN_CELL_STYLES, _STYLE, _END_CELL_STYLES, _END_STYLES = 278, 617, 47, 618, 279

_GENERAL, _DATE_AND_TIME = 0, 22
"""Number formats that all workbooks know; the cells' styles are in this order."""

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 a workbook's moments have no zone

_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def write(path: Path, sheets: Mapping[str, Sequence[Sequence[Cell]]], hidden: Sequence[str] = ()) -> Path:
    """A workbook of these sheets, rows by row, from A1 on."""
    strings: dict[str, int] = {}
    parts = {
        f"xl/worksheets/sheet{number}.bin": _sheet(rows, strings) for number, rows in enumerate(sheets.values(), 1)
    }
    bundle = b"".join(
        _record(_SHEET, struct.pack("<II", int(name in hidden), number) + _text(f"rId{number}") + _text(name))
        for number, name in enumerate(sheets, 1)
    )
    book = _record(_BEGIN_BOOK) + _record(_WB_PROP, struct.pack("<III", 0, 0, 0))
    book += _record(_BEGIN_SHEETS) + bundle + _record(_END_SHEETS) + _record(_END_BOOK)
    table = _record(_BEGIN_STRINGS, struct.pack("<II", len(strings), len(strings)))
    table += b"".join(_record(_STRING, b"\0" + _text(each)) for each in strings) + _record(_END_STRINGS)
    formats = [struct.pack("<HH12x", 0xFFFF, each) for each in (_GENERAL, _DATE_AND_TIME)]
    styles = _record(_BEGIN_CELL_STYLES, struct.pack("<I", len(formats)))
    styles += b"".join(_record(_STYLE, each) for each in formats) + _record(_END_CELL_STYLES)
    links = [("worksheet", f"worksheets/sheet{number}.bin") for number in range(1, len(sheets) + 1)]
    links += [("sharedStrings", "sharedStrings.bin"), ("styles", "styles.bin")]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", _TYPES)
        made.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.bin")]))
        made.writestr("xl/workbook.bin", book)
        made.writestr("xl/_rels/workbook.bin.rels", _relations(links))
        made.writestr("xl/sharedStrings.bin", table)
        made.writestr("xl/styles.bin", _record(_BEGIN_STYLES) + styles + _record(_END_STYLES))
        for name, body in parts.items():
            made.writestr(name, body)
    return path


def _sheet(rows: Sequence[Sequence[Cell]], strings: dict[str, int]) -> bytes:
    width = max((len(row) for row in rows), default=1)
    body = _record(_BEGIN_SHEET) + _record(_SIZE, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1))
    body += _record(_BEGIN_DATA)
    for number, row in enumerate(rows):
        body += _record(_ROW, struct.pack("<IIH3xI", number, 0, 300, 0))
        body += b"".join(_cell(column, cell, strings) for column, cell in enumerate(row))
    return body + _record(_END_DATA) + _record(_END_SHEET)


def _cell(column: int, cell: Cell, strings: dict[str, int]) -> bytes:
    place = struct.pack("<II", column, int(isinstance(cell, datetime)))
    if cell is None:
        return _record(_BLANK, place)
    if isinstance(cell, bool):
        return _record(_BOOL, place + bytes([cell]))
    if isinstance(cell, str):
        return _record(_SHARED, place + struct.pack("<I", strings.setdefault(cell, len(strings))))
    number = (cell - _EPOCH).total_seconds() / 86400 if isinstance(cell, datetime) else cell
    return _record(_REAL, place + struct.pack("<d", number))


def _record(kind: int, body: bytes = b"") -> bytes:
    """One record: its kind in one or two bytes of seven bits, the length of its body in up to four, the body."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = bytearray(), len(body)
    while True:
        size.append(length & 0x7F | (0x80 if length > 0x7F else 0))
        length >>= 7
        if not length:
            return head + bytes(size) + body


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def _relations(links: Sequence[tuple[str, str]]) -> str:
    each = [
        f'<Relationship Id="rId{number}" Type="{_OFFICE}{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    ]
    return _RELATIONS.format("".join(each))
