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


@functools.cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, compiled when it is first used: most imports never need most of the patterns."""
    return re.compile(pattern)


def any_of(patterns: Iterable[str]) -> str:
    """A pattern that matches what one of the patterns does, the earlier before the later."""
    return f"(?:{'|'.join(patterns)})"


def literal(words: Iterable[str]) -> str:
    """A pattern of the words as they stand, the longer before the shorter. A word of an alphabet ends where the letters
    end, so `mi` isn't found in `mil`; digits, signs and the scripts that write without spaces may follow it."""
    ordered = sorted(words, key=len, reverse=True)
    spelled = [re.escape(word) for word in ordered if word[-1].isalpha() and word[-1] < _WITHOUT_SPACES]
    others = [re.escape(word) for word in ordered if re.escape(word) not in spelled]
    return any_of([*others, *([any_of(spelled) + _LETTERS_END] if spelled else [])])


_LETTERS_END = "(?![a-zß-ɏа-џḀ-ỿ])"
_WITHOUT_SPACES = "\u0e00"
"""The first letter of Thai; behind it stand the scripts of East Asia."""
