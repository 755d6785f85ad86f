"""DuckDB's errors in our words: a foreign holder of the file, and damage."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator

import duckdb

from tracker.errors import StoreDamaged, StoreError, StoreLocked
from tracker.store.place import Store


@contextlib.contextmanager
def errors_named(store: Store) -> Iterator[None]:
    """Tell a foreign holder and a damaged file by our names, instead of DuckDB's words."""
    try:
        yield
    except duckdb.IOException as error:
        held = re.search(r"Conflicting lock is held in .*\(PID (\d+)\)", str(error))
        if held:
            raise StoreLocked("store-locked", path=store.path, pid=held[1], seconds=0) from error
        if re.search(
            "Could not write|No space left|Disk quota|max_temp_directory_size|Permission denied|Read-only file system",
            str(error),
        ):
            raise StoreError("store-unwritable", path=store.path, reason=_first_line(error)) from error
        raise _damaged(store, error) from error
    except (duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException) as error:
        raise _damaged(store, error) from error
    except duckdb.Error as error:
        if type(error) is duckdb.Error:  # a checksum that doesn't fit comes as the bare class
            raise _damaged(store, error) from error
        raise


def _damaged(store: Store, error: duckdb.Error) -> StoreDamaged:
    return StoreDamaged("store-damaged", path=store.path, reason=_first_line(error))


def _first_line(error: duckdb.Error) -> str:
    return str(error).splitlines()[0]
