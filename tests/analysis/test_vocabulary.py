"""What a list of keywords teaches of its own words, and what the user says of them."""

from __future__ import annotations

import pytest

from tracker.analysis.keywords.roles import listed_roles
from tracker.analysis.titles.pattern import is_han
from tracker.analysis.titles.segment import Segmenter, key
from tracker.analysis.titles.vocabulary import Word, segmenter_of, trade_words

WORDS = (
    "防晒衣女 防晒衣男 夏季防晒衣 儿童防晒衣 防晒霜 手机壳 苹果手机壳 华为手机壳 手机支架 丝圈脚垫 朗逸丝圈脚垫 速腾丝圈脚垫 "
    "朗逸脚垫 朗逸座套 速腾脚垫 速腾座套 汽车脚垫 全包围脚垫 全包围汽车脚垫 朗逸全包围 碎花连衣裙 碎花裙 碎花半身裙 法式碎花 "
    "法式连衣裙 连衣裙女 连衣裙女夏 碎花连衣裙女夏 茶歇裙 法式茶歇裙 茶歇裙女"
)
LIST = WORDS.split()


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("儿童防晒衣夏季", "儿童 防晒衣 夏季"),
        ("苹果手机壳手机支架", "苹果 手机壳 手机 支架"),
        ("朗逸速腾全包围丝圈脚垫", "朗逸 速腾 全包围 丝圈 脚垫"),
        ("法式碎花连衣裙女夏", "法式 碎花 连衣裙 女 夏"),
        ("碎花裙茶歇裙女", "碎花 裙 茶歇裙 女"),
        ("包邮小个子", "包邮 小个子"),
    ],
)
def test_what_the_list_keeps_together_is_one_word_and_what_stands_apart_is_not(text: str, cut: str) -> None:
    assert segmenter_of(LIST).words(text) == cut.split()


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("雪纺连衣裙显瘦显高", "雪纺 连衣裙 显瘦 显高"),
        ("小香风雪纺卫衣女", "小香风 雪纺 卫衣 女"),
        ("露肩上衣打底裤", "露肩 上衣 打底裤"),
        ("猫粮狗粮手机壳快充网红", "猫粮 狗粮 手机壳 快充 网红"),
        ("防溅水花洒暖宝宝", "防 溅水 花洒 暖宝宝"),
    ],
)
def test_words_of_the_trade_are_known_without_a_list(text: str, cut: str) -> None:
    assert segmenter_of([]).words(text) == cut.split()


def test_what_is_listed_of_the_trade_is_what_the_dictionary_lacks() -> None:
    words = trade_words()
    cut = Segmenter().many(words)
    assert len(set(words)) == len(words) >= 300
    assert [word for word, parts in zip(words, cut, strict=True) if len(parts) == 1] == []
    assert [word for word in words if not is_han(word) or key(word) != word or word in listed_roles()] == []
    assert [word for word in words if not 2 <= len(word) <= 4] == ["伊丽莎白圈"]
    joined = [parts for parts in cut if all(len(each) > 1 for each in parts)]
    assert joined == [["空气", "炸锅"], ["小叶", "紫檀"]]  # neither of their parts is sought alone


def test_the_user_parts_a_word_of_the_trade() -> None:
    assert segmenter_of([], [Word("雪纺", is_whole=False)]).words("雪纺裙") == list("雪纺裙")


def test_a_word_of_the_dictionary_is_two_where_the_list_has_both_apart() -> None:
    before = segmenter_of([*LIST, "儿童玩具"]).words("儿童玩具")
    after = segmenter_of([*LIST, "儿童玩具", "红色玩具", "蓝色玩具", "玩具红色", "儿童红色", "儿童蓝色"]).words(
        "儿童玩具"
    )
    assert (before, after) == (["儿童玩具"], ["儿童", "玩具"])


@pytest.mark.parametrize(
    ("keywords", "text", "cut"),
    [
        (["燃脂塑身"], "女燃脂茶", "女 燃脂 茶"),
        (["夏魔变女"], "魔变", "魔变"),
        (["魔变燃脂塑身", "魔变胶囊"], "燃脂", "燃脂"),
        (["魔变燃脂塑身"], "魔变", "魔 变"),
        (["紫裙连衣裙", "裙"], "紫裙", "紫 裙"),
        (["紫裙连衣裙", "碎花裙半身裙"], "紫裙", "紫 裙"),
        (["紫裙连衣裙", "碎花裙"], "紫裙", "紫裙"),
        (["紫女连衣裙"], "紫女", "紫 女"),
        (["紫/裙连衣裙"], "紫裙", "紫 裙"),
        (["red 紫裙 dress"], "紫裙", "紫裙"),
        (["dress-紫裙、连衣裙"], "紫裙", "紫裙"),
    ],
)
def test_two_loose_hanzi_between_other_words_are_one_from_the_first_keyword_on(
    keywords: list[str], text: str, cut: str
) -> None:
    assert segmenter_of(keywords).words(text) == segmenter_of(keywords[::-1]).words(text) == cut.split()


def test_a_word_of_two_hanzi_is_cut_alike_in_all_that_is_compared() -> None:
    made = segmenter_of(["燃脂塑身", "燃脂茶"])
    assert made.words("补水燃脂茶燃脂塑身") == ["补水", "燃脂", "茶", "燃脂", "塑身"]
    said = [Word("燃脂", is_whole=False)]
    assert segmenter_of(["燃脂塑身"], said).words("燃脂塑身") == ["燃", "脂", "塑身"]


def test_a_keyword_counts_once_however_often_it_stands_there() -> None:
    assert segmenter_of(["防晒衣", "防曬衣", "防晒 衣", "防晒衣女"] * 9).words("防晒衣") == ["防晒", "衣"]


def test_where_all_keywords_have_a_word_nothing_coheres_with_it_until_it_is_sure() -> None:
    heads = ["防晒霜", "防晒帽", "防晒伞", "防晒"]
    few = [f"防晒衣{each}" for each in ("女", "男", "2026", "夏季", "xl")]
    more = [*few, *(f"防晒衣{each}" for each in ("儿童", "户外", "冰丝", "透气", "宽松"))]
    assert segmenter_of([*heads, *few]).words("防晒衣") == ["防晒", "衣"]
    assert segmenter_of([*heads, *more]).words("防晒衣") == ["防晒衣"]


def test_the_user_comes_before_the_list() -> None:
    said = [Word("防晒衣", is_whole=False), Word("碎花连衣裙", is_whole=True), Word("手机壳", role="core")]
    assert segmenter_of(LIST, said).words("碎花连衣裙防晒衣手机壳") == ["碎花连衣裙", "防晒", "衣", "手机壳"]


@pytest.mark.parametrize("keywords", [[], [""], ["😀"], ["裙"], ['=HYPERLINK("x")', "a,b", "c\nd"]])
def test_lists_that_teach_nothing_are_no_error(keywords: list[str]) -> None:
    assert segmenter_of(keywords).words("连衣裙女") == ["连衣裙", "女"]


def test_the_order_of_the_list_teaches_nothing_else() -> None:
    texts = [*LIST, "朗逸速腾全包围丝圈脚垫"]
    assert segmenter_of(LIST[::-1]).many(texts) == segmenter_of(LIST).many(texts)
