"""The page *Keywords* beside its trend: movers, opportunity and sources, in both languages, and what is taken away."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tests.support import Bring
from tracker.analysis.keywords import formulas
from tracker.dashboard import keyword_map, keyword_sections, shown, views
from tracker.export.keywords import FORMATS
from tracker.store.formulas import SaidFormula
from tracker.store.place import Store

HEAD = "来源,平台,类目,日期,关键词,搜索人气,在线商品数\n"
NASTY = '"=HYPERLINK(""http://x"",""y""), 裙😀"'
LISTS = HEAD + (
    "生意参谋,淘宝,裙,2026-05-01,连衣裙,1000,500\n生意参谋,淘宝,裙,2026-05-01,旧词,50,10\n"
    f"生意参谋,淘宝,裙,2026-05-08,连衣裙,1200,500\n生意参谋,淘宝,裙,2026-05-08,{NASTY},90,10\n"
    "生意参谋,淘宝,裙,2026-05-08,无货,70,-\n"
)
SECTIONS = ("movers", "opportunity", "roots", "sources")


def tables(app: AppTest) -> list[pd.DataFrame]:
    return [each.value for each in app.dataframe]


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.markdown, *app.caption, *app.info]).replace("\\", "")


@pytest.fixture
def listed(store: Store, bring: Bring) -> Store:
    bring(LISTS, kind="keywords")
    return store


@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize(("language", "word"), [("en", "in this order"), ("zh", "按此顺序")])
def test_every_section_opens_in_both_languages(
    open_page: Page, sample_store: Store, section: str, language: str, word: str
) -> None:
    app = open_page(sample_store, "keywords", language, source="sycm", section=section)
    assert not app.error
    assert not app.exception
    assert word in said(app)
    assert len(tables(app)[0])


def test_movers_compare_the_two_lists_that_were_chosen(open_page: Page, listed: Store) -> None:
    app = open_page(listed, "keywords", section="movers")
    table = tables(app)[0]
    happened = dict(zip(table["Keyword"], table["What happened"], strict=True))
    assert happened["连衣裙"] == "risen"
    assert happened["旧词"] == "gone"
    assert happened["无货"] == "new"
    assert "which has 2 keywords" in said(app)
    row = table[table["Keyword"] == "连衣裙"].iloc[0]
    assert (row["Value"], row["Value before"], row["Change in percent"]) == ("1,200", "1,000", "20%")
    only = open_page(listed, "keywords", section="movers", status="gone")
    assert list(tables(only)[0]["Keyword"]) == ["旧词"]


def test_one_list_says_what_movers_need(open_page: Page, store: Store, bring: Bring) -> None:
    bring(HEAD + "生意参谋,淘宝,裙,2026-05-01,连衣裙,1000,500\n", kind="keywords")
    assert "another day" in said(open_page(store, "keywords", section="movers"))


def test_opportunity_shows_the_formula_its_inputs_and_its_direction(open_page: Page, listed: Store) -> None:
    app = open_page(listed, "keywords", section="opportunity")
    assert app.code[0].value == "search_popularity / supply"
    assert "more is better" in said(app)
    assert "confidence B" in said(app)
    table = tables(app)[0]
    assert list(table["Score"]) == ["9", "2.4", ""]
    assert table["Inputs"].iloc[1] == "Search popularity 1,200 · Listings on offer 500"
    assert table["Why not"].iloc[2] == "an input is missing"
    assert len(app.get("vega_lite_chart")) == 1


def test_an_own_formula_can_be_chosen(open_page: Page, listed: Store) -> None:
    formulas.keep(listed, SaidFormula("少", "在线商品数", "low"))
    app = open_page(listed, "keywords", section="opportunity", formula="少")
    assert app.code[0].value == "supply"
    assert "less is better" in said(app)
    assert "Your own formula" in said(app)


def test_a_list_without_inputs_says_so(open_page: Page, store: Store, bring: Bring) -> None:
    bring("来源,日期,关键词,搜索指数\n百度指数,2026-05-01,裙,5\n百度指数,2026-05-02,裙,6\n", kind="keywords")
    assert "搜索人气" in said(open_page(store, "keywords", section="opportunity"))


def test_sources_stand_side_by_side_with_their_units(open_page: Page, listed: Store, bring: Bring) -> None:
    bring("来源,日期,关键词,搜索指数\n百度指数,2026-05-08,連衣裙,777\n", kind="keywords")
    app = open_page(listed, "keywords", section="sources")
    first = tables(app)[0].iloc[0]
    assert first["Keyword"] == "連衣裙 | 连衣裙"
    assert first["Sources"] == 2
    assert first["Baidu Index · Search index"] == "777"
    assert first["生意参谋 (Business Advisor) · Search popularity"] == "1,200"


def test_roots_tell_their_sums_and_roles(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "keywords", source="sycm", section="roots")
    table = tables(app)[0]
    assert table["Root"].iloc[0] == "连衣裙"
    assert table["Role"].iloc[0] == "core"
    assert table["Conversion"].iloc[0].endswith("%")
    assert table["Number of keywords"].min() >= 2
    assert "people are at most" in said(app)
    chinese = tables(open_page(sample_store, "keywords", "zh", source="sycm", section="roots"))[0]
    assert len(chinese.columns) == len(table.columns)


def test_a_role_said_on_the_page_stands_before_the_suggested_one(open_page: Page, listed: Store) -> None:
    app = open_page(listed, "keywords", section="roots")
    app.slider[0].set_value(1).run()
    word = tables(app)[0]["Root"].iloc[-1]
    next(each for each in app.selectbox if each.label == "Word").set_value(word)
    next(each for each in app.selectbox if each.label == "Role").set_value("brand")
    next(each for each in app.button if each.label == "Keep").click().run()
    assert not app.exception
    table = tables(app)[0].set_index("Root")
    assert table.loc[word, "Role"] == "brand"


# --- what is taken away


def taken(words: list[str]) -> pd.DataFrame:
    return pd.DataFrame(
        {"keyword": words, "score_low": [1.5, float("nan")], "since": pd.to_datetime(["2026-05-01", None])}
    )


def test_a_file_holds_the_rows_in_the_order_shown() -> None:
    words = ['=HYPERLINK("x"),\n裙😀', "连衣裙"]
    answer = shown.answer(taken(words))
    assert [row[0] for row in answer.rows] == words
    assert answer.rows[1][1:] == (None, None)
    sheet = load_workbook(io.BytesIO(FORMATS["xlsx"](answer))).active
    assert sheet is not None
    cells: Any = [sheet["A2"], sheet["A3"]]
    assert [(each.value, each.data_type) for each in cells] == [(words[0], "s"), (words[1], "s")]
    assert shown.written(taken(words), "txt", "keyword").decode() == '=HYPERLINK("x"), 裙😀\n连衣裙\n'


# --- the map


def test_only_what_has_demand_and_supply_is_drawn_and_bounds_are_marked() -> None:
    rows = pd.DataFrame(
        {
            "keyword": ["a", "b", "c", "d"],
            "demand_low": [10.0, 100.0, 0.0, 5.0],
            "demand_high": [10.0, None, 0.0, 5.0],
            "supply_low": [1.0, 2.0, 3.0, None],
            "supply_high": [1.0, 2.0, 3.0, None],
            "score_low": [10.0, 50.0, 0.0, None],
            "score_high": [10.0, None, 0.0, None],
            "percentile": [0.5, 1.0, 0.0, None],
        }
    )
    drawn = keyword_map.points(rows)
    assert list(drawn["keyword"]) == ["a", "b"]
    assert list(drawn["bounded"]) == [False, True]
    assert drawn["demand_text"].tolist() == ["10", "≥ 100"]
    assert keyword_map.medians(rows) == (55, 1.5)
    made = keyword_map.chart(drawn, (55, 1.5), "search_popularity", "supply", "score").to_dict()
    assert made["layer"][0]["mark"]["strokeDash"] == [4, 4]


def test_of_a_long_list_the_box_offers_the_highest_and_takes_others(
    open_page: Page, listed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views.keywords, "OFFERED", 1)
    monkeypatch.setattr(views.keywords, "TOP", 1)
    app = open_page(listed, "keywords", metric="search_popularity")
    (box,) = app.multiselect
    assert (box.options, box.value) == (["连衣裙"], ["连衣裙"])
    assert "The box offers the 1 highest" in said(app)
    app = open_page(listed, "keywords", metric="search_popularity", keyword=["无货", "没有的词"])
    assert app.multiselect[0].value == ["无货"]
    assert "无货" in set(tables(app)[0]["Keyword"])


def test_what_is_typed_and_not_in_the_list_is_told(
    open_page: Page, listed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views.keywords, "OFFERED", 1)
    monkeypatch.setattr(views.keywords, "TOP", 1)
    app = open_page(listed, "keywords", metric="search_popularity")
    app.session_state["keyword"] = ["旧词", "*没有的词*"]
    app.run()
    assert [each.value.replace("\\", "") for each in app.warning] == ["Not among them: *没有的词*."]
    assert "\\*" in app.warning[0].value
    assert set(tables(app)[0]["Keyword"]) == {"旧词"}


def test_the_list_is_searched_and_exported_in_the_order_seen(open_page: Page, listed: Store) -> None:
    spelled = NASTY.strip('"').replace('""', '"')
    app = open_page(listed, "keywords", metric="search_popularity")
    assert list(tables(app)[-1]["Keyword"]) == ["连衣裙", spelled, "无货", "旧词"]
    app.text_input(key="search").set_value("裙").run()
    assert list(tables(app)[-1]["Keyword"]) == ["连衣裙", spelled]
    written = views.keywords._written("txt", [spelled, "连衣裙"], {"source": "sycm"})
    assert written.decode().splitlines() == [spelled, "连衣裙"]


def test_rows_are_sorted_and_taken_away_in_that_order(
    open_page: Page, sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[pd.DataFrame] = []
    monkeypatch.setattr(keyword_sections.shown, "take_away", lambda rows, *_: taken.append(rows))
    app = open_page(sample_store, "keywords", source="sycm", section="roots", sort="demand")
    assert taken[-1]["demand_low"].is_monotonic_decreasing
    assert list(taken[-1]["root"])[:5] == list(tables(app)[0]["Root"])[:5]
    app.toggle(key="sort-down").set_value(False).run()
    assert taken[-1]["demand_low"].is_monotonic_increasing
    assert list(taken[-1]["root"])[:5] == list(tables(app)[0]["Root"])[:5]
    assert "demand_low" in taken[-1]
    assert "conversion_low" in taken[-1]


def test_sources_are_sorted_by_the_value_of_one(open_page: Page, store: Store, bring: Bring) -> None:
    bring(LISTS, kind="keywords")
    bring(
        "来源,日期,关键词,搜索指数\n百度指数,2026-05-08,旧词,9\n百度指数,2026-05-08,连衣裙,7\n",
        "b.csv",
        kind="keywords",
    )
    (table,) = tables(open_page(store, "keywords", section="sources", sort="Baidu Index"))[:1]
    assert list(table["Keyword"])[:2] == ["旧词", "连衣裙"]
    (table,) = tables(open_page(store, "keywords", section="sources", sort="生意参谋 (Business Advisor)"))[:1]
    assert table["Keyword"].iloc[0] == "连衣裙"


def test_two_platforms_of_one_source_are_two_columns(open_page: Page, store: Store, bring: Bring) -> None:
    """On Taobao 碎花裙 is second with 11,000; on Tmall first with 77."""
    lines = ("淘宝,连衣裙,20000", "淘宝,碎花裙,11000", "天猫,碎花裙,77", "天猫,天猫词裙,66")
    bring(
        "来源,日期,平台,关键词,搜索人气\n" + "".join(f"生意参谋,2026-05-08,{each}\n" for each in lines), kind="keywords"
    )
    table = tables(open_page(store, "keywords", section="sources"))[0].set_index("Keyword")
    columns = [each for each in table.columns if each != "Sources"]
    taobao, tmall = ([each for each in columns if name in each] for name in ("Taobao", "Tmall"))
    assert list(table.loc["碎花裙", [*taobao, *tmall]]) == ["11,000", 2, "77", 1]
    assert list(table.loc["天猫词裙", tmall]) == ["66", 2]
    assert table.loc["天猫词裙", taobao[0]] in {None, ""} or pd.isna(table.loc["天猫词裙", taobao[0]])


def test_what_lists_are_ordered_by_is_told_in_words(open_page: Page, sample_store: Store) -> None:
    alike = tables(open_page(sample_store, "keywords", "zh", section="sources"))[-1]
    assert not set(alike["排序依据"]) & {"rank", "search_popularity", "search_index"}


def test_the_keyword_list_is_sorted_by_a_column(open_page: Page, listed: Store) -> None:
    app = open_page(listed, "keywords", metric="search_popularity", sort="Keyword")
    assert tables(app)[-1]["Keyword"].iloc[0] == "连衣裙"
    app.toggle(key="sort-down").set_value(False).run()
    assert tables(app)[-1]["Keyword"].iloc[-1] == "连衣裙"
