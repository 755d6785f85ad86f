"""The words that a list of keywords and its user know beside the dictionary: the segmenter of a comparison."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from tracker.analysis.keywords.roles import listed_roles
from tracker.analysis.titles.pattern import is_han
from tracker.analysis.titles.segment import Segmenter
from tracker.analysis.titles.terms import Terms, terms
from tracker.normalise.keyword import fold_keywords
from tracker.normalise.words import load
from tracker.store.words import Word

__all__ = ["Word", "segmenter_of"]


def segmenter_of(keywords: Sequence[str], said: Sequence[Word] = ()) -> Segmenter:
    """The segmenter for the keywords and what is compared with them: it knows the packaged words of roles and of
    the trade, and what the keywords themselves teach (`terms`), and what the user said of a word comes before both."""
    whole = [each.word for each in said if each.is_whole]
    apart = {each.word for each in said if each.is_whole is False}
    taught = _taught(tuple(dict.fromkeys(fold_keywords(keywords))))
    learned = {*_listed(), *taught.whole} - apart
    return Segmenter(whole, learned=learned, apart={*apart, *taught.apart} - {*whole})


@functools.lru_cache(maxsize=4)
def _taught(keywords: tuple[str, ...]) -> Terms:
    return terms(keywords, Segmenter(learned=_listed()).cut(keywords), listed_roles())


@functools.cache
def _listed() -> tuple[str, ...]:
    """The packaged words that the dictionary may cut apart: those with a role, and those of the trade."""
    return (*(word for word in listed_roles() if len(word) > 1 and is_han(word)), *trade_words())


def trade_words() -> list[str]:
    """The words of reference/trade_words.toml."""
    return [word for words in load("trade_words").values() for word in words]
