"""Which keywords a title covers, and which of them tightly.

A keyword is covered when its words, each as often as it has them, are among the title's; tight when they stand there
one behind the other in its order, with nothing but blanks and signs between. So what is tight is covered. Words are
compared by their key. A keyword without a word (an emoji) is neither. That a covered keyword finds the title is habit
of the trade (two of the rules of Taobao's sellers: order doesn't matter, close words win), proven by no platform.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.segment import Segmenter, key

Rows = NDArray[np.int64]

_TOGETHER = 500
"""Titles that are compared at once."""

_CELLS = 4_000_000
"""Words of keywords times titles that are held in memory at once."""

_NONE = np.empty(0, np.int64)
_UNKNOWN = np.array([-1], np.int64)


class Cover(NamedTuple):
    """What a title covers: one mark for each keyword."""

    covered: NDArray[np.bool_]
    tight: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Prepared:
    """Keywords cut into words once, for as many titles as there are.

    `numbers`: key of a word to its number, in the order of the numbers.
    `flat`: the words of all keywords in order; those of keyword i from `starts[i]` to before `starts[i + 1]`.
    `row`, `word`, `need`: each distinct word of each keyword, and how often it has it; ordered by row.
    `held`: keywords ordered by the rarest of their words, those of word w from `held_from[w]` to before
    `held_from[w + 1]`. `spellings`: numbers of words as spelled, and `spelled`
    words by their numbers, those met so far.
    """

    keywords: Sequence[str]
    segmenter: Segmenter
    numbers: dict[str, int]
    flat: Rows
    starts: Rows
    row: Rows
    word: Rows
    need: Rows
    held: Rows
    held_from: Rows
    spellings: dict[str, int]
    spelled: dict[int, str]

    @property
    def begins(self) -> Rows:
        """Where the words of each keyword that has any begin, in `row`."""
        return np.flatnonzero(np.diff(self.row, prepend=-1))

    @property
    def widths(self) -> Rows:
        """How many distinct words each keyword has that has any."""
        return np.diff(self.begins, append=len(self.row))

    def spelling(self, word: int) -> str:
        """A word as the first keyword that has it spells it."""
        if word not in self.spelled:
            place = int(np.argmax(self.flat == word))
            row = int(np.searchsorted(self.starts, place, "right")) - 1
            self.spelled[word] = self.segmenter.words(self.keywords[row])[place - int(self.starts[row])]
        return self.spelled[word]

    def numbered(self, words: Iterable[str]) -> Rows:
        """The numbers of words; -1 of one that no keyword has."""
        return np.fromiter(map(self._number, words), dtype=np.int64)

    def _number(self, word: str) -> int:
        if word not in self.spellings:
            self.spellings[word] = self.numbers.get(key(word), -1)
        return self.spellings[word]

    def has(self, title: Rows) -> Rows:
        """How often a title, whose words are numbered, has each word."""
        return np.bincount(title[title >= 0], minlength=len(self.numbers))


def prepared(keywords: Sequence[str], segmenter: Segmenter) -> Prepared:
    """The keywords cut into words."""
    cut = segmenter.cut(keywords)
    width = len(cut.vocabulary)
    flat, starts = cut.ids.astype(np.int64), cut.starts.astype(np.int64)
    row, word, need = _needs(flat, np.diff(starts), width)
    numbers = {each: place for place, each in enumerate(cut.vocabulary)}
    return Prepared(keywords, segmenter, numbers, flat, starts, row, word, need, *_by_rarest(row, word, width), {}, {})


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
    return covered_each([keywords.numbered(words) for words in segmenter.many(titles)], keywords)


def covered_rows(title: Rows, known: Prepared) -> tuple[Rows, Rows]:
    """What a title covers, its words numbered: the places of the covered keywords and of the tight ones, ascending."""
    return covered_each([title], known)[0]


def covered_each(titles: Sequence[Rows], known: Prepared) -> list[tuple[Rows, Rows]]:
    """What each title covers, as `covered_rows` tells it."""
    found: list[tuple[Rows, Rows]] = []
    for begin in range(0, len(titles), _TOGETHER):
        some = titles[begin : begin + _TOGETHER]
        title, row = _covered(some, known)
        tight = _is_tight(some, title, row, known)
        ends = np.searchsorted(title, np.arange(len(some) + 1))
        found += [(row[at:to], row[at:to][tight[at:to]]) for at, to in itertools.pairwise(ends)]
    return found


def lacking_one(titles: Sequence[Rows], known: Prepared) -> list[tuple[Rows, Rows]]:
    """Of each title, the keywords that lack one word, once, to be covered, and that word."""
    found: list[tuple[Rows, Rows]] = []
    together = max(1, _CELLS // max(len(known.row), 1))
    for begin in range(0, len(titles), together):
        some = titles[begin : begin + together]
        lack = np.array([known.has(title)[known.word] for title in some])
        lack = np.maximum(known.need - lack, 0)
        short = np.add.reduceat(lack, known.begins, axis=1) if len(known.row) else lack
        one = (lack == 1) & (np.repeat(short, known.widths, axis=1) == 1)
        found += [(known.row[each], known.word[each]) for each in one]
    return found


def _covered(titles: Sequence[Rows], known: Prepared) -> tuple[Rows, Rows]:
    """The pairs of a title and a keyword that it covers, in order. Of each title only the keywords are looked at whose
    rarest word it has."""
    width = max(len(known.numbers), 1)
    of_title = np.repeat(np.arange(len(titles)), [len(each) for each in titles])
    words = np.concatenate([*titles, _NONE])
    present, times = np.unique(of_title[words >= 0] * width + words[words >= 0], return_counts=True)
    title, word = np.divmod(present, width)
    row = _slices(known.held, known.held_from[word], known.held_from[word + 1])
    title = np.repeat(title, known.held_from[word + 1] - known.held_from[word])
    order = np.lexsort((row, title))
    title, row = title[order], row[order]
    begin = np.searchsorted(known.row, row)
    end = np.searchsorted(known.row, row, "right")
    needed = _slices(np.arange(len(known.row)), begin, end)
    pair = np.repeat(np.arange(len(row)), end - begin)
    wanted = title[pair] * width + known.word[needed]
    place = np.minimum(np.searchsorted(present, wanted), max(len(present) - 1, 0))
    has = np.where(present[place] == wanted, times[place], 0) if len(present) else np.zeros(len(wanted))
    lacks = np.bincount(pair, has < known.need[needed], minlength=len(row)) > 0
    return title[~lacks], row[~lacks]


def _is_tight(titles: Sequence[Rows], title: Rows, rows: Rows, known: Prepared) -> NDArray[np.bool_]:
    """Whether each keyword's words stand in its title one behind the other. Runs of words are numbered from the run
    that is one shorter and its last word, so that equal numbers mean equal runs; each begins with its title's number,
    and a word that no keyword has stands between titles."""
    sizes = known.starts[rows + 1] - known.starts[rows]
    width = len(known.numbers) + 1
    words = np.concatenate([part for each in titles for part in (each, _UNKNOWN)])
    runs = np.append(np.repeat(np.arange(len(titles)), [len(each) + 1 for each in titles]), 0)
    run = title.copy()
    for size in range(int(sizes.max(initial=0))):
        runs = runs[:-1] * width + words[size:]
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
