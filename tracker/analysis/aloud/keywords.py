"""Keyword lists, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence
from tracker.analysis.words import number
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given


def keyword_lists(answer: Answer, given: Given) -> str:
    """How many keywords of how many sources, and that sources keep their own units."""
    rows = answer.records()
    text = _("{keywords} keywords of {sources} sources, {readings} readings; each source counts in its own unit.")
    return text.format(
        keywords=number(len({row["keyword"] for row in rows})),
        sources=number(len({row["source"] for row in rows})),
        readings=number(len(rows)),
    )


SENTENCES: dict[str, Sentence] = {"keyword-lists": keyword_lists}
