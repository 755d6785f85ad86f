"""What the user says of columns holds where the column is, is remembered, and is told where no table has it."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.errors import DocumentRefused
from tracker.store.connect import reading
from tracker.store.mappings import list_mappings
from tracker.store.place import Store

SEEN = {"platform": "taobao", "observed_on": "2026-06-01"}


def two_sheets() -> bytes:
    """Listings on both sheets; the first calls its title 叫法, which nobody knows."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "甲"
    for row in (["叫法", "价格"], ["红裙", 129], ["蓝裙", 99]):
        first.append(row)
    second = book.create_sheet("乙")
    for row in (["宝贝标题", "价格"], ["绿裙", 79]):
        second.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def titles(store: Store) -> set[str]:
    return {row["title"] for row in ask(store, "listings").records()}


def test_what_is_said_of_one_sheet_leaves_the_other_as_it_is(bring: Bring, store: Store) -> None:
    batches = bring(two_sheets(), "two.xlsx", columns="叫法=title", **SEEN)
    assert {each.sheet: each.accepted for each in batches} == {"甲": 2, "乙": 1}
    assert titles(store) == {"红裙", "蓝裙", "绿裙"}
    with reading(store) as con:
        assert [dict(each.columns) for each in list_mappings(con)] == [{"叫法": "title"}]


def test_a_column_that_no_table_has_stops_the_document_before_anything_is_stored(bring: Bring, store: Store) -> None:
    with pytest.raises(DocumentRefused) as refused:
        bring(two_sheets(), "two.xlsx", columns="叫法=title|没有=price", **SEEN)
    assert (refused.value.code, refused.value.facts["column"]) == ("map-column-unknown", "没有")
    with reading(store) as con:
        assert con.execute("SELECT count(*) FROM batch").fetchone() == (0,)


def test_what_is_said_now_stands_beside_what_was_said_before(bring: Bring, store: Store) -> None:
    bring("叫法,价格,数\n红裙,129,5\n", "a.csv", columns="叫法=title", **SEEN)
    bring("叫法,价格,数\n蓝裙,99,7\n", "b.csv", columns="数=review_count", **SEEN)
    assert titles(store) == {"红裙", "蓝裙"}
    with reading(store) as con:
        (kept,) = list_mappings(con)
    assert dict(kept.columns) == {"叫法": "title", "数": "review_count"}
