"""The columns of a header that a known name stands over."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from tracker.normalise import guess, mapping, reference
from tracker.normalise.column import Doubt
from tracker.normalise.fold import fold_header, fold_header_core, fold_header_path, wrapper_of
from tracker.normalise.found import Below, Found, cells_of, doubt_of
from tracker.normalise.headers import Header
from tracker.normalise.times import parse_time

BARE_KEY = "id"
"""A name that stands over a marketplace's id as well as over numbers of rows."""

_ROW_NUMBER = "index"
_LEAST_CELLS = 3
_CONTRADICTED = 0.2
"""Below this share of cells that fit, a column isn't what its name says."""
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?")


def add_known(found: Found, header: Header, below: Below) -> list[Doubt]:
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
            best = min(named, key=lambda index: _place_in(field, folded[index], cells_of(below, index)))
            alike = [index for index in named if fold_header_core(header.words[index]) == folded[best]]
            if len(alike) > 1 and guess.contradict(field.type, below, alike):
                doubts += [doubt_of(header, index, name, 0.5, "header", cells_of(below, index)) for index in alike]
                for index in alike:
                    found.add(index, mapping.IGNORED, "header")
            else:
                found.add(best, name, "header")
    if found.kind == "keywords":
        _add_metrics(found, header, below)
    return doubts


def _is_none(field: reference.Field, index: int, header: Header, below: Below) -> bool:
    """Whether the cells below a field's name are no such thing: sales or a flag under a promotion's, places under a
    rank's, and under a bare `id` what isn't the marketplace's: links hold another, or the cells number the rows."""
    if field.name == "promotion":
        return guess.counts_sales(cells_of(below, index)) or guess.are_flags(cells_of(below, index))
    if field.type == "rank":
        return guess.fit(field.type, cells_of(below, index)) == 0
    if field.name != "listing_key" or fold_header(header.words[index]) != BARE_KEY:
        return False
    links = (each for each in range(len(header.words)) if guess.are_listing_links(cells_of(below, each)))
    return numbers_rows(header, index, below) or any(not guess.holds(below, each, index) for each in links)


def numbers_rows(header: Header, index: int, below: Below) -> bool:
    """Whether a bare `id` counts from 0 or 1 on, where titles tell the listings apart."""
    titles = reference.fields("listings")["title"].aliases
    is_titled = any(fold_header(word) in titles for word in header.words)
    return fold_header(header.words[index]) == BARE_KEY and is_titled and guess.counts_rows(cells_of(below, index))


def _parents(header: Header, below: Below) -> set[int]:
    """The empty columns of whose name others hold the values: `price`, null in some objects, beside `price.value`."""
    steps = {fold_header_path(word) for index, word in enumerate(header.words) if cells_of(below, index)}
    return {
        index for index, word in enumerate(header.words) if fold_header(word) in steps and not cells_of(below, index)
    }


def _is_linked(found: Found, header: Header, below: Below, named: Sequence[int]) -> bool:
    """Whether listings' pages stand in a column that isn't called so, and in none that is."""
    if found.kind != "listings" or any(guess.are_listing_links(cells_of(below, index)) for index in named):
        return False
    others = (index for index in range(len(header.words)) if found.is_free(index) and index not in named)
    return any(guess.are_listing_links(cells_of(below, index)) for index in others)


def _place_in(field: reference.Field, word: str, texts: Sequence[str]) -> tuple[bool, bool, int]:
    """Where a column stands among those with names of a field: the least is meant, of equals the first. One whose
    cells are something else (`reviews` that holds texts) stands behind all others."""
    other = len(texts) >= _LEAST_CELLS and guess.fit(field.type, texts) < _CONTRADICTED
    wanted = 0 if word in field.first else 2 if word in field.last else 1
    is_clock = field.name == "observed_at" and bool(texts) and all(_CLOCK.fullmatch(text.strip()) for text in texts)
    return other or is_clock, field.name == "url" and not guess.are_listing_links(texts), wanted


def _add_metrics(found: Found, header: Header, below: Below) -> None:
    """The columns that hold a metric of a keyword, months unfolded. `index` over the numbers of the rows is none."""
    for index, word in enumerate(map(str.strip, header.words)):
        if not word or not found.is_free(index) or (word == _ROW_NUMBER and guess.counts_rows(cells_of(below, index))):
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
