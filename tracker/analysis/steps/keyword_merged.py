"""keyword-merged: rows of several lists beside one another where their keywords fold alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.columns import numbers
from tracker.analysis.keywords import variants
from tracker.analysis.keywords.roles import fillers
from tracker.analysis.titles.vocabulary import segmenter_of
from tracker.normalise.keyword import fold_keyword, fold_keywords
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The rows: keywords of most sources first, of equally many the one with the best place in any list."""
    import pyarrow as pa

    spelled = gathered.column("keyword").combine_chunks().dictionary_encode()
    folded = pa.array(fold_keywords(spelled.dictionary.to_pylist()), pa.string()).dictionary_encode()
    of_spelling = folded.indices.to_numpy()  # of each spelling its folded keyword
    spelling = spelled.indices.to_numpy()
    word = of_spelling[spelling] if len(spelling) else spelling
    count = len(folded.dictionary)
    spellings = np.bincount(of_spelling, minlength=count)
    source = gathered.column("source").combine_chunks().dictionary_encode()
    known = len(source.dictionary)
    pairs = np.unique(word.astype(np.int64) * max(known, 1) + source.indices.to_numpy())
    sources = np.bincount(pairs // max(known, 1), minlength=count)
    best = np.full(count, np.inf)
    np.fmin.at(best, word, numbers(gathered, "place"))
    name_order = np.argsort(np.argsort(np.array(folded.dictionary.to_pylist(), dtype=object)))
    order = np.lexsort([np.arange(len(word)), name_order[word], best[word], -sources[word]])
    group = _groups(folded.dictionary.to_pylist(), order, word)
    keep = np.asarray(gathered.column("is_wanted").to_numpy(), np.bool_)[order]
    if given.get("keyword") is not None:
        texts = folded.dictionary.to_pylist()
        wanted = fold_keyword(str(given["keyword"]))
        keep &= word[order] == (texts.index(wanted) if wanted in texts else -1)
    order = order[keep]
    table = gathered.take(order)
    return {name: table.column(name) for name in table.column_names} | {
        "folded": folded.dictionary.take(word[order]),
        "source_count": sources[word[order]],
        "spelling_count": spellings[word[order]],
        "variant_of": folded.dictionary.take(group[word[order]]),
        "variant_count": np.bincount(group, minlength=count)[group[word[order]]],
    }


def _groups(folded: list[str], order: NDArray[np.int64], word: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each folded keyword the one that comes first in the answer of those that differ by order or filler alone."""
    if not folded:
        return np.zeros(0, np.int64)
    cut = segmenter_of(folded).cut(folded)
    group = variants.groups(cut, fillers(cut.vocabulary))
    first = np.full(group.max() + 1, -1, np.int64)
    answered = word[order][::-1]  # the first is written last, and stays
    first[group[answered]] = answered
    return first[group]
