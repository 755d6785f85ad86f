"""Typed rows go the way of files: under the templates' headers, as bytes."""

from __future__ import annotations

import csv
import io
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
    (found,) = data.preview(forms.to_document(kind, values, language), Options()).previews
    row = dict(zip(found.columns, found.rows[0], strict=True))
    assert {name: row[name] for name in wanted} == wanted
    assert found.layout.kind == kind
    assert not found.rejections


def test_a_pasted_block_is_a_table_of_tabs(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store.path))
    block = "平台\t日期\t宝贝标题\t价格\n淘宝\t2026-06-01\t长裙\t99\n"
    (found,) = data.preview(forms.pasted(block), Options()).previews
    assert found.counts.accepted == 1
