"""Keywords that differ only by the order of their words or by filler: 连衣裙 女 夏, 夏 女 连衣裙, 新款连衣裙女夏."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.segment import Cut


def groups(cut: Cut, fillers: Collection[str] = ()) -> NDArray[np.int64]:
    """The group of each keyword, numbered from 0 in the order of their first keywords.

    Keywords are of one group when their words, each as often as they have it, are the same without the fillers (by
    key: `analysis/keywords/roles.py` tells which are). Of a keyword that is filler alone the fillers count. One without
    a word (an emoji) is a group of its own.
    """
    is_filler = np.asarray([word in fillers for word in cut.vocabulary], np.bool_)[cut.ids]
    text = cut.texts()
    count = len(cut.starts) - 1
    says_more = np.zeros(count, np.bool_)
    says_more[text[~is_filler]] = True
    kept = ~is_filler | ~says_more[text]
    order = np.lexsort((cut.ids[kept], text[kept]))
    ids = cut.ids[kept][order]
    ends = np.cumsum(np.bincount(text[kept], minlength=count))
    begins = ends - np.diff(ends, prepend=0)
    numbers: dict[bytes | int, int] = {}
    found = [
        numbers.setdefault(ids[begin:end].tobytes() or place, len(numbers))
        for place, (begin, end) in enumerate(zip(begins.tolist(), ends.tolist(), strict=True))
    ]
    return np.asarray(found, np.int64)
