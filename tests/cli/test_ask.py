"""`tracker ask` and `tracker export`: formats, parameters, and what is told where nothing fits."""

from __future__ import annotations

import csv
import io
import json
import sys
from inspect import signature
from pathlib import Path

import pytest
from pyarrow import parquet

from tests.cli.conftest import Ran, Tracker
from tracker.cli import asking
from tracker.export.keywords import FORMATS
from tracker.store import questions
from tracker.store.place import Store


@pytest.fixture
def filled(tracker: Tracker, good: str, keywords: str) -> Tracker:
    assert tracker("import", good, keywords).code == 0
    return tracker


def test_what_many_questions_take_is_an_option_of_the_command() -> None:
    known = {each.name for question in questions.questions().values() for each in question.parameters}
    options = set(signature(asking.ask).parameters)
    assert options - {"context", "name", "form", "output_file", "store", "lang"} <= known


def test_without_a_name_the_questions_are_listed(tracker: Tracker, store: Store) -> None:
    ran = tracker("ask")
    assert ran.code == 0
    assert all(name in ran.out for name in questions.questions())
    found = tracker("ask", "--format", "json").json
    assert [each["name"] for each in found] == list(questions.questions())
    assert [each["name"] for each in found[0]["columns"]] == [
        each.name for each in questions.get(found[0]["name"]).columns
    ]
    assert not store.path.exists()


# --- formats


@pytest.mark.parametrize("name", list(questions.questions()))
def test_json_is_a_list_of_objects_under_the_documented_columns(
    tracker: Tracker, name: str, sample_store: Store
) -> None:
    ran = tracker("ask", name, "--format", "json", "--store", str(sample_store.path))
    assert ran.code == 0
    columns = [each.name for each in questions.get(name).columns]
    assert ran.json
    assert all(list(each) == columns for each in ran.json)


def test_json_has_numbers_dates_and_null(filled: Tracker) -> None:
    (row,) = filled("ask", "listings", "--format", "json").json
    assert (row["price_low"], row["price_high"]) == (129, 129)
    assert (row["observed_at"], row["rating"], row["variant_key"]) == ("2026-06-01T00:00:00", None, "")
    assert (row["sold_low"], row["sold_high"], row["sold_raw"]) == (10000, None, "1万+")


def test_csv_has_a_bom_and_every_field_quoted(filled: Tracker) -> None:
    ran = filled("ask", "keyword-readings", "--format", "csv")
    assert ran.out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(ran.out.removeprefix("\ufeff"), newline="")))
    assert rows[0] == [each.name for each in questions.get("keyword-readings").columns]
    assert {row[2] for row in rows[1:]} == {"连衣裙", "'=1+1"}


def test_a_parquet_file_has_the_types_of_the_question(filled: Tracker, tmp_path: Path) -> None:
    ran = filled("ask", "listings", "--format", "parquet", "-o", "listings.parquet")
    assert (ran.code, ran.out) == (0, "")
    assert "listings.parquet" in ran.err
    table = parquet.read_table(tmp_path / "listings.parquet")
    assert table.column_names == [each.name for each in questions.get("listings").columns]
    assert str(table.schema.field("price_low").type) == "decimal128(18, 4)"


@pytest.mark.parametrize("suffix", ["csv", "json"])
def test_the_suffix_of_the_file_chooses_the_format(filled: Tracker, suffix: str, tmp_path: Path) -> None:
    ran = filled("ask", "listings", "-o", f"listings.{suffix}")
    assert (ran.code, ran.out) == (0, "")
    printed = filled("ask", "listings", "--format", suffix).out
    assert (tmp_path / f"listings.{suffix}").read_bytes().decode() == printed


def test_a_table_joins_the_ends_of_a_bound_and_tells_how_many_rows(filled: Tracker) -> None:
    ran = filled("ask", "listings")
    assert "price " in ran.out
    assert "price_low" not in ran.out
    assert "红裙" in ran.out
    assert "Rows: 1" in ran.out


def test_a_table_goes_into_a_file_too(filled: Tracker, tmp_path: Path) -> None:
    assert filled("ask", "listings", "-o", "listings.txt").out == ""
    assert "红裙" in (tmp_path / "listings.txt").read_text(encoding="utf-8")


# --- parameters


def test_parameters_are_read_as_people_write_them(filled: Tracker) -> None:
    ran = filled("ask", "keyword-readings", "--source", "生意参谋", "--since", "2026年6月2日", "--format", "json")
    assert [(each["source"], each["value_low"]) for each in ran.json] == [("sycm", 950)]
    assert filled("ask", "listings", "--platform", "淘宝", "--format", "json").json
    assert not filled("ask", "listings", "--platform", "京东", "--format", "json").json


def test_until_is_not_in_the_period(filled: Tracker) -> None:
    ran = filled("ask", "keyword-readings", "--until", "2026-06-08", "--format", "json")
    assert [each["value_low"] for each in ran.json] == [900]


@pytest.mark.parametrize("name", ["shops", "listings"])
def test_no_rows_is_an_answer_that_tells_the_next_step(tracker: Tracker, name: str) -> None:
    assert tracker("ask", name).code == 0
    assert "tracker import" in tracker("ask", name).out
    assert "fewer options" in tracker("ask", name, "--platform", "jd").out


def stopped(ran: Ran, *words: str) -> bool:
    return (ran.code, ran.out) == (2, "") and all(word in ran.err for word in words)


