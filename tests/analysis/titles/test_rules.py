"""How long titles may be: what the data file says, how lengths are counted, and rules of one's own."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.titles.rules import (
    UNITS,
    Rule,
    field_label,
    length,
    platform_label,
    platform_of,
    rule_of,
    rules,
    unit_label,
)
from tracker.normalise.reference import platforms
from tracker.normalise.words import load


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("碎花连衣裙", "gbk", 10),
        ("V领连衣裙 2026", "gbk", 1 + 8 + 5),
        ("Ａ字裙", "gbk", 6),  # a full-width letter is no ASCII
        ("裙😀", "gbk", 4),
        ("裙👨‍👩‍👧", "gbk", 2 + 5 * 2),  # five code points, joined
        ("é", "gbk", 2),
        ("碎花 V领", "hanzi", 5),
        ("Dress for women", "characters", 15),
        ("裙 a", "bytes", 5),
        ("😀", "bytes", 4),
        (" 裙\n", "gbk", 4),  # counted as it is written
        ("", "gbk", 0),
    ],
)
def test_a_length_is_that_of_the_text_as_it_is_written(text: str, unit: str, expected: int) -> None:
    assert length(text, unit) == expected


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(UNITS))
def test_the_parts_of_a_text_are_as_long_as_it_is(left: str, right: str, unit: str) -> None:
    assert length(left + right, unit) == length(left, unit) + length(right, unit)


@given(st.text(alphabet=st.characters(codec="gbk")))
def test_where_gbk_knows_the_text_its_bytes_are_counted(text: str) -> None:
    assert length(text, "gbk") == len(text.encode("gbk"))


@pytest.mark.parametrize(
    ("platform", "field", "limit", "unit", "least"),
    [
        ("taobao", "title", 60, "gbk", None),
        ("xianyu", "title", 30, "hanzi", None),
        ("xiaohongshu", "note_title", 20, "characters", None),
        ("amazon", "search_terms", 249, "bytes", None),
        ("amazon", "item_highlights", 125, "characters", None),
        ("ebay", "subtitle", 55, "characters", None),
        ("etsy", "tag", 20, "characters", None),
        ("tiktok", "title", 200, "characters", 25),
        ("shopee", "title", 120, "characters", 20),
    ],
)
def test_the_rule_of_a_field(platform: str, field: str, limit: int, unit: str, least: int | None) -> None:
    rule = rule_of(platform, field)
    assert rule is not None
    assert (rule.limit, rule.unit, rule.least) == (limit, unit, least)


@pytest.mark.parametrize(
    ("on", "limit"), [(None, 75), (date(2026, 7, 26), 200), (date(2026, 7, 27), 75), (date(2027, 1, 1), 75)]
)
def test_a_rule_that_changed_holds_from_its_day(on: date | None, limit: int) -> None:
    rule = rule_of("amazon", on=on)
    assert rule is not None
    assert rule.limit == limit


def test_the_users_own_rule_stands_before_the_packaged_one() -> None:
    own = Rule("amazon", "title", 90, "characters", is_own=True)
    assert rule_of("amazon", own=[own]) is own
    assert rule_of("amazon", "subtitle", own=[own]) is None


def test_no_rule_is_known_of_an_unknown_platform() -> None:
    assert rule_of("mine") is None


def test_every_rule_names_a_known_platform_and_unit_its_source_and_date() -> None:
    known = {*platforms(), *load("title_rules")["names"]}
    for rule in rules():
        assert rule.platform in known
        assert rule.unit in UNITS
        assert rule.source
        assert rule.as_of
        assert rule.confidence in set("ABCD")
        assert rule.limit > (rule.least or 0) >= 0
        assert set(rule.notes) in ({"en", "zh"}, set())
        assert field_label(rule.field, "zh") != rule.field
        assert unit_label(rule.unit, "zh") != rule.unit
        assert platform_of(rule.platform) == rule.platform
        assert platform_of(platform_label(rule.platform, "zh")) == rule.platform
    begun = [(rule.platform, rule.field, rule.holds_from) for rule in rules()]
    assert len(set(begun)) == len(begun)


def test_hearsay_is_marked() -> None:
    doubtful = {rule.platform for rule in rules() if not rule.is_verified}
    assert doubtful == {"jd", "aliexpress", "lazada", "shopify", "temu"}


@pytest.mark.parametrize(
    ("text", "slug"),
    [("有赞", "youzan"), ("视频号", "wechat"), ("京东", "jd"), ("国际站", "alibaba"), ("1688", "1688")],
)
def test_what_people_call_a_platform(text: str, slug: str) -> None:
    assert platform_of(text) == slug
