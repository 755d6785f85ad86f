"""Join words to a title: Han and kana without blanks, words of other scripts with one between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.normalise.keyword import is_joined


class Ends(NamedTuple):
    """Whether a word begins, and ends, with a character that takes a blank beside another such."""

    begins: bool
    ends: bool


def ends(word: str) -> Ends:
    """The ends of a word that isn't empty."""
    return Ends(not is_joined(word[0]), not is_joined(word[-1]))


def join(words: Iterable[str]) -> str:
    """The words in their order as one text."""
    text = ""
    for word in words:
        text += " " + word if text and word and ends(text).ends and ends(word).begins else word
    return text


def sparing(words: Sequence[str]) -> list[int]:
    """The places of the words in an order that needs the fewest blanks: those between words that take one at both ends,
    less one, less the words that take none at either, but never below 0."""
    groups: dict[Ends, list[int]] = {
        Ends(begins, finishes): [] for begins in (True, False) for finishes in (True, False)
    }
    for place, word in enumerate(words):
        groups[ends(word)].append(place)
    apart, close = groups[Ends(True, True)], groups[Ends(False, False)]
    mixed = [place for pair in zip(apart, close, strict=False) for place in pair]
    shared = min(len(apart), len(close))
    rest = [*apart[shared:], *close[shared:]]
    return [*groups[Ends(True, False)], *mixed, *rest, *groups[Ends(False, True)]]
