"""Excel workbooks (xlsx, xlsm, xlsb, xls), read by a child process with limits: tracker.read.workbook_child.

Looked at here is the container alone: magic bytes, and names and sizes in the zip's central directory.
"""

from __future__ import annotations

import json
import mmap
import re
import shutil
import signal
import struct
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, BinaryIO

from tracker.errors import DocumentRefused
from tracker.model import Document, RawTable
from tracker.read import workbook_child as child

MAX_SECONDS = 60
"""Wall time of the child."""

MAX_ENTRIES = 10_000
MAX_DIRECTORY = 4_000_000
"""Bytes of a zip's central directory; it is read whole, before its entries can be counted."""

MAX_UNPACKED = 2_000_000_000
"""Bytes of all entries of a zip, by its central directory."""

MAX_RATIO = 100
"""Unpacked to packed bytes of one entry, judged above RATIO_FROM unpacked bytes."""

RATIO_FROM = 10_000_000

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_LOOKED_AT = 65_536
_END = b"PK\x05\x06"
_END_LENGTH = 22
_END_64 = b"PK\x06\x06"
_END_64_BEFORE = 76
"""Bytes from the start of a zip64's end record to the plain one's."""

_IN_ZIP_64 = 0xFFFFFFFF
_ALLOCATION = re.compile(rb"memory allocation of (\d+) bytes failed|capacity overflow")
_REASON_LENGTH = 160
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


def read(document: Document, folder: Path) -> list[RawTable]:
    """A table for every worksheet with a cell that isn't blank, hidden ones too, as numbered CSV in `folder`.

    Rows and columns are numbered as Excel shows them. Of merged cells the first has the text; formulas give
    the value stored last; an error (#N/A) is an empty cell. Whole numbers are exact up to 2**53; other
    numbers are the shortest text that reads back. Dates are `YYYY-MM-DD`, moments `YYYY-MM-DD HH:MM:SS`,
    times and durations `HH:MM:SS`. Line breaks in a cell become LF. Sheets of charts, dialogs and macros are
    passed over; a worksheet that can't be read refuses the whole workbook.

    The system holds the child to 1.5 GB, 30 CPU seconds and 2 GB a file, we hold it to 60 seconds. On Windows
    a process can't set itself such limits: there the 60 seconds alone hold; macOS has no limit of memory.

    Raises DocumentRefused `workbook-encrypted`, `workbook-empty`, `workbook-unreadable` (reason), and
    `workbook-too-large` (what, size, limit; size is null where it isn't known). `what` is one of zip_entries,
    zip_directory_bytes, unpacked_bytes, unpacked_ratio, columns, sheet_rows, rows, row_characters,
    head_characters, characters, memory_bytes, file_bytes, cpu_seconds, wall_seconds.
    """
    copy = folder / f"workbook.{_format(document)}"
    shutil.copyfile(document.path, copy)  # calamine takes the format from the name's ending
    try:
        sheets = _sheets(document, _answer(document, copy, folder))
        tables = [_table(sheet, folder) for sheet in sheets]
    except (KeyError, TypeError, ValueError) as error:
        raise _unreadable(document, "the reader's answer makes no sense") from error
    finally:
        copy.unlink()
    if not tables:
        raise DocumentRefused("workbook-empty", document=document.name)
    return tables


def _table(sheet: dict[str, Any], folder: Path) -> RawTable:
    """Raises KeyError, TypeError, ValueError where the child told something else than a sheet."""
    path = folder / Path(sheet["path"]).name
    head = tuple(tuple(map(str, row)) for row in sheet["head"])
    return RawTable(str(sheet["name"]), path, ",", int(sheet["width"]), head, (), 0, numbered=True, separated=False)


def _answer(document: Document, copy: Path, folder: Path) -> bytes:
    """What the child told. Raises DocumentRefused where it died."""
    command = [sys.executable, "-P", str(child.__file__), str(copy), str(folder)]
    try:
        ended = subprocess.run(  # noqa: S603 the program and its arguments are ours
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_large(document, "wall_seconds", None, MAX_SECONDS) from error
    if ended.returncode:
        raise _died(document, ended.returncode, ended.stderr)
    return ended.stdout


def _sheets(document: Document, answer: bytes) -> list[dict[str, Any]]:
    """The lines that tell of sheets.

    Raises DocumentRefused where the last line refuses; KeyError, TypeError, ValueError where the answer is
    none of the child's.
    """
    *sheets, last = [dict(json.loads(line)) for line in answer.split(b"\n")[:-1]]
    if "refused" in last:
        facts = dict(last["facts"])
        if last["refused"] == "workbook-unreadable":
            raise _unreadable(document, str(facts["reason"]))
        raise DocumentRefused(str(last["refused"]), document=document.name, **facts)
    if last["done"] != len(sheets):
        raise ValueError(last)
    return sheets


def _died(document: Document, code: int, words: bytes) -> DocumentRefused:
    """What a child's end means: `code` is negative for a signal, `words` its stderr."""
    allocation = _ALLOCATION.search(words)
    if allocation or b"MemoryError" in words:
        size = int(allocation[1]) if allocation and allocation[1] else None
        return _too_large(document, "memory_bytes", size, child.MAX_MEMORY)
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return _too_large(document, "cpu_seconds", None, child.MAX_CPU_SECONDS)
    ended = f"signal {-code}" if code < 0 else f"exit code {code}"
    return _unreadable(document, f"the reader crashed ({ended})")


def _format(document: Document) -> str:
    """xls, xlsx or xlsb, by content. Raises DocumentRefused: a container damaged, encrypted or a bomb."""
    with document.path.open("rb") as file:
        if file.read(len(_OLE2)) == _OLE2:
            if _holds_encrypted_package(file):
                raise DocumentRefused("workbook-encrypted", document=document.name)
            return "xls"
        try:
            if (size := _directory_size(file)) > MAX_DIRECTORY:
                raise _too_large(document, "zip_directory_bytes", size, MAX_DIRECTORY)
            entries = _entries(file)
        except _BadZipError as error:
            raise _unreadable(document, "not a whole zip file") from error
    _judge(document, entries)
    return "xlsb" if any(_folded(entry.filename) == "xl/workbook.bin" for entry in entries) else "xlsx"


def _judge(document: Document, entries: list[zipfile.ZipInfo]) -> None:
    """Raises DocumentRefused where the zip is encrypted or would unpack to more than the limits."""
    if len(entries) > MAX_ENTRIES:
        raise _too_large(document, "zip_entries", len(entries), MAX_ENTRIES)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        raise _too_large(document, "unpacked_bytes", unpacked, MAX_UNPACKED)
    for entry in entries:
        if entry.flag_bits & 1:
            raise DocumentRefused("workbook-encrypted", document=document.name)
        ratio = entry.file_size // max(entry.compress_size, 1)
        if entry.file_size > RATIO_FROM and ratio > MAX_RATIO:
            raise _too_large(document, "unpacked_ratio", ratio, MAX_RATIO)


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


def _unreadable(document: Document, reason: str) -> DocumentRefused:
    short = " ".join(reason.split())[:_REASON_LENGTH]
    return DocumentRefused("workbook-unreadable", document=document.name, reason=short)


def _too_large(document: Document, what: str, size: int | None, limit: int) -> DocumentRefused:
    return DocumentRefused("workbook-too-large", document=document.name, what=what, size=size, limit=limit)
