"""What every parser of a text does first: fold its writing, unwrap a list literal, know a missing mark.

Stands before money, counts, ratios and times.
"""

from __future__ import annotations

import re
import unicodedata

from tracker.normalise.words import load

_FOLDED: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
"""Full width forms to ASCII. NFKC would do more than is safe: it reads 5² as 52 and ① as 1."""

_FOLDED |= {ord(char): "-" for char in "‐‑‒–—―−﹣⁃─"}
_FOLDED |= {ord(char): "~" for char in "〜∼˜"}
_FOLDED |= {ord(char): "'" for char in "’‘ʼ"}
_FOLDED |= {ord(char): "%" for char in "﹪"}
_FOLDED |= {
    0xFFE5: "¥",
    0xFFE6: "₩",
    0xFFE1: "£",
    ord("﹩"): "$",
    ord("≤"): "<=",
    ord("≥"): ">=",
}
_INVISIBLE = [
    0x00AD,
    0x061C,
    0x180E,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x206A),
    0xFEFF,
]
_FOLDED |= dict.fromkeys(_INVISIBLE)

_FOLDED |= {
    ord(zero) + value: chr(ord("0") + value) for zero in "\u0660\u06f0\u0966\u09e6\u0e50" for value in range(10)
}
"""The digits of Arabic, Persian, Hindi, Bengali and Thai. Their separators stay, and so are refused."""

_GROUP = re.compile(r"(?<=[0-9])[\u00a0\u2007\u2009\u202f](?=[0-9]{3}(?![0-9]))")
GROUP = "٬"
"""The sign of grouped digits that is nothing else: U+066C."""

_LITERAL = re.compile(r"""\[\s*(?:'([^']*)'|"([^"]*)"|([^,'"\[\]]*))\s*\]""")
"""A Python list of one element, or of none."""

_MISSING = frozenset(word for words in load("words")["missing"].values() for word in words)
"""Folded texts which say that nothing was observed."""


def fold(text: str) -> str:
    """The text as the parsers read it: ASCII forms, single blanks, lower case, taken out of `['…']` and `"…"`, without
    the apostrophe that makes a number a text for Excel.

    A no-break or thin blank that groups digits is `GROUP`.
    """
    if not text.isascii():
        text = _GROUP.sub(GROUP, unicodedata.normalize("NFC", text).translate(_FOLDED))
    text = " ".join(text.split()).casefold()
    if text.startswith("[") and (literal := _LITERAL.fullmatch(text)):
        return (literal[1] or literal[2] or literal[3] or "").strip()
    if len(text) > 2 and text[0] == text[-1] == '"':
        return text[1:-1].strip()
    return text[1:] if text.startswith("'") and text[1:2].isdecimal() else text


def is_missing(text: str) -> bool:
    """Whether the text says that nothing was observed: blanks, dashes, N/A, 暂无, 面议."""
    return is_missing_folded(fold(text))


def is_missing_folded(folded: str) -> bool:
    """The same of a text that `fold` gave."""
    return folded in _MISSING or not folded.strip("- ")
