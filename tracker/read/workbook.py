"""Workbooks (xlsx, xlsm, xlsb, xls, ods), read by a child process with limits: tracker.read.workbook_child.

Looked at here is the container alone: magic bytes, and names and sizes in the zip's central directory.
"""

from __future__ import annotations

import mmap
import shutil
from pathlib import Path
from typing import BinaryIO

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, RawTable
from tracker.read import confined, sniff, zips
from tracker.read import workbook_child as child

_FORMATS = ("xlsx", "xlsb", "ods")
_NO_WORKBOOK = ("WordDocument", "PowerPoint Document", "__properties_version1.0")
"""Streams of an OLE2 file that is a text, slides or a mail."""


def identify(document: Document) -> bool:
    """Whether the bytes are an OLE2 file or the zip of a workbook.

    A broken zip is claimed where its start names a workbook's parts, so that the user hears of the damage.
    """
    kind = sniff.kind(document)
    if kind == "ole2":
        return not _is_other_ole2(document)
    return kind == "zip" and zips.kind(document) in _FORMATS


def read(document: Document, folder: Path) -> list[RawTable | Left]:
    """A table for every worksheet with a cell that isn't blank, hidden ones too, as numbered CSV in `folder`.

    Rows and columns are numbered as Excel shows them, hidden ones too. Of merged cells the first has the text, and
    where they are of one column each of them (xlsx and xls; ods doesn't tell of them, nor does xlsb); formulas give
    the value stored last; an error (#N/A) is an empty cell. Whole numbers are exact up to 2**53; other numbers are
    the shortest text that reads back, without their format (0.123 for 12.3 %). Dates are `YYYY-MM-DD`, moments
    `YYYY-MM-DD HH:MM:SS`, times and durations `HH:MM:SS`. Line breaks in a cell become LF. Sheets of charts, dialogs
    and macros are passed over; a worksheet that can't be read is left, where another one can be.

    Raises DocumentRefused `workbook-encrypted`, `workbook-empty`, and `workbook-unreadable` and `workbook-too-large`
    as `tracker.read.confined` and `tracker.read.zips` do.
    """
    copy = folder / f"workbook.{_format(document)}"
    shutil.copyfile(document.path, copy)  # calamine takes the format from the name's ending
    try:
        found = confined.tables(document, child, folder, "workbook", str(copy))
    finally:
        copy.unlink()
    if not found:
        raise DocumentRefused("workbook-empty", document=document.name)
    return found


def _format(document: Document) -> str:
    """xls, xlsx, xlsb or ods, by content. Raises DocumentRefused: a container damaged, encrypted or a bomb."""
    if sniff.kind(document) == "ole2":
        with document.path.open("rb") as file:
            if _holds_encrypted_package(file):
                raise DocumentRefused("workbook-encrypted", document=document.name)
        return "xls"
    zips.refuse_encrypted(document, "workbook", zips.judged(document, "workbook"))
    return zips.kind(document)


def _is_other_ole2(document: Document) -> bool:
    """Whether an OLE2 file names the stream of another program, and none of a workbook."""
    with document.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if any(data.find(name.encode("utf-16-le")) >= 0 for name in ("Workbook", "Book", "EncryptedPackage")):
            return False
        return any(data.find(name.encode("utf-16-le")) >= 0 for name in _NO_WORKBOOK)


def _holds_encrypted_package(file: BinaryIO) -> bool:
    """Whether an OLE2 file is the shell of an encrypted xlsx: it names its stream, and none of an xls."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        package, book = (data.find(name.encode("utf-16-le")) for name in ("EncryptedPackage", "Workbook"))
    return package >= 0 > book
