"""JSON as APIs, scrapers and pandas write it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read.parts import parts, refusal, rows, table
from tracker.model import RawTable

ROWS = [{"title": "裙", "price": 19.90}, {"title": "裤", "price": None, "sold": 5}]
EXPECTED = {1: ["title", "price", "sold"], 2: ["裙", "19.9", ""], 3: ["裤", "", "5"]}
SHAPES = {
    "a list": json.dumps(ROWS),
    "a list inside": json.dumps({"code": 0, "data": {"total": 2, "items": ROWS}}),
    "a call": f"/**/mtopjsonp3({json.dumps({'data': ROWS})});\n",
    "a script": f"window.rawData = {json.dumps({'data': ROWS})};",
    "one line each": "\n".join(json.dumps(row) for row in ROWS),
    "one line each, in signs as they are": "\r\n".join(json.dumps(row, ensure_ascii=False) for row in ROWS) + "\r\n",
    "lists": json.dumps([["title", "price", "sold"], ["裙", 19.9, ""], ["裤", None, 5]]),
    "split": json.dumps(
        {"columns": ["title", "price", "sold"], "index": [0, 1], "data": [["裙", 19.9, None], ["裤", None, 5]]}
    ),
    "columns of objects": json.dumps(
        {"title": {"0": "裙", "1": "裤"}, "price": {"0": 19.9, "1": None}, "sold": {"0": None, "1": 5}}
    ),
    "columns of lists": json.dumps({"title": ["裙", "裤"], "price": [19.9, None], "sold": [None, 5]}),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_one_table_in_every_shape(text: str, encoding: str, tmp_path: Path) -> None:
    found = table(text.encode(encoding), tmp_path)
    assert rows(found) == EXPECTED
    assert (found.sheet, found.separated) == (None, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '[{"a": 1.50, "b": 123456789012345678901, "c": 1e5, "d": NaN}]',
            ["1.50", "123456789012345678901", "1e5", "NaN"],
        ),
        ('[{"a": {"amount": 5, "unit": {"code": "CNY"}}, "b": {}}]', ["5", "CNY", ""]),
        ('[{"a": ["x", 1, null, true], "b": []}]', ["x | 1 |  | true", ""]),
        ('[{"a": [{"size": "S", "n": 1.0}, 2]}]', ['[{"size": "S", "n": 1.0}, 2]']),
        ('[{"a": true, "b": false, "c": "true"}]', ["true", "false", "true"]),
        ('[{"a": "x\\ny\\u0000z", "b": "\\ud83d\\ude42"}]', ["x\nyz", "🙂"]),
        ('{"title": "裙", "price": "5"}', ["裙", "5"]),
    ],
)
def test_values_stand_as_they_are_written(text: str, expected: list[str], tmp_path: Path) -> None:
    assert rows(table(text, tmp_path))[2] == expected


def test_records_under_their_ids_keep_them(tmp_path: Path) -> None:
    text = json.dumps({"612": {"title": "裙", "price": 5}, "613": {"title": "裤", "price": 6}})
    assert rows(table(text, tmp_path)) == {1: ["key", "title", "price"], 2: ["612", "裙", "5"], 3: ["613", "裤", "6"]}


def test_several_lists_are_named_by_their_paths(tmp_path: Path) -> None:
    text = json.dumps({"data": {"shops": [{"name": "a", "n": 1}], "items": ROWS}, "tags": ["x"]})
    found = [each for each in parts(text, tmp_path) if isinstance(each, RawTable)]
    assert [each.sheet for each in found] == ["data.shops", "data.items"]
    assert rows(found[1]) == EXPECTED


def test_a_blank_line_and_a_null_keep_their_places(tmp_path: Path) -> None:
    assert list(rows(table('{"a": 1, "b": 2}\n\n{"a": 3, "b": 4}\n', tmp_path))) == [1, 2, 4]
    assert list(rows(table('[{"a": 1, "b": 2}, null, {"a": 3, "b": 4}]', tmp_path))) == [1, 2, 4]


def test_objects_that_would_make_too_many_columns_stay_json(tmp_path: Path) -> None:
    text = json.dumps([{"title": "裙", "stock": {str(number): number for number in range(300)}}])
    found = rows(table(text, tmp_path))
    assert found[1] == ["title", "stock"]
    assert json.loads(found[2][1])["299"] == 299


@pytest.mark.parametrize(
    ("text", "code", "what"),
    [
        ("[" * 100_000 + "]" * 100_000, "json-too-large", "levels"),
        ('{"a":' * 100_000, "json-too-large", "levels"),
        ('[{"a": 1}', "json-unreadable", None),
        ('{"a": 1, "a": 2}', "json-unreadable", None),
        ('{"a": 1}\n{"a": 2\n{"a": 3}\n', "json-unreadable", None),
        ('[{"a": "\\ud800"}, {"a": 1}]', "json-unreadable", None),
        ('{"code": 0, "data": []}', "json-no-table", None),
        ('[["a"], {"b": 1}]', "json-no-table", None),
        (json.dumps([{str(number): 1 for number in range(201)}]), "json-too-large", "columns"),
        ('[{"a": "' + "x" * 1_100_000 + '"}]', "json-too-large", "row_characters"),
    ],
)
def test_json_that_is_refused(text: str, code: str, what: str | None, tmp_path: Path) -> None:
    refused = refusal(text, tmp_path)
    assert (refused.code, refused.facts.get("what")) == (code, what)


def test_a_broken_line_is_told_with_its_number(tmp_path: Path) -> None:
    assert "line 2:" in str(refusal('{"a": 1}\n{"a": 2\n{"a": 3}\n', tmp_path))


def test_brackets_in_texts_are_no_levels(tmp_path: Path) -> None:
    found = table(json.dumps([{"a": "[" * 500 + '\\"', "b": "{" * 500}]), tmp_path)
    assert rows(found)[2] == ["[" * 500 + '\\"', "{" * 500]


def test_what_a_scraper_wrote(corpus: Callable[[str], Path], tmp_path: Path) -> None:
    found = table(corpus("pages/jmikh__ecom__mantraband_products.json").read_bytes(), tmp_path)
    assert len(rows(found)) == 99
    assert {"url", "price", "product_name", "original_price"} <= set(found.head[0])
