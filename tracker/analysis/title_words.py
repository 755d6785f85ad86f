"""Titles as words, and what changed between two titles, word by word."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from tracker.normalise.words import load


class Change(NamedTuple):
    """Words as the titles spell them, in the order of the titles: `added` and `moved` as the new one, `removed` as the
    old one. All empty: the titles differ in spelling alone."""

    added: list[str]
    removed: list[str]
    moved: list[str]


def change(before: str, after: str) -> Change:
    """What changed from one title to the next. Words are compared without case and width; of equal words the ones that
    stand in another place are moved (longest matching blocks: Ratcliff and Obershelp, as difflib has them)."""
    old, new = _in_words(before, after)
    same = SequenceMatcher(None, [_key(word) for word in old], [_key(word) for word in new], autojunk=False)
    gone: list[str] = []
    come: list[str] = []
    for tag, old_start, old_end, new_start, new_end in same.get_opcodes():
        if tag != "equal":
            gone += old[old_start:old_end]
            come += new[new_start:new_end]
    both = Counter(map(_key, gone)) & Counter(map(_key, come))
    removed, _ = _parted(gone, both)
    added, moved = _parted(come, both)
    return Change(added, removed, moved)


def words(title: str, known: Collection[str] = ()) -> list[str]:
    """The words of a title as it spells them, without blanks and signs. Latin words, numbers with their measure and
    letters that name a shape stay whole, and so do the known words; the rest is cut by the dictionary of rjieba."""
    longest = sorted(known, key=lambda word: (-len(word), word))
    whole = _compiled("|".join([*map(re.escape, longest), _whole()]))
    found: list[str] = []
    end = 0
    for piece in _pieces(_narrow(title), whole):
        end += len(piece)
        if any(char.isalnum() for char in piece):
            found.append(title[end - len(piece) : end])
    return found


def _in_words(before: str, after: str) -> tuple[list[str], list[str]]:
    """The words of two titles, cut alike: rjieba guesses words that it doesn't know by what stands around them, so a
    word of either title that both hold is one in both."""
    folded = [_narrow(title).casefold() for title in (before, after)]
    found = {_narrow(word).casefold() for word in (*words(before), *words(after)) if len(word) > 1}
    common = [word for word in found if all(word in title for title in folded)]
    return words(before, common), words(after, common)


def _pieces(title: str, whole: re.Pattern[str]) -> Iterator[str]:
    import rjieba

    end = 0
    for each in whole.finditer(title):
        yield from rjieba.cut(title[end : each.start()])
        yield each[0]
        end = each.end()
    yield from rjieba.cut(title[end:])


@functools.lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@functools.cache
def _whole() -> str:
    known = load("title_words")
    measures, shapes = (
        "|".join(sorted(map(re.escape, known[name]), key=len, reverse=True)) for name in ("measures", "shapes")
    )
    number = r"\d+(?:[.,\-~～x×*/]\d+)*"
    return rf"{number}(?:[a-z%℃]+|{measures})?|[a-z]{{1,4}}(?:{shapes})|[a-z]+(?:['’&.\-+]?[a-z\d]+)*"


def _narrow(text: str) -> str:
    """The text with full-width characters made narrow, each in its place."""
    return "".join(each if len(each := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)


def _key(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _parted(found: list[str], common: Counter[str]) -> tuple[list[str], list[str]]:
    """The words that aren't in common, and those that are, each as often as it is."""
    left = Counter(common)
    alone: list[str] = []
    shared: list[str] = []
    for word in found:
        key = _key(word)
        (shared if left[key] > 0 else alone).append(word)
        left[key] -= 1
    return alone, shared
