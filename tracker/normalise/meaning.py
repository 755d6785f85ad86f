"""What the columns of one header mean in a table of one kind."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tracker.model import RawTable
from tracker.normalise import exports, guess, headers, mapping, reference
from tracker.normalise.column import Column, Doubt
from tracker.normalise.exports import Export
from tracker.normalise.fold import fold_header, fold_header_core, fold_header_path, wrapper_of
from tracker.normalise.headers import Header
from tracker.normalise.timeline import timeline
from tracker.normalise.times import parse_time
from tracker.normalise.units import header_unit

_EXAMPLES = 3
_ROW_NUMBER = "index"
_SHOP_NAMES = {"name", "username", "名称"}
"""What a shop's name is called beside its id and how many listings it has."""

_BARE_KEY = "id"
_STOCK_KEEPING = "sku"
"""The header of a variant's id, and of the listing's where a table has no other."""

_FIRST_ROWS = 5
_LEAST_CELLS = 3
_CONTRADICTED = 0.2
"""Below this share of cells that fit, a column isn't what its name says."""
_NO_CELL = 0.5
"""The confidence of a known name over cells none of which is what it says."""
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")


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
        place = header.place(column)
        if place is not None and not found.add(place, means, "said"):
            return [], []
    if kind == "trend":
        found.columns += timeline(header, found.settled, bare=bare_terms)
        return found.columns, []
    for told in exports.told(export, header.words):
        found.add(told.place, told.meaning, "export", unit=told.unit)
    if not found.columns and header.row > table.first_row + _FIRST_ROWS and not any(map(headers.knows, header.words)):
        return [], []  # nothing is known of it: only near the top may it be a header all the same
    below = headers.sample(table, header)
    twice = _add_known(found, header, below)
    found.columns = [_weighed(each, _texts(below, each.index), kind) for each in found.columns]
    found.leave([each for each in found.columns if _is_shared(each, kind) and each.confidence == _NO_CELL])
    return found.columns, twice + _add_guessed(found, header, below, export)


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

    def leave(self, columns: Sequence[Column]) -> None:
        """Take these columns out: what they hold is kept by no field."""
        self.columns = [each for each in self.columns if each not in columns]
        self._left |= {each.index for each in columns}
        self._taken -= {(each.field, each.month) for each in columns}

    def rename(self, name: str, to: str, *, unless: set[str], header: str) -> None:
        """Give the column of a meaning another one where it has this header and none of `unless` is there."""
        if not any(self.has(each) for each in unless):
            is_meant = {
                each.index for each in self.columns if each.field == name and fold_header(each.header) == header
            }
            self.columns = [replace(each, field=to) if each.index in is_meant else each for each in self.columns]
            self._taken |= {(to, None)} if is_meant else set()

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


def _add_known(found: _Found, header: Header, below: Sequence[tuple[str, ...]]) -> list[Doubt]:
    """Add the columns that a field's or metric's known name stands over; the whole header before its core. Two columns
    of one name with different cells are doubts: neither is more what it says than the other."""
    doubts: list[Doubt] = []
    wrapper = wrapper_of(header.words)
    every = set(range(len(header.words)))
    said = every - _parents(header, below)
    folds = (fold_header, fold_header_core, lambda word: fold_header_path(word, wrapper))
    for among, fold in itertools.product((said, every), folds):
        folded = {index: fold(header.words[index]) for index in among if found.is_free(index)}
        folded = {index: word for index, word in sorted(folded.items()) if header.words[index].strip()}
        for name, field in found.fields.items():
            if field.ends:
                continue
            named = [index for index, word in folded.items() if word in field.aliases and found.is_free(index)]
            named = [index for index in named if not _is_none(field, index, header, below)]
            if not named or found.has(name) or (name == "url" and _is_linked(found, header, below, named)):
                continue
            best = min(named, key=lambda index: _place_in(field, folded[index], _texts(below, index)))
            alike = [index for index in named if fold_header_core(header.words[index]) == folded[best]]
            if len(alike) > 1 and guess.contradict(field.type, below, alike):
                doubts += [_doubt(header, index, name, 0.5, "header", _texts(below, index)) for index in alike]
                for index in alike:
                    found.add(index, mapping.IGNORED, "header")
            else:
                found.add(best, name, "header")
    if found.kind == "shops" and found.has("shop_key") and found.has("listings") and not found.has("shop_name"):
        named = [index for index in every if found.is_free(index) and fold_header(header.words[index]) in _SHOP_NAMES]
        for index in named[:1]:
            found.add(index, "shop_name", "header")
    if found.kind == "listings" and not found.has("listing_key"):
        numbering = [index for index in every if found.is_free(index) and _numbers_rows(header, index, below)]
        doubts += [_doubt(header, index, "listing_key", 0.5, "header", _texts(below, index)) for index in numbering]
    if found.kind == "keywords":
        _add_metrics(found, header, below)
    _add_spans(found, header, below)
    if found.kind == "listings":
        found.rename("variant_key", "listing_key", unless={"listing_key", "url"}, header=_STOCK_KEEPING)
        _add_list_price(found, header, below)
    return doubts


def _is_none(field: reference.Field, index: int, header: Header, below: Sequence[tuple[str, ...]]) -> bool:
    """Whether the cells below a field's name are no such thing: sales or a flag under a promotion's, places under a
    rank's, and under a bare `id` what isn't the marketplace's: links hold that, or the cells number the rows."""
    if field.name == "promotion":
        return guess.counts_sales(_texts(below, index)) or guess.are_flags(_texts(below, index))
    if field.type == "rank":
        return guess.fit(field.type, _texts(below, index)) == 0
    if field.name != "listing_key" or fold_header(header.words[index]) != _BARE_KEY:
        return False
    columns = range(len(header.words))
    return _numbers_rows(header, index, below) or any(guess.are_listing_links(_texts(below, each)) for each in columns)


