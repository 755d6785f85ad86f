"""The one pipeline: a document through reading and normalising into the store, or into a preview of that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused
from tracker.model import Document, RawTable
from tracker.normalise.layout import Layout, recognise
from tracker.normalise.needs import Needs
from tracker.normalise.options import Options
from tracker.normalise.table import normalise
from tracker.read.load import load
from tracker.read.readers import read
from tracker.store import documents, facts
from tracker.store.batches import Batch, Rejection, find_same
from tracker.store.connect import attached, reading, workbench
from tracker.store.place import Store
from tracker.store.resolve import Counts, resolve
from tracker.store.write import BatchHead, write_batch

SHOWN = 100
"""Rejections and preview rows that are carried along; all of them are in the store."""

Progress = Callable[[str], None]
"""Called with the name of each step as it begins: read, normalise, compare, write."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do. `head`: what can be said of all rows at once. `rows`: the first SHOWN, as they would
    be stored; `columns` names their columns."""

    document: str
    sheet: str | None
    layout: Layout
    head: BatchHead
    counts: Counts
    read: int
    rejected: int
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    rejections: list[Rejection]


def timezone() -> str:
    """The market's zone (setting TRACKER_TIMEZONE), by its IANA name."""
    return os.environ.get("TRACKER_TIMEZONE", "Asia/Shanghai")


def import_document(
    store: Store, document: Document, options: Options, progress: Progress = lambda step: None
) -> list[Batch]:
    """Import every table of the document, a batch each. A table imported before with the same options, and not
    undone, changes nothing: its batch comes back with all its rows as duplicates.

    Of a workbook, sheets that can't be imported are left where another one can.
    Raises DocumentRefused where nothing can be imported, StoreError. After either nothing of it is in the store.
    """
    with documents.keeping(store, document) as keep, _tables(document, options, progress) as (folder, found):
        batches: list[Batch] = []
        refusals: list[DocumentRefused] = []
        for table, layout in found:
            try:
                same = _imported_before(store, document, table, options)
                batches.append(same or _import_table(store, document, table, layout, options, folder, progress, keep))
            except DocumentRefused as error:
                refusals.append(error)
        if not batches:
            raise refusals[0]
        return batches


def preview_document(
    store: Store, document: Document, options: Options, progress: Progress = lambda step: None
) -> list[Preview]:
    """What `import_document` would do, with nothing written. Raises as it does."""
    with _tables(document, options, progress) as (folder, found):
        previews: list[Preview] = []
        refusals: list[DocumentRefused] = []
        for table, layout in found:
            try:
                previews.append(_preview_table(store, document, table, layout, options, folder, progress))
            except DocumentRefused as error:
                refusals.append(error)
        if not previews:
            raise refusals[0]
        return previews


@contextmanager
def _tables(
    document: Document, options: Options, progress: Progress
) -> Iterator[tuple[Path, list[tuple[RawTable, Layout]]]]:
    """The tables that are recognised; where none is, the reason for the first is raised."""
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        progress("read")
        found: list[tuple[RawTable, Layout]] = []
        refusals: list[DocumentRefused] = []
        for table in read(document, folder):
            try:
                found.append((table, recognise(table, options.kind, document.name)))
            except DocumentRefused as error:
                refusals.append(error)
        if not found:
            raise refusals[0] if refusals else DocumentRefused("no-rows", document=document.name)
        yield folder, found


def _imported_before(store: Store, document: Document, table: RawTable, options: Options) -> Batch | None:
    if not store.path.exists():
        return None
    with reading(store) as con:
        return find_same(con, document.sha256, table.sheet, options.as_json())


def _import_table(
    store: Store,
    document: Document,
    table: RawTable,
    layout: Layout,
    options: Options,
    folder: Path,
    progress: Progress,
    keep: Callable[[], None],
) -> Batch:
    with workbench(folder, store) as con:
        needs = _normalised(con, document, table, layout, options, progress)
        keep()
        with attached(con, store, write=True):
            same = find_same(con, document.sha256, table.sheet, options.as_json(), schema="store")
            if same is not None:  # another process imported it meanwhile
                return same
            progress("compare")
            fact = facts.BY_KIND[layout.kind]
            counts = resolve(con, fact)
            head = _head(con, table, layout, needs, options)
            progress("write")
            batch_id = write_batch(con, store, fact, document, head, counts)
    with reading(store) as con:
        from tracker.store.batches import get_batch

        return get_batch(con, batch_id)


def _preview_table(
    store: Store,
    document: Document,
    table: RawTable,
    layout: Layout,
    options: Options,
    folder: Path,
    progress: Progress,
) -> Preview:
    with workbench(folder, store) as con:
        needs = _normalised(con, document, table, layout, options, progress)
        fact = facts.BY_KIND[layout.kind]
        progress("compare")
        with attached(con, store, write=False):
            counts = resolve(con, fact)
        shown = con.execute(f"SELECT source_row, {', '.join(fact.columns)} FROM typed ORDER BY id LIMIT {SHOWN}")
        rows = shown.fetchall()
        refused = con.execute(f"""SELECT scope, source_row, source_column, value, code FROM rejected
            ORDER BY source_row, scope DESC, source_column LIMIT {SHOWN}""").fetchall()
        rejected = con.execute("SELECT count(DISTINCT source_row) FROM rejected WHERE scope = 'row'").fetchone()
        rejected_count = int(rejected[0]) if rejected else 0
        return Preview(
            document=document.name,
            sheet=table.sheet,
            layout=layout,
            head=_head(con, table, layout, needs, options),
            counts=counts,
            read=sum(counts) + rejected_count,
            rejected=rejected_count,
            columns=("source_row", *fact.columns),
            rows=rows,
            rejections=[Rejection(*row) for row in refused],
        )


def _normalised(
    con: DuckDBPyConnection,
    document: Document,
    table: RawTable,
    layout: Layout,
    options: Options,
    progress: Progress,
) -> Needs:
    load(con, table, layout.header_row)
    if con.execute("SELECT 1 FROM raw LIMIT 1").fetchone() is None:
        raise DocumentRefused("no-rows", document=document.name)
    progress("normalise")
    return normalise(con, layout, options, document.name, timezone())


def _head(con: DuckDBPyConnection, table: RawTable, layout: Layout, needs: Needs, options: Options) -> BatchHead:
    """What can be said of all rows of the batch at once."""
    fact = facts.BY_KIND[layout.kind]
    only = {name: f"if(min({name}) = max({name}), min({name}), NULL)" for name in ("platform", "source", "category")}
    if "source" not in fact.columns:
        only["source"] = "NULL"
    row = con.execute(f"SELECT {', '.join(only.values())}, max({fact.time}) FROM typed").fetchone()
    platform, source_slug, category, observed_at = row or (None, None, None, None)
    seen: datetime | None = observed_at or needs.observed_on
    export = layout.export.name if layout.export else None
    return BatchHead(layout.kind, table.sheet, export, platform, source_slug, category, seen, options.as_json())
