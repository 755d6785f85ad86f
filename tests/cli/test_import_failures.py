"""`tracker import` where a file, a setting or a store can't be used: told, and no other document is stopped."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import GOOD, Tracker
from tracker import ingest
from tracker.model import Document
from tracker.store.place import Store

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")


# --- what nobody foresaw


def test_a_failure_of_one_document_stops_no_other(
    tracker: Tracker, good: str, keywords: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ingest.import_document

    def failing(store: Store, document: Document, *others: Any) -> Any:
        if document.name == good:
            raise ValueError("of all things")
        return real(store, document, *others)

    monkeypatch.setattr(ingest, "import_document", failing)
    ran = tracker("import", good, keywords, "--json")
    assert ran.code == 1
    assert [each["document"] for each in ran.json["batches"]] == [keywords]
    (refused,) = ran.json["refused"]
    assert (refused["document"], refused["code"]) == (good, "unexpected")
    assert "ValueError: of all things" in refused["message"]
    monkeypatch.setenv("TRACKER_DEBUG", "1")
    with pytest.raises(ValueError, match="of all things"):
        tracker("import", good)


@pytest.mark.parametrize("name", ["TRACKER_MEMORY_MB", "TRACKER_TIMEZONE"])
def test_a_setting_that_cannot_be_read_is_told_and_still_json(
    tracker: Tracker, good: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "nonsense")
    ran = tracker("import", good, "--json")
    assert ran.code == 2
    (refused,) = ran.json["refused"]
    assert f"{name}" in refused["message"]
    assert "nonsense" in refused["message"]
    assert tracker("import", good).out == ""


# --- files that can't be opened


@LINKS
def test_a_link_to_itself_is_refused(tracker: Tracker, good: str, tmp_path: Path) -> None:
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    ran = tracker("import", "loop.csv", good, "--json")
    assert ran.code == 1
    assert [each["document"] for each in ran.json["batches"]] == [good]
    assert [(each["document"], each["code"]) for each in ran.json["refused"]] == [("loop.csv", "document-unreadable")]
    assert tracker("ask", "listings", "-o", "loop.csv").code in {0, 2}


def test_a_name_that_no_file_can_have_is_refused(tracker: Tracker, good: str) -> None:
    ran = tracker("import", "x" * 300, good, "--json")
    assert ran.code == 1
    assert [each["document"] for each in ran.json["batches"]] == [good]
    assert [each["code"] for each in ran.json["refused"]] == ["document-unreadable"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_closed_file_or_folder_stops_no_other(tracker: Tracker, good: str, tmp_path: Path) -> None:
    (tmp_path / "closed.csv").touch(mode=0)
    (tmp_path / "folder").mkdir(mode=0)
    ran = tracker("import", "closed.csv", "folder", "folder/a.csv", good, "--json")
    (tmp_path / "folder").chmod(0o700)
    assert ran.code == 1
    assert [each["document"] for each in ran.json["batches"]] == [good]
    assert {each["document"] for each in ran.json["refused"]} == {"closed.csv", "folder", "a.csv"}
    assert {each["code"] for each in ran.json["refused"]} == {"document-unreadable"}


@LINKS
def test_what_cannot_be_opened_in_a_folder_stops_no_other_file(tracker: Tracker, good: str, tmp_path: Path) -> None:
    (tmp_path / "broken.csv").symlink_to("nowhere.csv")
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    ran = tracker("import", ".", "--json")
    assert ran.code == 1
    assert [each["document"] for each in ran.json["batches"]] == [good]
    assert [(each["document"], each["code"]) for each in ran.json["refused"]] == [
        ("broken.csv", "document-unreadable"),
        ("loop.csv", "document-unreadable"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has names of characters, not of bytes")
def test_a_file_with_a_name_in_another_encoding_is_imported(tracker: Tracker, tmp_path: Path) -> None:
    name = os.fsdecode("商品.csv".encode("gb18030"))
    try:
        (tmp_path / name).write_text(GOOD, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names of UTF-8 only")
    ran = tracker("import", ".", "--json")
    assert (ran.code, ran.json["refused"]) == (0, [])
    assert [each["document"] for each in ran.json["batches"]] == ["商品.csv"]
    assert tracker("batches").code == 0


# --- stores that can't be written


@pytest.mark.parametrize("place", ["/dev/null/t.duckdb", "/proc/x/t.duckdb", "/proc/t.duckdb"])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="these are places of Linux")
def test_a_store_that_cannot_be_made_is_told_and_still_json(tracker: Tracker, good: str, place: str) -> None:
    ran = tracker("import", good, "--store", place, "--json")
    assert ran.code == 2
    (refused,) = ran.json["refused"]
    assert (refused["document"], refused["code"]) == (good, "store-unwritable")
    assert place in refused["message"]
    assert tracker("status", "--store", place).code == 0
