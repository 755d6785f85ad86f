"""The words of cells, from tracker/reference/words.toml, counting.toml and pricing.toml. Stands before every parser."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


@functools.cache
def load(name: str) -> dict[str, Any]:
    """The table tracker/reference/NAME.toml."""
    return tomllib.loads(files("tracker").joinpath(f"reference/{name}.toml").read_text(encoding="utf-8"))


def any_of(patterns: Iterable[str]) -> str:
    """A pattern that matches what one of the patterns does, the earlier before the later."""
    return f"(?:{'|'.join(patterns)})"


def literal(words: Iterable[str]) -> str:
    """A pattern of the words as they stand, the longer before the shorter. A word in letters with spaces between words
    ends where the letters end, so `mi` isn't found in `mil`."""
    return any_of(
        re.escape(word) + (LETTER_ENDS if word[-1].isalpha() and word[-1] < "\u0e00" else "")
        for word in sorted(words, key=len, reverse=True)
    )


LETTER_ENDS = r"(?![a-zа-яёà-öø-ÿāăąčćđęěğıłńňőœřśšťůűźżžơưạ-ỹ])"
"""Where a word of an alphabet ends: digits, signs and the scripts that write without spaces may follow."""
