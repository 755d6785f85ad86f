"""`tracker title suggest`, as users run it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tracker

KEYWORDS = "关键词,搜索人气,在线商品数,日期\n碎花连衣裙,900,5000,2026-06-21\n连衣裙女,1万+,90000,2026-06-21\n茶歇裙,300,100,2026-06-21\n裙,-,3,2026-06-21\n"


def test_the_json_has_the_promised_shape(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(KEYWORDS, encoding="utf-8")
    ran = tracker("title", "suggest", "--platform", "taobao", "--from", str(path), "--limit", "12", "--format", "json")
    assert ran.code == 0
    told = json.loads(ran.out)
    assert list(told) == ["rule", "drafts"]
    assert told["rule"] == {
        "platform": "taobao", "limit": 12, "unit": "gbk", "source": "--limit", "as_of": None, "confidence": None,
    }  # fmt: skip
    first = told["drafts"][0]
    assert list(first) == [
        "title", "words", "length", "covered", "tight", "weight_covered", "weight_total", "optimal", "gap_ratio", "warnings",
    ]  # fmt: skip
    assert (first["title"], first["length"]) == ("碎花连衣裙女", 12)
    assert first["covered"] == first["tight"] == ["连衣裙女", "碎花连衣裙"]
    assert (first["weight_covered"], first["weight_total"]) == (10900, 11200)
    assert (first["optimal"], first["gap_ratio"]) == (True, 0)
    assert first["warnings"] == [
        "Keywords without Search popularity in the list, which count for nothing: 1.",
        "Keywords of which Search popularity is a bound, its low end counted: 1.",
    ]
    assert tracker("batches", "--json").out.strip() == "[]"


def test_the_platforms_own_rule_comes_with_source_and_date(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("keyword,search volume\nred dress,10\n", encoding="utf-8")
    ran = tracker("title", "suggest", "--platform", "亚马逊", "--from", str(path), "--format", "json")
    rule = json.loads(ran.out)["rule"]
    assert (rule["platform"], rule["limit"], rule["unit"]) == ("amazon", 75, "characters")
    assert rule["source"]
    assert rule["as_of"] == "2026-07-27"
    assert rule["confidence"] == "B"


def test_must_and_exclude_take_several_words(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("keyword,search volume\nred dress,10\ntea dress,9\nblue gown,8\n", encoding="utf-8")
    ran = tracker(
        "title", "suggest", "--platform", "ebay", "--from", str(path), "--must", "Tea", "--must", "gown",
        "--exclude", "red", "--exclude", "blue", "--format", "json",
    )  # fmt: skip
    words = json.loads(ran.out)["drafts"][0]["words"]
    assert sorted(words) == ["Tea", "dress", "gown"]


def test_stops_are_told_with_the_next_step(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("keyword,search volume\nred dress,10\n", encoding="utf-8")
    unknown = tracker("title", "suggest", "--platform", "nowhere", "--from", str(path))
    assert unknown.code == 2
    assert "--limit N" in unknown.err
    weight = tracker("title", "suggest", "--platform", "ebay", "--from", str(path), "--weight", "fame")
    assert weight.code == 2
    assert "demand_supply" in weight.err or "formula" in weight.err
    empty = tracker("title", "suggest", "--platform", "ebay")
    assert empty.code == 2
    assert "--from" in empty.err
    long = tracker("title", "suggest", "--platform", "ebay", "--from", str(path), "--limit", "3", "--must", "gown")
    assert long.code == 2
    assert "gown" in long.err


def test_the_table_says_what_is_covered_in_chinese(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(KEYWORDS, encoding="utf-8")
    ran = tracker("title", "suggest", "--platform", "taobao", "--from", str(path), "--lang", "zh")
    assert "碎花连衣裙女" in ran.out or "茶歇裙" in ran.out
    assert "最优" in ran.out
    assert "排名如何" in ran.err


def test_risky_words_are_pointed_at_and_kept(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text("关键词,搜索人气,日期\n最佳连衣裙,900,2026-06-21\n", encoding="utf-8")
    ran = tracker("title", "suggest", "--platform", "taobao", "--from", str(path), "--format", "json")
    draft = json.loads(ran.out)["drafts"][0]
    assert "最佳" in draft["title"]
    assert any("最佳" in warning for warning in draft["warnings"])


@pytest.mark.parametrize("weight", ["blue-ocean", "mine"])
def test_a_formula_that_the_list_has_no_inputs_of_is_told_everywhere(
    tracker: Tracker, tmp_path: Path, weight: str
) -> None:
    path = tmp_path / "words.csv"
    path.write_text("keyword,search volume\nred dress,10\ntea,9\n", encoding="utf-8")
    assert tracker("formula", "set", "mine", "clicks / supply").code == 0
    asked = ("--platform", "ebay", "--from", str(path), "--weight", weight)
    told = json.loads(tracker("title", "suggest", *asked, "--format", "json").out)["drafts"][0]
    assert (told["weight_covered"], told["weight_total"]) == (2, 2)
    assert any("each keyword counts 1" in warning for warning in told["warnings"])
    assert "nothing: each counts 1" in tracker("title", "suggest", *asked).out.replace("\n", " ")
    scored = tracker("title", "score", "red dress", *asked)
    assert "nothing: each counts 1" in scored.out.replace("\n", " ")
    assert "50%" in scored.out
    told = json.loads(tracker("title", "score", "red dress", *asked, "--format", "json").out)
    assert (told["weight"], told["scores"][0]["weight_covered"], told["scores"][0]["weight_total"]) == (None, 1, 2)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "(CPR), of which less weighs more (percentile in the list)."),
        ("zh", "，越低权重越高（按表内百分位计）。"),
    ],
)
def test_less_weighs_more_where_less_is_good(tracker: Tracker, tmp_path: Path, language: str, words: str) -> None:
    path = tmp_path / "words.csv"
    path.write_text("Keyword Phrase,Search Volume,CPR\nred dress,10,4\ntea,9,3\n", encoding="utf-8")
    asked = ("--platform", "amazon", "--from", str(path), "--weight", "cpr", "--lang", language)
    for command in (("suggest",), ("score", "red dress")):
        assert words.replace(" ", "") in "".join(tracker("title", *command, *asked).out.split())


def test_a_score_names_metrics_as_people_do(tracker: Tracker, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(KEYWORDS, encoding="utf-8")
    asked = ("--platform", "taobao", "--from", str(path), "--weight", "opportunity")
    told = tracker("title", "score", "茶歇裙", *asked, "--lang", "zh").out
    assert "搜索人气" in told
    assert "search_popularity" not in told
    assert "search_popularity" not in tracker("title", "score", "茶歇裙", *asked).out
