"""Read a ratio (0.10 is 10 %), a value of an index in its source's own scale, and a rating."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from tracker.model import Reading
from tracker.normalise.digits import NUMBER, UNIT, UnreadError, ordered, read_number, span
from tracker.normalise.marks import fold, is_missing_folded

_SIGNED = rf"[+-]?\s?{NUMBER}"
_INTERVAL = re.compile(
    rf"(?P<bound>[<>]=?)?\s*(?P<low>{_SIGNED})\s*(?P<low_unit>%|‰|{UNIT})?"
    rf"(?:\s*(?:-(?!-)|~|至|到|to\b)\s*(?P<high>{_SIGNED})\s*(?P<high_unit>%|‰|{UNIT})?)?"
    r"\s*(?P<over>\+|以上)?"
)
_SHARES = {"%": Decimal("0.01"), "‰": Decimal("0.001")}
_LARGEST_BARE_RATIO = 10
_RATING = re.compile(rf"({NUMBER})\s*(?:(?:/|out of|分,?\s*满分)\s*({NUMBER})\s*)?(?:分|星|颗星|stars?|points?|★)?")
_HIGHEST_RATING = 100

_Ends = Callable[[Decimal, str, Decimal, str], tuple[Decimal, Decimal]]
"""Two numbers as they stand, each with the unit behind it, to the ends of an interval."""


def parse_ratio(text: str) -> Reading:
    """The share as [low, high]: `12.3%` is 0.123, a bare 0.123 stays; beyond ±10 a bare one is ambiguous."""
    return _parse(text, _ratio_ends, "ratio-unreadable")


def parse_index(text: str) -> Reading:
    """Any number or bound as [low, high], negative or fractional, as its source gives it."""
    return _parse(text, _index_ends, "number-unreadable")


def parse_rating(text: str) -> Reading:
    """A mark from 0 to 100, exact: `4.9分`, `4.8/5`, `3.9 out of 5 stars`. Its scale is not kept."""
    folded = fold(text)
    if is_missing_folded(folded):
        return Reading()
    rating = _RATING.fullmatch(folded)
    if rating is None:
        return Reading(code="rating-unreadable")
    try:
        value = read_number(rating[1])
        highest = read_number(rating[2]) if rating[2] else _HIGHEST_RATING
    except UnreadError as error:
        return Reading(code=error.code or "rating-unreadable")
    return Reading(value, value) if value <= highest <= _HIGHEST_RATING else Reading(code="rating-unreadable")


def _parse(text: str, ends: _Ends, unreadable: str) -> Reading:
    folded = fold(text)
    if is_missing_folded(folded):
        return Reading()
    interval = _INTERVAL.fullmatch(folded)
    if interval is None:
        return Reading(code=unreadable)
    try:
        return _interval(interval, ends)
    except UnreadError as error:
        return Reading(code=error.code or unreadable)


def _interval(text: re.Match[str], ends: _Ends) -> Reading:
    bound, over = text["bound"], text["over"]
    low, unit = _signed(text["low"]), text["low_unit"] or ""
    if text["high"] is not None:
        if bound or over:
            raise UnreadError
        return Reading(*ends(low, unit, _signed(text["high"]), text["high_unit"] or ""))
    value, _ = ends(low, unit, low, unit)
    if bound is None:
        return Reading(value, None if over else value)
    if "<" not in bound:
        return Reading(value)
    if over:
        raise UnreadError
    return Reading(Decimal(0) if value >= 0 else None, value)


def _signed(text: str) -> Decimal:
    value = read_number(text.lstrip("+- "))
    return -value if text.startswith("-") else value


def _index_ends(low: Decimal, low_unit: str, high: Decimal, high_unit: str) -> tuple[Decimal, Decimal]:
    if low_unit in _SHARES or high_unit in _SHARES:
        raise UnreadError
    return span(low, low_unit, high, high_unit)


def _ratio_ends(low: Decimal, low_unit: str, high: Decimal, high_unit: str) -> tuple[Decimal, Decimal]:
    if high_unit and not low_unit and low <= high * _share(high_unit):
        raise UnreadError("ratio-ambiguous")
    return ordered(_ratio(low, low_unit or high_unit), _ratio(high, high_unit))


def _ratio(value: Decimal, unit: str) -> Decimal:
    if not unit and abs(value) > _LARGEST_BARE_RATIO:
        raise UnreadError("ratio-ambiguous")
    return value * _share(unit)


def _share(unit: str) -> Decimal:
    """What one of the unit is; a ratio has no 万."""
    if unit and unit not in _SHARES:
        raise UnreadError
    return _SHARES.get(unit, Decimal(1))
