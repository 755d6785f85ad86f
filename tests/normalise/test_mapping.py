"""What the user says of columns: how it is written, which column it means, and when two tables have one shape."""

from __future__ import annotations

import pytest

from tracker.errors import InputError
from tracker.normalise import mapping


def test_pairs_are_parsed_and_sorted() -> None:
    assert mapping.parse(["品名=title", "#3=price", "a=b=sold:monthly", "备注=-", "cnt=term:air pods"]) == (
        ("#3", "price"),
        ("a=b", "sold:monthly"),
        ("cnt", "term:air pods"),
        ("品名", "title"),
        ("备注", "-"),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title", "map-unreadable"),
        ("=title", "map-unreadable"),
        ("品名=", "map-unreadable"),
        ("品名=titel", "map-field-unknown"),
        ("品名=sold:yearly", "map-field-unknown"),
        ("品名=title:x", "map-field-unknown"),
    ],
)
def test_what_can_t_be_meant_is_told(text: str, code: str) -> None:
    with pytest.raises(InputError) as refused:
        mapping.parse([text])
    assert refused.value.code == code
    assert text in str(refused.value)


@pytest.mark.parametrize(
    ("column", "index"),
    [("Price", 1), ("price", 1), ("价 格", 2), ("價格", 2), ("#1", 0), ("#3", 2), ("#9", None), ("none", None)],
)
def test_a_column_is_named_by_header_or_place(column: str, index: int | None) -> None:
    assert mapping.place_of(column, ("Game", "PRICE", "价格")) == index


def test_one_shape_whatever_the_order_and_writing() -> None:
    assert mapping.fingerprint(("标题", "价格", "")) == mapping.fingerprint(("價格", " 标题 "))
    assert mapping.fingerprint(("标题", "价格")) != mapping.fingerprint(("标题", "价格", "销量"))


def test_a_place_is_remembered_by_its_header_where_that_is_alone() -> None:
    assert mapping.by_header({"#2": "price"}, ("Game", "Cost")) == {"Cost": "price"}
    assert mapping.by_header({"#2": "price"}, ("Cost", "Cost")) == {"#2": "price"}
