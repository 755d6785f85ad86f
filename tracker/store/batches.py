"""Batches and rejections as they stand in the store."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from duckdb import DuckDBPyConnection

from tracker.errors import UnknownBatch


@dataclass(frozen=True, slots=True)
class Batch:
    """One import. Counts are rows of the document: read = accepted + duplicates + corrected + rejected.

    `observed_at` is market's wall time, the latest in it; `entered_at` and `undone_at` are UTC.
    `is_followed`: another table begins below this one in its sheet.
    """

    batch_id: int
    kind: str
    sha256: str
    document: str
    sheet: str | None
    export: str | None
    platform: str | None
    source: str | None
    category: str | None
    observed_at: datetime | None
    entered_at: datetime
    read: int
    accepted: int
    duplicates: int
    corrected: int
    rejected: int
    undone_at: datetime | None
    is_followed: bool


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row (scope `row`) or cell (scope `cell`) that was refused. `row` counts from 1 as Excel shows it."""

    scope: str
    row: int
    column: str | None
    value: str | None
    code: str


_COLUMNS = """batch_id, kind, sha256, document, sheet, export, platform, source, category, observed_at, entered_at,
    read_count, accepted_count, duplicate_count, corrected_count, rejected_count, undone_at,
    coalesce(is_followed, false)"""


def list_batches(con: DuckDBPyConnection) -> list[Batch]:
    """All batches, the newest first, undone ones too."""
    rows = con.execute(f"SELECT {_COLUMNS} FROM batch ORDER BY batch_id DESC").fetchall()
    return [Batch(*row) for row in rows]


def get_batch(con: DuckDBPyConnection, batch_id: int) -> Batch:
    """One batch. Raises UnknownBatch `batch-unknown`."""
    row = con.execute(f"SELECT {_COLUMNS} FROM batch WHERE batch_id = ?", [batch_id]).fetchone()
    if row is None:
        raise UnknownBatch("batch-unknown", batch=batch_id)
    return Batch(*row)


def list_rejections(con: DuckDBPyConnection, batch_id: int, limit: int | None = None) -> list[Rejection]:
    """What the batch refused, in the order of its rows. Raises UnknownBatch `batch-unknown`."""
    get_batch(con, batch_id)
    rows = con.execute(
        """SELECT scope, source_row, source_column, value, code FROM rejection WHERE batch_id = ?
        ORDER BY source_row, scope DESC, source_column LIMIT ?""",
        [batch_id, limit if limit is not None else 1 << 62],
    ).fetchall()
    return [Rejection(*row) for row in rows]


def find_same(
    con: DuckDBPyConnection, sha256: str, sheet: str | None, options: str, schema: str = "main"
) -> Batch | None:
    """The standing batch of the same bytes, sheet and options, told as an import that changed nothing; or null."""
    row = con.execute(
        f"""SELECT {_COLUMNS} FROM {schema}.batch
        WHERE sha256 = ? AND sheet IS NOT DISTINCT FROM ? AND options = ? AND undone_at IS NULL LIMIT 1""",
        [sha256, sheet, options],
    ).fetchone()
    if row is None:
        return None
    batch = Batch(*row)
    return replace(batch, accepted=0, corrected=0, duplicates=batch.read - batch.rejected)
