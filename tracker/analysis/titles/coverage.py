"""Which keywords a title covers, and which of them tightly.

A keyword is covered when its words, each as often as it has them, are among the title's; tight when they stand there
one behind the other in its order, with nothing but blanks and signs between. So what is tight is covered. Words are
compared by their key. A keyword without a word (an emoji) is neither. That a covered keyword finds the title is habit
of the trade (two of the rules of Taobao's sellers: order doesn't matter, close words win), proven by no platform.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.segment import Segmenter, key

Rows = NDArray[np.int64]


class Cover(NamedTuple):
    """What a title covers: one mark for each keyword."""

    covered: NDArray[np.bool_]
    tight: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Keywords cut into words once, for as many titles as there are.

    `numbers`: key of a word to its number; `spelled`: each word as the first keyword that has it spells it.
    `flat`: the words of all keywords in order; those of keyword i from `starts[i]` to before `starts[i + 1]`.
    `row`, `word`, `need`: each distinct word of each keyword, and how often it has it; ordered by row.
    `held`: keywords ordered by the rarest of their words, those of word w from `held_from[w]` to before
    `held_from[w + 1]`.
    """

    keywords: Sequence[str]
    numbers: dict[str, int]
    spelled: list[str]
    flat: Rows
    starts: Rows
    row: Rows
    word: Rows
    need: Rows
    held: Rows
    held_from: Rows

    def numbered(self, words: Iterable[str]) -> Rows:
        """The numbers of words; -1 of one that no keyword has."""
        return np.fromiter((self.numbers.get(key(word), -1) for word in words), dtype=np.int64)

    def has(self, title: Rows) -> Rows:
        """How often a title, whose words are numbered, has each word."""
        return np.bincount(title[title >= 0], minlength=len(self.spelled))


def prepared(keywords: Sequence[str], segmenter: Segmenter) -> Prepared:
    """The keywords cut into words."""
    cut = segmenter.many(keywords)
    numbers: dict[str, int] = {}
    spelled: list[str] = []
    of_spelling: dict[str, int] = {}
    for words in cut:
        for each in words:
            if each not in of_spelling:
                number = numbers.setdefault(key(each), len(numbers))
                if number == len(spelled):
                    spelled.append(each)
                of_spelling[each] = number
    sizes = np.fromiter(map(len, cut), dtype=np.int64, count=len(cut))
    flat = np.fromiter((of_spelling[each] for words in cut for each in words), dtype=np.int64, count=int(sizes.sum()))
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    row, word, need = _needs(flat, sizes, len(spelled))
    return Prepared(keywords, numbers, spelled, flat, starts, row, word, need, *_by_rarest(row, word, len(spelled)))


def cover(title: str, keywords: Sequence[str] | Prepared, segmenter: Segmenter) -> Cover:
    """Which of the keywords the title covers."""
    known = keywords if isinstance(keywords, Prepared) else prepared(keywords, segmenter)
    covered, tight = covered_rows(known.numbered(segmenter.words(title)), known)
    found = Cover(np.zeros(len(known.keywords), np.bool_), np.zeros(len(known.keywords), np.bool_))
    found.covered[covered] = True
    found.tight[tight] = True
    return found


def cover_many(titles: Sequence[str], keywords: Prepared, segmenter: Segmenter) -> list[tuple[Rows, Rows]]:
    """Of each title, the places of the keywords that it covers and of those that it covers tightly, ascending."""
    return [covered_rows(keywords.numbered(words), keywords) for words in segmenter.many(titles)]


def covered_rows(title: Rows, known: Prepared) -> tuple[Rows, Rows]:
    """What a title covers, its words numbered: the places of the covered keywords and of the tight ones, ascending."""
    has = known.has(title)
    present = np.flatnonzero(has)
    candidates = _slices(known.held, known.held_from[present], known.held_from[present + 1])
    candidates.sort()
    begin, end = np.searchsorted(known.row, candidates), np.searchsorted(known.row, candidates, "right")
    pairs = _slices(np.arange(len(known.row)), begin, end)
    lacking = has[known.word[pairs]] < known.need[pairs]
    lacks = np.zeros(len(known.keywords), np.bool_)
    lacks[known.row[pairs][lacking]] = True
    covered = candidates[~lacks[candidates]]
    return covered, covered[_is_tight(title, covered, known)]


def _is_tight(title: Rows, rows: Rows, known: Prepared) -> NDArray[np.bool_]:
    """Whether each keyword's words stand in the title one behind the other. Runs of words are numbered from the run
    that is one shorter and its last word, so that equal numbers mean equal runs."""
    sizes = known.starts[rows + 1] - known.starts[rows]
    width = len(known.spelled) + 1
    runs, run = np.zeros(len(title) + 1, np.int64), np.zeros(len(rows), np.int64)
    for size in range(int(sizes.max(initial=0))):
        runs = runs[:-1] * width + title[size:]
        numbered, runs = np.unique(runs, return_inverse=True)
        longer = np.flatnonzero((sizes > size) & (run >= 0))
        wanted = run[longer] * width + known.flat[known.starts[rows[longer]] + size]
        place = np.minimum(np.searchsorted(numbered, wanted), len(numbered) - 1)
        run[longer] = np.where(numbered[place] == wanted, place, -1) if len(numbered) else -1
    return run >= 0


def _needs(flat: Rows, sizes: Rows, width: int) -> tuple[Rows, Rows, Rows]:
    """Each distinct word of each keyword, and how often it stands there."""
    pair, need = np.unique(np.repeat(np.arange(len(sizes)), sizes) * max(width, 1) + flat, return_counts=True)
    row, word = np.divmod(pair, max(width, 1))
    return row, word, need


def _by_rarest(row: Rows, word: Rows, width: int) -> tuple[Rows, Rows]:
    """The keywords ordered by the one of their words that fewest keywords have, and where each word's begin."""
    order = np.lexsort((word, np.bincount(word, minlength=width)[word], row))
    held, first = np.unique(row[order], return_index=True)
    rarest = word[order][first]
    by_word = np.argsort(rarest, kind="stable")
    return held[by_word], np.concatenate([[0], np.cumsum(np.bincount(rarest, minlength=width))]).astype(np.int64)


def _slices(values: Rows, begin: Rows, end: Rows) -> Rows:
    """The values of all slices, one behind the other."""
    sizes = end - begin
    within = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    found: Rows = values[np.repeat(begin, sizes) + within]
    return found
