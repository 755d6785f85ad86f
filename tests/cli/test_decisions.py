"""`tracker decision`: written down, listed, asked, taken back."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Tracker
from tracker.store.place import Store


def test_a_decision_from_its_note_to_its_end(tracker: Tracker, good: str) -> None:
    assert tracker("import", good).code == 0
    words = ("decision", "add", "淘宝", "红裙", "--kind", "title", "--on", "2026-03-02")
    ran = tracker(*words, "--before", "红裙", "--after", ' 法式红裙, "新" ', "--note", "=1+1", "--json")
    assert ran.json == {
        "decision_id": 1, "platform": "taobao", "listing_key": "1", "kind": "title",
        "changed_at": "2026-03-02T00:00:00", "before": "红裙", "after": "法式红裙, \"新\"", "note": "=1+1",
        "is_known": True,
    }  # fmt: skip
    assert ran.err == ""
    tracker("decision", "add", "taobao", "1", "--kind", "PRICE", "--on", "2026-03-05 14:30", "--after", "99")
    listed = tracker("decision", "list", "--json").json
    assert [(each["decision_id"], each["kind"], each["changed_at"]) for each in listed] == [
        (1, "title", "2026-03-02T00:00:00"),
        (2, "price", "2026-03-05T14:30:00"),
    ]
    assert "法式红裙" in tracker("decision", "list").out
    assert tracker("decision", "list", "--listing", "2", "--json").json == []
    assert tracker("decision", "delete", "1", "--json").json["deleted"] is True
    tracker("decision", "add", "taobao", "1", "--kind", "other", "--on", "2027-01-01")
    assert [each["decision_id"] for each in tracker("decision", "list", "--json").json] == [2, 3]


def test_a_listing_that_nobody_saw_is_kept_and_said_to_be_unknown(tracker: Tracker) -> None:
    ran = tracker("decision", "add", "amazon", "B0TEST", "--kind", "title", "--on", "2026-03-02")
    assert (ran.code, "B0TEST" in ran.err) == (0, True)
    assert tracker("decision", "list", "--json").json[0]["listing_key"] == "B0TEST"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("1", "--kind", "colour", "--on", "2026-03-02"), "colour"),
        (("1", "--kind", "title", "--on", "gestern"), "gestern"),
        (("1", "--kind", "title", "--on", "03/04/2026"), "03/04/2026"),
        (("  ", "--kind", "title", "--on", "2026-03-02"), "listing"),
        (("1", "--kind", "title", "--on", "2026-03-02", "--after", "裙" * 10_001), "10,000"),
    ],
)
def test_what_makes_no_sense_is_told_and_keeps_nothing(
    tracker: Tracker, store: Store, words: tuple[str, ...], told: str
) -> None:
    ran = tracker("decision", "add", "taobao", *words)
    assert (ran.code, told.replace(",", "") in ran.err.replace(",", "")) == (2, True)
    assert tracker("decision", "list", "--json").json == []


def test_a_decision_that_is_not_there_is_named(tracker: Tracker) -> None:
    ran = tracker("decision", "delete", "7")
    assert (ran.code, "7" in ran.err) == (2, True)
