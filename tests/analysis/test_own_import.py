"""Own sales, from a file to the answer: hours and days, what is refused, and what a later file corrects."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies

from tests.support import Bring, answers, rejected
from tracker.analysis import asking
from tracker.errors import DocumentRefused
from tracker.normalise.hours import parse_hour
from tracker.store import targets
from tracker.store.place import Store
from tracker.store.targets import Target
from tracker.store.undo import undo_batch

HEADER = "平台,店铺,日期,小时,订单数,件数,金额\n"


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 6, day, hour)  # noqa: DTZ001 - the market's wall time has no zone


def rows(store: Store, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns.split()) for row in asking.ask(store, "own-sales", given).records()]


def test_hours_and_days_are_told_apart_and_zero_is_zero(bring: Bring, store: Store) -> None:
    text = f"{HEADER}淘宝,甲店,2026-06-01,9点,0,0,0\n淘宝,甲店,2026-06-01,,40,50,6000.5\n淘宝,甲店,2026-06-02,,41,-,\n"
    (batch,) = bring(text)
    assert (batch.kind, batch.accepted, batch.rejected) == ("sales", 3, 0)
    assert rows(store, "since until hour order_count unit_count amount currency source_row") == [
        (at(1), at(2), None, 40, 50, Decimal("6000.5"), "CNY", 3),
        (at(1, 9), at(1, 10), 9, 0, 0, 0, "CNY", 2),
        (at(2), at(3), None, 41, None, None, None, 4),
    ]


def test_times_tell_the_hours_where_no_column_does(bring: Bring, store: Store) -> None:
    bring(
        "日期,支付订单数,支付金额\n2026-06-01 00:00,1,10\n2026-06-01 01:00,2,20\n",
        platform="taobao",
        shop="甲店",
        kind="sales",
    )
    assert rows(store, "hour order_count shop_name") == [(0, 1, "甲店"), (1, 2, "甲店")]


def test_what_is_no_hour_no_day_or_no_number_is_refused(bring: Bring, store: Store) -> None:
    text = f"""{HEADER}淘宝,甲店,2026-06-01,25,1,1,1
淘宝,甲店,2026-06-01,9-12,1,1,1
淘宝,甲店,2026-06-01,9,1万+,3,
淘宝,甲店,2026-06-01,10,,,
淘宝,,2026-06-01,11,1,1,1
淘宝,甲店,,12,1,1,1
"""
    bring(text)
    assert [(scope, row, value, code) for scope, row, _, value, code in rejected(store)] == [
        ("row", 2, "25", "hour-unreadable"),
        ("row", 3, "9-12", "hour-unreadable"),
        ("cell", 4, "1万+", "exact-needed"),
        ("row", 5, "甲店", "nothing-measured"),
        ("row", 6, None, "identity-missing"),
        ("row", 7, None, "date-missing"),
    ]
    assert rows(store, "hour order_count unit_count") == [(9, None, 3)]


def test_a_table_without_a_shop_says_how_to_give_it(bring: Bring) -> None:
    with pytest.raises(DocumentRefused) as caught:
        bring("日期,订单数,金额\n2026-06-01,1,2\n", platform="taobao", kind="sales")
    assert caught.value.code == "shop-needed"


@pytest.mark.parametrize(
    "text",
    [
        "日期,店铺,商品名称,件数,金额\n2026-06-01,甲店,红裙,1,2\n",
        "日期,店铺,商品id,订单数,金额\n2026-06-01,甲店,1,1,2\n",
    ],
)
def test_a_table_of_things_sold_is_no_table_of_shop_sales(bring: Bring, text: str) -> None:
    """Its rows would be taken for corrections of one another."""
    with pytest.raises(DocumentRefused, match="No table"):
        bring(text, platform="taobao", kind="sales")


def test_the_same_again_is_a_duplicate_another_number_a_correction_and_undo_restores(
    bring: Bring, store: Store
) -> None:
    bring(f"{HEADER}淘宝,甲店,2026-06-01,,40,50,6000\n淘宝,甲店,2026-06-02,,1,1,1\n", "one.csv")
    before = answers(store)
    (batch,) = bring(f"{HEADER}淘宝,甲店,2026-06-01,,40,50,6000\n淘宝,甲店,2026-06-02,,2,2,2\n", "two.csv")
    assert (batch.duplicates, batch.corrected) == (1, 1)
    assert rows(store, "order_count document") == [(40, "one.csv"), (2, "two.csv")]
    undo_batch(store, batch.batch_id)
    assert answers(store) == before


def test_as_of_tells_what_was_over_by_then(bring: Bring, store: Store) -> None:
    bring(f"{HEADER}淘宝,甲店,2026-06-01,,40,50,6000\n淘宝,甲店,2026-06-02,,1,1,1\n")
    assert rows(store, "order_count", as_of=at(2)) == [(40,)]
    assert rows(store, "order_count", as_of=at(2, 23)) == [(40,)]
    assert rows(store, "order_count", since=at(2)) == [(1,)]


@pytest.mark.parametrize("question", ["own-sales", "order-hours", "slots", "own-against-peers", "targets"])
def test_as_of_a_day_holds_what_was_over_at_its_end(bring: Bring, store: Store, question: str) -> None:
    """As the command line means a date: its last moment, a microsecond before the day and its last hour are over."""
    bring(f"{HEADER}淘宝,甲店,2026-06-01,,40,50,6000\n淘宝,甲店,2026-06-02,23,1,1,1\n")
    bring("平台,日期,店铺名称,类目,近30天销量\n淘宝,2026-06-02,乙店,裙,7\n", "board.csv", kind="shops")
    bring("平台,日期,店铺名称,宝贝标题,类目,价格,销量\n淘宝,2026-06-02,乙店,裙,裙,9,3\n", "listings.csv")
    targets.set_target(store, Target("taobao", "甲店", "units", date(2026, 6, 1), Decimal(9)))
    end_of_day = at(3) - timedelta(microseconds=1)
    whole = asking.ask(store, question)
    assert whole.rows
    assert asking.ask(store, question, {"as_of": end_of_day}) == whole


def test_barcode_model_and_brand_belong_to_a_listing(bring: Bring, store: Store) -> None:
    bring(
        "平台,日期,商品id,宝贝标题,价格,条码,型号,品牌\n"
        "京东,2026-06-01,1,裙,59,6901234567892,A-1,棠梨\n京东,2026-06-01,2,裤,59,6.90E+12,,无\n",
    )
    found = asking.ask(store, "listings").records()
    assert [(row["barcode"], row["model"], row["brand"]) for row in found] == [
        ("6901234567892", "A-1", "棠梨"),
        (None, None, None),
    ]


@given(
    strategies.integers(0, 23),
    strategies.sampled_from(["{0}", "{0:02d}:00", "{0}点", "{0}时", "{0:02d}:00-{0:02d}:59", "{0}-{1}"]),
)
def test_every_writing_of_an_hour_is_that_hour(hour: int, form: str) -> None:
    found = parse_hour(form.format(hour, hour + 1))
    assert (found.low, found.high, found.code) == (hour, hour, None)
