"""The templates, filled in as a person fills them in, are imported without a question, and hold what was meant."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support import ROOT, Bring
from tracker.analysis.asking import ask
from tracker.store.connect import reading
from tracker.store.place import Store

TEMPLATES = ROOT / "data" / "templates"
BOM = "\ufeff"

SHOPS_ZH = [
    "淘宝",
    "连衣裙",
    "2026-06-22",
    "1",
    "晴川女装",
    "https://shop1.taobao.com/",
    "3.2万+",
    "￥123,456",
    "320",
    "12.6万",
    "4.8",
    "4.7",
    "4.9",
    "98.6%",
    "价格/服务",
    "上新快",
]
SHOPS_EN = [
    "Amazon",
    "dresses",
    "2026-06-22",
    "1",
    "Clear River",
    "https://www.amazon.com/stores/x",
    "10k+",
    "US$12,345",
    "320",
    "12.6k",
    "4.8",
    "4.7",
    "4.9",
    "98.6%",
    "price/service",
    "new every week",
]
LISTINGS_ZH = [
    "淘宝",
    "连衣裙",
    "2026-06-22 09:30",
    "晴川女装",
    "法式碎花连衣裙, 新款",
    "https://item.taobao.com/item.htm?id=990001",
    "59.00-129.00",
    "49",
    "￥299",
    "1.2万+人付款",
    "5万+",
    "4.8",
    "2026-03-01",
    "满300减50",
    "有货",
    "连衣裙热销榜",
    "3",
]
LISTINGS_EN = [
    "Amazon",
    "dresses",
    "2026-06-22 09:30",
    "Clear River",
    "Floral dress, new",
    "https://www.amazon.com/dp/B000000001",
    "US$59.00-129.00",
    "US$49",
    "US$299",
    "10k+ sold",
    "1,234",
    "4.8",
    "2026-03-01",
    "3 for 2",
    "In stock",
    "Best sellers",
    "3",
]
KEYWORDS_ZH = [
    "生意参谋",
    "淘宝",
    "连衣裙",
    "2026-06-22",
    "碎花连衣裙",
    "2",
    "110,019",
    "86.3%",
    "2.35%",
    "1,234,567",
    "1.25",
]
KEYWORDS_EN = [
    "Search box",
    "Amazon",
    "dresses",
    "2026-06-22",
    "floral dress",
    "2",
    "110,019",
    "86.3%",
    "2.35%",
    "1,234,567",
    "$1.25",
]

SALES_ZH = ["淘宝", "棠梨七巷女装", "2026-06-22", "9", "12", "15", "1,234.50"]
SALES_EN = ["Amazon", "Clear River", "2026-06-22", "9", "12", "15", "US$1,234.50"]

FILES = [
    ("店铺模板", "shops", SHOPS_ZH),
    ("shops", "shops", SHOPS_EN),
    ("商品模板", "listings", LISTINGS_ZH),
    ("listings", "listings", LISTINGS_EN),
    ("关键词模板", "keywords", KEYWORDS_ZH),
    ("keywords", "keywords", KEYWORDS_EN),
    ("本店销售模板", "sales", SALES_ZH),
    ("own-sales", "sales", SALES_EN),
]


def filled_csv(name: str, row: list[str]) -> bytes:
    """The template with one row, as Excel saves it."""
    text = (TEMPLATES / f"{name}.csv").read_text(encoding="utf-8-sig")
    out = io.StringIO()
    csv.writer(out).writerow(row)
    return (BOM + text.rstrip("\r\n") + "\r\n" + out.getvalue()).encode("utf-8")


def filled_xlsx(name: str, row: list[str]) -> bytes:
    """The template with one row, numbers as numbers."""
    book = openpyxl.load_workbook(TEMPLATES / f"{name}.xlsx")
    sheet = book.active
    assert sheet is not None
    sheet.append([float(cell) if cell.replace(".", "", 1).isdecimal() else cell for cell in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def stored(store: Store, table: str) -> list[dict[str, Any]]:
    with reading(store) as con:
        found = con.execute(f"SELECT * EXCLUDE (batch_id) FROM {table}")
        names = [each[0] for each in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(("name", "kind", "row"), FILES, ids=[name for name, _, _ in FILES])
def test_a_filled_template_needs_no_answer(
    bring: Bring, store: Store, name: str, kind: str, row: list[str], suffix: str
) -> None:
    content = filled_csv(name, row) if suffix == "csv" else filled_xlsx(name, row)
    (batch,) = bring(content, f"{name}.{suffix}")
    with reading(store) as con:
        assert con.execute("SELECT source_row, source_column, value, code FROM rejection").fetchall() == []
    assert batch.kind == kind
    assert batch.rejected == 0
    check = {"shops": check_shop, "listings": check_listing, "keywords": check_keyword, "sales": check_sales}[kind]
    check(store, is_chinese=row in (SHOPS_ZH, LISTINGS_ZH, KEYWORDS_ZH, SALES_ZH))


def check_shop(store: Store, *, is_chinese: bool) -> None:
    (row,) = ask(store, "shops").records()
    kept = stored(store, "shop_snapshot")[0]
    assert (row["platform"], row["shop_name"], row["category"]) == (
        ("taobao", "晴川女装", "连衣裙") if is_chinese else ("amazon", "Clear River", "dresses")
    )
    assert f"{row['observed_at']:%Y-%m-%d %H:%M}" == "2026-06-22 00:00"
    assert row["rank"] == 1
    assert (row["sales_low"], row["sales_high"]) == ((32000, None) if is_chinese else (10000, None))
    assert (kept["amount_low"], kept["amount_high"], kept["currency"]) == (
        (Decimal(123456), Decimal(123456), "CNY") if is_chinese else (Decimal(12345), Decimal(12345), "USD")
    )
    assert (kept["listing_low"], kept["listing_high"]) == (320, 320)
    assert (kept["follower_low"], kept["follower_high"]) == ((126000, 126000) if is_chinese else (12600, 12600))
    scores = (kept["score_description"], kept["score_service"], kept["score_logistics"], kept["good_review_share"])
    assert tuple(map(float, scores)) == (4.8, 4.7, 4.9, 0.986)
    assert set(kept["judgement"].split()) == {"price", "service"}
    assert kept["note"] == ("上新快" if is_chinese else "new every week")
    assert kept["url"].startswith("https://")


def check_listing(store: Store, *, is_chinese: bool) -> None:
    (row,) = stored(store, "listing_snapshot")
    assert (row["platform"], row["listing_key"]) == (("taobao", "990001") if is_chinese else ("amazon", "B000000001"))
    assert row["title"] == ("法式碎花连衣裙, 新款" if is_chinese else "Floral dress, new")
    assert (row["shop_name"], row["category"]) == (("晴川女装", "连衣裙") if is_chinese else ("Clear River", "dresses"))
    assert f"{row['observed_at']:%Y-%m-%d %H:%M}" == "2026-06-22 09:30"
    prices = (row["price_low"], row["price_high"], row["price_coupon"], row["price_list"])
    assert prices == (59, 129, 49, 299)
    assert row["currency"] == ("CNY" if is_chinese else "USD")
    assert (row["sold_low"], row["sold_kind"]) == ((12000, "paid") if is_chinese else (10000, "sold"))
    assert (row["review_low"], row["review_high"]) == ((50000, None) if is_chinese else (1234, 1234))
    assert float(row["rating"]) == 4.8
    assert f"{row['listed_at']:%Y-%m-%d}" == "2026-03-01"
    assert row["promotion"] == ("满300减50" if is_chinese else "3 for 2")
    assert row["availability"] == "in_stock"
    assert (row["list_name"], row["position"]) == (("连衣裙热销榜", 3) if is_chinese else ("Best sellers", 3))


def check_keyword(store: Store, *, is_chinese: bool) -> None:
    rows = stored(store, "keyword_reading")
    assert {row["metric"]: float(row["value_low"]) for row in rows} == {
        "search_popularity": 110019, "click_ratio": 0.863, "conversion_ratio": 0.0235, "supply": 1234567, "cpc": 1.25,
    }  # fmt: skip
    assert {row["source"] for row in rows} == {"sycm" if is_chinese else "search-box"}
    assert {row["platform"] for row in rows} == {"taobao" if is_chinese else "amazon"}
    assert {row["keyword"] for row in rows} == {"碎花连衣裙" if is_chinese else "floral dress"}
    assert {row["category"] for row in rows} == {"连衣裙" if is_chinese else "dresses"}
    assert {row["rank"] for row in rows} == {2}
    assert {f"{row['since']:%Y-%m-%d}" for row in rows} == {"2026-06-22"}


def check_sales(store: Store, *, is_chinese: bool) -> None:
    (row,) = stored(store, "own_sales")
    assert (row["platform"], row["shop_name"], row["currency"]) == (
        ("taobao", "棠梨七巷女装", "CNY") if is_chinese else ("amazon", "Clear River", "USD")
    )
    assert (f"{row['since']:%Y-%m-%d %H:%M}", f"{row['until']:%Y-%m-%d %H:%M}") == (
        "2026-06-22 09:00",
        "2026-06-22 10:00",
    )
    assert (row["order_count"], row["unit_count"], row["amount"]) == (12, 15, Decimal("1234.5"))


def test_every_template_is_filled_in_by_these_tests() -> None:
    assert {path.stem for path in TEMPLATES.iterdir()} == {name for name, _, _ in FILES}
    for name, _, row in FILES:
        header = next(csv.reader(io.StringIO((TEMPLATES / f"{name}.csv").read_text(encoding="utf-8-sig"))))
        assert len(header) == len(row)
        assert Path(TEMPLATES / f"{name}.xlsx").is_file()
