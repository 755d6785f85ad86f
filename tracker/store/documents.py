"""Documents as they came in: kept once by SHA-256, compressed, and given back byte for byte."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import zstandard

from tracker.errors import StoreDamaged
from tracker.model import Document
from tracker.store.place import Store

_CHUNK = 1 << 20


def path_of(store: Store, sha256: str) -> Path:
    """Where the document lies, or would lie."""
    return store.documents / sha256[:2] / f"{sha256}.zst"


def keep(store: Store, document: Document) -> Path:
    """Write the document beside the store unless it is there already; on return it is on the disk, whole."""
    target = path_of(store, document.sha256)
    if target.exists():
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(f".{os.getpid()}.part")
    try:
        with document.path.open("rb") as source, part.open("wb") as sink:
            zstandard.ZstdCompressor(level=1, write_checksum=True).copy_stream(source, sink)
            sink.flush()
            os.fsync(sink.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def fetch(store: Store, sha256: str, target: Path) -> Path:
    """Write the document's bytes to `target`. Raises StoreDamaged where it is absent or its hash doesn't fit."""
    kept = path_of(store, sha256)
    digest = hashlib.sha256()
    try:
        with (
            kept.open("rb") as source,
            target.open("wb") as sink,
            zstandard.ZstdDecompressor().stream_reader(source) as reader,
        ):
            while chunk := reader.read(_CHUNK):
                digest.update(chunk)
                sink.write(chunk)
    except (OSError, zstandard.ZstdError) as error:
        raise StoreDamaged("document-damaged", path=kept, reason=str(error)) from error
    if digest.hexdigest() != sha256:
        raise StoreDamaged("document-damaged", path=kept, reason="SHA-256")
    return target
