"""`tracker title`: rules said and taken back, and titles scored."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Tracker
from tracker.store.place import Store


def test_a_rule_of_ones_own_from_its_start_to_its_end(tracker: Tracker) -> None:
    (packaged,) = tracker("title", "rules", "--platform", "京东", "--json").json
    assert (packaged["limit"], packaged["unit"], packaged["is_own"], packaged["is_verified"]) == (
        50,
        "gbk",
        False,
        False,
    )
    words = ("title", "rules", "set", "京东", "--limit", "90", "--unit", "gbk", "--source", "后台")
    kept = tracker(*words, "--as-of", "2026-11-01", "--json").json
    assert (kept["platform"], kept["field"], kept["limit"], kept["as_of"]) == ("jd", "title", 90, "2026-11-01")
    assert tracker("title", "rules", "set", "jd", "--limit", "80", "--unit", "gbk").code == 0
    (own,) = tracker("title", "rules", "--platform", "jd", "--json").json
    assert (own["limit"], own["is_own"], own["source"]) == (80, True, None)
    assert tracker("title", "rules", "delete", "jd").code == 0
    assert tracker("title", "rules", "--platform", "jd", "--json").json == [packaged]


def test_all_rules_are_listed_with_what_is_doubtful(tracker: Tracker) -> None:
    out = tracker("title", "rules").out
    assert "2026-07-27" in out
    assert "nobody checked it" in out
    assert "No rule of 某站" in tracker("title", "rules", "--platform", "某站").out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("set", "jd", "--limit", "0", "--unit", "gbk"), "limit"),
        (("set", "jd", "--limit", "9", "--unit", "inches"), "unit. "),
        (("set", "jd", "--limit", "9", "--unit", "gbk", "--as-of", "gestern"), "gestern"),
        (("delete", "jd"), "jd"),
    ],
)
def test_what_makes_no_sense_is_told(tracker: Tracker, words: tuple[str, ...], told: str) -> None:
    ran = tracker("title", "rules", *words)
    assert (ran.code, told in ran.err) == (2, True)
    assert all(not each["is_own"] for each in tracker("title", "rules", "--json").json)


WORDS = """来源,平台,日期,关键词,搜索人气
甲表,淘宝,2026-06-01,连衣裙,1000
甲表,淘宝,2026-06-01,碎花连衣裙,1万+
甲表,淘宝,2026-06-01,半身裙,-
"""


@pytest.fixture
def words(tmp_path: Path) -> str:
    (tmp_path / "words.csv").write_text(WORDS, encoding="utf-8")
    return "words.csv"


def test_versions_are_scored_against_a_file_that_is_not_stored(tracker: Tracker, words: str, store: Store) -> None:
    ran = tracker(
        "title", "score", "碎花连衣裙最佳", "连衣裙", "--platform", "淘宝", "--from", words, "--format", "json"
    )
    assert (ran.code, store.path.exists()) == (0, False)
    first, second = ran.json["scores"]
    assert ran.json["rule"]["limit"] == 60
    assert (ran.json["list"]["source"], ran.json["list"]["keyword_count"], ran.json["rivals"]) == ("甲表", 2, 0)
    assert (first["length"], first["covered_count"], first["tight_count"]) == (14, 2, 2)
    assert (first["demand_covered_low"], first["demand_covered_high"]) == (11000, None)
    assert [(each["text"], each["level"], each["start"]) for each in first["risks"]] == [("最佳", "explicit", 5)]
    assert (second["covered_count"], second["missing"][0]["word"], second["missing"][0]["cost"]) == (1, "碎花", 4)


def test_the_stores_list_and_rivals_and_an_own_listing(tracker: Tracker, words: str, good: str) -> None:
    tracker("import", words)
    tracker("import", good)
    ran = tracker(
        "title", "score", "--listing", "1", "连衣裙", "--platform", "taobao", "--format", "json", "--limit", "3"
    )
    assert [(each["title"], each["over"]) for each in ran.json["scores"]] == [("红裙", 1), ("连衣裙", 3)]
    assert "红裙" in tracker("title", "score", "--listing", "1", "--platform", "taobao").out


def test_lines_of_standard_input_that_spreadsheets_would_obey(
    tracker: Tracker, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = '=HYPERLINK("x")\n\n裙,"子"\n😀\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))
    out = tracker("title", "score", "-", "--platform", "mine", "--from", words, "--format", "csv").out
    titles = [row["title"] for row in csv.DictReader(io.StringIO(out.lstrip("\ufeff")))]
    assert titles == ['\'=HYPERLINK("x")', '裙,"子"', "😀"]


def test_bytes_that_are_no_text_are_no_trouble(tracker: Tracker, words: str) -> None:
    ran = tracker("title", "score", "\udcff裙", "--platform", "taobao", "--from", words, "--format", "json")
    assert (ran.code, ran.json["scores"][0]["title"]) == (0, "\ufffd裙")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((), "no title to score"),
        (("连衣裙",), "no keyword list"),
        (("--listing", "77"), "77"),
        (("连衣裙", "--from", "words.csv", "--weight", "guess"), "guess"),
        (("连衣裙", "--from", "absent.csv"), "absent.csv"),
    ],
)
def test_what_a_score_needs_is_told(tracker: Tracker, words: str, more: tuple[str, ...], told: str) -> None:
    ran = tracker("title", "score", *more, "--platform", "taobao")
    assert (ran.code, told in ran.err) == (2, True)
