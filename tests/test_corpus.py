"""What is known of the real files: counts, sums and chosen rows, or the reason why a file is refused.

Sums were counted apart, with csv or a workbook reader and decimal numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import PROVENANCE, Bring, answers, facts
from tracker.errors import DocumentRefused
from tracker.store.batches import Batch, list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store
from tracker.store.questions import ask
from tracker.store.undo import undo_batch

pytestmark = pytest.mark.corpus

Corpus = Callable[[str], Path]

DAY = {"observed_on": "2026-03-02"}
ELIPESE = "listings/Elipese568__prepared-food-research-paper-dataset__"
AMAZON = "listings/Abhyu001__E-commerece-Comptetor-Analysis__"
TAOJY, TAOJY_BEFORE = (
    "listings/taojy123__TYSpider__taobao.csv",
    "listings/taojy123__TYSpider__taobao_rev2.csv",
)
PLANNER = "keywords/paisadallas__untitledMightySoftware__Keyword_Stats.csv"


class Facts(NamedTuple):
    """What a listing file holds: batch counts, then the standing rows: how many have a price, sums of the low ends."""

    options: dict[str, str]
    read: int
    accepted: int
    duplicates: int
    rejected: int
    priced: int
    price_sum: str
    sold_sum: int | None
    currency: str | None


LISTINGS = {
    TAOJY: Facts({}, 152, 143, 9, 0, 0, "0", 47721, "CNY"),
    TAOJY_BEFORE: Facts({}, 135, 126, 9, 0, 0, "0", 41827, "CNY"),
    "listings/TWItachi__python-__taobao.csv": Facts({"platform": "taobao", **DAY}, 136, 133, 3, 0, 133, "8739.06", 20766, "CNY"),
    "listings/John19980422__DeskTop__拼多多.csv": Facts({"platform": "pdd", **DAY}, 27965, 24664, 3301, 0, 24664, "1342613.96", 667221715, "CNY"),
    "listings/KyTranMoi__code-crawl__lazada.csv": Facts(DAY, 4000, 1064, 2936, 0, 1064, "208628431", None, "VND"),
    "listings/KyTranMoi__code-crawl__tiki.csv": Facts({"platform": "tiki", **DAY}, 384, 379, 5, 0, 379, "4070758336", None, "VND"),
    "listings/KyTranMoi__code-crawl__data_api_tiki.csv": Facts(DAY, 384, 378, 6, 0, 378, "4083939937", None, "VND"),
    "listings/KyTranMoi__code-crawl__data_api_tiki.xlsx": Facts(DAY, 384, 378, 6, 0, 378, "4087009995", None, "VND"),
    f"{AMAZON}amazon_products.csv": Facts({"platform": "amazon", "currency": "INR"}, 15, 15, 0, 0, 15, "341316", None, "INR"),
    f"{AMAZON}price.csv": Facts({"platform": "amazon"}, 35, 35, 0, 0, 35, "795979.6", None, None),
    "listings/qiang1010__searchGoodsInfo__京东.xlsx": Facts({"platform": "jd", **DAY}, 174, 174, 0, 0, 84, "5478.9", None, "CNY"),
    f"{ELIPESE}小炒牛肉_商品分析结果.xlsx": Facts({"platform": "jd", **DAY}, 136, 136, 0, 0, 136, "9732.82", 6422900, "CNY"),
    "listings/haorenxwx__data_process_test__淘宝数据.csv": Facts({"platform": "taobao", **DAY}, 192, 192, 0, 0, 192, "384200", 2472343, "CNY"),
    "listings/qiang1010__searchGoodsInfo__商品价格.xlsx": Facts({"platform": "jd", **DAY}, 216, 0, 0, 216, 0, "0", None, None),
    "listings/Brundesh__helium10__sample_data.csv": Facts({"platform": "amazon", **DAY}, 20, 0, 0, 20, 0, "0", None, None),
}  # fmt: skip

REFUSED = [
    ("listings/muyiruyue00__PythonTools__lazada.csv", "auto", "no-table"),
    ("listings/muyiruyue00__PythonTools__shopee.csv", "listings", "no-table"),
    (f"{ELIPESE}商品数据.xlsx", "auto", "no-table"),
    ("keywords/Auroral0810__BaiduIndexHunter__baidu_index_result.csv", "auto", "column-missing"),
    ("keywords/jaroslawmuzyka__synthesis-engine__ahrefs.csv", "keywords", "date-needed"),
    ("trends/tianying0525__418_final_project__geoMap.csv", "auto", "date-order-needed"),
    ("trends/tianying0525__418_final_project__relatedQueries.csv", "auto", "date-order-needed"),
    ("trends/ywchiu__fuboni__multiTimeline.csv", "auto", "keyword-needed"),
    ("pages/jmikh__ecom__shopify_products.json", "auto", "date-needed"),
    ("pages/jshemas__openGraphScraperPages__ebay.html", "auto", "date-needed"),
    ("feeds/WuCoding__tinyxml2__36kr.xml", "auto", "news-not-yet"),
    ("listings/KyTranMoi__code-crawl__data_api_tiki.csv", "auto", "date-needed"),
    ("listings/TWItachi__python-__taobao.csv", "auto", "date-needed"),
]


@pytest.mark.parametrize("name", LISTINGS)
def test_a_listing_file_is_read_with_the_right_values(name: str, corpus: Corpus, bring: Bring, store: Store) -> None:
    known = LISTINGS[name]
    (batch,) = bring(corpus(name), **known.options)
    assert (batch.kind, batch.corrected) == ("listings", 0)
    assert (batch.read, batch.accepted, batch.duplicates, batch.rejected) == (
        known.read, known.accepted, known.duplicates, known.rejected,
    )  # fmt: skip
    rows = ask(store, "listing-history").records()
    priced = [row for row in rows if row["price_low"] is not None]
    sold = [row["sold_low"] for row in rows if row["sold_low"] is not None]
    assert len(priced) == known.priced
    assert sum((row["price_low"] for row in priced), Decimal(0)) == Decimal(known.price_sum)
    assert (sum(sold) if sold else None) == known.sold_sum
    assert {row["currency"] for row in rows} <= {known.currency}
    assert all(("currency-unknown" in (row["flags"] or "")) == (known.currency is None) for row in priced)


@pytest.mark.parametrize(("name", "kind", "code"), REFUSED)
def test_what_is_no_such_table_is_refused_with_its_reason(
    name: str, kind: str, code: str, corpus: Corpus, bring: Bring, store: Store
) -> None:
    with pytest.raises(DocumentRefused) as refused:
        bring(corpus(name), kind=kind)
    assert refused.value.code == code
    assert corpus(name).name in str(refused.value)
    assert not store.path.exists()
    assert not store.documents.exists()


@pytest.mark.parametrize("order", [(TAOJY, TAOJY_BEFORE), (TAOJY_BEFORE, TAOJY)])
def test_two_revisions_of_a_log_give_one_history_in_either_order(
    order: tuple[str, str], corpus: Corpus, bring: Bring, store: Store, tmp_path: Path
) -> None:
    alone = Store(tmp_path / "alone.duckdb")
    bring(corpus(TAOJY), into=alone)
    batches = [batch for name in order for batch in bring(corpus(name))]
    assert sum(batch.accepted for batch in batches) == 143
    assert answers(store, PROVENANCE) == answers(alone, PROVENANCE)
    polls = [row for row in ask(store, "listing-history").records() if row["listing_key"] == "16285405705"]
    assert [row["sold_low"] for row in polls][:4] == [1114, 1112, 1114, 1114]
    assert polls[0]["observed_at"] == datetime(2014, 2, 12, 13, 32)  # noqa: DTZ001
    for batch in batches:
        undo_batch(store, batch.batch_id)
    assert all(rows == [] for rows in facts(store).values())
    assert all(rows == [] for rows in answers(store).values())


def test_badges_beside_a_counter_are_no_sales(corpus: Corpus, bring: Bring, store: Store) -> None:
    (batch,) = bring(corpus(f"{ELIPESE}小炒牛肉_商品分析结果.xlsx"), platform="jd", **DAY)
    sold = {row["sold_raw"]: (row["sold_low"], row["sold_high"]) for row in ask(store, "listings").records()}
    assert sold["已售9万+30天加购飙升5倍"] == (90_000, None)
    assert sold["已售100+94%好评"] == (100, None)
    refused = rejections(store, batch)
    assert {each.code for each in refused} == {"not-a-sale"}
    assert {"18人看过", "70条评价100%好评"} <= {each.value for each in refused}
    assert {each.scope for each in refused} == {"cell"}


def test_rows_shifted_by_unquoted_thousands_are_refused_each(corpus: Corpus, bring: Bring, store: Store) -> None:
    (batch,) = bring(corpus("listings/Brundesh__helium10__sample_data.csv"), platform="amazon", **DAY)
    refused = rejections(store, batch)
    assert [(each.scope, each.row, each.code) for each in refused] == [
        ("row", row, "columns-shifted") for row in range(2, 22)
    ]
    assert "2 | 50 | 000" in " ".join(each.value or "" for each in refused)


def test_day_first_dates_are_told_by_the_column(corpus: Corpus, bring: Bring, store: Store) -> None:
    bring(corpus(f"{AMAZON}amazon_products.csv"), platform="amazon", currency="INR")
    first = min(ask(store, "listing-history").records(), key=lambda row: row["source_row"])
    assert first["observed_at"] == datetime(2025, 1, 28, 13, 27)  # noqa: DTZ001
    assert (first["price_low"], first["price_list"]) == (Decimal("1799"), Decimal("2158.8"))
    assert (first["rating"], first["review_count"], first["availability"]) == (
        Decimal("3.9"),
        172,
        "in_stock",
    )


def test_the_keyword_planner_file(corpus: Corpus, bring: Bring, store: Store) -> None:
    (batch,) = bring(corpus(PLANNER))
    assert (batch.export, batch.source) == ("google-keyword-planner", "google-keyword-planner")
    assert (batch.read, batch.accepted, batch.rejected) == (2214, 428, 1786)
    assert {each.code for each in rejections(store, batch)} == {"nothing-measured"}
    readings = ask(store, "keyword-readings", {"metric": "search_volume"}).records()
    year = [row for row in readings if row["source_column"] == "Avg. monthly searches"]
    months = [row for row in readings if row["source_column"] != "Avg. monthly searches"]
    assert len({row["keyword"] for row in readings}) == 428
    assert {(row["since"].isoformat(), row["until"].isoformat()) for row in year} == {
        ("2020-10-01T00:00:00", "2021-10-01T00:00:00")
    }
    taller = {row["since"].strftime("%Y-%m"): row["value_low"] for row in months if row["keyword"] == "taller"}
    assert len(taller) == 12
    assert taller["2021-05"] == 20
    assert sum(row["value_low"] for row in readings) == 12030


@pytest.mark.parametrize(
    ("name", "keyword", "region", "rows", "total", "since", "until"),
    [
        ("tianying0525__418_final_project__multiTimeline.csv", "airpods pro", "United States", 52, 191, "2018-11-11", "2019-11-10"),
        ("Kutinasi6364__scraping__multiTimeline.csv", "カップケーキ", "すべての国", 223, 10845, "2004-01-01", "2022-08-01"),
    ],
)  # fmt: skip
def test_google_time_lines(
    name: str,
    keyword: str,
    region: str,
    rows: int,
    total: int,
    since: str,
    until: str,
    corpus: Corpus,
    bring: Bring,
    store: Store,
) -> None:
    (batch,) = bring(corpus(f"trends/{name}"))
    assert (batch.kind, batch.source, batch.read, batch.accepted) == ("trend", "google-trends", rows, rows)
    found = ask(store, "keyword-trend").records()
    assert {(row["keyword"], row["region"], row["metric"]) for row in found} == {(keyword, region, "interest")}
    assert sum(row["value_low"] for row in found) == total
    assert (found[0]["since"].date().isoformat(), found[-1]["until"].date().isoformat()) == (since, until)
    assert [row["gap"] for row in found] == [True] + [False] * (rows - 1)


def test_less_than_one_is_a_bound(corpus: Corpus, bring: Bring, store: Store) -> None:
    bring(corpus("trends/tianying0525__418_final_project__multiTimeline.csv"))
    below = [row for row in ask(store, "keyword-trend").records() if row["value_low"] == 0]
    assert len(below) == 11
    assert {row["value_high"] for row in below} == {Decimal(1)}


def rejections(store: Store, batch: Batch) -> list:
    with reading(store) as con:
        return list_rejections(con, batch.batch_id)
