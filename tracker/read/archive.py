"""A zip of documents, or one document in gzip: each member is read by the reader that claims it.

Unpacked are one member after another, under names of ours; what a member says of its size and name is not believed.
Names without the mark of UTF-8 are GB18030 where they can be, as the archives of Chinese Windows have them.
"""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, RawTable
from tracker.read import confined, sniff, zips
from tracker.settings import limit

BETWEEN = " › "
"""Stands between a member's name and that of its sheet."""

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1

Read = Callable[[Document, Path], Sequence[RawTable | Left]]


def identify(document: Document) -> bool:
    """Whether the bytes are gzip, or a zip that is no workbook and no other known format."""
    kind = sniff.kind(document)
    return kind == "gzip" or (kind == "zip" and zips.kind(document) == "archive")


def read(document: Document, folder: Path, read_member: Read) -> list[RawTable | Left]:
    """The tables of all members, named after them. A member that can't be read, or that no reader claims, is left,
    with the reason.

    Raises DocumentRefused `archive-empty`, `archive-encrypted`, `archive-unreadable`, `archive-too-large` (what, size,
    limit; see tracker.read.zips).
    """
    if sniff.kind(document) == "gzip":
        return _of_member(_gunzipped(document, folder), None, folder / "member", read_member)
    entries = [entry for entry in zips.judged(document, "archive") if not _is_passed_over(entry)]
    if not entries:
        raise DocumentRefused("archive-empty", document=document.name)
    if all(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise DocumentRefused("archive-encrypted", document=document.name)
    return list(_members(document, entries, folder, read_member))


def name_of(entry: zipfile.ZipInfo) -> str:
    """An entry's name as a person wrote it: zipfile reads names without the mark of UTF-8 as code page 437."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    try:
        stood = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return stood.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _is_passed_over(entry: zipfile.ZipInfo) -> bool:
    """Folders, hidden files, and what macOS adds."""
    parts = PurePosixPath(entry.filename.replace("\\", "/")).parts
    return entry.is_dir() or "__MACOSX" in parts or parts[-1:] == ("Thumbs.db",) or parts[-1].startswith(".")


def _members(
    document: Document, entries: list[zipfile.ZipInfo], folder: Path, read_member: Read
) -> Iterator[RawTable | Left]:
    room = limit("TRACKER_MAX_UNPACKED_MB") * 1_000_000
    names: set[str] = set()
    with zipfile.ZipFile(document.path) as archive:
        for number, entry in enumerate(entries, start=1):
            name = name_of(entry)
            name = f"{name} ({number})" if name in names else name
            names.add(name)
            within = folder / f"member-{number}"
            within.mkdir()
            if entry.flag_bits & _ENCRYPTED:
                yield Left(name, "archive-encrypted", {})
                continue
            target = within / "bytes"
            try:
                with archive.open(entry) as stream:
                    room -= zips.unpack(document, "archive", stream, target, entry.compress_size, room)  # type: ignore[arg-type]
            except zips.DAMAGED as error:
                target.unlink(missing_ok=True)
                yield Left(name, "archive-unreadable", {"reason": str(error) or type(error).__name__})
                continue
            yield from _of_member(_document(target, name), name, within, read_member)


def _gunzipped(document: Document, folder: Path) -> Document:
    """The one document in a gzip. Raises DocumentRefused `archive-unreadable`, `archive-too-large`."""
    (folder / "member").mkdir()
    target = folder / "member" / "bytes"
    room = limit("TRACKER_MAX_UNPACKED_MB") * 1_000_000
    try:
        with gzip.open(document.path) as stream:
            zips.unpack(document, "archive", stream, target, document.size, room)  # type: ignore[arg-type]
    except zips.DAMAGED as error:
        target.unlink(missing_ok=True)
        raise confined.unreadable(document, "archive", str(error)) from error
    return _document(target, document.name.removesuffix(".gz"))


def _document(path: Path, name: str) -> Document:
    with path.open("rb") as file:
        return Document(name, path, file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def _of_member(document: Document, name: str | None, folder: Path, read_member: Read) -> list[RawTable | Left]:
    """A member's parts, named after it (not so the only one of a gzip); one that is refused is left."""
    try:
        parts = _parts(document, folder, read_member)
    except DocumentRefused as error:
        if name is None:
            raise
        return [Left(name, error.code, {key: value for key, value in error.facts.items() if key != "document"})]
    if name is None:
        return list(parts)
    return [_named(part, name) for part in parts]


def _parts(document: Document, folder: Path, read_member: Read) -> Sequence[RawTable | Left]:
    if document.size == 0:
        raise DocumentRefused("document-empty", document=document.name)
    if identify(document):
        raise DocumentRefused("archive-nested", document=document.name)
    return read_member(document, folder)


def _named(part: RawTable | Left, name: str) -> RawTable | Left:
    sheet = name if part.sheet is None else f"{name}{BETWEEN}{part.sheet}"
    return part._replace(sheet=sheet) if isinstance(part, Left) else replace(part, sheet=sheet)
