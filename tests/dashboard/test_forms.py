"""Typed rows go the way of files: under the templates' headers, as bytes."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from tracker.dashboard import data, forms
from tracker.normalise.options import Options
from tracker.store.place import Store

TEMPLATES = Path(__file__).parents[2] / "data" / "templates"


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("shops", "店铺模板.csv", "shops.csv"),
        ("listings", "商品模板.csv", "listings.csv"),
        ("keywords", "关键词模板.csv", "keywords.csv"),
        ("sales", "本店销售模板.csv", "own-sales.csv"),
    ],
)
def test_headers_are_those_of_the_templates(kind: str, zh: str, en: str) -> None:
    for name, attribute in ((zh, "zh"), (en, "en")):
        header = next(csv.reader(io.StringIO((TEMPLATES / name).read_text(encoding="utf-8-sig"))))
        assert [getattr(field, attribute) for field in forms.FORMS[kind]] == header


def test_missing_names_the_needed_fields_that_are_empty() -> None:
    empty = forms.missing("listings", {"platform": "taobao", "observed_at": "2026-06-01", "title": " "})
    assert [field.name for field in empty] == ["title"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("kind", "values", "wanted"),
    [
        (
            "listings",
            {
                "platform": "taobao",
                "observed_at": "2026-06-01",
                "title": '长裙,"新"',
                "price": "59-129",
                "sold": "1.2万+",
            },
            {"platform": "taobao", "title": '长裙,"新"', "price_low": 59, "price_high": 129, "sold_low": 12000},
        ),
        (
            "shops",
            {"platform": "jd", "observed_at": "2026-06-01", "category": "裙", "shop_name": "甲店", "rank": "3"},
            {"platform": "jd", "shop_name": "甲店", "rank": 3},
        ),
        (
            "keywords",
            {"source": "search-box", "observed_at": "2026-06-01", "keyword": "连衣裙", "click_ratio": "12.3%"},
            {"source": "search-box", "keyword": "连衣裙", "metric": "click_ratio"},
        ),
        (
            "sales",
            {"platform": "taobao", "observed_at": "2026-06-01", "shop_name": "甲店", "order_count": "12", "hour": "9"},
            {"platform": "taobao", "shop_name": "甲店", "order_count": 12, "unit_count": None},
        ),
    ],
)
def test_a_typed_row_is_previewed_as_it_was_meant(
    kind: str,
    values: dict[str, str],
    wanted: dict[str, object],
    language: str,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store.path))
    (found,) = data.preview(forms.to_document(kind, [values], language), Options()).previews
    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert {name: row[name] for name in wanted} == wanted
    assert found.layout.kind == kind
    assert not found.rejections


def test_each_field_of_a_form_is_typed_above_it_or_in_it() -> None:
    for kind, fields in forms.FORMS.items():
        first, more = forms.in_order(kind)
        assert first[0].name == forms.IDENTITY[kind]
        typed = [field.name for field in (*first, *more)] + [each.name for each in fields if each.name in forms.KEPT]
        assert sorted(typed) == sorted(field.name for field in fields)


@pytest.mark.parametrize(
    ("kind", "block", "wanted"),
    [
        ("shops", "甲店, 3.2万, 4.8, 4.7, 4.9\n乙店，1万+，4.6\n", [("甲店", 1, 32000, Decimal("4.8"), Decimal("4.9")), ("乙店", 2, 10000, Decimal("4.6"), None)]),
        ("shops", "甲店\t3,200\t4.8\n\n乙店\t12,345\n", [("甲店", 1, 3200, Decimal("4.8"), None), ("乙店", 2, 12345, None, None)]),
        ("shops", "3. 甲店, 1,234\n7、乙店, 900\n", [("甲店", 3, 1234, None, None), ("乙店", 7, 900, None, None)]),
        ("shops", "1 甲店\t5\n2 乙店\t6\n", [("甲店", 1, 5, None, None), ("乙店", 2, 6, None, None)]),
        ("shops", "361度旗舰店, 900\n甲店, 800\n", [("361度旗舰店", 1, 900, None, None), ("甲店", 2, 800, None, None)]),
    ],
)  # fmt: skip
def test_lines_of_several_shops_are_read(
    kind: str, block: str, wanted: list[tuple[object, ...]], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store.path))
    given = Options(platform="taobao", observed_on="2026-06-01")
    (found,) = data.preview(forms.lines(kind, block, "zh"), given).previews
    names = ("shop_name", "rank", "sales_low", "score_description", "score_logistics")
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert [tuple(row[name] for name in names) for row in rows] == wanted
    assert not found.rejections


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("kind", "block", "columns", "wanted"),
    [
        ("listings", "红裙, 129, 1.2万+人付款, 甲店\n蓝裙 | 59-79 | 30人付款", ("title", "price_low", "price_high", "sold_low"), [("红裙", 129, 129, 12000), ("蓝裙", 59, 79, 30)]),
        ("keywords", "连衣裙, 110,019\n半身裙; 86220", ("keyword", "metric", "value_low"), [("连衣裙", "search_popularity", 110019), ("半身裙", "search_popularity", 86220)]),
    ],
)  # fmt: skip
def test_lines_of_listings_and_keywords_are_read(
    kind: str,
    block: str,
    columns: tuple[str, ...],
    wanted: list[tuple[object, ...]],
    language: str,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store.path))
    source = {"source": "search-box"} if kind == "keywords" else {}
    given = Options(platform="taobao", observed_on="2026-06-01", **source)
    (found,) = data.preview(forms.lines(kind, block, language), given).previews
    rows = [dict(zip(found.columns, row, strict=True)) for row in found.rows]
    assert [tuple(row[name] for name in columns) for row in rows] == wanted
    assert not found.rejections


def test_the_next_rank_stands_behind_the_last() -> None:
    assert forms.next_rank([]) == "1"
    assert forms.next_rank([{"rank": "1"}, {"rank": "7"}, {"rank": ""}, {"rank": "-"}]) == "8"


def test_a_pasted_block_is_a_table_of_tabs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store.path))
    block = "平台\t日期\t宝贝标题\t价格\n淘宝\t2026-06-01\t长裙\t99\n"
    (found,) = data.preview(forms.pasted(block), Options()).previews
    assert found.counts.accepted == 1
