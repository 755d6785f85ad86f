"""`tracker formula`: the packaged formulas are listed, own ones are checked, kept and taken back."""

from __future__ import annotations

from tests.cli.conftest import Tracker


def test_the_packaged_formulas_are_listed_with_what_they_rest_on(tracker: Tracker) -> None:
    rows = {row["name"]: row for row in tracker("formula", "list", "--json").json}
    row = rows["blue-ocean-mall"]
    assert row["metrics"] == ["search_popularity", "click_ratio", "conversion_ratio", "mall_click_ratio", "supply"]
    assert (row["direction"], row["confidence"], row["as_of"], row["is_own"]) == ("high", "D", "2026-11-01", False)
    assert "蓝海值" in tracker("formula", "list", "--lang", "zh").out


def test_an_own_formula_from_its_start_to_its_end(tracker: Tracker) -> None:
    made = tracker("formula", "set", "我的", "搜索人气 / (在线商品数 + 1)", "--meaning", "试", "--json").json
    assert (made["expression"], made["labels"]["zh"]) == ("search_popularity / (supply + 1)", "试")
    assert tracker("formula", "list", "--json").json[-1]["name"] == "我的"
    assert tracker("formula", "set", "我的", "supply", "--good", "low", "--json").json["direction"] == "low"
    assert tracker("formula", "delete", "我的", "--json").json == {"name": "我的", "deleted": 1}
    assert not any(row["is_own"] for row in tracker("formula", "list", "--json").json)


def test_what_is_no_formula_is_told_and_keeps_nothing(tracker: Tracker) -> None:
    ran = tracker("formula", "set", "我的", "搜索人气 / 0")
    assert (ran.code, "divides by zero" in ran.err) == (2, True)
    assert tracker("formula", "delete", "我的").code == 2
