"""Documents from files, standard input, and bytes that a form or an upload holds."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from tracker.errors import DocumentRefused
from tracker.model import Document
from tracker.settings import limit

_CHUNK = 1 << 20


def from_path(path: Path) -> Document:
    """The file as a document; its bytes are read where they lie. Raises DocumentRefused `document-unreadable`,
    `document-too-large`, `document-empty`."""
    try:
        size = path.stat().st_size
        if not path.is_file() and not path.is_dir():  # a device or pipe has no end that is known beforehand
            raise DocumentRefused("document-unreadable", document=name_of(path), reason="no file")
        _judge(name_of(path), size)
        digest = hashlib.sha256()
        with path.open("rb") as file:
            for chunk in _chunks(file):
                digest.update(chunk)
    except OSError as error:
        raise DocumentRefused("document-unreadable", document=name_of(path), reason=error.strerror) from error
    if size == 0:
        raise DocumentRefused("document-empty", document=name_of(path))
    return Document(name_of(path), path, digest.hexdigest(), size)


def name_of(path: Path) -> str:
    """The file's name as text. Where systems name files by bytes, those of old Chinese archives are GB18030."""
    name = os.fsencode(path.name)
    for encoding in ("utf-8", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return name.decode(encoding)
    return name.decode("utf-8", errors="replace")


def from_stream(stream: BinaryIO, name: str, folder: Path) -> Document:
    """A stream's bytes as a document, held in `folder`. Raises as `from_path` does."""
    path = folder / "stream"
    size = 0
    with path.open("wb") as file:
        for chunk in _chunks(stream):
            size += len(chunk)
            _judge(name, size)
            file.write(chunk)
    return from_path_named(path, name)


def from_bytes(data: bytes, name: str, folder: Path) -> Document:
    """Bytes at hand as a document, held in `folder`. Raises as `from_path` does."""
    path = folder / "bytes"
    path.write_bytes(data)
    return from_path_named(path, name)


def from_path_named(path: Path, name: str) -> Document:
    """The file as a document of another name."""
    try:
        found = from_path(path)
    except DocumentRefused as error:
        error.facts["document"] = name
        raise
    return Document(name, found.path, found.sha256, found.size)


def below(folder: Path) -> list[Path]:
    """All files of a folder and its folders, in the order of their names, hidden ones left out.

    Also what can't be opened: links to nothing, and folders that can't be listed. `from_path` tells why.
    """
    found: list[Path] = []
    unlisted: list[Path] = []
    for name, folders, files in os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename))):
        folders[:] = [each for each in folders if not each.startswith(".")]
        found += [Path(name, each) for each in files if not each.startswith(".")]
    return sorted(found + unlisted)


def _judge(name: str, size: int) -> None:
    """Raises DocumentRefused `document-too-large`."""
    most = limit("TRACKER_MAX_FILE_MB")
    if size > most << 20:
        raise DocumentRefused("document-too-large", document=name, size_mb=(size >> 20) + 1, limit_mb=most)


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        yield chunk
