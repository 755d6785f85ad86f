"""Fold a header or a name for comparing: NFKC, traditional to simplified, lower case, letters and digits only.

Folded text is for matching; nothing folded is ever shown or stored as a title.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]\s*$")
_CURRENCY = re.compile(r"\s*(?:[A-Z]{0,3}[$€£¥₹₫₩฿₱])\s*$")


def fold_header(text: str) -> str:
    """The whole text folded; the text itself, stripped, where it has neither letters nor digits (`#`)."""
    return _fold(text) or text.strip()


def fold_header_core(text: str) -> str:
    """The text folded without a unit in brackets or a currency sign behind it: `价格(元)` is `价格`."""
    return fold_header(_CURRENCY.sub("", _BRACKETS.sub("", unicodedata.normalize("NFC", text.strip()))))


@functools.lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(char for char in text if char.isalnum())
    return text if text.isascii() else _simplified(text)


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@functools.cache
def _converter() -> Any:  # opencc has no types
    import opencc

    return opencc.OpenCC("t2s")
