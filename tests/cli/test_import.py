"""`tracker import`, `batches`, `rejections`, `undo`: exit codes, the JSON for scripts, what people read."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import GOOD, Tracker
from tracker import ingest
from tracker.model import Document
from tracker.store.place import Store

COUNTS = ("read", "accepted", "duplicates", "corrected", "rejected")
BATCH_KEYS = ["batch_id", "document", "kind", "platform", "observed_at", *COUNTS, "rejections"]
REJECTION_KEYS = ["scope", "row", "column", "value", "code", "message"]
SEEN = ("--observed-on", "2026-06-01")

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")


def counts(batch: dict[str, Any]) -> tuple[int, ...]:
    read, *others = (batch[name] for name in COUNTS)
    assert read == sum(others)
    return (read, *others)


# --- one document


def test_the_json_of_an_import_has_the_keys_that_scripts_rely_on(tracker: Tracker, listings: str) -> None:
    ran = tracker("import", listings, *SEEN, "--json")
    assert ran.code == 1
    assert list(ran.json) == ["batches", "refused", "seconds"]
    (batch,) = ran.json["batches"]
    assert list(batch) == BATCH_KEYS
    assert all(list(each) == REJECTION_KEYS for each in batch["rejections"])
    assert (batch["batch_id"], batch["document"], batch["kind"]) == (1, "listings.csv", "listings")
    assert (batch["platform"], batch["observed_at"]) == ("taobao", "2026-06-01T00:00:00")
    assert isinstance(ran.json["seconds"], float)


def test_rows_and_cells_that_were_refused_are_told_with_their_place(tracker: Tracker, listings: str) -> None:
    (batch,) = tracker("import", listings, *SEEN, "--json").json["batches"]
    assert counts(batch) == (4, 3, 0, 0, 1)
    told = [(each["scope"], each["row"], each["column"], each["value"]) for each in batch["rejections"]]
    assert ("cell", 4, "价格", "abc") in told
    assert [scope for scope, row, *_ in told if row == 5] == ["row"]
    assert all(each["code"] and each["message"] for each in batch["rejections"])


def test_a_good_file_ends_with_zero(tracker: Tracker, good: str) -> None:
    ran = tracker("import", good)
    assert ran.code == 0
    assert "good.csv" in ran.out
    assert "tracker undo 1" in ran.out
    assert ran.err == ""


def test_the_same_file_twice_changes_nothing(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    before = tracker("ask", "listings", "--format", "json").json
    ran = tracker("import", good, "--json")
    (batch,) = ran.json["batches"]
    assert (ran.code, batch["batch_id"]) == (0, 1)
    assert counts(batch) == (1, 0, 1, 0, 0)
    assert tracker("ask", "listings", "--format", "json").json == before
    assert "Nothing new" in tracker("import", good).out


def test_options_say_what_the_document_does_not(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("title,price\nred,12\n", encoding="utf-8")
    options = ("--platform", "Amazon", "--category", "dresses", "--shop", "Anna", "--currency", "USD", *SEEN)
    assert tracker("import", "bare.csv", *options).code == 0
    (row,) = tracker("ask", "listings", "--format", "json").json
    said = {name: row[name] for name in ("platform", "category", "shop_name", "currency", "observed_at")}
    assert said == {
        "platform": "amazon",
        "category": "dresses",
        "shop_name": "Anna",
        "currency": "USD",
        "observed_at": "2026-06-01T00:00:00",
    }


def test_standard_input_is_a_document(tracker: Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    ran = tracker("import", "-", "--json")
    assert ran.code == 0
    assert [each["document"] for each in ran.json["batches"]] == ["stdin"]


# --- several documents


def test_a_folder_is_imported_whole_and_a_broken_file_stops_no_other(
    tracker: Tracker, good: str, keywords: str, tmp_path: Path
) -> None:
    (tmp_path / "broken.csv").write_text("hello", encoding="utf-8")
    ran = tracker("import", ".", "--json")
    assert ran.code == 1
    assert [each["document"] for each in ran.json["batches"]] == [good, keywords]
    (refused,) = ran.json["refused"]
    assert list(refused) == ["document", "code", "message"]
    assert refused["document"] == "broken.csv"


def test_the_files_of_the_store_are_no_documents(tracker: Tracker, good: str, store: Store) -> None:
    tracker("import", good)
    ran = tracker("import", ".", "--json")
    assert (ran.code, ran.json["refused"]) == (0, [])
    ran = tracker("import", str(store.path), "--json")
    assert [each["code"] for each in ran.json["refused"]] == ["document-is-store"]
    assert ran.code == 2


def test_an_empty_folder_is_told(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = tracker("import", "empty", "--json")
    assert ran.code == 2
    assert [each["code"] for each in ran.json["refused"]] == ["folder-empty"]


# --- nothing imported


def test_json_is_printed_also_when_all_was_refused(tracker: Tracker, store: Store) -> None:
    ran = tracker("import", "absent.csv", "gone.csv", "--json")
    assert ran.code == 2
    assert ran.json["batches"] == []
    assert [(each["document"], each["code"]) for each in ran.json["refused"]] == [
        ("absent.csv", "document-unreadable"),
        ("gone.csv", "document-unreadable"),
    ]
    assert not store.path.exists()


def test_a_refused_document_is_told_on_stderr(tracker: Tracker, listings: str) -> None:
    ran = tracker("import", listings)
    assert ran.code == 2
    assert ran.out == ""
    assert "listings.csv" in ran.err
    assert "--observed-on" in ran.err


@pytest.mark.parametrize("kind", ["sales", "news"])
def test_kinds_that_come_later_are_told(tracker: Tracker, good: str, kind: str) -> None:
    ran = tracker("import", good, "--kind", kind, "--json")
    assert ran.code == 2
    assert [each["code"] for each in ran.json["refused"]] == ["kind-not-yet"]


def test_a_kind_that_does_not_exist_is_a_wrong_command(tracker: Tracker, good: str) -> None:
    ran = tracker("import", good, "--kind", "prices")
    assert ran.code == 2
    assert "prices" in ran.err


def test_a_store_that_cannot_be_used_stops_all_and_is_still_json(tracker: Tracker, good: str, tmp_path: Path) -> None:
    ran = tracker("import", good, "--store", str(tmp_path), "--json")
    assert ran.code == 2
    assert [(each["document"], each["code"]) for each in ran.json["refused"]] == [(good, "store-is-folder")]


def test_a_store_that_fails_on_the_way_stops_all_and_is_still_json(
    tracker: Tracker, good: str, keywords: str, store: Store
) -> None:
    store.path.parent.mkdir(parents=True)
    store.path.write_bytes(b"no database, but long enough to be read")
    ran = tracker("import", good, keywords, "--json")
    assert ran.code == 2
    assert [(each["document"], each["code"]) for each in ran.json["refused"]] == [
        (good, "store-damaged"),
        (keywords, "store-damaged"),
    ]


# --- trial


def test_a_trial_tells_the_counts_and_writes_nothing(tracker: Tracker, listings: str, store: Store) -> None:
    ran = tracker("import", listings, *SEEN, "--dry-run", "--json")
    assert ran.code == 1
    (batch,) = ran.json["batches"]
    assert list(batch)[: len(BATCH_KEYS)] == BATCH_KEYS
    assert batch["batch_id"] is None
    assert counts(batch) == (4, 3, 0, 0, 1)
    assert (batch["platform"], batch["observed_at"]) == ("taobao", "2026-06-01T00:00:00")
    assert not store.path.parent.exists()


def test_a_trial_over_a_store_leaves_it_as_it_was(tracker: Tracker, good: str, listings: str) -> None:
    tracker("import", good)
    before = tracker("batches", "--json").json
    ran = tracker("import", listings, *SEEN, "--dry-run")
    assert ran.code == 1
    assert "trial" in ran.out
    assert tracker("batches", "--json").json == before


def test_a_trial_of_what_is_there_already_tells_duplicates(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    (batch,) = tracker("import", good, "--dry-run", "--json").json["batches"]
    assert counts(batch) == (1, 0, 1, 0, 0)


# --- what people read


def test_the_report_shows_the_first_rejections_and_where_the_others_are(tracker: Tracker, listings: str) -> None:
    ran = tracker("import", listings, *SEEN)
    assert "abc" in ran.out
    assert "价格" in ran.out
    assert "tracker rejections 1" in ran.out


@pytest.mark.parametrize(
    "nasty", ["\x1b[31mred", "\x9b31mred", "[bold]red", "[/]red", ":smile:", "\x07red", "\u202ered"]
)
def test_a_cell_of_others_is_shown_as_text(tracker: Tracker, nasty: str, tmp_path: Path) -> None:
    (tmp_path / "nasty.csv").write_text(
        f"日期,宝贝标题,价格,已售,链接\n2026-06-01,裙,{nasty},3,https://item.taobao.com/item.htm?id=1\n",
        encoding="utf-8",
    )
    ran = tracker("import", "nasty.csv")
    assert not set(ran.out) & {"\x1b", "\x9b", "\x07", "\u202e"}
    visible = nasty.strip("\x1b\x9b\x07\u202e")
    assert visible in ran.out
    raw = tracker("import", "nasty.csv", "--json").out
    assert not set(raw) & {"\x1b", "\x9b", "\x07"}


# --- batches, rejections, undo


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
