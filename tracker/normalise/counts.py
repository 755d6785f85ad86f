"""Read a counter (sold, reviews, followers) as a bound with its kind, and a rank.

A counter may be glued to badges (`已售2万+90%好评`): only a number whose own word stands beside it is read.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.model import Reading
from tracker.normalise.digits import (
    NUMBER,
    SEPARATOR,
    UNIT,
    UNITS,
    DotGroup,
    UnreadError,
    read_number,
    read_scaled,
    span,
)
from tracker.normalise.marks import GROUP, fold, is_missing_folded
from tracker.normalise.words import any_of, compiled, literal, load

_WORDS = load("counting")
_WINDOWS = {"monthly", "weekly", "daily"}


def _kinds(words: dict[str, list[str]]) -> str:
    """A pattern whose last group is the kind."""
    parts = _WORDS["parts"]
    kinds = (f"(?P<{kind}>{any_of(patterns)})" for kind, patterns in words.items())
    return re.sub(r"\{(past|sold|day30)\}", lambda found: parts[found[1]], "|".join(kinds))


_KIND_BEFORE, _KIND_AFTER = _kinds(_WORDS["before"]), _kinds(_WORDS["after"])
_LEAST, _MOST = literal(_WORDS["bounds"]["least"]), literal(_WORDS["bounds"]["most"])
_COUNTER = (
    rf"\s*:?\s*(?P<bound>(?P<less><=?|{_MOST})|>=?|\+|{_LEAST})?\s*(?P<low>{NUMBER})\s*(?P<low_unit>{UNIT})?"
    rf"(?:\s*{SEPARATOR}\s*(?P<high>{NUMBER})\s*(?P<high_unit>{UNIT})?)?"
    r"\s*(?P<over>\+|[多余餘](?=[^0-9]|$)|(?:[件个個点單单人]|명|개)?(?:以上| ?이상))?"
)
_NEGATIVE = re.compile(rf"-\s*{NUMBER}")
_NO_SALE_WORDS = any_of(_WORDS["others"]["no_sale"])
_NO_SALE = _NO_SALE_WORDS
_VISITORS = rf"(?:{NUMBER}\s*(?:{UNIT})?\+?\s*[%人天]?\s*)?{_NO_SALE_WORDS}"
_SALE = any_of(_WORDS["others"]["sale"])
_ONE_NUMBER = rf"[^0-9]*(?:{NUMBER})?[^0-9]*"
_BADGE = re.compile(r"[\s,;|/·0-9]")
_POINT, _BLANK = (any_of(_WORDS["languages"][name]) for name in ("point", "blank"))
_BLANKS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9%.,])")
_RANK = rf"(?:#|no\.?|n[oº°]|nr\.?|top|rank|第|排名)?\s*:?\s*({NUMBER})\s*(?:名|位|위|st|nd|rd|th)?"
_MEDALS = {"🥇": 1, "🥈": 2, "🥉": 3}
_UNRANKED = {"未上榜", "未入榜", "未收录", "not ranked", "unranked", "not in top 100"}


def parse_count(text: str) -> Reading:
    """The counter as [low, high] in ones; `1万+` has no high, `<1` is [0, 1].

    `mark`: paid, received, sold, monthly, weekly or daily for sales; reviews; followers; null where the text
    names no kind.
    """
    folded = fold(text)
    if is_missing_folded(folded):
        return Reading()
    if folded.startswith("(") and folded.endswith(")"):
        folded = folded[1:-1].strip()
    if " " in folded and _BLANKS.search(folded) and compiled(_BLANK).search(folded):
        folded = _BLANKS.sub(lambda found: found[0].replace(" ", GROUP), folded)
    try:
        return _counter(folded)
    except UnreadError as error:
        return Reading(code=error.code or "count-unreadable")


def parse_rank(text: str) -> Reading:
    """A place in a list, exact: `3`, `#3`, `第3名`, `TOP 3`, 🥉. Best is 1; not in the list is missing."""
    folded = fold(text)
    if is_missing_folded(folded) or folded in _UNRANKED:
        return Reading()
    if folded in _MEDALS:
        return Reading(Decimal(_MEDALS[folded]), Decimal(_MEDALS[folded]))
    place = compiled(_RANK).fullmatch(folded)
    if place is None:
        return Reading(code="rank-unreadable")
    try:
        value = _whole(read_number(place[1], dot_group="ambiguous"))
    except UnreadError as error:
        return Reading(code="rank-unreadable" if error.code == "count-fractional" else error.code or "rank-unreadable")
    return Reading(value, value) if value else Reading(code="rank-unreadable")


def _counter(text: str) -> Reading:
    if _NEGATIVE.match(text):
        raise UnreadError("count-negative")
    before = compiled(_KIND_BEFORE).match(text)
    number = compiled(_COUNTER).match(text, before.end() if before else 0)
    if number is None:
        raise UnreadError(_foreign(text))
    end = number.end()
    after = compiled(_KIND_AFTER).match(text, end + (text[end : end + 1] == " "))
    end = after.end() if after else end
    kind = _kind(before and before.lastgroup, after and after.lastgroup)
    if end < len(text) and (kind is None or not _is_badge(text, end)):
        raise UnreadError(_foreign(text))
    low, high = _ends(
        number, named=kind is not None, comma_language=_has_point(number) and compiled(_POINT).search(text) is not None
    )
    return Reading(low, high, kind)


def _kind(before: str | None, after: str | None) -> str | None:
    """The kind that the words on both sides agree on. A window says more than `sold`: 今日已抢500件."""
    kinds = {before, after} - {None, "plain"}
    if len(kinds) == 2 and "sold" in kinds and kinds & _WINDOWS:
        kinds.discard("sold")
    if len(kinds) > 1:
        raise UnreadError("count-ambiguous")
    return kinds.pop() if kinds else None


def _is_badge(text: str, start: int) -> bool:
    """Whether the text from `start` is a badge of its own, told apart from the counter before it."""
    rest = text[start:]
    if not _BADGE.match(rest) or (text[start - 1].isdecimal() and rest[0].isdecimal()):
        return False
    return compiled(_NO_SALE).search(rest) is not None and compiled(_SALE).search(rest) is None


def _foreign(text: str) -> str:
    """The code of a text that is more, or other, than a counter."""
    if not compiled(_NO_SALE).search(text):
        return ""
    looked = compiled(_VISITORS).match(text) or compiled(_ONE_NUMBER).fullmatch(text)
    return "not-a-sale" if looked and not compiled(_SALE).search(text) else "count-ambiguous"


def _has_point(number: re.Match[str]) -> bool:
    """Whether it matters what a point or a comma means in the number's language."""
    return "." in number[0] or "," in number[0]


def _ends(number: re.Match[str], *, named: bool, comma_language: bool) -> tuple[Decimal, Decimal | None]:
    bound, over = number["bound"], number["over"]
    low_unit, high_unit = number["low_unit"] or "", number["high_unit"] or ""
    if not named and (bound == "+" or any(UNITS[unit].named for unit in (low_unit, high_unit))):
        raise UnreadError
    low = _value(number["low"], low_unit, comma_language=comma_language)
    if number["high"] is not None:
        if bound or over:
            raise UnreadError
        return span(low, low_unit, _value(number["high"], high_unit, comma_language=comma_language), high_unit)
    if bound is None:
        return low, None if over else low
    if over and number["less"]:
        raise UnreadError
    return (Decimal(0), low) if number["less"] else (low, None)


def _value(number: str, unit: str, *, comma_language: bool) -> Decimal:
    dot_group: DotGroup = "group" if comma_language else "ambiguous"
    return _whole(read_scaled(number, unit, dot_group=dot_group, comma_language=comma_language))


def _whole(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    if whole != value:
        raise UnreadError("count-fractional")
    return whole
