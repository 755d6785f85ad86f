"""The child process that reads the data tables of an untrusted page; `tracker.read.html` starts it.

usage: python html_child.py FOLDER PAGE      (PAGE is UTF-8)

Rows count from the first of their table. A cell that spans rows has its text in each of them, as a person sees it;
one that spans columns has it in the first. A table of one row that stands before one as wide is its header: some
pages keep the two apart, so that the header doesn't scroll. Hidden rows count, as they do in a workbook.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from tracker.read import child
from tracker.read.markup import Tag, tags
from tracker.settings import limit

_MAX_SPAN = 65_534
_HIDDEN = re.compile(r"display\s*:\s*none|\bhidden(?=[\s=/]|$)", re.IGNORECASE)
_ATTRIBUTE = r"(?:^|\s){}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))"
_ROWSPAN, _COLSPAN, _NUMBER, _VALUE, _TYPE = (
    re.compile(_ATTRIBUTE.format(name), re.IGNORECASE) for name in ("rowspan", "colspan", "x:num", "value", "type")
)
_BLOCKS = frozenset({"br", "p", "div", "li", "h1", "h2", "h3", "h4", "dt", "dd"})
_UNSHOWN = frozenset({"script", "style", "template", "noscript", "select"})
_SHOWN_TYPES = frozenset({"", "text", "number", "tel", "search", "url"})
_COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
_UNTIDY = re.compile(r"[&\0\t\r\n\f]|  |^ | $")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Table:
    """A table as it grows: rows of cells, and the ranges that one cell covers."""

    def __init__(self, tag: Tag) -> None:
        self.hidden = bool(_HIDDEN.search(tag.attributes))
        self.caption = ""
        self.rows: list[list[str]] = []
        self.merged: list[child.Range] = []
        self._hanging: dict[int, tuple[int, str]] = {}
        self._texts: list[str] | None = None
        self._place: tuple[int, int, int] = (0, 1, 1)
        self._exact: str | None = None

    def start_row(self) -> None:
        """A new row, with what hangs into it from above."""
        self.end_row()
        self.rows.append([])
        self._fill()

    def start_cell(self, tag: Tag) -> None:
        """A new cell, in the row's next free place."""
        if not self.rows:
            self.start_row()
        self.end_cell()
        self._fill()
        place = len(self.rows[-1])
        if place > 10 * limit("TRACKER_MAX_COLUMNS"):
            raise child.TooLargeError("columns", place, limit("TRACKER_MAX_COLUMNS"))
        given = tag.attributes.lower()
        spans = (_span(_ROWSPAN, tag), min(_span(_COLSPAN, tag), 1000)) if "span" in given else (1, 1)
        self._place = (place, *spans)
        self._exact = _value(_NUMBER, tag) if "x:num" in given else None
        self._texts = []

    def add(self, text: str) -> None:
        """Text of the open cell, if one is."""
        if self._texts is not None:
            self._texts.append(text)

    def end_cell(self) -> None:
        """Put the open cell into its row."""
        if self._texts is None:
            return
        text = self._exact or _tidy("".join(self._texts))
        place, down, across = self._place
        self._texts = None
        row = len(self.rows)
        self.rows[-1] += [text, *[""] * (across - 1)]
        if down > 1:
            for index in range(across):
                self._hanging[place + index] = (down - 1, text if across == 1 else "")
        if down > 1 or across > 1:
            self.merged.append((row, place + 1, row + down - 1, place + across))

    def end_row(self) -> None:
        """Put the open cell into the open row, and behind it what hangs there from above."""
        self.end_cell()
        row = self.rows[-1] if self.rows else []
        while behind := [place for place in self._hanging if place >= len(row)]:
            row += [""] * (min(behind) - len(row))
            self._fill()

    def _fill(self) -> None:
        """Put what hangs from rows above into the row's next places."""
        row = self.rows[-1]
        while (hanging := self._hanging.get(len(row))) is not None:
            left, text = hanging
            if left == 1:
                del self._hanging[len(row)]
            else:
                self._hanging[len(row)] = (left - 1, text)
            row.append(text)

    def is_data(self) -> bool:
        """Whether at least two rows and two columns hold something."""
        used = [child.used_cells(row) for row in self.rows]
        return sum(1 for count in used if count) > 1 and max(used) > 1

    def header(self) -> list[str] | None:
        """Its only row, or null where it has more."""
        filled = [row for row in self.rows if child.used_cells(row) > 1]
        return filled[0] if len(filled) == 1 and sum(map(bool, map(child.used_cells, self.rows))) == 1 else None


