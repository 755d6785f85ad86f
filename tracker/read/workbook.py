"""Excel workbooks (xlsx, xlsm, xlsb, xls), read by a child process with limits: tracker.read.workbook_child.

Looked at here is the container alone: magic bytes, and names and sizes in the zip's central directory.
"""

from __future__ import annotations

import mmap
import shutil
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, RawTable
from tracker.read import confined
from tracker.read import workbook_child as child
from tracker.settings import limit

MAX_ENTRIES = 10_000
MAX_DIRECTORY = 4_000_000
"""Bytes of a zip's central directory; it is read whole, before its entries can be counted."""

RATIO_FROM = 10_000_000
"""Unpacked bytes of an entry from which its ratio is judged."""

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_LOOKED_AT = 65_536
_END = b"PK\x05\x06"
_END_LENGTH = 22
_END_64 = b"PK\x06\x06"
_END_64_BEFORE = 76
"""Bytes from the start of a zip64's end record to the plain one's."""

_IN_ZIP_64 = 0xFFFFFFFF
_BROKEN = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,
    OverflowError,
    OSError,
    EOFError,
    struct.error,
)
"""What zipfile raises for damaged bytes."""


class _BadZipError(Exception):
    """The central directory can't be read."""


def identify(document: Document) -> bool:
    """Whether the bytes are an OLE2 file or the zip of an Excel workbook. OpenDocument is not claimed.

    A broken zip is claimed where its start names a workbook's parts, so that the user hears of the damage.
    """
    with document.path.open("rb") as file:
        head = file.read(_LOOKED_AT)
        if head.startswith(_OLE2):
            return True
        if not head.startswith(_ZIP):
            return False
        try:
            names = [_folded(entry.filename) for entry in _entries(file)]
        except _BadZipError:
            return b"[Content_Types].xml" in head or b"xl/" in head
    return "[content_types].xml" in names and any(name.startswith("xl/") for name in names)


def read(document: Document, folder: Path) -> list[RawTable | Left]:
    """A table for every worksheet with a cell that isn't blank, hidden ones too, as numbered CSV in `folder`.

    Rows and columns are numbered as Excel shows them. Of merged cells the first has the text; formulas give
    the value stored last; an error (#N/A) is an empty cell. Whole numbers are exact up to 2**53; other
    numbers are the shortest text that reads back. Dates are `YYYY-MM-DD`, moments `YYYY-MM-DD HH:MM:SS`,
    times and durations `HH:MM:SS`. Line breaks in a cell become LF. Sheets of charts, dialogs and macros are
    passed over; a worksheet that can't be read refuses the whole workbook.

    Raises DocumentRefused `workbook-encrypted`, `workbook-empty`, and `workbook-unreadable` and `workbook-too-large`
    as `tracker.read.confined` does; `what` may also be zip_entries, zip_directory_bytes, unpacked_bytes,
    unpacked_ratio.
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
    """xls, xlsx or xlsb, by content. Raises DocumentRefused: a container damaged, encrypted or a bomb."""
    with document.path.open("rb") as file:
        if file.read(len(_OLE2)) == _OLE2:
            if _holds_encrypted_package(file):
                raise DocumentRefused("workbook-encrypted", document=document.name)
            return "xls"
        try:
            if (size := _directory_size(file)) > MAX_DIRECTORY:
                raise confined.too_large(document, "workbook", "zip_directory_bytes", size, MAX_DIRECTORY)
            entries = _entries(file)
        except _BadZipError as error:
            raise confined.unreadable(document, "workbook", "not a whole zip file") from error
    _judge(document, entries)
    return "xlsb" if any(_folded(entry.filename) == "xl/workbook.bin" for entry in entries) else "xlsx"


def _judge(document: Document, entries: list[zipfile.ZipInfo]) -> None:
    """Raises DocumentRefused where the zip is encrypted or would unpack to more than the limits."""
    if len(entries) > MAX_ENTRIES:
        raise confined.too_large(document, "workbook", "zip_entries", len(entries), MAX_ENTRIES)
    unpacked, most = sum(entry.file_size for entry in entries), limit("TRACKER_MAX_UNPACKED_MB") * 1_000_000
    if unpacked > most:
        raise confined.too_large(document, "workbook", "unpacked_bytes", unpacked, most)
    most_ratio = limit("TRACKER_MAX_RATIO")
    for entry in entries:
        if entry.flag_bits & 1:
            raise DocumentRefused("workbook-encrypted", document=document.name)
        ratio = entry.file_size // max(entry.compress_size, 1)
        if entry.file_size > RATIO_FROM and ratio > most_ratio:
            raise confined.too_large(document, "workbook", "unpacked_ratio", ratio, most_ratio)


def _entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of the central directory. Raises _BadZipError, also where it is too large to be read."""
    if _directory_size(file) > MAX_DIRECTORY:
        raise _BadZipError
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except _BROKEN as error:
        raise _BadZipError from error


def _directory_size(file: BinaryIO) -> int:
    """Bytes of the central directory, as the zip's end says. Raises _BadZipError where it has no end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LOOKED_AT - _END_64_BEFORE - _END_LENGTH))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + _END_LENGTH:
        raise _BadZipError
    (length,) = struct.unpack_from("<L", tail, place + 12)
    before = place - _END_64_BEFORE
    if length == _IN_ZIP_64 and before >= 0 and tail.startswith(_END_64, before):
        (length,) = struct.unpack_from("<Q", tail, before + 40)
    return int(length)


def _holds_encrypted_package(file: BinaryIO) -> bool:
    """Whether an OLE2 file is the shell of an encrypted xlsx: it names its stream, and none of an xls."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        package, book = (data.find(name.encode("utf-16-le")) for name in ("EncryptedPackage", "Workbook"))
    return package >= 0 > book


def _folded(name: str) -> str:
    return name.replace("\\", "/").lower()
