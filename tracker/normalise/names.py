"""What the name of a document or sheet says: a platform, a source, a day or period, each only where it says one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tracker.model import Period
from tracker.normalise import reference
from tracker.normalise.periods import parse_period

_NOT_NAMED = frozenset({"typed", "other", "site"})
_DAY = (
    r"20\d\d(?:[-_.年/](?:0?[1-9]|1[0-2])[-_.月/](?:3[01]|[12]\d|0?[1-9])日?"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))"
)
_DAYS = re.compile(rf"(?<!\d){_DAY}(?!\d)")
_MONTH = re.compile(r"(?<!\d)20\d\d(?:[-_.](?:0[1-9]|1[0-2])|年(?:0?[1-9]|1[0-2])月)(?![-_.]?\d)")
_WORDS = re.compile(r"[a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z][a-z])")
"""Where a name in one word begins a new one: EtsyListings."""


def platform_of(name: str) -> str | None:
    """The one platform that the name names as a word (`taobao_2026.csv`, `京东商品.xlsx`); null where none, or
    several, are named."""
    return _only(name, {slug: each.names | {slug} for slug, each in reference.platforms().items()})


def source_of(name: str) -> str | None:
    """The one source of keywords that the name names; null where none, or several, are named."""
    known = {slug: each.names | {slug} for slug, each in reference.sources().items() if slug not in _NOT_NAMED}
    return _only(name, known)


def days_of(name: str, zone: str) -> Period | None:
    """The day that the name states, or the days from the first to the last of two; null where it states none, or
    more than two."""
    days = _DAYS.findall(name)
    if not 1 <= len(days) <= 2:
        return None
    spans = [parse_period(_plain(day), None, zone) for day in days]
    since, until = spans[0].since, spans[-1].until
    return Period(since, until) if since and until and since < until else None


def period_of(name: str, zone: str) -> Period | None:
    """The days that the name states, else its one month; null where it states none."""
    months = _MONTH.findall(name)
    if _DAYS.search(name) or len(months) != 1:
        return days_of(name, zone)
    span = parse_period(_plain(months[0]), None, zone)
    return span if span.since else None


def _plain(day: str) -> str:
    return day.replace("_", "-").replace(".", "-")


def _only(name: str, known: Mapping[str, Iterable[str]]) -> str | None:
    """The one of the known whose names stand in the text: Latin ones as whole words, others anywhere."""
    text = _HUMP.sub(" ", name).casefold()
    words = _WORDS.findall(text)
    joined = {"".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, start + 4)}
    found = {
        slug
        for slug, names in known.items()
        if any((each in joined) if each.isascii() else (each in text) for each in names if len(each) > 1)
    }
    return found.pop() if len(found) == 1 else None
