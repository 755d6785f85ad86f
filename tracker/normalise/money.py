"""Read an amount of money: a price or range, and the currency that the text names. See pricing for what stands around
an amount."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from tracker.model import Reading
from tracker.normalise.digits import NUMBER, SEPARATOR, UNIT, UNITS, DotGroup, UnreadError, read_scaled, span
from tracker.normalise.marks import GROUP, fold
from tracker.normalise.words import compiled, literal, load

_WORDS = load("pricing")
_SIGNS = {sign: frozenset(row["currencies"]) for sign, row in _WORDS["signs"].items()}
"""Signs of several currencies, which a code beside them settles: `$16.99 USD`, `NT$299元`."""

_NAMED = {**_WORDS["currencies"], **_WORDS["signs"]}
_CURRENCIES: dict[str, str] = {word: currency for currency, row in _NAMED.items() for word in row["words"]}
_CURRENCIES |= {word.replace("$", " $"): currency for word, currency in _CURRENCIES.items() if word.endswith("$")}
_CURRENCIES |= {"": ""}

_COMMA = {currency for currency, row in _NAMED.items() if row.get("comma")}
_DOT_GROUPS: dict[str, DotGroup] = {
    currency: row.get("dot", "ambiguous") for currency, row in _NAMED.items() if "dot" in row or "comma" in row
}
_BLANK = {currency for currency, row in _NAMED.items() if row.get("blank")}

_CURRENCY = literal(filter(None, _CURRENCIES))
AMOUNT = rf"(?:{_CURRENCY}\s*)?{NUMBER}\s*(?:{UNIT})?(?:\s*{_CURRENCY})?"
"""Pattern of a number with what may stand beside it; `parse_amount` tells whether it is money."""

NO_AMOUNT = rf"{_CURRENCY}\s*-+"
"""A currency with dashes for an amount: a missing mark."""

_SIGNS_ALONE = frozenset("$¥€£₹₩₫₱฿₽")
"""What parts two amounts that touch each other: $12.99$19.99."""

_BESIDE = re.compile(r"[\s,;|/、]*")
_NUMBER = re.compile(f"({NUMBER})")
_SPACED = re.compile(rf"(?<=[0-9])[ {GROUP}](?=[0-9]{{3}}(?![0-9]))")
_TAIL = re.compile(r"\s*(?:元?起[批售拍]?(?=$)|\+|以上|and up|~)$")
_AFTER = re.compile(rf"(?P<unit>{UNIT})\s*(?P<word>.*)")
_BETWEEN = re.compile(rf"(?P<after>.*?)\s*{SEPARATOR}\s*(?P<before>.*)")
_CENT_FRACTIONS = Decimal("0.0001")
_NOT_OBSERVED = Decimal(-1)
"""JD's price of an offer that has none."""


def currency_of(folded: str) -> str | None:
    """The currency, or the sign that several share, that a folded word names; null where it names none."""
    return _CURRENCIES.get(folded) or None


def writes_commas(currency: str | None) -> bool:
    """Whether amounts of the currency have a comma before their decimals, where it is used."""
    return currency in _COMMA


def settles_separators(currency: str | None) -> bool:
    """Whether the currency tells, or leaves open, what a comma or a point is in an amount that doesn't name it."""
    return currency in _COMMA or currency in _DOT_GROUPS


def currency_code(text: str) -> str | None:
    """ISO 4217 of what somebody wrote for a currency (`RMB`, `人民币`, `usd`); null where it names none, or several."""
    folded = fold(text)
    mark = _CURRENCIES.get(folded)
    if mark == "元":
        return "CNY"
    if mark and mark not in _SIGNS:
        return mark
    return folded.upper() if re.fullmatch("[a-z]{3}", folded) else None