def main(folder: str, page: str) -> None:
    """Read the page and tell its tables in lines (see tracker.read.child)."""
    child.run(_lines(Path(page), child.Tables(Path(folder))))


def _lines(page: Path, written: child.Tables) -> Iterator[dict[str, object]]:
    text = page.read_text(encoding="utf-8", errors="strict").replace("\0", "")
    found = [table for table in _joined(_tables(text)) if table.is_data()]
    names = _names(found)
    for name, table in zip(names, found, strict=True):
        width = max(map(child.used_cells, table.rows))
        about: dict[str, Any] = {"visible": not table.hidden, "merged": child.of_head(table.merged, width)}
        line = written.write(name, width, child.numbered(table.rows), **about)
        if line is not None:
            yield line


def _names(found: list[Table]) -> list[str | None]:
    """A name for each table: its caption, else its number; null for a lone one."""
    if len(found) < 2:
        return [None] * len(found)
    names: list[str | None] = []
    for number, table in enumerate(found, start=1):
        name = _tidy(table.caption) or str(number)
        names.append(f"{name} ({number})" if name in names else name)
    return names


def _joined(tables: Iterator[Table]) -> Iterator[Table]:
    """The tables, one of a lone row put on top of the next where that is as wide."""
    before: Table | None = None
    for table in tables:
        header = before.header() if before else None
        widths = [len(row) for row in table.rows if child.used_cells(row)]
        if header is not None and widths and abs(max(widths) - len(header)) <= 1:
            table.rows.insert(0, header)
            table.merged = [(first + 1, left, last + 1, right) for first, left, last, right in table.merged]
        yield table
        before = table


def _tables(text: str) -> Iterator[Table]:
    """The tables in the order of their ends; one inside another is a table of its own, no text of the outer cell."""
    page, last = _Page(), 0
    for tag in tags(text):
        page.add(text[last : tag.start] if page.open else "")
        last = tag.end
        if tag.name == "/table" and page.open:
            yield page.end_table()
        else:
            page.see(tag)
    page.add(text[last:] if page.open else "")
    while page.open:  # it was cut off
        yield page.end_table()


class _Page:
    """Where a scan stands in a page: the tables that are open, and whether its text counts."""

    def __init__(self) -> None:
        self.open: list[Table] = []
        self._in_caption = self._skips = False

    def add(self, text: str) -> None:
        """Text between two tags."""
        if not text or self._skips:
            return
        if "<!--" in text:
            text = _COMMENT.sub("", text)
        if self._in_caption:
            self.open[-1].caption += text
        else:
            self.open[-1].add(text)

    def see(self, tag: Tag) -> None:
        """A tag; outside of tables only one that begins a table counts."""
        name = tag.name
        if name == "table":
            self.open.append(Table(tag))
            self._in_caption = self._skips = False
            if len(self.open) > (deepest := limit("TRACKER_MAX_LEVELS")):
                raise child.TooLargeError("levels", None, deepest)
        elif not self.open:
            return
        elif name in {"td", "th"}:
            self.open[-1].start_cell(tag)
        elif name in {"/td", "/th", "/tr"}:
            self.open[-1].end_cell()
        elif name == "tr":
            self.open[-1].start_row()
        elif name in {"caption", "/caption"}:
            self._in_caption = name == "caption"
        elif name.removeprefix("/") in _UNSHOWN:
            self._skips = not name.startswith("/")
        elif name == "option":
            self._skips = "selected" not in tag.attributes.lower()
        elif name in _BLOCKS:
            self.open[-1].add("\0")
        elif name == "input" and (_value(_TYPE, tag) or "").lower() in _SHOWN_TYPES:
            self.open[-1].add(f" {_value(_VALUE, tag) or ''} ")

    def end_table(self) -> Table:
        """The innermost table, which ends."""
        table = self.open.pop()
        table.end_row()
        return table


def _tidy(text: str) -> str:
    """Text as a browser shows it: blanks as one, blocks as lines."""
    if not _UNTIDY.search(text):
        return text
    lines = (_BLANKS.sub(" ", line).strip() for line in unescape(text).split("\0"))
    return "\n".join(line for line in lines if line)


def _span(pattern: re.Pattern[str], tag: Tag) -> int:
    given = _value(pattern, tag) or "1"
    return max(1, min(int(given), _MAX_SPAN)) if given.isascii() and given.isdigit() and len(given) < 7 else 1


def _value(pattern: re.Pattern[str], tag: Tag) -> str | None:
    """An attribute's value; null where it has none."""
    found = pattern.search(tag.attributes) if tag.attributes else None
    return unescape(next(each for each in found.groups() if each is not None)) if found else None


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
