"""Ratios, values of indices and ratings as they are seen."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalise import notation
from tests.normalise.strings_of_ratios import INDEXES, RATINGS, RATIOS
from tests.normalise.writings import wide
from tracker.model import Reading
from tracker.normalise.ratings import parse_rating
from tracker.normalise.ratios import parse_index, parse_ratio

PARSERS = [(parse_ratio, RATIOS), (parse_index, INDEXES), (parse_rating, RATINGS)]
ROWS = [(parser, *row) for parser, table in PARSERS for row in notation.rows(table)]


@pytest.mark.parametrize(("parser", "text", "expected"), ROWS, ids=[f"{row[0].__name__} {row[1]}" for row in ROWS])
def test_ratios_indices_and_ratings(parser, text: str, expected: str) -> None:
    assert notation.reading(parser(text)) == expected


def test_the_tables_are_hundreds_long() -> None:
    assert len(ROWS) > 200


_TEXTS = st.text() | st.text("0123456789.,+-~<>万wk%‰/分[] ↑↓★☆()成", max_size=14)


@given(_TEXTS)
def test_any_text_gives_an_ordered_interval_or_a_code(text: str) -> None:
    for low, high, mark, code, role in (parse_ratio(text), parse_index(text), parse_rating(text)):
        assert (mark, role) == (None, None)
        if code is not None:
            assert (low, high) == (None, None)
        if low is not None and high is not None:
            assert low <= high


@given(_TEXTS)
def test_a_reading_depends_on_no_width(text: str) -> None:
    for parser, _ in PARSERS:
        assert parser(wide(text)) == parser(text)


@given(st.integers(-(10**14) + 1, 10**14 - 1).filter(lambda number: number != 0))
def test_a_grouped_integer_reads_back(number: int) -> None:
    assert parse_index(f"{number:,}") == Reading(Decimal(number), Decimal(number))


@given(st.decimals(-1000, 1000, places=2))
def test_a_percentage_reads_back(share: Decimal) -> None:
    assert parse_ratio(f"{share}%") == Reading(share / 100, share / 100)


@given(st.decimals(-99, 99, places=1), st.decimals(-99, 99, places=1), st.sampled_from([" ", "、", "|", "\n"]))
def test_two_numbers_are_never_one(first: Decimal, second: Decimal, between: str) -> None:
    for parser, _ in PARSERS:
        for unit in ("", "%", "分"):
            assert parser(f"{first}{unit}{between}{second}{unit}").low is None


@given(
    st.decimals(0, 5, places=1),
    st.sampled_from(["{}/5", "{} out of 5 stars", "★{}", "{}分", "5つ星のうち{}", "{} (1,234)"]),
)
def test_a_rating_is_the_same_on_its_scale(mark: Decimal, form: str) -> None:
    assert parse_rating(form.format(mark)) == Reading(mark, mark)
