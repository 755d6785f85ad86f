"""Runs of words that rivals' titles use, beside a keyword list: which keywords hold each, and whether it is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds
from tracker.analysis.titles.coverage import Prepared, Rows
from tracker.analysis.titles.score import Basis
from tracker.analysis.titles.segment import distinct
from tracker.normalise.keyword import fold_keyword, fold_keywords

SEPARATOR = " | "
"""What stands between the words of a run in answers to `title-words`."""


class InList(NamedTuple):
    """What a keyword list says of each run. `keywords`: how many keywords have its words one behind the other, in its
    order. `demand`: the sum of their demand over those that tell it, in the metric of the basis; high is infinite where
    one is open, both are NaN where none tells it. `is_keyword`: whether the run itself is a keyword, folded."""

    keywords: NDArray[np.int64]
    demand: Bounds
    is_keyword: NDArray[np.bool_]


def phrase(run: str) -> str:
    """The words of a run as a keyword writes them, folded: `碎花 | 连衣裙` is 碎花连衣裙."""
    return fold_keyword(run.replace(SEPARATOR, " "))


def in_list(phrases: Sequence[str], of: Basis) -> InList:
    """What the list of the basis says of each of the runs. They are cut by the list's own segmenter."""
    count, known = len(phrases), {*fold_keywords(of.words.keywords)}
    found = InList(
        np.zeros(count, np.int64),
        Bounds(np.full(count, np.nan), np.full(count, np.nan)),
        np.fromiter((each in known for each in phrases), np.bool_, count),
    )
    for wanted, rows, run, keyword in _held(phrases, of.known):
        size = int(run.max(initial=0)) + 1
        told = ~np.isnan(of.demand.low[keyword])
        some = np.bincount(run[told], minlength=size) > 0
        found.keywords[rows] = np.bincount(run, minlength=size)[wanted]
        for column, end in zip(found.demand, of.demand, strict=True):
            total = np.bincount(run[told], end[keyword[told]], size)
            column[rows] = np.where(some, total, np.nan)[wanted]
    return found


def _held(phrases: Sequence[str], known: Prepared) -> Iterator[tuple[Rows, Rows, Rows, Rows]]:
    """For each number of words: the runs that phrases of so many words are, with the places of those phrases; and which
    run stands in which keyword, once each. Runs are numbered from the run that is one shorter and its last word."""
    cut = known.segmenter.cut(phrases)
    words, starts, sizes = known.numbered(cut.vocabulary)[cut.ids], cut.starts, np.diff(cut.starts)
    keyword = np.repeat(np.arange(len(known.keywords)), np.diff(known.starts))
    width = len(known.numbers) + 1  # a word that no keyword has is -1, which makes no run of theirs
    begin = np.arange(len(keyword))
    runs, run = np.zeros(len(begin), np.int64), np.zeros(len(phrases), np.int64)
    for size in range(int(sizes.max(initial=0))):
        runs, begin = runs[begin + size < len(keyword)], begin[begin + size < len(keyword)]
        within = keyword[begin] == keyword[begin + size]
        runs, begin = runs[within], begin[within]
        numbered, runs = np.unique(runs * width + known.flat[begin + size], return_inverse=True)
        if not len(numbered):
            return
        longer = np.flatnonzero((sizes > size) & (run >= 0))
        wanted = run[longer] * width + words[starts[longer] + size]
        place = np.minimum(np.searchsorted(numbered, wanted), len(numbered) - 1)
        run[longer] = np.where(numbered[place] == wanted, place, -1)
        here = np.flatnonzero((sizes == size + 1) & (run >= 0))
        held, by = np.divmod(distinct(runs * len(known.keywords) + keyword[begin]), len(known.keywords))
        yield run[here], here, held, by
