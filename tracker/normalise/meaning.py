"""What the columns of one header mean in a table of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.model import RawTable
from tracker.normalise import exports, guess, headers, mapping, reference
from tracker.normalise.exports import Export
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.headers import Header
from tracker.normalise.periods import parse_period
from tracker.normalise.units import header_unit

_TERM = re.compile(r"^(?P<keyword>.+): \((?P<region>[^()]*(?:\([^()]*\))?[^()]*)\)$")
_VALUE_WORDS = frozenset(
    {"cnt", "count", "value", "values", "index", "num", "number", "值", "数值", "数量", "指数", "热度"}
)
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is used. `field` is the field's or metric's name, or `term` for one keyword's time line;
    `unit` is what its header says of bare numbers (万, %, USD).

    `reason` is what its meaning rests on: form (the document's own), said (the user), export, header (a known name),
    name (a known name at the header's end), cells. `confidence` is from 0 to 1; a known name over cells that are
    something else has little.
    """

    index: int
    header: str
    field: str
    sold_kind: str | None = None
    keyword: str | None = None
    region: str | None = None
    month: str | None = None
    unit: str | None = None
    confidence: float = 1.0
    reason: str = "header"

    @property
    def is_guess(self) -> bool:
        """Whether it rests on a guess."""
        return self.reason in {"name", "cells"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column that may mean something, too unsurely to be used. `examples`: its first cells."""

    index: int
    header: str
    field: str
    confidence: float
    reason: str
    examples: tuple[str, ...]


def columns(
    kind: str,
    header: Header,
    table: RawTable,
    export: Export | None,
    said: Mapping[str, str],
    *,
    bare_terms: bool = False,
) -> tuple[list[Column], list[Doubt]]:
    """The columns of a header that mean something in a table of the kind, and those that may.

    `said`: column to meaning, as the user said. `bare_terms`: the columns of a time line are keywords without more.
    """
    found = _Found(kind, header)
    if table.said.layout:
        for index, cell in enumerate(header.cells):
            if cell.strip() in found.possible:
                found.add(index, cell.strip(), "form")
        return found.columns, []
    for column, means in said.items():
        place = mapping.place_of(column, header.words)
        if place is not None and not found.add(place, means, "said"):
            return [], []
    if kind == "trend":
        found.columns += _timeline(header, found.settled, bare=bare_terms)
        return found.columns, []
    for told in exports.told(export, header.words):
        found.add(told.place, told.meaning, "export", unit=told.unit)
    _add_known(found, header)
    below = headers.sample(table, header)
    found.columns = [_weighed(each, _texts(below, each.index), kind) for each in found.columns]
    return found.columns, _add_guessed(found, header, below, export)


class _Found:
    """The columns found so far of one header; each field and each column once."""

    def __init__(self, kind: str, header: Header) -> None:
        self.kind = kind
        self.fields = reference.fields(kind)
        self.possible = set(self.fields) | (set(reference.metrics()) if kind == "keywords" else set())
        self.columns: list[Column] = []
        self._header = header
        self._left: set[int] = set()
        self._taken: set[tuple[str, str | None]] = set()

    @property
    def settled(self) -> set[int]:
        """The columns whose meaning is known, or that are left."""
        return self._left | {each.index for each in self.columns}

    def is_free(self, index: int) -> bool:
        """Whether nothing is known of the column yet."""
        return index not in self.settled

    def has(self, name: str, month: str | None = None) -> bool:
        """Whether a column of that meaning is there already."""
        return (name, month) in self._taken

    def add(
        self,
        index: int,
        means: str,
        reason: str,
        confidence: float = 1.0,
        month: str | None = None,
        unit: str | None = None,
    ) -> bool:
        """Add a column of that meaning; the first of a meaning stays. False: no such meaning in this kind."""
        name, _, detail = means.partition(":")
        if name == mapping.IGNORED:
            self._left.add(index)
            return True
        if name == mapping.TERM and self.kind == "trend":
            self.columns.append(Column(index, self._text(index), name, keyword=detail, reason=reason))
            return True
        if name not in self.possible:
            return False
        if self.is_free(index) and not self.has(name, month):
            self._taken.add((name, month))
            made = self._column(index, name, detail or None, month, reason, confidence)
            self.columns.append(replace(made, unit=unit) if unit else made)
        return True

    def _column(
        self, index: int, name: str, detail: str | None, month: str | None, reason: str, confidence: float
    ) -> Column:
        field = self.fields.get(name)
        word = self._header.words[index]
        return Column(
            index,
            self._text(index),
            name,
            sold_kind=detail or _sold_kind(field, word),
            month=month,
            unit=header_unit(word, field.type if field else reference.metrics()[name].type),
            confidence=confidence,
            reason=reason,
        )

    def _text(self, index: int) -> str:
        return self._header.cells[index].strip()


def _sold_kind(field: reference.Field | None, word: str) -> str | None:
    """The kind of counter that a header names; null where it names none."""
    if field is None or not field.sold_kinds:
        return None
    return field.sold_kinds.get(fold_header(word)) or field.sold_kinds.get(fold_header_core(word))


def _add_known(found: _Found, header: Header) -> None:
    """The columns that a field's or metric's known name stands over; the whole header before its core."""
    for fold in (fold_header, fold_header_core):
        for index, word in enumerate(header.words):
            if not word.strip() or not found.is_free(index):
                continue
            folded = fold(word)
            for name, field in found.fields.items():
                if folded in field.aliases and not found.has(name):
                    found.add(index, name, "header")
                    break
    if found.kind == "keywords":
        _add_metrics(found, header)


def _add_metrics(found: _Found, header: Header) -> None:
    """The columns that hold a metric of a keyword, months unfolded."""
    for index, word in enumerate(map(str.strip, header.words)):
        if not word or not found.is_free(index):
            continue
        names = {fold_header(word), fold_header_core(word)}
        for metric in reference.metrics().values():
            month = _month(metric, word)
            if month or not metric.aliases.isdisjoint(names):
                found.add(index, metric.slug, "header", month=month)
                break


def _month(metric: reference.Metric, word: str) -> str | None:
    """The month that a header names a metric of; null where it names none that there is."""
    named = re.match(metric.months, word) if metric.months else None
    return named["month"] if named and parse_period(named["month"], None, "UTC").since else None


def _weighed(column: Column, texts: Sequence[str], kind: str) -> Column:
    """The column with the confidence that its cells leave to it."""
    field = reference.fields(kind).get(column.field)
    if column.reason != "header" or field is None:
        return column
    share = guess.fit(field.type, texts)
    return column if share == 1 else replace(column, confidence=round(0.5 + share / 2, 2))


def _add_guessed(found: _Found, header: Header, below: Sequence[tuple[str, ...]], export: Export | None) -> list[Doubt]:
    """Add the columns that a good guess speaks for; those that a weak one speaks for are doubts, as are several
    columns that one meaning was guessed for."""
    if found.kind == "keywords" or export is not None:
        return []  # of a known export it is known what its other columns are: nothing that is kept
    guesses: dict[str, list[Doubt]] = {}
    for index, word in enumerate(header.words):
        if not found.is_free(index):
            continue
        texts = _texts(below, index)
        made = guess.guess(found.kind, word, texts)
        if made and not found.has(made.field):
            text = header.cells[index].strip()
            doubt = Doubt(index, text, made.field, made.confidence, made.reason, tuple(texts[:_EXAMPLES]))
            guesses.setdefault(made.field, []).append(doubt)
    doubts: list[Doubt] = []
    for name, made_of in guesses.items():
        best = [each for each in made_of if each.confidence >= guess.USED]
        if len(best) == 1:
            found.add(best[0].index, name, best[0].reason, best[0].confidence)
        else:
            doubts += made_of
    return doubts


def _texts(rows: Iterable[tuple[str, ...]], index: int) -> list[str]:
    return [row[index] for row in rows if index < len(row) and row[index].strip()]


def _timeline(header: Header, known: set[int], *, bare: bool) -> list[Column]:
    """A time column first, then one column a keyword: `连衣裙: (中国)` as Google Trends writes it, or, where the user
    said that it is a trend, the bare keyword."""
    words = header.words
    if fold_header(words[0]) not in reference.fields("trend")["observed_at"].aliases:
        return []
    found = [] if 0 in known else [Column(0, words[0].strip(), "observed_at")]
    for index, word in enumerate(map(str.strip, words)):
        if index in known or any(each.header == word for each in found):
            continue  # the first of equal headers is used, as of fields and metrics
        term = _TERM.match(word)
        if index and term:
            found.append(Column(index, word, mapping.TERM, keyword=term["keyword"], region=term["region"]))
        elif index and word:
            if not bare or fold_header(word) in _VALUE_WORDS:
                return []
            found.append(Column(index, word, mapping.TERM, keyword=word))
    return found if len(found) + len(known) > 1 else []
