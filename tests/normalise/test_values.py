"""The list of value forms that the docs show is true, and says each thing in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.normalise import notation
from tracker.messages import REJECTED
from tracker.normalise.counts import parse_count, parse_rank
from tracker.normalise.fold import fold_header
from tracker.normalise.hours import parse_hour
from tracker.normalise.marks import is_missing
from tracker.normalise.periods import parse_period
from tracker.normalise.pricing import parse_prices
from tracker.normalise.ratings import parse_rating
from tracker.normalise.ratios import parse_index, parse_ratio
from tracker.normalise.times import parse_time
from tracker.normalise.words import load

ZONE = "Asia/Shanghai"


def flag(text: str) -> str:
    words = {fold_header(word): value for value, row in load("words")["yes"].items() for word in row}
    return words.get(fold_header(text), "word-unknown")


READ: dict[str, Callable[[str], str]] = {
    "price": lambda text: notation.readings(parse_prices(text)),
    "count": lambda text: notation.reading(parse_count(text)),
    "rank": lambda text: notation.reading(parse_rank(text)),
    "ratio": lambda text: notation.reading(parse_ratio(text)),
    "index": lambda text: notation.reading(parse_index(text)),
    "rating": lambda text: notation.reading(parse_rating(text)),
    "time": lambda text: notation.moment(parse_time(text, None, ZONE)),
    "period": lambda text: notation.period(parse_period(text, None, ZONE)),
    "flag": flag,
    "hour": lambda text: notation.reading(parse_hour(text)),
    "missing": lambda text: "nothing" if is_missing(text) else "present",
}
"""How the texts of each kind are read."""

EXAMPLES = [
    (kind, text, expected)
    for kind, about in load("values").items()
    for group in about["groups"]
    for text, expected in group["examples"]
]


@pytest.mark.parametrize(("kind", "text", "expected"), EXAMPLES, ids=[f"{kind} {text}" for kind, text, _ in EXAMPLES])
def test_every_example_is_true(kind: str, text: str, expected: str) -> None:
    assert READ[kind](text) == expected


def test_every_kind_is_shown_by_ten_examples_in_both_languages() -> None:
    assert set(load("values")) == set(READ)
    for kind, about in load("values").items():
        assert about["en"] != about["zh"]
        assert sum(len(group["examples"]) for group in about["groups"]) >= 10, kind
        for group in about["groups"]:
            assert group["en"].isascii()
            assert not group["zh"].isascii()


def test_every_refusal_that_is_shown_has_a_message() -> None:
    codes = {expected for _, _, expected in EXAMPLES if "-" in expected and expected.replace("-", "").isalpha()}
    assert len(codes) > 15
    assert codes <= set(REJECTED)
