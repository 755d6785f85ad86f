"""Terms that a list of keywords teaches: pieces that the dictionary breaks apart and the list keeps together, and words
of the dictionary that the list has apart.

Every keyword counts once, whatever its demand. Sources: normalised pointwise mutual information, Bouma (2009),
Normalized (Pointwise) Mutual Information in Collocation Extraction; branching entropy, Jin and Tanaka-Ishii (2006),
Unsupervised Segmentation of Chinese Text by Use of Branching Entropy; that each end of a text is a neighbour of its
own, Feng and others (2004), Accessor Variety Criteria for Chinese Word Extraction.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.pairs import pairs
from tracker.analysis.titles.pattern import is_han
from tracker.analysis.titles.segment import Cut, distinct

LEAST = 3
"""Keywords that must hold a term."""

LONGEST = 4
"""Pieces of a term."""

BOUND = 0.9
"""Of the keywords with a piece, the share that has it in the term, from which the piece doesn't stand alone."""

COHESION = 0.3
"""Normalised pointwise mutual information from which two pieces stand together more than their numbers explain."""

OFTEN = 0.5
"""A single character that stands in a cohesive term this often belongs to it."""

SURE = 10
"""Keywords from which a single character that never stands without the word before it needs no cohesion: where all
keywords have 防晒, nothing coheres with it."""

FREE = 0.5
"""Branching entropy, in nats, that a term has on both sides."""

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Terms(NamedTuple):
    """`whole`: words that are one, counted terms in the order of the list before `pairs`; `apart`: words of the
    dictionary that are two."""

    whole: list[str]
    apart: list[str]


class _Grams(NamedTuple):
    """Runs of so many words. `at`: the run's number at each word, -1: none or too rare. Of each run, how many keywords
    hold it, and one place where it stands."""

    at: Ints
    held_by: Ints
    place: Ints


def terms(keywords: Sequence[str], cut: Cut, alone: Collection[str] = ()) -> Terms:
    """What the keywords teach, cut by the dictionary; each must be there once. Words that stand `alone` are in no
    term."""
    text = cut.texts()
    joins = np.asarray([is_han(word) and word not in alone for word in cut.vocabulary], np.bool_)
    sizes = np.asarray([len(word) for word in cut.vocabulary], np.int64)
    grams = [_counted(np.where(joins[cut.ids], cut.ids, -1).astype(np.int64), text)]
    found: dict[str, int] = {}
    inside = np.zeros(len(cut.ids), np.bool_)
    for length in range(2, LONGEST + 1):
        grams.append(_longer(grams, cut.ids, text))
        places = grams[-1].place
        is_term = _is_free(grams[-1], np.where(sizes[cut.ids] > 1, -1, grams[0].at), text, length)
        for left in range(1, length):
            is_term &= _holds(grams, places, left, length - left, sizes[cut.ids], len(keywords))
        for gram in np.flatnonzero(is_term).tolist():
            place = int(places[gram])
            found["".join(cut.vocabulary[each] for each in cut.ids[place : place + length])] = int(
                grams[-1].held_by[gram]
            )
        there = np.flatnonzero(np.append(is_term, False)[grams[-1].at])
        inside[(there[:, None] + np.arange(length)).ravel()] = True
    more = [pair for pair in pairs(cut, keywords, inside, alone) if pair not in found]
    return Terms([*found, *more], _apart(cut, text, found))


