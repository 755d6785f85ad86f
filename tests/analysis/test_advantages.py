"""advantages: each shop of a board beside the others, counted by hand."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.store import products
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="
BOARD = """平台,类目,日期,排名,店铺名称,描述相符,服务态度,物流服务,好评率,优势(价格/质量/服务),角色
淘宝,裙,2026-03-09,1,甲店,4.9,4.7,4.7,99%,价格,竞品
淘宝,裙,2026-03-09,2,乙店,4.8,4.8,4.8,98%,质量,竞品
淘宝,裙,2026-03-09,3,丙店,4.8,4.9,4.9,97%,,竞品
淘宝,裙,2026-03-09,4,丁店,4.7,5.0,4.8,96%,,自己
淘宝,裙,2026-03-09,5,戊店,4.6,4.6,4.6,95%,,竞品
淘宝,裙,2026-03-09,6,己店,4.5,4.8,5.0,94%,,竞品
"""
PRICES = {"甲店": (10, 20, 30), "乙店": (40, 50, 60), "丙店": (50, 60, 70), "丁店": (60, 70, 80), "戊店": (70, 80, 90)}


def shelves(day: str = "2026-03-09", more: str = "") -> str:
    """Three listings of each of five shops; 己店 has none, unless `more` tells some."""
    offers = [(shop, price) for shop, prices in PRICES.items() for price in prices]
    lines = [
        f"{day},裙,{shop},款{at},{price},,{ITEM}{at},{4 + at / 100},有货\n" for at, (shop, price) in enumerate(offers)
    ]
    return "日期,类目,店铺名称,宝贝标题,价格,券后价,链接,评分,库存状态\n" + "".join(lines) + more


def of(store: Store, shop: str, axis: str, columns: str, **given: object) -> tuple[object, ...]:
    (found,) = [
        row for row in rows(store, "advantages", f"shop_name axis {columns}", **given) if row[:2] == (shop, axis)
    ]
    return found[2:]


def test_the_price_is_compared_by_the_medians_of_the_peers(store: Store, bring: Bring) -> None:
    """甲店: 20 beside 50 60 70 80: median 65, deviations 15 5 5 15, MAD 10; 45 cheaper: 45 / 14.826."""
    bring(BOARD, "board.csv")
    bring(shelves())
    shown = "verdict score price peer_price cheaper_peer_count cheapest_third_count listing_count peer_count basis"
    score = pytest.approx(45 / 14.826)
    assert of(store, "甲店", "price", shown, least_peers=4) == ("ahead", score, 20, 65, 0, 3, 3, 4, "category")
    assert of(store, "戊店", "price", "verdict price peer_price cheaper_peer_count", least_peers=4) == (
        "behind",
        80,
        55,
        4,
    )


def test_below_the_least_nothing_is_said(store: Store, bring: Bring) -> None:
    bring(BOARD)
    bring(shelves(more=f"2026-03-09,裙,己店,款90,9,,{ITEM}90,,有货\n"))
    shown = "verdict score reason measures"
    assert of(store, "甲店", "price", shown) == ("not-enough-data", None, "too-few-peers", None)
    assert of(store, "己店", "price", shown) == ("not-enough-data", None, "too-few-listings", None)
    assert of(store, "己店", "price", "verdict price", least_listings=1) == ("ahead", 9)


def test_a_later_place_behind_the_board_leaves_the_board_as_it_is(store: Store, bring: Bring) -> None:
    """Ten days on only our own place, the 35th, was written down: the newest board is still that of the 9th."""
    bring(BOARD)
    bring("平台,类目,日期,排名,店铺名称,角色\n淘宝,裙,2026-03-19,35,丁店,自己\n", "own.csv")
    bring(shelves())
    assert of(store, "丁店", "service", "rank age_days verdict") == (4, 0, "level")


def test_a_shop_without_listings_has_no_price(store: Store, bring: Bring) -> None:
    bring(BOARD)
    bring(shelves())
    assert of(store, "己店", "price", "verdict reason price", least_peers=4) == ("not-enough-data", "no-value", None)


def test_quality_joins_what_is_known_of_it(store: Store, bring: Bring) -> None:
    """乙店 without listings: description 4.8 beside 4.9 4.8 4.7 4.6 4.5 is 0.1 above 4.7, MAD 0.1; good reviews 98 %
    beside 99 97 96 95 94 are two points above 96 %, MAD 1 point."""
    bring(BOARD)
    shown = "verdict score measures score_description peer_description good_review_share peer_good_review_share"
    expected = (0.1 / 0.14826 + 0.02 / 0.014826) / 2
    assert of(store, "乙店", "quality", shown) == (
        "ahead", pytest.approx(expected), "score_description good_review_share",
        4.8, pytest.approx(4.7), 0.98, pytest.approx(0.96),
    )  # fmt: skip


def test_service_below_peers(store: Store, bring: Bring) -> None:
    """戊店: service 4.6 beside 4.7 4.8 4.9 5.0 4.8, logistics 4.6 beside 4.7 4.8 4.9 4.8 5.0: 0.2 below, MAD 0.1."""
    bring(BOARD)
    assert of(store, "戊店", "service", "verdict score peer_service peer_logistics") == (
        "behind", pytest.approx(-0.2 / 0.14826), 4.8, 4.8,
    )  # fmt: skip


def test_where_all_peers_are_equal_the_side_is_told_without_a_number(store: Store, bring: Bring) -> None:
    lines = [f"淘宝,裙,2026-03-09,{rank},店{rank},{4.9 if rank == 1 else 4.8}\n" for rank in range(1, 8)]
    bring("平台,类目,日期,排名,店铺名称,描述相符\n" + "".join(lines))
    assert of(store, "店1", "quality", "verdict score reason") == ("ahead", None, "peers-equal")
    assert of(store, "店1", "service", "verdict score reason") == ("not-enough-data", None, "no-value")


def test_the_operators_own_judgement_stands_beside(store: Store, bring: Bring) -> None:
    bring(BOARD, "board.csv")
    assert of(store, "甲店", "price", "is_judged judgement document source_row") == (True, "price", "board.csv", 2)
    assert of(store, "甲店", "service", "is_judged judgement") == (False, "price")
    assert of(store, "丙店", "price", "is_judged judgement") == (None, None)


def test_the_price_a_buyer_pays_counts_and_what_is_delisted_does_not(store: Store, bring: Bring) -> None:
    bring(BOARD)
    more = f"2026-03-10,裙,己店,款90,99,5,{ITEM}90,,有货\n2026-03-10,裙,己店,款91,1,,{ITEM}91,,已下架\n"
    bring(shelves(more=more))
    assert of(store, "己店", "price", "price listing_count", least_listings=1) == (5, 1)


def test_prices_seen_too_long_from_the_boards_look_are_left_out(store: Store, bring: Bring) -> None:
    bring(BOARD)
    bring(shelves(day="2026-02-20"))
    assert of(store, "甲店", "price", "price reason") == (None, "no-value")
    assert of(store, "甲店", "price", "price", days_apart=20) == (20,)


def test_prices_in_another_currency_are_no_prices_here(store: Store, bring: Bring) -> None:
    lines = [f"amazon,裙,2026-03-09,{rank},shop{rank}\n" for rank in range(1, 8)]
    bring("平台,类目,日期,排名,店铺名称\n" + "".join(lines))
    offers = [
        f"amazon,裙,2026-03-09,shop{s},item{s},{s}{k},{10 * s},{'USD' if s else 'EUR'}\n"
        for s in range(8)
        for k in "123"
    ]
    bring("平台,类目,日期,店铺名称,标题,商品id,价格,币种\n" + "".join(offers))
    assert of(store, "shop1", "price", "currency price peer_count") == ("USD", 10, 6)


MATCHED = {
    "甲店": (8, 18, 33),
    "乙店": (10, 20, 30),
    "丙店": (11, 20, 31),
    "丁店": (12, 22, 30),
    "戊店": (10, 21, 33),
    "己店": (11, 24, 36),
}
"""What the shops ask for the products 0, 1 and 2."""


def group(store: Store, bring: Bring, packs: int = 1) -> None:
    """The market of MATCHED, each listing with its product; 甲店's are packs of so many pieces."""
    offers = [(shop, at, price) for shop, prices in MATCHED.items() for at, price in enumerate(prices)]
    lines = [f"2026-03-09,裙,{shop},款{n},{price},{ITEM}{n}\n" for n, (shop, _at, price) in enumerate(offers)]
    bring("日期,类目,店铺名称,宝贝标题,价格,链接\n" + "".join(lines))
    for product in range(3):
        products.add_product(store, f"款{product}")
    for n, (shop, product, _price) in enumerate(offers):
        pieces = packs if shop == "甲店" else 1
        products.link(store, f"款{product}", products.Member("taobao", str(n), pack_count=pieces))


