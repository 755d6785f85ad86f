"""sales-periods: what a counter's readings say of the time between them, counted by hand."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.errors import InputError
from tracker.store.place import Store

PDD = "https://mobile.yangkeduo.com/goods.html?goods_id="
TAOBAO = "https://item.taobao.com/item.htm?id="


def day(number: int, month: int = 3) -> datetime:
    return datetime(2026, month, number)  # noqa: DTZ001 - the market's wall time has no zone


def rows(store: Store, columns: str, question: str = "sales-periods", **given: Any) -> list[tuple[Any, ...]]:
    answer = ask(store, question, given)
    return [tuple(row[answer.columns.index(name)] for name in columns.split()) for row in answer.rows]


def lifetime(*counters: str) -> str:
    """A PDD listing whose lifetime counter was read on Mondays from 2 March 2026; its price was 10."""
    mondays = (2, 9, 16, 23, 30)
    read = zip(mondays, counters, strict=False)
    return "日期,店铺名称,宝贝标题,价格,销量,链接\n" + "".join(
        f"2026-03-{monday:02},甲店,红裙,10,{counter},{PDD}1\n" for monday, counter in read
    )


def rolling(*readings: tuple[str, str]) -> str:
    """A Taobao listing whose rolling 30 days (人付款) were read on the days given; its price was 10."""
    return "日期,店铺名称,宝贝标题,价格,销量,链接\n" + "".join(
        f"{on},甲店,红裙,10,{counter},{TAOBAO}1\n" for on, counter in readings
    )


def test_exact_readings_of_a_lifetime_counter_tell_exactly_what_was_sold(store: Store, bring: Bring) -> None:
    bring(lifetime("已拼100件", "已拼150件", "已拼150件"))
    shown = "sold_kind method since until units_low units_high amount_low amount_high currency"
    assert rows(store, shown) == [
        ("sold", "difference", day(2), day(9), 50, 50, 500, 500, "CNY"),
        ("sold", "difference", day(9), day(16), 0, 0, 0, 0, "CNY"),
    ]
    evidence = "window_days confidence is_disjoint source_row_before source_row document"
    assert rows(store, evidence) == [(0, "B", True, 2, 3, "typed.csv"), (0, "B", True, 3, 4, "typed.csv")]


def test_a_counter_without_a_high_end_is_never_taken_for_none_sold(store: Store, bring: Bring) -> None:
    """1.1万+ twice: nobody knows how many. Then 1.3万+: as many or more. 9000 exactly to 1.1万+: at least 2000."""
    bring(lifetime("已拼9000件", "已拼1.1万+件", "已拼1.1万+件", "已拼1.3万+件"))
    assert rows(store, "until units_low units_high amount_low amount_high reason") == [
        (day(9), 2000, None, 20000, None, None),
        (day(16), 0, None, 0, None, None),
        (day(23), 0, None, 0, None, None),
    ]


@pytest.mark.parametrize("fallen", [("已拼9000件", "已拼8000件"), ("已拼1.3万+件", "已拼1.1万+件")])
def test_a_counter_that_fell_breaks_the_series(store: Store, bring: Bring, fallen: tuple[str, str]) -> None:
    bring(lifetime(*fallen, "已拼1.4万+件"))
    assert rows(store, "until units_low units_high since is_disjoint reason")[0] == (
        day(9), None, None, None, False, "counter-fell",
    )  # fmt: skip
    assert rows(store, "reason")[1] == (None,)


def test_a_fall_between_the_last_readings_of_two_weeks_is_seen(store: Store, bring: Bring) -> None:
    """100 on the 2nd; 20 on the 11th, and 150 on the 13th: of that week only the 150 is compared."""
    text = lifetime("已拼100件")
    for on, counter in ((11, 20), (13, 150)):
        text += f"2026-03-{on},甲店,红裙,10,已拼{counter}件,{PDD}1\n"
    bring(text)
    assert rows(store, "since until reason") == [(None, day(13), "counter-fell")]
    assert rows(store, "since until units_low reason", step="reading") == [
        (None, day(11), None, "counter-fell"),
        (day(11), day(13), 130, None),
    ]


def test_a_step_compares_its_last_readings(store: Store, bring: Bring) -> None:
    bring(lifetime("已拼100件", "已拼150件", "已拼170件") + f"2026-04-01,甲店,红裙,10,已拼200件,{PDD}1\n")
    assert rows(store, "since until units_low units_high", step="month") == [(day(16), day(1, 4), 30, 30)]
    assert len(rows(store, "since", step="day")) == len(rows(store, "since")) == 3
    with pytest.raises(InputError) as caught:
        ask(store, "sales-periods", {"step": "year"})
    assert caught.value.code == "choice-unknown"


def test_a_rolling_counter_is_read_and_never_subtracted(store: Store, bring: Bring) -> None:
    """Windows of 30 days that end on 31 March, 6 April and 1 May: the newest counts, then what ends by its begin."""
    bring(rolling(("2026-03-31", "500人付款"), ("2026-04-06", "420人付款"), ("2026-05-01", "600人付款")))
    assert rows(store, "method since until units_low units_high is_disjoint confidence") == [
        ("window", day(1), day(31), 500, 500, True, "C"),
        ("window", day(7), day(6, 4), 420, 420, False, "C"),
        ("window", day(1, 4), day(1, 5), 600, 600, True, "C"),
    ]


def test_what_a_rolling_counter_gained_is_bounded_by_its_rise_and_its_reading(store: Store, bring: Bring) -> None:
    """Within the window: [rise, reading]; a fall says only [0, reading]; after more than a window: reading or more."""
    bring(rolling(*zip(
        ("2026-03-02", "2026-03-09", "2026-03-16", "2026-05-04"), ("500人付款", "620人付款", "580人付款", "90人付款"),
        strict=True,
    )))  # fmt: skip
    assert rows(store, "before_at until gained_low gained_high") == [
        (None, day(2), None, None),
        (day(2), day(9), 120, 620),
        (day(9), day(16), 0, 580),
        (day(16), day(4, 5), 90, None),
    ]


def test_nothing_is_computed_from_a_counter_whose_window_nobody_knows(store: Store, bring: Bring) -> None:
    bring("日期,商品id,标题,价格,已售\n2026-03-02,1,a,10,5\n2026-03-09,1,a,10,9\n", platform="etsy")
    assert rows(store, "sold_kind units_low units_high counter_low reason") == [
        ("sold", None, None, 9, "window-unknown"),
    ]


def test_what_was_seen_without_a_counter_is_not_zero(store: Store, bring: Bring) -> None:
    text = (
        lifetime("已拼100件", "-").replace("链接\n", "链接,库存状态\n").replace("goods_id=1\n", "goods_id=1,已下架\n")
    )
    bring(text)
    assert rows(store, "until sold_kind units_low units_high state reason") == [
        (day(9), None, None, None, "delisted", "no-counter"),
    ]


def test_out_of_stock_and_unchanged_is_zero_with_its_state(store: Store, bring: Bring) -> None:
    text = lifetime("已拼100件", "已拼100件").replace("链接\n", "链接,库存状态\n")
    bring(text.replace("goods_id=1\n", "goods_id=1,售罄\n"))
    assert rows(store, "units_low units_high state unavailable_count") == [(0, 0, "out_of_stock", 1)]


@pytest.mark.parametrize("step", ["week", "reading"])
def test_looks_without_a_counter_tell_prices_and_states_of_the_period_they_lie_in(
    store: Store, bring: Bring, step: str
) -> None:
    """Pages of what is out of stock often hide the counter: they still count, before and after a week's last reading."""
    bring(
        "日期,店铺名称,宝贝标题,价格,销量,状态,链接\n"
        f"2026-03-02,甲店,红裙,10,已拼100件,,{PDD}1\n"
        f"2026-03-10,甲店,红裙,15,,售罄,{PDD}1\n"
        f"2026-03-12,甲店,红裙,10,已拼150件,,{PDD}1\n"
        f"2026-03-13,甲店,红裙,6,,售罄,{PDD}1\n"
        f"2026-03-20,甲店,红裙,10,已拼170件,,{PDD}1\n"
    )
    shown = "until units_low price_lowest price_highest amount_low amount_high unavailable_count"
    assert [row for row in rows(store, shown, step=step) if row[1] is not None] == [
        (day(12), 50, 10, 15, 500, 750, 1),
        (day(20), 20, 6, 10, 120, 200, 1),
    ]
    assert {row[1] for row in rows(store, "reason before_at", step=step) if row[0] == "no-counter"} == {None}


