"""Read a rating as a mark on its own scale: `4.9分`, `4.8/5`, `3.9 out of 5 stars`, `★★★★☆`."""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.model import Reading
from tracker.normalise.digits import NUMBER, UNIT, UnreadError, read_number
from tracker.normalise.marks import fold, is_missing_folded
from tracker.normalise.words import compiled

_HIGHEST = 100
_LABEL = (
    r"(?:(?:综合|商品|店铺|平均)?(?:评分|得分|星级|描述相符|服务态度|物流服务)|dsr|rat(?:ed|ing)|score|stars?|nota|note|оценка|★|⭐️?)"
    r"\s*:?\s*"
)
_OF = r"(?:/|out of|of|von|su|sur|de|di|из|dari|trên|จาก)"
_UNIT = r"(?:分|星|颗星|点|점|stars?|points?|sternen?|stelle|étoiles|estrell?as|звезды?|звёзд|★|⭐️?)"
_COUNTED = rf"(?:\s*\(\s*{NUMBER}\s*(?:{UNIT})?\+?\s*(?:条?评价|(?:global )?ratings?|reviews?|个?评分)?\s*\))?"
_RATING = (
    rf"(?:{_LABEL})?(?P<mark>{NUMBER})\s*(?:{_OF}\s*(?P<of>{NUMBER})|(?:分,?\s*)?\(?\s*满分:?\s*(?P<full>{NUMBER})分?\)?)?"
    rf"\s*{_UNIT}?\s*(?:高于|低于|持平|[高低平])?{_COUNTED}"
)
_JAPANESE = rf"(?P<of>{NUMBER})つ星のうち(?P<mark>{NUMBER})"
_GLYPHS = r"(?P<full>(?:[★⭐🌟]️?\s?)*)(?P<half>[½⯨]?)\s?(?P<none>(?:☆\s?)*)"
_MOST_GLYPHS = 10
_WORDS = {word: Decimal(number) for number, word in enumerate("一二三四五", start=1)}
_IN_WORDS = "([一二三四五])(颗)?星(好评)?"


def parse_rating(text: str) -> Reading:
    """A mark from 0 to 100, exact. Its scale is not kept, nor the number of raters in brackets behind it."""
    folded = fold(text)
    if is_missing_folded(folded):
        return Reading()
    if drawn := _drawn(folded):
        return drawn
    rating = compiled(_JAPANESE).fullmatch(folded) or compiled(_RATING).fullmatch(folded)
    if rating is None:
        return Reading(code="rating-unreadable")
    parts = rating.groupdict()
    scale = parts["of"] or parts.get("full")
    try:
        value = read_number(parts["mark"], decimal_comma=True)
        highest = read_number(scale, decimal_comma=True) if scale else Decimal(_HIGHEST)
    except UnreadError as error:
        return Reading(code=error.code or "rating-unreadable")
    return Reading(value, value) if value <= highest <= _HIGHEST else Reading(code="rating-unreadable")


def _drawn(text: str) -> Reading | None:
    """The mark of stars that are drawn or spelled out, or null where there are none."""
    if words := compiled(_IN_WORDS).fullmatch(text):
        return Reading(_WORDS[words[1]], _WORDS[words[1]])
    glyphs = compiled(_GLYPHS).fullmatch(text)
    if glyphs is None:
        return None
    full, none = (len(re.findall("[★⭐🌟☆]", glyphs[name])) for name in ("full", "none"))
    half = bool(glyphs["half"])
    if not 0 < full + half + none <= _MOST_GLYPHS:
        return Reading(code="rating-unreadable")
    value = full + (Decimal("0.5") if half else Decimal(0))
    return Reading(value, value)
