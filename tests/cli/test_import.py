"""`tracker import`: exit codes, the JSON for scripts, what people read."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import GOOD, REJECTION_KEYS, Tracker
from tracker.store.place import Store

COUNTS = ("read", "accepted", "duplicates", "corrected", "rejected")
BATCH_KEYS = ["batch_id", "document", "kind", "platform", "observed_at", *COUNTS, "rejections"]
SEEN = ("--observed-on", "2026-06-01")


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


def test_a_kind_that_comes_later_is_told(tracker: Tracker, good: str) -> None:
    ran = tracker("import", good, "--kind", "news", "--json")
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
