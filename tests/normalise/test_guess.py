"""Guesses of what a column means: what is used without asking, what is asked, what is never guessed."""

from __future__ import annotations

import pytest

from tracker.normalise.guess import USED, fit, guess

TITLES = ["法式碎花连衣裙女夏季新款", "高腰阔腿牛仔裤显瘦百搭", "纯棉短袖衬衫女宽松上衣"]
PRICES = ["¥59.00", "¥128.00-158.00", "¥39"]
BARE = ["59", "128", "39.9"]
SOLD = ["100人付款", "2000+人付款", "1.2万+人付款"]
LINKS = [f"https://item.taobao.com/item.htm?id=60000000000{n}" for n in range(3)]


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("京东商品价格", BARE, "price"),
        ("itemPrice", BARE, "price"),
        ("product_price", PRICES, "price"),
        ("宝贝月销量", ["120", "3,400", "1.2万+"], "sold"),
        ("当前售价", BARE, "price"),
        ("列1", SOLD, "sold"),
        ("xyz", LINKS, "url"),
        ("", LINKS, "url"),
    ],
)
def test_what_is_used_without_asking(header: str, cells: list[str], field: str) -> None:
    found = guess("listings", header, cells)
    assert found is not None
    assert (found.field, found.confidence >= USED) == (field, True)


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("客单价", BARE, "price"),
        ("平均价格", BARE, "price"),
        ("shipping price", BARE, "price"),
        ("进货价格", BARE, "price"),
        ("最低价", BARE, "price"),
        ("最高價", BARE, "price"),
        ("京东商品价格", ["好", "很好", "一般"], "price"),
        ("列2", PRICES, "price"),
        ("列3", TITLES, "title"),
    ],
)
def test_what_is_asked(header: str, cells: list[str], field: str) -> None:
    found = guess("listings", header, cells)
    assert found is not None
    assert (found.field, found.confidence < USED) == (field, True)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("列4", ["2026-03-01", "2026-03-02", "2026-03-03"]),
        ("列5", ["600000000001", "600000000002", "600000000003"]),
        ("subtitle", TITLES[:1]),
        ("列6", ["1", "2", "3"]),
        ("列7", ["https://img.example.com/a.jpg", "https://img.example.com/b.jpg"]),
        ("列8", ["18人看过", "20人种草", "4人收藏"]),
        ("列9", []),
        ("产品日期", ["2026-03-01", "2026-03-02"]),
    ],
)
def test_what_is_never_guessed(header: str, cells: list[str]) -> None:
    assert guess("listings", header, cells) is None


@pytest.mark.parametrize(
    ("type_", "cells", "share"),
    [
        ("money", ["59", "abc", "-", "¥3"], 2 / 3),
        ("money", [], 1.0),
        ("text", ["anything"], 1.0),
        ("count", ["好", "坏"], 0.0),
    ],
)
def test_the_share_of_cells_that_fit(type_: str, cells: list[str], share: float) -> None:
    assert fit(type_, cells) == pytest.approx(share)
