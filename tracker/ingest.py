"""The one pipeline: a document through reading and normalising into the store, or into a preview of that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb
from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused, InputError, StoreError
from tracker.model import Document, Left, RawTable
from tracker.normalise.layout import Layout, recognise
from tracker.normalise.needs import Needs
from tracker.normalise.options import Options
from tracker.normalise.table import normalise
from tracker.read.load import load
from tracker.read.readers import read
from tracker.store import documents, facts
from tracker.store.batches import Batch, Rejection, find_same, get_batch
from tracker.store.connect import attached, reading, workbench
from tracker.store.place import Store
from tracker.store.resolve import Counts, resolve
from tracker.store.write import BatchHead, count_rejected, write_batch

SHOWN = 100
"""Rejections and preview rows that are carried along; all of them are in the store."""

_Done = TypeVar("_Done")

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


@dataclass(frozen=True, slots=True)
class _Work:
    """What each step needs to know of one document on its way. `folder` is gone with it."""

    store: Store
    document: Document
    options: Options
    folder: Path
    progress: Progress


def timezone() -> str:
    """The market's zone (setting TRACKER_TIMEZONE), by its IANA name. Raises InputError `timezone-unknown`."""
    name = os.environ.get("TRACKER_TIMEZONE") or "Asia/Shanghai"
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("timezone-unknown", value=name) from error


def import_document(
    store: Store, document: Document, options: Options, progress: Progress = lambda step: None
) -> list[Batch]:
    """Import every table of the document, a batch each. A table imported before with the same options, and not
    undone, changes nothing: its batch comes back with all its rows as duplicates.

    Of a workbook, sheets that can't be imported are left where another one can.
    Raises DocumentRefused where nothing can be imported: nothing of it is in the store then. Raises StoreError: the
    table at hand is not in the store, the ones before it are, each a batch of its own.
    """
    with documents.keeping(store, document) as keep, _work(store, document, options, progress) as work:
        return _each_table(work, lambda table, layout: _import_table(work, table, layout, keep))


def preview_document(
    store: Store, document: Document, options: Options, progress: Progress = lambda step: None
) -> list[Preview]:
    """What `import_document` would do, with nothing written. Raises as it does."""
    with _work(store, document, options, progress) as work:
        return _each_table(work, lambda table, layout: _preview_table(work, table, layout))


@contextmanager
def _work(store: Store, document: Document, options: Options, progress: Progress) -> Iterator[_Work]:
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as name:
        yield _Work(store, document, options, Path(name).resolve(), progress)


def _each_table(work: _Work, step: Callable[[RawTable, Layout], _Done]) -> list[_Done]:
    """What the step makes of each table of the document that it can do; where it can do none, the first refusal."""
    work.progress("read")
    done: list[_Done] = []
    refusals: list[DocumentRefused] = []
    for table in read(work.document, work.folder):
        if isinstance(table, Left):
            refusals.append(DocumentRefused(table.code, document=work.document.name, **table.facts))
            continue
        try:
            done.append(step(table, recognise(table, work.options.kind, work.document.name)))
        except DocumentRefused as error:
            refusals.append(error)
    if not done:
        raise refusals[0] if refusals else DocumentRefused("no-rows", document=work.document.name)
    return done


def _import_table(work: _Work, table: RawTable, layout: Layout, keep: Callable[[], None]) -> Batch:
    store = work.store
    of_table = (work.document.sha256, table.sheet, work.options.as_json())
    with reading(store) as con:
        same = find_same(con, *of_table)
    if same is not None:
        keep()  # anew, where what was kept is absent or changed
        return same
    try:
        written = _write_table(work, table, layout, keep)
    except (StoreError, duckdb.Error, OSError):
        with reading(store) as con:  # the commit may have come through all the same
            same = find_same(con, *of_table)
            if same is None:
                raise
            written = same.batch_id
    if isinstance(written, Batch):
        return written
    with reading(store) as con:
        return get_batch(con, written)


def _write_table(work: _Work, table: RawTable, layout: Layout, keep: Callable[[], None]) -> int | Batch:
    """The id of the new batch; or, where another process imported it meanwhile, that batch as `find_same` tells it."""
    store, fact = work.store, facts.BY_KIND[layout.kind]
    with workbench(work.folder, store) as con:
        needs = _normalised(con, work, table, layout)
        keep()
        with attached(con, store, write=True):
            same = find_same(con, work.document.sha256, table.sheet, work.options.as_json(), schema="store")
            if same is not None:
                return same
            work.progress("compare")
            counts = resolve(con, fact)
            head = _head(con, table, layout, needs, work.options)
            work.progress("write")
            return write_batch(con, store, fact, work.document, head, counts)


def _preview_table(work: _Work, table: RawTable, layout: Layout) -> Preview:
    fact = facts.BY_KIND[layout.kind]
    with workbench(work.folder, work.store) as con:
        needs = _normalised(con, work, table, layout)
        work.progress("compare")
        with attached(con, work.store, write=False):
            counts = resolve(con, fact)
        rows = con.execute(
            f"SELECT source_row, {', '.join(fact.columns)} FROM typed ORDER BY id LIMIT {SHOWN}"
        ).fetchall()
        refused = con.execute(f"""SELECT scope, source_row, source_column, value, code FROM rejected
            ORDER BY source_row, scope DESC, source_column LIMIT {SHOWN}""").fetchall()
        rejected = count_rejected(con)
        return Preview(
            document=work.document.name,
            sheet=table.sheet,
            layout=layout,
            head=_head(con, table, layout, needs, work.options),
            counts=counts,
            read=sum(counts) + rejected,
            rejected=rejected,
            columns=("source_row", *fact.columns),
            rows=rows,
            rejections=[Rejection(*row) for row in refused],
        )


def _normalised(con: DuckDBPyConnection, work: _Work, table: RawTable, layout: Layout) -> Needs:
    load(con, table, layout.header_row, work.document.name)
    if con.execute("SELECT 1 FROM raw LIMIT 1").fetchone() is None:
        raise DocumentRefused("no-rows", document=work.document.name)
    work.progress("normalise")
    return normalise(con, layout, work.options, work.document.name, timezone())


def _head(con: DuckDBPyConnection, table: RawTable, layout: Layout, needs: Needs, options: Options) -> BatchHead:
    """What can be said of all rows of the batch at once."""
    fact = facts.BY_KIND[layout.kind]
    only = {name: f"if(min({name}) = max({name}), min({name}), NULL)" for name in ("platform", "source", "category")}
    if "source" not in fact.columns:
        only["source"] = "NULL"
    row = con.execute(f"SELECT {', '.join(only.values())}, max({fact.time}) FROM typed").fetchone()
    platform, source_slug, category, observed_at = row or (None, None, None, None)
    seen: datetime | None = observed_at or needs.observed_on
    export = layout.export.id if layout.export else None
    return BatchHead(layout.kind, table.sheet, export, platform, source_slug, category, seen, options.as_json())
