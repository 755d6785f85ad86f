"""Read the digits of a number with their separators and units. Shared by money, counts and ratios.

All texts here are folded (see marks). What can't be read raises `UnreadError`: parsers make it a code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tracker.normalise.marks import GROUP
from tracker.normalise.words import literal, load

NUMBER = rf"(?:[0-9]+(?:[.,'{GROUP}][0-9]+)*(?:e[+-]?[0-9]{{1,2}}(?![0-9]))?|(?<!\w)\.[0-9]+)"
"""Pattern of a number without its sign, as it stands; `read_number` tells what it means."""


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is multiplied by. `comma`: its languages write 1,2 for 1.2. `currencies`: a price that names
    another one has no such unit; null: any. `named`: a price has to name one of them."""

    factor: Decimal
    comma: bool
    currencies: frozenset[str] | None
    named: bool


def _units() -> dict[str, Unit]:
    units = {"": Unit(Decimal(1), comma=False, currencies=None, named=False)}
    for row in load("words")["units"]:
        currencies = frozenset(row["currencies"]) if "currencies" in row else None
        made = Unit(Decimal(row["factor"]), row.get("comma", False), currencies, row.get("named", False))
        units |= dict.fromkeys(row["words"], made)
    return units


UNITS = _units()
UNIT = literal(filter(None, UNITS))
SEPARATOR = r"(?:--?|~|至|到|to\b|bis\b|đến\b|até\b)"
"""Pattern of what stands between the ends of a range."""

_INTEGER_DIGITS = 14
"""What DECIMAL(18,4) holds before its point."""

_PLAIN = re.compile(r"[0-9]*(?:\.[0-9]+)?")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]+")
_ONE_DOT_GROUP = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
_COMMA_GROUPS = re.compile(r"[1-9](?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]?(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]+)?")
"""1,234,567.8 and, as in India, 12,34,567.8."""

_DOT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]{1,2})")
"""1.234.567 and 1.234,56; a single group is `_ONE_DOT_GROUP`."""

_MARK_GROUPS = re.compile(rf"[1-9][0-9]{{0,2}}(?:(?:'[0-9]{{3}})+|(?:{GROUP}[0-9]{{3}})+)(?:[.,][0-9]{{1,2}})?")
_COMMA_OR_DOT_GROUP = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_ONE_COMMA = re.compile(r"[0-9.]+,[0-9]+")

DotGroup = Literal["decimal", "group", "ambiguous"]
"""What 1.299 is: 1.299, or 1299, or not to be told."""


class UnreadError(Exception):
    """A text that can't be read. `code` is empty where the parser has its own word for it."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


def read_number(text: str, *, decimal_comma: bool = False, dot_group: DotGroup = "decimal") -> Decimal:
    """The value of a text that `NUMBER` matched; `decimal_comma`: 12,99 is 12.99. Raises UnreadError."""
    if _PLAIN.fullmatch(text):
        if dot_group != "decimal" and _ONE_DOT_GROUP.fullmatch(text):
            if dot_group == "ambiguous":
                raise UnreadError("number-ambiguous")
            text = text.replace(".", "")
        return _decimal(text)
    if _SCIENTIFIC.fullmatch(text):
        return _decimal(text)
    return _decimal(_ungrouped(text, decimal_comma=decimal_comma))


def _ungrouped(text: str, *, decimal_comma: bool) -> str:
    """The text without its grouping, with a point before its decimals."""
    if _COMMA_GROUPS.fullmatch(text):
        return text.replace(",", "")
    if _DOT_GROUPS.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if _MARK_GROUPS.fullmatch(text) or (decimal_comma and _DECIMAL_COMMA.fullmatch(text)):
        return text.replace("'", "").replace(GROUP, "").replace(",", ".")
    raise UnreadError("number-ambiguous" if _ONE_COMMA.fullmatch(text) else "")


def _decimal(text: str) -> Decimal:
    return _limited(Decimal(text) + 0) if "e" in text else _limited(Decimal(text))


def _limited(value: Decimal) -> Decimal:
    if value and value.adjusted() >= _INTEGER_DIGITS:
        raise UnreadError("number-too-large")
    return value


def read_scaled(
    text: str, unit: str, *, decimal_comma: bool = False, dot_group: DotGroup = "decimal", comma_language: bool = False
) -> Decimal:
    """The value in ones of a number with the unit behind it: 1,2 and mil are 1200. Raises UnreadError.

    Before a unit a comma can only be a decimal one where it isn't followed by three digits; where it is, 1,234 may be
    either if the unit or `comma_language` says that the text's language writes so.
    """
    if unit and (comma_language or UNITS[unit].comma) and _COMMA_OR_DOT_GROUP.fullmatch(text):
        raise UnreadError("number-ambiguous")
    value = read_number(text, decimal_comma=decimal_comma or bool(unit), dot_group="decimal" if unit else dot_group)
    return scale(value, unit)


def scale(value: Decimal, unit: str) -> Decimal:
    """The value in ones: 1.2 and 万 are 12000. Raises UnreadError."""
    return _limited(value * UNITS[unit].factor) if unit else value


def span(low: Decimal, low_unit: str, high: Decimal, high_unit: str) -> tuple[Decimal, Decimal]:
    """The ends of a range, both in ones already. Raises UnreadError.

    A unit at the end alone may mean both ends (1-2万) or one of them (5000-1.2万): where both can be, the range is
    ambiguous.
    """
    if high_unit and not low_unit and low and low <= high / UNITS[high_unit].factor:
        raise UnreadError("number-ambiguous")
    return ordered(low, high)


def ordered(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """Both ends, if they stand in order. Raises UnreadError."""
    if low > high:
        raise UnreadError("range-reversed")
    return low, high
