"""Drafts of a title from a keyword list: the best set of words by a weighting, and others that lean to smaller words.

A draft says what it covers, and how much a better one could; never how it will rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.keywords.formulas import Formula, Weights, counted, weigh
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.keywords.roles import listed_roles
from tracker.analysis.titles.candidates import Candidates, Part, candidates, holds, numbered
from tracker.analysis.titles.joining import join
from tracker.analysis.titles.optimum import Choice, choose, quickly
from tracker.analysis.titles.order import Wanted, arrange
from tracker.analysis.titles.pattern import is_han
from tracker.analysis.titles.rules import length
from tracker.analysis.titles.segment import Segmenter, key
from tracker.store.title_rules import Rule

LEANINGS = (0.0, 0.5, 1.0)
"""How far drafts lean from the chosen weighting to the other one."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Draft:
    """A title with its words in order. `length` in the rule's unit. `covered`: the keywords all of whose words stand in
    it, the heaviest first; `tight`: those among them that stand in one piece. `weight_covered` of `weight_total`, in
    the chosen weighting. `gap_ratio`: how much more of the weight any title within the limit could cover at most, of
    the most; 0 is proven (`optimal`). `leaning`: 0 the chosen weighting alone, 1 the other one alone. `misread`: how
    many of its words the title, cut again, doesn't have. `torn`: the covered keywords of which single hanzi that are no
    words of their own stand apart in the title, the heaviest first."""

    title: str
    words: tuple[str, ...]
    length: int
    covered: tuple[str, ...]
    tight: tuple[str, ...]
    weight_covered: float
    weight_total: float
    optimal: bool
    gap_ratio: float
    leaning: float
    misread: int
    torn: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drafts:
    """Drafts, the one that covers most first. `weights`: what the keywords count, each 1 where the list tells no weight
    above 0. `other`: what the drafts lean to; null: to many keywords, each weighing the root of its
    weight. `unweighed`: keywords of which the list doesn't tell the weight: they count for nothing."""

    drafts: tuple[Draft, ...]
    rule: Rule
    weights: Weights
    other: str | None
    unweighed: int


def make_drafts(
    words: KeywordList,
    segmenter: Segmenter,
    rule: Rule,
    *,
    weighting: str = "demand",
    must: Sequence[str] = (),
    excluded: Sequence[str] = (),
    own: Sequence[Formula] = (),
    seconds: float = 0.6,
) -> Drafts:
    """The drafts of a title within the rule. `must`: texts that stand in every draft; `excluded`: texts that stand in
    none. `seconds`: how long to prove the best one.

    Raises InputError `title-must-long`, `title-must-excluded`, `formula-unknown`.
    """
    weighed = counted(weigh(words, weighting, own))
    weights = np.maximum(np.nan_to_num(weighed.values), 0)
    made = candidates(words.keywords, weights, segmenter, rule, must, excluded)
    coverable = np.asarray([need is not None for need in made.needs], dtype=bool)
    needs = [need for need in made.needs if need is not None]
    best = choose(needs, weights[coverable], made.costs, made.limits, seconds)
    if not best.words:  # what fits weighs nothing
        best = best._replace(words=_some(needs, weights[coverable], made))
    other = counted(weigh(words, "demand" if weighting == "opportunity" else "opportunity", own))
    away = np.maximum(np.nan_to_num(other.values), 0) if other.formula else np.sqrt(weights)
    chosen = {frozenset(best.words): 0.0}
    for leaning in LEANINGS[1:]:
        leant = (1 - leaning) * _shares(weights) + leaning * _shares(away)
        if leaning_words := quickly(needs, leant[coverable], made.costs, made.limits):
            chosen.setdefault(frozenset(leaning_words), leaning)
    drafts = [
        _draft(words, made, weights, best, taken, leaning, segmenter, rule, excluded)
        for taken, leaning in chosen.items()
    ]
    written = [each for each in drafts if each.title] or drafts[:1]
    return Drafts(
        tuple(sorted(written, key=lambda each: -each.weight_covered)),
        rule,
        weighed,
        other.formula,
        int(np.isnan(weighed.values).sum()),
    )


def _some(needs: Sequence[Sequence[int]], weights: Floats, made: Candidates) -> list[int]:
    """Words that cover some keyword within the limits, where any fits: of those that fit the heaviest, or else many."""
    fitting = [bool(np.all(made.costs[:, list(need)].sum(axis=1) <= made.limits)) for need in needs]
    worth = weights[fitting] if weights[fitting].any() else np.ones(sum(fitting))
    return quickly([need for need, fits in zip(needs, fitting, strict=True) if fits], worth, made.costs, made.limits)


