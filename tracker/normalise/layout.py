"""Find the header of a raw table and what each column means, or say why the table can't be imported.

A column's meaning is told, in this order, by the document's own form (a page layout), by the user, by a known export,
by a known name, and by a guess from name and cells. A guess that is too weak is asked, not used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tracker.errors import DocumentRefused
from tracker.model import RawTable, Said
from tracker.normalise import exports, headers, mapping, meaning, reference
from tracker.normalise.column import Column, Doubt
from tracker.normalise.exports import NOT_KEPT, Export
from tracker.normalise.fold import fold_header
from tracker.normalise.headers import Header

KINDS = ("shops", "listings", "keywords", "trend", "sales")
"""The kinds of table, as --kind names them."""

Remembered = Mapping[str, Mapping[str, str]]
"""What the user said of columns before: fingerprint of the headers to header and meaning."""

_IDENTITY = {"title", "listing_key", "url"}
_OF_SHOPS_WEIGHT = 3
"""How many listings a shop has outweighs the columns that a table of shops shares with one of listings."""

_GUESSED_WEIGHT = 0.5
_KNOWN_WEIGHT = 1000
"""A known export comes before all else that its header might be."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table is: its kind, the header's last row (0: it has none), and its used columns.

    `width` counts the header's cells up to its last named one; a row with more is shifted. Null: cells have places.
    `unnamed`: places of columns that hold cells and that the header doesn't name, from 0; nobody uses them.
    `doubts`: columns whose meaning is asked. `said_columns`: what the user said of columns, now or before, as it was
    applied. `preference`: that of its header. `constants`: texts of fields that hold for every row, since the
    document's form or the export says so.
    """

    kind: str
    header_row: int
    width: int | None
    header: tuple[str, ...]
    columns: tuple[Column, ...]
    unused: tuple[str, ...]
    unnamed: tuple[int, ...]
    export: Export | None
    preamble: tuple[str, ...] = ()
    said: Said = field(default_factory=Said)
    doubts: tuple[Doubt, ...] = ()
    said_columns: Mapping[str, str] = field(default_factory=dict)
    preference: int = 1
    constants: Mapping[str, str] = field(default_factory=dict)

    @property
    def table(self) -> str:
        """The kind whose fields its rows fill: a trend is a keyword list in another shape."""
        return "keywords" if self.kind == "trend" else self.kind

    @property
    def meant(self) -> set[str]:
        """The meanings of its columns, doubtful ones too."""
        return {each.field for each in self.columns} | {each.field for each in self.doubts}

    def column(self, name: str) -> Column | None:
        """The column of a field, or null."""
        return next((each for each in self.columns if each.field == name), None)

    def is_said_by(self, columns: Sequence[tuple[str, str]]) -> bool:
        """Whether what the user says of columns names one of its."""
        return any(name in self.said_columns or mapping.place_of(name, self.header) is not None for name, _ in columns)

    def as_json(self, facts: Mapping[str, tuple[str, str]]) -> str:
        """The layout as the batch keeps it. `facts`: what holds for all rows, each with where it was taken from."""
        columns = [{"index": each.index, "header": each.header, "field": each.field} for each in self.columns]
        kept = {"header_row": self.header_row, "columns": columns, "facts": {k: list(v) for k, v in facts.items()}}
        return json.dumps(kept, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of the tables beside the document. `kind`: auto, or one of KINDS. `columns`: pairs of a
    column (header or #place) and its meaning; they hold in each table that has the column, before what is
    remembered of it."""

    kind: str = "auto"
    columns: tuple[tuple[str, str], ...] = ()
    remembered: Remembered = field(default_factory=dict)


