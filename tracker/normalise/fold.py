"""Fold a header or a name for comparing: NFKC, traditional to simplified, lower case, Latin letters without marks, and
letters and digits only.

Folded text is for matching; nothing folded is ever shown or stored as a title.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from tracker.normalise.words import load

_BRACKETS = re.compile(r"[（(\[【][^）)\]】]*[）)\]】]\s*$")
_STEP = re.compile(r"[./]")
_VALUES = frozenset({"value", "amount", "displayvalue", "displayamount", "text", "raw", "rawvalue"})
"""The last step of a path that only says that the value stands there."""

_LATIN = re.compile("[à-öø-ÿā-žơưǎ-ǜș-ỹ]")
"""Latin letters with marks: people leave these out (preco, gia ban)."""

_UNMARKED = {"đ": "d", "ł": "l", "ı": "i", "ø": "o"}
"""Letters whose mark is a part of them."""

_CODES = "|".join([code.lower() for code in load("pricing")["currencies"]] + ["rs"])
_CURRENCY = re.compile(
    rf"\s*(?:[A-Z]{{0,3}}[$€£¥₹₫₩฿₱])\s*$|(?<=\w)[\s_]+(?:in[\s_]+)?(?P<code>{_CODES})$", re.IGNORECASE
)


def fold_header(text: str) -> str:
    """The whole text folded; the text itself, stripped, where it has neither letters nor digits (`#`)."""
    return _fold(text) or text.strip()


def fold_header_core(text: str) -> str:
    """The text folded without a unit in brackets or a currency sign behind it: `价格(元)` is `价格`."""
    return fold_header(_CURRENCY.sub("", _BRACKETS.sub("", unicodedata.normalize("NFC", text.strip()))))


def fold_header_path(text: str, wrapper: str | None = None) -> str:
    """The text folded without the steps of a path that name no field: `price.value`, `price/amount`, `item.price`
    where all names begin with the `wrapper` item. Empty where it has none of them."""
    parts = _STEP.split(text.strip())
    whole = len(parts)
    if wrapper and len(parts) > 1 and parts[0] == wrapper:
        parts = parts[1:]
    while len(parts) > 1 and _fold(parts[-1]) in _VALUES:
        parts = parts[:-1]
    return fold_header(".".join(parts)) if len(parts) < whole else ""


def wrapper_of(texts: Iterable[str]) -> str | None:
    """The first step that most of the names, and at least four, share; null where there is none."""
    firsts = [parts[0] for text in texts if (parts := _STEP.split(text.strip()))[1:] or parts[0]]
    common = max(set(firsts), key=firsts.count, default="")
    return common if len(firsts) >= 4 and firsts.count(common) > 0.6 * len(firsts) else None


def code_behind(text: str) -> str | None:
    """The currency that stands behind a name as a code: `price_usd`, `price in inr`."""
    found = _CURRENCY.search(text.strip())
    return found["code"] if found else None


@functools.lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(char for char in text if char.isalnum())
    return text if text.isascii() else simplified(_LATIN.sub(_bare, text))


def _bare(letter: re.Match[str]) -> str:
    return _UNMARKED.get(letter[0]) or unicodedata.normalize("NFD", letter[0])[0]


def simplified(text: str) -> str:
    """The text with traditional characters made simplified."""
    return str(_converter().convert(text))


@functools.cache
def _converter() -> Any:  # opencc has no types
    import opencc

    return opencc.OpenCC("t2s")
