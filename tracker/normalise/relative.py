"""Read how long ago something was: `3天前`, `2 hours ago`, `hôm qua`. The time of reading makes it a time."""

from __future__ import annotations

from tracker.model import Ago
from tracker.normalise.words import any_of, compiled, literal, load

_WORDS = load("words")["ago"]
_UNITS = {word: unit for unit, words in _WORDS["units"].items() for word in words}
_DAYS = {word: int(days) for days, words in _WORDS["days"].items() for word in words}
_DIGITS = "零一二三四五六七八九"
_NUMBER = r"(?P<number>[0-9]{1,4}|[两一二三四五六七八九十]{1,3}|半|几|an?|một)"
_UNIT = f"(?P<unit>{literal(_UNITS)})"
_PREFIX, _SUFFIX = literal(_WORDS["prefixes"]), literal(_WORDS["suffixes"])
_AGO = [rf"{_NUMBER}\s*个?{_UNIT}\s*{_SUFFIX}", rf"{_PREFIX}\s+{_NUMBER}\s+{_UNIT}"]
_DAY = rf"(?P<day>{literal(_DAYS)})(?:\W.*|\s*[上下]午.*|[0-9].*)?"
_COARSE = any_of(
    [
        rf"{_NUMBER}\s*个?{_UNIT}\s*(?:以|之)?内",
        "(?:[上本这下]个?[周月]|[上本这下]个?(?:星期|礼拜)|去年|今年|近期|最近).*",
        "(?:周|星期|礼拜)[一二三四五六日天]",
        "(?:last|this|past) (?:week|month|year)",
        "(?:a few|several|some) .* ago",
    ]
)
_SECONDS = 60
_MOST = {"day": 3660, "week": 522}
"""Ten years: nobody counts further back in days."""


def parse_ago(text: str) -> tuple[bool, Ago | None]:
    """Whether a folded text tells a time by the time of reading, and how long before that, where that is told to the
    week or finer: months and years have no fixed length, `几天前` says no number, `3天内` is a bound."""
    if text in _WORDS["now"]:
        return True, Ago(0, "minute")
    if day := compiled(_DAY).fullmatch(text):
        return True, Ago(_DAYS[day["day"]], "day")
    if compiled(_COARSE).fullmatch(text):
        return True, None
    found = next((match for form in _AGO if (match := compiled(form).fullmatch(text))), None)
    return (True, _ago(found["number"], _UNITS[found["unit"]])) if found else (False, None)


def _ago(number: str, unit: str) -> Ago | None:
    if number == "半":
        return Ago(30, "minute") if unit == "hour" else None
    count = _count(number)
    if count is None or unit in {"month", "year"} or count > _MOST.get(unit, count):
        return None
    return Ago(count // _SECONDS, "minute") if unit == "second" else Ago(count, unit)


def _count(number: str) -> int | None:
    """The value of digits or of a Chinese number up to 99; null where there is none."""
    if number.isdecimal():
        return int(number)
    if number.isascii() or number == "một":
        return 1
    tens, ten, ones = number.replace("两", "二").partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return None
    if not ten:
        return _DIGITS.find(tens) if tens in _DIGITS else None
    return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)