def recognise(table: RawTable, asked: Asked, document: str) -> Layout:
    """The layout of a table, of the given kind or of the one that fits best (`auto`).

    Raises DocumentRefused `no-table` where no header row is found, and with the reason where one is found that
    can't do (`keyword-needed`, `column-missing`, `export-not-kept`, and `columns-doubtful`: its fact `layout` is the
    Layout as it would be if its doubts were right).
    """
    kinds: tuple[str, ...] = KINDS if asked.kind == "auto" else (asked.kind,)
    if table.said.kind is not None and table.said.kind in kinds:
        kinds = (table.said.kind,)
    found, near = _layouts(table, asked, kinds)
    if not found:
        raise _refusal(table, asked, document, near)
    best = max(found, key=lambda each: (each.is_said_by(asked.columns), _weight(each), each.preference))
    export = best.export
    if export and export.missing:
        raise DocumentRefused("column-missing", document=document, export=export.name, column=export.missing)
    return replace(
        best,
        width=best.width if table.separated else None,
        preamble=tuple(" ".join(row).strip() for row in table.head[: max(best.header_row - table.first_row, 0)]),
        constants=_constants(best),
    )


def _layouts(table: RawTable, asked: Asked, every: Sequence[str]) -> tuple[list[Layout], list[Layout]]:
    """The layouts that can do, and those that could if their doubtful columns were what they seem to be. Headers more
    than a row below one that can do aren't looked at: they are those of other tables, or rows."""
    found: list[Layout] = []
    near: list[Layout] = []
    for header in _candidates(table, asked):
        if found and header.row > found[0].header_row + 1:
            break  # a header further down is that of another table
        kinds = every
        said = _said_of(header, asked)
        export = exports.match(header.words, header.above)
        if export and asked.kind == "auto" and all(header.place(column) is None for column, _ in asked.columns):
            kinds = tuple(each for each in kinds if each == export.kind)
        for kind in kinds:
            layout = _match(kind, header, table, export, said, timeline=asked.kind == "trend")
            if layout is None:
                continue
            if _is_enough(layout, {each.field for each in layout.columns}):
                found.append(layout)
            elif _is_enough(layout, layout.meant):
                near.append(layout)
    return found, near


def _candidates(table: RawTable, asked: Asked) -> Iterator[Header]:
    if mapping.is_by_place(asked.columns) and table.first_row == 1:
        width = max(len(row) for row in table.head)
        yield Header(0, tuple(f"#{place}" for place in range(1, width + 1)), ("",) * width)
    yield from headers.candidates(table)


def _said_of(header: Header, asked: Asked) -> dict[str, str]:
    """What the user said of this header's columns: now, and before where nothing else was said now."""
    now = {column: means for column, means in asked.columns if header.place(column) is not None}
    before = asked.remembered.get(mapping.fingerprint(header.cells), {})
    return mapping.by_header(before, header.cells) | mapping.by_header(now, header.cells)


def _match(
    kind: str, header: Header, table: RawTable, export: Export | None, said: Mapping[str, str], *, timeline: bool
) -> Layout | None:
    """The layout of a header as a table of the kind; null where no column of it is known."""
    export = export if export and export.kind in {kind, NOT_KEPT} else None
    columns, doubts = meaning.columns(kind, header, table, export, said, bare_terms=timeline)
    if not columns and not doubts:
        return None
    used = {each.index for each in columns}
    named = [index for index, cell in enumerate(header.cells) if cell.strip()]
    return Layout(
        kind=kind,
        header_row=header.row,
        width=named[-1] + 1,
        header=header.cells,
        columns=tuple(sorted(columns, key=lambda each: each.index)),
        unused=tuple(header.cells[index].strip() for index in named if index not in used),
        unnamed=tuple(sorted(_filled(table, header) - used.union(named, (each.index for each in doubts)))),
        export=export,
        said=table.said,
        doubts=tuple(doubts),
        said_columns=mapping.by_header(said, header.cells),
        preference=header.preference,
    )


def _filled(table: RawTable, header: Header) -> set[int]:
    """The places of the columns that hold anything below a header, as far as the head shows."""
    return {index for row in headers.sample(table, header) for index, cell in enumerate(row) if cell.strip()}


