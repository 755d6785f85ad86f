"""What tests of several folders share: where things lie, and all that a store says."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from tracker.analysis.asking import ask
from tracker.store.batches import Batch, list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store
from tracker.store.questions import questions

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
SAMPLE_OPTIONS = {"listings_taobao.csv": {"category": "连衣裙"}}

Bring = Callable[..., list[Batch]]
Dump = dict[str, list[tuple[Any, ...]]]

FACTS = ("listing_snapshot", "shop_snapshot", "keyword_reading", "own_sales", "duplicate", "rejection")


def tables(store: Store) -> Dump:
    """All rows of all tables, sorted."""
    with reading(store) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {name: con.execute(f"FROM {name} ORDER BY ALL").fetchall() for name in names}


def facts(store: Store) -> Dump:
    """All rows of the tables that an import adds to and an undo takes from."""
    return {name: rows for name, rows in tables(store).items() if name in FACTS}


TOLD_AS_SEEN = ("listings", "listing-history", "shops", "boards", "keyword-readings", "own-sales")
"""Questions that together tell every standing fact; the others compute from the same."""


def answers(store: Store, without: Collection[str] = (), of: Collection[str] = ()) -> Dump:
    """The answers to all questions, or those named in `of`, without the columns named: `document` names
    `baseline_document` and `document_before` too. All of them take some seconds, even of a store of a few rows."""
    found: Dump = {}
    for name in of or questions():
        question = questions()[name]
        kept = [place for place, column in enumerate(question.columns) if not _is_named(column.name, without)]
        found[name] = sorted((tuple(row[place] for place in kept) for row in ask(store, name).rows), key=repr)
    return found


PROVENANCE = frozenset({"document", "source_row", "source_column", "batch_id", "sold_raw"})
"""Columns that say where a value came from: they differ where files agree."""


def _is_named(column: str, names: Collection[str]) -> bool:
    return any(f"_{name}_" in f"_{column}_" for name in names)


def rejected(store: Store, batch_id: int = 1) -> list[tuple[str, int, str | None, str | None, str]]:
    """What a batch refused: scope, row, column, text and code of each."""
    with reading(store) as con:
        return [(r.scope, r.row, r.column, r.value, r.code) for r in list_rejections(con, batch_id)]
