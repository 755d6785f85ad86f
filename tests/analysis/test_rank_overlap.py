"""Rank-biased overlap: against the paper, the package rbo 0.1.3, the definition by brute force, and its properties."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.rank_overlap import Overlap, common_at, overlap

P = st.sampled_from([0.5, 0.8, 0.9, 0.98])


def found(left: Sequence[object], right: Sequence[object], p: float = 0.9) -> Overlap:
    made = overlap(left, right, p)
    assert made is not None
    return made


def rankings(least: int = 1) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(0, 14), min_size=least, max_size=10, unique=True)


# --- what is published

GOLDEN = [
    ("abcde", "bacde", 0.9, 0.9),
    ("abcdefghij", "abcdefghij", 0.9, 1.0),
    ("abcdefg", "acbhij", 0.9, 0.615286),
    ("abcdefghij", "jihgfedcba", 0.9, 0.5116075656428573),
    ("abcdefghij", "klmabcno", 0.8, 0.19224868571428572),
    ("abc", "abcdefgh", 0.95, 1.0),
    ("abcdefgh", "hgab", 0.5, 0.10723586309523808),
    ("abcd", "efgh", 0.9, 0.0),
]
"""RankingSimilarity(left, right).rbo_ext(p) of rbo 0.1.3 (PyPI, with numpy 1.26, November 2026)."""


@pytest.mark.parametrize(("left", "right", "p", "extrapolated"), GOLDEN)
def test_the_extrapolated_overlap_is_that_of_the_package_rbo(
    left: str, right: str, p: float, extrapolated: float
) -> None:
    assert found(left, right, p).extrapolated == pytest.approx(extrapolated, abs=1e-12)


def test_the_agreements_are_those_of_the_papers_figure() -> None:
    """Webber, Moffat, Zobel 2010, figure 5: average overlap of <a b c d e f g> and <z c a v w x y>, by depth."""
    agreement = common_at("abcdefg", "zcavwxy") / np.arange(1, 8)
    average = np.cumsum(agreement) / np.arange(1, 8)
    assert np.round(average, 3).tolist() == [0, 0, 0.222, 0.292, 0.313, 0.317, 0.312]


def test_the_first_ten_places_have_the_weight_that_the_paper_tells() -> None:
    """Equation 21 and its text: at p = 0.9 the first ten places have 86 % of the weight. What two equal beginnings
    are worth if nothing behind them agrees is that weight."""
    assert found(range(10), range(10), 0.9).low == pytest.approx(0.86, abs=0.005)


def residual(left: Sequence[int], right: Sequence[int], p: float) -> float:
    """Equation 30 of the paper."""
    short, long = sorted((len(left), len(right)))
    common = len(set(left) & set(right))
    full = short + long - common
    harmonic = [p**d / d for d in range(full + 1) if d]
    beyond = short * sum(harmonic[short:]) + long * sum(harmonic[long:]) + common * (-log(1 - p) - sum(harmonic))
    return p**short + p**long - p**full - (1 - p) / p * beyond


@given(rankings(), rankings(), P)
def test_what_is_open_is_the_papers_residual(left: list[int], right: list[int], p: float) -> None:
    made = found(left, right, p)
    assert made.high - made.low == pytest.approx(residual(left, right, p), abs=1e-9)


# --- the definition, by brute force


DEPTH = 250
"""Behind it lie less than 1e-11 of the weight at p = 0.9."""


def by_definition(left: Sequence[int], right: Sequence[int], p: float) -> float:
    """The sum of the definition over the first DEPTH places of two long rankings."""
    total, first, second = 0.0, set[int](), set[int]()
    for depth, pair in enumerate(zip(left[:DEPTH], right[:DEPTH], strict=True), 1):
        first.add(pair[0])
        second.add(pair[1])
        total += (1 - p) * p ** (depth - 1) * len(first & second) / depth
    return total


def continued(ranking: list[int], first: list[int], start: int) -> list[int]:
    """The ranking, then what the other one has before it, then items from `start` on."""
    more = [item for item in first if item not in ranking]
    return [*ranking, *more, *range(start, start + DEPTH)]


@given(rankings(), rankings(), st.sampled_from([0.5, 0.8, 0.9]))
def test_the_ends_are_reached_by_the_worst_and_the_best_continuation(
    left: list[int], right: list[int], p: float
) -> None:
    made = found(left, right, p)
    apart = [*left, *range(1000, 1000 + DEPTH)], [*right, *range(2000, 2000 + DEPTH)]
    together = continued(left, right, 100), continued(right, left, 100)
    assert made.low == pytest.approx(by_definition(*apart, p), abs=1e-9)
    assert made.high == pytest.approx(by_definition(*together, p), abs=1e-9)


@given(rankings(), rankings(), st.randoms(use_true_random=False), st.sampled_from([0.5, 0.8, 0.9]))
def test_any_continuation_lies_between_the_ends(left: list[int], right: list[int], random: object, p: float) -> None:
    pool = list(range(100))
    made = found(left, right, p)
    longer = []
    for seen in (left, right):
        rest = [item for item in pool if item not in seen]
        random.shuffle(rest)  # type: ignore[attr-defined]
        longer.append([*seen, *rest][: len(pool)])
    whole = by_definition(longer[0], longer[1], p)
    assert made.low <= whole + p ** len(pool) + 1e-9
    assert whole <= made.high + 1e-9


# --- properties


@given(rankings(), P)
def test_equal_rankings_overlap_wholly(ranking: list[int], p: float) -> None:
    made = found(ranking, ranking, p)
    assert (made.high, made.extrapolated) == (pytest.approx(1), pytest.approx(1))


@given(rankings(), P)
def test_rankings_without_a_common_item_have_no_overlap(ranking: list[int], p: float) -> None:
    made = found(ranking, [item + 100 for item in ranking], p)
    assert (made.low, made.extrapolated) == (0, 0)


@given(rankings(), rankings(), P)
def test_the_order_of_the_two_is_nothing_and_the_estimate_lies_between_the_ends(
    left: list[int], right: list[int], p: float
) -> None:
    made = found(left, right, p)
    assert made == pytest.approx(found(right, left, p))
    assert -1e-12 <= made.low <= made.extrapolated + 1e-12
    assert made.extrapolated <= made.high + 1e-12
    assert made.high <= 1


def test_of_an_empty_ranking_nothing_is_told() -> None:
    assert overlap([], ["a"]) is None
    assert overlap([], []) is None