def _is_enough(layout: Layout, names: set[str]) -> bool:
    """Whether columns of these meanings make a table of the kind."""
    kind = layout.kind
    if kind == "trend":
        return mapping.TERM in names and "observed_at" in names
    measures = {name for name, each in reference.fields(kind).items() if each.measure}
    if kind == "listings":
        return bool(names & _IDENTITY) and bool(names & measures)
    if kind == "shops":
        return "shop_name" in names and bool(names & measures)
    if kind == "sales":
        return "observed_at" in names and bool(names & measures) and not _names_items(layout)
    incomplete = layout.export is not None and bool(layout.export.missing)
    return "keyword" in names and (bool(names & set(reference.metrics())) or "rank" in names or incomplete)


def _names_items(layout: Layout) -> bool:
    """Whether a column names what was sold: the rows are those of listings or orders then, not of a shop."""
    items = {alias for name in _IDENTITY for alias in reference.fields("listings")[name].aliases}
    return any(fold_header(cell) in items for cell in layout.header if cell.strip())


def _weight(layout: Layout) -> float:
    guessed = sum(1 for each in layout.columns if each.is_guess)
    own = int(layout.kind == "shops" and layout.column("listings") is not None)
    known = _KNOWN_WEIGHT if layout.export else 0
    return len(layout.columns) - _GUESSED_WEIGHT * guessed + _OF_SHOPS_WEIGHT * own + known


def _constants(layout: Layout) -> dict[str, str]:
    """What the export and the document's form say of all rows, of fields that have no column."""
    said = layout.said
    given = dict(layout.export.constants) if layout.export else {}
    stated = {
        "platform": said.platform,
        "currency": said.currency,
        "observed_at": said.observed_at,
        "source": said.source,
        "region": said.region,
        "seed": said.seed,
    }
    given |= {name: text for name, text in stated.items() if text}
    fields = reference.fields(layout.table)
    return {name: text for name, text in given.items() if name in fields and layout.column(name) is None}


def _refusal(table: RawTable, asked: Asked, document: str, near: Sequence[Layout]) -> DocumentRefused:
    """Why no layout was found."""
    for header in headers.candidates(table):
        export = exports.match(header.words, header.above)
        if export and export.kind == NOT_KEPT and not asked.columns:
            return DocumentRefused("export-not-kept", document=document, export=export.name, holds=export.held)
    nameless = _nameless_timeline(table)
    if nameless and asked.kind in {"auto", "trend"}:
        return DocumentRefused("keyword-needed", document=document, column=nameless)
    if near:
        best = max(near, key=lambda each: (_weight(each), len(each.doubts), -each.header_row))
        columns = ", ".join(f"{_called(best, each)} → {each.field}" for each in best.doubts)
        options = " ".join(f"--map '{_called(best, each)}={each.field}'" for each in best.doubts)
        return DocumentRefused("columns-doubtful", document=document, columns=columns, options=options, layout=best)
    return DocumentRefused("no-table", document=document, kind=asked.kind)


def _called(layout: Layout, doubt: Doubt) -> str:
    """What the user may call a doubtful column: its header, or its place where others bear the same."""
    alike = sum(cell.strip() == doubt.header for cell in layout.header)
    return doubt.header if doubt.header and alike == 1 else f"#{doubt.index + 1}"


def standing(table: RawTable, columns: Sequence[tuple[str, str]]) -> set[str]:
    """Which of the columns that the user named stand in some row of the table that may be its header."""
    blank = ("",) * max(map(len, table.head), default=0)
    rows = [Header(0, blank, blank), *headers.candidates(table)]
    return {name for name, _ in columns if any(row.place(name) is not None for row in rows)}


def _nameless_timeline(table: RawTable) -> str | None:
    """The second header of a table that is a time line but for the keyword's name, or null."""
    for row in table.head[:5]:
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) == 2 and fold_header(cells[0]) in reference.fields("trend")["observed_at"].aliases:
            return cells[1]
    return None
