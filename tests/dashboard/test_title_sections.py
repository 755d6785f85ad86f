"""What rivals write, on the page *Titles*: words of their titles and keywords with room, counted by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tests.support import Bring, tables
from tracker.dashboard import shown, title_sections
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="
LISTINGS = f"""日期,平台,类目,店铺名称,宝贝标题,价格,已售,链接,是否本店
2026-06-08,淘宝,裙,甲店,碎花连衣裙女,10,100人付款,{ITEM}1,否
2026-06-08,淘宝,裙,甲店,碎花 连衣裙,10,200+人付款,{ITEM}2,否
2026-06-08,淘宝,裙,乙店,雪纺连衣裙女夏季,10,,{ITEM}3,否
2026-06-08,淘宝,裙,我店,碎花连衣裙女,10,7000人付款,{ITEM}4,是
2026-06-08,淘宝,裤,丙店,牛仔裤女,10,5人付款,{ITEM}5,否
2026-06-08,淘宝,裤,丁店,牛仔裤,10,6人付款,{ITEM}6,否
"""
WORDS = """来源,平台,日期,关键词,搜索人气,在线商品数
生意参谋,淘宝,2026-06-08,碎花,9000,9000
生意参谋,淘宝,2026-06-08,碎花连衣裙,1万+,100
生意参谋,淘宝,2026-06-08,连衣裙女夏,800,
生意参谋,淘宝,2026-06-08,雪纺半身裙,700,7
生意参谋,淘宝,2026-06-08,真丝连衣裙,600,600
"""
NAMES = ("words", "room")


@pytest.fixture
def market(store: Store, bring: Bring) -> Store:
    bring(LISTINGS, "titles.csv", kind="listings")
    bring(WORDS, "words.csv", kind="keywords")
    return store


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[tuple[pd.DataFrame, str]]:
    """The rows that the page offers to take away, and the column to copy."""
    found: list[tuple[pd.DataFrame, str]] = []
    monkeypatch.setattr(shown, "take_away", lambda rows, name, words="keyword": found.append((rows, words)))
    return found


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption, *app.info)).replace("\\", "")


def table(app: AppTest, column: str) -> pd.DataFrame:
    """The table that has the column."""
    found: Any = next(each.value for each in app.dataframe if column in each.value.columns)
    return found


@pytest.mark.parametrize("section", NAMES)
@pytest.mark.parametrize(("language", "word"), [("en", "in this order"), ("zh", "按此顺序")])
def test_each_opens_in_both_languages_and_writes_nothing(
    open_page: Page, sample_store: Store, section: str, language: str, word: str
) -> None:
    before = tables(sample_store)
    app = open_page(sample_store, "titles", language, rivals=section)
    assert not app.error
    assert not app.exception
    assert word in said(app)
    codes = {"paid", "taobao", "search_popularity", "sold_low", "listing_count", "no-search-list"}
    shown_words = {each for one in app.dataframe for name in one.value for each in (name, *one.value[name].astype(str))}
    assert not codes & shown_words
    assert "(paid)" not in said(app)
    assert tables(sample_store) == before


def test_nothing_is_computed_before_it_is_opened_nor_again_while_somebody_types(
    open_page: Page, market: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    original = title_sections.in_list
    monkeypatch.setattr(title_sections, "in_list", lambda runs, of: asked.append(1) or original(runs, of))
    app = open_page(market, "titles")
    assert asked == []
    assert "Open one" in said(app)
    app = open_page(market, "titles", rivals="words")
    assert asked == [1]
    app.text_area[0].set_value("碎花连衣裙").run()
    assert len(table(app, "Words"))
    assert asked == [1]


def test_words_of_rivals_beside_the_list(open_page: Page, market: Store) -> None:
    app = open_page(market, "titles", platform="taobao", category="裙", rivals="words")
    assert "连衣裙: in 3 titles of 2 shops. The counters of 2 of those listings add up to ≥ 300 (people who" in said(
        app
    )
    rows = table(app, "Words").set_index("Words")
    assert list(rows.loc["碎花"])[:7] == [2, 1, "≥ 300", 2, "yes", 2, "≥ 19,000"]
    assert list(rows.loc["碎花 | 连衣裙"])[:7] == [2, 1, "≥ 300", 2, "yes", 1, "≥ 10,000"]
    assert list(rows.loc["连衣裙 | 女"])[:7] == [2, 2, "100", 1, "", 1, "800"]
    assert rows.loc["碎花", "Our own"] == 1
    assert rows.columns[2] == "Sum: people who paid"
    assert "牛仔裤" not in rows.index
    assert "Category" not in table(app, "Words")


def test_words_are_searched_and_taken_away_in_the_order_seen(
    open_page: Page, market: Store, taken: list[tuple[pd.DataFrame, str]]
) -> None:
    app = open_page(market, "titles", platform="taobao", category="裙", rivals="words", words="2")
    assert list(table(app, "Words")["Words"]) == ["碎花 | 连衣裙", "连衣裙 | 女"]
    app.text_input(key="titles-search").set_value("碎花連衣裙").run()
    assert list(table(app, "Words")["Words"]) == ["碎花 | 连衣裙"]
    rows, words = taken[-1]
    assert list(rows[words]) == ["碎花连衣裙"]
    app.text_input(key="titles-search").set_value("*没有*").run()
    assert "Nothing here holds “*没有*”" in said(app)
    assert "\\*" in next(each.value for each in app.info if "holds" in each.value)


def test_categories_are_told_apart_where_there_are_several(open_page: Page, market: Store) -> None:
    rows = table(open_page(market, "titles", platform="taobao", rivals="words"), "Words")
    assert set(rows["Category"]) == {"裙", "裤"}


def test_heavy_keywords_that_few_titles_have(
    open_page: Page, market: Store, taken: list[tuple[pd.DataFrame, str]]
) -> None:
    app = open_page(market, "titles", platform="taobao", category="裙", rivals="room")
    assert "Of 5 keywords in markets" in said(app)
    assert "2 of 5 keywords are in at most 10% of the titles, the heaviest first: Search popularity." in said(app)
    rows = table(app, "Share of the titles")
    assert list(rows["Keyword"]) == ["雪纺半身裙", "真丝连衣裙"]
    app.slider(key="titles-few").set_value(100).run()
    rows = table(app, "Share of the titles")
    assert list(rows["Keyword"]) == ["碎花连衣裙", "碎花", "连衣裙女夏", "雪纺半身裙", "真丝连衣裙"]
    assert list(rows["Search popularity"]) == ["≥ 10,000", "9,000", "800", "700", "600"]
    # the title with 连衣裙女夏季 holds the third in one piece and doesn't cover it: 夏季 is another word
    assert list(rows["Share of the titles"]) == ["75%", "75%", "25%", "0%", "0%"]
    assert list(rows["Titles that cover it"]) == [3, 3, 0, 0, 0]
    assert list(rows["Titles with it in one piece"]) == [3, 3, 1, 0, 0]
    assert list(taken[-1][0]["keyword"]) == list(rows["Keyword"])
    assert "First ten results" not in rows


def test_keywords_with_room_stand_by_the_weight_that_was_chosen(open_page: Page, market: Store) -> None:
    app = open_page(market, "titles", platform="taobao", category="裙", rivals="room", weight="opportunity")
    app.slider(key="titles-few").set_value(100).run()
    rows = table(app, "Weight")
    assert list(rows["Keyword"])[:2] == ["雪纺半身裙", "碎花连衣裙"], "of equal weights the one in fewer titles"
    assert list(rows["Weight"])[:2] == [100, 100]
    assert rows["Keyword"].iloc[-1] == "连衣裙女夏", "its supply isn't told"
    app.text_input(key="titles-search").set_value("裙 真丝").run()
    assert list(table(app, "Weight")["Keyword"]) == ["真丝连衣裙"]


def test_the_first_ten_results_are_told_where_a_search_list_was_put_in(
    open_page: Page, market: Store, bring: Bring
) -> None:
    head = "日期,平台,类目,店铺名称,宝贝标题,价格,链接,榜单,名次\n"
    page = "".join(f"2026-06-08,淘宝,裙,甲店,长裙,9,{ITEM}1{place},真丝连衣裙,{place}\n" for place in range(1, 11))
    bring(head + page, "search.csv", kind="listings")
    rows = table(open_page(market, "titles", platform="taobao", category="裙", rivals="room"), "First ten results")
    told = rows.set_index("Keyword").loc["真丝连衣裙"]
    assert (told["First ten results"], told["First results known"]) == ("open", 10)
    assert rows.set_index("Keyword").loc["雪纺半身裙", "Why not"] == "no search list of it"
    chinese = open_page(market, "titles", "zh", platform="taobao", category="裙", rivals="room")
    assert "有空间" in set(table(chinese, "搜索前十")["搜索前十"])


@pytest.mark.parametrize(("language", "words", "room"), [("en", "Put in their listings", "No keyword list fits"),
                                                         ("zh", "请导入对手的商品", "没有适用于该平台的词表")])  # fmt: skip
def test_an_empty_store_gives_guidance(open_page: Page, store: Store, language: str, words: str, room: str) -> None:
    assert words in said(open_page(store, "titles", language, rivals="words"))
    assert room in said(open_page(store, "titles", language, rivals="room"))
    assert not store.path.exists()


def test_a_list_without_titles_and_titles_without_a_list(open_page: Page, store: Store, bring: Bring) -> None:
    bring(WORDS, "words.csv", kind="keywords")
    assert "No titles are stored" in said(open_page(store, "titles", platform="taobao", rivals="room"))
    bring(LISTINGS.replace("淘宝", "京东"), "titles.csv", kind="listings")
    app = open_page(store, "titles", platform="jd", category="裙", rivals="words")
    rows = table(app, "Words")
    assert "碎花" in set(rows["Words"])
    assert "Keywords with it" not in rows
    assert "No keyword list fits" in said(open_page(store, "titles", platform="jd", rivals="room"))
