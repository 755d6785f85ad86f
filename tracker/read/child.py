"""The inside of a child process that reads an untrusted document: limits, written tables, and lines that tell of them.

`tracker.read.confined` starts such a process and hears its lines. Only the standard library is imported here, so that
a child starts in some 20 ms; a child imports its one library itself.

Lines on stdout:
    {"name", "path", "width", "head", "visible", "said", "merged"}   a table; path is a name inside the folder
    {"left": name, "code", "facts"}                        a part that holds no table, and why
    {"refused": code, "facts"}                             the last line, where the document is refused
    {"done": count of lines}                               the last line, where all was read
"""

from __future__ import annotations

import contextlib
import csv
import errno
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from tracker.settings import limit

MAX_OPEN_FILES = 64
MAX_FILE = 2_000_000_000
"""Bytes of one written file."""

MAX_ROW_TEXT = 1_000_000
"""Characters of one row: quoted and in UTF-8 they stay under the longest line that DuckDB is let read."""

MAX_TEXT = 1_000_000_000
"""Characters of all cells: one long text may stand in any number of cells."""

MAX_HEADS = 16_000_000
"""Characters of the first rows of all tables."""

HEAD_ROWS = 200
"""Rows in which a header is looked for."""

Row = tuple[int, list[str]]
"""A row's number in the document, from 1, and its cells."""

Range = tuple[int, int, int, int]
"""A merged range: first row, first column, last row, last column, from 1."""


class TooLargeError(Exception):
    """The document passes a limit of ours. `size` is null where it isn't known."""

    def __init__(self, what: str, size: int | None, limit: int) -> None:
        super().__init__(what, size, limit)
        self.facts = {"what": what, "size": size, "limit": limit}


class UnreadableError(Exception):
    """A part of the document can't be read; the message is the reason."""


class RefusedError(Exception):
    """The document is refused for a reason of its own: a code of tracker.messages, and its facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts


def run(lines: Iterable[dict[str, object]]) -> None:
    """Hold this process to its limits, then tell the lines, and how it ended. What is refused is told; any other error
    ends the process, and the parent says that the reader crashed."""
    confine()
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    told = 0
    try:
        for line in lines:
            _tell(line)
            told += 1
        _tell({"done": told})
    except RefusedError as error:
        _refuse(error.code, error.facts)
    except TooLargeError as error:
        _refuse("too-large", error.facts)
    except MemoryError:
        bytes_ = limit("TRACKER_CHILD_MEMORY_MB") * 1_000_000
        _refuse("too-large", {"what": "memory_bytes", "size": None, "limit": bytes_})
    except UnreadableError as error:
        _refuse("unreadable", {"reason": str(error)})
    except OSError as error:
        if error.errno == errno.EFBIG:
            _refuse("too-large", {"what": "file_bytes", "size": None, "limit": MAX_FILE})
        else:
            _refuse("unreadable", {"reason": error.strerror or "input or output failed"})


def confine() -> None:
    """Limits of memory, CPU, files and core; where the system has none of the kind, without it."""
    if sys.platform == "win32":
        return
    import resource

    memory, seconds = limit("TRACKER_CHILD_MEMORY_MB") * 1_000_000, limit("TRACKER_CHILD_CPU_SECONDS")
    limits = {
        resource.RLIMIT_AS: (memory, memory),
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_NOFILE: (MAX_OPEN_FILES, MAX_OPEN_FILES),
        resource.RLIMIT_FSIZE: (MAX_FILE, MAX_FILE),
    }
    for kind, (soft, hard) in limits.items():
        # a lower limit may be set already, and macOS knows no limit of address space
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (soft, hard))


class Tables:
    """Writes the tables of one document into a folder, and holds all of them together to the limits."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written = self._rows = self._text = self._heads = 0

    def write(self, name: str | None, width: int, rows: Iterable[Row], **about: Any) -> dict[str, object] | None:
        """Write the rows that aren't blank; the line that tells of them, or null where all are blank.

        `width`: columns of the table; a row's cells beyond it must be blank. Raises TooLargeError.
        """
        if width > (most := limit("TRACKER_MAX_COLUMNS")):
            raise TooLargeError("columns", width, most)
        self._written += 1
        path = self._folder / f"table-{self._written}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            head = self._write(file, width, rows)
        if head is None:
            path.unlink()
            return None
        return {"name": name, "path": path.name, "width": width, "head": head, **about}

    def _write(self, file: TextIO, width: int, rows: Iterable[Row]) -> list[list[str]] | None:
        """The first rows, each at its number; null where nothing was written."""
        head: list[list[str]] = []
        before = self._rows
        csv.writer(file, lineterminator="\n").writerows(self._checked(width, rows, head))
        if self._heads > MAX_HEADS:
            raise TooLargeError("head_characters", self._heads, MAX_HEADS)
        return head if self._rows > before else None

    def _checked(self, width: int, rows: Iterable[Row], head: list[list[str]]) -> Iterator[list[str | int]]:
        """Each row that isn't blank, as it is written; the first ones are put into `head`."""
        most_here, most = limit("TRACKER_MAX_SHEET_ROWS"), limit("TRACKER_MAX_ROWS")
        count = 0
        for number, given in rows:
            text = "".join(given)
            if not text or text.isspace():
                continue
            cells = clean(given) if "\r" in text or "\0" in text else given
            used = len(cells) if cells[-1].strip() else used_cells(cells)
            if not used:
                continue
            row = cells if len(cells) == width else cells[:width] + [""] * (width - len(cells))
            count += 1
            size = len(text)
            if size > MAX_ROW_TEXT:
                raise TooLargeError("row_characters", size, MAX_ROW_TEXT)
            if count > most_here:
                raise TooLargeError("sheet_rows", None, most_here)
            if self._rows >= most:
                raise TooLargeError("rows", self._rows + 1, most)
            self._text += size
            if self._text > MAX_TEXT:
                raise TooLargeError("characters", self._text, MAX_TEXT)
            if number <= HEAD_ROWS:
                head += [[]] * (number - 1 - len(head))
                head.append(row[:used])
                self._heads += size
            self._rows += 1
            yield [number, used, *row]


def used_cells(cells: list[str]) -> int:
    """The place of the last cell that isn't blank."""
    count = len(cells)
    while count and not cells[count - 1].strip():
        count -= 1
    return count


def of_head(merged: Iterable[Range], width: int) -> list[Range]:
    """The ranges that begin in the first rows and used columns, and cover more than a cell."""
    return [
        (top, left, bottom, min(right, width))
        for top, left, bottom, right in merged
        if top <= HEAD_ROWS and left <= width and (bottom > top or min(right, width) > left)
    ]


def clean(cells: list[str]) -> list[str]:
    """Cells with LF for every line break, since csv leaves a lone CR unquoted, and no NUL."""
    return [cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "") for cell in cells]


def numbered(rows: Iterable[list[str]]) -> Iterator[Row]:
    """Rows with their places, from 1."""
    return enumerate(rows, start=1)


def _tell(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _refuse(code: str, facts: Mapping[str, object]) -> None:
    _tell({"refused": code, "facts": facts})
