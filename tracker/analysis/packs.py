"""How much is in a pack, told conservatively from a title or the name of a variant: `500ml*2`, `3双装`, `2件套`, `1kg`.

Where a text can be meant in two ways nothing is told: a wrong size makes a wrong unit price, in silence.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九十", start=1)} | {"两": 2}
_UNITS = {
    **dict.fromkeys(("ml", "毫升"), ("ml", 1.0)),
    **dict.fromkeys(("l", "升"), ("ml", 1000.0)),
    **dict.fromkeys(("g", "克"), ("g", 1.0)),
    **dict.fromkeys(("kg", "千克", "公斤"), ("g", 1000.0)),
    "斤": ("g", 500.0),
}
_NUMBER = r"(?<![\d.a-zA-Z])(\d{1,5}(?:\.\d{1,3})?)"
_AMOUNT = rf"{_NUMBER}\s*(ml|毫升|kg|千克|公斤|g|克|l|升|斤)(?![a-zA-Z])"
_PIECE = "双|件|个|只|支|瓶|包|盒|袋|片|条|罐|卷|套|枚|块|粒"
_COUNTED = re.compile(
    rf"(?<![\d.第满买送a-zA-Z])(\d{{1,4}}|[一二两三四五六七八九十])\s*(?:{_PIECE})\s*(?:装|套|组)"
    rf"|(?:pack|set|box)\s+of\s+(\d{{1,4}})(?!\d)|(?<![\d.a-z])(\d{{1,4}})\s*-?\s*(?:packs?|pcs|pieces|count|ct)\b"
)
_LOOSE = re.compile(rf"(?<![\d.第])(?:[2-9]|[1-9]\d{{1,3}}|[二两三四五六七八九十])\s*(?:{_PIECE})")
"""A number of pieces that isn't said to be the pack's."""

_TIMES = re.compile(
    rf"{_AMOUNT}\s*[*×x]\s*(\d{{1,4}})(?![\d.]|\s*(?:cm|mm))|(?<![\d.a-z])(\d{{1,4}})\s*[*×x]\s*{_AMOUNT}"
)
_AMOUNTS = re.compile(_AMOUNT)
_OFFER = re.compile(
    r"[买拍满发]\s*[\d一二两三四五六七八九十]+.{0,3}[送赠发减]|第[\d二两三]+件|半价|任选|\d+\s*[+]\s*\d+"
)
_NO_MASS = re.compile(r"内存|存储|硬盘|手机|[uU]盘|流量|wifi|网卡|全网通|\d[gG][bB]|\d\s*G")
"""What is measured in G and is no weight."""

_CLOTHES = r"(?:[毛上大睡内卫雨泳]衣|[裙裤衫袜帽鞋码]|[tT]恤|外套)"
_NO_VOLUME = re.compile(rf"\d\s*L.*{_CLOTHES}|{_CLOTHES}.*\d\s*L")
"""3L of a dress is a size."""

MOST_PIECES = 1000


@dataclass(frozen=True, slots=True)
class Pack:
    """Pieces in a pack, and how much is in a piece in `unit` (ml or g). Null: the text doesn't say it.
    `reason`: pack-unknown where it says neither, pack-ambiguous where it may mean several sizes; then all is null."""

    count: int | None = None
    amount: float | None = None
    unit: str | None = None
    reason: str | None = None


UNKNOWN = Pack(reason="pack-unknown")
AMBIGUOUS = Pack(reason="pack-ambiguous")


@functools.lru_cache(maxsize=50_000)
def parse_pack(text: str) -> Pack:
    """The size that a text names, if it names one alone."""
    if _OFFER.search(text):
        return AMBIGUOUS
    folded = text.replace("＊", "*").replace("Ｘ", "x").replace("X", "x")
    if _NO_MASS.search(folded) or _NO_VOLUME.search(folded):
        folded = re.sub(r"\d+(?:\.\d+)?\s*[gGL](?![a-zA-Z])", " ", folded)
    folded = folded.lower()
    sizes = [_sized(found) for found in _TIMES.finditer(folded)]
    rest = _TIMES.sub(" ", folded)
    amounts = {_measured(number, unit) for number, unit in _AMOUNTS.findall(rest)} | {size[1:] for size in sizes}
    named = {_whole(next(filter(None, groups))) for groups in _COUNTED.findall(rest)}
    if amounts and not sizes and (named or _LOOSE.search(rest)):
        return AMBIGUOUS  # 500g 10包装: of each, or of all
    return _pack({size[0] for size in sizes} | named, amounts)


def _pack(counts: set[int], amounts: set[tuple[float, str]]) -> Pack:
    if not counts and not amounts:
        return UNKNOWN
    if len(counts) > 1 or len(amounts) > 1 or not all(1 <= count <= MOST_PIECES for count in counts):
        return AMBIGUOUS
    count = next(iter(counts), None)
    amount, unit = next(iter(amounts), (None, None))
    return AMBIGUOUS if amount == 0 else Pack(count, amount, unit)


def _sized(found: re.Match[str]) -> tuple[int, float, str]:
    """Pieces, amount and unit of `500ml*2` or `2*500ml`."""
    number, unit, after, before, late_number, late_unit = found.groups()
    if after is not None:
        return int(after), *_measured(number, unit)
    return int(before), *_measured(late_number, late_unit)


def _measured(number: str, unit: str) -> tuple[float, str]:
    base, factor = _UNITS[unit]
    return float(number) * factor, base


def _whole(text: str) -> int:
    return _DIGITS.get(text) or int(text)