def _counted(at: Ints, text: Ints) -> _Grams:
    """The runs with numbers from 0 and without the rare ones."""
    places = np.flatnonzero(at >= 0)
    _, first, number = np.unique(at[places], return_index=True, return_inverse=True)
    held = distinct(number * (int(text.max(initial=0)) + 1) + text[places])
    count = np.bincount(held // (int(text.max(initial=0)) + 1), minlength=len(first))
    often = count >= LEAST
    numbered = np.full(len(at), -1, np.int64)
    numbered[places] = np.where(often, np.cumsum(often) - 1, -1)[number]
    return _Grams(numbered, count[often], places[first][often])


def _longer(grams: list[_Grams], ids: NDArray[np.int32], text: Ints) -> _Grams:
    """The runs that are one word longer: a run and the frequent word behind it in the same keyword."""
    run, word, length = grams[-1].at, grams[0].at, len(grams)
    at = np.full(len(ids), -1, np.int64)
    if len(ids) > length:
        behind, same = word[length:], text[length:] == text[:-length]
        at[:-length] = np.where(same & (run[:-length] >= 0) & (behind >= 0), run[:-length] * len(ids) + behind, -1)
    return _counted(at, text)


def _holds(grams: list[_Grams], places: Ints, left: int, right: int, sizes: Ints, keywords: int) -> NDArray[np.bool_]:
    """Whether each run holds together where it is parted into so many words on the left and on the right. Two words of
    the dictionary that have two or more characters each stay two."""
    whole = grams[left + right - 1].held_by
    sides = [(grams[left - 1], places, left), (grams[right - 1], places + left, right)]
    counts = np.stack([each.held_by[each.at[at]] for each, at, _ in sides])
    single = np.stack([(sizes[at] == 1) & (width == 1) for _, at, width in sides])
    loose = single | np.asarray([[width > 1] for _, _, width in sides])
    share = whole / counts
    npmi = np.log(whole * keywords / counts.prod(axis=0)) / np.maximum(-np.log(whole / keywords), 1e-12)
    bound = share >= BOUND
    coheres = ((loose | single[::-1]) & bound).any(axis=0) | (single & (share >= OFTEN)).any(axis=0)
    sure = single[1] & bound[1] & (whole >= SURE)
    held: NDArray[np.bool_] = loose.any(axis=0) & (bound.all(axis=0) | (coheres & (npmi >= COHESION)) | sure)
    return held


def _is_free(grams: _Grams, single: Ints, text: Ints, length: int) -> NDArray[np.bool_]:
    """Whether what stands on both sides of each run varies. `single`: numbers of single characters, -1 elsewhere: the
    end of a keyword or a longer word is a neighbour of its own each time, for no term goes on through it."""
    places = np.flatnonzero(grams.at >= 0)
    run = grams.at[places]
    own = -1 - np.arange(len(places))
    sides = []
    for beside in (places - 1, places + length):
        there = np.clip(beside, 0, len(text) - 1)
        is_single = (there == beside) & (text[there] == text[places]) & (single[there] >= 0)
        sides.append(_entropy(run, np.where(is_single, single[there], own), len(grams.held_by)))
    free: NDArray[np.bool_] = np.minimum(*sides) >= FREE
    return free


def _entropy(run: Ints, neighbour: Ints, count: int) -> Floats:
    """Of each run, the entropy of its neighbours: -Σ p ln p."""
    if not len(run):
        return np.zeros(count)
    low = int(neighbour.min())
    width = int(neighbour.max()) - low + 1
    beside, often = np.unique(run * width + neighbour - low, return_counts=True)
    of = beside // width
    share = often / np.bincount(of, often, count)[of]
    return np.bincount(of, -share * np.log(share), count).astype(np.float64)


def _apart(cut: Cut, text: Ints, found: dict[str, int]) -> list[str]:
    """Words of four characters and more that are two words which the list has apart, in as many keywords each as a term
    needs: 朗逸速腾 where 朗逸 and 速腾 stand alone."""
    width = len(cut.vocabulary)
    held = distinct(text * max(width, 1) + cut.ids)
    count = dict(zip(cut.vocabulary, np.bincount(held % max(width, 1), minlength=width).tolist(), strict=True)) | found
    return [
        word
        for word in cut.vocabulary
        if len(word) >= 4
        and is_han(word)
        and any(
            min(count.get(word[:place], 0), count.get(word[place:], 0)) >= LEAST for place in range(2, len(word) - 1)
        )
    ]
