"""What a title can be made of: the words of a list's keywords, what each costs, and what has to stand in it or mustn't.

A word that keywords need twice is two words here. What has to stand is kept as the user wrote it, a block; its words
serve keywords too, and are paid with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.joining import ends, join
from tracker.analysis.titles.pattern import MARKS
from tracker.analysis.titles.rules import length
from tracker.analysis.titles.segment import Segmenter, key
from tracker.errors import InputError
from tracker.normalise.keyword import fold_keyword, is_joined
from tracker.store.title_rules import Rule


class Part(NamedTuple):
    """A word by what it is compared by, and the how manieth of its kind it is in a title, from 1."""

    key: str
    copy: int


@dataclass(frozen=True, slots=True)
class Candidates:
    """`parts`: the words to choose from, `texts`: as they are spelled. `keywords`: the parts of each keyword, in its
    order. `needs`: the places of the parts to choose for it; null: it can't be covered. `costs`, `limits`: as
    `optimum.choose` takes them. `blocks`: what has to stand, as written, `block_words`: the words of each."""

    parts: list[Part]
    texts: list[str]
    keywords: list[list[Part]]
    needs: list[list[int] | None]
    costs: NDArray[np.float64]
    limits: NDArray[np.float64]
    blocks: list[str]
    block_words: list[list[str]]


def candidates(
    keywords: Sequence[str],
    weights: NDArray[np.float64],
    segmenter: Segmenter,
    rule: Rule,
    must: Sequence[str] = (),
    excluded: Sequence[str] = (),
) -> Candidates:
    """The candidates among the keywords. A word is spelled the shortest way that a keyword has it, so that no other
    spelling makes room for more; of those as short as in the keywords that weigh most.

    Raises InputError `title-must-long`, `title-must-excluded`.
    """
    blocks = _blocks(must, segmenter, rule, excluded)
    block_words = [segmenter.words(block) for block in blocks]
    given = Counter(key(word) for words in block_words for word in words)
    cut = segmenter.many(keywords)
    parted = [numbered([key(word) for word in words]) for words in cut]
    texts = _spelled(cut, parted, np.nan_to_num(weights), rule)
    barred = {part for part in texts if any(_holds_word(part.key, each) for each in map(fold_keyword, excluded))}
    parts = [part for part in texts if part.copy > given[part.key] and part not in barred]
    places = {part: place for place, part in enumerate(parts)}
    needs = [
        None if not words or not barred.isdisjoint(words) else [places[part] for part in words if part in places]
        for words in parted
    ]
    spelled = [texts[part] for part in parts]
    costs, limits = _rows(spelled, blocks, rule)
    never = _never_together(parts, given, [[key(word) for word in segmenter.words(each)] for each in excluded])
    return Candidates(
        parts,
        spelled,
        parted,
        needs,
        np.concatenate([costs, *(row[None, :] for row, _most in never)]),
        np.concatenate([limits, [most for _row, most in never]]),
        blocks,
        block_words,
    )


def holds(text: str, excluded: Sequence[str]) -> bool:
    """Whether one of the texts stands in the text, however either is written: Latin ones as whole words."""
    folded = fold_keyword(text)
    return any(_holds_word(folded, fold_keyword(each)) for each in excluded)


def _holds_word(folded: str, wanted: str) -> bool:
    if not wanted:
        return False
    before = "" if is_joined(wanted[0]) else rf"(?<![^\W_])(?<![{MARKS}])"
    behind = "" if is_joined(wanted[-1]) else rf"(?![^\W_]|[{MARKS}])"
    if not before and not behind:
        return wanted in folded
    return re.search(f"{before}{re.escape(wanted)}{behind}", folded) is not None


def _blocks(must: Sequence[str], segmenter: Segmenter, rule: Rule, excluded: Sequence[str]) -> list[str]:
    """What has to stand, each once, without those that stand in another one."""
    asked = list(dict.fromkeys(text for each in must if (text := each.strip())))
    keys = {each: tuple(key(word) for word in segmenter.words(each)) for each in (*asked, *excluded)}

    def stands(wanted: str, text: str) -> bool:
        """As text, or as words: red is a word of 碎花red."""
        sizes = range(len(keys[text]) - len(keys[wanted]) + 1) if keys[wanted] else ()
        as_words = any(keys[text][at : at + len(keys[wanted])] == keys[wanted] for at in sizes)
        return as_words or holds(text, [wanted])

    blocks = [
        each
        for place, each in enumerate(asked)
        if not any(
            stands(each, other) and (not stands(other, each) or at < place)
            for at, other in enumerate(asked)
            if at != place
        )
    ]
    if both := [each for each in blocks if any(stands(other, each) for other in excluded)]:
        raise InputError("title-must-excluded", words=" ".join(both))
    shortest = join(blocks)
    if length(shortest, rule.unit) > rule.limit:
        raise InputError("title-must-long", words=shortest, length=length(shortest, rule.unit), limit=rule.limit)
    return blocks


def numbered(keys: Sequence[str]) -> list[Part]:
    """The words as parts, in their order."""
    seen: Counter[str] = Counter()
    parts = []
    for each in keys:
        seen[each] += 1
        parts.append(Part(each, seen[each]))
    return parts


def _spelled(
    cut: list[list[str]], parted: list[list[Part]], weights: NDArray[np.float64], rule: Rule
) -> dict[Part, str]:
    """Each part, in the order of the keywords, and its shortest spelling, of several the one that weighs most."""
    worth: dict[str, Counter[str]] = {}
    for words, parts, weight in zip(cut, parted, weights.tolist(), strict=True):
        for word, part in zip(words, parts, strict=True):
            worth.setdefault(part.key, Counter())[word] += weight
    best = {
        each: min(spellings, key=lambda text: (length(text, rule.unit), _apart(text), -spellings[text]))
        for each, spellings in worth.items()
    }
    return {part: best[part.key] for parts in parted for part in parts}


def _rows(texts: list[str], blocks: list[str], rule: Rule) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Two rows: the characters alone, and with the blanks that no order can do without (see `joining.sparing`)."""
    blank = length(" ", rule.unit)
    long = np.asarray([length(text, rule.unit) for text in texts], dtype=np.float64)
    taken = sum(length(block, rule.unit) for block in blocks)
    costs = np.stack([long, long + blank * np.asarray([_apart(text) for text in texts], dtype=np.float64)])
    limits = [rule.limit - taken, rule.limit - taken + blank * (1 - sum(map(_apart, blocks)))]
    return costs, np.asarray(limits, dtype=np.float64)


def _apart(text: str) -> int:
    """1 where the text takes a blank at both ends, -1 where at neither, 0 otherwise."""
    return sum(ends(text)) - 1


def _never_together(
    parts: list[Part], given: Counter[str], excluded: list[list[str]]
) -> list[tuple[NDArray[np.float64], int]]:
    """For each excluded text of several words a row: not all of them may be taken."""
    rows = []
    for words in excluded:
        lacking = {part for part in numbered(words) if part.copy > given[part.key]}
        if len(words) > 1 and lacking:
            rows.append((np.asarray([part in lacking for part in parts], dtype=np.float64), len(lacking) - 1))
    return rows
