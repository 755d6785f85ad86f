"""Read a ratio (0.10 is 10 %) and a value of an index in its source's own scale."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from tracker.model import Reading
from tracker.normalise.digits import NUMBER, UNIT, UNITS, UnreadError, ordered, read_number, read_scaled, span
from tracker.normalise.marks import fold, is_missing_folded
from tracker.normalise.words import compiled, literal

_UP, _DOWN = "+↑▲↗", "-↓▼↘"
_SIGNED = rf"[{_DOWN}{_UP}]?\s?{NUMBER}"
_SHARES = {
    "%": Decimal("0.01"),
    "percent": Decimal("0.01"),
    "pct": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "成": Decimal("0.1"),
}
_SHARE = literal(_SHARES)
_INTERVAL = (
    rf"(?P<bound>[<>]=?)?\s*(?P<low>{_SIGNED})\s*(?P<low_unit>{_SHARE}|{UNIT})?"
    rf"(?:\s*(?:(?:(?<!\s)-|-(?=\s))(?!\s?[-↓▼])|~|至|到|to\b)\s*(?P<high>{_SIGNED})\s*(?P<high_unit>{_SHARE}|{UNIT})?)?"
    r"\s*(?P<over>\+|以上)?"
)
_LARGEST_BARE_RATIO = 10
_IN_FRONT = rf"(?:%|百分之)\s?(?P<share>{NUMBER})"
_FRACTION = r"(?P<part>[0-9]{1,9})\s?/\s?(?P<whole>[1-9][0-9]{0,8})"
_MILLIONTH = Decimal("0.000001")

_Ends = Callable[[Decimal, str, Decimal, str], tuple[Decimal, Decimal]]
"""Two numbers as they stand, each with the unit behind it, to the ends of an interval."""


def parse_ratio(text: str) -> Reading:
    """The share as [low, high]: `12.3%` is 0.123, `1/8` is 0.125, a bare 0.123 stays; beyond ±10 a bare one is
    ambiguous."""
    folded = fold(text)
    if (fraction := compiled(_FRACTION).fullmatch(folded)) and int(fraction["part"]) <= int(fraction["whole"]):
        share = (Decimal(fraction["part"]) / Decimal(fraction["whole"])).quantize(_MILLIONTH)
        return Reading(share, share)
    if in_front := compiled(_IN_FRONT).fullmatch(folded):
        text = f"{in_front['share']}%"
    return _parse(text, _ratio_ends, "ratio-unreadable")


def parse_index(text: str) -> Reading:
    """Any number or bound as [low, high], negative or fractional, as its source gives it."""
    return _parse(text, _index_ends, "number-unreadable")


def _parse(text: str, ends: _Ends, unreadable: str) -> Reading:
    folded = fold(text)
    if is_missing_folded(folded):
        return Reading()
    interval = compiled(_INTERVAL).fullmatch(folded)
    if interval is None:
        return Reading(code=unreadable)
    try:
        return _interval(interval, ends)
    except UnreadError as error:
        return Reading(code=error.code or unreadable)


def _interval(text: re.Match[str], ends: _Ends) -> Reading:
    bound, over = text["bound"], text["over"]
    low_unit, high_unit = text["low_unit"] or "", text["high_unit"] or ""
    low = _signed(text["low"], low_unit)
    if text["high"] is not None:
        if bound or over:
            raise UnreadError
        return Reading(*ends(low, low_unit, _signed(text["high"], high_unit), high_unit))
    value, _ = ends(low, low_unit, low, low_unit)
    if bound is None:
        return Reading(value, None if over else value)
    if "<" not in bound:
        return Reading(value)
    if over:
        raise UnreadError
    return Reading(Decimal(0) if value >= 0 else None, value)


def _signed(text: str, unit: str) -> Decimal:
    """The value with its multiplier; shares stay as they stand. A share or a multiplier makes 12,3 a 12.3."""
    digits = text.lstrip(f"{_UP}{_DOWN} ")
    if unit in _SHARES:
        value = read_number(digits, decimal_comma=True)
    elif UNITS[unit].named:
        raise UnreadError
    else:
        value = read_scaled(digits, unit)
    return -value if text[0] in _DOWN else value


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
