"""The best set of words, against every set there is."""

from __future__ import annotations

from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.analysis.titles import optimum
from tracker.analysis.titles.optimum import choose

WORDS = 9


def best_of_all(keywords: list[list[int]], weights: np.ndarray, costs: np.ndarray, limits: np.ndarray) -> float:
    """The most that any set of words within the limits covers, by trying all."""
    places = range(costs.shape[1])
    fitting = (
        set(words)
        for words in chain.from_iterable(combinations(places, size) for size in range(costs.shape[1] + 1))
        if np.all(costs[:, list(words)].sum(axis=1) <= limits)
    )
    return max(
        float(sum(w for k, w in zip(keywords, weights, strict=True) if words.issuperset(k))) for words in fitting
    )


KEYWORDS = st.lists(st.lists(st.integers(0, WORDS - 1), min_size=0, max_size=4, unique=True), max_size=14)


@settings(max_examples=300, deadline=None)
@given(
    KEYWORDS,
    st.lists(st.integers(0, 1000) | st.floats(0, 1), min_size=14, max_size=14),
    st.lists(st.integers(0, 9), min_size=2 * WORDS, max_size=2 * WORDS),
    st.lists(st.integers(0, 30), min_size=2, max_size=2),
)
@example([[0], [1], [0, 1]], [1] * 14, [1] * 18, [1, 1])
def test_no_set_of_words_covers_more(
    keywords: list[list[int]], weights: list[float], costs: list[int], limits: list[int]
) -> None:
    weigh = np.asarray(weights[: len(keywords)], dtype=float)
    cost, limit = np.asarray(costs, dtype=float).reshape(2, WORDS), np.asarray(limits, dtype=float)
    chosen = choose(keywords, weigh, cost, limit, seconds=30)
    best = best_of_all(keywords, weigh, cost, limit)
    covered = sum(w for k, w in zip(keywords, weigh, strict=True) if set(chosen.words).issuperset(k))
    assert np.all(cost[:, chosen.words].sum(axis=1) <= limit)
    assert covered == pytest.approx(best, rel=1e-9)
    assert chosen.weight == pytest.approx(best, rel=1e-9)
    assert chosen.gap_ratio == pytest.approx(0, abs=1e-9)


def market(seed: int, count: int = 2000, modifiers: int = 350) -> tuple[list[list[int]], np.ndarray, np.ndarray]:
    """Keywords as lists have them: one of four core words with up to three modifiers, few of them in most keywords."""
    random = np.random.default_rng(seed)
    costs = np.concatenate([[6, 4, 4, 4], random.choice([2, 4, 4, 4, 4, 6, 6, 8], modifiers)]).astype(float)
    often = 1 / np.arange(1, modifiers + 1) ** 0.8
    keywords: dict[frozenset[int], None] = {}
    while len(keywords) < count:
        some = random.choice(modifiers, random.integers(0, 4), replace=False, p=often / often.sum()) + 4
        keywords[frozenset([int(random.choice(4, p=[0.6, 0.2, 0.12, 0.08])), *some.tolist()])] = None
    sets = [sorted(each) for each in keywords]
    weights = np.round(np.exp(random.normal(7, 1.5, count) - 0.7 * np.asarray(list(map(len, sets)))))
    return sets, weights, costs[None, :]


def test_what_the_time_leaves_open_is_told_as_a_gap() -> None:
    keywords, weights, costs = market(1)
    hurried = choose(keywords, weights, costs, np.asarray([60.0]), seconds=0)
    proven = choose(keywords, weights, costs, np.asarray([60.0]), seconds=120)
    assert proven.gap_ratio == 0
    assert hurried.weight <= proven.weight <= hurried.bound
    assert hurried.gap_ratio == pytest.approx((hurried.bound - hurried.weight) / hurried.bound)


def test_what_long_lists_leave_out_widens_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    keywords, weights, costs = market(2, count=300, modifiers=60)
    whole = choose(keywords, weights, costs, np.asarray([60.0]), seconds=60)
    monkeypatch.setattr(optimum, "MOST", 100)
    heaviest = choose(keywords, weights, costs, np.asarray([60.0]), seconds=60)
    taken = set(heaviest.words)
    assert heaviest.weight == sum(w for k, w in zip(keywords, weights, strict=True) if taken.issuperset(k))
    assert heaviest.weight <= whole.weight <= heaviest.bound
