"""What is asked of one shop or listing is what the answer about everything says of it, wherever its peers are."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.analysis.asking import ask
from tracker.collect.file import from_path
from tracker.ingest import import_document
from tracker.normalise.options import Options
from tracker.store import products
from tracker.store.place import Store
from tracker.store.products import Member
from tracker.store.questions import questions

SCOPES = {"shop": "shop_key", "listing": "listing_key"}

ITEM = "https://item.taobao.com/item.htm?id="
CROSSED = f"""平台,日期,类目,店铺名称,宝贝标题,价格,自有商品,链接
淘宝,2026-03-01,裙,我店,法式碎花连衣裙女收腰显瘦中长款2件装,90,是,{ITEM}1
淘宝,2026-03-01,裙,甲店,收腰显瘦法式碎花连衣裙女中长款2件装,80,否,{ITEM}2
淘宝,2026-03-01,裙,乙店,法式碎花连衣裙女收腰显瘦,70,否,{ITEM}3
淘宝,2026-03-01,裙,丙店,别的裙子2件装,60,否,{ITEM}4
淘宝,2026-03-02,裤,乙店,法式碎花连衣裙女收腰显瘦,75,否,{ITEM}3
淘宝,2026-03-02,裤,丁店,同款的裙裤2件装,50,否,{ITEM}5
淘宝,2026-03-02,,戊店,没有类目,40,否,{ITEM}6
"""
"""3 moves from one category to another; 5 is in another category than 1, and the same product."""


def scoped() -> list[tuple[str, str]]:
    return [
        (name, scope)
        for name, question in questions().items()
        for scope, column in SCOPES.items()
        if scope in {each.name for each in question.parameters} and column in {each.name for each in question.columns}
    ]


@pytest.fixture(scope="module")
def crossed_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("crossed")
    path = folder / "listings.csv"
    path.write_text(CROSSED, encoding="utf-8")
    store = Store(folder / "tracker.duckdb")
    import_document(store, from_path(path), Options())
    products.add_product(store, "裙子")
    for key in "15":
        products.link(store, "裙子", Member("taobao", key))
    return store


@pytest.mark.parametrize(("name", "scope"), scoped())
def test_one_is_compared_with_all_that_is_comparable(name: str, scope: str, crossed_store: Store) -> None:
    everything = ask(crossed_store, name)
    at = everything.columns.index(SCOPES[scope])
    for value in {row[at] for row in everything.rows} - {None}:
        one = ask(crossed_store, name, {scope: value})
        assert told(one.rows) == told([row for row in everything.rows if row[at] == value])


def told(rows: list[tuple[Any, ...]]) -> list[str]:
    return sorted(map(repr, rows))