def _draft(
    words: KeywordList,
    made: Candidates,
    weights: Floats,
    best: Choice,
    taken: frozenset[int],
    leaning: float,
    segmenter: Segmenter,
    rule: Rule,
    excluded: Sequence[str],
) -> Draft:
    heavy = np.argsort(-weights, kind="stable").tolist()
    covered = [place for place in heavy if (need := made.needs[place]) is not None and taken.issuperset(need)]
    pieces = [*made.blocks, *(made.texts[place] for place in sorted(taken))]
    cut = [*made.block_words, *([made.texts[place]] for place in sorted(taken))]
    wanted = _wanted(made, sorted(taken), cut, [(place, float(weights[place])) for place in covered])
    lost = partial(_lost, cut, segmenter)
    order = arrange(pieces, wanted, partial(_fits, rule=rule, excluded=excluded), lost)
    title = join(pieces[place] for place in order)
    if taken and holds(title, excluded):  # at the seams of words, in every order that was tried
        fewer = _lighter(made, weights, taken)
        return _draft(words, made, weights, best, fewer, leaning, segmenter, rule, excluded)
    stands = _runs([key(word) for place in order for word in cut[place]])
    weight = float(weights[covered].sum())
    gap = max(0.0, (best.bound - weight) / best.bound) if best.bound > 0 else 0.0
    return Draft(
        title,
        tuple(pieces[place] for place in order),
        length(title, rule.unit),
        tuple(words.keywords[place] for place in covered),
        tuple(words.keywords[place] for place in covered if tuple(part.key for part in made.keywords[place]) in stands),
        weight,
        float(weights.sum()),
        gap <= 1e-9,
        gap if gap > 1e-9 else 0.0,
        leaning,
        lost([title])[0],
        tuple(words.keywords[place] for place in covered if not stands.issuperset(_fragments(made.keywords[place]))),
    )


def _lighter(made: Candidates, weights: Floats, taken: frozenset[int]) -> frozenset[int]:
    """The words without the one that loses least weight."""

    def weight(words: frozenset[int]) -> float:
        covered = (need is not None and words.issuperset(need) for need in made.needs)
        return float(weights[np.fromiter(covered, dtype=bool, count=len(weights))].sum())

    return max((taken - {each} for each in sorted(taken)), key=weight)


def _wanted(
    made: Candidates, taken: Sequence[int], cut: Sequence[Sequence[str]], covered: Sequence[tuple[int, float]]
) -> list[Wanted]:
    """The covered keywords as places of pieces (blocks, then the words taken); without those that stand in a block or
    that no order makes tight, for they need the inside of one."""
    piece_of = {made.parts[place]: at for at, place in enumerate(taken, start=len(made.blocks))}
    inside = [(key(word), at) for at, words in enumerate(made.block_words) for word in words]
    piece_of |= dict(zip(numbered([word for word, _at in inside]), (at for _word, at in inside), strict=True))
    wanted = []
    for place, weight in covered:
        run = tuple(dict.fromkeys(piece_of[part] for part in made.keywords[place]))
        keys = tuple(part.key for part in made.keywords[place])
        if keys in _runs([key(word) for at in run for word in cut[at]]):
            wanted.append(Wanted(run, weight))
    return wanted


def _runs(keys: Sequence[str]) -> set[tuple[str, ...]]:
    """All runs of words that stand in one piece."""
    return {tuple(keys[at:to]) for at in range(len(keys)) for to in range(at + 1, len(keys) + 1)}


def _fragments(parts: Sequence[Part]) -> list[tuple[str, ...]]:
    """The runs of two and more single hanzi in a keyword of which the packaged lists know none as a word."""
    runs = groupby(
        (part.key for part in parts), lambda word: len(word) == 1 and is_han(word) and word not in listed_roles()
    )
    return [run for loose, words in runs if loose and len(run := tuple(words)) > 1]


def _fits(title: str, rule: Rule, excluded: Sequence[str]) -> bool:
    return length(title, rule.unit) <= rule.limit and not holds(title, excluded)


def _lost(pieces: Sequence[Sequence[str]], segmenter: Segmenter, titles: Sequence[str]) -> list[int]:
    """How many of the pieces' words each title isn't cut into."""
    wanted = Counter(key(word) for words in pieces for word in words)
    return [(wanted - Counter(map(key, words))).total() for words in segmenter.many(titles)]


def _shares(weights: Floats) -> Floats:
    whole = weights.sum()
    return weights / whole if whole > 0 else weights
