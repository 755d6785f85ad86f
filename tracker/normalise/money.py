"""Read a price: its amount or range, and the currency that the text names."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from tracker.model import Reading
from tracker.normalise.digits import NUMBER, SEPARATOR, UNIT, DotGroup, UnreadError, read_number, scale, span
from tracker.normalise.marks import fold, is_missing_folded

_WORDS = {
    "CNY": "rmb cny cn¥ 人民币 元人民币 块 圆",
    "USD": "us$ usd 美元 美金",
    "EUR": "€ eur euro euros 欧元",
    "GBP": "£ gbp 英镑",
    "JPY": "円 jpy jp¥ 日元 日圆",
    "KRW": "₩ krw 원 韩元",
    "INR": "₹ rs rs. inr",
    "VND": "₫ đ vnd vnđ 越南盾",
    "IDR": "rp rp. idr",
    "THB": "฿ thb บาท 泰铢",
    "PHP": "₱ php",
    "MYR": "rm myr",
    "SGD": "s$ sg$ sgd 新币",
    "HKD": "hk$ hkd 港币 港元",
    "TWD": "nt$ twd 台币 新台币",
    "AUD": "au$ a$ aud 澳元",
    "CAD": "c$ ca$ cad 加元",
    "NZD": "nz$ nzd",
    "BRL": "r$ brl",
    "MXN": "mx$ mxn",
    "RUB": "₽ rub руб руб. 卢布",
    "TRY": "₺ try tl",
    "UAH": "₴ uah",
    "ILS": "₪ ils",
    "PLN": "zł pln",
    "CZK": "kč czk",
    "CHF": "chf",
    "SEK": "sek",
    "NOK": "nok",
    "DKK": "dkk",
    "HUF": "huf",
    "CLP": "clp",
    "COP": "cop",
    "PYG": "pyg",
    "AED": "aed",
    "SAR": "sar",
    "ZAR": "zar",
}
"""Currency to the folded words that name it and no other."""

_CURRENCIES = {word: currency for currency, words in _WORDS.items() for word in words.split()}
_CURRENCIES |= {word.replace("$", " $"): currency for word, currency in _CURRENCIES.items() if "$" in word}
_CURRENCIES |= {"¥": "¥", "$": "$", "元": "元", "": ""}

_SHARED = {
    "¥": {"CNY", "JPY"},
    "$": {"USD", "AUD", "CAD", "NZD", "HKD", "SGD", "TWD", "MXN", "CLP", "COP"},
    "元": {"CNY", "HKD", "TWD"},
}
"""Signs of several currencies, which a code beside them settles: `$16.99 USD`, `NT$299元`."""

_DECIMAL_COMMA = {"EUR", "BRL", "RUB", "TRY", "UAH", "PLN", "CZK", "SEK", "NOK", "DKK", "HUF", "CHF"}
_DOT_GROUPS: dict[str, DotGroup] = dict.fromkeys(_DECIMAL_COMMA | {"KRW", "JPY"}, "ambiguous")
_DOT_GROUPS |= dict.fromkeys(("VND", "IDR", "CLP", "COP", "PYG"), "group")

_NUMBER = re.compile(f"({NUMBER})")
_SPACED = re.compile(r"(?<=[0-9]) (?=[0-9]{3}(?![0-9]))")
_LABEL = re.compile(r"(?:价格|售价|现价|price)\s*:?\s*|(?P<floor>from)\b\s*")
_TAIL = re.compile(r"\s*(?:元?起(?=$)|\+|以上|and up)$")
_AFTER = re.compile(rf"(?P<unit>{UNIT})\s*(?P<word>.*)")
_BETWEEN = re.compile(rf"(?P<after>.*?)\s*{SEPARATOR}\s*(?P<before>.*)")
_CENT_FRACTIONS = Decimal("0.0001")
_NOT_OBSERVED = Decimal(-1)
"""JD's price of an offer that has none."""


def currency_of(folded: str) -> str | None:
    """The currency, or the sign that several share, that a folded word names; null where it names none."""
    return _CURRENCIES.get(folded) or None


