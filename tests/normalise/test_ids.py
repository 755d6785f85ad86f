"""Which column is a listing's id: the marketplace's own, not one that numbers the rows."""

from __future__ import annotations

import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.store.place import Store

LINK = "https://item.taobao.com/item.htm?id="

TABLES = [
    # the first row's key
    ("id,product_id,title,price\n1,612345678901,裙,9\n2,612345678902,裤,8\n", "612345678901"),
    ("ID,标题,价格,链接\n" + f"7,裙,9,{LINK}612345678901\n9,裤,8,{LINK}612345678902\n", "612345678901"),
    ("id,title,price,url\n225917253,裙,9,https://tiki.vn/product-p225917253.html\n", "225917253"),
    ("id,title,price\n40,裙,9\n12,裤,8\n", "40"),
    ("id,title,price\n1,裙,9\n2,裤,8\n", None),
    ("id,price\n1,9\n2,8\n", "1"),
    ("sku,title,price\nA-1,裙,9\nA-2,裤,8\n", "A-1"),
]


@pytest.mark.parametrize(("text", "key"), TABLES)
def test_the_id_of_a_listing(bring: Bring, store: Store, text: str, key: str | None) -> None:
    bring(text, platform="taobao", observed_on="2026-03-01")
    first = min(ask(store, "listings").records(), key=lambda row: int(row["source_row"]))
    assert first["listing_key"] == key or (key is None and first["listing_key"].startswith("~"))


def test_a_number_of_the_row_is_the_id_where_the_user_says_so(bring: Bring, store: Store) -> None:
    bring("id,title,price\n1,裙,9\n2,裤,8\n", platform="taobao", observed_on="2026-03-01", columns="id=listing_key")
    assert [row["listing_key"] for row in ask(store, "listings").records()] == ["1", "2"]
