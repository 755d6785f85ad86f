"""Each page, empty and full, in both languages, without a browser."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.dashboard import filters
from tracker.i18n import activate
from tracker.store.connect import reading
from tracker.store.documents import path_of
from tracker.store.place import Store

TITLES = {
    "add-data": {"en": "Add data", "zh": "录入数据"},
    "prices": {"en": "Prices and sales", "zh": "价格与销量"},
    "keywords": {"en": "Keywords", "zh": "关键词"},
    "shops": {"en": "Shops", "zh": "店铺"},
    "products": {"en": "Products", "zh": "商品"},
    "industry": {"en": "Industry", "zh": "行业"},
    "timing": {"en": "Timing", "zh": "时段"},
}
LISTINGS = (
    "平台,日期,店铺名称,宝贝标题,链接,价格,已售\n"
    "淘宝,2026-06-01,甲店,长裙,https://item.taobao.com/item.htm?id=1,99,1.2万+人付款\n"
    "淘宝,2026-06-08,甲店,长裙,https://item.taobao.com/item.htm?id=1,89,1.3万+人付款\n"
    "淘宝,昨天吧,甲店,短裙,https://item.taobao.com/item.htm?id=2,79,100人付款\n"
)


def words(app: AppTest) -> str:
    """What the page itself says: labels, headings, captions and messages, not the data."""
    said = [each.value for kind in ("title", "subheader", "caption", "info", "success") for each in getattr(app, kind)]
    for kind in ("selectbox", "multiselect", "text_input", "button", "expander", "text_area", "metric"):
        said += [each.label for each in getattr(app, kind)]
    return "\n".join(str(each) for each in said)


def specs(app: AppTest) -> list[dict[str, object]]:
    return [json.loads(each.proto.spec) for each in app.get("vega_lite_chart")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("address", list(TITLES))
@pytest.mark.parametrize("full", [False, True])
def test_page_opens(
    open_page: Page, store: Store, sample_store: Store, address: str, language: str, *, full: bool
) -> None:
    app = open_page(sample_store if full else store, address, language)
    assert not app.exception
    assert not app.error
    assert [each.value for each in app.title] == [TITLES[address][language]]
    if language == "zh":
        said = re.sub(r"/\S+", "", words(app))
        foreign = set(re.findall(r"[A-Za-z]{3,}", said)) - {
            "CSV",
            "TSV",
            "Excel",
            "xlsx",
            "xls",
            "tracker",
            "demo",
            "Trends",
            "Google",
            *("GEKS", "Jevons", "HHI", "RBO"),
            *("product", "link", "target", "set"),  # commands, as they are typed
            *("shops", "xlsx"),  # names of documents
        }
        assert not foreign, foreign


@pytest.mark.parametrize("address", ["prices", "keywords", "shops", "products"])
def test_an_empty_page_says_what_to_do(open_page: Page, store: Store, address: str) -> None:
    app = open_page(store, address)
    assert "appear" in app.info[0].value
    assert app.get("page_link")
    assert "tracker demo" in app.main.caption[-1].value
    assert not specs(app)
    assert not store.path.exists()


def test_the_sidebar_names_the_store(open_page: Page, store: Store) -> None:
    assert "tracker.duckdb" in open_page(store, "prices").sidebar.caption[0].value.replace("\\", "")


def test_the_language_switches_and_stays_in_the_address(open_page: Page, store: Store) -> None:
    app = open_page(store, "prices")
    app.sidebar.segmented_control[0].set_value("zh").run()
    assert app.title[0].value == TITLES["prices"]["zh"]
    assert app.query_params["lang"] in ("zh", ["zh"])


def test_the_market_has_a_chart_per_currency_and_kind_of_counter(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "prices")
    titles = [each.value for each in app.subheader]
    assert [each for each in titles if "median" in each]
    assert [each for each in titles if "people who paid" in each]
    assert [each for each in titles if "sold since listing" in each]
    assert len(specs(app)) == 3


def test_a_large_store_begins_with_the_category_that_was_watched_most(
    open_page: Page, store: Store, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, row = (
        "平台,日期,类目,宝贝标题,链接,价格\n",
        "淘宝,2026-06-0{0},{1},长裙,https://item.taobao.com/item.htm?id={2},99\n",
    )
    bring(head + row.format(1, "裤", 1) + row.format(1, "裙", 2) + row.format(2, "裙", 2))
    assert open_page(store, "prices").selectbox(key="category").value == ""
    monkeypatch.setattr(filters, "LARGE", 3)
    for address, key in (("prices", "category"), ("shops", "shops-category")):
        app = open_page(store, address)
        assert app.selectbox(key=key).value == "裙"
        app.selectbox(key=key).set_value("").run()
        assert app.query_params["category"] in ("", [""])
        assert open_page(store, address, category="").selectbox(key=key).value == ""


def test_filters_come_from_the_address(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "prices", platform="jd")
    assert app.selectbox[0].value == "jd"
    assert len(specs(app)) == 1


def test_a_listing_is_drawn_with_its_evidence(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "prices", listing="taobao/100011824493")
    assert len(specs(app)) == 2
    assert any("Hollow" in each.value for each in app.caption)
    evidence = next(
        each.value for each in app.dataframe if "Document" in each.value.columns and "Row" in each.value.columns
    )
    assert set(evidence["Document"]) == {"listings_taobao.csv"}
    assert len(evidence) == 12
    assert "615人付款" in set(evidence["Sold, as it stood"])


def test_keywords_begin_with_the_five_highest(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "keywords", source="sycm")
    assert app.multiselect[0].value == ["连衣裙", "连衣裙女夏", "碎花连衣裙", "法式连衣裙", "雪纺连衣裙"]
    assert len(specs(app)) == 1


def test_the_list_is_searched_by_words(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "keywords", source="sycm")
    app.text_input[0].set_value("女夏 连衣裙").run()
    table = app.dataframe[-1].value
    assert len(table)
    assert all("女夏" in each for each in table["Keyword"])
    app.text_input[0].set_value("*不存在*").run()
    assert "\\*不存在\\*" in app.info[0].value
    assert not app.exception


def test_a_pasted_block_is_previewed_stored_and_undone(open_page: Page, store: Store) -> None:
    app = open_page(store, "add-data")
    app.segmented_control(key="way").set_value("paste").run()
    app.text_area[0].set_value(LISTINGS.replace(",", "\t"))
    app.button[0].click().run()
    assert [(each.label, each.value) for each in app.metric] == [
        ("New", "2"), ("Already stored", "0"), ("Corrections", "0"), ("Rejected rows", "1"),
    ]  # fmt: skip
    meanings = app.dataframe[0].value
    assert dict(zip(meanings["Column in the file"], meanings["Taken for"], strict=True))["宝贝标题"] == "Title"
    assert list(app.dataframe[1].value["Price"]) == ["99", "89"]
    assert list(app.dataframe[2].value["Text"]) == ["昨天吧"]
    assert not store.path.exists()

    app.button(key="store").click().run()
    assert "batch 1" in app.success[0].value
    assert list(app.dataframe[-1].value["New"]) == [2]

    app.button(key="undo-1-True").click().run()
    assert "undone" in app.success[0].value
    assert app.dataframe[-1].value["Undone"][0]
    with reading(store) as con:
        assert con.execute("SELECT count(*) FROM listing_snapshot").fetchone() == (0,)


def test_a_missing_date_is_asked_for_at_once(open_page: Page, store: Store) -> None:
    app = open_page(store, "add-data")
    app.segmented_control(key="way").set_value("paste").run()
    app.text_area[0].set_value("平台\t宝贝标题\t价格\n淘宝\t长裙\t99\n")
    app.button[0].click().run()
    assert len(app.warning) == 1
    assert not app.metric
    app.date_input[0].set_value("2026-06-01").run()
    assert not app.warning
    assert app.metric[0].value == "1"


def type_shop(app: AppTest, name: str, sales: str = "") -> AppTest:
    app.text_input(key="typed-shops-shop_name").set_value(name)
    app.text_input(key="typed-shops-sales").set_value(sales)
    return app.button[0].click().run()


def test_typed_rows_gather_and_are_stored_as_one_batch(open_page: Page, store: Store) -> None:
    app = open_page(store, "add-data")
    app.segmented_control(key="way").set_value("type").run()
    app.selectbox(key="shops-platform").set_value("taobao").run()
    app.date_input[0].set_value("2026-06-01").run()
    type_shop(app, "甲店", "1.2万+")
    assert "2" in app.text_input(key="typed-shops-rank").placeholder
    type_shop(app, "乙店")
    assert not app.metric
    app.button(key="typed-preview").click().run()
    assert app.metric[0].value == "2"
    app.button(key="store").click().run()
    assert "2 new" in app.success[0].value
    assert app.selectbox(key="shops-platform").value == "taobao"
    with reading(store) as con:
        rows = con.execute("SELECT shop_name, rank, sales_low, platform FROM shop_snapshot ORDER BY rank").fetchall()
        assert con.execute("SELECT count(*) FROM batch").fetchone() == (1,)
    assert rows == [("甲店", 1, 12000, "taobao"), ("乙店", 2, None, "taobao")]


def test_a_row_sent_before_the_page_was_drawn_anew_has_what_stands_above_it(open_page: Page, store: Store) -> None:
    app = open_page(store, "add-data", "zh")
    activate("zh")
    app.segmented_control(key="way").set_value("type").run()
    app.selectbox(key="shops-platform").set_value("taobao")
    app.text_input(key="shops-category").set_value("连衣裙")
    app.date_input[0].set_value("2026-06-01")
    type_shop(app, "甲店", "5")
    assert app.dataframe[0].value[["平台", "类目", "店铺"]].to_numpy().tolist() == [["淘宝", "连衣裙", "甲店"]]
    app.button(key="typed-preview").click().run()
    app.button(key="store").click().run()
    rows = ask(store, "shops").records()
    assert [(row["platform"], row["category"], f"{row['observed_at']:%Y-%m-%d}") for row in rows] == [
        ("taobao", "连衣裙", "2026-06-01")
    ]


def test_a_preview_of_typed_rows_goes_when_another_is_typed(open_page: Page, store: Store) -> None:
    app = open_page(store, "add-data")
    app.segmented_control(key="way").set_value("type").run()
    app.selectbox(key="shops-platform").set_value("taobao").run()
    type_shop(app, "甲店", "5")
    app.button(key="typed-preview").click().run()
    assert app.metric
    type_shop(app, "乙店", "6")
    assert not app.metric


def test_nothing_typed_is_told(open_page: Page, store: Store) -> None:
    app = open_page(store, "add-data")
    app.segmented_control(key="way").set_value("type").run()
    app.button[0].click().run()
    assert "Shop" in app.warning[0].value


def test_undo_of_an_older_batch_asks_twice(open_page: Page, store: Store, bring: Bring) -> None:
    bring(LISTINGS)
    app = open_page(store, "add-data")
    app.selectbox(key="batch").set_value(1).run()
    assert list(app.dataframe[-1].value["Text"]) == ["昨天吧"]
    app.button(key="undo-1-False").click().run()
    assert app.warning
    app.button(key="undo-1-False-yes").click().run()
    assert "undone" in app.success[0].value


def test_a_refusal_is_told_in_words_without_markdown(open_page: Page, store: Store) -> None:
    app = open_page(store, "add-data")
    app.segmented_control(key="way").set_value("paste").run()
    app.text_area[0].set_value("**nothing**\there\n1\t2\n")
    app.button[0].click().run()
    assert len(app.error) == 1
    assert "Traceback" not in app.error[0].value
    assert not app.exception


def test_an_observation_of_a_listing_is_traced_to_its_cells(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "prices", listing="taobao/100011824493")
    (chosen,) = [each for each in app.selectbox if each.label == "Show the cells of the file for one observation"]
    assert chosen.value is None
    assert not app.get("download_button")
    assert chosen.options[0] == "2026-06-22"
    chosen.select_index(0).run()
    assert not app.exception
    table = next(each.value for each in app.dataframe if "Text in the file" in each.value.columns).set_index("Field")
    assert list(table.loc["Price"]) == ["199", "cell", "价格", "¥199.00"]
    assert list(table.loc["Sold"]) == ["615", "cell", "已售", "615人付款"]
    assert list(table.loc["Shop ID"]) == ["鹭汀小满", "derived from: Shop", "", ""]
    assert table.loc["Category", "Taken from"] == "said with the import"
    assert any("listings\\_taobao\\.csv, row 913" in each.value for each in app.caption)
    (button,) = app.get("download_button")
    assert button.proto.label == "Download the file as it came: listings\\_taobao\\.csv"


def test_a_damaged_file_is_told_and_not_offered(open_page: Page, bring: Bring, store: Store) -> None:
    (batch,) = bring(LISTINGS, "mine.csv")
    path_of(store, batch.sha256).write_bytes(b"damaged")
    app = open_page(store, "prices", "zh", listing="taobao/1")
    next(each for each in app.selectbox if "单元格" in each.label).select_index(0).run()
    assert not app.exception
    assert "不见了或被改动过" in app.warning[0].value
    table = next(each.value for each in app.dataframe if "文件里的原文" in each.value.columns)
    assert {"89", "≥ 13,000"} <= set(table.iloc[:, 1])
    assert not app.get("download_button")
