"""The one pipeline: a document through reading and normalising into the store, or into a preview of that."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import duckdb
from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused, InputError, StoreError
from tracker.model import Document, Left, PageRule, RawTable
from tracker.normalise.below import part_rows
from tracker.normalise.beside import keep_block, name_below, parted
from tracker.normalise.layout import Asked, Layout, Remembered, recognise, standing
from tracker.normalise.mapping import fingerprint
from tracker.normalise.needs import Needs, Origins, Place
from tracker.normalise.options import Options
from tracker.normalise.table import normalise
from tracker.read.delimited import number
from tracker.read.load import load
from tracker.read.readers import read
from tracker.store import documents, facts
from tracker.store.batches import Batch, Rejection, find_same, get_batch
from tracker.store.connect import attached, reading, workbench
from tracker.store.mappings import ColumnMapping, list_mappings, now
from tracker.store.place import Store
from tracker.store.resolve import Counts, resolve
from tracker.store.rules import rules_of
from tracker.store.write import BatchHead, count_rejected, write_batch

SHOWN = 100
"""Rejections and preview rows that are carried along; all of them are in the store."""

NO_TABLE = frozenset({"no-table", "no-rows", "no-reader", "workbook-empty"})
"""Codes of parts that hold nothing to import: they are named, and nothing is wrong with them."""

_Done = TypeVar("_Done")

Progress = Callable[[str], None]
"""Called with the name of each step as it begins: read, normalise, compare, write."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import of one table would do. `head`: what can be said of all rows at once; `facts`: where the facts
    that hold for every row were taken from. `rows`: the first SHOWN, as they would be stored; `columns` names their
    columns; `texts`: the cells of the document that they were read from, in the order of `layout.columns`."""

    document: str
    sheet: str | None
    layout: Layout
    facts: Origins
    head: BatchHead
    counts: Counts
    read: int
    rejected: int
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    texts: list[tuple[str | None, ...]]
    rejections: list[Rejection]


class Imported(NamedTuple):
    """What became of a document: a batch for each table, and the parts that gave none."""

    batches: list[Batch]
    left: list[Left]


class Previewed(NamedTuple):
    """What would become of a document."""

    previews: list[Preview]
    left: list[Left]


@dataclass(frozen=True, slots=True)
class _Work:
    """What each step needs to know of one document on its way. `folder` is gone with it."""

    store: Store
    document: Document
    options: Options
    folder: Path
    progress: Progress
    remembered: Remembered
    rules: list[PageRule]


def timezone() -> str:
    """The market's zone (setting TRACKER_TIMEZONE), by its IANA name. Raises InputError `timezone-unknown`."""
    name = os.environ.get("TRACKER_TIMEZONE") or "Asia/Shanghai"
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise InputError("timezone-unknown", value=name) from error


def part_name(document: str, sheet: str | None) -> str:
    """What a part of a document is called: the document's name, and behind it the sheet's or the archived file's."""
    return f"{document} › {sheet}" if sheet else document


def import_document(
    store: Store, document: Document, options: Options, progress: Progress = lambda step: None
) -> Imported:
    """Import every table of the document, a batch each. A table imported before with the same options, and not
    undone, changes nothing: its batch comes back with all its rows as duplicates.

    Parts that can't be imported (sheets, files of an archive) are left where another one can.
    Raises DocumentRefused where nothing can be imported: nothing of it is in the store then. Raises StoreError: the
    table at hand is not in the store, the ones before it are, each a batch of its own.
    """
    with documents.keeping(store, document) as keep, _work(store, document, options, progress) as work:
        return Imported(*_each_table(work, lambda table, layout: _import_table(work, table, layout, keep)))


def preview_document(
    store: Store, document: Document, options: Options, progress: Progress = lambda step: None
) -> Previewed:
    """What `import_document` would do, with nothing written. Raises as it does."""
    with _work(store, document, options, progress) as work:
        return Previewed(*_each_table(work, lambda table, layout: _preview_table(work, table, layout)))


