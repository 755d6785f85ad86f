"""Every stored number leads back to its cell, and every document comes back byte for byte."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.support import SAMPLE, Bring
from tracker import trace
from tracker.analysis.asking import ask
from tracker.errors import InputError
from tracker.normalise.counts import parse_count
from tracker.normalise.pricing import parse_money
from tracker.store import documents
from tracker.store.connect import reading, workbench
from tracker.store.place import Store
from tracker.store.undo import undo_batch
from tracker.trace import Snapshot, Trace

HEAD = "日期,店铺名称,宝贝标题,价格,已售,链接\n"
RED = "2026-06-01,甲店,红裙,{price},{sold},https://item.taobao.com/item.htm?id=1&spm=a.b\n"
FIRST = HEAD + RED.format(price="¥129.00", sold="1万+人付款")

Cell = tuple[Any, str, str | None, str | None, int]
"""Value, where from, text, header, row."""


def said(snapshot: Snapshot, name: str) -> Cell:
    found = snapshot.of(name)
    assert found is not None, name
    return found.value, found.origin, found.text, found.header, snapshot.evidence.row


def only(traced: Trace) -> Snapshot:
    assert len(traced.snapshots) == 1
    return traced.snapshots[0]


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_value_leads_to_its_cell(bring: Bring, store: Store) -> None:
    bring("\n\n" + FIRST, "a.csv")
    found = only(trace.listing(store, "淘宝", "1"))
    assert said(found, "price") == (129, "cell", "¥129.00", "价格", 4)
    assert said(found, "title") == ("红裙", "cell", "红裙", "宝贝标题", 4)
    assert said(found, "sold") == (10000, "cell", "1万+人付款", "已售", 4)
    assert said(found, "sold_kind") == ("paid", "cell", "1万+人付款", "已售", 4)
    assert (found.of("sold").low, found.of("sold").high, found.of("price").high) == (10000, None, 129)  # type: ignore[union-attr]
    assert said(found, "observed_at") == (datetime(2026, 6, 1), "cell", "2026-06-01", "日期", 4)  # noqa: DTZ001
    link = "https://item.taobao.com/item.htm?id=1&spm=a.b"
    assert said(found, "listing_key") == ("1", "cell", link, "链接", 4)
    assert said(found, "platform") == ("taobao", "links", link, "链接", 4)
    assert said(found, "shop_key") == ("甲店", "derived", None, None, 4)
    assert said(found, "currency") == ("CNY", "derived", None, None, 4)
    assert found.of("price").column == 4  # type: ignore[union-attr]
    assert found.of("shop_key").derived_from == ("shop_name",)  # type: ignore[union-attr]
    where = found.evidence
    assert (where.document, where.sheet, where.batch_id, where.problem) == ("a.csv", None, 1, None)
    assert where.sha256 == hashlib.sha256(("\n\n" + FIRST).encode()).hexdigest()


def test_what_no_cell_said_says_so(bring: Bring, store: Store) -> None:
    bring(
        "宝贝标题,价格（USD）,月销量\n无链接,12,30\n",
        "etsy_2026-06-03.csv",
        category="连衣裙",
        shop="甲店",
    )
    bring("宝贝标题,商品id,价格\n甲,77,5\n", "b.csv", observed_on="2026/6/4", platform="temu", currency="EUR")
    with reading(store) as con:
        (key,) = con.execute("SELECT listing_key FROM listing_snapshot WHERE platform = 'etsy'").fetchone() or ("",)
    found = only(trace.listing(store, "etsy", "无链接"))
    assert key.startswith("~")
    assert said(found, "listing_key") == (key, "derived", None, None, 2)
    assert said(found, "platform") == ("etsy", "name", "etsy", None, 2)
    assert said(found, "observed_at")[1:4] == ("name", "2026-06-03", None)
    assert said(found, "category") == ("连衣裙", "option", "连衣裙", None, 2)
    assert said(found, "shop_name") == ("甲店", "option", "甲店", None, 2)
    assert said(found, "currency") == ("USD", "header", "价格（USD）", "价格（USD）", 2)
    assert said(found, "price") == (12, "cell", "12", "价格（USD）", 2)
    assert said(found, "sold_kind") == ("monthly", "header", "月销量", "月销量", 2)
    other = only(trace.listing(store, "temu", "77"))
    assert said(other, "platform")[:3] == ("temu", "option", "temu")
    assert said(other, "currency")[:3] == ("EUR", "option", "EUR")
    assert said(other, "observed_at")[1:3] == ("option", "2026/6/4")


def test_each_sheet_of_a_workbook_and_a_table_below_another(bring: Bring, store: Store, tmp_path: Path) -> None:
    head = ["平台", "日期", "商品id", "宝贝标题", "价格"]
    path = workbook(
        tmp_path / "两页.xlsx",
        {
            "甲": [["说明"], [], head, ["淘宝", "2026-06-01", "11", "长裙", 99.5]],
            "乙": [
                head,
                ["京东", "2026-06-01", "21", "短裙", "¥1,299"],
                [],
                ["平台", "日期", "商品id", "标题", "已售"],
                ["京东", "2026-06-02", "22", "半裙", "2.5万+"],
            ],
        },
    )
    bring(path)
    assert said(only(trace.listing(store, "taobao", "11")), "price") == (Decimal("99.5"), "cell", "99.5", "价格", 4)
    first = only(trace.listing(store, "jd", "21"))
    assert said(first, "price") == (1299, "cell", "¥1,299", "价格", 2)
    below = only(trace.listing(store, "jd", "22"))
    assert said(below, "sold") == (25000, "cell", "2.5万+", "已售", 5)
    assert said(below, "title") == ("半裙", "cell", "半裙", "标题", 5)
    assert [each.evidence.sheet for each in (first, below)] == ["乙", "乙@4"]


def test_a_second_table_in_a_text_file(bring: Bring, store: Store) -> None:
    bring(
        "平台,日期,商品id,价格\n淘宝,2026-06-01,1,9\n\n平台,日期,商品id,标题,已售\n淘宝,2026-06-01,2,裙,70\n", "a.csv"
    )
    assert said(only(trace.listing(store, "taobao", "2")), "sold") == (70, "cell", "70", "已售", 5)


def test_gb18030_tabs_and_a_break_in_a_cell(bring: Bring, store: Store) -> None:
    text = '宝贝标题\t价格\t链接\n"长裙\n新款"\t８８元\thttps://item.taobao.com/item.htm?id=5\n短裙\t7\thttps://item.taobao.com/item.htm?id=6\n'
    bring(text.encode("gb18030"), "a.txt", observed_on="2026-06-01")
    found = only(trace.listing(store, "taobao", "5"))
    assert said(found, "price") == (88, "cell", "８８元", "价格", 2)
    assert said(found, "title")[2:] == ("长裙\n新款", "宝贝标题", 2)
    assert said(only(trace.listing(store, "taobao", "6")), "price") == (7, "cell", "7", "价格", 3)


def test_a_correction_and_its_undo(bring: Bring, store: Store) -> None:
    bring(FIRST, "a.csv")
    bring(HEAD + RED.format(price="119", sold="1万+人付款"), "b.csv")
    assert said(only(trace.listing(store, "taobao", "1")), "price")[:3] == (119, "cell", "119")
    both = trace.listing(store, "taobao", "1", every=True).snapshots
    assert [(each.standing, said(each, "price")[2], each.evidence.document) for each in both] == [
        (True, "119", "b.csv"), (False, "¥129.00", "a.csv"),
    ]  # fmt: skip
    undo_batch(store, 2)
    back = only(trace.listing(store, "taobao", "1", every=True))
    assert (back.standing, said(back, "price")[2], back.evidence.batch_id) == (True, "¥129.00", 1)


def test_other_documents_that_said_the_same_are_listed_and_take_over(bring: Bring, store: Store) -> None:
    bring(FIRST, "a.csv")
    bring("说明\n" + HEAD + RED.format(price="129元", sold="10000+人付款"), "b.csv")
    (also,) = only(trace.listing(store, "taobao", "1")).also
    assert (also.document, also.row, also.batch_id, also.text) == ("b.csv", 3, 2, "10000+人付款")
    undo_batch(store, 1)
    heir = only(trace.listing(store, "taobao", "1"))
    assert (heir.evidence.document, heir.also) == ("b.csv", ())
    assert said(heir, "price") == (129, "cell", "129元", "价格", 3)
    assert said(heir, "sold") == (10000, "cell", "10000+人付款", "已售", 3)


@pytest.mark.parametrize(
    "given",
    ["1", " 1 ", "https://item.taobao.com/item.htm?id=1", "https://item.taobao.com/item.htm?ft=t&id=1#x", "红裙"],
)
def test_a_listing_is_found_by_key_link_or_title(bring: Bring, store: Store, given: str) -> None:
    bring(FIRST, "a.csv")
    assert trace.listing(store, "taobao", given).subject == {"platform": "taobao", "listing_key": "1"}


def test_a_listing_whose_key_is_its_address_is_found_by_its_link(bring: Bring, store: Store) -> None:
    link = "https://shop.example.com/p/red?utm_source=x&colour=2"
    bring(f"平台,日期,标题,价格,链接\nmyshop,2026-06-01,甲,5,{link}\n", "a.csv")
    found = only(trace.listing(store, "myshop", link))
    key = "https://shop.example.com/p/red?colour=2"
    assert said(found, "listing_key") == (key, "cell", link, "链接", 2)


def test_an_unknown_listing_names_near_ones(bring: Bring, store: Store) -> None:
    more = "".join(f"2026-06-01,甲店,蓝裙,5,1,https://item.taobao.com/item.htm?id={n}\n" for n in (6801, 6802, 99))
    bring(HEAD + more, "a.csv")
    with pytest.raises(InputError) as unknown:
        trace.listing(store, "taobao", "6803")
    assert (unknown.value.code, unknown.value.facts["near"]) == ("listing-unknown", "6801, 6802")
    with pytest.raises(InputError) as several:
        trace.listing(store, "taobao", "蓝裙")
    assert (several.value.code, several.value.facts["keys"]) == ("listing-ambiguous", "6801, 6802, 99")


def test_one_day_one_moment_one_variant(bring: Bring, store: Store) -> None:
    bring(
        "平台,商品id,规格,标题,价格,时间\n"
        "淘宝,1,红,裙,9,2026-06-01 00:00\n淘宝,1,蓝,裙,8,2026-06-01 09:30\n淘宝,1,红,裙,7,2026-06-02\n", "a.csv",
    )  # fmt: skip

    def rows(at: date | None, variant: str | None = None) -> list[int]:
        return [each.evidence.row for each in trace.listing(store, "taobao", "1", at, variant=variant).snapshots]

    assert rows(None) == [4, 3, 2]
    assert rows(date(2026, 6, 1)) == [3, 2]
    assert rows(datetime(2026, 6, 1)) == [2]  # noqa: DTZ001 - market's wall time
    assert rows(None, "红") == [4, 2]
    with pytest.raises(InputError) as unseen:
        rows(date(2026, 5, 1))
    assert unseen.value.facts["days"] == "2026-06-02, 2026-06-01"


def test_a_damaged_document_leaves_what_is_stored(bring: Bring, store: Store) -> None:
    bring(FIRST, "a.csv")
    sha = hashlib.sha256(FIRST.encode()).hexdigest()
    documents.path_of(store, sha).write_bytes(b"not zstandard")
    found = only(trace.listing(store, "taobao", "1"))
    assert found.evidence.problem is not None
    assert found.evidence.problem.code == "document-damaged"
    assert said(found, "price") == (129, "cell", None, "价格", 2)
    assert said(found, "sold") == (10000, "cell", "1万+人付款", "已售", 2)


def test_a_row_that_is_no_longer_found_is_told(bring: Bring, store: Store) -> None:
    bring(FIRST, "a.csv")
    _set(store, "UPDATE store.listing_snapshot SET source_row = 9")
    found = only(trace.listing(store, "taobao", "1"))
    assert found.evidence.problem is not None
    assert (found.evidence.problem.code, found.evidence.problem.message[:16]) == ("row-gone", "Row 9 of a.csv c")
    assert said(found, "price")[:3] == (129, "cell", None)


def test_a_batch_that_keeps_no_layout_is_recognised_again(bring: Bring, store: Store) -> None:
    bring("\n" + HEAD + RED.format(price="5", sold="6"), "a.csv")
    before = only(trace.listing(store, "taobao", "1")).values
    _set(store, "UPDATE store.batch SET layout = NULL")
    assert only(trace.listing(store, "taobao", "1")).values == before


def test_columns_that_the_user_named_are_named(bring: Bring, store: Store) -> None:
    bring("甲,乙,丙\n淘宝,品,12元\n", "a.csv", observed_on="2026-06-01", columns="甲=platform|乙=title|丙=price")
    assert said(only(trace.listing(store, "taobao", "品")), "price") == (12, "cell", "12元", "丙", 2)


def test_a_keyword_reading_leads_to_its_column(bring: Bring, store: Store) -> None:
    bring('关键词,搜索人气,点击率\n连衣裙,"1,234",12.5%\n', "生意参谋_2026-06-01.csv")
    found = {each.key["metric"]: each for each in trace.keyword(store, "生意参谋", "连衣裙").snapshots}
    assert said(found["search_popularity"], "value") == (1234, "cell", "1,234", "搜索人气", 2)
    assert said(found["click_ratio"], "value") == (Decimal("0.125"), "cell", "12.5%", "点击率", 2)
    assert said(found["click_ratio"], "metric")[1:3] == ("header", "点击率")
    assert said(found["click_ratio"], "source")[1] == "name"
    assert said(found["click_ratio"], "since")[1:3] == ("name", "生意参谋_2026-06-01.csv")
    one = trace.keyword(store, "sycm", "连衣裙", date(2026, 6, 1), metric="click_ratio")
    assert only(one).of("value") == found["click_ratio"].of("value")
    with pytest.raises(InputError) as unknown:
        trace.keyword(store, "sycm", "连衣")
    assert (unknown.value.code, unknown.value.facts["near"]) == ("keyword-unknown", "连衣裙")


def test_a_time_line_says_keyword_and_place_in_its_header(bring: Bring, store: Store) -> None:
    bring("Week,连衣裙: (中国)\n2026-06-07,<1\n2026-06-14,57\n", "multiTimeline.csv")
    found = only(trace.keyword(store, "Google Trends", "连衣裙", date(2026, 6, 16)))
    assert said(found, "value") == (57, "cell", "57", "连衣裙: (中国)", 3)
    for name in ("keyword", "region"):
        assert said(found, name)[1:3] == ("header", "连衣裙: (中国)")
    assert said(found, "since")[1:3] == ("cell", "2026-06-14")


def test_a_shop_leads_to_its_row(bring: Bring, store: Store) -> None:
    bring(SAMPLE / "shops_jd.xlsx")
    found = trace.shop(store, "京东", "槐序服饰旗舰店", date(2026, 6, 22))
    assert said(only(found), "amount") == (6302267, "cell", "6302267", "30天销售额", 92)
    assert said(only(found), "score_service")[2:4] == ("4.7", "服务态度")
    with pytest.raises(InputError) as unknown:
        trace.shop(store, "京东", "槐序")
    assert unknown.value.facts["near"] == "槐序服饰旗舰店"


def test_own_sales_lead_to_their_row(bring: Bring, store: Store) -> None:
    bring("平台,店铺,日期,小时,订单数,件数,金额\n淘宝,甲店,2026-06-22,,10,12,1000.5\n淘宝,甲店,2026-06-23,9,3,4,200\n")
    found = only(trace.sales(store, "淘宝", "甲店", date(2026, 6, 22)))
    assert (found.evidence.row, found.evidence.document) == (2, "typed.csv")
    assert said(found, "order_count") == (10, "cell", "10", "订单数", 2)
    assert said(found, "unit_count") == (12, "cell", "12", "件数", 2)
    assert said(found, "amount")[1:] == ("cell", "1000.5", "金额", 2)
    assert said(found, "since")[1:3] == ("cell", "2026-06-22")
    hour = only(trace.sales(store, "taobao", "甲店", date(2026, 6, 23)))
    assert (hour.evidence.row, said(hour, "order_count")[2]) == (3, "3")
    with pytest.raises(InputError) as unknown:
        trace.sales(store, "淘宝", "甲")
    assert (unknown.value.code, unknown.value.facts["near"]) == ("own-shop-unknown", "甲店")


@pytest.mark.parametrize("name", ["listings_taobao.csv", "listings_jd.xlsx", "listings_pdd.tsv", "trend_google.csv"])
def test_a_document_comes_back_byte_for_byte(bring: Bring, store: Store, tmp_path: Path, name: str) -> None:
    (batch, *_) = bring(SAMPLE / name)
    back = documents.fetch(store, batch.sha256, tmp_path / "back")
    assert back.read_bytes() == (SAMPLE / name).read_bytes()


LISTINGS = {
    "listings/John19980422__DeskTop__拼多多.csv": {"platform": "pdd", "observed_on": "2026-03-02"},
    "listings/KyTranMoi__code-crawl__data_api_tiki.xlsx": {"observed_on": "2026-03-02"},
    "listings/TWItachi__python-__taobao.csv": {"platform": "taobao", "observed_on": "2026-03-02"},
}


@pytest.mark.sample
@pytest.mark.corpus
@pytest.mark.parametrize("name", LISTINGS)
def test_every_number_of_a_real_file_leads_back(
    bring: Bring, store: Store, corpus: Callable[[str], Path], name: str
) -> None:
    bring(corpus(name), **LISTINGS[name])
    known = sorted({row["listing_key"] for row in ask(store, "listings").records()})
    checked = 0
    for key in random.Random(7).sample(known, 30):
        (platform,) = {row["platform"] for row in ask(store, "listings", {"listing": key}).records()}
        for found in trace.listing(store, platform, key).snapshots:
            assert found.evidence.problem is None
            for field, parse in (("price", parse_money), ("sold", parse_count)):
                value = found.of(field)
                if value is not None:
                    assert (value.origin, value.text is not None) == ("cell", True)
                    read = parse(value.text or "")
                    assert (read.low, read.high) == (value.low, value.high), (key, value)
                    checked += 1
    assert checked >= 30


def _set(store: Store, statement: str) -> None:
    from tempfile import TemporaryDirectory

    from tracker.store.connect import attached

    with TemporaryDirectory() as folder, workbench(Path(folder), store) as con, attached(con, store, write=True):
        con.execute(statement)


def test_the_title_of_a_variant_that_has_none_is_that_of_its_listing(bring: Bring, store: Store) -> None:
    bring(
        "平台,日期,商品id,标题,SKU,价格\n淘宝,2026-06-01,7,红裙,S,9\n淘宝,2026-06-01,7,,M,10\n淘宝,2026-06-01,8,,L,10\n"
    )
    found = {row["variant_key"]: row["title"] for row in ask(store, "listings").records()}
    assert found == {"S": "红裙", "M": "红裙", "L": None}
    told = {each.key["variant_key"]: each for each in trace.listing(store, "taobao", "7").snapshots}
    assert [(name, said(each, "price")[2]) for name, each in sorted(told.items())] == [("M", "10"), ("S", "9")]
