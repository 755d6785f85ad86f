"""Exports for work on titles: hostile keywords come back equal from every format, and fields are filled."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Tracker
from tracker.analysis.titles.rules import length, rule_of
from tracker.export.formula import neutralised

HOSTILE = ['=HYPERLINK("http://x","y")', '连衣裙, "夏"\n新款', "👗 碎花裙", "@sum", "'quoted", "普通裙"]
TABLE = "来源,日期,关键词,搜索人气,点击率\n" + "".join(
    '生意参谋,2026-03-01,"{}",{},45.5%\n'.format(text.replace('"', '""'), 100 - place)
    for place, text in enumerate(HOSTILE)
)


@pytest.fixture
def listed(tracker: Tracker, tmp_path: Path) -> Tracker:
    (tmp_path / "words.csv").write_text(TABLE, encoding="utf-8")
    assert tracker("import", "words.csv", "--kind", "keywords").code == 0
    return tracker


def sheets(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by its header, as calamine reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def test_hostile_keywords_come_back_equal_from_every_sheet_of_the_workbook(listed: Tracker, tmp_path: Path) -> None:
    assert listed("export", "title", "-o", "t.xlsx", "--platform", "taobao").code == 0
    data = (tmp_path / "t.xlsx").read_bytes()
    found = sheets(data)
    assert list(found) == ["drafts", "keywords", "roots", "rules", "sources"]
    assert list(dict.fromkeys(row["keyword"] for row in found["keywords"])) == HOSTILE
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "b", "d"}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        pages = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
        assert not any("<f>" in page or "hyperlink" in page.lower() for page in pages)


def test_every_keyword_has_its_evidence_and_says_whether_the_draft_covers_it(listed: Tracker, tmp_path: Path) -> None:
    listed("export", "title", "-o", "t.xlsx", "--platform", "taobao")
    found = sheets((tmp_path / "t.xlsx").read_bytes())
    (plain,) = (row for row in found["keywords"] if (row["keyword"], row["metric"]) == ("普通裙", "search_popularity"))
    named = ("source", "value_low", "value_high", "unit", "document", "source_row", "weight")
    assert [plain[name] for name in named] == ["sycm", 95, 95, "index", "words.csv", 7, 95]
    (best, *_) = found["drafts"]
    assert best["is_optimal"] is True
    covered = {row["keyword"] for row in found["keywords"] if row["is_covered"]}
    assert len(covered) == best["covered_count"]
    assert (found["rules"][0]["is_used"], found["rules"][0]["limit"]) == (True, best["limit"])
    assert [row["document"] for row in found["sources"]] == ["words.csv"]
    assert found["sources"][0]["keyword_count"] == len(HOSTILE)


def test_roots_count_the_keywords_that_hold_them(tracker: Tracker, tmp_path: Path) -> None:
    """连衣裙 stands in both keywords, 100 + 50; 夏 in one. Doubled within one keyword it counts once."""
    (tmp_path / "k.csv").write_text("关键词,搜索人气\n连衣裙 夏 夏,100\n连衣裙,50\n", encoding="utf-8")
    assert tracker("export", "title", "-o", "t.xlsx", "--platform", "taobao", "--from", "k.csv").code == 0
    roots = {row["root"]: row for row in sheets((tmp_path / "t.xlsx").read_bytes())["roots"]}
    assert (roots["连衣裙"]["keyword_count"], roots["连衣裙"]["weight"]) == (2, 150)
    assert (roots["夏"]["keyword_count"], roots["夏"]["weight"]) == (1, 100)
    assert tracker("ask", "keyword-lists", "--format", "json").json == []


def test_the_words_of_a_demanded_text_are_in_the_draft(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text("关键词,搜索人气\niphone 15 case,1万+\nclear case,50\n", encoding="utf-8")
    asked = ("export", "title", "-o", "t.xlsx", "--platform", "amazon", "--from", "k.csv", "--must", "iphone 15")
    assert tracker(*asked).code == 0
    roots = {row["root"]: row for row in sheets((tmp_path / "t.xlsx").read_bytes())["roots"]}
    assert roots["iphone"]["is_in_draft"] is True
    assert roots["15"]["is_in_draft"] is True
    assert roots["case"]["weight"] == 10_050  # of 1万+ what is certain


def test_keywords_that_nothing_weighs_count_one_in_every_sheet(listed: Tracker, tmp_path: Path) -> None:
    assert listed("export", "title", "-o", "t.xlsx", "--platform", "taobao", "--weight", "blue-ocean").code == 0
    found = sheets((tmp_path / "t.xlsx").read_bytes())
    assert {row["weight"] for row in found["keywords"]} == {1}
    assert all(row["weight"] == row["keyword_count"] for row in found["roots"])
    assert found["drafts"][0]["weight_total"] == len(HOSTILE)
    assert "each keyword counts 1" in found["drafts"][0]["warnings"]
    assert found["sources"][0]["weight"] in {None, ""}


def test_a_title_is_written_to_a_workbook_alone(listed: Tracker) -> None:
    ran = listed("export", "title", "-o", "t.csv", "--platform", "taobao")
    assert (ran.code, ".xlsx" in ran.err) == (2, True)


def test_every_format_gives_hostile_keywords_back(listed: Tracker, tmp_path: Path) -> None:
    """In csv what a spreadsheet would run has an apostrophe before it; in txt a line break inside is a blank."""
    for suffix in ("csv", "xlsx", "txt", "json"):
        assert listed("export", "keywords", "-o", f"k.{suffix}").code == 0
    csv = pd.read_csv(tmp_path / "k.csv", keep_default_na=False)
    assert list(dict.fromkeys(csv["keyword"])) == [neutralised(each) for each in HOSTILE]
    told = json.loads((tmp_path / "k.json").read_text(encoding="utf-8"))
    assert list(dict.fromkeys(row["keyword"] for row in told)) == HOSTILE
    (book,) = sheets((tmp_path / "k.xlsx").read_bytes()).values()
    assert list(dict.fromkeys(row["keyword"] for row in book)) == HOSTILE
    lines = (tmp_path / "k.txt").read_text(encoding="utf-8").split("\n")
    assert lines == [*(each.replace("\n", " ") for each in HOSTILE), ""]


def test_keywords_in_the_order_of_their_weight(tracker: Tracker, tmp_path: Path) -> None:
    """The newest reading counts: 裙 fell from 900 to 1."""
    rows = "生意参谋,2026-03-01,裙,900\n生意参谋,2026-03-01,裤,5\n生意参谋,2026-03-08,裙,1\n生意参谋,2026-03-08,衫,70\n"
    (tmp_path / "k.csv").write_text("来源,日期,关键词,搜索人气\n" + rows, encoding="utf-8")
    tracker("import", "k.csv", "--kind", "keywords")
    tracker("export", "keywords", "-o", "shown.txt")
    tracker("export", "keywords", "-o", "weight.txt", "--order", "weight")
    tracker("export", "keywords", "-o", "weight.json", "--order", "weight")
    assert (tmp_path / "shown.txt").read_text(encoding="utf-8").split() == ["裙", "裤", "衫"]
    assert (tmp_path / "weight.txt").read_text(encoding="utf-8").split() == ["衫", "裤", "裙"]
    told = json.loads((tmp_path / "weight.json").read_text(encoding="utf-8"))
    assert [(row["keyword"], row["value_low"]) for row in told] == [("衫", 70), ("裤", 5), ("裙", 900), ("裙", 1)]


def test_amazons_search_terms_are_cut_by_its_rule(tracker: Tracker, tmp_path: Path) -> None:
    """Keywords of Taobao aren't Amazon's; those of a source without a platform are."""
    lines = "".join(f"Google Keyword Planner,,2026-03-01,dress number{place},{1000 - place}\n" for place in range(60))
    table = f"来源,平台,日期,关键词,搜索量\n{lines}生意参谋,淘宝,2026-03-01,连衣裙,99999\n"
    (tmp_path / "k.csv").write_text(table, encoding="utf-8")
    assert tracker("import", "k.csv", "--kind", "keywords").code == 0
    ran = tracker("export", "keywords", "-o", "f.txt", "--platform", "amazon", "--field", "search_terms")
    text = (tmp_path / "f.txt").read_text(encoding="utf-8").removesuffix("\n")
    found = rule_of("amazon", "search_terms")
    assert found is not None
    assert length(text, "bytes") <= found.limit == 249
    assert text.startswith("dress number0 number1 ")
    assert "连衣裙" not in text
    assert "of 249 bytes" in ran.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("-o", "f.txt", "--field", "search_terms"), "--platform"),
        (("-o", "f.csv", "--platform", "amazon", "--field", "search_terms"), ".txt"),
        (("-o", "f.txt", "--platform", "amazon", "--field", "colour"), "colour"),
    ],
)
def test_a_field_that_cannot_be_filled_is_told(listed: Tracker, words: tuple[str, ...], told: str) -> None:
    ran = listed("export", "keywords", *words)
    assert (ran.code, told in ran.err) == (2, True)