@contextmanager
def _work(store: Store, document: Document, options: Options, progress: Progress) -> Iterator[_Work]:
    with reading(store) as con:
        remembered = {each.fingerprint: each.columns for each in list_mappings(con)}
        rules = rules_of(con)
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as name:
        yield _Work(store, document, options, Path(name).resolve(), progress, remembered, rules)


def _each_table(
    work: _Work, step: Callable[[RawTable, Layout], tuple[_Done, RawTable | None]]
) -> tuple[list[_Done], list[Left]]:
    """What the step makes of each table of the document, and the parts of which it makes nothing.

    A step gives, beside its own, the table that begins below the one at hand. Raises DocumentRefused where it makes
    nothing of any part: the reason of the first that is a table, else of the first.
    """
    work.progress("read")
    asked = Asked(work.options.kind, work.options.columns, work.remembered)
    done: list[_Done] = []
    left: list[Left] = []
    parts = deque(read(work.document, work.folder, work.rules))
    if work.options.columns:
        _check_columns(work, parts)
    while parts:
        part = parts.popleft()
        if isinstance(part, Left):
            left.append(part)
            continue
        if part.block is None and len(beside := parted(part)) > 1:
            parts.extendleft(reversed(beside))
            continue
        try:
            made, below = step(part, recognise(part, asked, work.document.name))
        except DocumentRefused as error:
            left.append(Left(part.sheet, error.code, error.facts))
            continue
        done.append(made)
        if below is not None:
            parts.appendleft(below)
    if not done:
        first = min(left, key=lambda each: each.code in NO_TABLE, default=Left(None, "no-rows", {}))
        name = part_name(work.document.name, first.sheet if len(left) > 1 else None)
        raise DocumentRefused(first.code, **{**first.facts, "document": name})
    return done, left


def _check_columns(work: _Work, parts: Iterable[RawTable | Left]) -> None:
    """Raises DocumentRefused `map-column-unknown` where the user named a column that no table has."""
    named = work.options.columns
    known = set().union(*(standing(part, named) for part in parts if isinstance(part, RawTable)))
    for column, _ in named:
        if column not in known:
            raise DocumentRefused("map-column-unknown", document=work.document.name, column=column)


def _import_table(
    work: _Work, table: RawTable, layout: Layout, keep: Callable[[], None]
) -> tuple[Batch, RawTable | None]:
    store = work.store
    of_table = (work.document.sha256, table.sheet, _options(work, layout).as_json())
    with reading(store) as con:
        same = find_same(con, *of_table)
    if same is not None:
        keep()  # anew, where what was kept is absent or changed
        return same, _below(work, table, layout) if same.is_followed else None
    below: list[RawTable] = []
    try:
        written = _write_table(work, table, layout, keep, below)
    except (StoreError, duckdb.Error, OSError):
        with reading(store) as con:  # the commit may have come through all the same
            same = find_same(con, *of_table)
            if same is None:
                raise
            written = same.batch_id
    if isinstance(written, Batch):
        return written, next(iter(below), None)
    with reading(store) as con:
        return get_batch(con, written), next(iter(below), None)


def _write_table(
    work: _Work, table: RawTable, layout: Layout, keep: Callable[[], None], below: list[RawTable]
) -> int | Batch:
    """The id of the new batch; or, where another process imported it meanwhile, that batch as `find_same` tells it.
    The table that begins below this one is put into `below`."""
    store, fact, options = work.store, facts.BY_KIND[layout.kind], _options(work, layout)
    with workbench(work.folder, store) as con:
        following = _loaded(con, work, table, layout)
        below += [following] if following else []
        needs = _normalised(con, work, table, layout)
        keep()
        with attached(con, store, write=True):
            same = find_same(con, work.document.sha256, table.sheet, options.as_json(), schema="store")
            if same is not None:
                return same
            work.progress("compare")
            counts = resolve(con, fact)
            head = _head(con, table, layout, needs, options, is_followed=bool(below))
            work.progress("write")
            return write_batch(con, store, fact, work.document, head, counts, _said_now(work, layout))


