"""Two columns that say where a value begins and ends: one bound, one period."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import Bring
from tracker import trace
from tracker.analysis.asking import ask
from tracker.collect.file import from_path
from tracker.errors import DocumentRefused
from tracker.ingest import preview_document
from tracker.normalise.options import Options
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store

SPANS = [
    # lowest, highest -> price low, high, rejected texts
    ("99", "129", (99, 129), []),
    ("¥99.00", "¥129", (99, 129), []),
    ("59.9", "59.9", (59.9, 59.9), []),
    ("59.9", "", (59.9, None), []),
    ("", "80", (None, None), ["? - 80"]),
    ("-", "", (None, None), []),
]


@pytest.mark.parametrize(("low", "high", "expected", "refused"), SPANS)
@pytest.mark.parametrize("head", ["最低价,最高价", "Price Min,Price Max", "lowest_price,highest_price"])
def test_lowest_and_highest_price_are_one_bound(
    bring: Bring, store: Store, head: str, low: str, high: str, expected: tuple[float, float], refused: list[str]
) -> None:
    bring(f"平台,日期,商品id,销量,{head}\n淘宝,2026-03-01,1,5,{low},{high}\n淘宝,2026-03-01,2,5,10,20\n")
    row = next(row for row in ask(store, "listings").records() if row["listing_key"] == "1")
    found = tuple(each if each is None else float(each) for each in (row["price_low"], row["price_high"]))
    assert found == expected
    with reading(store) as con:
        assert [each.value for each in list_rejections(con, 1)] == refused


def test_a_bound_of_two_cells_leads_back_to_both(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,最低价,最高价\n淘宝,2026-03-01,1,99,¥129\n")
    value = trace.listing(store, "taobao", "1").snapshots[0].of("price")
    assert value is not None
    assert (value.text, value.header, value.column) == ("99 – ¥129", "最低价 – 最高价", 4)


@pytest.mark.parametrize(
    "table",
    [
        "平台,日期,商品id,最低价\n淘宝,2026-03-01,1,99\n淘宝,2026-03-01,2,99\n",  # one end alone
        "平台,日期,商品id,最低价,最高价\n淘宝,2026-03-01,1,129,99\n淘宝,2026-03-01,2,99,90\n",  # no span
    ],
)
def test_what_is_no_span_is_asked(bring: Bring, table: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        bring(table)
    assert refused.value.code == "columns-doubtful"


def test_an_end_alone_is_used_for_nothing_and_said_to_be(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("平台,日期,商品id,销量,最高价\n淘宝,2026-03-01,1,5,129\n", encoding="utf-8")
    (preview,) = preview_document(store, from_path(path), Options(columns=(("最高价", "price_to"),))).previews
    assert preview.layout.unused == ("最高价",)


def test_a_price_of_its_own_comes_before_the_span(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,最低价,价格,最高价\n淘宝,2026-03-01,1,99,109,129\n")
    (row,) = ask(store, "listings").records()
    assert (row["price_low"], row["price_high"]) == (109, 109)


PERIODS = [
    ("开始日期,结束日期", "2026-02-01", "2026-02-07", "2026-02-01", "2026-02-08"),
    ("Start date,End date", "01/02/2026", "07/02/2026", "2026-02-01", "2026-02-08"),
    ("start_date,end_date", "2026-02-01", "2026-02-01", "2026-02-01", "2026-02-02"),
]


@pytest.mark.parametrize(("head", "first", "last", "since", "until"), PERIODS)
def test_first_and_last_day_are_one_period(
    bring: Bring, store: Store, head: str, first: str, last: str, since: str, until: str
) -> None:
    # The second row tells the order of day and month for both.
    bring(
        f"关键词,{head},搜索人气\n连衣裙,{first},{last},120\n短裙,15/02/2026,21/02/2026,9\n",
        source="生意参谋",
    )
    row = next(row for row in ask(store, "keyword-readings").records() if row["keyword"] == "连衣裙")
    assert (f"{row['since']:%F}", f"{row['until']:%F}", row["value_low"]) == (since, until, 120)
    snapshot = trace.keyword(store, "生意参谋", "连衣裙").snapshots[0]
    assert [snapshot.of(name).text for name in ("since", "until")] == [first, last]  # type: ignore[union-attr]


def test_a_period_without_its_end_is_refused_with_its_text(bring: Bring, store: Store) -> None:
    bring(
        "关键词,开始日期,结束日期,搜索人气\n连衣裙,2026-02-01,2026-02-07,120\n短裙,2026-02-08,,9\n",
        source="生意参谋",
    )
    with reading(store) as con:
        assert [(each.row, each.value) for each in list_rejections(con, 1)] == [(3, "2026-02-08 ~ ?")]
