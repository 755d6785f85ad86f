"""What changed between two titles, word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from tracker.analysis.titles.segment import Segmenter, key


class Change(NamedTuple):
    """Words as the titles spell them, in the order of the titles: `added` and `moved` as the new one, `removed` as the
    old one. All empty: the titles differ in spelling alone."""

    added: list[str]
    removed: list[str]
    moved: list[str]


def change(before: str, after: str) -> Change:
    """What changed from one title to the next."""
    return changes([(before, after)])[0]


def changes(pairs: Sequence[tuple[str, str]]) -> list[Change]:
    """What changed from the first to the second title of each pair. Words are compared by their `key`; of equal words
    the ones that stand in another place are moved (longest matching blocks: Ratcliff and Obershelp, as difflib has
    them)."""
    words = Segmenter().many([title for pair in pairs for title in pair])
    return [_change(old, new) for old, new in zip(words[::2], words[1::2], strict=True)]


def _change(old: list[str], new: list[str]) -> Change:
    same = SequenceMatcher(None, [key(word) for word in old], [key(word) for word in new], autojunk=False)
    gone: list[str] = []
    come: list[str] = []
    for tag, old_start, old_end, new_start, new_end in same.get_opcodes():
        if tag != "equal":
            gone += old[old_start:old_end]
            come += new[new_start:new_end]
    both = Counter(map(key, gone)) & Counter(map(key, come))
    removed, _ = _parted(gone, both)
    added, moved = _parted(come, both)
    return Change(added, removed, moved)


def _parted(found: list[str], common: Counter[str]) -> tuple[list[str], list[str]]:
    """The words that aren't in common, and those that are, each as often as it is."""
    left = Counter(common)
    alone: list[str] = []
    shared: list[str] = []
    for word in found:
        same = key(word)
        (shared if left[same] > 0 else alone).append(word)
        left[same] -= 1
    return alone, shared
