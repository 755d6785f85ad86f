"""What a title covers, breaks and lacks: one title, or several versions side by side, against one keyword list.

Pure: the list, the rule, rivals' titles and brands come in, and figures go out. A score says what is covered; it is no
forecast of a rank. Searchers of several keywords are the same people in part, so a sum of demand is at most that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, total
from tracker.analysis.keywords.formulas import Formula, Weights, counted, weigh
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.brands import Brands
from tracker.analysis.titles.coverage import Prepared, Rows, covered_rows, lacking_one, prepared
from tracker.analysis.titles.joining import join
from tracker.analysis.titles.risks import Risk, risks
from tracker.analysis.titles.rules import length
from tracker.analysis.titles.segment import Segmenter, key
from tracker.store.title_rules import Rule

FEW_RIVALS = 0.1
"""A word that no keyword has brings something all the same where more than this share of rivals' titles has it."""


class Span(NamedTuple):
    """A number known as an interval, both ends in. High is infinite where it is open; both are NaN where not told."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Basis:
    """What titles are scored against, prepared once. `rule`: null where none is known. `weights`: NaN of one whose
    weight isn't told. `metric`, `demand`: the demand of each keyword; null and NaN where the list tells none. `rivals`:
    how many titles of rivals there are; `rival_words`: key of a word to how many of them have it; `rival_spelling`: to
    how the first one spells it."""

    words: KeywordList
    segmenter: Segmenter
    known: Prepared
    rule: Rule | None
    platform: str
    weights: Weights
    metric: str | None
    demand: Bounds
    rivals: int
    rival_words: dict[str, int]
    rival_spelling: dict[str, str]
    brands: Brands


@dataclass(frozen=True, slots=True)
class Covered:
    """A keyword that the title covers, with its demand and weight (NaN: not told)."""

    keyword: str
    demand: Span
    weight: float
    tight: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """A word that the title lacks. `rivals`: rivals' titles that have it. `keywords`: keywords that it alone would make
    covered, their `demand` and `weight`. `cost`: how much longer the title would be with it at its end."""

    word: str
    rivals: int
    keywords: int
    demand: Span
    weight: float
    cost: int


@dataclass(frozen=True, slots=True)
class Score:
    """What one title brings. `length` in `unit`; `limit`, `over`: null where no rule is known, `over` is 0 within it.
    `under`: how much the title is shorter than its rule wants at least. `words`: as spelled, in order. `covered`: the
    heaviest first. Demand sums bounds over keywords, of the metric in the basis. `idle`: words that no keyword of the
    list has, and few rivals. `repeats`: words that stand more than once, and how often. `brands`: as the title spells
    them."""

    title: str
    length: int
    unit: str
    limit: int | None
    over: int | None
    under: int | None
    words: tuple[str, ...]
    covered: tuple[Covered, ...]
    covered_count: int
    tight_count: int
    keyword_count: int
    demand_covered: Span
    demand_tight: Span
    demand_total: Span
    weight_covered: float
    weight_tight: float
    weight_total: float
    missing: tuple[Missing, ...]
    idle: tuple[str, ...]
    repeats: tuple[tuple[str, int], ...]
    risks: tuple[Risk, ...]
    brands: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The weight covered of the whole; null where the list weighs nothing."""
        return self.weight_covered / self.weight_total if self.weight_total > 0 else None


def basis(
    words: KeywordList,
    segmenter: Segmenter,
    platform: str,
    rule: Rule | None,
    *,
    weighting: str = "demand",
    own: Sequence[Formula] = (),
    rivals: Sequence[str] = (),
    brands: Sequence[str] = (),
) -> Basis:
    """What titles of a platform are scored against. `rivals`: titles of the shops to learn from. Where the
    list has the inputs of no weight, each keyword weighs 1. Raises InputError `formula-unknown`."""
    demand = weigh(words, "demand")
    weights = counted(weigh(words, weighting, own))
    metric = demand.metrics[0] if len(demand.metrics) == 1 else None
    nothing = np.full(len(words.keywords), np.nan)
    has: Counter[str] = Counter()
    spelling: dict[str, str] = {}
    for cut in segmenter.many(rivals):
        keys = {key(word): word for word in reversed(cut)}
        has.update(list(keys))
        spelling = keys | spelling
    return Basis(
        words,
        segmenter,
        prepared(words.keywords, segmenter),
        rule,
        platform,
        weights,
        metric,
        words.measures[metric] if metric else Bounds(nothing, nothing),
        len(rivals),
        dict(has),
        spelling,
        Brands(brands),
    )


