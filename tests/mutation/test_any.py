"""Any table through any form of file gives its values back; any bytes and any text give a table or a refusal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.mutation import harmless
from tests.mutation.grids import Grid, Row
from tests.mutation.oracle import Seen, see
from tracker.store.place import Store

HEADER = ("商品ID", "宝贝标题", "价格", "已售", "店铺名称", "备注")
NASTY = ("合计表", '5.99" 袜', "a,b", "x;y|z", "\t制表", "=1+1", "-5", "@名", "'单引号", "NULL裤", "两\n行", "é£", "﷽", "👗裙", "𠮷野家",
         "1,299", "#N/A 帽", "</td><td>", "&amp;", "{}", "[1]", "0x1F", "1e5", "TRUE 帽", "\\", '"', "''", "sep=;", "价格表")  # fmt: skip

titles = st.one_of(
    st.sampled_from(NASTY).map(lambda text: f"裙{text}"),
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf", "Zs")), min_size=1, max_size=20).map(
        lambda text: f"裙{text}子"
    ),
)  # fmt: skip
rows = st.lists(
    st.tuples(
        titles, st.decimals(1, 99999, places=2), st.integers(0, 99999), st.sampled_from(["甲店", "Shop B", "丙"])
    ),
    min_size=1,
    max_size=12,
)
form = st.sampled_from([each for each in harmless.FORMS if each is not harmless.with_nuls])
seeds = st.integers(0, 1 << 16)


@pytest.fixture(autouse=True)
def _all_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.ingest.SHOWN", 1000)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def seen(folder: Path, body: bytes, name: str) -> Seen:
    options = {"platform": "taobao", "observed_on": "2026-03-02"}
    return see(Store(folder / "none" / "none.duckdb"), body, name, options, folder)


@pytest.mark.sample
@settings(max_examples=40, deadline=None)
@given(rows, form, seeds)
def test_any_table_in_any_form(folder: Path, rows: list, form: harmless.Mutation, seed: int) -> None:
    """Titles, prices, counts and shops come back row by row, however the file is written."""
    made = tuple(
        Row(place, (f"6{place:011d}", title, f"{price}", f"{sold}", shop, ""))
        for place, (title, price, sold, shop) in enumerate(rows)
    )
    used = {0: "listing_key", 1: "title", 2: "price", 3: "sold", 4: "shop_name"}
    case = form(Grid("any", HEADER, made, (), "listings", used, is_known=False), Random(seed))
    if case is None:
        return
    found = seen(folder, case.body, case.name)
    assert found.wrong == ()
    if found.refusal is not None:
        assert found.refusal in case.refusals
        return
    assert case.places is not None
    for number, place in case.places.items():
        (fact,) = found.facts[number]
        title, price, sold, shop = rows[place]
        assert (fact["price_low"], fact["price_high"]) == (price, price)
        assert (fact["sold_low"], fact["sold_high"], fact["shop_name"]) == (sold, sold, shop)
        assert squeezed(fact["title"]) == squeezed(title)
        assert fact["listing_key"] == f"6{place:011d}"


def squeezed(text: str) -> str:
    """A text without blanks; a cell's line ends, and the blanks of a page, are put in one form."""
    return "".join(text.split())


@pytest.mark.sample
@settings(max_examples=60, deadline=None)
@given(st.binary(min_size=1, max_size=300))
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"\0\0\0\0")
@example(b'"')
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
@example(b"PK\x03\x04")
@example(b"\x1f\x8b\x08")
@example(b"<")
@example(b"{")
@example(b"[[")
def test_any_bytes(folder: Path, body: bytes) -> None:
    found = seen(folder, body, "any.csv")
    assert found.wrong == ()


pieces = st.lists(
    st.sampled_from([*HEADER, *NASTY, "价格", "标题", ",", ",", "\n", "\n", "\r", "\t", ";", '"', "5", "1.2万+", "淘宝", "合计", "\0", "¥"]),
    min_size=1,
    max_size=60,
).map("".join)  # fmt: skip


@pytest.mark.sample
@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(min_size=1, max_size=300), pieces, pieces.map(lambda text: "商品ID,标题,价格\n" + text)))
@example("0,标题\n价格")
def test_any_text(folder: Path, text: str) -> None:
    found = seen(folder, text.encode("utf-8", errors="surrogatepass"), "any.csv")
    assert found.wrong == ()
    for each in [fact for facts in found.facts.values() for fact in facts]:
        assert each["price_low"] is None or each["price_low"] >= Decimal(0)
