"""What every parser of a text does first: fold its writing, unwrap a list literal, know a missing mark.

Stands before money, counts, ratios and times.
"""

from __future__ import annotations

import re

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
    ord("、"): ",",
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

_LITERAL = re.compile(r"""\[\s*(?:'([^']*)'|"([^"]*)"|([^,'"\[\]]*))\s*\]""")
"""A Python list of one element, or of none."""

_MISSING_MARKS = """
    / \\ // n/a #n/a n.a. na <na> #na n/r none (none) null (null) \\n nil nan nat undefined unknown tbd
    ∞ +∞ -∞ 无 無 暂无 暫無 暂无报价 暂无价格 暂无数据 暂无评价 暂无评分 暂无评论 暂无销量 无数据 无报价
    面议 面議 价格面议 价格面議 價格面議 电议 询价 未知 待定 空
"""
_MISSING = frozenset(_MISSING_MARKS.split())
"""Folded texts which say that nothing was observed."""


def fold(text: str) -> str:
    """The text as the parsers read it: ASCII forms, single blanks, lower case, taken out of `['…']`."""
    if not text.isascii():
        text = text.translate(_FOLDED)
    text = " ".join(text.split()).casefold()
    if text.startswith("[") and (literal := _LITERAL.fullmatch(text)):
        return (literal[1] or literal[2] or literal[3] or "").strip()
    return text


def is_missing(text: str) -> bool:
    """Whether the text says that nothing was observed: blanks, dashes, N/A, 暂无, 面议."""
    return is_missing_folded(fold(text))


def is_missing_folded(folded: str) -> bool:
    """The same of a text that `fold` gave."""
    return folded in _MISSING or not folded.strip("- ")