def score(title: str, of: Basis, most: int = 20) -> Score:
    """The score of a title; of missing words the `most` that bring most."""
    unit = of.rule.unit if of.rule else "characters"
    size = length(title, unit)
    words = of.segmenter.words(title)
    keys = [key(word) for word in words]
    numbered = of.known.numbered(words)
    covered, tight = covered_rows(numbered, of.known)
    weights = _weights(of)
    is_tight = np.isin(covered, tight)
    heavy = np.lexsort((covered, -weights[covered]))
    return Score(
        title,
        size,
        unit,
        of.rule.limit if of.rule else None,
        max(0, size - of.rule.limit) if of.rule else None,
        max(0, (of.rule.least or 0) - size) if of.rule else None,
        tuple(words),
        tuple(_covered(of, int(covered[place]), bool(is_tight[place])) for place in heavy),
        len(covered),
        len(tight),
        len(of.words.keywords),
        demand_of(of.demand, covered),
        demand_of(of.demand, tight),
        demand_of(of.demand, np.arange(len(of.words.keywords))),
        float(weights[covered].sum()),
        float(weights[tight].sum()),
        float(weights.sum()),
        _missing(title, size, unit, keys, numbered, of, most),
        _idle(words, keys, of),
        _repeats(words, keys),
        tuple(risks(title, of.platform)),
        tuple(of.brands.found(title)),
    )


def side_by_side(titles: Sequence[str], of: Basis, most: int = 20) -> list[Score]:
    """The scores of several versions, in their order."""
    return [score(title, of, most) for title in titles]


def _weights(of: Basis) -> NDArray[np.float64]:
    """What each keyword counts for: nothing where its weight isn't told."""
    return np.maximum(np.nan_to_num(of.weights.values), 0)


def _covered(of: Basis, row: int, tight: bool) -> Covered:
    demand = Span(float(of.demand.low[row]), float(of.demand.high[row]))
    return Covered(of.words.keywords[row], demand, float(of.weights.values[row]), tight)


def demand_of(demand: Bounds, rows: Rows) -> Span:
    """The demand of all these keywords, 0 of none; NaN where the list tells the demand of none of them."""
    some = Bounds(demand.low[rows], demand.high[rows])
    told = (~np.isnan(some.low)).any() if len(rows) else (~np.isnan(demand.low)).any()
    return Span(*total(some)) if told else Span(np.nan, np.nan)


def _missing(
    title: str, size: int, unit: str, keys: Sequence[str], numbered: Rows, of: Basis, most: int
) -> tuple[Missing, ...]:
    """Words that rivals have and the title lacks, and words that alone would make keywords covered."""
    ((row, word),) = lacking_one([numbered], of.known)
    count = np.bincount(word, minlength=len(of.known.numbers))
    gain = np.bincount(word, _weights(of)[row], minlength=len(of.known.numbers))
    there = set(keys)
    of_rivals = {each: number for each, number in of.rival_words.items() if each not in there}
    keyed = list(of.known.numbers)
    candidates = {*of_rivals, *(keyed[each] for each in np.flatnonzero(count))}

    def of_key(each: str) -> tuple[float, int, int, str]:
        place = of.known.numbers.get(each)
        weight, keywords = (float(gain[place]), int(count[place])) if place is not None else (0.0, 0)
        return -weight, -keywords, -of_rivals.get(each, 0), each

    found = []
    for negative, fewer, _fewer_rivals, each in sorted(map(of_key, candidates))[:most]:
        text = of.rival_spelling.get(each) or of.known.spelling(of.known.numbers[each])
        rows = row[word == of.known.numbers[each]] if each in of.known.numbers else row[:0]
        cost = length(join([title.rstrip(), text]), unit) - size
        found.append(Missing(text, of_rivals.get(each, 0), -fewer, demand_of(of.demand, rows), -negative, cost))
    return tuple(found)


def _idle(words: Sequence[str], keys: Sequence[str], of: Basis) -> tuple[str, ...]:
    few = FEW_RIVALS * of.rivals
    spelled = dict(zip(reversed(keys), reversed(words), strict=True))
    return tuple(
        spelled[each]
        for each in dict.fromkeys(keys)
        if each not in of.known.numbers and of.rival_words.get(each, 0) <= few
    )


def _repeats(words: Sequence[str], keys: Sequence[str]) -> tuple[tuple[str, int], ...]:
    first = dict(zip(reversed(keys), reversed(words), strict=True))
    return tuple((first[each], count) for each, count in Counter(keys).items() if count > 1)
