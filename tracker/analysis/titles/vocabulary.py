"""The words that a list of keywords and its user know beside the dictionary: the segmenter of a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.titles.segment import Segmenter
from tracker.store.words import Word

__all__ = ["Word", "segmenter_of"]


def segmenter_of(keywords: Sequence[str], said: Sequence[Word] = ()) -> Segmenter:
    """The segmenter for the keywords and what is compared with them. What the user said of a word comes first."""
    return Segmenter(each.word for each in said if each.is_whole)
