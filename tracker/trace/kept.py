"""Rows of kept documents, read again as they were imported: fetched, by the same reader, each document once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker.errors import DocumentRefused, StoreDamaged
from tracker.model import Document, Left, RawTable, Said
from tracker.normalise import exports, reference
from tracker.normalise.beside import sheet_of
from tracker.normalise.layout import Asked, recognise
from tracker.read.delimited import rows_at
from tracker.read.readers import read
from tracker.store import documents
from tracker.store.place import Store
from tracker.store.rules import list_rules
from tracker.trace.find import KeptBatch
from tracker.trace.model import Problem


@dataclass(frozen=True, slots=True)
class Used:
    """A column that was used: its place from 0, its header, and the field or metric it was taken for."""

    index: int
    header: str
    field: str


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of how a batch's rows were read. `facts`: what holds for all rows (text, and where it was taken
    from); `cells`: the texts of the rows that were asked for; `problem`: why they can't be had."""

    batch: KeptBatch
    columns: tuple[Used, ...] = ()
    facts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    cells: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    problem: Problem | None = None

    @property
    def kind(self) -> str:
        """The kind whose fields the rows fill."""
        return "keywords" if self.batch.kind == "trend" else self.batch.kind

    def column(self, name: str) -> Used | None:
        """The column of a field, or null."""
        return next((each for each in self.columns if each.field == name), None)

    def text(self, row: int, column: Used) -> str | None:
        """The text in a cell as it stands; null where the row can't be had. A row may be shorter than its header."""
        cells = self.cells.get(row)
        if cells is None:
            return None
        return cells[column.index] if column.index < len(cells) else ""

    def problem_of(self, row: int) -> Problem | None:
        """Why the text of a row can't be shown; null where it can."""
        if self.problem or row in self.cells:
            return self.problem
        where = self.batch.document + (f" › {self.batch.sheet}" if self.batch.sheet else "")
        return Problem("row-gone", {"document": where, "row": row})


def sources(store: Store, batches: Mapping[int, KeptBatch], rows: Iterable[tuple[int, int]]) -> dict[int, Source]:
    """How each batch was read, with the cells of the rows asked for (batch and row). Raises InputError
    `setting-unreadable`."""
    wanted: dict[int, set[int]] = {batch_id: set() for batch_id in batches}
    for batch_id, row in rows:
        wanted[batch_id].add(row)
    by_document: dict[str, list[KeptBatch]] = {}
    for batch in batches.values():
        by_document.setdefault(batch.sha256, []).append(batch)
    found: dict[int, Source] = {}
    for same in by_document.values():
        with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as name:
            try:
                parts = _parts(store, same[0], Path(name).resolve())
            except (StoreDamaged, DocumentRefused) as error:
                problem = Problem(error.code, error.facts)
                found |= {batch.batch_id: _unread(batch, problem) for batch in same}
            else:
                found |= {batch.batch_id: _source(batch, parts, wanted[batch.batch_id]) for batch in same}
    return found


def _parts(store: Store, batch: KeptBatch, folder: Path) -> list[RawTable]:
    path = documents.fetch(store, batch.sha256, folder / "document")
    document = Document(batch.document, path, batch.sha256, path.stat().st_size)
    return [each for each in read(document, folder, list_rules(store)) if not isinstance(each, Left)]


def _source(batch: KeptBatch, parts: Sequence[RawTable], rows: set[int]) -> Source:
    table = _part(parts, batch.sheet)
    if table is None:
        return _unread(batch, None)
    try:
        columns, facts = _layout(batch, table)
        cells = rows_at(table, rows, batch.document)
    except DocumentRefused as error:
        return _unread(batch, Problem(error.code, {"document": batch.document, **error.facts}))
    return Source(batch, columns, {**_constants(batch, table.said, columns), **facts}, cells)


def _unread(batch: KeptBatch, problem: Problem | None) -> Source:
    """What the batch alone tells of it."""
    columns, facts = _recorded(batch) or ((), _said_with(batch))
    return Source(batch, columns, {**_constants(batch, Said(), columns), **facts}, problem=problem)


def _part(parts: Sequence[RawTable], sheet: str | None) -> RawTable | None:
    """The table that bears the name; of one below or beside another, that other one: rows are counted in the sheet."""
    for each in parts:
        if each.sheet == sheet:
            return each
    above = sheet_of(sheet or "")
    for each in parts:
        name = each.sheet or ""
        if above is not None and above in {name, name.rpartition("@")[0]}:
            return each
    return None


def _layout(batch: KeptBatch, table: RawTable) -> tuple[tuple[Used, ...], dict[str, tuple[str, str]]]:
    """Columns and facts as the batch keeps them; of an older batch, recognised again with its options."""
    recorded = _recorded(batch)
    if recorded is not None:
        return recorded
    options = batch.options
    columns = tuple((column, meaning) for column, meaning in options.get("columns", ()))
    layout = recognise(table, Asked(options.get("kind", "auto"), columns), batch.document)
    used = tuple(Used(each.index, each.header, each.field) for each in layout.columns)
    facts = _said_with(batch)
    if layout.export and layout.export.period == "preamble" and "observed_on" not in facts:
        facts["period"] = (" ".join(layout.preamble), "preamble")
    return used, facts


def _recorded(batch: KeptBatch) -> tuple[tuple[Used, ...], dict[str, tuple[str, str]]] | None:
    if batch.layout is None:
        return None
    columns = tuple(Used(each["index"], each["header"], each["field"]) for each in batch.layout["columns"])
    return columns, {name: (text, origin) for name, (text, origin) in batch.layout["facts"].items()}


def _said_with(batch: KeptBatch) -> dict[str, tuple[str, str]]:
    """The facts that the options and the export of an older batch tell, and then the links."""
    facts = {
        name: (batch.options[name], "option")
        for name in ("platform", "source", "observed_on")
        if batch.options.get(name)
    }
    export = next((each for each in exports.known() if each.id == batch.export), None)
    for name, known in (("platform", export and export.platform), ("source", export and export.source)):
        if known:
            facts.setdefault(name, (known, "export"))
    return facts


def _constants(batch: KeptBatch, said: Said, columns: Sequence[Used]) -> dict[str, tuple[str, str]]:
    """What the export and the document's form say of fields that have no column."""
    kind = Source(batch).kind
    export = next((each for each in exports.known() if each.id == batch.export), None)
    found = {name: (text, "export") for name, text in (export.constants if export else {}).items()}
    for name in ("platform", "currency", "observed_at", "source", "region", "seed", "url"):
        text = getattr(said, name)
        if text:
            found[name] = (text, "form")
    taken = {each.field for each in columns}
    return {name: each for name, each in found.items() if name in reference.fields(kind) and name not in taken}
