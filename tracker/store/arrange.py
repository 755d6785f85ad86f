"""Lay the snapshots of listings in the order in which they are asked for: each shop, category and listing together.

Imports come by time, questions by listing, shop or category. DuckDB reads a part of a table only where it lies
together, so before a batch is written, what earlier batches left unsorted is sorted once it is enough: into runs of
batches that follow one another, small runs merged into larger ones, as a log-structured merge tree does (O'Neil and
others 1996). No answer depends on it; `sorted_run` only remembers what has been done.
"""

from __future__ import annotations

from typing import NamedTuple

from duckdb import DuckDBPyConnection

TAIL_ROWS = 250_000
"""So many unsorted rows are sorted at once; a question reads as many as it would read of a small store."""

RUN_ROWS = 2_000_000
"""A run grows no larger than this, or its last batch: sorting it takes about 5 s, and readers wait 10 s."""

_ORDER = "shop_key, category, platform, listing_key, variant_key, observed_at, batch_id, source_row"


class Run(NamedTuple):
    """Batches whose rows lie sorted, up to `last_batch_id`, from the one after the run before."""

    last_batch_id: int
    row_count: int


def arrange(con: DuckDBPyConnection) -> Run | None:
    """Sort what waits in the attached `store`, in a transaction of its own; the run made, or None where too few wait.

    One run at a call: a store of an older Tracker is sorted piece by piece, with each import.
    """
    runs = _runs(con)
    after = runs[0].last_batch_id if runs else 0
    waiting = con.execute(
        "SELECT batch_id, count(*) FROM store.listing_snapshot WHERE batch_id > ? GROUP BY 1 ORDER BY 1", [after]
    ).fetchall()
    if sum(count for _, count in waiting) < TAIL_ROWS:
        return None
    upto, rows = 0, 0
    for upto, count in waiting:  # noqa: B007 - the last one taken is what is meant
        rows += count
        if rows >= RUN_ROWS:
            break
    for run in runs:
        if run.row_count > 2 * rows or run.row_count + rows > RUN_ROWS:
            break
        rows += run.row_count
        after = _before(runs, run)
    made = Run(upto, rows)
    con.execute("BEGIN")
    try:
        _sort(con, after, upto)
        con.execute("DELETE FROM store.sorted_run WHERE last_batch_id > ?", [after])
        con.execute("INSERT INTO store.sorted_run VALUES (?, ?)", made)
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    return made


def _runs(con: DuckDBPyConnection) -> list[Run]:
    """All runs, the newest first."""
    found = con.execute("SELECT last_batch_id, row_count FROM store.sorted_run ORDER BY 1 DESC").fetchall()
    return [Run(*each) for each in found]


def _before(runs: list[Run], run: Run) -> int:
    """The last batch before the run."""
    older = runs[runs.index(run) + 1 :]
    return older[0].last_batch_id if older else 0


def _sort(con: DuckDBPyConnection, after: int, upto: int) -> None:
    """Append the rows of the batches (after, upto] in order, then take them from where they lay."""
    last = con.execute("SELECT max(rowid) FROM store.listing_snapshot").fetchone()
    con.execute(
        f"""INSERT INTO store.listing_snapshot
        SELECT * FROM store.listing_snapshot WHERE batch_id > ? AND batch_id <= ? ORDER BY {_ORDER}""",
        [after, upto],
    )
    con.execute(
        "DELETE FROM store.listing_snapshot WHERE batch_id > ? AND batch_id <= ? AND rowid <= ?",
        [after, upto, last[0] if last else 0],
    )
