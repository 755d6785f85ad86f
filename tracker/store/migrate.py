"""Bring a store up to the schema of this Tracker: numbered SQL files, each with its record in one transaction."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from tracker.errors import StoreDamaged, StoreError, StoreTooNew
from tracker.store import lock
from tracker.store.faults import errors_named
from tracker.store.place import Store, opening

_RECORD = "CREATE TABLE IF NOT EXISTS migration (number BIGINT, name VARCHAR, applied_at TIMESTAMP)"
_MAGIC = b"DUCK"
_MAGIC_AT = 8

_checked: set[tuple[str, int]] = set()
"""Stores (path, inode) that this process found up to date; nothing lowers a schema's number."""


class Migration(NamedTuple):
    """One step of the schema. Its number is its place, from 1 without a gap."""

    number: int
    name: str
    sql: str


def migrations() -> list[Migration]:
    """All steps in order, from tracker/sql/schema/NNNN_name.sql."""
    found = sorted(files("tracker").joinpath("sql/schema").iterdir(), key=lambda each: each.name)
    return [Migration(int(f.name[:4]), f.name[5:-4], f.read_text(encoding="utf-8")) for f in found]


def create(con: DuckDBPyConnection, schema: str = "memory") -> None:
    """Lay the whole schema in an empty database of a connection."""
    con.execute(f"USE {schema}")
    _apply(con, migrations(), done=0)
    con.execute("USE memory")


def bring_up(store: Store, steps: list[Migration] | None = None) -> None:
    """Create the store, or apply the steps it lacks after copying it to `NAME.duckdb.before-NNNN.duckdb`.

    Raises StoreTooNew where the store has steps that this Tracker doesn't know, StoreDamaged where the file is
    no DuckDB database, StoreLocked, StoreError where files can't be written.
    """
    if store.path.exists() and (str(store.path), store.path.stat().st_ino) in _checked and steps is None:
        return
    steps = migrations() if steps is None else steps
    with lock.exclusive(store), errors_named(store):
        if not store.path.exists():
            _create_file(store, steps)
        else:
            _check_magic(store)
            done = _done(store)
            if done > len(steps):
                raise StoreTooNew("store-too-new", path=store.path, found=done, known=len(steps))
            if done < len(steps):
                with _open(store.path, read_only=False) as con:
                    con.execute("CHECKPOINT")  # what lies in the WAL alone belongs to the copy too
                _copy(store, done)
                with _open(store.path, read_only=False) as con:
                    _apply(con, steps, done)
                    con.execute("CHECKPOINT")
    _checked.add((str(store.path), store.path.stat().st_ino))


def _create_file(store: Store, steps: list[Migration]) -> None:
    """Make the store under another name, and give it its name when it is whole."""
    part = store.beside("new")
    with opening(store.path):
        part.unlink(missing_ok=True)
    with _open(part, read_only=False) as con:
        _apply(con, steps, done=0)
        con.execute("CHECKPOINT")
    with opening(store.path):
        part.replace(store.path)


def _apply(con: DuckDBPyConnection, steps: list[Migration], done: int) -> None:
    con.execute(_RECORD)
    for step in steps[done:]:
        con.execute("BEGIN")
        for statement in con.extract_statements(step.sql):
            con.execute(statement)
        now = datetime.now(UTC).replace(tzinfo=None)
        con.execute("INSERT INTO migration VALUES (?, ?, ?)", [step.number, step.name, now])
        con.execute("COMMIT")


def _done(store: Store) -> int:
    """The number of steps the store has."""
    with _open(store.path, read_only=True) as con:
        known = con.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'migration'").fetchone()
        if known is None or not known[0]:
            return 0
        last = con.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
        return int(last[0]) if last else 0


def _open(path: Path, *, read_only: bool) -> DuckDBPyConnection:
    return duckdb.connect(str(path), read_only=read_only, config={"enable_external_access": "false"})


def _check_magic(store: Store) -> None:
    """Refuse what is no DuckDB database before DuckDB opens it: other magic makes it look for an extension.

    The caller has the store alone, so no connection of this process loses its lock by this open and close.
    """
    with opening(store.path), store.path.open("rb") as file:
        head = file.read(_MAGIC_AT + len(_MAGIC))
    if head[_MAGIC_AT:] != _MAGIC:
        raise StoreDamaged("store-damaged", path=store.path, reason="no DuckDB database")


def _copy(store: Store, done: int) -> None:
    """Copy the file before it is changed, in a process of its own (see safety: POSIX locks)."""
    target = store.beside(f"before-{done + 1:04d}.duckdb")
    program = "import shutil, sys; shutil.copy2(sys.argv[1], sys.argv[2])"
    command = [sys.executable, "-I", "-c", program, str(store.path), str(target)]
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603 (our own program)
    if ran.returncode:
        reason = (ran.stderr.splitlines() or ["?"])[-1]
        raise StoreError("store-unwritable", path=store.path, reason=reason)
