"""Runs of words beside a keyword list: counts by hand, and against the coverage of one title at a time."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.titles.lists import keyword_list
from tracker.analysis.titles.coverage import cover
from tracker.analysis.titles.runs import in_list, phrase
from tracker.analysis.titles.score import Basis, basis
from tracker.analysis.titles.segment import Segmenter

WORDS = ("碎花", "连衣裙", "女", "dress")


def of(demand: dict[str, float | tuple[float, float | None] | None]) -> Basis:
    return basis(keyword_list(demand), Segmenter(whole=WORDS), "taobao", None)


def test_counted_by_hand() -> None:
    known = of({"碎花连衣裙": 10, "碎花 连衣裙 女": (20, None), "连衣裙碎花": None, "Dress": 5})
    runs = ["碎花", "碎花 | 连衣裙", "连衣裙 | 碎花", "dress", "dress | 女", "雪纺"]
    phrases = [phrase(each) for each in runs]
    assert phrases == ["碎花", "碎花连衣裙", "连衣裙碎花", "dress", "dress女", "雪纺"]
    found = in_list(phrases, known)
    assert found.keywords.tolist() == [3, 2, 1, 1, 0, 0]
    # of the third keyword nothing is told, and the second is open
    np.testing.assert_array_equal(found.demand.low, [30, 30, np.nan, 5, np.nan, np.nan])
    np.testing.assert_array_equal(found.demand.high, [np.inf, np.inf, np.nan, 5, np.nan, np.nan])
    assert found.is_keyword.tolist() == [False, True, True, True, False, False]


def test_a_keyword_that_has_a_run_twice_counts_once() -> None:
    assert in_list(["女"], of({"女女": 1, "连衣裙": 1})).keywords.tolist() == [1]


def test_no_list_and_no_runs() -> None:
    found = in_list(["女"], of({}))
    assert (found.keywords.tolist(), found.is_keyword.tolist()) == ([0], [False])
    assert in_list([], of({"女": 1})).keywords.tolist() == []


texts = st.lists(st.sampled_from([*WORDS, "雪纺", "·"]), max_size=5).map(" ".join)


@given(st.lists(texts, max_size=6, unique=True), st.lists(texts.filter(str.strip), max_size=5))
def test_as_the_coverage_of_each_keyword_says(keywords: list[str], runs: list[str]) -> None:
    known = of(dict.fromkeys(keywords, 1))
    tight = [[cover(each, [run], known.segmenter).tight[0] for each in keywords] for run in runs]
    found = in_list(runs, known)
    assert found.keywords.tolist() == [sum(each) for each in tight]
    assert np.nan_to_num(found.demand.low).tolist() == [sum(each) for each in tight]