def _preview_table(work: _Work, table: RawTable, layout: Layout) -> tuple[Preview, RawTable | None]:
    fact = facts.BY_KIND[layout.kind]
    with workbench(work.folder, work.store) as con:
        below = _loaded(con, work, table, layout)
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
        preview = Preview(
            document=work.document.name,
            sheet=table.sheet,
            layout=layout,
            facts=needs.origins,
            head=_head(con, table, layout, needs, _options(work, layout), is_followed=below is not None),
            counts=counts,
            read=sum(counts) + rejected,
            rejected=rejected,
            columns=("source_row", *fact.columns),
            rows=rows,
            texts=_texts(con, layout, [row[0] for row in rows]),
            rejections=[Rejection(*row) for row in refused],
        )
        return preview, below


def _texts(con: DuckDBPyConnection, layout: Layout, rows: list[int]) -> list[tuple[str | None, ...]]:
    """The cells of the used columns in each of the rows, as they stand in the document."""
    names = ", ".join(f"c{each.index}" for each in layout.columns) or "NULL"
    found = con.execute(
        f"SELECT source_row, {names} FROM raw WHERE source_row IN (SELECT unnest($rows::BIGINT[]))", {"rows": rows}
    ).fetchall()
    by_row = {row: tuple(cells) for row, *cells in found}
    return [by_row[row] for row in rows]


def _options(work: _Work, layout: Layout) -> Options:
    """The options with what was said of the columns, now or before: what makes two imports the same."""
    return replace(work.options, columns=tuple(sorted(layout.said_columns.items())))


def _said_now(work: _Work, layout: Layout) -> ColumnMapping | None:
    """What the user said of the columns with this import; null where nothing, or the table has no header."""
    if not layout.header_row or not layout.is_said_by(work.options.columns):
        return None
    kind = None if work.options.kind == "auto" else work.options.kind
    headers = tuple(cell for cell in layout.header if cell.strip())
    return ColumnMapping(fingerprint(layout.header), kind, headers, layout.said_columns, work.document.name, now())


def _loaded(con: DuckDBPyConnection, work: _Work, table: RawTable, layout: Layout) -> RawTable | None:
    """Load the table's rows as `raw`; the table that begins below it, or null. Raises DocumentRefused `no-rows`."""
    loaded = load(con, table, layout.header_row, work.document.name)
    if table.block is not None:
        keep_block(con, table.block)
    following = part_rows(con, layout)
    if con.execute("SELECT 1 FROM raw LIMIT 1").fetchone() is None and following is None:
        raise DocumentRefused("no-rows", document=work.document.name)
    if following is None:
        return None
    rest = loaded if loaded.numbered else number(loaded)
    return replace(
        rest,
        sheet=name_below(table.sheet, following.row),
        head=following.head,
        first_row=following.row,
        block=table.block,
    )


def _below(work: _Work, table: RawTable, layout: Layout) -> RawTable | None:
    """The table that begins below one which is in the store already."""
    with workbench(work.folder, work.store) as con:
        return _loaded(con, work, table, layout)


def _normalised(con: DuckDBPyConnection, work: _Work, table: RawTable, layout: Layout) -> Needs:
    work.progress("normalise")
    return normalise(con, layout, work.options, Place(work.document.name, table.sheet), timezone())


def _head(
    con: DuckDBPyConnection, table: RawTable, layout: Layout, needs: Needs, options: Options, *, is_followed: bool
) -> BatchHead:
    """What can be said of all rows of the batch at once."""
    fact = facts.BY_KIND[layout.kind]
    only = {name: f"if(min({name}) = max({name}), min({name}), NULL)" for name in ("platform", "source", "category")}
    only |= {name: "NULL" for name in only if name not in fact.columns}
    row = con.execute(f"SELECT {', '.join(only.values())}, max({fact.time}) FROM typed").fetchone()
    platform, source_slug, category, observed_at = row or (None, None, None, None)
    seen: datetime | None = observed_at or needs.observed_on
    export = layout.export.id if layout.export else None
    return BatchHead(
        kind=layout.kind,
        sheet=table.sheet,
        export=export,
        platform=platform,
        source=source_slug,
        category=category,
        observed_at=seen,
        options=options.as_json(),
        layout=layout.as_json(needs.origins),
        is_followed=is_followed,
    )
