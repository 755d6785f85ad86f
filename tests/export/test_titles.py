"""Workbooks of several sheets, and fields that are filled by their rule."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.export.test_keywords import ANSWER, NASTY
from tracker.analysis.titles.rules import length
from tracker.analysis.titles.segment import key
from tracker.export.keywords import FORMATS
from tracker.export.titles import fill
from tracker.export.workbook import to_workbook
from tracker.store.questions import Answer
from tracker.store.title_rules import Rule


def sheets(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet by its header, as calamine reads them."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = {}
    for name in book.sheet_names:
        head, *rows = book.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip(map(str, head), row, strict=True)) for row in rows]
    return found


def test_sheets_are_frozen_filtered_and_ratios_are_percentages_that_stay_numbers() -> None:
    one = Answer(("keyword", "value_low", "unit", "gap_ratio"), [("a", 0.455, "ratio", 0.1), ("b", 3, "count", None)])
    book = openpyxl.load_workbook(io.BytesIO(to_workbook({"first": one, "second": ANSWER})))
    sheet = book["first"]
    assert book.sheetnames == ["first", "second"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D3")
    assert [(sheet.cell(2, 2).value, sheet.cell(2, 2).number_format), sheet.cell(3, 2).number_format] == [
        (0.455, "0.0#%"), "General",
    ]  # fmt: skip
    assert (sheet.cell(2, 4).value, sheet.cell(2, 4).number_format) == (0.1, "0.0#%")


@pytest.mark.parametrize("text", NASTY)
def test_a_workbook_of_several_sheets_keeps_each_text(text: str) -> None:
    found = sheets(to_workbook({"a": Answer(("k",), [(text,)]), "b": Answer(("k",), [(text,)])}))
    assert found == {"a": [{"k": text}], "b": [{"k": text}]}


# --- a platform's field


def rule(limit: int, unit: str = "bytes") -> Rule:
    return Rule("amazon", "search_terms", limit, unit, "test")


def test_words_fill_a_field_the_heaviest_first_none_twice_and_none_cut() -> None:
    """ "summer dress" has 12 bytes; "maxi" would make 17, "red" 16: the one that fits is taken."""
    words = [["summer", "dress"], ["Dress", "maxi"], ["red", "SUMMER"], ["x"]]
    assert fill(words, rule(16)) == "summer dress red"
    assert fill(words, rule(11)) == "summer maxi"
    assert fill(words, rule(0)) == ""


def test_bytes_of_utf8_are_counted_for_amazon() -> None:
    assert fill([["裙子", "👗"]], rule(6)) == "裙子"
    assert fill([["裙子", "👗"]], rule(11)) == "裙子 👗"


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)


@given(
    st.lists(st.lists(texts, max_size=4), max_size=12),
    st.integers(0, 60),
    st.sampled_from(["bytes", "gbk", "characters"]),
)
def test_a_field_is_never_over_its_limit_and_holds_whole_words_once(
    keywords: list[list[str]], limit: int, unit: str
) -> None:
    text = fill(keywords, rule(limit, unit))
    assert length(text, unit) <= limit
    words = {" ".join(word.split()) for each in keywords for word in each}
    held, rest = [], text
    while rest:
        word = max((each for each in words if each and (rest == each or rest.startswith(f"{each} "))), key=len)
        held.append(key(word))
        rest = rest.removeprefix(word).removeprefix(" ")
    assert len(held) == len(set(held))


def test_formats_of_one_sheet_are_as_before() -> None:
    assert sheets(FORMATS["xlsx"](ANSWER))["keywords"][0]["keyword"] == NASTY[0]
