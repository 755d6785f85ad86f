"""Read the price of a cell: which price it is called, and what beside it is none (instalments, prices of a measure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tracker.model import Reading
from tracker.normalise.digits import SEPARATOR, UnreadError
from tracker.normalise.marks import fold, is_missing_folded
from tracker.normalise.money import AMOUNT, NO_AMOUNT, parse_amount, parse_several, shared_mark
from tracker.normalise.words import any_of, compiled, load

ROLES = ("coupon", "price", "list")
"""What a price is called, by what it can be at most: no coupon makes a thing dearer."""

_WORDS = load("pricing")
_RANGE = rf"{AMOUNT}(?:\s*{SEPARATOR}\s*{AMOUNT})?(?:\s*起)?"
_PIECE = any_of(_WORDS["asides"]["piece"])
_LABELS = ("coupon", "list", "price", "other", "floor", "any")


def _pattern(patterns: Iterable[str]) -> str:
    text = any_of(patterns)
    return text.replace("{money}", f"(?:{AMOUNT})").replace("{range}", f"(?:{_RANGE})").replace("{piece}", _PIECE)


_ASIDES = {name: _pattern(_WORDS["asides"][name]) for name in ("instalment", "unit_price", "note")}
_HINTS: dict[str, str] = _WORDS["hints"]
_CODES = {"instalment": "price-instalment", "unit_price": "price-per-unit", "other": "price-other"}
"""What no price is to its code, the first before the others where a cell has several."""

_ONE_PIECE = rf"\s*(?:(?:/|per |每)\s*1?\s*|(?<=[0-9\s])(?=each\b|ea\b)){_PIECE}(?![a-z0-9])"
_AHEAD = {name: _pattern(_WORDS["before"][name]) for name in _LABELS}
_BACK = {name: _pattern(_WORDS["behind"][name]) for name in ("coupon", "list", "other")}
_LABEL = rf"(?<![a-z]){any_of(each for each in (*_AHEAD.values(), *_BACK.values()))}"
_LONGEST = 200
"""Characters of a cell of prices; a longer text is a description."""

_PARTED = re.compile(r"\0|\s\+\s")
_TRIM = " ,;:|/·()+\0"


def parse_money(text: str) -> Reading:
    """The price as [low, high] with its currency as `mark` (see parse_amount) and what it is called as `role`. Several
    prices in one cell have the code `price-ambiguous` here; `parse_prices` tells them apart where their names do."""
    prices = parse_prices(text)
    return prices[0] if len(prices) == 1 else Reading(code="price-ambiguous")


def parse_prices(text: str) -> tuple[Reading, ...]:
    """The prices of a cell: one, or several of different roles, none of which is null then."""
    folded = fold(text)
    if is_missing_folded(folded) or compiled(NO_AMOUNT).fullmatch(folded):
        return (Reading(),)
    try:
        return (parse_amount(folded),)
    except UnreadError as error:
        if len(folded) > _LONGEST:
            return (Reading(code=error.code or "price-unreadable"),)
    try:
        return _told_apart(folded)
    except UnreadError as error:
        return (Reading(code=error.code or "price-unreadable"),)


def _told_apart(text: str) -> tuple[Reading, ...]:
    """The prices of a text that is more than an amount."""
    asides = set()
    rest = text
    for name, pattern in _ASIDES.items():
        if compiled(_HINTS[name]).search(rest):
            rest, found = compiled(pattern).subn("\0", rest)
            asides |= {name} if found else set()
    rest = compiled(_ONE_PIECE).sub("", rest)
    pieces = _pieces(rest)
    if rest == text and len(pieces) == 1 and isinstance(pieces[0], str):
        return (_one_of(text),)
    prices = _assigned(pieces)
    if any(price.role == "other" for price in prices):
        asides.add("other")
    prices = [price for price in prices if price.role != "other"]
    if not prices:
        raise UnreadError(next((code for name, code in _CODES.items() if name in asides), ""))
    return tuple(prices) if len(prices) == 1 else _ordered(prices)


class _Label(NamedTuple):
    """What a label calls the amount behind it, and what the amount before it; null: nothing."""

    ahead: str | None
    back: str | None


def _pieces(text: str) -> list[_Label | str]:
    """The labels and the texts between them, in order."""
    pieces: list[_Label | str] = []
    start = 0
    for found in compiled(_LABEL).finditer(text):
        pieces += [*_texts(text[start : found.start()]), _Label(_role(_AHEAD, found), _role(_BACK, found))]
        start = found.end()
    return pieces + _texts(text[start:])


def _role(labels: dict[str, str], found: re.Match[str]) -> str | None:
    for name, pattern in labels.items():
        same = compiled(pattern).match(found.string, found.start())
        if same and same.end() == found.end():
            return name
    return None


def _texts(text: str) -> list[str]:
    return [part for each in _PARTED.split(text) if (part := each.strip(_TRIM))]


def _assigned(pieces: list[_Label | str]) -> list[Reading]:
    """Each amount with its role. A label belongs to the amount behind it, else to the one before it."""
    prices: list[Reading] = []
    pending = ""
    for position, piece in enumerate(pieces):
        if isinstance(piece, str):
            prices.append(_amount(piece, pending))
            pending = ""
            continue
        follows = isinstance(next(iter(pieces[position + 1 :]), None), str)
        if piece.back and prices and prices[-1].role is None and not (follows and piece.ahead):
            prices[-1] = prices[-1]._replace(role=piece.back)
        elif not piece.ahead or pending not in {"", "any", piece.ahead}:
            raise UnreadError("price-ambiguous" if pending else "")
        else:
            pending = piece.ahead
    if pending and (prices or pending != "other"):
        raise UnreadError
    return prices


def _amount(text: str, label: str) -> Reading:
    """The amount behind a label; of `other` it matters only that it is one."""
    reading = _one_of(text)
    if label == "other":
        return Reading(role="other")
    if label == "floor":
        if reading.low != reading.high:
            raise UnreadError
        return reading._replace(high=None)
    return reading._replace(role=label if label in ROLES else None)


def _one_of(text: str) -> Reading:
    """The amount that stands in the text, be it more than once, as pages repeat a price for screen readers. Raises
    UnreadError."""
    try:
        return parse_amount(text)
    except UnreadError as error:
        amounts = parse_several(text)
        if not amounts:
            raise
        if any((each.low, each.high) != (amounts[0].low, amounts[0].high) for each in amounts):
            raise UnreadError(error.code or "price-ambiguous") from None
        return amounts[0]._replace(mark=shared_mark(amounts))


def _ordered(prices: list[Reading]) -> tuple[Reading, ...]:
    """Prices of different roles, of one currency, none dearer than the next. Raises UnreadError."""
    by_role = {price.role or "price": price for price in prices}
    found = [by_role[role] for role in ROLES if role in by_role]
    lows = [price.low for price in found if price.low is not None]
    if not len(prices) == len(by_role) == len(lows) or lows != sorted(lows):
        raise UnreadError("price-ambiguous")
    try:
        mark = shared_mark(found)
    except UnreadError:
        raise UnreadError("price-ambiguous") from None
    return tuple(by_role[role]._replace(role=role, mark=mark) for role in ROLES if role in by_role)
