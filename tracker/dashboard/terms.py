"""Words for the columns and codes of analysed answers: headings of tables, verdicts, reasons. No streamlit."""

from __future__ import annotations

from tracker.dashboard import labels


def column(name: str) -> str:
    """The heading of a column of an answer; of a bound the common name of its ends."""
    return labels.field(name)


def code(name: str, value: str) -> str:
    """A code in a cell, in words, by the column it stands in; other texts as they are."""
    return labels.word(name, value)
