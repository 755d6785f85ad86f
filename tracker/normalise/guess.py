"""Guess what a column means whose header is no known name: from a known name at its end, and from its cells.

A guess of USED or more is used and shown; a lower one is asked. Nothing is guessed that a wrong guess would spoil in
silence: no date of observation, no id.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tracker.normalise import reference
from tracker.normalise.counts import parse_count
from tracker.normalise.fold import fold_header
from tracker.normalise.marks import fold, is_missing
from tracker.normalise.notation import plain
from tracker.normalise.parse import PARSERS
from tracker.normalise.pricing import parse_money
from tracker.normalise.times import parse_time
from tracker.normalise.words import load

USED = 0.75
"""From here on a guess is used without asking."""

_FITS = 0.9
"""The share of cells that a column's type must read, so that its name is believed."""

LOOKED_AT = 60
"""Cells of a column that are looked at."""

_SHORT = 200
"""Characters of a cell whose judgement is remembered, and of a header whose end may be a name."""

_LONGEST = 300
"""Characters of a title; counters and prices are shorter."""

_SALES = {"paid", "received", "sold", "monthly", "weekly", "daily"}
_NEVER = {"observed_at", "listing_key", "variant_key", "shop_key", "platform", "currency", "is_own", "category"}
_NEVER |= {"barcode", "model", "brand", "hour"}
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LINK = re.compile(r"\s*(?:https?:)?//([^/?#:\s]+)\S*")


class Guess(NamedTuple):
    """A meaning with its confidence, from 0 to 1, and what it rests on (name, cells)."""

    field: str
    confidence: float
    reason: str


def guess(kind: str, header: str, texts: Sequence[str]) -> Guess | None:
    """What a column of a table of this kind means; null where nothing speaks for anything."""
    said = list(itertools.islice(filter(_is_said, texts), LOOKED_AT))
    found = [each for each in (_by_name(kind, header, said), _by_cells(kind, said)) if each]
    return max(found, key=lambda each: each.confidence, default=None)


def fit(type_: str, texts: Sequence[str]) -> float:
    """The share of texts that the type's parser reads; 1 where it has none, or nothing stands there."""
    said = list(itertools.islice(filter(_is_said, texts), LOOKED_AT))
    if type_ not in PARSERS or not said:
        return 1.0
    return sum(_is_read(type_, text) for text in said) / len(said)


def _by_name(kind: str, header: str, said: Sequence[str]) -> Guess | None:
    """A known name at the end of the header. Behind a word that only says whose it is (京东商品价格, `itemPrice`) it is
    that name, if the cells fit; behind another word (客单价, `shipping price`) it may be something else."""
    if not said:
        return None
    ending = _name_at_end(kind, header)
    if ending is None:
        return _by_word(kind, header, said)
    name, before = ending
    type_ = reference.fields(kind)[name].type
    if type_ == "text" and _share(said, _is_flag_or_number) >= _FITS:
        return None
    is_fit = type_ in PARSERS and fit(type_, said) >= _FITS
    if type_ == "rank" and not is_fit:
        return None  # 地理位置 is a place, too
    return Guess(name, 0.8 if is_fit and before in _whose() else 0.6 if is_fit or type_ == "text" else 0.4, "name")


def _by_word(kind: str, header: str, said: Sequence[str]) -> Guess | None:
    """The field that a word of the header speaks for, and all cells: 最低价, price_usd, units sold so far."""
    if not 2 <= len(header) <= _SHORT:
        return None
    folded = fold_header(header)
    words = {fold_header(word) for word in _WORDS.findall(header)} if folded.isascii() else set()
    for name, known in load("words")["about"].get(kind, {}).items():
        is_said = not words.isdisjoint(known) if words else any(word in folded for word in known)
        if is_said and fit(reference.fields(kind)[name].type, said) >= _FITS:
            return Guess(name, 0.5, "name")
    return None


def _name_at_end(kind: str, header: str) -> tuple[str, str] | None:
    """The field whose name ends the header, and what stands before it."""
    if len(header) > _SHORT:
        return None  # a cell of a row that was tried as a header
    endings = _endings(kind)
    words = [word.lower() for word in _WORDS.findall(header)] if header.isascii() else list(fold_header(header))
    for start in range(1, len(words)):
        tail = "".join(words[start:])
        if tail in endings and len(tail) >= 2:
            return endings[tail], "".join(words[:start])
    return None


@functools.cache
def _whose() -> frozenset[str]:
    """Words before a name that say whose it is, and change nothing: those of words.toml, and platforms."""
    words = {fold_header(word) for word in load("words")["whose"]["words"]}
    return frozenset(words.union(*(each.names for each in reference.platforms().values())))


@functools.cache
def _endings(kind: str) -> dict[str, str]:
    """Known names of at least two letters to their fields, but for those that are never guessed."""
    return {
        alias: name
        for name, field in reference.fields(kind).items()
        if name not in _NEVER and not field.ends
        for alias in field.aliases
        if len(alias) >= 2
    }


def _by_cells(kind: str, said: Sequence[str]) -> Guess | None:
    if kind != "listings" or len(said) < 2:
        return None
    if are_listing_links(said):
        return Guess("url", 0.85, "cells")
    is_short = _share(said, lambda text: len(text) <= _LONGEST) >= 0.8
    return _by_short_cells(said) if is_short else None  # the parsers would look through descriptions in vain


