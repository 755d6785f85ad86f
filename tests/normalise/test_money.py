"""Prices as they are seen, which price a text names, and what must not be read."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalise import notation
from tests.normalise.strings_of_prices import PRICES
from tests.normalise.writings import wide
from tracker.model import Reading
from tracker.normalise.money import currency_code
from tracker.normalise.pricing import parse_money, parse_prices
from tracker.normalise.words import load

ROWS = notation.rows(PRICES)


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_prices(text: str, expected: str) -> None:
    assert notation.readings(parse_prices(text)) == expected


def test_the_tables_are_hundreds_long() -> None:
    assert len(ROWS) > 500


def test_several_prices_of_a_cell_are_no_single_one() -> None:
    assert parse_money("券后¥99 原价¥199") == Reading(code="price-ambiguous")
    assert parse_money("券后¥99") == Reading(Decimal(99), Decimal(99), "¥", None, "coupon")


@pytest.mark.parametrize(
    ("text", "code"),
    [("RMB", "CNY"), ("人民币", "CNY"), ("元", "CNY"), ("usd", "USD"), ("₸", "KZT"), ("xyz", "XYZ"), ("$", None), ("¥", None), ("kr", None), ("多少", None)],
)  # fmt: skip
def test_currencies_that_people_write(text: str, code: str | None) -> None:
    assert currency_code(text) == code


def test_the_sql_knows_the_signs_that_currencies_share() -> None:
    macros = files("tracker").joinpath("sql/typed/macros.sql").read_text("utf-8")
    found = {
        sign: set(re.findall("[A-Z]{3}", codes))
        for sign, codes in re.findall(r"mark = '(\S+)' AND code IN \(([^)]*)\)", macros)
    }
    assert found == {sign: set(row["currencies"]) for sign, row in load("pricing")["signs"].items() if sign != "元"}
    assert re.search(r"CASE WHEN mark NOT IN \(([^)]*)\)", macros)[1] == ", ".join(f"'{sign}'" for sign in found)


def test_no_word_names_two_currencies() -> None:
    seen: dict[str, str] = {}
    for currency, row in (load("pricing")["currencies"] | load("pricing")["signs"]).items():
        for word in row["words"]:
            assert seen.setdefault(word, currency) == currency, word


_LETTERS = "0123456789.,-~ ¥$€₫元万起eE+'[]"
_WORDS = [
    "券后",
    "原价",
    "到手价",
    "定金",
    "/件",
    "/斤",
    "期",
    "x",
    "from ",
    "List: ",
    " after coupon",
    "12",
    "99",
    "1,299",
    " kr",
    "₽",
    "k",
    "L",
    "\u00a0",
    "1 299",
    "%",
    "(",
    ")",
]
_TEXTS = (
    st.text()
    | st.text(_LETTERS, max_size=14)
    | st.lists(st.sampled_from([*_LETTERS, *_WORDS]), max_size=12).map("".join)
)


@given(_TEXTS)
def test_any_text_gives_ordered_intervals_or_a_code(text: str) -> None:
    prices = parse_prices(text)
    assert len(prices) == 1 or all(price.code is None and price.low is not None and price.role for price in prices)
    for low, high, mark, code, role in prices:
        if code is not None:
            assert (low, high, mark, role) == (None, None, None, None)
        if low is not None and high is not None:
            assert 0 <= low <= high
        assert all(end is None or end == round(end, 4) for end in (low, high))
    assert len({price.role for price in prices}) == len(prices)


@given(_TEXTS)
def test_a_reading_depends_on_no_width(text: str) -> None:
    assert parse_prices(wide(text)) == parse_prices(text)


@given(st.integers(0, 10**14 - 1))
def test_a_grouped_integer_reads_back(number: int) -> None:
    assert parse_money(f"{number:,}") == Reading(Decimal(number), Decimal(number))


@given(st.decimals(0, 10**9, places=2))
def test_a_price_with_cents_reads_back(price: Decimal) -> None:
    assert parse_money(f"¥{price:,}") == Reading(price, price, "¥")


_GROUPED = [
    ("¥{}", ",", "."), ("${}", ",", "."), ("₹{}", ",", "."), ("₫{}", ",", "."), ("{} ₽", " ", ","), ("{}\u00a0₽", "\u00a0", ","),
    ("{} €", ".", ","), ("{} €", "\u202f", ","), ("R$ {}", ".", ","), ("{} zł", " ", ","), ("CHF {}", "'", "."), ("Rp{}", ".", ","),
]  # fmt: skip
"""How a currency's own country writes: form, sign between groups, sign before decimals."""


@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from(_GROUPED))
def test_separators_that_the_currency_allows_change_no_value(
    whole: int, cents: int, form: tuple[str, str, str]
) -> None:
    shape, group, point = form
    written = f"{whole:,}".replace(",", group) + f"{point}{cents:02}"
    price = Decimal(f"{whole}.{cents:02}")
    assert parse_money(shape.format(written))[:2] == (price, price)


_NUMBERS = st.decimals(1, 9999, places=2) | st.integers(1, 9999)


@given(
    _NUMBERS,
    _NUMBERS,
    st.sampled_from(["¥", "$", "₹", "RM"]),
    st.sampled_from([" ", "  ", ",", "，", "、", "/", " / ", "|", "\n", ""]),
)
def test_two_prices_side_by_side_are_never_one(first: Decimal, second: Decimal, sign: str, between: str) -> None:
    found = parse_prices(f"{sign}{first}{between}{sign}{second}")
    if Decimal(first) == Decimal(second):
        assert all(price.low in {None, Decimal(first)} for price in found)
    else:
        assert [price.low for price in found] == [None]


@given(_NUMBERS, _NUMBERS, st.sampled_from([" ", "、", "/", " / ", "|", "\n"]))
def test_two_bare_numbers_are_never_one_price(first: Decimal, second: Decimal, between: str) -> None:
    if Decimal(first) != Decimal(second):
        assert parse_money(f"{first}{between}{second}").low is None


@given(st.integers(1, 999), st.integers(1, 999))
def test_no_coupon_makes_a_thing_dearer(price: int, coupon: int) -> None:
    found = parse_prices(f"原价¥{price} 券后¥{coupon}")
    assert [each.role for each in found] == (["coupon", "list"] if coupon <= price else [None])


@pytest.mark.parametrize("seed", ["$1 ", "1,", "1 kr ", "12期", "原价1 ", "0", "¥", "("])
def test_a_cell_that_repeats_itself_is_read_as_fast(seed: str) -> None:
    """No pattern tries all ways to part a text: these took minutes otherwise."""
    assert parse_money(seed * 66 + "x").low is None