def test_a_question_that_nobody_asks_is_told_with_those_that_exist(tracker: Tracker) -> None:
    assert stopped(tracker("ask", "prices"), "prices", "price-trend")


def test_a_parameter_that_the_question_lacks_is_told_with_those_it_has(tracker: Tracker) -> None:
    assert stopped(tracker("ask", "shops", "--keyword", "裙"), "keyword", "shops", "category")


@pytest.mark.parametrize("text", ["03/04/2026", "soon", "2026-13-01", "昨天", "-"])
def test_a_date_that_cannot_be_read_is_told(tracker: Tracker, text: str) -> None:
    assert stopped(tracker("ask", "shops", f"--since={text}"), "--since", text)


def test_a_file_that_cannot_be_written_is_told(filled: Tracker) -> None:
    assert stopped(filled("ask", "listings", "-o", "no/such/folder/x.csv"), "x.csv")


def test_the_store_is_no_place_for_an_answer(filled: Tracker, store: Store) -> None:
    before = filled("ask", "listings", "--format", "json").out
    for command in (("ask", "listings"), ("ask", "listings", "--format", "csv")):
        assert stopped(filled(*command, "-o", str(store.path)), store.path.name)
    assert filled("ask", "listings", "--format", "json").out == before


def test_as_of_a_day_tells_what_had_been_seen_by_its_end(tracker: Tracker, good: str, tmp_path: Path) -> None:
    later = "日期,店铺名称,宝贝标题,价格,链接\n2026-06-08 09:30,甲店,红裙,99,https://item.taobao.com/item.htm?id=1\n"
    (tmp_path / "later.csv").write_text(later, encoding="utf-8")
    assert tracker("import", good, "later.csv").code == 0

    def prices(*words: str) -> list[int]:
        return [each["price_low"] for each in tracker("ask", "listings", *words, "--format", "json").json]

    assert prices() == prices("--as-of", "2026-06-08") == prices("--as-of=2026-06-08 09:30") == [99]
    assert prices("--as-of", "2026-06-07") == prices("--as-of", "2026-06-08 09:29") == [129]
    assert prices("--as-of", "2026-06-08 00:00") == [129]
    assert prices("--as-of", "2026-05-31") == []


def test_as_of_leaves_out_periods_that_had_not_ended(filled: Tracker) -> None:
    def values(day: str) -> list[int]:
        ran = filled("ask", "keyword-readings", "--source", "sycm", "--as-of", day, "--format", "json")
        return [each["value_low"] for each in ran.json]

    assert (values("2026-06-08"), values("2026-06-07"), values("2026-06-01")) == ([900, 950], [900], [900])
    assert values("2026-05-31") == []


def test_an_answer_is_read_aloud_below_its_table_in_both_languages(filled: Tracker) -> None:
    assert (
        "1 listings are known; they were last seen between 2026-06-01 and 2026-06-01." in filled("ask", "listings").out
    )
    assert "已知 1 个商品" in filled("ask", "listings", "--lang", "zh").out


def test_an_option_of_one_question_is_asked_of_those_that_have_it(filled: Tracker) -> None:
    assert stopped(filled("ask", "listings", "--step", "month"), "step", "listings", "category")
    assert stopped(filled("ask", "listings", "--step=month"), "step", "listings")


@pytest.mark.parametrize("words", [("--step",), ("step", "month"), ("-x", "1"), ("--", "1")])
def test_what_is_no_option_is_told(filled: Tracker, words: tuple[str, ...]) -> None:
    assert stopped(filled("ask", "listings", *words), words[0], "--name value")


def test_options_without_a_question_are_told(tracker: Tracker) -> None:
    assert stopped(tracker("ask", "--step", "month"), "--step month", "tracker ask")


# --- export


@pytest.mark.parametrize("suffix", FORMATS)
def test_export_writes_the_keyword_list(filled: Tracker, suffix: str, tmp_path: Path) -> None:
    ran = filled("export", "keywords", "-o", f"k.{suffix}")
    assert (ran.code, ran.out) == (0, "")
    assert f"Rows: {2 if suffix == 'txt' else 3}" in ran.err  # one keyword was read twice
    assert (tmp_path / f"k.{suffix}").read_bytes()
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_export_keeps_to_its_options(filled: Tracker, tmp_path: Path) -> None:
    options = (
        "--source",
        "sycm",
        "--metric",
        "search_popularity",
        "--since",
        "2026-06-02",
        "--keyword",
        "连衣裙",
    )
    filled("export", "keywords", "-o", "k.json", *options)
    found = json.loads((tmp_path / "k.json").read_text(encoding="utf-8"))
    assert found == filled("ask", "keyword-readings", *options, "--format", "json").json
    assert [each["value_low"] for each in found] == [950]


def test_a_suffix_that_is_not_known_is_told_with_those_that_are(filled: Tracker, tmp_path: Path) -> None:
    assert stopped(filled("export", "keywords", "-o", "k.pdf"), "k.pdf", ".xlsx")
    assert not (tmp_path / "k.pdf").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no write bit of a folder")
def test_the_older_file_stays_where_the_new_one_cannot_be_written(
    filled: Tracker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "k.csv").write_text("older", encoding="utf-8")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert stopped(filled("export", "keywords", "-o", "k.csv"), "k.csv", "No space left")
    assert (tmp_path / "k.csv").read_text(encoding="utf-8") == "older"
    assert [path.name for path in tmp_path.glob(".*")] == []
