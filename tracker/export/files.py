"""Write a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from tracker.errors import InputError


def write_whole(path: Path, data: bytes) -> None:
    """Put the bytes at `path`; a file that stood there stays until the new one is on the disk.

    Raises InputError `output-unwritable`.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError("output-unwritable", path=path, reason=error.strerror or str(error)) from error
