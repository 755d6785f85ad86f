"""`tracker batches`, `rejections`, `undo`: what was imported, what was refused, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import REJECTION_KEYS, Tracker
from tracker.store.place import Store


def test_batches_are_listed_the_newest_first(tracker: Tracker, good: str, keywords: str) -> None:
    assert tracker("batches", "--json").json == []
    assert tracker("batches").out
    tracker("import", good)
    tracker("import", keywords)
    found = tracker("batches", "--json").json
    assert [(each["batch_id"], each["document"], each["read"]) for each in found] == [
        (2, "keywords.csv", 3),
        (1, "good.csv", 1),
    ]
    assert found[0]["entered_at"].endswith("Z")
    assert found[0]["undone_at"] is None
    assert good in tracker("batches").out


def test_rejections_are_told_whole(tracker: Tracker, tmp_path: Path, good: str) -> None:
    rows = "".join(f"2026-06-01,裙,x{n},{n},https://item.taobao.com/item.htm?id={n}\n" for n in range(1, 151))
    (tmp_path / "many.csv").write_text("日期,宝贝标题,价格,已售,链接\n" + rows, encoding="utf-8")
    (batch,) = tracker("import", "many.csv", "--json").json["batches"]
    assert len(batch["rejections"]) == 100
    ran = tracker("rejections", "1", "--json")
    assert ran.code == 0
    assert len(ran.json) == 150
    assert list(ran.json[0]) == REJECTION_KEYS
    assert "x150" in tracker("rejections", "1").out
    tracker("import", good)
    assert tracker("rejections", "2").code == 0
    assert tracker("rejections", "2", "--json").json == []


def test_undo_tells_what_it_did_and_leaves_the_answers_of_before(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    ran = tracker("undo", "1", "--json")
    assert ran.code == 0
    assert ran.json == {
        "batch_id": 1,
        "document": "good.csv",
        "removed": 1,
        "brought_back": 0,
        "taken_over": 0,
        "left": 0,
    }
    assert tracker("ask", "listings", "--format", "json").json == []
    tracker("import", good)
    assert "good.csv" in tracker("undo", "2").out


@pytest.mark.parametrize("command", ["undo", "rejections"])
def test_an_import_that_does_not_exist_is_told(tracker: Tracker, command: str, store: Store) -> None:
    ran = tracker(command, "9")
    assert (ran.code, ran.out) == (2, "")
    assert "9" in ran.err
    assert not store.path.exists()


def test_an_import_is_taken_back_once(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    assert [tracker("undo", "1").code, tracker("undo", "1").code] == [0, 2]
