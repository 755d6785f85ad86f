"""Write one batch: its facts, pointers, rejections and its own row, in one transaction, then CHECKPOINT."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime

from duckdb import DuckDBPyConnection

from tracker.model import Document
from tracker.store.arrange import arrange
from tracker.store.facts import LISTINGS, FactTable, same
from tracker.store.mappings import ColumnMapping, put_mapping
from tracker.store.place import Store
from tracker.store.resolve import Counts


@dataclass(frozen=True, slots=True)
class BatchHead:
    """What is said of a batch besides its rows. Null: rows differ, or nothing is known."""

    kind: str
    sheet: str | None
    export: str | None
    platform: str | None
    source: str | None
    category: str | None
    observed_at: datetime | None
    options: str
    layout: str
    is_followed: bool


def write_batch(
    con: DuckDBPyConnection,
    store: Store,
    fact: FactTable,
    document: Document,
    head: BatchHead,
    counts: Counts,
    said: ColumnMapping | None = None,
) -> int:
    """Commit what `resolve` told of the workbench's `typed` and `rejected`; the new batch's id.

    `said`: what the user said of the columns, kept for the next table of that shape. The caller has the store attached
    to write, and the document kept. On return the batch is on the disk.
    """
    if fact is LISTINGS:
        arrange(con)
    con.execute("BEGIN")
    try:
        batch_id = _next_batch(con)
        _insert_facts(con, fact, batch_id)
        _insert_pointers(con, fact, batch_id)
        con.execute(
            """INSERT INTO store.rejection
            SELECT ?, scope, source_row, source_column, value, code FROM rejected
            ORDER BY source_row, scope DESC, source_column""",
            [batch_id],
        )
        rejected = count_rejected(con)
        read = sum(counts) + rejected
        _insert_batch(con, batch_id, document, head, (read, *counts, rejected))
        if said is not None:
            put_mapping(con, said)
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("CHECKPOINT store")
    note = {"batch": batch_id, "sha256": document.sha256, "read": read, "accepted": counts.accepted}
    append_journal(store, note)
    return batch_id


def append_journal(store: Store, note: dict[str, object]) -> None:
    """Add one line to the journal beside the store; on return it is on the disk."""
    with store.journal.open("a", encoding="utf-8") as file:
        file.write(json.dumps(note) + "\n")
        file.flush()
        os.fsync(file.fileno())


def _next_batch(con: DuckDBPyConnection) -> int:
    row = con.execute("SELECT coalesce(max(batch_id), 0) + 1 FROM store.batch").fetchone()
    return int(row[0]) if row else 1


def _insert_facts(con: DuckDBPyConnection, fact: FactTable, batch_id: int) -> None:
    names = (*fact.columns, "batch_id", "source_row", "source_column", "standing")
    con.execute(
        f"""UPDATE store.{fact.name} s SET standing = false
        FROM (SELECT t.* FROM typed t SEMI JOIN corrected USING (id)) t
        WHERE s.standing AND {same("t", "s", fact.key)}"""
    )
    con.execute(
        f"""INSERT INTO store.{fact.name} ({", ".join(names)})
        SELECT {", ".join(fact.columns)}, ?, source_row, source_column, older.id IS NULL
        FROM typed ANTI JOIN twin USING (id) ANTI JOIN met USING (id) LEFT JOIN older USING (id)""",
        [batch_id],
    )


def _insert_pointers(con: DuckDBPyConnection, fact: FactTable, batch_id: int) -> None:
    raw = f"t.{fact.raw}" if fact.raw else "NULL"
    con.execute(
        f"""INSERT INTO store.duplicate
            (batch_id, fact, source_row, source_column, raw, kept_batch_id, kept_row, kept_column)
        SELECT ?, ?, t.source_row, t.source_column, {raw}, kept_batch_id, kept_row, kept_column
        FROM typed t JOIN met USING (id)
        UNION ALL
        SELECT ?, ?, t.source_row, t.source_column, {raw}, ?, first.source_row, first.source_column
        FROM twin JOIN typed t USING (id) JOIN typed first ON first.id = twin.first_id
        WHERE t.id NOT IN (SELECT id FROM met)""",
        [batch_id, fact.name, batch_id, fact.name, batch_id],
    )


def count_rejected(con: DuckDBPyConnection) -> int:
    """Rows of the workbench's `rejected` that were rejected whole."""
    row = con.execute("SELECT count(DISTINCT source_row) FROM rejected WHERE scope = 'row'").fetchone()
    return int(row[0]) if row else 0


def _insert_batch(
    con: DuckDBPyConnection, batch_id: int, document: Document, head: BatchHead, counts: tuple[int, ...]
) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    con.execute(
        """INSERT INTO store.document SELECT $sha256, $name, $size, $now
        WHERE NOT EXISTS (FROM store.document WHERE sha256 = $sha256)""",
        {"sha256": document.sha256, "name": document.name, "size": document.size, "now": now},
    )
    con.execute(
        "INSERT INTO store.batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)",
        [
            *(batch_id, head.kind, document.sha256, document.name, head.sheet, head.export, head.platform),
            *(head.source, head.category, head.observed_at, now, head.options, *counts, head.layout, head.is_followed),
        ],
    )
