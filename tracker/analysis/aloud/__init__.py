"""Answers read aloud: a plain sentence or two for each question, in the user's language.

A sentence says what the rows say and how much stands behind them, no more. Every module here is one theme, and its
`SENTENCES` has a function for each question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

THEMES = ("history", "prices", "sales", "shops", "trend", "own", "keywords", "roots", "titles", "decisions")

Sentence = Callable[[Answer, Given], str]


def read_aloud(name: str, answer: Answer, given: Given) -> str:
    """The answer of the question in words; for an answer without rows, that there is none."""
    if not answer.rows:
        return _("Nothing that was observed answers this question.")
    return sentences()[name](answer, given)


def sentences() -> Mapping[str, Sentence]:
    """Every question's sentence."""
    found: dict[str, Sentence] = {}
    for theme in THEMES:
        found |= import_module(f"{__name__}.{theme}").SENTENCES
    return found
