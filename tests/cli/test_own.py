"""`tracker product` and `tracker target`: said, listed, asked, taken back."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Tracker
from tracker.store.place import Store


def test_a_product_from_its_name_to_its_end(tracker: Tracker, good: str) -> None:
    assert tracker("import", good).code == 0
    assert tracker("product", "add", "裙子", "--note", "夏", "--json").json == {"product": "裙子", "note": "夏"}
    link = ("product", "link", "裙子", "淘宝")
    ran = tracker(*link, "红裙", "--relation", "equivalent", "--pack", "2", "--amount", "500", "--unit", "ml", "--json")
    assert ran.json == {
        "product": "裙子", "platform": "taobao", "listing_key": "1", "variant_key": "", "relation": "equivalent",
        "pack_count": 2, "unit_amount": 500, "unit": "ml",
    }  # fmt: skip
    (row,) = tracker("ask", "products", "--product", "裙子", "--format", "json").json
    assert (row["listing_key"], row["price_low"], row["pack_count"]) == ("1", 129, 2)
    assert tracker("product", "list", "--json").json[0]["members"][0]["listing_key"] == "1"
    assert "裙子" in tracker("product", "list").out
    assert tracker("product", "unlink", "裙子", "taobao", "1").code == 0
    assert tracker("product", "delete", "裙子").code == 0
    assert tracker("product", "list", "--json").json == []


def test_a_listing_that_nobody_saw_is_not_linked(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    tracker("product", "add", "裙子")
    ran = tracker("product", "link", "裙子", "taobao", "77")
    assert (ran.code, "77" in ran.err) == (2, True)


def test_a_target_from_its_start_to_its_end(tracker: Tracker) -> None:
    words = ("target", "set", "taobao", "甲店", "--start", "100", "--since", "2026-06-03")
    ran = tracker(*words, "--growth", "5%", "--saturation", "400", "--high-months", "11 6", "--json")
    assert (ran.json["since"], ran.json["growth_ratio"], ran.json["high_months"]) == ("2026-06-01", 0.05, [6, 11])
    rows = tracker("ask", "targets", "--weeks", "2", "--format", "json").json
    assert [(row["season"], row["planned"]) for row in rows] == [
        ("high", 100),
        ("high", 105),
        ("low", 100),
        ("low", 105),
    ]
    assert "甲店" in tracker("target", "list").out
    assert tracker("target", "delete", "taobao", "甲店", "--json").json["deleted"] == 1
    assert tracker("target", "list", "--json").json == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--start", "viel", "--since", "2026-06-01"), "viel"),
        (("--start", "1", "--since", "gestern"), "gestern"),
        (("--start", "1", "--since", "2026-06-01", "--high-months", "13"), "13"),
        (("--start", "1", "--since", "2026-06-01", "--measure", "amount"), "currency"),
        (("--start", "NaN", "--since", "2026-06-01"), "NaN"),
    ],
)
def test_what_makes_no_sense_is_told_and_keeps_nothing(
    tracker: Tracker, store: Store, words: tuple[str, ...], told: str
) -> None:
    ran = tracker("target", "set", "taobao", "甲店", *words)
    assert (ran.code, told in ran.err) == (2, True)
    assert tracker("target", "list", "--json").json == []
