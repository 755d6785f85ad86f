"""keyword-similarity: rank-biased overlap of keyword lists that follow one another, and of two sources' newest ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.analysis import rank_overlap
from tracker.analysis.given import number, whole
from tracker.analysis.keywords.told import groups
from tracker.normalise.keyword import fold_keywords
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

COLUMNS = (
    "comparison", "source", "platform", "category", "region", "seed", "until", "other_source", "other_platform",
    "other_region", "other_until", "rbo", "rbo_low", "rbo_high", "depth", "other_depth", "common_count",
    "common_share", "ordered_by", "other_ordered_by", "tied_count", "other_tied_count", "list_count",
    "other_list_count", "reason",
)  # fmt: skip


class _List(NamedTuple):
    """The first places of one list: its keywords folded, each once, best first; `tied`: those that share their rank or
    value with another."""

    source: str
    platform: str | None
    category: str | None
    region: str | None
    seed: str | None
    until: datetime
    ordered_by: str | None
    is_newest: bool
    is_asked_for: bool
    keywords: list[str]
    tied: int
    length: int


def answer(gathered: Table, given: Given) -> Mapping[str, list[Any]]:
    """One row for each comparison."""
    p = number(given, "p", 0.9, 0.1, 0.99)
    apart = timedelta(days=whole(given, "days_apart", 7, 0, 31))
    lists = list(_lists(gathered))
    pairs = [("over-time", later, before) for before, later in pairwise(lists) if _follow(before, later)]
    newest = [each for each in lists if each.is_newest]
    pairs += [("between-sources", *pair) for pair in combinations(newest, 2) if _meet(*pair, apart)]
    source, platform = given.get("source"), given.get("platform")
    rows = [
        _row(name, one, other, p)
        for name, one, other in pairs
        if source in {None, one.source} and platform in {None, one.platform}
    ]
    rows.sort(key=lambda row: [(each is None, str(each)) for each in row[:11]])
    return {name: [row[place] for row in rows] for place, name in enumerate(COLUMNS)}


def _lists(gathered: Table) -> Iterator[_List]:
    for _number, rows in groups(gathered, "list"):
        part = gathered.take(rows)
        head = part.slice(0, 1).to_pylist()[0]
        worth = Counter(part.column("worth").to_pylist())
        yield _List(
            source=head["source"],
            platform=head["platform"],
            category=head["category"],
            region=head["region"],
            seed=head["seed"],
            until=head["until"],
            ordered_by=head["ordered_by"],
            is_newest=head["is_newest"],
            is_asked_for=head["is_asked_for"],
            keywords=list(dict.fromkeys(fold_keywords(part.column("keyword").to_pylist()))),
            tied=sum(count for value, count in worth.items() if count > 1 and value is not None),
            length=head["list_count"],
        )


def _follow(before: _List, later: _List) -> bool:
    return later.is_asked_for and before[:5] == later[:5]


def _meet(one: _List, other: _List, apart: timedelta) -> bool:
    same = (one.category, one.seed) == (other.category, other.seed)
    return one.source != other.source and same and abs(one.until - other.until) <= apart


def _row(comparison: str, one: _List, other: _List, p: float) -> Sequence[Any]:
    is_ordered = one.ordered_by is not None and other.ordered_by is not None
    made = rank_overlap.overlap(one.keywords, other.keywords, p) if is_ordered else None
    common = len(set(one.keywords) & set(other.keywords))
    return (
        comparison, one.source, one.platform, one.category, one.region, one.seed, one.until, other.source,
        other.platform, other.region, other.until, made and made.extrapolated, made and made.low, made and made.high,
        len(one.keywords), len(other.keywords), common, common / min(len(one.keywords), len(other.keywords)),
        one.ordered_by, other.ordered_by, one.tied, other.tied, one.length, other.length, None if made else "no-order",
    )  # fmt: skip
