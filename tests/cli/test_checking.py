"""`tracker status` and `tracker audit`."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.cli.conftest import Tracker
from tracker import __version__
from tracker.cli.checking import chosen_by
from tracker.store.migrate import migrations
from tracker.store.place import Store


def test_status_tells_of_a_store_that_does_not_exist_yet(tracker: Tracker, store: Store) -> None:
    ran = tracker("status", "--json")
    assert ran.code == 0
    assert (ran.json["store"], ran.json["chosen_by"]) == (str(store.path), "environment")
    assert (ran.json["exists"], ran.json["size_mb"], ran.json["newest_observed_at"]) == (False, None, None)
    assert tracker("status").code == 0
    assert not store.path.exists()


def test_status_counts_what_stands(tracker: Tracker, good: str, keywords: str) -> None:
    tracker("import", good, keywords)
    tracker("undo", "1")
    said = tracker("status", "--json").json
    assert said["batches"] == {"standing": 1, "undone": 1}
    assert said["facts"] == {"listing_snapshot": 0, "shop_snapshot": 0, "keyword_reading": 3, "own_sales": 0}
    assert (said["newest_observed_at"], said["version"]) == ("2026-06-08T00:00:00", __version__)
    assert (said["documents"], said["schema"], said["exists"]) == (2, len(migrations()), True)
    assert said["size_mb"] > 0
    assert said["store"] in tracker("status").out


def test_the_store_is_chosen_by_option_setting_folder_or_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert chosen_by(None) == "user"
    (tmp_path / "data").mkdir()
    assert chosen_by(None) == "data"
    monkeypatch.setenv("TRACKER_STORE", "x.duckdb")
    assert chosen_by(None) == "environment"
    assert chosen_by(Path("y.duckdb")) == "option"


def test_audit_finds_nothing_in_a_sound_store(tracker: Tracker, good: str) -> None:
    assert tracker("audit").code == 0
    tracker("import", good)
    ran = tracker("audit", "--json")
    assert ran.code == 0
    assert {tuple(each) for each in ran.json} == {("audit", "finds", "rows")}
    assert not any(each["rows"] for each in ran.json)


def test_audit_ends_with_one_where_it_finds_wrong_rows(tracker: Tracker, good: str, store: Store) -> None:
    tracker("import", good)
    with duckdb.connect(str(store.path)) as con:
        con.execute("UPDATE listing_snapshot SET price_low = 999")
    ran = tracker("audit", "--json")
    assert ran.code == 1
    assert {each["audit"] for each in ran.json if each["rows"]} == {"bounds-ordered"}
    ran = tracker("audit")
    assert ran.code == 1
    assert "bounds-ordered" in ran.out


def test_audit_finds_a_document_that_is_gone(tracker: Tracker, good: str, store: Store) -> None:
    tracker("import", good)
    next(store.documents.rglob("*.zst")).unlink()
    ran = tracker("audit", "--json")
    assert ran.code == 1
    assert [row["name"] for each in ran.json for row in each["rows"]] == ["good.csv"]
