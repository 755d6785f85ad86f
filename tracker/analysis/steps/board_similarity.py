"""board-similarity: rank-biased overlap of a board's consecutive looks, and of the boards of two platforms."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.analysis import rank_overlap
from tracker.analysis.given import number, whole
from tracker.normalise.fold import fold_header
from tracker.normalise.words import load
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table


COLUMNS = (
    "comparison", "platform", "category", "day", "other_platform", "other_day", "rbo", "rbo_low", "rbo_high", "depth",
    "other_depth", "common_count", "common_share", "matched_by", "reason",
)  # fmt: skip


class Look(NamedTuple):
    """One board on one day: its shops by key and by folded name, as far as places were recorded without a hole. Of
    shops with the same folded name the second is a name of its own: each keeps its place."""

    platform: str
    category: str | None
    day: date
    is_asked_for: bool
    keys: list[str]
    names: list[tuple[str, int]]


def answer(gathered: Table, given: Given) -> Mapping[str, list[Any]]:
    """One row for each comparison that was asked for."""
    p = number(given, "p", 0.9, 0.1, 0.99)
    places = whole(given, "places", 10, 2, 100)
    days_apart = whole(given, "days_apart", 3, 0, 31)
    looks = list(_looks(gathered, places))
    rows = [_row("over-time", look, before, look.keys, before.keys, p) for look, before in _consecutive(looks)]
    rows += [
        _row("between-platforms", look, other, look.names, other.names, p) for look, other in _beside(looks, days_apart)
    ]
    rows.sort(key=lambda row: (row[0], row[1], row[2] or "", row[3], row[4]))
    return {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}


def _looks(gathered: Table, places: int) -> Iterator[Look]:
    rows = gathered.select(["category", "platform", "day", "is_asked_for", "rank", "shop_key", "shop_name"])
    columns = (column.to_pylist() for column in rows.columns)
    for (category, platform, day, asked), board in groupby(zip(*columns, strict=True), key=lambda row: row[:4]):
        ranked = [row for row in board if row[4] <= places]
        whole_places = next((at for at, row in enumerate(ranked) if row[4] > at + 1), len(ranked))
        keys = [row[5] for row in ranked[:whole_places]]
        if ranked:
            names = _told_apart(_folded(row[6] or row[5]) for row in ranked[:whole_places])
            yield Look(platform, category, day, asked, keys, names)


def _consecutive(looks: list[Look]) -> Iterator[tuple[Look, Look]]:
    """Each look asked for with the same board's look before."""
    for before, look in pairwise(looks):
        if look.is_asked_for and (look.platform, look.category) == (before.platform, before.category):
            yield look, before


def _beside(looks: list[Look], days_apart: int) -> Iterator[tuple[Look, Look]]:
    """Each look asked for with the nearest one of each other platform in the category."""
    boards = {board: list(of) for board, of in groupby(looks, key=lambda look: (look.category, look.platform))}
    for look in looks:
        for (category, platform), others in boards.items():
            if look.is_asked_for and category == look.category and platform != look.platform:
                nearest = min(others, key=lambda other: (abs((other.day - look.day).days), other.day))
                if abs((nearest.day - look.day).days) <= days_apart:
                    yield look, nearest


def _row(
    comparison: str, look: Look, other: Look, left: Sequence[Hashable], right: Sequence[Hashable], p: float
) -> tuple[Any, ...]:
    made = rank_overlap.overlap(left, right, p)
    common = len(set(left) & set(right))
    smaller = min(len(left), len(right))
    return (
        comparison, look.platform, look.category, look.day, other.platform, other.day,
        made and made.extrapolated, made and made.low, made and made.high, len(left), len(right),
        common, common / smaller if smaller else None,
        "shop-key" if comparison == "over-time" else "folded-name", None if made else "no-first-place",
    )  # fmt: skip


def _told_apart(names: Iterable[str]) -> list[tuple[str, int]]:
    """Each name with how many times it stood before."""
    before: Counter[str] = Counter()
    told = []
    for name in names:
        told.append((name, before[name]))
        before[name] += 1
    return told


@functools.cache
def _types() -> list[str]:
    return sorted(map(fold_header, load("shop_names")["types"]), key=len, reverse=True)


def _folded(name: str) -> str:
    """A shop's name as names of two platforms are compared: folded, without the word for its type."""
    folded = fold_header(name)
    kind = next((each for each in _types() if folded.endswith(each) and folded != each), "")
    return folded.removesuffix(kind)
