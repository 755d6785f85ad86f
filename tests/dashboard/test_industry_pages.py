"""The pages *Industry* and *Timing*: what they draw, in both languages, of stores that hold all, a part, or nothing."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tests.support import Bring
from tracker.store.place import Store

LISTINGS = (
    "平台,类目,日期,店铺名称,宝贝标题,链接,价格,已售,上架时间\n"
    "淘宝,连衣裙,2026-06-01,甲店,长裙,https://item.taobao.com/item.htm?id=1,99,120人付款,2026-05-04 10:30\n"
    "淘宝,连衣裙,2026-06-08,甲店,长裙,https://item.taobao.com/item.htm?id=1,89,130人付款,2026-05-04 10:30\n"
    "淘宝,连衣裙,2026-06-08,乙店,短裙,https://item.taobao.com/item.htm?id=2,79,40人付款,2026-05-05\n"
)
WORDS = (("连衣裙", "长裙", 100, 9), ("连衣裙", "短裙", 900, -9), ("包", "背包", 50, 0))
KEYWORDS = "来源,平台,类目,日期,关键词,排名,搜索人气\n" + "".join(
    f"生意参谋,淘宝,{category},2026-06-{day:02d},{keyword},1,{start + step * day}\n"
    for category, keyword, start, step in WORDS
    for day in range(1, 9)
)
ORDERS = "平台,店铺,日期,小时,订单数,件数,金额\n淘宝,我店,2026-06-01,10,4,4,400\n淘宝,我店,2026-06-08,10,6,6,600\n"


def charts(app: AppTest) -> list[list[dict[Any, Any]]]:
    """The rows of each chart."""
    return [
        [
            row
            for part in each.proto.datasets
            for row in convert_arrow_bytes_to_pandas_df(part.data.data).to_dict("records")
        ]
        for each in app.get("vega_lite_chart")
    ]


def headings(app: AppTest) -> list[str]:
    return [each.value.replace("\\", "") for each in app.subheader]


def notes(app: AppTest) -> str:
    return "\n".join(each.value for each in app.caption)


def table(app: AppTest, column: str) -> Any:
    """The first table that has a column of that heading."""
    return next(each.value for each in app.dataframe if column in each.value.columns)


@pytest.mark.parametrize("address", ["industry", "timing"])
@pytest.mark.parametrize(("language", "word"), [("en", "appear"), ("zh", "会出现在这里")])
def test_an_empty_page_says_what_to_do(open_page: Page, store: Store, address: str, language: str, word: str) -> None:
    app = open_page(store, address, language)
    assert word in app.info[0].value
    assert app.get("page_link")
    assert not charts(app)
    assert not store.path.exists()


def test_industry_shows_the_calendar_sources_prices_counters_and_keywords(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "industry")
    assert not app.error
    assert headings(app) == [
        "What comes next", "Keywords of each source, rebased to 100", "Price index, GEKS-Jevons: yuan (CNY)",
        "Sold counters, added up: people who paid", "Sold counters, added up: sold since listing",
        "Which keywords rise and which fall", "Season", "Against a year before",
    ]  # fmt: skip
    events = table(app, "Days to go")
    assert events["Event"].tolist()[0] == "Qixi"
    assert events["Days to go"].max() <= 90
    sources, prices, *_counters = charts(app)
    assert {row["label"] for row in sources} == {
        "Baidu Index", "Google Keyword Planner", "Google Trends", "生意参谋 (Business Advis…",
    }  # fmt: skip
    assert "Google Trends – Interest" in notes(app)
    assert {row["series"] for row in prices} == {"JD", "Pinduoduo", "Taobao"}
    jd = {row["segment"] for row in prices if row["series"] == "JD"}
    assert len(jd) == 2, "weeks that nobody looked at break the line"


def test_risers_stand_before_fallers_and_both_before_the_rest(open_page: Page, sample_store: Store) -> None:
    found = table(open_page(sample_store, "industry", source="sycm"), "Growth a week")
    assert list(dict.fromkeys(found["Direction"])) == ["rising", "falling", "no trend"]
    assert found["Keyword"].iloc[0] == "国风连衣裙"
    assert found["Growth a week"].iloc[0].endswith("%")
    assert found["p"].iloc[0] == "< 0.001"


def test_a_season_is_drawn_where_two_cycles_stand_and_else_is_called_too_short(
    open_page: Page, sample_store: Store
) -> None:
    app = open_page(sample_store, "industry", source="baidu-index")
    last = charts(app)[-1]
    assert [row["name"] for row in last if "name" in row] == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]  # fmt: skip
    assert all(row["low"] <= row["factor"] <= row["high"] for row in last if "name" in row)
    app = open_page(sample_store, "industry", source="sycm")
    assert "two full cycles" in notes(app)
    assert len(charts(app)) == 4


def test_a_category_keeps_the_sources_that_never_say_one(open_page: Page, bring: Bring, store: Store) -> None:
    bring(KEYWORDS)
    bring("关键词,日期,搜索指数\n旅行,2026-06-01,100\n旅行,2026-06-02,110\n", source="百度指数")
    app = open_page(store, "industry", category="连衣裙")
    assert not app.error
    assert {row["label"] for row in charts(app)[0]} == {"Baidu Index", "生意参谋 (Business Advis…"}
    assert "whichever is chosen" in notes(app)
    assert set(table(app, "Growth a week")["Keyword"]) == {"长裙", "短裙"}


def test_a_store_of_keywords_alone_says_what_its_prices_need(open_page: Page, bring: Bring, store: Store) -> None:
    bring(KEYWORDS)
    app = open_page(store, "industry")
    assert not app.error
    assert [each.value.split(".")[0] for each in app.info] == [
        "No price of a listing was seen here", "No sold counter was seen here",
    ]  # fmt: skip


def test_a_store_of_listings_alone_says_what_its_keywords_need(open_page: Page, bring: Bring, store: Store) -> None:
    bring(LISTINGS)
    app = open_page(store, "industry")
    assert not app.error
    assert "No source was read over two periods" in app.info[0].value
    assert "Season" not in headings(app)


def test_the_period_is_counted_back_from_the_newest_reading(open_page: Page, sample_store: Store) -> None:
    sources = charts(open_page(sample_store, "industry", period="4w"))[0]
    assert min(row["at"] for row in sources) >= "2026-05-25"
    first = min((row for row in sources if row["series"] == "Baidu Index"), key=lambda row: row["at"])
    assert first["value"] == 100


def test_timing_draws_listings_by_kind_and_own_orders(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "timing")
    assert not app.error
    assert headings(app) == [
        "When listings were put on sale", "Our own orders by hour", "Many orders, few strong rivals (lore)",
    ]  # fmt: skip
    listed, orders = charts(app)
    assert {row["hour"] for row in listed} <= set(range(24))
    assert len(orders) == 168
    best = table(app, "Share of our orders")
    assert list(best["Rank"])[:3] == [1, 2, 3]
    assert best["Day of the week"].iloc[0] == "Friday"
    assert best["Hour"].iloc[0] == "21:00"
    assert "no forecast" in notes(app)
    assert "confidence C" in notes(app)


def test_timing_speaks_chinese(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "timing", "zh")
    assert {row["day"] for row in charts(app)[1]} == {f"星期{each}" for each in "一二三四五六日"}
    assert any("淘宝 · 上架、下架（按行业说法推算） · 付款人数" in each.value for each in app.markdown)


def test_an_hour_is_drawn_where_it_was_told_and_nowhere_else(open_page: Page, bring: Bring, store: Store) -> None:
    bring(LISTINGS)
    app = open_page(store, "timing")
    assert not app.error
    ((cell,),) = charts(app)
    assert (cell["day"], cell["hour"], cell["value"], cell["text"]) == ("Monday", 10, 130, "130 (1 listings)")
    assert "No own orders by hour" in app.info[0].value
    evidence = table(app, "Listing IDs")
    assert evidence[["Day of the week", "Hour", "Listing IDs"]].to_numpy().tolist() == [
        ["Monday", "10:00", "1"], ["Tuesday", "", "2"],
    ]  # fmt: skip


def test_own_orders_are_means_of_the_hours_that_were_told(open_page: Page, bring: Bring, store: Store) -> None:
    bring(ORDERS)
    app = open_page(store, "timing")
    assert not app.error
    ((cell,),) = charts(app)
    assert (cell["day"], cell["hour"], cell["value"]) == ("Monday", 10, 5)
    assert cell["text"] == "5 an hour (10 orders in 2 such hours)"
    assert "1 of 168 were told" in notes(app)


def test_our_own_listings_are_looked_at_apart(open_page: Page, sample_store: Store) -> None:
    rivals = charts(open_page(sample_store, "timing"))[0]
    own = charts(open_page(sample_store, "timing", owner="own"))[0]
    assert sum(row["value"] for row in own) < sum(row["value"] for row in rivals)