def test_where_products_are_grouped_the_same_products_are_compared(store: Store, bring: Bring) -> None:
    """甲店 asks 8, 18 and 33; the others' medians are 11, 21 and 31: ratios 8/11, 18/21, 33/31, of which 18/21 is the
    median. The peers' ratios are medians of three, too."""
    bring(BOARD)
    group(store, bring)
    shown = "verdict basis product_count cheapest_count price_ratio measures peer_count"
    assert of(store, "甲店", "price", shown) == ("ahead", "product", 3, 2, pytest.approx(18 / 21), "price_ratio", 5)
    ratios = {
        "乙店": np.median([10 / 11, 20 / 21, 30 / 33]),
        "丙店": np.median([11 / 10, 20 / 21, 31 / 33]),
        "丁店": np.median([12 / 10, 22 / 20, 30 / 33]),
        "戊店": np.median([10 / 11, 21 / 20, 33 / 31]),
        "己店": np.median([11 / 10, 24 / 20, 36 / 31]),
    }
    peers = np.array(list(ratios.values()))
    score = (np.median(peers) - 18 / 21) / (1.4826 * np.median(np.abs(peers - np.median(peers))))
    assert of(store, "甲店", "price", "score peer_price_ratio") == (
        pytest.approx(score),
        pytest.approx(np.median(peers)),
    )


