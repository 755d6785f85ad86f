"""Undo one batch exactly: the store is then as if its document had never come.

A value of the batch that a later batch said too (a pointer in `duplicate`) is not lost: that row takes it over.
Of the values that remain for a key, the last one said stands.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from tracker.errors import UnknownBatch
from tracker.store.connect import attached, workbench
from tracker.store.facts import TABLES, FactTable, same
from tracker.store.place import Store
from tracker.store.write import append_journal


class Undone(NamedTuple):
    """What an undo did, in facts. `removed` + `taken_over` is all that the batch had brought."""

    batch_id: int
    document: str
    removed: int
    brought_back: int
    taken_over: int
    left: int


def undo_batch(store: Store, batch_id: int) -> Undone:
    """Undo in one transaction.

    removed: facts that are gone; brought_back: older values that stand again; taken_over: facts that stay because
    a later batch said the same; left: facts that later batches had corrected, whose later value stays.
    Raises UnknownBatch `batch-unknown` or `batch-undone`, StoreLocked.
    """
    if not store.path.exists():
        raise UnknownBatch("batch-unknown", batch=batch_id)
    with (
        TemporaryDirectory(prefix="tracker-") as folder,
        workbench(Path(folder), store) as con,
        attached(con, store, write=True),
    ):
        document = _standing_batch(con, batch_id)
        con.execute("BEGIN")
        try:
            done = [_undo_fact(con, fact, batch_id) for fact in TABLES]
            con.execute("DELETE FROM store.duplicate WHERE batch_id = ?", [batch_id])
            con.execute("DELETE FROM store.rejection WHERE batch_id = ?", [batch_id])
            now = datetime.now(UTC).replace(tzinfo=None)
            con.execute("UPDATE store.batch SET undone_at = ? WHERE batch_id = ?", [now, batch_id])
            con.execute("COMMIT")
        except BaseException:
            con.execute("ROLLBACK")
            raise
        con.execute("CHECKPOINT store")
        append_journal(store, {"undone": batch_id})
    removed, brought_back, taken_over, left = (sum(each) for each in zip(*done, strict=True))
    return Undone(batch_id, document, removed, brought_back, taken_over, left)


def _standing_batch(con: DuckDBPyConnection, batch_id: int) -> str:
    row = con.execute("SELECT document, undone_at FROM store.batch WHERE batch_id = ?", [batch_id]).fetchone()
    if row is None:
        raise UnknownBatch("batch-unknown", batch=batch_id)
    if row[1] is not None:
        raise UnknownBatch("batch-undone", batch=batch_id, undone_at=row[1])
    return str(row[0])


def _undo_fact(con: DuckDBPyConnection, fact: FactTable, batch_id: int) -> tuple[int, int, int, int]:
    """(removed, brought_back, taken_over, left) of one fact table."""
    table, place = f"store.{fact.name}", "kept_batch_id, kept_row, kept_column"
    con.execute(f"CREATE OR REPLACE TEMP TABLE gone AS SELECT * FROM {table} WHERE batch_id = ?", [batch_id])
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE heir AS
        SELECT * FROM store.duplicate
        WHERE fact = ? AND kept_batch_id = ? AND batch_id <> ?
        QUALIFY row_number() OVER (PARTITION BY {place} ORDER BY batch_id, source_row, source_column) = 1""",
        [fact.name, batch_id, batch_id],
    )
    _hand_over(con, fact)
    con.execute(f"DELETE FROM {table} WHERE batch_id = ?", [batch_id])
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE touched AS
        SELECT s.*, row_number() OVER (
                   PARTITION BY {", ".join(f"s.{each}" for each in fact.key)}
                   ORDER BY s.batch_id DESC, s.source_row DESC, s.source_column DESC) = 1 AS last
        FROM {table} s SEMI JOIN gone g ON {same("g", "s", fact.key)}""")
    con.execute(f"""
        UPDATE {table} s SET standing = t.last FROM touched t
        WHERE s.standing <> t.last AND s.batch_id = t.batch_id AND s.source_row = t.source_row
          AND {same("t", "s", ("source_column", *fact.key))}""")
    row = con.execute("""SELECT
        (SELECT count(*) FROM gone) - (SELECT count(*) FROM heir),
        (SELECT count(*) FROM touched WHERE last AND NOT standing
            AND (batch_id, source_row) NOT IN (SELECT (batch_id, source_row) FROM heir)),
        (SELECT count(*) FROM heir),
        (SELECT count(*) FROM gone WHERE NOT standing)""").fetchone()
    return row if row else (0, 0, 0, 0)


def _hand_over(con: DuckDBPyConnection, fact: FactTable) -> None:
    """Let the first later row that said the same own the value, and the pointers of the others follow."""
    raw = f", {fact.raw} = h.raw" if fact.raw else ""
    con.execute(f"""
        UPDATE store.{fact.name} s
        SET batch_id = h.batch_id, source_row = h.source_row, source_column = h.source_column{raw}
        FROM heir h
        WHERE s.batch_id = h.kept_batch_id AND s.source_row = h.kept_row
          AND s.source_column IS NOT DISTINCT FROM h.kept_column""")
    con.execute("""
        DELETE FROM store.duplicate d USING heir h
        WHERE d.fact = h.fact AND d.batch_id = h.batch_id AND d.source_row = h.source_row
          AND d.source_column IS NOT DISTINCT FROM h.source_column""")
    con.execute("""
        UPDATE store.duplicate d
        SET kept_batch_id = h.batch_id, kept_row = h.source_row, kept_column = h.source_column
        FROM heir h
        WHERE d.fact = h.fact AND d.kept_batch_id = h.kept_batch_id AND d.kept_row = h.kept_row
          AND d.kept_column IS NOT DISTINCT FROM h.kept_column""")
