"""Numbers, bounds, dates and foreign text as a person reads them, in the language of the run. No streamlit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any
from zoneinfo import ZoneInfo

from tracker.analysis.words import bound, is_missing, moment, number, percent
from tracker.ingest import timezone

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


_LINKED = re.compile(r"(?i)(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=@)(?=\w)")
"""Where a text without marks would become a link all the same."""

_JOINER = "\u2060"
"""A character without width."""


def plain(text: object) -> str:
    """Somebody else's text, for a place that reads Markdown: every mark stands for itself, and no address is a link."""
    return _MARKS.sub(r"\\\1", _LINKED.sub(_JOINER, " ".join(str(text).split())))


def local(value: datetime | None) -> str:
    """A UTC time of ours in the market's zone, to the minute; '' for null."""
    if value is None:
        return ""
    return value.replace(tzinfo=UTC).astimezone(ZoneInfo(timezone())).strftime("%Y-%m-%d %H:%M")


def cell(value: Any) -> str:
    """Any value of an answer as text, for a table that shows mixed columns."""
    if is_missing(value):
        return ""
    if isinstance(value, bool):
        return "✓" if value else "—"
    if isinstance(value, datetime | date):
        return moment(value)
    if isinstance(value, int | float | Decimal):
        return number(value) if isfinite(value) else ""
    return str(value)


def short(text: str, width: int = 24) -> str:
    """At most `width` columns of text, a hanzi counting two; what is cut ends in …"""
    used, out = 0, ""
    for each in text:
        used += 2 if ord(each) > 0x2E7F else 1
        if used > width:
            return out.rstrip() + "…"
        out += each
    return out


def distinct(texts: Iterable[str]) -> dict[str, str]:
    """Each text with a short form, no two short forms alike: a legend can use them."""
    found: dict[str, str] = {}
    for text in dict.fromkeys(texts):
        form = short(text)
        taken = set(found.values())
        again = 2
        while form in taken:
            form, again = f"{short(text)} ({again})", again + 1
        found[text] = form
    return found


__all__ = ["bound", "cell", "distinct", "is_missing", "local", "moment", "number", "percent", "plain", "short"]