def currency_code(text: str) -> str | None:
    """ISO 4217 of what somebody wrote for a currency (`RMB`, `人民币`, `usd`); null where it names none, or several."""
    folded = fold(text)
    mark = _CURRENCIES.get(folded)
    if mark == "元":
        return "CNY"
    if mark and mark not in _SHARED:
        return mark
    return folded.upper() if re.fullmatch("[a-z]{3}", folded) else None


def parse_money(text: str) -> Reading:
    """The price as [low, high]; an open end (`99元起`) is null.

    Amounts have at most four decimals, the rest is rounded half even.
    `mark`: ISO 4217, or `¥` and `$`, which several currencies share.
    """
    folded = fold(text)
    if is_missing_folded(folded):
        return Reading()
    try:
        return _price(folded)
    except UnreadError as error:
        return Reading(code=error.code or "price-unreadable")


def _price(text: str) -> Reading:
    spaced = _SPACED.sub("'", text)
    parts = _NUMBER.split(spaced)
    if len(parts) not in (3, 5):
        raise UnreadError
    before, floor = _unlabelled(parts[0])
    negative = "-" in before
    before = before.replace("-", "", 1).strip()
    if len(parts) == 3:
        reading = _one(before, parts[1], parts[2].strip(), floor=floor, negative=negative)
    elif negative:
        raise UnreadError("price-negative")
    elif floor:
        raise UnreadError
    else:
        reading = _range(before, parts[1], parts[2].strip(), parts[3], parts[4].strip())
    if spaced != text and not reading.mark and not reading.code:
        raise UnreadError("number-ambiguous")
    return reading


def _unlabelled(before: str) -> tuple[str, bool]:
    """What stands before the number without `售价:` or `from`, and whether it was `from`."""
    label = _LABEL.match(before)
    return (before[label.end() :], label["floor"] is not None) if label else (before, False)


def _one(before: str, number: str, after: str, *, floor: bool, negative: bool) -> Reading:
    if (tail := _TAIL.search(after)) is not None:
        after = after[: tail.start()] + ("元" if "元" in tail[0] else "")
    unit, word = _split(after)
    mark = _currency(before, word)
    value = _rounded(scale(_amount(number, mark), unit))
    if negative:
        if value == -_NOT_OBSERVED:
            return Reading()
        raise UnreadError("price-negative")
    return Reading(value, None if floor or tail else value, mark)


def _range(before: str, first: str, between: str, second: str, after: str) -> Reading:
    parts = _BETWEEN.fullmatch(between)
    if parts is None:
        raise UnreadError
    first_unit, first_word = _split(parts["after"])
    second_unit, second_word = _split(after)
    mark = _currency(before, first_word, parts["before"], second_word)
    low, high = span(_amount(first, mark), first_unit, _amount(second, mark), second_unit)
    return Reading(_rounded(low), _rounded(high), mark)


def _split(after: str) -> tuple[str, str]:
    """Unit and currency word of what stands behind a number."""
    if after in _CURRENCIES:
        return "", after
    parts = _AFTER.fullmatch(after)
    return (parts["unit"], parts["word"]) if parts else ("", after)


def _currency(*words: str) -> str | None:
    """The one currency that all words agree on."""
    try:
        marks = {_CURRENCIES[word] for word in words} - {""}
    except KeyError:
        raise UnreadError from None
    if len(marks) <= 1:
        mark = marks.pop() if marks else None
        return "CNY" if mark == "元" else mark
    named = [mark for mark in marks if mark not in _SHARED] or (["CNY"] if "元" in marks else [])
    if len(named) == 1 and all(named[0] in _SHARED[mark] for mark in marks if mark in _SHARED):
        return named[0]
    raise UnreadError


def _amount(number: str, mark: str | None) -> Decimal:
    if mark is None or mark in _SHARED:
        return read_number(number)
    return read_number(number, decimal_comma=mark in _DECIMAL_COMMA, dot_group=_DOT_GROUPS.get(mark, "decimal"))


def _rounded(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -4:
        return value
    return value.quantize(_CENT_FRACTIONS, ROUND_HALF_EVEN)
