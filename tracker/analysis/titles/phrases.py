"""How many titles hold a keyword as one piece: folded, a Latin word or number only whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.normalise.keyword import fold_keywords

_PLAIN = "a-z0-9"


class Phrases:
    """Titles to look through. Each pair of neighbouring characters knows its titles as the bits of one number, so that
    most keywords are answered without reading a title."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = fold_keywords(titles)
        self._bits: defaultdict[str, int] = defaultdict(int)
        for place, title in enumerate(self.titles):
            for pair in {*_pairs(title), *title}:
                self._bits[pair] |= 1 << place

    def holding(self, folded: str) -> list[int]:
        """The places of the titles that hold the folded keyword as one piece."""
        bits = (1 << len(self.titles)) - 1 if folded else 0
        for pair in _pairs(folded) if len(folded) > 1 else folded:
            bits &= self._bits.get(pair, 0)
            if not bits:
                return []
        whole = _whole(folded)
        return [place for place in _places(bits) if _holds(self.titles[place], folded, whole)]

    def counts(self, keywords: Iterable[str]) -> NDArray[np.int64]:
        """How many titles hold each of the keywords, which are folded already."""
        return np.fromiter((len(self.holding(each)) for each in keywords), np.int64)


def _pairs(text: str) -> Iterator[str]:
    return (text[at : at + 2] for at in range(len(text) - 1))


def _whole(folded: str) -> re.Pattern[str] | None:
    """What finds a keyword that begins or ends in a Latin letter or digit; None for another one."""
    before, after = (re.match(f"[{_PLAIN}]", end) for end in (folded[:1], folded[-1:]))
    if not before and not after:
        return None
    left, right = f"(?<![{_PLAIN}])" if before else "", f"(?![{_PLAIN}])" if after else ""
    return re.compile(left + re.escape(folded) + right)


def _holds(title: str, folded: str, whole: re.Pattern[str] | None) -> bool:
    return folded in title and (whole is None or whole.search(title) is not None)


def _places(bits: int) -> Iterator[int]:
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
