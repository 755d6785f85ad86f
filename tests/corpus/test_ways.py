"""Files that can be read in two ways, and files that hold the same: which way is taken, and what the other one gives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.corpus.conftest import IMPORTED, Import, Keep
from tests.corpus.known import sums
from tests.support import PROVENANCE, TOLD_AS_SEEN, Bring, answers, facts
from tracker.analysis.asking import ask
from tracker.errors import DocumentRefused
from tracker.store.batches import Batch, Rejection, list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store
from tracker.store.undo import undo_batch

pytestmark = pytest.mark.corpus

Corpus = Callable[[str], Path]

DAY = {"observed_on": "2026-03-02"}
HAOREN = "listings/haorenxwx__data_process_test__"
TIKI = "listings/KyTranMoi__code-crawl__data_api_tiki"
LOG, LOG_BEFORE = "listings/taojy123__TYSpider__taobao.csv", "listings/taojy123__TYSpider__taobao_rev2.csv"
PHONES, PHONES_BEFORE = f"{HAOREN}taobaocellphone.csv", f"{HAOREN}淘宝数据.csv"
BEEF = "listings/Elipese568__prepared-food-research-paper-dataset__小炒牛肉_商品分析结果.xlsx"
STOCK = "listings/muyiruyue00__PythonTools__lazada.csv"
REGIONS = "trends/tianying0525__418_final_project__geoMap.csv"
TWIN = frozenset({"document", "batch_id"})


def rejections(store: Store, batch: Batch) -> list[Rejection]:
    with reading(store) as con:
        return list_rejections(con, batch.batch_id)


@pytest.mark.parametrize(
    ("first", "second"), [(LOG, LOG_BEFORE), (LOG_BEFORE, LOG), (PHONES, PHONES_BEFORE), (PHONES_BEFORE, PHONES)]
)
def test_files_that_overlap_are_one_history_in_either_order(
    first: str, second: str, keep: Keep, bring_in: Import, store: Store
) -> None:
    whole = max(first, second, key=lambda name: IMPORTED[name].batches[0][1])
    batches = [batch for name in (first, second) for batch in bring_in(store, name).batches]
    assert sum(batch.accepted for batch in batches) == IMPORTED[whole].batches[0][2]
    assert sum(batch.corrected + batch.rejected for batch in batches) == 0
    assert answers(store, PROVENANCE, TOLD_AS_SEEN) == answers(keep(whole).store, PROVENANCE, TOLD_AS_SEEN)
    for batch in batches:
        undo_batch(store, batch.batch_id)
    assert not any(facts(store).values())


def test_a_counter_that_goes_down_stays_as_it_was_seen(keep: Keep) -> None:
    polls = [row for row in ask(keep(LOG).store, "listing-history").records() if row["listing_key"] == "16285405705"]
    assert [row["sold_low"] for row in polls][:4] == [1114, 1112, 1114, 1114]


def test_a_workbook_and_its_text_say_the_same(keep: Keep) -> None:
    """Dates and prices are numbers in one and texts in the other."""
    workbook, text = keep(f"{HAOREN}datatest.xls"), keep(f"{HAOREN}datatest.txt")
    assert answers(workbook.store, TWIN) == answers(text.store, TWIN)


def test_what_a_name_may_mean_is_asked_with_the_option(corpus: Corpus, bring: Bring) -> None:
    with pytest.raises(DocumentRefused, match="--map 'Game=title'"):
        bring(corpus(f"{HAOREN}datatest.txt"))


def test_a_table_and_its_workbook_differ_in_prices_and_offers_alone(keep: Keep) -> None:
    """They were taken at two times: all agrees but the price, and the offer that the link names."""
    prices = TWIN | {"price_low", "price_high", "url"}
    text, workbook = keep(f"{TIKI}.csv").store, keep(f"{TIKI}.xlsx").store
    asked = ("listings", "listing-history")
    assert answers(text, prices, asked) == answers(workbook, prices, asked)
    for question in asked:
        assert answers(text, TWIN, [question]) != answers(workbook, TWIN, [question])


def test_what_is_shown_beside_a_counter_is_no_sale(keep: Keep) -> None:
    kept = keep(BEEF)
    sold = {row["sold_raw"]: (row["sold_low"], row["sold_high"]) for row in ask(kept.store, "listings").records()}
    assert sold["已售9万+30天加购飙升5倍"] == (90_000, None)
    assert sold["已售100+94%好评"] == (100, None)
    told = {each.value for each in rejections(kept.store, kept.told.batches[0])}
    assert {"18人看过", "70条评价100%好评"} <= told


def test_rows_shifted_by_the_commas_of_an_amount_are_refused_each(keep: Keep) -> None:
    store, told = keep("listings/Brundesh__helium10__sample_data.csv")
    refused = rejections(store, told.batches[0])
    assert [(each.scope, each.row, each.code) for each in refused] == [
        ("row", row, "columns-shifted") for row in range(2, 22)
    ]
    assert "2 | 50 | 000" in " ".join(each.value or "" for each in refused)


def test_a_stock_that_says_nothing_is_refused_with_its_row(keep: Keep) -> None:
    store, told = keep(STOCK)
    assert [(each.scope, each.row, each.column, each.value) for each in rejections(store, told.batches[0])] == [
        ("row", 59, None, "POU_01I3"),
        ("cell", 59, "stock", "-1"),
        ("row", 1447, None, None),
    ]


def test_codes_of_a_state_are_not_understood(corpus: Corpus, bring: Bring, store: Store) -> None:
    """status holds 2 and 4, and nobody says what they mean: whoever takes it for a state is told so."""
    (batch,) = bring(corpus(STOCK), columns="spu_code=listing_key|status=availability", **DAY)
    assert (batch.accepted, batch.rejected) == (0, batch.read)
    assert {each.value for each in rejections(store, batch) if each.scope == "cell"} == {"2", "4"}


def test_a_suggested_price_is_the_price_where_the_user_says_so(corpus: Corpus, bring: Bring, store: Store) -> None:
    bring(corpus("listings/jaygajera100__Ali-Express_Scraper__report-Copy3.csv"), columns="MSRP=price", **DAY)
    assert sums(ask(store, "listings").records()) == {"price": (510, Decimal("3683.99"))}


@pytest.mark.parametrize(
    ("order", "since", "until"),
    [("month-first", (2018, 11, 9), (2019, 11, 10)), ("day-first", (2018, 9, 11), (2019, 9, 12))],
)
def test_a_period_is_read_in_the_order_that_is_said(
    order: str, since: tuple[int, int, int], until: tuple[int, int, int], corpus: Corpus, bring: Bring, store: Store
) -> None:
    bring(corpus(REGIONS), date_order=order)
    found = {(row["since"], row["until"]) for row in ask(store, "keyword-readings").records()}
    assert found == {(datetime(*since), datetime(*until))}  # noqa: DTZ001 - wall time


def test_a_currency_that_is_said_is_no_longer_unknown(corpus: Corpus, bring: Bring, store: Store) -> None:
    name = "listings/Abhyu001__E-commerece-Comptetor-Analysis__price.csv"
    bring(corpus(name), currency="INR", **IMPORTED[name].options)
    rows = ask(store, "listing-history").records()
    assert {(row["currency"], row["flags"]) for row in rows} == {("INR", "key-derived")}


def test_a_time_line_has_no_hole(keep: Keep) -> None:
    """Of weeks as of months: only the first one has none before it. Less than one is a bound, no zero."""
    for name, below in (("tianying0525__418_final_project", 11), ("Kutinasi6364__scraping", 0)):
        rows = ask(keep(f"trends/{name}__multiTimeline.csv").store, "keyword-trend").records()
        assert [row["gap"] for row in rows] == [True] + [False] * (len(rows) - 1)
        assert [row["value_high"] for row in rows if row["value_low"] == 0] == [Decimal(1)] * below


def test_the_months_of_a_planner_are_readings_beside_the_year(keep: Keep) -> None:
    store = keep("keywords/paisadallas__untitledMightySoftware__Keyword_Stats.csv").store
    rows = ask(store, "keyword-readings", {"metric": "search_volume"}).records()
    year = [row["value_low"] for row in rows if row["source_column"] == "Avg. monthly searches"]
    assert (len(year), sum(year), len(rows) - len(year)) == (428, 2880, 12 * 428)
    assert {
        row["value_low"] for row in rows if row["keyword"] == "taller" and f"{row['since']:%Y-%m}" == "2021-05"
    } == {20}
