"""What tests of questions share: an answer's rows, and what is read aloud of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.analysis.aloud import read_aloud
from tracker.analysis.asking import ask
from tracker.i18n import activate
from tracker.store.place import Store


def rows(store: Store, question: str, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    """The answer, in its order, under the named columns."""
    answer = ask(store, question, given)
    places = [answer.columns.index(name) for name in columns.split()]
    return [tuple(row[place] for place in places) for row in answer.rows]


def aloud(store: Store, question: str, language: str = "en", **given: Any) -> str:
    """The answer in words."""
    activate(language)
    try:
        return read_aloud(question, ask(store, question, given), given)
    finally:
        activate("en")


def march(day: int) -> date:
    return date(2026, 3, day)
