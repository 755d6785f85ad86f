"""title-density: titles and keywords in, counts by hand out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.analysis.titles.phrases import Phrases
from tracker.store.place import Store
from tracker.store.words import Word, set_word

ITEM = "https://item.taobao.com/item.htm?id="
TITLES = ("法式碎花连衣裙女夏", "连衣裙碎花", "碎花 連衣裙", "牛仔裤", "long dress")


def listings(titles: tuple[str, ...], extra: str = "", day: int = 8) -> str:
    head = "日期,平台,类目,店铺名称,宝贝标题,价格,链接" + (",榜单,名次" if extra else "") + "\n"
    return head + "".join(
        f"2026-03-{day:02d},淘宝,裙,甲店,{title},9,{ITEM}{place}{f',{extra},{place}' if extra else ''}\n"
        for place, title in enumerate(titles, start=1)
    )


KEYWORDS = "来源,平台,类目,日期,关键词,搜索人气\n" + "".join(
    f"生意参谋,淘宝,裙,2026-03-08,{word},{value}\n"
    for word, value in (("碎花连衣裙", 9), ("连衣裙", 8), ("dress", 7), ("没有", 6))
)
SHOWN = "keyword title_count exact_count covered_count"


@pytest.fixture
def market(store: Store, bring: Bring) -> Store:
    bring(KEYWORDS, kind="keywords")
    bring(listings(TITLES), kind="listings")
    return store


def test_titles_that_hold_a_keyword_and_those_that_cover_it_are_counted(market: Store) -> None:
    assert rows(market, "title-density", SHOWN) == [
        ("碎花连衣裙", 5, 2, 3), ("连衣裙", 5, 3, 3), ("dress", 5, 1, 1), ("没有", 5, 0, 0),
    ]  # fmt: skip
    assert set(rows(market, "title-density", "band reason")) == {(None, "no-search-list")}
    said = aloud(market, "title-density")
    assert "1 stand in no recorded title" in said
    assert "3 of 5" in said


def test_a_word_that_the_user_said_is_whole_covers_nothing_else(market: Store) -> None:
    assert rows(market, "title-density", "exact_count covered_count", keyword="连衣裙") == [(3, 3)]
    set_word(market, Word("碎花连衣裙", is_whole=True))
    assert rows(market, "title-density", "exact_count covered_count", keyword="连衣裙") == [(3, 2)]


def test_only_the_newest_look_counts(market: Store, bring: Bring) -> None:
    bring(listings(("连衣裙",), day=15), kind="listings")
    assert rows(market, "title-density", SHOWN, keyword="连衣裙") == [("连衣裙", 1, 1, 1)]


def test_the_bands_speak_of_the_first_ten_of_the_keywords_own_list(market: Store, bring: Bring) -> None:
    bring(listings(("连衣裙",) * 5 + ("长裤",) * 5, "连 衣 裙"), kind="listings")
    shown = "page_count page_exact_count band reason"
    assert rows(market, "title-density", shown, keyword="连衣裙") == [(10, 5, "contested", None)]
    assert rows(market, "title-density", shown, keyword="dress") == [(None, None, None, "no-search-list")]


def test_of_two_looks_on_a_day_the_titles_last_seen_at_each_place_count(market: Store, bring: Bring) -> None:
    pages = listings(("连衣裙",) * 10 + ("长裤",) * 10, "连衣裙").splitlines()
    morning, evening = pages[1:11], pages[11:]
    evening = [line[: line.rindex(",") + 1] + str(place) for place, line in enumerate(evening, start=1)]
    looks = [
        line.replace("03-08", f"03-08 {at}") for at, page in (("09:00", morning), ("21:00", evening)) for line in page
    ]
    bring("\n".join([pages[0], *looks]), kind="listings")
    shown = "page_count page_exact_count band"
    assert rows(market, "title-density", shown, keyword="连衣裙") == [(10, 0, "open")]


@pytest.mark.parametrize(
    ("holding", "others", "band"), [(3, 7, "open"), (3, 5, None), (8, 0, "saturated"), (4, 0, None)]
)
def test_a_page_recorded_in_part_has_a_band_only_where_it_is_certain(
    store: Store, bring: Bring, holding: int, others: int, band: str | None
) -> None:
    bring(KEYWORDS, kind="keywords")
    bring(listings(("连衣裙",) * holding + ("长裤",) * others, "连衣裙"), kind="listings")
    (found,) = rows(store, "title-density", "band reason", keyword="连衣裙")
    assert found == (band, None if band else "few-positions")


def test_a_list_of_another_category_does_not_meet_these_titles(market: Store, bring: Bring) -> None:
    bring("来源,平台,类目,日期,关键词,搜索人气\n百度指数,淘宝,裤,2026-03-08,牛仔裤,5\n", kind="keywords")
    assert rows(market, "title-density", "keyword", source="baidu-index") == []


def test_latin_words_count_whole_and_hostile_text_is_text() -> None:
    phrases = Phrases(["headdress, A+B (x)", "dress.", "裙dress裙", "", "😀=1+1"])
    assert phrases.holding("dress") == [1, 2]
    assert phrases.holding("a+b (x)") == [0]
    assert phrases.holding("😀") == [4]
    assert phrases.holding("") == []


@given(st.lists(st.text("裙衣ab 1", max_size=8), max_size=6), st.text("裙衣", min_size=1, max_size=4))
def test_pairs_of_characters_find_what_reading_every_title_finds(titles: list[str], keyword: str) -> None:
    phrases = Phrases(titles)
    assert phrases.holding(keyword) == [place for place, title in enumerate(phrases.titles) if keyword in title]
