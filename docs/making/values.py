"""docs/formats/values.md: how cells may be written, and what they are read as."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from making import words
from making.markdown import MADE, anchor, both, code, codes, contents, fold, table
from tracker.messages import REJECTED
from tracker.normalise import reference
from tracker.normalise.words import load

_ROLES = {"price": "price", "list": "list price", "coupon": "price after coupon"}
_WHOLE = {"nothing": "nothing: a missing mark", "true": "yes", "false": "no"}
_NUMBER = r"-?[\d.]*"
_RANGE = re.compile(rf"(?P<low>-?[\d.]*?\d)?\.\.(?P<high>{_NUMBER}\d)?")
_AGO = re.compile(r"(?P<number>\d+) (?P<unit>\w+) ago")
_COUNTED = {"reviews": "reviews", "followers": "followers"}

_ABOUT = """\
Back to [formats.md](../formats.md). A text is read as one value or not at all: nothing is stripped until a number is
left. A bound stays a bound, a range stays a range, and what can be read in two ways is refused with the reason, while
the rest of its row is kept. Full-width forms, no-break blanks and the digits of other scripts are read like plain ones.
What `1.299` or `12,99` is, which alone may be two numbers, the whole table tells, and else the currency that is known
for its prices (tests/normalise/test_notation.py); the lines below are texts that stand alone. Each of them is held true
by a test (tests/normalise/test_values.py).
"""


def values_page() -> str:
    """The page."""
    kinds = load("values")
    more = (("Sold counters", ""), ("Words of multiples", ""), ("Words with a fixed meaning", ""))
    parts = ["# Values\n", MADE, _ABOUT, contents([*((both(about), "") for about in kinds.values()), *more])]
    for kind, about in kinds.items():
        parts += [f"## {both(about)}\n", *_groups(kind, about["groups"])]
    parts += ["## Sold counters\n", _counters(), "## Words of multiples\n", _multiples()]
    parts += ["## Words with a fixed meaning\n", *_fixed()]
    return "\n".join(parts)


def index() -> str:
    """The list of all forms, for formats.md."""
    return table(
        ("form", "of it", "examples"),
        [
            (
                f"[{about['en']}](formats/values.md#{anchor(both(about))}) · {about['zh']}",
                both(group),
                codes(text for text, _ in group["examples"]),
            )
            for about in load("values").values()
            for group in about["groups"]
        ],
    )


def missing_marks() -> str:
    """Every missing mark, by what it is, for formats.md."""
    titles = {
        "signs": "signs, beside blanks and dashes",
        "tools": "words of tools, and English",
        "chinese": "Chinese",
        "asked": "to be asked for",
        "others": "other languages",
    }
    marks = load("words")["missing"]
    return table(("marks", "read as nothing"), [(titles[name], codes(found)) for name, found in marks.items()])


def _groups(kind: str, groups: Sequence[Mapping[str, Any]]) -> list[str]:
    return [
        part
        for group in groups
        for part in (
            f"**{both({'en': group['en'], 'zh': group['zh']})}**\n",
            table(("written", "read as"), [(code(text), in_words(kind, found)) for text, found in group["examples"]]),
        )
    ]


def in_words(kind: str, found: str) -> str:
    """A reading in the notation of values.toml, in words."""
    if found in REJECTED:
        return f"refused: [{code(found)}](../refusals.md)"
    if found in _WHOLE:
        return _WHOLE[found]
    if kind == "period":
        since, until = found.split("..")
        return f"from {since} until {until}, which is not in it"
    if kind == "time":
        ago = _AGO.fullmatch(found)
        return (
            f"{ago['number']} {ago['unit']}{'' if ago['number'] == '1' else 's'} before it was seen" if ago else found
        )
    return "; ".join(_one(each) for each in found.split(" + "))


def _one(found: str) -> str:
    *marks, number = found.split(" ")
    before = [_ROLES[mark] for mark in marks if mark in _ROLES]
    behind = [mark for mark in marks if mark not in _ROLES]
    if behind and (behind[0] in words.COUNTERS or behind[0] in _COUNTED):
        kind = behind.pop()
        before.append(_COUNTED.get(kind) or words.counter(kind))
    return ": ".join([*before, " ".join([*behind, _number(number)])])


def _number(found: str) -> str:
    ends = _RANGE.fullmatch(found)
    if ends is None:
        return found
    low, high = ends["low"], ends["high"]
    if low and high:
        return f"{low} to {high}"
    return f"{low} or more" if low else f"{high} or less"


def _counters() -> str:
    rows = [
        (
            code(row["kind"]),
            words.counter(row["kind"]),
            both(reference.platforms()[row["platform"]].labels) if "platform" in row else "all",
            _window(row["days"]),
            row["confidence"],
            row["basis"],
        )
        for row in load("counters")["counters"]
    ]
    return (
        "A counter keeps the word beside it as its kind; counters of different kinds are never subtracted from one "
        "another. What each is taken to cover (A told by the platform or the word itself, B in use by several tools, "
        "C assumed); of a kind that is missing here nothing is computed:\n\n"
        + table(("kind", "counts", "platform", "window", "sure", "basis"), rows)
    )


def _window(days: int) -> str:
    return {0: "since the listing began", 1: "a day"}.get(days, f"{days} days")


def _multiples() -> str:
    rows = [
        (
            f"{row['factor']:,}",
            codes(row["words"]),
            codes(row.get("currencies", ())),
            "yes" if row.get("comma") else "",
        )
        for row in load("words")["units"]
    ]
    return (
        "`1.2万` is 12,000. Some of them multiply prices of some currencies alone; where a language writes a comma for "
        "a decimal point, `1,2 mil` is 1,200.\n\n" + table(("times", "words", "prices in", "decimal comma"), rows)
    )


def _fixed() -> list[str]:
    titles = {
        "availability": "Availability",
        "role": "A shop's role",
        "judgement": "A shop's advantage",
        "yes": "Yes and no",
        "total": "A row that adds up others",
    }
    parts = ["A word that is none of these leaves the cell empty, and is told.\n"]
    for name, title in titles.items():
        found = load("words")[name].items()
        parts.append(fold(title, "".join(f"- {code(slug)} – {codes(texts)}\n" for slug, texts in found)))
    return parts
