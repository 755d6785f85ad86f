"""Words and characters of a title that a law or its platform forbids or asks proof of: reference/title_risks.toml.

They are pointed at, with level, reason and source; nothing is deleted, and no title is called lawful.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tracker.analysis.titles.folding import folded, whole_word
from tracker.normalise.words import load

LEVELS = ("explicit", "unless-proven", "platform", "category", "unverified")
"""How sure it is that a word may not stand there, the surest first."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A part of a title, `text` as it is written, from character `start` to before `end`. `level`: one of LEVELS.
    `name`: the row of the data file; `reasons`: why, by language; `source`, `as_of`, `confidence`: as of rules."""

    text: str
    start: int
    end: int
    level: str
    name: str
    reasons: Mapping[str, str]
    source: str
    as_of: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of the data file looks for, `most` of the same being allowed and `spared` words not counted."""

    name: str
    level: str
    platforms: frozenset[str]
    pattern: re.Pattern[str]
    as_written: bool
    most: int
    spared: frozenset[str]
    reasons: Mapping[str, str]
    source: str
    as_of: date
    confidence: str


class _Match(NamedTuple):
    start: int
    end: int
    row: Row | None
    """Null: an allowed phrase."""


def risks(title: str, platform: str) -> list[Risk]:
    """What is risky in a title on a platform, by place. Of matches that overlap the longest counts, and all that are
    as long in the same place; one in an allowed phrase is none. Counted matches (a word that stands too often) stand
    beside the others."""
    plain, places = folded(title)
    written = list(range(len(title) + 1))
    single: list[_Match] = [_Match(*span, None) for span in _spans(_allowed(), plain, places)]
    counted: list[_Match] = []
    for row in rows():
        if row.platforms and platform not in row.platforms:
            continue
        text, at = (title, written) if row.as_written else (plain, places)
        if row.most:
            counted += [_Match(*span, row) for span in _too_often(row, text, at)]
        else:
            single += [_Match(*span, row) for span in _spans(row.pattern, text, at)]
    found = [*_longest(single), *counted]
    return [_risk(title, each.start, each.end, each.row) for each in sorted(found, key=_place) if each.row]


@functools.cache
def rows() -> tuple[Row, ...]:
    """The rows of the data file, in its order."""
    said = load("title_risks")
    return tuple(
        Row(
            row["name"],
            row["level"],
            frozenset(slug for each in row.get("platforms", ()) for slug in _members(said["groups"], each)),
            _pattern(row),
            row.get("as_written", False),
            row.get("most", 0),
            frozenset(row.get("except", ())),
            {"en": row["en"], "zh": row["zh"]},
            row["source"],
            row["as_of"],
            row["confidence"],
        )
        for row in said["risks"]
    )


def level_label(level: str, language: str) -> str:
    """What a level is called."""
    return str(load("title_risks")["levels"][level][language])


def _risk(title: str, start: int, end: int, row: Row) -> Risk:
    return Risk(title[start:end], start, end, row.level, row.name, row.reasons, row.source, row.as_of, row.confidence)


def _longest(matches: Sequence[_Match]) -> list[_Match]:
    """The matches that no longer one overlaps; of those as long an allowed phrase first, then the surest."""
    kept: list[_Match] = []
    taken = bytearray(max((each.end for each in matches), default=0))
    allowed: dict[tuple[int, int], bool] = {}
    for each in sorted(matches, key=_weight):
        span = each.start, each.end
        if span not in allowed and any(taken[each.start : each.end]):
            continue
        if not allowed.setdefault(span, each.row is None):
            kept.append(each)
        taken[each.start : each.end] = b"\1" * (each.end - each.start)
    return kept


def _weight(match: _Match) -> tuple[int, int, int]:
    """The longest first, then allowed phrases, then by level and place."""
    return match.start - match.end, LEVELS.index(match.row.level) if match.row else -1, match.start


def _place(match: _Match) -> tuple[int, int, str]:
    return match.start, -match.end, match.row.name if match.row else ""


def _spans(pattern: re.Pattern[str], text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where a pattern that looks ahead matches, as places in the title."""
    for found in pattern.finditer(text):
        yield places[found.start(1)], places[found.end(1) - 1] + 1


def _too_often(row: Row, text: str, places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the same stands once more than it may."""
    seen: Counter[str] = Counter()
    for found in row.pattern.finditer(text):
        seen[found[1]] += found[1] not in row.spared
        if seen[found[1]] > row.most:
            yield places[found.start(1)], places[found.end(1) - 1] + 1


def _pattern(row: Mapping[str, Any]) -> re.Pattern[str]:
    """A pattern of the row's words, the longest first, and its patterns; it looks ahead, so that matches may overlap,
    but where they are counted."""
    words = sorted(map(whole_word, row.get("words", ())), key=len, reverse=True)
    group = f"({'|'.join([*words, *row.get('patterns', ())])})"
    return re.compile(group if row.get("most") else f"(?={group})")


@functools.cache
def _allowed() -> re.Pattern[str]:
    return _pattern(load("title_risks")["allowed"])


def _members(groups: Mapping[str, Sequence[str]], name: str) -> Sequence[str]:
    return groups[name.removeprefix("@")] if name.startswith("@") else (name,)
