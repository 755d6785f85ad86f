"""Sold counters, reviews, followers and ranks as they are seen, and what is no counter."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Reading
from tracker.normalise.counts import parse_count, parse_rank

COUNTERS = [
    # Taobao and Tmall search
    ("500人付款", 500, 500, "paid"),
    ("1000+人付款", 1000, None, "paid"),
    ("1.2万+人付款", 12000, None, "paid"),
    ("7人收货", 7, 7, "received"),
    ("100+人收货", 100, None, "received"),
    ("月销 2.3万", 23000, 23000, "monthly"),
    ("月销1000+", 1000, None, "monthly"),
    ("1000+人付款96%好评", 1000, None, "paid"),
    ("已售1000+", 1000, None, "sold"),
    # PDD, Douyin, 1688
    ("已拼3.4万件", 34000, 34000, "sold"),
    ("已拼10万+", 100000, None, "sold"),
    ("已抢500件", 500, 500, "sold"),
    ("已售10万+", 100000, None, "sold"),
    ("已售：500", 500, 500, "sold"),
    ("500件已售", 500, 500, "sold"),
    ("已售出300件", 300, 300, "sold"),
    ("近30天售500", 500, 500, "monthly"),
    ("30天销量1000+", 1000, None, "monthly"),
    ("近7天 300", 300, 300, "weekly"),
    ("本周500", 500, 500, "weekly"),
    ("日销20", 20, 20, "daily"),
    ("今日已抢500件", 500, 500, "daily"),
    ("成交500件", 500, 500, None),
    ("销量:2000", 2000, 2000, None),
    # JD's badges glued to the counter
    ("已售2万+90%好评", 20000, None, "sold"),
    ("已售9万+30天加购飙升5倍", 90000, None, "sold"),
    ("11条评价100%好评", 11, 11, "reviews"),
    ("68条评价", 68, 68, "reviews"),
    ("1,714条评价", 1714, 1714, "reviews"),
    ("2万+条评论", 20000, None, "reviews"),
    ("评价 500", 500, 500, "reviews"),
    # compass tools
    ("7.5w~10w", 75000, 100000, None),
    ("1.2万", 12000, 12000, None),
    ("1.2万+", 12000, None, None),
    ("2w+", 20000, None, None),
    ("2千", 2000, 2000, None),
    ("1.5亿", 150000000, 150000000, None),
    ("1000-2000", 1000, 2000, None),
    ("100~200人付款", 100, 200, "paid"),
    ("5000-1.2万", 5000, 12000, None),
    ("500以上", 500, None, None),
    ("1000多", 1000, None, None),
    # Helium 10, Google Trends
    (">7,000", 7000, None, None),
    (">=50", 50, None, None),
    ("≥50", 50, None, None),
    ("<1", 0, 1, None),
    ("<=5", 0, 5, None),
    # Amazon, eBay, Etsy, Shopee
    ("2K+ bought in past month", 2000, None, "monthly"),
    ("50+ bought in past week", 50, None, "weekly"),
    ("1.2k sold", 1200, 1200, "sold"),
    ("10K+ sold", 10000, None, "sold"),
    ("294 sold", 294, 294, "sold"),
    ("1.5M sold", 1500000, 1500000, "sold"),
    ("172 ratings", 172, 172, "reviews"),
    ("5,864 ratings", 5864, 5864, "reviews"),
    ("8 product ratings", 8, 8, "reviews"),
    ("(1,234)", 1234, 1234, None),
    ("1 review", 1, 1, "reviews"),
    # followers
    ("12万粉丝", 120000, 120000, "followers"),
    ("粉丝数 2.3万", 23000, 23000, "followers"),
    ("3k", 3000, 3000, None),
    ("1.2k followers", 1200, 1200, "followers"),
    # bare numbers and what scrapers and Excel make of them
    ("0", 0, 0, None),
    ("863", 863, 863, None),
    ("1,234", 1234, 1234, None),
    ("12.0", 12, 12, None),
    ("[607]", 607, 607, None),
    ("['1000+人付款']", 1000, None, "paid"),
    ("1.23E+05", 123000, 123000, None),
    ("１２３", 123, 123, None),
    ("1.234.567", 1234567, 1234567, None),
    ("500件", 500, 500, None),
]

REFUSED = [
    # people who look, like or collect
    ("88人看过", "not-a-sale"),
    ("9100人种草", "not-a-sale"),
    ("1万+人种草", "not-a-sale"),
    ("96%好评", "not-a-sale"),
    ("100+人好评", "not-a-sale"),
    ("1200人收藏", "not-a-sale"),
    ("300人加购", "not-a-sale"),
    ("想要", "not-a-sale"),
    ("12人想要", "not-a-sale"),
    ("1人看过100%好评", "not-a-sale"),
    ("30天加购飙升5倍", "not-a-sale"),
    # two numbers, none told apart
    ("4000+9100+人种草", "count-ambiguous"),
    ("已售200090%好评", "count-ambiguous"),
    ("月销500人付款", "count-ambiguous"),
    ("500+ 月销300", "count-unreadable"),
    ("1-2万", "number-ambiguous"),
    ("1,5", "number-ambiguous"),
    ("1.000", "number-ambiguous"),
    ("0,123", "number-ambiguous"),
    # no whole number of pieces
    ("1.5", "count-fractional"),
    ("1.00005万", "count-fractional"),
    ("-3", "count-negative"),
    ("-1", "count-negative"),
    ("-0.5", "count-negative"),
    ("2000-1000", "range-reversed"),
    ("1234567890123456", "number-too-large"),
    ("99999999亿", "number-too-large"),
    # not understood
    ("±5", "count-unreadable"),
    ("abc", "count-unreadable"),
    ("12%", "count-unreadable"),
    ("inf", "count-unreadable"),
    ("2026-03-01", "count-unreadable"),
    ("1000-2000+", "count-unreadable"),
    ("<100+", "count-unreadable"),
    ("全网热销10万+", "count-unreadable"),
    ("¥99", "count-unreadable"),
    ("1 234", "count-unreadable"),
    ("热销", "count-unreadable"),
    ("2万+元", "count-unreadable"),
]

RANKS = [
    ("1", 1, None),
    ("#3", 3, None),
    ("第3名", 3, None),
    ("TOP 10", 10, None),
    ("No.5", 5, None),
    ("1,234", 1234, None),
    ("2.0", 2, None),
    ("未上榜", None, None),
    ("0", None, "rank-unreadable"),
    ("1.5", None, "rank-unreadable"),
    ("-1", None, "rank-unreadable"),
    ("100+", None, "rank-unreadable"),
    ("1.000", None, "number-ambiguous"),
]


@pytest.mark.parametrize(("text", "low", "high", "mark"), COUNTERS, ids=[row[0] for row in COUNTERS])
def test_counters(text: str, low: int, high: int | None, mark: str | None) -> None:
    assert parse_count(text) == Reading(Decimal(low), None if high is None else Decimal(high), mark)


@pytest.mark.parametrize(("text", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(text: str, code: str) -> None:
    assert parse_count(text) == Reading(code=code)


@pytest.mark.parametrize(("text", "rank", "code"), RANKS, ids=[row[0] for row in RANKS])
def test_ranks(text: str, rank: int | None, code: str | None) -> None:
    value = None if rank is None else Decimal(rank)
    assert parse_rank(text) == Reading(value, value, None, code)


_TEXTS = st.text() | st.lists(
    st.sampled_from([*"0123456789.,+-~<>万wk%[] ", "已售", "月销", "人付款", "好评", "看过", "条评价", " sold"])
).map("".join)


@given(_TEXTS)
def test_any_text_gives_an_ordered_interval_or_a_code(text: str) -> None:
    for low, high, mark, code in (parse_count(text), parse_rank(text)):
        if code is not None:
            assert (low, high, mark) == (None, None, None)
        if low is not None and high is not None:
            assert 0 <= low <= high
        assert all(end is None or end == int(end) for end in (low, high))


@given(st.integers(0, 10**14 - 1))
def test_a_grouped_integer_reads_back(number: int) -> None:
    assert parse_count(f"{number:,}") == Reading(Decimal(number), Decimal(number))


@given(st.integers(0, 10**9), st.sampled_from([("{}+人付款", "paid"), ("已售{}+", "sold"), ("{}+ sold", "sold")]))
def test_a_bound_stays_a_bound(number: int, form: tuple[str, str]) -> None:
    assert parse_count(form[0].format(number)) == Reading(Decimal(number), None, form[1])
