"""Risky words in titles: what is flagged, where, how surely, and what isn't; and the data they stand in."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.titles.risks import LEVELS, level_label, risks, rows
from tracker.normalise.keyword import fold_keyword
from tracker.normalise.reference import platforms
from tracker.normalise.words import load


def flagged(title: str, platform: str) -> list[tuple[str, str]]:
    return [(each.text, each.level) for each in risks(title, platform)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("国家级面料连衣裙", [("国家级", "explicit")]),
        ("第一品牌连衣裙", [("第一品牌", "explicit")]),  # the longest match, not 第一
        ("全网最低价", [("全网最低", "unless-proven")]),  # nor 最低
        ("销量冠军 NO.1", [("销量冠军", "unless-proven"), ("NO.1", "unless-proven")]),
        ("ＴＯＰ１ 连衣裙", [("ＴＯＰ１", "unless-proven")]),  # found folded, shown as written
        ("頂級真絲", [("頂級", "explicit")]),
        ("最 佳 连衣裙", [("最 佳", "explicit")]),  # blanks hide nothing
        ("最\u200b佳连衣裙", [("最\u200b佳", "explicit")]),  # nor does what nobody sees
        ("100%纯棉", [("100%", "unless-proven")]),
        ("1100%", []),
        ("No.12 连衣裙", []),
        ("减肥连衣裙", [("减肥", "category")]),
        ("加VX看图", [("加VX", "platform")]),
        ("加微信", [("加微信", "platform")]),
        ("薇信微信", [("薇信", "unverified"), ("微信", "platform")]),
        ("电话13812345678", [("13812345678", "unverified")]),
        ("货号138123456789", []),
        ("连衣裙vx123", [("vx123", "unverified")]),
        ("wx_abc12 连衣裙", [("wx_abc12", "unverified")]),
        ("maxwx12", []),
        ("MVXL码", []),  # Latin letters inside others
    ],
)
def test_what_is_flagged_on_taobao(title: str, expected: list[tuple[str, str]]) -> None:
    assert flagged(title, "taobao") == expected


@pytest.mark.parametrize(
    "title", ["第一次穿", "第一代面料", "最近新款", "最大承重200斤", "首饰盒", "冠军杯奖杯", "最小起订2件", "首件包邮"]
)
def test_false_hits_are_allowed(title: str) -> None:
    assert flagged(title, "taobao") == []


def test_an_allowed_phrase_spares_only_itself() -> None:
    assert flagged("第一次最好第一", "taobao") == [("最好", "unless-proven"), ("第一", "unless-proven")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Dress! Free Shipping", ["!", "Free Shipping"]),
        ("Style #4301, <10 lb", []),
        ("Dress # <new>", ["#", "<", ">"]),
        ("Best Seller Dress", ["Best Seller"]),
        ("Dress dress DRESS for a for a for a Dress", ["DRESS", "Dress"]),
        ("SUMMER DRESS WOMEN 2026", ["SUMMER DRESS WOMEN 2026"]),
        ("USB LED Lamp", []),
        ("freeshipping", []),
        ("最佳连衣裙", []),  # the law of another country
    ],
)
def test_what_amazon_forbids(title: str, expected: list[str]) -> None:
    assert [text for text, _ in flagged(title, "amazon")] == expected


def test_some_characters_may_stand_once() -> None:
    assert [text for text, _ in flagged("50% wool & silk, 30% off & more", "etsy")] == ["%", "&"]
    assert [text for text, _ in flagged("a\\b $5 `x`", "etsy")] == ["\\", "$", "`", "`"]


def test_other_platforms_and_addresses() -> None:
    assert [text for text, _ in flagged("TikTok dress www.x.com", "tiktok")] == ["TikTok", "www.", ".com"]
    assert [text for text, _ in flagged("iPhone 15 case!", "wechat")] == ["iPhone 15 case!"]
    assert flagged("iPhone 15 手机壳!", "wechat") == []
    assert flagged("国家级 TikTok !", "mine") == []


def test_a_risk_says_where_and_why() -> None:
    (risk,) = risks("夏季最佳连衣裙", "tmall")
    assert (risk.start, risk.end, risk.name) == (2, 4, "advertising-law")
    assert set(risk.reasons) == {"en", "zh"}
    assert "art. 9" in risk.source
    assert (risk.as_of.year, risk.confidence) == (2026, "B")


@given(
    st.text(alphabet="最佳第一次NO.1 100%ＡＡaa!#&\u200b裙繁ﷺ½", max_size=30),
    st.sampled_from(["taobao", "amazon", "etsy"]),
)
def test_a_flag_lies_in_the_title_and_none_overlap_but_in_one_place(title: str, platform: str) -> None:
    found = risks(title, platform)
    for each in found:
        assert each.text == title[each.start : each.end] != ""
    single = sorted(
        {(each.start, each.end) for each in found if "repeats" not in each.name and "once" not in each.name}
    )
    assert all(left[1] <= right[0] for left, right in pairwise(single))


@pytest.mark.parametrize("char", ["!", "a", "最", "1", " ", "A ", "最好", "a.com"])
def test_a_long_title_takes_no_time(char: str) -> None:
    begun = time.process_time()
    for platform in ("taobao", "amazon", "etsy", "tiktok", "wechat"):
        risks(char * (10_000 // len(char)), platform)
    assert time.process_time() - begun < 5


def test_the_data_is_whole() -> None:
    said = load("title_risks")
    known = {*platforms(), *load("title_rules")["names"]}
    assert len({row.name for row in rows()}) == len(rows())
    for row, made in zip(said["risks"], rows(), strict=True):
        assert row["level"] in LEVELS
        assert row["words"] if "words" in row else row["patterns"]
        assert made.platforms <= known
        assert row["confidence"] in set("ABCD")
        assert row["source"]
        assert made.as_of
        assert all(fold_keyword(word) == word for word in [*row.get("words", ()), *row.get("except", ())])
        for pattern in row.get("patterns", ()):
            assert re.compile(pattern).groups == 0
            assert not re.compile(pattern).match("")
    assert all(fold_keyword(word) == word for word in said["allowed"]["words"])
    assert {level_label(level, "zh") for level in LEVELS} == {said["levels"][level]["zh"] for level in LEVELS}


@pytest.mark.parametrize(
    "row", [row for row in load("title_risks")["risks"] if "words" in row], ids=lambda row: row["name"]
)
def test_every_word_is_flagged_where_it_holds(row: dict[str, list[str]]) -> None:
    first = row["platforms"][0]
    platform = load("title_risks")["groups"]["china"][0] if first == "@china" else first
    for word in row["words"]:
        assert (row["name"], word) in [(each.name, each.text) for each in risks(f"x {word} x", platform)], word
