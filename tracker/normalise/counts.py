"""Read a counter (sold, reviews, followers) as a bound with its kind, and a rank.

A counter may be glued to badges (`已售2万+90%好评`): only a number whose own word stands beside it is read.
"""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.model import Reading
from tracker.normalise.digits import NUMBER, SEPARATOR, UNIT, UnreadError, read_number, scale, span
from tracker.normalise.marks import fold, is_missing_folded

_SOLD = "(?:已?售出?|已?卖出|已?[拼抢团]|销量)"
_BEFORE = {
    "monthly": rf"(?:最?近)?(?:30|三十)[天日]内?(?:累计)?(?:{_SOLD}|成交|销售)|近(?:30|三十)[天日]内?"
    rf"|月(?:销量?|售|成交)|最?近?[1一]个?月(?:{_SOLD}|成交)",
    "weekly": rf"本周{_SOLD}?|最?近?[7七][天日]内?{_SOLD}|近[7七][天日]内?|周销量?",
    "daily": rf"今日{_SOLD}?|近?24小时内?{_SOLD}|日销量?",
    "sold": "已(?:售出?|卖出?|[拼抢团])|累计(?:销量|已?售出?)|总销量|sold|đã bán|terjual",
    "reviews": "(?:累计)?(?:评价|评论)数?|reviews?|ratings?",
    "followers": "粉丝数?|followers?",
    "plain": "销量|成交",
}
_PAST = "(?:in (?:the )?)?(?:past|last)"
_AFTER = {
    "paid": "人已?付款",
    "received": "人(?:已?确认)?收货",
    "monthly": rf"(?:bought|sold) {_PAST} (?:month|30 days)",
    "weekly": rf"(?:bought|sold) {_PAST} (?:week|7 days)",
    "daily": rf"(?:bought|sold) (?:{_PAST} (?:day|24 hours)|today)",
    "sold": "[件单份个]?已(?:售出?|卖出?|[拼抢团])|件?售出|人(?:已买|买过|购买)|sold",
    "reviews": "[条个人]?(?:累计)?(?:评价|评论)|(?:global |product |customer )?(?:ratings?|reviews?)",
    "followers": "[位个名]?粉丝|人?关注|followers?",
    "plain": "[件单个笔份人次款家条]|pcs|units?|orders?",
}
"""Kind of a counter to the words before and after its number. `plain`: a word that names no kind."""

_WINDOWS = {"monthly", "weekly", "daily"}


def _kinds(words: dict[str, str]) -> re.Pattern[str]:
    """A pattern whose last group is the kind."""
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in words.items()))


_KIND_BEFORE, _KIND_AFTER = _kinds(_BEFORE), _kinds(_AFTER)
_COUNTER = re.compile(
    rf"\s*:?\s*(?P<bound>[<>]=?)?\s*(?P<low>{NUMBER})\s*(?P<low_unit>{UNIT}(?![a-z]))?"
    rf"(?:\s*{SEPARATOR}\s*(?P<high>{NUMBER})\s*(?P<high_unit>{UNIT}(?![a-z]))?)?"
    r"\s*(?P<over>\+|[多余](?=[^0-9]|$)|以上)?"
)
_NEGATIVE = re.compile(rf"-\s*{NUMBER}")
_NO_SALE_WORDS = "看过|种草|好评|收藏|加购|想要|喜欢|浏览|围观|感兴趣|回头客|回购|复购"
_NO_SALE = re.compile(_NO_SALE_WORDS)
_VISITORS = re.compile(rf"(?:{NUMBER}\s*{UNIT}?\+?\s*[%人天]?\s*)?(?:{_NO_SALE_WORDS})")
_SALE = re.compile("付款|收货|已售|已拼|已抢|售出|月销|销量|sold|bought")
_BADGE = re.compile(r"[\s,;|/·0-9]")
_RANK = re.compile(rf"(?:#|no\.?|top|第)?\s*({NUMBER})\s*(?:名|位)?")
_UNRANKED = {"未上榜", "未入榜", "未收录", "not ranked", "unranked"}


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
    try:
        return _counter(folded)
    except UnreadError as error:
        return Reading(code=error.code or "count-unreadable")


def parse_rank(text: str) -> Reading:
    """A place in a list, exact: `3`, `#3`, `第3名`, `TOP 3`. Best is 1; not in the list is missing."""
    folded = fold(text)
    if is_missing_folded(folded) or folded in _UNRANKED:
        return Reading()
    place = _RANK.fullmatch(folded)
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
    before = _KIND_BEFORE.match(text)
    number = _COUNTER.match(text, before.end() if before else 0)
    if number is None:
        raise UnreadError(_foreign(text))
    end = number.end()
    after = _KIND_AFTER.match(text, end + (text[end : end + 1] == " "))
    end = after.end() if after else end
    kind = _kind(before and before.lastgroup, after and after.lastgroup)
    if end < len(text) and (kind is None or not _is_badge(text, end)):
        raise UnreadError(_foreign(text))
    low, high = _ends(number)
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
    return _NO_SALE.search(rest) is not None and _SALE.search(rest) is None


def _foreign(text: str) -> str:
    """The code of a text that is more, or other, than a counter."""
    if not _NO_SALE.search(text):
        return ""
    return "not-a-sale" if _VISITORS.match(text) and not _SALE.search(text) else "count-ambiguous"


def _ends(number: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    bound, unit, over = number["bound"], number["low_unit"] or "", number["over"]
    low = read_number(number["low"], dot_group="decimal" if unit else "ambiguous")
    if number["high"] is not None:
        if bound or over:
            raise UnreadError
        high_unit = number["high_unit"] or ""
        high = read_number(number["high"], dot_group="decimal" if high_unit else "ambiguous")
        low, high = span(low, unit, high, high_unit)
        return _whole(low), _whole(high)
    value = _whole(scale(low, unit))
    if bound is None:
        return value, None if over else value
    if over and "<" in bound:
        raise UnreadError
    return (Decimal(0), value) if "<" in bound else (value, None)


def _whole(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    if whole != value:
        raise UnreadError("count-fractional")
    return whole