def test_revenue_runs_from_the_lowest_price_after_coupon_to_the_highest_asked(store: Store, bring: Bring) -> None:
    """Five units at 7 (12 with a coupon) to 15: a variant's 15 before, 12 and 14 after."""
    bring(
        f"""日期,宝贝标题,规格,价格,券后价,已售,链接
2026-03-02,甲,S,10,,已拼90件,{PDD}1
2026-03-02,甲,L,15,,已拼90件,{PDD}1
2026-03-09,甲,S,12,7,已拼95件,{PDD}1
2026-03-09,甲,L,14,,已拼95件,{PDD}1
"""
    )
    shown = "units_low units_high price_lowest price_highest amount_low amount_high"
    assert rows(store, shown) == [(5, 5, Decimal(7), Decimal(15), Decimal(35), Decimal(75))]


def test_a_price_that_bids_nobody_buy_still_has_its_amount(store: Store, bring: Bring) -> None:
    """Sellers write 99999999 where a thing is not to be bought now: times two million pieces it is more than 10^14."""
    bring(lifetime("已拼100件", "已拼2000100件").replace(",10,", ",99999999,"))
    assert rows(store, "amount_low amount_high") == [(Decimal(199999998000000), Decimal(199999998000000))]


def test_two_currencies_have_no_amount(store: Store, bring: Bring) -> None:
    bring("日期,商品id,标题,价格,币种,月销\n2026-03-02,1,a,10,USD,5\n2026-03-09,1,a,10,EUR,9\n", platform="amazon")
    assert rows(store, "until units_low price_lowest amount_low") == [
        (day(2), 5, 10, 50),
        (day(9), 9, None, None),
    ]


def test_as_of_a_day_knows_nothing_of_later_readings(store: Store, bring: Bring) -> None:
    bring(lifetime("已拼100件", "已拼150件", "已拼170件"))
    assert rows(store, "until units_low", as_of=day(9)) == [(day(9), 50)]
    assert rows(store, "until units_low", since=day(9)) == [(day(16), 20)]
