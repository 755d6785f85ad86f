"""Which titles may be of one thing: pairs that share rare words first, then how alike they are.

Blocks (a category each) are looked at for themselves. In a block of n titles a word that more than _COMMON of them
have tells nothing and makes no pair; each other word of df titles makes df² pairs. So the work is the sum of df² over
the rarer words of each block, not n²; similarity is computed of those pairs alone that share _SHARED of them, and
the part _PART.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from tracker.normalise.marks import fold

_COMMON = 0.2
_FEW = 20
"""Titles that may share a word in any block, however small it is."""

_SHARED = 2
_PART = 0.4
"""The part of the rarer words of the title with fewer of them that two titles share at least."""

_CHINESE = "\u3400"
_RUNS = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")

Pairs = tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]


def words_of(title: str) -> tuple[str, ...]:
    """The words of a title, folded, each once, in order of their letters. Of a run of Chinese characters each two that
    stand together: where sellers turn the order of words, a segmenter cuts the same words differently."""
    runs = _RUNS.findall(fold(title))
    return tuple(sorted({word for run in runs for word in _words_of_run(run)}))


def _words_of_run(run: str) -> list[str]:
    if len(run) < 2 or run[0] < _CHINESE:
        return [run]
    return [run[place : place + 2] for place in range(len(run) - 1)]


def pairs_sharing(words: Sequence[tuple[str, ...]], asked: Sequence[bool]) -> Pairs:
    """(left, right): places of titles of one block that share rare words; each left is asked, left differs from right.

    Both orders of a pair are told where both are asked. In order of left, then right.
    """
    from scipy.sparse import csr_array

    numbers: dict[str, int] = {}
    columns = [numbers.setdefault(word, len(numbers)) for each in words for word in each]
    rows = np.repeat(np.arange(len(words)), [len(each) for each in words])
    shape = (len(words), max(len(numbers), 1))
    holds = csr_array((np.ones(len(rows), np.int32), (rows, np.array(columns, int))), shape=shape)
    frequent = np.asarray(holds.sum(axis=0)).ravel() > max(_FEW, _COMMON * len(words))
    rare = holds[:, ~frequent]
    places = np.flatnonzero(np.asarray(asked, bool))
    shared = (rare[places] @ rare.T).tocoo()
    left, right = places[shared.row], shared.col
    told = np.asarray(rare.sum(axis=1)).ravel()
    least = np.maximum(_SHARED, _PART * np.minimum(told[left], told[right]))
    kept = (shared.data >= least) & (left != right)
    order = np.lexsort((right[kept], left[kept]))
    return left[kept][order], right[kept][order]


def similarity(words: Sequence[tuple[str, ...]], pairs: Pairs) -> np.ndarray[Any, Any]:
    """How alike the titles of each pair are, 0 to 1: rapidfuzz's token_set_ratio / 100."""
    from rapidfuzz import fuzz, process

    joined = [" ".join(each) for each in words]
    left, right = ([joined[place] for place in places] for places in pairs)
    found: np.ndarray[Any, Any] = process.cpdist(left, right, scorer=fuzz.token_set_ratio)
    return found / 100


def is_barcode(code: str) -> bool:
    """Whether a code of 8, 12, 13 or 14 digits has the check digit that GS1 asks for (General Specifications, 7.9)."""
    if len(code) not in {8, 12, 13, 14} or not code.isdecimal():
        return False
    digits = [int(each) for each in reversed(code)]
    return (digits[0] + 3 * sum(digits[1::2]) + sum(digits[2::2])) % 10 == 0
