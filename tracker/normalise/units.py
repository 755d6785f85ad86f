"""The unit that a header states for the numbers below it: `销售额(万元)`, `点击率（%）`, `Price (USD)`."""

from __future__ import annotations

import re

from tracker.normalise.digits import UNITS
from tracker.normalise.fold import code_behind
from tracker.normalise.marks import fold
from tracker.normalise.money import currency_of

_STATED = re.compile(
    r"[(\[【]\s*(?:单位|unit)?\s*:?\s*(?P<unit>[^)\]】]+?)\s*[)\]】]\s*$|(?P<sign>[$€£¥₹₫₩฿₱]|(?<=\w)\s*[%‰])\s*$"
)
_COUNTED = re.compile("[件个人次条笔家款单]$")

_PARTS = {
    "分": "e-2",
    "角": "e-1",
    "厘": "e-3",
    "美分": "e-2",
    "cent": "e-2",
    "cents": "e-2",
    "百元": "e2",
    "十元": "e1",
}
"""Units of money that are parts of one of it, or several, and what a number of them is written with."""

_TENS = {"十": "e1", "百": "e2"}

_PERCENT = {"%", "百分比", "percent"}
_SCALED = {"count", "index", "money"}


_BARE_UNITS = frozenset(
    {"元", "件", "个", "人", "次", "条", "家", "款", "单", "笔", "%", "百分比", "天", "日", "分", "名"}
)


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: 元, 万件, %, USD."""
    folded = fold(text)
    bare = folded.removeprefix("单位").lstrip(":")
    scale = _COUNTED.sub("", bare).removesuffix("元")
    return bare in _BARE_UNITS or (scale in UNITS and scale != "") or (bare != "" and currency_of(bare) is not None)


def header_unit(header: str, kind: str) -> str | None:
    """What is to be written behind a bare number of the column so that its parser reads it right; null: nothing.

    `kind` is the field's type: a multiplier (万) goes with counts, indices and money, a percent sign with ratios, a
    currency with money; `元/kg` makes what stands below it prices of a measure.
    """
    stated = _STATED.search(fold(header))
    if stated is None:
        code = code_behind(fold(header)) if kind == "money" else None
        return _money_unit(code) if code else None
    unit = (stated["unit"] or stated["sign"]).strip()
    if kind == "ratio":
        return "%" if unit in _PERCENT else "‰" if unit == "‰" else None
    money = _money_unit(unit) if kind == "money" else None
    scale = _COUNTED.sub("", unit)
    scaled = _TENS.get(scale) or (scale if scale and scale in UNITS else None)
    return money or (scaled if kind in _SCALED else None)


def _money_unit(unit: str) -> str | None:
    """The same of a unit of money: parts or multiples of one of it, a currency, a price of a measure."""
    if unit in _PARTS:
        return _PARTS[unit]
    currency, per, _ = unit.partition("/")
    if per and currency_of(currency.strip()):
        return unit
    if currency_of(unit):
        return f" {unit}" if unit.isascii() and unit.isalpha() else unit
    return unit if unit.endswith("元") and unit[:-1] in UNITS else None