def _by_short_cells(said: Sequence[str]) -> Guess | None:
    if _share(said, _counts_sales) >= 0.8:
        return Guess("sold", 0.85, "cells")
    if _share(said, _counts_reviews) >= 0.8:
        return Guess("review_count", 0.85, "cells")
    if _share(said, _names_currency) >= 0.9:
        return Guess("price", 0.6, "cells")
    if len(set(said)) >= 0.9 * len(said) and _share(said, _is_title_like) >= 0.9:
        return Guess("title", 0.5, "cells")
    return None


def _remembered(judge: Callable[..., bool]) -> Callable[..., bool]:
    """The judgement of cells remembered, but for long ones: each is looked at again under every row that may be a
    header."""
    cached = functools.lru_cache(maxsize=1 << 16)(judge)
    return lambda *given: (cached if len(given[-1]) <= _SHORT else judge)(*given)


@_remembered
def _is_read(type_: str, text: str) -> bool:
    """Whether the parser reads it, in either notation: which one it is, the whole table tells."""
    parser = PARSERS[type_][1]
    return parser(text).code in {None, "number-ambiguous"} or parser(plain(text)).code is None


@_remembered
def _counts_sales(text: str) -> bool:
    return parse_count(text).mark in _SALES


@_remembered
def _counts_reviews(text: str) -> bool:
    return parse_count(text).mark == "reviews"


@_remembered
def _names_currency(text: str) -> bool:
    return parse_money(text).mark is not None


def _is_flag_or_number(text: str) -> bool:
    return text.strip().casefold() in {"true", "false"} or text.strip().replace(".", "", 1).isdecimal()


def counts_sales(texts: Sequence[str]) -> bool:
    """Whether the cells are counters of sales that say so: `1000+人付款`."""
    said = list(itertools.islice(filter(_is_said, texts), LOOKED_AT))
    return bool(said) and _share(said, _counts_sales) >= 0.8


def are_flags(texts: Sequence[str]) -> bool:
    """Whether the cells say yes or no and nothing else."""
    said = {fold_header(text) for text in texts if _is_said(text)}
    return bool(said) and said <= {fold_header(word) for words in load("words")["yes"].values() for word in words}


def counts_rows(texts: Sequence[str]) -> bool:
    """Whether the cells number the rows, from 0 or 1 on."""
    return len(texts) > 1 and list(texts) in [[str(n) for n in range(first, first + len(texts))] for first in (0, 1)]


@_remembered
def _is_said(text: str) -> bool:
    return bool(text.strip()) and not is_missing(text)


def are_listing_links(texts: Sequence[str]) -> bool:
    """Whether the texts are addresses of listings' pages on known platforms."""
    said = [text for text in texts if text.strip()][:LOOKED_AT]
    return bool(said) and _share(said, _is_listing_link) >= _FITS


def contradict(type_: str, rows: Sequence[Sequence[str]], columns: Sequence[int]) -> bool:
    """Whether two of the columns say different things in one row."""
    parser = PARSERS[type_][1] if type_ in PARSERS else fold
    for row in rows:
        said = {parser(row[index]) for index in columns if index < len(row) and not is_missing(row[index])}
        if len(said) > 1:
            return True
    return False


def is_nowhere_lower(rows: Sequence[Sequence[str]], index: int, than: int) -> bool:
    """Whether the prices of one column are as high as those of another, or higher, in every row that has both."""
    pairs = [(parse_money(row[index]).low, parse_money(row[than]).low) for row in rows if max(index, than) < len(row)]
    said = [(one, other) for one, other in pairs if one is not None and other is not None]
    return bool(said) and all(one >= other for one, other in said)


def holds(rows: Sequence[Sequence[str]], index: int, inner: int) -> bool:
    """Whether the cells of a column hold those of another one, wherever both are there: links and whole numbers."""
    pairs = [(row[index], row[inner].strip()) for row in rows if max(index, inner) < len(row) and row[index].strip()]
    return all(re.search(rf"(?<!\d){re.escape(part)}(?!\d)", text) for text, part in pairs)


def is_span(type_: str, rows: Sequence[Sequence[str]], first: int, last: int) -> bool:
    """Whether two columns hold what begins and ends a span: prices of which the first is nowhere higher, or dates."""
    if type_ == "money":
        return is_nowhere_lower(rows, last, first)
    said = [row[index] for row in rows for index in (first, last) if index < len(row) and _is_said(row[index])]
    return bool(said) and _share(said, _is_date) >= _FITS


def _share(texts: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, texts)) / len(texts)


def _is_date(text: str) -> bool:
    """Whether it is a date, be it one whose day and month are not told apart."""
    return parse_time(text, None, "UTC").code in {None, "date-ambiguous"}


def _is_listing_link(text: str) -> bool:
    """Whether it is the address of a listing's page on a known platform."""
    link = _LINK.fullmatch(text)
    slug = reference.host_platform(link[1]) if link else None
    return slug is not None and any(re.search(key, text) for key in reference.platforms()[slug].keys)


def _is_title_like(text: str) -> bool:
    return 8 <= len(text) <= _LONGEST and "//" not in text and sum(char.isalpha() for char in text) > len(text) / 2
