"""Texts that a spreadsheet would run as a formula, and the sign that stops it."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"[\t\r\n]|[\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]*[=+\-@＝＋－＠]")


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula.

    It begins with one of `= + - @`, also full-width or behind blanks, or with a tab or line break.
    """
    return _FORMULA.match(text) is not None


def neutralised(text: str) -> str:
    """The text, with an apostrophe before it where it is like a formula; for files without types (CSV)."""
    return "'" + text if is_formula_like(text) else text
