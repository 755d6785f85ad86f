"""`tracker title`: rules said and taken back."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Tracker


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
