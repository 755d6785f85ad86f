"""Documents as they came in: kept once by SHA-256, compressed, and given back byte for byte."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import zstandard
from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused, StoreDamaged
from tracker.model import Document
from tracker.store.place import Store, opening

_CHUNK = 1 << 20

_TRIES = 100
"""How often the folder of a new file is made, where other imports take it away as empty."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is known of a document. `name`: the one it came in with first; `size` in bytes; `received_at` is UTC."""

    sha256: str
    name: str
    size: int
    received_at: datetime


def describe(con: DuckDBPyConnection, sha256: str) -> Kept:
    """What is known of a document that some batch was imported from. Raises LookupError for any other."""
    row = con.execute("SELECT sha256, name, size, received_at FROM document WHERE sha256 = ?", [sha256]).fetchone()
    if row is None:
        raise LookupError(sha256)
    return Kept(*row)


def path_of(store: Store, sha256: str) -> Path:
    """Where the document lies, or would lie."""
    return store.documents / sha256[:2] / f"{sha256}.zst"


@contextlib.contextmanager
def keeping(store: Store, document: Document) -> Iterator[Callable[[], None]]:
    """Compress the document beside the store while the caller works on.

    Calling what is given puts it in its place: after that call it is on the disk, whole. Without it nothing stays.
    That call raises StoreError where it can't be written, DocumentRefused where the document can't be read again.
    """
    target = path_of(store, document.sha256)
    part = target.with_suffix(f".{os.getpid()}-{threading.get_ident()}.part")
    with ThreadPoolExecutor(1) as pool:
        compressed = None if _is_whole(target, document.sha256) else pool.submit(_compress, store, document, part)

        def settle() -> None:
            if compressed is not None:
                compressed.result()
                with opening(store.path):
                    if part.exists():  # every table of a document asks for it
                        part.replace(target)
                        for folder in (target.parent, store.documents, store.path.parent):
                            _sync(folder)

        try:
            yield settle
        finally:
            if compressed is not None:
                wait([compressed])
                with contextlib.suppress(OSError):  # it was never made, or the folder holds documents
                    part.unlink(missing_ok=True)
                    part.parent.rmdir()
                    store.documents.rmdir()


def _compress(store: Store, document: Document, part: Path) -> None:
    """Raises DocumentRefused where the bytes are no longer those whose hash was taken, or can't be read; StoreError."""
    digest = hashlib.sha256()
    with (
        opening(store.path),
        _created(part) as sink,
        zstandard.ZstdCompressor(level=1, write_checksum=True).stream_writer(sink, closefd=False) as writer,
    ):
        for chunk in _chunks(document):
            digest.update(chunk)
            writer.write(chunk)
        writer.flush(zstandard.FLUSH_FRAME)
        os.fsync(sink.fileno())
    if digest.hexdigest() != document.sha256:
        raise DocumentRefused("document-unreadable", document=document.name, reason="it was changed meanwhile")


def _chunks(document: Document) -> Iterator[bytes]:
    """Raises DocumentRefused `document-unreadable`."""
    try:
        with document.path.open("rb") as source:
            while chunk := source.read(_CHUNK):
                yield chunk
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentRefused("document-unreadable", document=document.name, reason=reason) from error


def _created(path: Path) -> BinaryIO:
    """A new file and its folders. Between the two another import may take a folder away that is still empty."""
    for _ in range(_TRIES):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return path.open("wb")
        except (FileNotFoundError, FileExistsError) as error:
            last = error
    raise last


def _sync(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network folders can't
            os.fsync(handle)
    finally:
        os.close(handle)


def _is_whole(kept: Path, sha256: str) -> bool:
    """Whether a document lies there, byte for byte."""
    digest = hashlib.sha256()
    try:
        for chunk in _unpacked(kept):
            digest.update(chunk)
    except (OSError, zstandard.ZstdError):
        return False
    return digest.hexdigest() == sha256


def _unpacked(kept: Path) -> Iterator[bytes]:
    with kept.open("rb") as source, zstandard.ZstdDecompressor().stream_reader(source) as reader:
        while chunk := reader.read(_CHUNK):
            yield chunk


def fetch(store: Store, sha256: str, target: Path) -> Path:
    """Write the document's bytes to `target`. Raises StoreDamaged where it is absent or its hash doesn't fit."""
    kept = path_of(store, sha256)
    digest = hashlib.sha256()
    try:
        with target.open("wb") as sink:
            for chunk in _unpacked(kept):
                digest.update(chunk)
                sink.write(chunk)
    except (OSError, zstandard.ZstdError) as error:
        raise StoreDamaged("document-damaged", path=kept, reason=str(error)) from error
    if digest.hexdigest() != sha256:
        raise StoreDamaged("document-damaged", path=kept, reason="SHA-256")
    return target
