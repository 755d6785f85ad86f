"""Sold counters, reviews, followers and ranks as they are seen, and what is no counter."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalise import notation
from tests.normalise.strings_of_counts import COUNTS, RANKS
from tests.normalise.writings import wide
from tracker.model import Reading
from tracker.normalise.counts import parse_count, parse_rank

ROWS, RANK_ROWS = notation.rows(COUNTS), notation.rows(RANKS)


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_counters(text: str, expected: str) -> None:
    assert notation.reading(parse_count(text)) == expected


@pytest.mark.parametrize(("text", "expected"), RANK_ROWS, ids=[text for text, _ in RANK_ROWS])
def test_ranks(text: str, expected: str) -> None:
    assert notation.reading(parse_rank(text)) == expected


def test_the_tables_are_hundreds_long() -> None:
    assert len(ROWS) > 380


_PIECES = [
    *"0123456789.,+-~<>万wk%[] '",
    "已售",
    "月销",
    "人付款",
    "好评",
    "看过",
    "条评价",
    " sold",
    "đã bán",
    " mil",
    "тыс.",
    "พัน",
    "L",
    "\u00a0",
    "1 234",
]
_TEXTS = st.text() | st.lists(st.sampled_from(_PIECES)).map("".join)


@given(_TEXTS)
def test_any_text_gives_an_ordered_interval_or_a_code(text: str) -> None:
    for low, high, mark, code, role in (parse_count(text), parse_rank(text)):
        assert role is None
        if code is not None:
            assert (low, high, mark) == (None, None, None)
        if low is not None and high is not None:
            assert 0 <= low <= high
        assert all(end is None or end == int(end) for end in (low, high))


@given(_TEXTS)
def test_a_reading_depends_on_no_width(text: str) -> None:
    assert parse_count(wide(text)) == parse_count(text)
    assert parse_rank(wide(text)) == parse_rank(text)


@given(st.integers(0, 10**14 - 1), st.sampled_from([",", "'", "\u00a0", "\u202f"]))
def test_a_grouped_integer_reads_back(number: int, group: str) -> None:
    assert parse_count(f"{number:,}".replace(",", group)) == Reading(Decimal(number), Decimal(number))


@given(
    st.integers(0, 10**9),
    st.sampled_from(
        [
            ("{}+人付款", "paid"),
            ("已售{}+", "sold"),
            ("{}+ sold", "sold"),
            ("+{} vendidos", "sold"),
            ("terjual {}+", "sold"),
        ]
    ),
)
def test_a_bound_stays_a_bound(number: int, form: tuple[str, str]) -> None:
    assert parse_count(form[0].format(number)) == Reading(Decimal(number), None, form[1])


@given(
    st.integers(0, 99999),
    st.integers(0, 99999),
    st.sampled_from([" ", "、", "/", "|", "\n", "+", " + ", ";"]),
    st.sampled_from(["", "已售", "月销 "]),
)
def test_two_counts_are_never_one(first: int, second: int, between: str, label: str) -> None:
    assert parse_count(f"{label}{first}{between}{second}").low is None


@given(
    st.integers(0, 10**6),
    st.sampled_from(
        ["人看过", "人种草", "人收藏", "人加购", "人想要", " views", " watchers", " favorites", "点赞", " lượt xem"]
    ),
)
def test_who_looks_buys_nothing(number: int, word: str) -> None:
    assert parse_count(f"{number}{word}") == Reading(code="not-a-sale")
