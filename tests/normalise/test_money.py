"""Prices as they are seen, and what must not be read."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Reading
from tracker.normalise.pricing import parse_money

PRICES = [
    # Taobao, Tmall, JD, PDD: cells and saved pages
    ("¥1,299.00", "1299.00", "1299.00", "¥"),
    ("￥99", "99", "99", "¥"),
    ("¥ 99.90", "99.90", "99.90", "¥"),
    ("99元", "99", "99", "CNY"),
    ("99.9 元起", "99.9", None, "CNY"),
    ("¥99起", "99", None, "¥"),
    ("99+", "99", None, None),
    ("¥5元", "5", "5", "CNY"),
    ("59.00-129.00", "59.00", "129.00", None),
    ("59~129", "59", "129", None),
    ("59～129元", "59", "129", "CNY"),
    ("59至129", "59", "129", None),
    ("¥59.00 - ¥129.00", "59.00", "129.00", "¥"),
    ("¥59-129元", "59", "129", "CNY"),
    ("59–129", "59", "129", None),
    ("售价：¥99", "99", "99", "¥"),
    ("1.2万", "12000", "12000", None),
    ("1.2万元", "12000", "12000", "CNY"),
    ("1.2万元起", "12000", None, "CNY"),
    ("2w", "20000", "20000", None),
    ("1万-2万", "10000", "20000", None),
    ("5000-1.2万", "5000", "12000", None),
    ("人民币 88", "88", "88", "CNY"),
    ("RMB 88", "88", "88", "CNY"),
    ("88 CNY", "88", "88", "CNY"),
    ("１，２９９．００", "1299.00", "1299.00", None),
    ("¥12.999", "12.999", "12.999", "¥"),
    ("0", "0", "0", None),
    ("5.0", "5.0", "5.0", None),
    # scrapers: list literals, JSON, binary floats, Excel
    ("[6.5]", "6.5", "6.5", None),
    ("['99元']", "99", "99", "CNY"),
    ("15490000", "15490000", "15490000", None),
    ("80,990.00", "80990.00", "80990.00", None),
    ("12,999", "12999", "12999", None),
    ("1.23E+05", "123000", "123000", None),
    ("1.5e3", "1500", "1500", None),
    ("19.900000000000002", "19.9", "19.9", None),
    ("0.30000000000000004", "0.3", "0.3", None),
    ("1.23455", "1.2346", "1.2346", None),
    ("1.23445", "1.2344", "1.2344", None),
    (".99", "0.99", "0.99", None),
    # Amazon, eBay, AliExpress
    ("$16.99 ", "16.99", "16.99", "$"),
    ("US $16.99", "16.99", "16.99", "USD"),
    ("US$1,016.99", "1016.99", "1016.99", "USD"),
    ("$16.99 USD", "16.99", "16.99", "USD"),
    ("$10.00 to $25.00", "10.00", "25.00", "$"),
    ("from $5", "5", None, "$"),
    ("AU$ 20", "20", "20", "AUD"),
    ("C$ 20.50", "20.50", "20.50", "CAD"),
    ("£12.50", "12.50", "12.50", "GBP"),
    # India
    ("2,50,000", "250000", "250000", None),
    ("₹1,23,456.50", "123456.50", "123456.50", "INR"),
    ("Rs. 1,299.00", "1299.00", "1299.00", "INR"),
    ("Rs.499", "499", "499", "INR"),
    # Shopee, Lazada, Tiki
    ("₫167,000", "167000", "167000", "VND"),
    ("167.000₫", "167000", "167000", "VND"),
    ("167.000 đ", "167000", "167000", "VND"),
    ("₫99.000 - ₫167.000", "99000", "167000", "VND"),
    ("Rp 167.000", "167000", "167000", "IDR"),
    ("Rp1.167.000", "1167000", "1167000", "IDR"),
    ("RM19.90", "19.90", "19.90", "MYR"),
    ("S$12.90", "12.90", "12.90", "SGD"),
    ("฿199", "199", "199", "THB"),
    ("₱1,250", "1250", "1250", "PHP"),
    ("NT$299元", "299", "299", "TWD"),
    ("HK$ 88", "88", "88", "HKD"),
    # Europe, Brazil, Russia, Japan, Korea
    ("1.299,00 €", "1299.00", "1299.00", "EUR"),
    ("1 299,00 €", "1299.00", "1299.00", "EUR"),
    ("12,99 €", "12.99", "12.99", "EUR"),
    ("12,99 - 15,99 €", "12.99", "15.99", "EUR"),
    ("€1,299", "1299", "1299", "EUR"),
    ("1.234.567", "1234567", "1234567", None),
    ("R$ 49,90", "49.90", "49.90", "BRL"),
    ("1\u00a0299 ₽", "1299", "1299", "RUB"),
    ("CHF 1'299.50", "1299.50", "1299.50", "CHF"),
    ("1,980円", "1980", "1980", "JPY"),
    ("¥1,980 JPY", "1980", "1980", "JPY"),
    ("₩12,000", "12000", "12000", "KRW"),
    # JD's price of an offer that has none
    ("-1", None, None, None),
    ("-1.00", None, None, None),
    ("¥-1.00", None, None, None),
]

REFUSED = [
    # the separators don't tell
    ("1,5", "number-ambiguous"),
    ("12,99", "number-ambiguous"),
    ("0,123", "number-ambiguous"),
    ("1.299 €", "number-ambiguous"),
    ("1 299", "number-ambiguous"),
    ("1,2345", "number-ambiguous"),
    # 10,000 to 20,000, or 1 to 20,000
    ("1-2万", "number-ambiguous"),
    ("129-59", "range-reversed"),
    ("¥129.00-¥59.00", "range-reversed"),
    ("-5", "price-negative"),
    ("-0.5", "price-negative"),
    ("¥-5", "price-negative"),
    ("-¥5", "price-negative"),
    ("-5-10", "price-negative"),
    ("1234567890123456", "number-too-large"),
    ("1e40", "number-too-large"),
    ("999999999999万", "number-too-large"),
    # words and other prices
    ("Free", "price-unreadable"),
    ("免费", "price-unreadable"),
    ("券后¥99", "price-unreadable"),
    ("99元/件", "price-unreadable"),
    ("约99", "price-unreadable"),
    ("登录后可见", "price-unreadable"),
    ("inf", "price-unreadable"),
    ("-inf", "price-unreadable"),
    ("12%", "price-unreadable"),
    ("99折", "price-unreadable"),
    ("$5元", "price-unreadable"),
    ("€5 USD", "price-unreadable"),
    ("5 kr", "price-unreadable"),
    ("1-2-3", "price-unreadable"),
    ("1,299.00.5", "price-unreadable"),
    ("1,,299", "price-unreadable"),
    ("99.", "price-unreadable"),
    ("2026-03-01", "price-unreadable"),
    ("[1, 2]", "price-unreadable"),
    ("5²", "price-unreadable"),
    ("٩٩", "price-unreadable"),
    ("1_000", "price-unreadable"),
]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(("text", "low", "high", "mark"), PRICES, ids=[row[0] for row in PRICES])
def test_prices(text: str, low: str | None, high: str | None, mark: str | None) -> None:
    assert parse_money(text) == Reading(_decimal(low), _decimal(high), mark)


@pytest.mark.parametrize(("text", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(text: str, code: str) -> None:
    assert parse_money(text) == Reading(code=code)


@given(st.text() | st.text("0123456789.,-~ ¥$€₫元万起eE+'[]", max_size=14))
def test_any_text_gives_an_ordered_interval_or_a_code(text: str) -> None:
    low, high, mark, code = parse_money(text)
    if code is not None:
        assert (low, high, mark) == (None, None, None)
    if low is not None and high is not None:
        assert 0 <= low <= high
    assert all(end is None or end == round(end, 4) for end in (low, high))


@given(st.integers(0, 10**14 - 1))
def test_a_grouped_integer_reads_back(number: int) -> None:
    assert parse_money(f"{number:,}") == Reading(Decimal(number), Decimal(number))


@given(st.decimals(0, 10**9, places=2))
def test_a_price_with_cents_reads_back(price: Decimal) -> None:
    assert parse_money(f"¥{price:,}") == Reading(price, price, "¥")
