"""sales-shares and concentration of boards, counted by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.analysis.asked import aloud
from tests.analysis.test_sales_periods import PDD, rows
from tests.support import Bring
from tracker.analysis.aloud import read_aloud
from tracker.analysis.asking import ask
from tracker.store.place import Store

BOARD = """平台,类目,日期,排名,店铺名称,30天销量,30天销售额
淘宝,裙,2026-03-01,1,甲店,900,9000
淘宝,裙,2026-03-08,1,甲店,100-200,4000
淘宝,裙,2026-03-08,2,乙店,300,6000
淘宝,裙,2026-03-08,3,丙店,-,-
"""

SHARES = "units_share_low units_share_high amount_share_low amount_share_high"


def test_shares_are_of_the_newest_board_and_of_the_shops_that_have_numbers(store: Store, bring: Bring) -> None:
    """甲 has 100 of 400 to 200 of 500 units, 乙 300 of 500 to 300 of 400."""
    bring(BOARD, "board.csv")
    assert rows(store, f"rank look_on {SHARES} reason", "sales-shares") == [
        (1, date(2026, 3, 8), 0.25, 0.4, 0.4, 0.4, None),
        (2, date(2026, 3, 8), 0.6, 0.75, 0.6, 0.6, None),
        (3, date(2026, 3, 8), None, None, None, None, "no-numbers"),
    ]
    coverage = "shop_count units_count amount_count source_row document"
    assert rows(store, coverage, "sales-shares", shop="乙店") == [(3, 2, 2, 4, "board.csv")]
    assert rows(store, SHARES, "sales-shares", shop="乙店") == [(0.6, 0.75, 0.6, 0.6)]
    told = ask(store, "sales-shares")
    assert read_aloud("sales-shares", told, {}) == (
        "Of the units of 2 shops recorded on Taobao 裙 on 2026-03-08, 乙店 has 60%–75%."
    )


def test_an_open_end_may_be_everything(store: Store, bring: Bring) -> None:
    bring("平台,类目,日期,店铺名称,30天销量\n淘宝,裙,2026-03-01,甲店,1万+\n淘宝,裙,2026-03-01,乙店,5000\n")
    assert rows(store, "shop_name units_high units_share_low units_share_high", "sales-shares") == [
        ("乙店", 5000, 0, pytest.approx(1 / 3)),
        ("甲店", None, pytest.approx(2 / 3), 1),
    ]
    shown = "measure hhi_low hhi_high cr4_low open_count sum_low sum_high"
    assert rows(store, shown, "concentration") == [
        ("units", pytest.approx(10_000 * 5 / 9), 10_000, 1, 1, 15_000, None),
    ]


def test_amounts_of_two_currencies_are_never_shared(store: Store, bring: Bring) -> None:
    bring(
        "平台,类目,日期,店铺名称,30天销售额,币种\namazon,裙,2026-03-01,甲店,100,USD\n"
        "amazon,裙,2026-03-01,乙店,300,USD\namazon,裙,2026-03-01,丙店,900,EUR\n"
    )
    assert sorted(rows(store, "currency amount_low amount_share_low amount_count", "sales-shares")) == [
        ("EUR", 900, 1, 1),
        ("USD", 100, 0.25, 2),
        ("USD", 300, 0.75, 2),
    ]
    assert rows(store, "measure currency hhi_low known_count shop_count reason", "concentration") == [
        ("amount", "EUR", None, 1, 3, "too-few"),
        ("amount", "USD", 6250, 2, 3, None),
        ("units", None, None, 0, 3, "too-few"),
    ]


def test_concentration_is_told_look_by_look(store: Store, bring: Bring) -> None:
    """100 of 400 to 200 of 500: squared shares 0.0625 + 0.5625 to 0.16 + 0.36. One shop on the 1st is too few."""
    bring(BOARD)
    shown = "look_on measure hhi_low hhi_high hhi_is_outer known_count shop_count sum_low sum_high reason"
    told = rows(store, shown, "concentration")
    assert told[2] == (
        date(2026, 3, 8),
        "amount",
        pytest.approx(5200),
        pytest.approx(5200),
        False,
        2,
        3,
        10000,
        10000,
        None,
    )
    assert told[3] == (date(2026, 3, 8), "units", pytest.approx(5200), pytest.approx(6250), False, 2, 3, 400, 500, None)
    assert [row[-1] for row in told[:2]] == ["too-few", "too-few"]
    assert read_aloud("concentration", ask(store, "concentration"), {}) == (
        "Units of 2 shops recorded on Taobao 裙 on 2026-03-08: HHI 5,200–6,250; the four largest have 100%."
    )


def test_where_nobody_sold_there_is_no_share(store: Store, bring: Bring) -> None:
    bring("平台,类目,日期,店铺名称,30天销量\n淘宝,裙,2026-03-01,甲店,0\n淘宝,裙,2026-03-01,乙店,0\n")
    assert rows(store, "units_low units_share_low reason", "sales-shares") == [(0, None, "none-sold")] * 2
    assert rows(store, "hhi_low reason", "concentration") == [(None, "none-sold")]


def test_of_two_snapshots_of_a_day_the_last_counts(store: Store, bring: Bring) -> None:
    bring(BOARD + "淘宝,裙,2026-03-08 21:00,1,甲店,100,100\n")
    assert rows(store, "units_high amount_high", "sales-shares", shop="甲店") == [(100, Decimal(100))]
    assert len(rows(store, "look_on", "concentration", since=None)) == 4


LISTINGS = f"""日期,类目,店铺名称,宝贝标题,价格,销量,链接
2026-03-01,裙,甲店,红裙,10,已拼100件,{PDD}1
2026-03-01,裙,甲店,蓝裙,10,已拼100件,{PDD}2
2026-03-01,裙,乙店,黑裙,10,已拼50件,{PDD}3
2026-03-01,裙,乙店,绿裙,10,已拼900件,{PDD}4
2026-03-08,裙,甲店,红裙,10,已拼180件,{PDD}1
2026-03-08,裙,甲店,蓝裙,10,已拼160件,{PDD}2
2026-03-08,裙,乙店,黑裙,10,已拼110件,{PDD}3
2026-03-08,裙,乙店,绿裙,10,已拼500件,{PDD}4
2026-03-08,裙,丙店,白裙,10,已拼700件,{PDD}5
"""


def test_listings_are_added_where_what_they_gained_is_known(store: Store, bring: Bring) -> None:
    """甲 sold 80 + 60; 乙 60, and nobody knows of 绿裙, whose counter fell; 白裙 was never seen before."""
    bring(LISTINGS)
    shown = "shop_name sold_kind before_on units_low units_high units_share_low units_share_high"
    assert rows(store, shown, "sales-shares", basis="listings", days=7) == [
        ("丙店", "sold", date(2026, 3, 1), None, None, None, None),
        ("乙店", "sold", date(2026, 3, 1), 60, 60, 0.3, 0.3),
        ("甲店", "sold", date(2026, 3, 1), 140, 140, 0.7, 0.7),
    ]
    coverage = "listing_count listing_known_count shop_count units_count reason"
    assert rows(store, coverage, "sales-shares", basis="listings", days=7) == [
        (1, 0, 3, 2, "no-numbers"),
        (2, 1, 3, 2, None),
        (2, 2, 3, 2, None),
    ]
    assert rows(store, "units_share_low", "sales-shares", basis="listings", days=7, shop="乙店") == [(0.3,)]
    assert rows(store, "units_low", "sales-shares", basis="listings") == []
    assert rows(store, "units_low", "sales-shares") == []


def test_shops_that_sold_nothing_are_not_said_to_be_unknown(store: Store, bring: Bring) -> None:
    """Zero was seen on JD; of Taobao's shops nothing was, and neither platform is told by its slug."""
    bring(
        "平台,类目,日期,排名,店铺名称,30天销量\n京东,裙,2026-03-01,1,甲店,0\n京东,裙,2026-03-01,2,乙店,0\n"
        "淘宝,裙,2026-03-01,1,丙店,-\n"
    )
    none_sold = "Of the shops recorded on JD 裙 on 2026-03-01, none whose sales are known sold anything."
    assert aloud(store, "sales-shares") == (
        f"{none_sold} Of the shops recorded on Taobao 裙, no shares of sales can be told."
    )
    assert aloud(store, "concentration", platform="jd") == none_sold
    assert aloud(store, "sales-shares", "zh") == (
        "2026-03-01 在 京东 裙 记录的店铺中，有销量数字的都没有卖出。淘宝 裙 上所记录的店铺，说不出各占多少销售。"
    )
