"""Cut keywords and titles into words. One segmenter serves a whole comparison, so that equal texts are cut alike.

Numbers with their measure, letters that name a shape, Latin words and kana are found by a pattern and stay whole; what
lies between them is cut by the dictionary of rjieba and the words that the segmenter was given. rjieba doesn't guess
words that it doesn't know (its HMM is off): guesses hang on the neighbours, and a word must be cut alike wherever it
stands. Texts are cut by the hundred thousand characters, and their words are numbers until they are told.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.flat import END, Flat, flatten
from tracker.analysis.titles.pattern import MARKS, whole_words
from tracker.normalise.keyword import fold_keyword, fold_keywords

_MUCH = 1 << 17
"""Characters that are cut at once: the words of one piece fit a processor's cache."""

_WHOLE = "\x1f"
"""Stands for a word that the pattern found; no folded text holds it."""

_SIGNS = re.compile(rf"^[\W_]+|(?:(?![{MARKS}])[\W_])+$")


def key(word: str) -> str:
    """What words are compared by."""
    return fold_keyword(word)


def distinct(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """The values, each once, ascending; sorting takes a fraction of what numpy's own hashing of many takes."""
    ordered = np.sort(values)
    found: NDArray[np.int64] = ordered[np.diff(ordered, prepend=ordered[:1] - 1) != 0]
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """Texts as words: those of text `n` are `vocabulary[i] for i in ids[starts[n]:starts[n + 1]]`, in order.

    `vocabulary`: each word once, as `key` gives it, in the order of first use. `starts` has one entry more than there
    are texts.
    """

    vocabulary: list[str]
    ids: NDArray[np.int32]
    starts: NDArray[np.int64]

    def texts(self) -> NDArray[np.int64]:
        """The text of each word, from 0."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


class Segmenter:
    """Cuts texts into words. Two segmenters of the same words cut alike; what is pickled is the words.

    `whole` words are never cut wherever they stand; `learned` ones are words as the dictionary's are, and `apart` ones
    are none.
    """

    def __init__(self, whole: Iterable[str] = (), *, learned: Iterable[str] = (), apart: Iterable[str] = ()) -> None:
        self._whole, self._learned, self._apart = (
            _in_order(each) for each in (_both(whole), map(fold_keyword, learned), map(fold_keyword, apart))
        )

    def words(self, text: str) -> list[str]:
        """The words of the text as it spells them, in order, without blanks and signs."""
        return self.many([text])[0]

    def many(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each of the texts, as `words` tells them."""
        vocabulary = _Vocabulary()
        found: list[list[str]] = []
        for flat, piece in self._pieces(texts, vocabulary):
            spelled = piece.spelled(flat, vocabulary.tokens)
            stops = np.cumsum(piece.counts)
            found += [spelled[a:b] for a, b in zip((stops - piece.counts).tolist(), stops.tolist(), strict=True)]
        return found

    def cut(self, texts: Sequence[str]) -> Cut:
        """The words of all texts as columns."""
        vocabulary = _Vocabulary()
        ids: list[NDArray[np.int32]] = [np.zeros(0, np.int32)]
        counts: list[NDArray[np.int64]] = [np.zeros(1, np.int64)]
        for _, piece in self._pieces(texts, vocabulary):
            ids.append(vocabulary.key_of[piece.words])
            counts.append(piece.counts)
        return Cut(list(vocabulary.keys), np.concatenate(ids), np.cumsum(np.concatenate(counts)))

    def counts(self, texts: Sequence[str]) -> dict[str, int]:
        """How many of the texts hold each word, by its `key`; those that most hold first, then in the order of first
        use."""
        vocabulary = _Vocabulary()
        total = np.zeros(0, np.int64)
        for _, piece in self._pieces(texts, vocabulary):
            here = len(piece.counts)
            pairs = vocabulary.key_of[piece.words] * np.int64(here) + np.repeat(np.arange(here), piece.counts)
            more = np.bincount(distinct(pairs) // here, minlength=len(total))
            more[: len(total)] += total
            total = more
        keys = list(vocabulary.keys)
        return {keys[each]: int(total[each]) for each in np.argsort(-total, kind="stable").tolist()}

    def _pieces(self, texts: Sequence[str], vocabulary: _Vocabulary) -> Iterator[tuple[Flat, _Piece]]:
        pattern = whole_words(self._whole, self._learned, self._apart)
        cutter = _cutter(self._learned, self._apart)
        for some in _split(texts):
            flat = flatten(some)
            yield flat, vocabulary.piece(pattern.split(flat.folded), cutter, len(some))


class _Ids(dict[str, int]):
    """Numbers texts in the order in which they are first asked for."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        super().__init__()
        self.texts: list[str] = []
        for text in known:
            self[text]

    def __missing__(self, text: str) -> int:
        self[text] = number = len(self)
        self.texts.append(text)
        return number


@dataclass(slots=True)
class _Piece:
    """Some texts cut. `words`: each word's number as a token, `begins` and `ends` where it stands in the flat text,
    `counts` how many words each text has."""

    words: NDArray[np.int32]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    counts: NDArray[np.int64]

    def spelled(self, flat: Flat, tokens: _Ids) -> list[str]:
        """The words as the texts spell them: their tokens, but where folding changed a character."""
        found = list(map(tokens.texts.__getitem__, self.words.tolist()))
        changed = np.searchsorted(self.ends, flat.changed, side="right")
        for place in np.unique(changed[changed < len(found)]).tolist():
            found[place] = flat.spelled[self.begins[place] : self.ends[place]]
        return found


class _Vocabulary:
    """The tokens met so far as numbers; of each whether it is a word, its length and its key's number."""

    def __init__(self) -> None:
        self.tokens = _Ids((END, _WHOLE))
        self.keys = _Ids()
        self.is_word = np.zeros(0, np.bool_)
        self.lengths = np.zeros(0, np.int64)
        self.key_of = np.zeros(0, np.int32)

    def piece(self, parts: list[str], cutter: Any, count: int) -> _Piece:
        """Cut what stands between the whole words: every other part is one."""
        tokens = cutter.cut(_WHOLE.join(parts[::2]), False)
        ids = np.fromiter(map(self.tokens.__getitem__, tokens), np.int32, len(tokens))
        ids[ids == 1] = np.fromiter(map(self.tokens.__getitem__, parts[1::2]), np.int32, len(parts) // 2)
        self._enter()
        is_word, lengths = self.is_word[ids], self.lengths[ids]
        words, ends = ids[is_word], np.cumsum(lengths)[is_word]
        counts = np.bincount(np.cumsum(ids == 0)[is_word], minlength=count)
        return _Piece(words, ends - lengths[is_word], ends, counts)

    def _enter(self) -> None:
        """Tell of the tokens that are new."""
        new = self.tokens.texts[len(self.lengths) :]
        if not new:
            return
        is_word = np.asarray([any(map(str.isalnum, each)) for each in new])
        numbers = np.full(len(new), -1, np.int32)
        words = np.flatnonzero(is_word).tolist()
        numbers[words] = [self.keys[each] for each in fold_keywords([new[word] for word in words])]
        self.is_word = np.concatenate([self.is_word, is_word])
        self.lengths = np.concatenate([self.lengths, np.asarray(list(map(len, new)))])
        self.key_of = np.concatenate([self.key_of, numbers])


def _both(words: Iterable[str]) -> Iterator[str]:
    """Each word folded, composed and with its marks behind its letters: what stands in texts may be either."""
    for word in map(fold_keyword, words):
        yield from (word, unicodedata.normalize("NFD", word))


def _in_order(words: Iterable[str]) -> tuple[str, ...]:
    """The folded words without signs around them, the longer before the shorter."""
    known = {_SIGNS.sub("", word) for word in flatten(list(words)).folded.split(END)}
    return tuple(sorted(known - {""}, key=lambda word: (-len(word), word)))


@functools.lru_cache(maxsize=4)
def _cutter(learned: tuple[str, ...], apart: tuple[str, ...]) -> Any:  # rjieba has no types
    import rjieba

    cutter = rjieba.Jieba()
    for word in reversed(learned):
        cutter.add_word(word, None, None)  # as often as makes it one word where it stands alone
    for word in apart:
        cutter.add_word(word, 0, None)
    return cutter


def _split(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts by pieces of about _MUCH characters, at least one text each."""
    begin = length = 0
    for place, text in enumerate(texts):
        length += len(text) + 1
        if length >= _MUCH:
            yield texts[begin : place + 1]
            begin, length = place + 1, 0
    if begin < len(texts):
        yield texts[begin:]
