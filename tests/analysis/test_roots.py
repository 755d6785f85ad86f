"""Lists cut to roots: sums, ratios of sums, roles."""

from __future__ import annotations

import re

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.normalise.words import load
from tracker.store import words
from tracker.store.place import Store
from tracker.store.questions import get

HEAD = "来源,日期,关键词,搜索人气,点击率,支付转化率,在线商品数\n"
LIST = (
    HEAD
    + """生意参谋,2026-05-08,碎花连衣裙,1000,50%,10%,100
生意参谋,2026-05-08,连衣裙 女,500,40%,5%,-
生意参谋,2026-05-08,Ｎike连衣裙,200,-,-,300
生意参谋,2026-05-08,碎花裙,1万+,50%,-,50
"""
)


def test_sums_and_ratios_of_sums_counted_by_hand(store: Store, bring: Bring) -> None:
    bring(LIST, kind="keywords")
    found = {
        row[0]: row[1:]
        for row in rows(
            store,
            "keyword-roots",
            "root keyword_count demand_low demand_high demand_count "
            "clicks_low clicks_count buyers_low buyers_count conversion_low conversion_count demand_supply_low "
            "demand_supply_count",
        )
    }
    # 1000 + 500 + 200; clicks 500 + 200; buyers 50 + 10; 60 of 700; (1000 + 200) / (100 + 300)
    assert found["连衣裙"] == (3, 1700, 1700, 3, 700, 2, 60, 2, pytest.approx(60 / 700), 2, 3, 2)
    # 1000 + at least 10000; clicks 500 + at least 5000; only the dress tells buyers: 50 of 500; 11000 / 150
    assert found["碎花"] == (2, 11000, None, 2, 5500, 2, 50, 1, 0.1, 1, pytest.approx(11000 / 150), 2)
    assert found["女"] == (1, 500, 500, 1, 200, 1, 10, 1, 0.05, 1, None, 0)
    assert found["Ｎike"] == (1, 200, 200, 1, None, 0, None, 0, None, 0, pytest.approx(2 / 3), 1)


def test_every_root_leads_back_to_its_heaviest_keyword(store: Store, bring: Bring) -> None:
    bring(LIST, "list.csv", kind="keywords")
    found = {row[0]: row[1:] for row in rows(store, "keyword-roots", "root_key keyword document source_row list_count")}
    assert found["连衣裙"] == ("碎花连衣裙", "list.csv", 2, 4)
    assert found["nike"] == ("Ｎike连衣裙", "list.csv", 4, 4)


def test_roles_are_suggested_and_what_the_user_says_comes_first(store: Store, bring: Bring) -> None:
    bring(LIST, kind="keywords")
    bring("日期,店铺名称,宝贝标题,价格,品牌,链接\n2026-05-08,甲,裙,1,Nike/耐克,https://item.taobao.com/item.htm?id=1\n")
    words.set_word(store, words.Word("碎花", role="scene"))
    found = {row[0]: row[1:] for row in rows(store, "keyword-roots", "root_key role role_origin role_reason")}
    assert found == {
        "裙": ("core", "suggested", "head"),
        "连衣裙": ("core", "suggested", "head"),
        "碎花": ("scene", "said", "said"),
        "女": ("audience", "suggested", "listed"),
        "nike": ("brand", "suggested", "brand-seen"),
    }


def test_words_said_whole_or_apart_are_roots_so(store: Store, bring: Bring) -> None:
    bring(HEAD + "生意参谋,2026-05-08,碎花连衣裙,1,,,\n", kind="keywords")
    words.set_word(store, words.Word("碎花连衣裙", is_whole=True))
    assert rows(store, "keyword-roots", "root") == [("碎花连衣裙",)]
    words.set_word(store, words.Word("碎花连衣裙", is_whole=False))
    assert rows(store, "keyword-roots", "root") == [("碎花",), ("连衣裙",)]


def test_sources_and_regions_stay_apart_and_demand_is_the_first_that_a_list_tells(store: Store, bring: Bring) -> None:
    bring(LIST, kind="keywords")
    bring(
        "来源,日期,关键词,搜索指数,地区\n百度指数,2026-04-01,连衣裙,77,全国\n百度指数,2026-04-01,连衣裙,5,广东\n",
        kind="keywords",
    )
    shown = "source region root demand_metric demand_low"
    found = rows(store, "keyword-roots", shown, source="baidu-index")
    assert found == [
        ("baidu-index", "全国", "连衣裙", "search_index", 77),
        ("baidu-index", "广东", "连衣裙", "search_index", 5),
    ]
    assert rows(store, "keyword-roots", "demand_metric demand_low", source="sycm", demand="supply")[0] == (
        "supply",
        400,
    )


def test_a_mean_of_told_rates_lies_between_them_however_wide_demand_is(store: Store, bring: Bring) -> None:
    """Of 纺 one rate is told, 2 %; of 裙 2 % and 4 %, weighed by 1,000-2,000 and by 1万+: 0.02 to 0.04, no more."""
    head = "来源,日期,关键词,搜索人气,点击率,支付转化率\n"
    lines = ("雪 纺 裙,1000-2000,50%,2%", "长 裙,1万+,50%,4%", "短,1万+,50%,-")
    bring(head + "".join(f"生意参谋,2026-05-08,{each}\n" for each in lines), kind="keywords")
    found = {row[0]: row[1:] for row in rows(store, "keyword-roots", "root conversion_low conversion_high")}
    assert found["纺"] == (pytest.approx(0.02), pytest.approx(0.02))
    low, high = found["裙"]
    assert (low, high) == (pytest.approx(0.02), pytest.approx(0.04))
    assert found["短"] == (None, None)


def test_a_keyword_counts_for_a_word_once_and_zero_supply_gives_no_ratio(store: Store, bring: Bring) -> None:
    bring(
        HEAD
        + "生意参谋,2026-05-08,女 裙 女,10,,,0\n生意参谋,2026-05-08,=HYPERLINK(1),,,,\n生意参谋,2026-05-08,😀,5,,,\n",
        kind="keywords",
    )
    found = {
        row[0]: row[1:]
        for row in rows(store, "keyword-roots", "root keyword_count demand_low demand_supply_low list_count")
    }
    assert found["女"][:3] == (1, 10, None)


def test_the_roots_read_aloud(store: Store, bring: Bring) -> None:
    bring(LIST, kind="keywords")
    assert aloud(store, "keyword-roots") == (
        "5 words of 1 sources; 2 of them are core. 碎花: in 2 of 4 keywords. "
        "Their demand adds up to ≥ 11,000 (Search popularity); who searches several is in it several times."
    )
    assert aloud(store, "keyword-roots", "zh").startswith(
        "1 个来源的 5 个词根，其中核心词 2 个。碎花：出现在 4 个关键词中的 2 个。"
    )


def test_the_order_of_demand_is_that_of_the_packaged_weightings() -> None:
    listed = re.search(r"list_position\(\[(.*?)\]", get("keyword-roots").sql, re.DOTALL)
    assert listed is not None
    assert re.findall(r"'(\w+)'", listed[1]) == load("opportunity")["weightings"]["demand"]