def _numbers_rows(header: Header, index: int, below: Sequence[tuple[str, ...]]) -> bool:
    """Whether a bare `id` counts from 0 or 1 on, where titles tell the listings apart."""
    titles = reference.fields("listings")["title"].aliases
    is_titled = any(fold_header(word) in titles for word in header.words)
    return fold_header(header.words[index]) == _BARE_KEY and is_titled and guess.counts_rows(_texts(below, index))


def _parents(header: Header, below: Sequence[tuple[str, ...]]) -> set[int]:
    """The empty columns of whose name others hold the values: `price`, null in some objects, beside `price.value`."""
    steps = {fold_header_path(word) for index, word in enumerate(header.words) if _texts(below, index)}
    return {index for index, word in enumerate(header.words) if fold_header(word) in steps and not _texts(below, index)}


def _is_linked(found: _Found, header: Header, below: Sequence[tuple[str, ...]], named: Sequence[int]) -> bool:
    """Whether listings' pages stand in a column that isn't called so, and in none that is."""
    if found.kind != "listings" or any(guess.are_listing_links(_texts(below, index)) for index in named):
        return False
    others = (index for index in range(len(header.words)) if found.is_free(index) and index not in named)
    return any(guess.are_listing_links(_texts(below, index)) for index in others)


def _add_spans(found: _Found, header: Header, below: Sequence[tuple[str, ...]]) -> None:
    """Where no column is a field's own: the two between whose cells its values lie (最低价 and 最高价)."""
    free = {index: fold_header(word) for index, word in enumerate(header.words) if found.is_free(index)}
    for name, last in reference.ends(found.kind).items():
        field = found.fields[last]
        first = [index for index, word in free.items() if word in field.starts]
        until = [index for index, word in free.items() if word in field.aliases]
        if found.has(name) or not len(first) == len(until) == 1:
            continue
        if guess.is_span(field.type, below, first[0], until[0]):
            found.add(first[0], name, "header")
            found.add(until[0], last, "header")


def _add_list_price(found: _Found, header: Header, below: Sequence[tuple[str, ...]]) -> None:
    """Beside a price of now (现价, sale price) the one other price, nowhere lower, is what it costs otherwise; beside
    any price one of the last names (retail price)."""
    now = next((each for each in found.columns if each.field == "price" and each.reason == "header"), None)
    field = found.fields["price"]
    if now is None or found.has("price_list"):
        return
    names = field.aliases if {fold_header(now.header), fold_header_core(now.header)} & field.first else field.last
    others = [
        index
        for index, word in enumerate(header.words)
        if found.is_free(index) and {fold_header(word), fold_header_core(word)} & names
    ]
    if len(others) == 1 and guess.is_nowhere_lower(below, others[0], now.index):
        found.add(others[0], "price_list", "cells", 0.85)


def _place_in(field: reference.Field, word: str, texts: Sequence[str]) -> tuple[bool, bool, int]:
    """Where a column stands among those with names of a field: the least is meant, of equals the first. One whose
    cells are something else (`reviews` that holds texts) stands behind all others."""
    other = len(texts) >= _LEAST_CELLS and guess.fit(field.type, texts) < _CONTRADICTED
    wanted = 0 if word in field.first else 2 if word in field.last else 1
    is_clock = field.name == "observed_at" and bool(texts) and all(_CLOCK.fullmatch(text.strip()) for text in texts)
    return other or is_clock, field.name == "url" and not guess.are_listing_links(texts), wanted


def _doubt(header: Header, index: int, name: str, confidence: float, reason: str, texts: Sequence[str]) -> Doubt:
    return Doubt(index, header.cells[index].strip(), name, confidence, reason, tuple(texts[:_EXAMPLES]))


def _add_metrics(found: _Found, header: Header, below: Sequence[tuple[str, ...]]) -> None:
    """The columns that hold a metric of a keyword, months unfolded. `index` over the numbers of the rows is none."""
    for index, word in enumerate(map(str.strip, header.words)):
        if not word or not found.is_free(index) or (word == _ROW_NUMBER and guess.counts_rows(_texts(below, index))):
            continue
        names = {fold_header(word), fold_header_core(word)}
        for metric in reference.metrics().values():
            month = _month(metric, word)
            if month or not metric.aliases.isdisjoint(names):
                found.add(index, metric.slug, "header", month=month)
                break


def _month(metric: reference.Metric, word: str) -> str | None:
    """The month that a header of the metric names, such as `Oct 2020`; null where it names none."""
    found = re.match(metric.months, word) if metric.months else None
    return found["month"] if found and parse_time(f"1 {found['month']}", None, "UTC").at else None


def _weighed(column: Column, texts: Sequence[str], kind: str) -> Column:
    """The column with the confidence that its cells leave to it."""
    field = reference.fields(kind).get(column.field)
    if column.reason != "header" or field is None:
        return column
    share = guess.fit(field.type, texts)
    return column if share == 1 else replace(column, confidence=round(_NO_CELL + share / 2, 2))


def _is_shared(column: Column, kind: str) -> bool:
    """Whether the column's name alone speaks for its field, and stands over other things too."""
    field = reference.fields(kind).get(column.field)
    return column.reason == "header" and field is not None and field.is_shared


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
            doubt = _doubt(header, index, made.field, made.confidence, made.reason, texts)
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
