"""Short-lived connections: one operation each, behind the lock, with DuckDB closed to the outside."""

from __future__ import annotations

import contextlib
import functools
import itertools
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

_numbers = itertools.count(1)
"""Readers at the same time attach a store under names of their own."""


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
    _seal(con, folders)
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
    limit_given, spill = memory_limit(), store.beside(f"{os.getpid()}.tmp")
    migrate.bring_up(store)
    name = f"store_{next(_numbers)}"
    with lock.shared(store), errors_named(store):
        bench = _reading_bench(store.path.parent, spill, limit_given)
        try:
            with bench.cursor() as door:  # the bench itself runs nothing: several threads read at once
                door.execute(f"ATTACH {_quoted(store.path)} AS {name} (READ_ONLY)")
                try:
                    with bench.cursor() as con:
                        con.execute(f"USE {name}")
                        yield con
                finally:
                    door.execute(f"DETACH {name}")
        except duckdb.Error:
            _reading_bench.cache_clear()  # a fatal error spoils all that its bench is asked later
            raise
        finally:
            if spill.exists():
                _reading_bench.cache_clear()  # the folder goes with its bench


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


@functools.lru_cache(maxsize=1)
def _reading_bench(folder: Path, spill: Path, limit_given: str) -> DuckDBPyConnection:
    """The database in memory to which this process attaches stores of `folder` while it reads them.

    It is kept between questions, for making one takes 40 ms and attaching a store 2 ms; it holds nothing of a store
    that isn't attached. Each process spills to a folder of its own: DuckDB names the files in it alike in all of them.
    """
    con = duckdb.connect(":memory:", config={**_CLOSED, "memory_limit": limit_given})
    con.execute(f"SET temp_directory = {_quoted(spill)}")
    _seal(con, [folder])
    return con


def _seal(con: DuckDBPyConnection, folders: list[Path]) -> None:
    """Let the database touch these folders, and nothing else outside."""
    con.execute(f"SET allowed_directories = [{', '.join(map(_quoted, folders))}]")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


def _quoted(path: Path) -> str:
    """A path as an SQL literal, for the statements that take no parameters."""
    return "'" + str(path).replace("'", "''") + "'"
