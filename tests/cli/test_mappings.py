"""`tracker mappings`: what was said of columns, listed, edited, taken along."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Tracker
from tracker.store.place import Store

TABLE = "甲,乙,丙\n淘宝,品,12元\n"
OPTIONS = ("--observed-on", "2026-06-01", "--map", "甲=platform", "--map", "乙=title", "--map", "丙=price")


@pytest.fixture
def said(tracker: Tracker, tmp_path: Path) -> str:
    """The fingerprint of a shape of which the columns were said."""
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    assert tracker("import", "a.csv", *OPTIONS).code == 0
    (found,) = tracker("mappings", "--json").json
    return str(found["fingerprint"])


def test_they_are_listed_and_shown(tracker: Tracker, said: str) -> None:
    ran = tracker("mappings")
    assert said in ran.out
    assert "丙=price" in ran.out
    found = tracker("mappings", "show", said, "--json").json
    assert found["columns"] == {"甲": "platform", "乙": "title", "丙": "price"}
    assert (found["headers"], found["document"]) == (["甲", "乙", "丙"], "a.csv")
    text = tracker("mappings", "show", said).out
    assert [line.split() for line in text.splitlines() if line.startswith("丙")] == [["丙", "price", "Price"]]


def test_an_empty_store_has_none_and_is_not_made(tracker: Tracker, store: Store) -> None:
    ran = tracker("mappings")
    assert (ran.code, "--map" in ran.out) == (0, True)
    assert tracker("mappings", "--json").json == []
    for command in (("show",), ("delete",), ("set", "--map", "甲=title")):
        ran = tracker("mappings", command[0], "0000", *command[1:])
        assert (ran.code, "tracker mappings" in ran.err) == (2, True)
    assert not store.path.exists()


def test_setting_a_column_leaves_the_others_and_holds_for_the_next_table(
    tracker: Tracker, said: str, tmp_path: Path
) -> None:
    ran = tracker("mappings", "set", said, "--map", " 乙 =listing_key", "--json")
    assert (ran.code, ran.json["columns"]) == (0, {"甲": "platform", "乙": "listing_key", "丙": "price"})
    (tmp_path / "b.csv").write_text("丙,甲,乙\n7,京东,55\n", encoding="utf-8")
    assert tracker("import", "b.csv", "--observed-on", "2026-06-02").code == 0
    (row,) = tracker("ask", "listings", "--platform", "jd", "--format", "json").json
    assert (row["listing_key"], row["price_low"]) == ("55", 7)


@pytest.mark.parametrize(("pair", "told"), [("丁=price", "丁"), ("乙=colour", "colour"), ("乙", "乙")])
def test_what_can_not_be_said_changes_nothing(tracker: Tracker, said: str, pair: str, told: str) -> None:
    before = tracker("mappings", "--json").json
    ran = tracker("mappings", "set", said, "--map", pair)
    assert (ran.code, told in ran.err) == (2, True)
    assert tracker("mappings", "--json").json == before


def test_one_is_forgotten(tracker: Tracker, said: str) -> None:
    assert tracker("mappings", "delete", said).code == 0
    assert tracker("mappings", "--json").json == []
    assert tracker("mappings", "delete", said).code == 2


def test_a_list_goes_to_another_store_and_comes_out_the_same(tracker: Tracker, said: str, tmp_path: Path) -> None:
    assert tracker("mappings", "export", "-o", "m.json").code == 0
    assert tracker("mappings", "export", "-o", "m.json").code == 2
    other = str(tmp_path / "other" / "o.duckdb")
    (tmp_path / "other").mkdir()
    assert tracker("mappings", "import", "m.json", "--store", other).code == 0
    again = tracker("mappings", "export", "--store", other)
    assert again.out == (tmp_path / "m.json").read_text(encoding="utf-8")
    assert json.loads(again.out) == tracker("mappings", "--json").json
    assert tracker("import", "a.csv", "--observed-on", "2026-06-01", "--store", other).code == 0


BROKEN = [
    ({"fingerprint": "0123456789abcdef"}, "0123456789abcdef"),
    ({"headers": ["甲", "乙"]}, "fingerprint"),
    ({"columns": {"甲": "colour"}}, "colour"),
    ({"columns": {"丁": "title"}}, "丁"),
    ({"columns": {"甲": 3}}, "columns"),
    ({"kind": "everything"}, "kind"),
    ({"headers": "甲乙丙"}, "headers"),
    ({"entered_at": "yesterday"}, "entered_at"),
]


@pytest.mark.parametrize(("change", "told"), BROKEN)
def test_a_list_with_one_unsound_entry_is_refused_whole(
    tracker: Tracker, said: str, tmp_path: Path, change: dict, told: str
) -> None:
    before = tracker("mappings", "--json").json
    good = {**before[0], "headers": ["子", "丑"], "columns": {"子": "title"}, "fingerprint": "1"}
    (tmp_path / "m.json").write_text(
        json.dumps([{**before[0], "document": "new"}, {**before[0], **change}, good]), "utf-8"
    )
    ran = tracker("mappings", "import", "m.json")
    assert ran.code == 2
    assert told in ran.err
    assert "m.json" in ran.err or "--map" in ran.err or "field" in ran.err
    assert tracker("mappings", "--json").json == before


@pytest.mark.parametrize("text", ["", "{}", "[1]", "[{}]", "标题,价格\n", "[" * 100_000])
def test_a_file_that_is_no_list_of_mappings_is_refused(
    tracker: Tracker, store: Store, tmp_path: Path, text: str
) -> None:
    (tmp_path / "m.json").write_text(text, encoding="utf-8")
    ran = tracker("mappings", "import", "m.json")
    assert (ran.code, "“m.json” is no list of column mappings" in ran.err) == (2, True)
    assert not store.path.exists()


def test_options_before_the_command_are_not_lost_silently(tracker: Tracker, said: str) -> None:
    assert tracker("mappings", "--json", "show", said).code == 2
