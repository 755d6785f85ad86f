"""Short-lived connections: one operation each, behind the lock, with DuckDB closed to the outside."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
from duckdb import DuckDBPyConnection

from tracker.settings import limit
from tracker.store import lock, migrate
from tracker.store.faults import errors_named
from tracker.store.place import Store

_CLOSED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
_SEALED = {**_CLOSED, "enable_external_access": "false"}


def memory_limit() -> str:
    """What DuckDB may hold in memory (setting TRACKER_MEMORY_MB); beyond it spills to files.

    Raises InputError `setting-unreadable`.
    """
    return f"{limit('TRACKER_MEMORY_MB')}MB"


def workbench(folder: Path, store: Store | None = None) -> DuckDBPyConnection:
    """A database in memory that may touch `folder` (and the store's own folder), and nothing else outside."""
    con = duckdb.connect(":memory:", config={**_CLOSED, "memory_limit": memory_limit()})
    folders = [folder] if store is None else [folder, store.path.parent]
    con.execute(f"SET temp_directory = {_quoted(folder / 'spill')}")
    con.execute(f"SET allowed_directories = [{', '.join(map(_quoted, folders))}]")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")
    return con


@contextlib.contextmanager
def reading(store: Store) -> Iterator[DuckDBPyConnection]:
    """A connection that reads. A store that doesn't exist yet reads as an empty one.

    Raises StoreLocked, StoreDamaged, StoreTooNew, StoreError.
    """
    if not store.path.exists():
        with duckdb.connect(":memory:", config=_CLOSED) as con:
            migrate.create(con)
            yield con
        return
    config = _reading_config(store)
    migrate.bring_up(store)
    with (
        lock.shared(store),
        errors_named(store),
        duckdb.connect(str(store.path), read_only=True, config=config) as con,
    ):
        yield con


@contextlib.contextmanager
def attached(con: DuckDBPyConnection, store: Store, *, write: bool) -> Iterator[None]:
    """The store as schema `store` of a workbench, under the lock: alone to write, shared to read.

    Where it is only read and doesn't exist yet, an empty one stands in. Raises as `reading` does.
    """
    if not write and not store.path.exists():
        con.execute("ATTACH ':memory:' AS store")
        migrate.create(con, schema="store")
        yield
        con.execute("DETACH store")
        return
    migrate.bring_up(store)
    with lock.exclusive(store) if write else lock.shared(store), errors_named(store):
        con.execute(f"ATTACH {_quoted(store.path)} AS store {'' if write else '(READ_ONLY)'}")
        try:
            yield
        finally:
            con.execute("DETACH store")


@contextlib.contextmanager
def writing(store: Store) -> Iterator[DuckDBPyConnection]:
    """A workbench with the store attached to write, in one transaction, then CHECKPOINT. Raises as `reading` does."""
    with (
        TemporaryDirectory(prefix="tracker-") as folder,
        workbench(Path(folder), store) as con,
        attached(con, store, write=True),
    ):
        con.execute("BEGIN")
        try:
            yield con
            con.execute("COMMIT")
        except BaseException:
            con.execute("ROLLBACK")
            raise
        con.execute("CHECKPOINT store")


def _reading_config(store: Store) -> dict[str, str | bool | int | float | list[str]]:
    """The same for all of this process: DuckDB turns away a second connection to a file that differs in it.

    Each process spills to a folder of its own: DuckDB names the files in it alike in all of them.
    """
    return {**_SEALED, "memory_limit": memory_limit(), "temp_directory": str(store.beside(f"{os.getpid()}.tmp"))}


def _quoted(path: Path) -> str:
    """A path as an SQL literal, for the statements that take no parameters."""
    return "'" + str(path).replace("'", "''") + "'"
