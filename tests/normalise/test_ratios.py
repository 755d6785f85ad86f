"""Ratios, values of indices and ratings as they are seen."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Reading
from tracker.normalise.ratings import parse_rating
from tracker.normalise.ratios import parse_index, parse_ratio

RATIOS = [
    # 生意参谋
    ("12.3%", "0.123", "0.123", None),
    ("12.3 %", "0.123", "0.123", None),
    ("１２％", "0.12", "0.12", None),
    ("0.123", "0.123", "0.123", None),
    ("1", "1", "1", None),
    ("1.8", "1.8", "1.8", None),
    ("10", "10", "10", None),
    ("1,234%", "12.34", "12.34", None),
    ("0", "0", "0", None),
    # growth
    ("-100%", "-1", "-1", None),
    ("+700%", "7", "7", None),
    ("-0.5", "-0.5", "-0.5", None),
    # compass, Google
    ("10%~15%", "0.10", "0.15", None),
    ("10-15%", "0.10", "0.15", None),
    ("-5%~3%", "-0.05", "0.03", None),
    ("<1%", "0", "0.01", None),
    (">50%", "0.5", None, None),
    ("5%+", "0.05", None, None),
    ("5‰", "0.005", "0.005", None),
    # refused
    ("11", None, None, "ratio-ambiguous"),
    ("-45", None, None, "ratio-ambiguous"),
    ("0.1-15%", None, None, "ratio-ambiguous"),
    ("15%-10%", None, None, "range-reversed"),
    ("12,3%", None, None, "number-ambiguous"),
    ("1.2万", None, None, "ratio-unreadable"),
    ("高", None, None, "ratio-unreadable"),
    ("inf", None, None, "ratio-unreadable"),
    ("5%%", None, None, "ratio-unreadable"),
]

INDICES = [
    ("1,234.5", "1234.5", "1234.5", None),
    ("-3", "-3", "-3", None),
    ("+5", "5", "5", None),
    ("<1", "0", "1", None),
    ("<-5", None, "-5", None),
    (">7,000", "7000", None, None),
    ("1.2万", "12000", "12000", None),
    ("7.5w~10w", "75000", "100000", None),
    ("0.5~0.7", "0.5", "0.7", None),
    ("-5~-3", "-5", "-3", None),
    ("1e5", "100000", "100000", None),
    ("50+", "50", None, None),
    ("[6.5]", "6.5", "6.5", None),
    ("5%", None, None, "number-unreadable"),
    ("-5--3", None, None, "number-unreadable"),
    ("Breakout", None, None, "number-unreadable"),
    ("12,5", None, None, "number-ambiguous"),
    ("9-5", None, None, "range-reversed"),
    ("1234567890123456", None, None, "number-too-large"),
]

RATINGS = [
    ("4.9", "4.9", None),
    ("4.9分", "4.9", None),
    ("4.8/5", "4.8", None),
    ("4.8 / 5.0", "4.8", None),
    ("3.9 out of 5 stars", "3.9", None),
    ("5星", "5", None),
    ("96", "96", None),
    ("96%", None, "rating-unreadable"),
    ("-1", None, "rating-unreadable"),
    ("6/5", None, "rating-unreadable"),
    ("101", None, "rating-unreadable"),
    ("4.5-5", None, "rating-unreadable"),
    ("4+", None, "rating-unreadable"),
    ("好评", None, "rating-unreadable"),
    ("4,5", None, "number-ambiguous"),
]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(("text", "low", "high", "code"), RATIOS, ids=[row[0] for row in RATIOS])
def test_ratios(text: str, low: str | None, high: str | None, code: str | None) -> None:
    assert parse_ratio(text) == Reading(_decimal(low), _decimal(high), None, code)


@pytest.mark.parametrize(("text", "low", "high", "code"), INDICES, ids=[row[0] for row in INDICES])
def test_indices(text: str, low: str | None, high: str | None, code: str | None) -> None:
    assert parse_index(text) == Reading(_decimal(low), _decimal(high), None, code)


@pytest.mark.parametrize(("text", "value", "code"), RATINGS, ids=[row[0] for row in RATINGS])
def test_ratings(text: str, value: str | None, code: str | None) -> None:
    assert parse_rating(text) == Reading(_decimal(value), _decimal(value), None, code)


@given(st.text() | st.text("0123456789.,+-~<>万wk%‰/分[] ", max_size=14))
def test_any_text_gives_an_ordered_interval_or_a_code(text: str) -> None:
    for low, high, mark, code in (parse_ratio(text), parse_index(text), parse_rating(text)):
        assert mark is None
        if code is not None:
            assert (low, high) == (None, None)
        if low is not None and high is not None:
            assert low <= high


@given(st.integers(-(10**14) + 1, 10**14 - 1).filter(lambda number: number != 0))
def test_a_grouped_integer_reads_back(number: int) -> None:
    assert parse_index(f"{number:,}") == Reading(Decimal(number), Decimal(number))


@given(st.decimals(-1000, 1000, places=2))
def test_a_percentage_reads_back(share: Decimal) -> None:
    assert parse_ratio(f"{share}%") == Reading(share / 100, share / 100)
