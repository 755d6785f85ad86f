"""Cut keywords and titles into words. One segmenter serves a whole comparison, so that equal texts are cut alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.analysis.title_words import words
from tracker.normalise.keyword import fold_keyword


class Segmenter:
    """Cuts texts into words. `known` words are kept whole wherever they stand."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self._known = frozenset(known)

    def words(self, text: str) -> list[str]:
        """The words of the text as it spells them, in order, without blanks and signs."""
        return words(text, self._known)

    def many(self, texts: Sequence[str]) -> list[list[str]]:
        """The words of each of the texts."""
        return [self.words(text) for text in texts]


def key(word: str) -> str:
    """What words are compared by."""
    return fold_keyword(word)
