"""What a zip is, and whether it may be unpacked, by its central directory alone: names, sizes, flags."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from tracker.errors import DocumentRefused
from tracker.model import Document
from tracker.read import confined
from tracker.settings import limit

MAX_ENTRIES = 10_000
MAX_DIRECTORY = 4_000_000
"""Bytes of a zip's central directory; it is read whole, before its entries can be counted."""

RATIO_FROM = 10_000_000
"""Unpacked bytes of an entry from which its ratio is judged."""

_LOOKED_AT = 65_536
_END = b"PK\x05\x06"
_END_LENGTH = 22
_END_64 = b"PK\x06\x06"
_END_64_BEFORE = 76
"""Bytes from the start of a zip64's end record to the plain one's."""

_IN_ZIP_64 = 0xFFFFFFFF
DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError, OSError, EOFError),
)
"""What zipfile and gzip raise for damaged bytes (a name that is no UTF-8 is a ValueError), and for ways of packing that
Python doesn't know."""

_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."
_PARTS = (
    ("xlsb", "xl/workbook.bin"),
    ("xlsx", "xl/"),
    ("document", "word/"),
    ("slides", "ppt/"),
    ("book", "meta-inf/container.xml"),
    ("program", "androidmanifest.xml"),
    ("program", "meta-inf/manifest.mf"),
    ("numbers", "index/document.iwa"),
    ("numbers", "index.zip"),
)
"""What a zip is that holds such a name, or a name that begins so; the first row that fits counts."""

_OFFICE = frozenset({"xlsb", "xlsx", "document", "slides"})


class BadZipError(Exception):
    """The central directory can't be read."""


def kind(document: Document) -> str:
    """What a zip is: xlsx (xlsm too), xlsb, ods, document, slides, book, program, numbers, or archive for any other.

    A broken one is a workbook where its start names a workbook's parts, so that the user hears of the damage.
    """
    with document.path.open("rb") as file:
        head = file.read(_LOOKED_AT)
        if (start := head.find(_OPEN_DOCUMENT, 0, 200)) >= 0:
            format_ = head[start + len(_OPEN_DOCUMENT) :]
            return "ods" if format_.startswith(b"spreadsheet") else "document"
        try:
            names = [folded(entry.filename) for entry in entries(file)]
        except BadZipError:
            return "xlsx" if b"[Content_Types].xml" in head or b"xl/" in head else "archive"
    office = "[content_types].xml" in names
    for found, part in _PARTS:
        if (found not in _OFFICE or office) and any(
            name.startswith(part) if part.endswith("/") else name == part for name in names
        ):
            return found
    return "archive"


def entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """The entries of the central directory. Raises BadZipError, also where it is too large to be read."""
    if _directory_size(file) > MAX_DIRECTORY:
        raise BadZipError
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.infolist()
    except DAMAGED as error:
        raise BadZipError from error


def judged(document: Document, noun: str) -> list[zipfile.ZipInfo]:
    """The entries of a zip that may be unpacked. Raises DocumentRefused NOUN-unreadable, NOUN-too-large; `what`
    may also be zip_entries, zip_directory_bytes, unpacked_bytes, unpacked_ratio.
    """
    with document.path.open("rb") as file:
        try:
            if (size := _directory_size(file)) > MAX_DIRECTORY:
                raise confined.too_large(document, noun, "zip_directory_bytes", size, MAX_DIRECTORY)
            found = entries(file)
        except BadZipError as error:
            raise confined.unreadable(document, noun, "not a whole zip file") from error
    if len(found) > MAX_ENTRIES:
        raise confined.too_large(document, noun, "zip_entries", len(found), MAX_ENTRIES)
    unpacked, most = sum(entry.file_size for entry in found), limit("TRACKER_MAX_UNPACKED_MB") * 1_000_000
    if unpacked > most:
        raise confined.too_large(document, noun, "unpacked_bytes", unpacked, most)
    for entry in found:
        judge_ratio(document, noun, entry.file_size, entry.compress_size)
    return found


def judge_ratio(document: Document, noun: str, unpacked: int, packed: int) -> None:
    """Raises DocumentRefused NOUN-too-large where so much comes out of so little."""
    ratio, most = unpacked // max(packed, 1), limit("TRACKER_MAX_RATIO")
    if unpacked > RATIO_FROM and ratio > most:
        raise confined.too_large(document, noun, "unpacked_ratio", ratio, most)


def unpack(document: Document, noun: str, stream: BinaryIO, target: Path, packed: int, room: int) -> int:
    """Write what a packed stream holds, and count it; what it says of its size isn't believed.

    Raises DocumentRefused NOUN-too-large (unpacked_bytes, unpacked_ratio) where more than `room` bytes come, and what
    the stream raises.
    """
    size = 0
    with target.open("wb") as file:
        while chunk := stream.read(1 << 20):
            size += len(chunk)
            if size > room:
                raise confined.too_large(
                    document, noun, "unpacked_bytes", size, limit("TRACKER_MAX_UNPACKED_MB") * 10**6
                )
            judge_ratio(document, noun, size, packed)
            file.write(chunk)
    return size


def refuse_encrypted(document: Document, noun: str, found: list[zipfile.ZipInfo]) -> None:
    """Raises DocumentRefused NOUN-encrypted where any of the entries is."""
    if any(entry.flag_bits & 1 for entry in found):
        raise DocumentRefused(f"{noun}-encrypted", document=document.name)


def folded(name: str) -> str:
    """An entry's name, to be compared."""
    return name.replace("\\", "/").lower()


def _directory_size(file: BinaryIO) -> int:
    """Bytes of the central directory, as the zip's end says. Raises BadZipError where it has no end."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _LOOKED_AT - _END_64_BEFORE - _END_LENGTH))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + _END_LENGTH:
        raise BadZipError
    (length,) = struct.unpack_from("<L", tail, place + 12)
    before = place - _END_64_BEFORE
    if length == _IN_ZIP_64 and before >= 0 and tail.startswith(_END_64, before):
        (length,) = struct.unpack_from("<Q", tail, before + 40)
    return int(length)
