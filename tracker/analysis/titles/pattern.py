"""What is one word of a title by its look: numbers with their measure, letters that name a shape, Latin words, kana."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable

from tracker.normalise.words import load

_HAN = ((0x3005, 0x3005), (0x3007, 0x3007), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
"""Ranges of characters that a dictionary cuts, both ends in."""

_KANA = "ぁ-ヿ"
_UNITS = "a-z%‰℃℉°㍱-㏟"
"""What stands behind a number as its unit: Latin letters, signs, and units that are one character (㎡, ㎏)."""


_MARKS_END = 0x1F000
"""From here there are no marks but selectors, which like those at FE00 choose how a sign or hanzi is drawn (❤\ufe0f)
and belong to no word."""

_JOINERS = "\u200c\u200d"
"""Stand inside words of Indic scripts and Persian, and in emoji."""


@functools.lru_cache(maxsize=16)
def whole_words(
    whole: tuple[str, ...] = (), learned: tuple[str, ...] = (), apart: tuple[str, ...] = ()
) -> re.Pattern[str]:
    """A pattern of one group that finds what isn't cut in a folded text. `whole` words come first, in their order;
    words told `apart` are none. A `learned` word that begins like a measure is none: 3米色 is 3 and 米色.

    Every choice looks back at the first character, so a search skips the characters with which no word begins.
    """
    known = load("title_words")
    heads = {each[0] for each in (*known["measures"], *known["shapes"])}
    others = f"(?!{_any([*known['others'], *(word for word in (*whole, *learned) if word[0] in heads)])})"
    number = rf"(?<=\d)\d*(?:[.,\-~x×*/]\d+)*(?:[{_UNITS}]+(?![{MARKS}])|{others}{_any(known['measures'])})?"
    shape = rf"(?<=[a-z])[a-z]{{0,3}}{others}{_any(known['shapes'])}"
    within = rf"(?:{_LETTER}|[\d{MARKS}]|[{_JOINERS}](?={_LETTER}))"
    latin = rf"(?<={_LETTER}){within}*(?:['’&.\-+](?:{_LETTER}|\d){within}*)*"
    kana = rf"(?<=[{_KANA}])[{_KANA}]*"
    said = [*map(_said, whole), *filter(None, map(_head, apart))]
    first = rf"[^\W_{_ranges(_without({ord(word[0]) for word in whole}))}]"
    return re.compile(f"({first}(?:{'|'.join([*said, number, shape, latin, kana])}))")


def _said(word: str) -> str:
    """The word behind its first character; letters, marks and digits don't go on before or behind it."""
    first = re.escape(word[0])
    before = rf"(?<!{_LETTER}{first})(?<!\d{first})" if _LATIN.match(word) else ""
    behind = rf"(?!{_LETTER}|[\d{MARKS}])" if _LATIN.match(word[-1]) else ""
    return f"(?<={first}){before}{re.escape(word[1:])}{behind}"


def _head(word: str) -> str | None:
    """The letters or digits that a word told apart begins with, behind the first; None where it has no such head."""
    found = re.match(rf"\d+|{_LETTER}+", word)
    if found is None or found[0] == word:
        return None
    return f"(?<={re.escape(word[0])}){re.escape(found[0][1:])}(?={re.escape(word[found.end() :])})"


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(set(words), key=lambda word: (-len(word), word))))})"


def _without(codes: set[int]) -> list[tuple[int, int]]:
    """The ranges of Han without these characters."""
    ranges: list[tuple[int, int]] = []
    for low, high in _HAN:
        begin = low
        for code in sorted(code for code in codes if low <= code <= high):
            ranges.append((begin, code - 1))
            begin = code + 1
        ranges.append((begin, high))
    return [(low, high) for low, high in ranges if low <= high]


def _ranges(of: Iterable[tuple[int, int]]) -> str:
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in of)


def _marks() -> Iterable[tuple[int, int]]:
    """The ranges of characters that stand on the letter before them: accents, vowel signs, tones."""
    begin = None
    for code in range(0x300, _MARKS_END + 1):
        if unicodedata.category(chr(code)) in {"Mn", "Mc"} and not 0xFE00 <= code <= 0xFE0F:
            begin = code if begin is None else begin
        elif begin is not None:
            yield begin, code - 1
            begin = None


MARKS = _ranges(_marks())
"""The inside of a class of characters that belong to the word they stand on."""

_LETTER = rf"[^\W\d_{_KANA}{_ranges(_HAN)}]"
_LATIN = re.compile(rf"{_LETTER}|\d")


def is_han(word: str) -> bool:
    """Whether the word has no other characters than those that a dictionary cuts."""
    return all(any(low <= ord(char) <= high for low, high in _HAN) for char in word)