def parse_amount(text: str) -> Reading:
    """The amount of a folded text as [low, high]; an open end (`99元起`) is null. Raises UnreadError.

    Amounts have at most four decimals, the rest is rounded half even.
    `mark`: ISO 4217, or a sign that several currencies share: `¥`, `$`, `kr`, `Rs`.
    """
    spaced = _SPACED.sub("'", text)
    parts = _NUMBER.split(spaced)
    if len(parts) not in (3, 5):
        raise UnreadError
    before = parts[0]
    negative = "-" in before
    before = before.replace("-", "", 1).strip()
    if len(parts) == 3:
        reading = _one(before, parts[1], parts[2].strip(), negative=negative)
    elif negative:
        raise UnreadError("price-negative")
    else:
        reading = _range(before, parts[1], parts[2].strip(), parts[3], parts[4].strip())
    if spaced != text and reading.mark not in _BLANK and not (reading.mark == "$" and "," in spaced):
        raise UnreadError("number-ambiguous")
    return reading


def parse_several(text: str) -> list[Reading]:
    """The amounts of a folded text that has nothing but amounts side by side: `¥128 ¥256`; else none."""
    text = _SPACED.sub("'", text)
    amounts: list[Reading] = []
    end = 0
    for found in compiled(AMOUNT).finditer(text):
        between = text[end : found.start()]
        touching = bool(end) and not between and not _SIGNS_ALONE & set(text[end - 1 : end + 1])
        if touching or _BESIDE.fullmatch(between) is None:
            return []
        try:
            amounts.append(parse_amount(found[0].strip()))
        except UnreadError:
            return []
        end = found.end()
    return amounts if end == len(text) and len(amounts) > 1 else []


def shared_mark(readings: list[Reading]) -> str | None:
    """The currency of amounts that stand in one cell: of several, those that name none have that of the others. Raises
    UnreadError where they name two."""
    return _agreed({reading.mark or "" for reading in readings})


def _one(before: str, number: str, after: str, *, negative: bool) -> Reading:
    if (tail := _TAIL.search(after)) is not None:
        after = after[: tail.start()] + ("元" if "元" in tail[0] else "")
    unit, word = _split(after)
    mark = _agreed_words(before, word)
    value = _amount(number, unit, mark)
    if negative:
        if value == -_NOT_OBSERVED:
            return Reading()
        raise UnreadError("price-negative")
    return Reading(value, None if tail else value, mark)


def _range(before: str, first: str, between: str, second: str, after: str) -> Reading:
    parts = _BETWEEN.fullmatch(between)
    if parts is None:
        raise UnreadError
    first_unit, first_word = _split(parts["after"])
    second_unit, second_word = _split(after)
    mark = _agreed_words(before, first_word, parts["before"], second_word)
    low, high = span(_amount(first, first_unit, mark), first_unit, _amount(second, second_unit, mark), second_unit)
    return Reading(low, high, mark)


def _split(after: str) -> tuple[str, str]:
    """Unit and currency word of what stands behind a number."""
    if after in _CURRENCIES:
        return "", after
    parts = _AFTER.fullmatch(after)
    return (parts["unit"], parts["word"]) if parts else ("", after)


def _agreed_words(*words: str) -> str | None:
    """The one currency that all words agree on."""
    try:
        return _agreed({_CURRENCIES[word] for word in words})
    except KeyError:
        raise UnreadError from None


def _agreed(marks: set[str]) -> str | None:
    marks = marks - {""}
    if len(marks) <= 1:
        mark = marks.pop() if marks else None
        return "CNY" if mark == "元" else mark
    named = [mark for mark in marks if mark not in _SIGNS] or (["CNY"] if "元" in marks else [])
    if len(named) == 1 and all(named[0] in _SIGNS[mark] for mark in marks if mark in _SIGNS):
        return named[0]
    raise UnreadError


def _amount(number: str, unit: str, mark: str | None) -> Decimal:
    about = UNITS[unit]
    if (about.currencies and mark and mark not in about.currencies) or (about.named and not mark):
        raise UnreadError
    dot_group = _DOT_GROUPS.get(mark or "", "decimal")
    return _rounded(read_scaled(number, unit, decimal_comma=mark in _COMMA, dot_group=dot_group))


def _rounded(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -4:
        return value
    return value.quantize(_CENT_FRACTIONS, ROUND_HALF_EVEN)
