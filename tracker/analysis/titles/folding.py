"""A title folded so that each character leads back to where it stands in the title as it is written."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from tracker.normalise.fold import simplified
from tracker.normalise.keyword import is_joined


class Folded(NamedTuple):
    """A folded text, and the place in the text as written of each of its characters."""

    text: str
    places: list[int]


def folded(text: str) -> Folded:
    """The text folded character by character (NFKC, case, traditional to simplified), without marks that nobody sees
    and without blanks beside characters of scripts that write none."""
    kept: list[tuple[str, int]] = []
    for place, char in enumerate(text):
        if unicodedata.category(char) != "Cf":
            kept += [(each, place) for each in unicodedata.normalize("NFKC", char).casefold()]
    joined = [
        (char, place)
        for at, (char, place) in enumerate(kept)
        if not (char.isspace() and any(is_joined(kept[by][0]) for by in (at - 1, at + 1) if 0 <= by < len(kept)))
    ]
    plain = "".join(char for char, _ in joined)
    simple = simplified(plain)
    return Folded(simple if len(simple) == len(plain) else plain, [place for _, place in joined])


def whole_word(word: str) -> str:
    """A pattern of a folded word. A Latin one isn't found inside another."""
    before = r"(?<![a-z\d])" if word[0].isascii() else ""
    behind = r"(?![a-z\d])" if word[-1].isascii() else ""
    return f"{before}{re.escape(word)}{behind}"
