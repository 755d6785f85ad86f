"""title-coverage: what the newest titles cover of the newest keyword lists that fit them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis.bounds import Bounds
from tracker.analysis.keywords.formulas import weigh
from tracker.analysis.keywords.lists import KeywordList, lists
from tracker.analysis.titles.coverage import Prepared, Rows, covered_each, lacking_one, prepared
from tracker.analysis.titles.rules import length, rule_of
from tracker.analysis.titles.score import demand_of
from tracker.analysis.titles.segment import Segmenter
from tracker.analysis.titles.vocabulary import Word, segmenter_of
from tracker.store import questions
from tracker.store.questions import Given
from tracker.store.title_rules import Rule

if TYPE_CHECKING:
    from pyarrow import Table

MISSING_TOLD = 5
"""Missing words that a row names."""

Row = dict[str, Any]
Market = tuple[str | None, str | None]
"""Platform and category."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """A list with all that titles are compared with. `demand`: NaN where the list tells none."""

    words: KeywordList
    segmenter: Segmenter
    known: Prepared
    metric: str | None
    demand: Bounds


def answer(gathered: Table, given: Given) -> Mapping[str, list[Any]]:
    """The columns of the question's head, a row for each title and list that fits it."""
    import pyarrow.compute as pc

    def of_kind(kind: str) -> Table:
        return gathered.filter(pc.equal(gathered.column("kind"), kind))

    said = [Word(row["keyword"], row["role"], row["is_whole"]) for row in of_kind("word").to_pylist()]
    own = [Rule(row["platform"], row["field"], row["limit"], row["unit"]) for row in of_kind("rule").to_pylist()]
    known = _Lists(of_kind("keyword"), said)
    titles = of_kind("title").to_pylist()
    markets: dict[Market, list[int]] = {}
    for place, title in enumerate(titles):
        markets.setdefault((title["platform"], title["category"]), []).append(place)
    rows: dict[int, list[Row]] = {}
    for market, places in markets.items():
        for each in known.fitting(market):
            for place, found in zip(places, _coverage([titles[at]["title"] for at in places], each), strict=True):
                rows.setdefault(place, []).append(found)
    none = [] if given.get("source") is not None else [{"reason": "no-list"}]
    of_titles = [_told(title, own) for title in titles]
    told = [of_titles[place] | found for place in range(len(titles)) for found in rows.get(place, none)]
    return {each.name: [row.get(each.name) for row in told] for each in questions.get("title-coverage").columns}


class _Lists:
    """The lists gathered; those that fit a market are compared with many titles and cut once."""

    def __init__(self, keywords: Table, said: list[Word]) -> None:
        self._keywords, self._said = keywords, said
        self._markets: dict[Market, list[int]] = {}
        keys = zip(*(keywords.column(name).to_pylist() for name in ("platform", "category")), strict=True)
        for row, market in enumerate(keys):
            self._markets.setdefault(market, []).append(row)
        self._made: dict[tuple[Market, ...], list[_Compared]] = {}

    def fitting(self, market: Market) -> list[_Compared]:
        """The lists of a market, by source and region."""
        platform, category = market
        wanted = tuple(each for each in self._markets if each[0] in {platform, None} and each[1] in {category, None})
        if not wanted:
            return []
        if wanted not in self._made:
            self._made[wanted] = list(self._compared(wanted, platform))
        return self._made[wanted]

    def _compared(self, wanted: tuple[Market, ...], platform: str | None) -> Iterator[_Compared]:
        import pyarrow as pa

        rows = self._keywords.take(sorted(row for each in wanted for row in self._markets[each]))
        one = pa.array([platform] * rows.num_rows, pa.string())
        found = lists(rows.set_column(rows.column_names.index("platform"), "platform", one))
        for words in sorted(found, key=lambda each: (each.source, each.region or "")):
            segmenter = segmenter_of(words.keywords, self._said)
            demand = weigh(words, "demand")
            metric = demand.metrics[0] if len(demand.metrics) == 1 else None
            nothing = np.full(len(words.keywords), np.nan)
            told = words.measures[metric] if metric else Bounds(nothing, nothing)
            yield _Compared(words, segmenter, prepared(words.keywords, segmenter), metric, told)


def _told(title: Row, own: list[Rule]) -> Row:
    """What is said of a title whatever it is compared with."""
    rule = rule_of(title["platform"], own=own)
    unit = rule.unit if rule else "characters"
    return title | {"length": length(title["title"], unit), "limit": rule.limit if rule else None, "unit": unit}


def _coverage(titles: list[str], of: _Compared) -> Iterator[Row]:
    """What each title covers and lacks of the list."""
    numbered = [of.known.numbered(words) for words in of.segmenter.many(titles)]
    of_list = {
        "source": of.words.source,
        "region": of.words.region,
        "keyword_count": len(of.words.keywords),
        "metric": of.metric,
        **_ends("demand_total", *demand_of(of.demand, np.arange(len(of.words.keywords)))),
        "list_since": of.words.since,
        "list_until": of.words.until,
        "list_document": " | ".join(of.words.documents),
    }
    each = covered_each(numbered, of.known)
    sums = _demand([covered for covered, _tight in each], of.demand)
    lacking = _missing(lacking_one(numbered, of.known), of)
    for (covered, tight), demand, words in zip(each, sums, lacking, strict=True):
        yield of_list | {
            "covered_count": len(covered),
            "tight_count": len(tight),
            **_ends("demand_covered", *demand),
            "missing": " | ".join(words) or None,
        }


def _demand(covered: list[Rows], demand: Bounds) -> list[tuple[float, float]]:
    """The demand that each title covers, as `demand_of` tells it of one."""
    title = np.repeat(np.arange(len(covered)), [len(rows) for rows in covered])
    row = np.concatenate([*covered, np.empty(0, np.int64)])
    low, high = (np.bincount(title, np.nan_to_num(ends, posinf=np.inf)[row], len(covered)) for ends in demand)
    told = np.bincount(title, ~np.isnan(demand.low[row]), len(covered)) > 0
    none = np.bincount(title, minlength=len(covered)) == 0
    is_known = told | (none & bool((~np.isnan(demand.low)).any()))
    return [(float(ends[0]), float(ends[1])) for ends in np.where(is_known, [low, high], np.nan).T]


def _ends(name: str, low: float, high: float) -> Row:
    """A bound as it is stored."""
    return {f"{name}_low": None if np.isnan(low) else low, f"{name}_high": high if np.isfinite(high) else None}


def _missing(lacking: list[tuple[Rows, Rows]], of: _Compared) -> list[list[str]]:
    """Of each title the words that alone would make most demand covered; where the list tells none, most keywords."""
    width = max(len(of.known.numbers), 1)
    title = np.repeat(np.arange(len(lacking)), [len(row) for row, _word in lacking])
    row, word = (np.concatenate([*(each[at] for each in lacking), np.empty(0, np.int64)]) for at in (0, 1))
    pairs, each = np.unique(title * width + word, return_inverse=True)
    gain = np.bincount(each, np.nan_to_num(of.demand.low)[row], len(pairs))
    count = np.bincount(each, minlength=len(pairs))
    title, word = np.divmod(pairs, width)
    order = np.lexsort((word, -count, -gain, title))
    begin = np.searchsorted(title, np.arange(len(lacking) + 1))
    return [
        [of.known.spelling(int(word[place])) for place in order[at : min(to, at + MISSING_TOLD)]]
        for at, to in itertools.pairwise(begin)
    ]
