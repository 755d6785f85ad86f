"""Words of two hanzi that the dictionary lacks and too few keywords hold to count by: two loose single hanzi that stand
between other words, or an end and a word, are one word from the first keyword on (燃脂 in 燃脂塑身).

A single hanzi is loose where it is no word itself: no packaged word with a role (女, 夏), and nowhere in the list
alone, as a keyword or between two longer words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.flat import END
from tracker.analysis.titles.pattern import is_han
from tracker.analysis.titles.segment import Cut

_RUN = re.compile(f"[^{END}]{{2,}}")


def pairs(cut: Cut, keywords: Sequence[str], inside: NDArray[np.bool_], known: Collection[str]) -> list[str]:
    """The words that the cut keywords teach so, in order of their characters. `inside`: of each word of the cut,
    whether it belongs to a longer one that the list taught. `known`: words that are no part of another."""
    text = cut.texts()
    sizes = np.where(inside, 2, np.asarray([len(word) for word in cut.vocabulary], np.int64)[cut.ids])
    is_loose = np.asarray([len(word) == 1 and is_han(word) and word not in known for word in cut.vocabulary], np.bool_)
    is_loose[cut.ids[_alone(sizes, text)]] = False
    runs = _runs(cut, keywords, is_loose[cut.ids] & (sizes == 1), text)
    found: set[str] = set()
    new = {run for run in runs if len(run) == 2}
    while new:
        found |= new
        runs = {each for run in runs for each in _between(run, found) if len(each) > 1}
        new = {run for run in runs if len(run) == 2}
    return sorted(found)


def _between(run: str, found: Collection[str]) -> Iterator[str]:
    """What is left of a run before, between and behind the pairs in it, from the left."""
    begin = at = 0
    while at < len(run):
        if run[at : at + 2] in found:
            yield run[begin:at]
            begin = at = at + 2
        else:
            at += 1
    yield run[begin:]


def _alone(sizes: NDArray[np.int64], text: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of single characters that are a whole keyword or stand between two longer words of one."""
    edge = np.full(1, -1)
    before, behind = np.concatenate([edge, text[:-1]]) == text, np.concatenate([text[1:], edge]) == text
    long = np.concatenate([[False], sizes > 1, [False]])
    between = before & behind & long[:-2] & long[2:]
    return np.flatnonzero((sizes == 1) & (between | ~(before | behind)))


def _runs(cut: Cut, keywords: Sequence[str], is_loose: NDArray[np.bool_], text: NDArray[np.int64]) -> set[str]:
    """What two or more loose characters spell that stand one behind the other, no sign between."""
    code = np.asarray([ord(word[0]) for word in cut.vocabulary], np.uint32)
    sizes = np.asarray([len(word) for word in cut.vocabulary], np.int64)
    signed = np.bincount(text, sizes[cut.ids], len(keywords)) != np.fromiter(map(len, keywords), np.int64)
    spelled = np.full(len(cut.ids) + len(keywords), ord(END), np.uint32)
    spelled[np.arange(len(cut.ids)) + text] = np.where(is_loose, code[cut.ids], ord(END))
    begins = cut.starts + np.arange(len(cut.starts))
    doubtful = np.flatnonzero(signed & (np.bincount(text, is_loose, len(keywords)) > 1)).tolist()
    found: set[str] = set()
    for row in doubtful:
        line = spelled[begins[row] : begins[row + 1]]
        found.update(run for run in _RUN.findall(_text(line)) if run in keywords[row])
        line[:] = ord(END)
    return found | set(_RUN.findall(_text(spelled)))


def _text(codes: NDArray[np.uint32]) -> str:
    return codes.tobytes().decode("utf-32-le")
