"""What words do in keywords and titles, as the packaged lists and the user say it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from tracker.normalise.keyword import fold_keyword
from tracker.normalise.words import any_of, load
from tracker.store.words import Word


def said_roles(said: Iterable[Word]) -> dict[str, str]:
    """The roles that the user said, by word."""
    return {fold_keyword(each.word): each.role for each in said if each.role is not None}


@functools.cache
def listed_roles() -> Mapping[str, str]:
    """The roles of reference/word_roles.toml, by word."""
    known = load("word_roles")
    return {fold_keyword(word): role for role in ("filler", "scene", "audience") for word in known[role]}


def is_filler_form(word: str) -> bool:
    """Whether a word, folded, looks like filler: a year."""
    return _forms().fullmatch(word) is not None


def fillers(words: Iterable[str], said: Sequence[Word] = ()) -> frozenset[str]:
    """Those of the words (folded) that are filler: as the user says, else as the packaged list does."""
    roles = said_roles(said)
    listed = listed_roles()
    return frozenset(
        word for word in words if roles.get(word, listed.get(word, is_filler_form(word) and "filler")) == "filler"
    )


@functools.cache
def _forms() -> re.Pattern[str]:
    return re.compile(any_of(load("word_roles")["filler_forms"]))
