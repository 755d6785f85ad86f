"""The child process that reads an untrusted table in the XML of Excel 2003; `tracker.read.html` starts it.

usage: python sheet_xml_child.py FOLDER TABLE      (TABLE is UTF-8)
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from tracker.read import child
from tracker.settings import limit

_SHEETS = "urn:schemas-microsoft-com:office:spreadsheet"
_CHUNK = 1 << 20
_DECLARED = re.compile(rb"(<\?xml[^>]*?)\sencoding=[\"'][^\"']*[\"']")

Part = tuple[str, bool, list[list[str]], list[child.Range]]
"""A sheet's name, whether it is visible, its rows, and its merged ranges."""


class Sheets:
    """Takes the parser's events; a sheet is in `done` when it has ended."""

    def __init__(self) -> None:
        self.done: list[Part] = []
        self._name, self._visible = "", True
        self._rows: list[list[str]] = []
        self._merged: list[child.Range] = []
        self._data: list[str] | None = None
        self._type, self._in_comment = "", False
        self._depth = self._size = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > (most := limit("TRACKER_MAX_LEVELS")):
            raise child.TooLargeError("levels", None, most)
        given = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if name == f"{_SHEETS} Worksheet":
            self._name, self._visible, self._rows, self._merged = given.get("Name", ""), True, [], []
        elif name == f"{_SHEETS} Row":
            self._start_row(given)
        elif name == f"{_SHEETS} Cell" and self._rows:
            self._cell(given)
        elif name == f"{_SHEETS} Comment":
            self._in_comment = True
        elif name == f"{_SHEETS} Data" and not self._in_comment:
            self._data, self._type = [], given.get("Type", "")

    def end(self, name: str) -> None:
        """An element ends."""
        self._depth -= 1
        if name == f"{_SHEETS} Comment":
            self._in_comment = False
        elif name == f"{_SHEETS} Data" and self._data is not None:
            if self._rows and self._rows[-1]:
                self._rows[-1][-1] = _cell("".join(self._data), self._type)
            self._data = None
        elif name == f"{_SHEETS} Worksheet":
            _fill_down(self._rows, self._merged)
            self.done.append((self._name, self._visible, self._rows, self._merged))

    def text(self, text: str) -> None:
        """Characters between tags."""
        if self._data is not None:
            self._data.append(text)
            self._size += len(text)
            if self._size > child.MAX_TEXT // 4:
                raise child.TooLargeError("characters", None, child.MAX_TEXT // 4)
        elif text.startswith("Sheet") and text in {"SheetHidden", "SheetVeryHidden"}:
            self._visible = False

    def _cell(self, given: Mapping[str, str]) -> None:
        row = self._rows[-1]
        place, most = _whole(given.get("Index")) or len(row) + 1, limit("TRACKER_MAX_COLUMNS")
        if place > 10 * most:
            raise child.TooLargeError("columns", place, most)
        row += [""] * (place - 1 - len(row))
        across, down = _whole(given.get("MergeAcross")), _whole(given.get("MergeDown"))
        place, number = len(row) + 1, len(self._rows)
        if across or down:
            self._merged.append((number, place, number + down, place + across))
        row.append("")

    def _start_row(self, given: Mapping[str, str]) -> None:
        place, most = _whole(given.get("Index")) or len(self._rows) + 1, limit("TRACKER_MAX_SHEET_ROWS")
        if place > most:
            raise child.TooLargeError("sheet_rows", place, most)
        while len(self._rows) < place:
            self._rows.append([])


def main(folder: str, table: str) -> None:
    """Read the sheets and tell them in lines (see tracker.read.child)."""
    with Path(table).open("rb") as file:
        child.run(_lines(file, child.Tables(Path(folder))))


def _lines(file: BinaryIO, written: child.Tables) -> Iterator[dict[str, object]]:
    sheets = Sheets()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = sheets.start, sheets.end
    parser.CharacterDataHandler = sheets.text
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(_DECLARED.sub(rb"\1", file.read(_CHUNK).lstrip(b"\xef\xbb\xbf \r\n\t"), count=1), False)
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise child.UnreadableError(f"line {error.lineno}: {expat.ErrorString(error.code)}") from error
    for name, visible, rows, merged in sheets.done:
        width = max(map(child.used_cells, rows), default=0)
        line = written.write(name, width, child.numbered(rows), visible=visible, merged=child.of_head(merged, width))
        if line is not None:
            yield line


def _fill_down(rows: list[list[str]], merged: list[child.Range]) -> None:
    """Put the text of a cell that covers rows of one column into each of them."""
    for first, left, last, right in merged:
        if left == right:
            for row in rows[first : min(last, len(rows))]:
                row.extend([""] * (left - len(row)))
                row[left - 1] = row[left - 1] or rows[first - 1][left - 1]


def _cell(text: str, type_: str) -> str:
    """A cell's text; moments as in a workbook (a midnight is a date), an error is empty."""
    if type_ == "DateTime":
        return text.replace("T", " ").partition(".")[0].removesuffix(" 00:00:00").removeprefix("1899-12-31 ")
    if type_ == "Boolean":
        return {"1": "TRUE", "0": "FALSE"}.get(text, text)
    return "" if type_ == "Error" else text


def _refuse_entity(*_: object) -> None:
    raise child.UnreadableError("it declares entities of its own")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else 0


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