def test_a_pack_is_compared_by_the_piece(store: Store, bring: Bring) -> None:
    bring(BOARD)
    group(store, bring, packs=2)
    assert of(store, "甲店", "price", "cheapest_count price_ratio") == (3, pytest.approx(9 / 21))


def test_below_the_least_products_the_category_is_compared(store: Store, bring: Bring) -> None:
    bring(BOARD)
    group(store, bring)
    shown = "basis product_count price_ratio"
    assert of(store, "甲店", "price", shown, least_listings=4) == ("category", 3, None)


def test_matched_prices_read_aloud(store: Store, bring: Bring) -> None:
    bring(BOARD)
    group(store, bring)
    told = aloud(store, "advantages", shop="甲店")
    assert told.startswith(
        "甲店, rank 1 on Taobao 裙: price ahead of peers, cheapest third on 2 of 3 comparable products;"
    )
    assert "3 个可比商品中有 2 个处于最便宜的三分之一" in aloud(store, "advantages", "zh", shop="甲店")


def test_the_age_is_counted_to_the_day_asked_for(store: Store, bring: Bring) -> None:
    bring(BOARD)
    as_of = datetime(2026, 3, 19)  # noqa: DTZ001 - the market's wall time has no zone
    assert of(store, "甲店", "service", "age_days", as_of=as_of) == (10,)
    assert of(store, "甲店", "service", "age_days") == (0,)


def test_one_shop_read_aloud(store: Store, bring: Bring) -> None:
    bring(BOARD)
    bring(shelves())
    assert aloud(store, "advantages", shop="甲店", least_peers=4) == (
        "甲店, rank 1 on Taobao 裙: price ahead of peers, 3 of its 3 listings in the cheapest third (of the category, "
        "not matched); quality level with peers; service level with peers. Compared with 5 peers, 0 days old. "
        "Your own judgement: price."
    )
    assert aloud(store, "advantages", "zh", shop="己店") == (
        "己店（淘宝 裙 第 6 名）：价格数据不足；质量不及同行；服务与同行持平。与 5 家同行相比，数据距今 0 天。"
    )


def test_the_board_read_aloud(store: Store, bring: Bring) -> None:
    bring(BOARD)
    assert aloud(store, "advantages").startswith("Price: ahead nobody; behind nobody; not enough data for 6. Quality: ")
