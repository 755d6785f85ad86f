"""Find the header of a raw table and what each column means, or say why the table can't be imported."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tracker.errors import DocumentRefused
from tracker.i18n import language
from tracker.model import RawTable
from tracker.normalise import exports, reference
from tracker.normalise.exports import Export, Told
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.units import header_unit

KINDS = ("shops", "listings", "keywords", "trend")
"""The kinds of table, as --kind names them."""

_TERM = re.compile(r"^(?P<keyword>.+): \((?P<region>[^()]*(?:\([^()]*\))?[^()]*)\)$")
_VALUE_WORDS = frozenset(
    {"cnt", "count", "value", "values", "index", "num", "number", "值", "数值", "数量", "指数", "热度"}
)
_IDENTITY = {"title", "listing_key", "url"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is used. `field` is the field's or metric's name, or `term` for one keyword's time line;
    `unit` is what its header says of bare numbers (万, %, USD)."""

    index: int
    header: str
    field: str
    sold_kind: str | None = None
    keyword: str | None = None
    region: str | None = None
    month: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table is: its kind, the header's row (from 1), its used columns, the headers nobody uses.

    `width` counts the header's cells up to its last named one; a row with more is shifted. Null: cells have places.
    """

    kind: str
    header_row: int
    width: int | None
    columns: tuple[Column, ...]
    unused: tuple[str, ...]
    export: Export | None
    preamble: tuple[str, ...]

    @property
    def table(self) -> str:
        """The kind whose fields its rows fill: a trend is a keyword list in another shape."""
        return "keywords" if self.kind == "trend" else self.kind

    def column(self, field: str) -> Column | None:
        """The column of a field, or null."""
        return next((each for each in self.columns if each.field == field), None)


def recognise(table: RawTable, kind: str, document: str) -> Layout:
    """The layout of a table, of the given kind or of the one that fits best (`auto`).

    Raises DocumentRefused `no-table` where no header row is found, and with the reason where one is found that
    can't do (`keyword-needed`, `column-missing`, `export-not-kept`).
    """
    kinds = KINDS if kind == "auto" else (kind,)
    found: list[Layout] = []
    above = ""
    for number, row in enumerate(table.head, start=1):
        export = exports.match(row, above)
        above = " ".join(row).strip() or above
        if export and kind == "auto" and export.kind == exports.NOT_KEPT:
            holds = export.holds[language()]
            raise DocumentRefused("export-not-kept", document=document, export=export.name, holds=holds)
        for each in (export.kind,) if export and kind == "auto" else kinds:
            layout = _match(each, number, row, export, asked=kind == "trend")
            if layout is not None:
                found.append(layout)
    if not found:
        nameless = _nameless_timeline(table)
        if nameless and kind in {"auto", "trend"}:
            raise DocumentRefused("keyword-needed", document=document, column=nameless)
        raise DocumentRefused("no-table", document=document, kind=kind)
    best = max(found, key=lambda each: (each.export is not None, len(each.columns), -each.header_row))
    best = replace(
        best,
        width=best.width if table.separated else None,
        preamble=tuple(" ".join(row).strip() for row in table.head[: best.header_row - 1]),
    )
    if best.export and best.export.missing:
        raise DocumentRefused("column-missing", document=document, export=best.export.name, column=best.export.missing)
    return best


def _match(kind: str, number: int, row: Sequence[str], export: Export | None, *, asked: bool) -> Layout | None:
    if sum(1 for cell in row if cell.strip()) < 2:
        return None
    export = export if export and export.kind == kind else None
    told = exports.told(export, row)
    rest = tuple("" if any(each.place == index for each in told) else cell for index, cell in enumerate(row))
    if kind == "trend":
        columns = _timeline(row, bare=asked)
    elif kind == "keywords":
        columns = _with_told(kind, row, told, _fields(kind, rest) + _metrics(rest))
    else:
        columns = _with_told(kind, row, told, _fields(kind, rest))
    if not _is_enough(kind, columns, export):
        return None
    used = {each.index for each in columns}
    named = [index for index, cell in enumerate(row) if cell.strip()]
    return Layout(
        kind=kind,
        header_row=number,
        width=named[-1] + 1,
        columns=tuple(sorted(columns, key=lambda each: each.index)),
        unused=tuple(row[index].strip() for index in named if index not in used),
        export=export,
        preamble=(),
    )


def _is_enough(kind: str, columns: list[Column], export: Export | None) -> bool:
    """Whether the columns make a table of the kind."""
    names = {each.field for each in columns}
    if kind == "trend":
        return bool(columns)
    measures = {name for name, each in reference.fields(kind).items() if each.measure}
    if kind == "listings":
        return bool(names & _IDENTITY) and bool(names & measures)
    if kind == "shops":
        return "shop_name" in names and bool(names & measures)
    said = names & set(reference.metrics()) or "rank" in names or (export is not None and bool(export.missing))
    return "keyword" in names and bool(said)


def _fields(kind: str, row: Sequence[str]) -> list[Column]:
    """The columns that a field's alias names; of several for one field the first, and the whole header before its
    core."""
    columns: dict[str, Column] = {}
    taken: set[int] = set()
    for fold in (fold_header, fold_header_core):
        for index, cell in enumerate(row):
            if index in taken or not cell.strip():
                continue
            folded = fold(cell)
            for name, field in reference.fields(kind).items():
                if folded in field.aliases and name not in columns:
                    columns[name] = Column(
                        index,
                        cell.strip(),
                        name,
                        sold_kind=field.sold_kinds.get(folded),
                        unit=header_unit(cell, field.type),
                    )
                    taken.add(index)
                    break
    return list(columns.values())


def _with_told(kind: str, row: Sequence[str], told: Sequence[Told], found: Sequence[Column]) -> list[Column]:
    """The columns of which the export itself says what they are, and of the found ones those of other fields."""
    columns = []
    for each in told:
        if each.field != exports.LEFT:
            header = row[each.place].strip()
            meant = reference.fields(kind).get(each.field) or reference.metrics()[each.field]
            unit = each.unit or header_unit(header, meant.type)
            columns.append(Column(each.place, header, each.field, sold_kind=each.sold_kind, unit=unit))
    fields = {each.field for each in columns}
    return columns + [each for each in found if each.month or each.field not in fields]


def _metrics(row: Sequence[str]) -> list[Column]:
    """The columns that hold a metric of a keyword, months unfolded."""
    columns: list[Column] = []
    seen: set[tuple[str, str | None]] = set()
    for index, cell in enumerate(row):
        header = cell.strip()
        names = {fold_header(header), fold_header_core(header)}
        for metric in reference.metrics().values():
            month = re.match(metric.months, header) if metric.months else None
            named = not metric.aliases.isdisjoint(names)
            key = (metric.slug, month["month"] if month else None)
            if header and (month or named) and key not in seen:
                seen.add(key)
                columns.append(Column(index, header, metric.slug, month=key[1], unit=header_unit(header, metric.type)))
                break
    return columns


def _timeline(row: Sequence[str], *, bare: bool) -> list[Column]:
    """A time column first, then one column a keyword: `连衣裙: (中国)` as Google Trends writes it, or, where the user
    said that it is a trend, the bare keyword."""
    if fold_header(row[0]) not in reference.fields("trend")["observed_at"].aliases:
        return []
    columns = [Column(0, row[0].strip(), "observed_at")]
    for index, header in enumerate(map(str.strip, row)):
        if any(each.header == header for each in columns):
            continue  # the first of equal headers is used, as of fields and metrics
        term = _TERM.match(header)
        if index and term:
            columns.append(Column(index, header, "term", keyword=term["keyword"], region=term["region"]))
        elif index and header:
            if not bare or fold_header(header) in _VALUE_WORDS:
                return []
            columns.append(Column(index, header, "term", keyword=header))
    return columns if len(columns) > 1 else []


def _nameless_timeline(table: RawTable) -> str | None:
    """The second header of a table that is a time line but for the keyword's name, or null."""
    for row in table.head[:5]:
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) == 2 and fold_header(cells[0]) in reference.fields("trend")["observed_at"].aliases:
            return cells[1]
    return None
