"""Computed answers: types of the head, parameters with their ranges, and sentences."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pytest

from tracker.analysis import given
from tracker.analysis.asking import shaped
from tracker.errors import InputError
from tracker.store.questions import Entry, Question

TYPES = ("VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP", "DECIMAL(18,4)")


def question(*types: str) -> Question:
    columns = tuple(Entry(f"c{place}", each, "a column") for place, each in enumerate(types))
    return Question(name="made", answers="?", grain=("c0",), parameters=(), columns=columns, sql="")


def test_columns_take_the_types_of_the_head() -> None:
    at = datetime(2026, 3, 1, 9, 30)  # noqa: DTZ001 - the market's wall time has no zone
    row = ["红裙", 3, 0.5, True, date(2026, 3, 1), at, Decimal("1.5")]
    table = shaped(question(*TYPES), {f"c{place}": [value] for place, value in enumerate(row)})
    assert list(table.to_pylist()[0].values()) == row
    assert [str(each) for each in table.schema.types] == [
        "string", "int64", "double", "bool", "date32[day]", "timestamp[us]", "decimal128(18, 4)",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_missing_is_null(kind: str) -> None:
    assert shaped(question(kind), {"c0": [None]}).column(0).to_pylist() == [None]
    if kind in {"BIGINT", "DOUBLE", "DECIMAL(18,4)"}:
        assert shaped(question(kind), {"c0": np.array([np.nan, 2.0])}).column(0).to_pylist() == [None, 2]


def test_money_is_rounded_to_its_scale_and_no_further() -> None:
    table = shaped(question("DECIMAL(18,4)"), {"c0": np.array([0.1 + 0.2, 59.00005, 1e9])})
    assert table.column(0).to_pylist() == [Decimal("0.3000"), Decimal("59.0000"), Decimal(1_000_000_000)]


def test_a_question_without_rows_has_its_columns() -> None:
    table = shaped(question(*TYPES), {f"c{place}": [] for place in range(len(TYPES))})
    assert (table.num_rows, table.num_columns) == (0, len(TYPES))


def test_a_column_that_a_step_forgot_is_an_error() -> None:
    with pytest.raises(KeyError):
        shaped(question("BIGINT", "BIGINT"), {"c0": [1]})


def test_a_choice_is_the_first_one_until_another_is_named() -> None:
    assert given.choice({}, "step", ("week", "month")) == "week"
    assert given.choice({"step": "month"}, "step", ("week", "month")) == "month"
    with pytest.raises(InputError) as caught:
        given.choice({"step": "year"}, "step", ("week", "month"))
    assert (caught.value.code, caught.value.facts["known"]) == ("choice-unknown", "week, month")


@pytest.mark.parametrize("value", [0, 53, 1e9, "12"])
def test_a_number_out_of_its_range_is_told_with_the_range(value: float) -> None:
    assert given.whole({}, "window", 13, 2, 52) == 13
    assert given.whole({"window": 52}, "window", 13, 2, 52) == 52
    with pytest.raises(InputError) as caught:
        given.whole({"window": value}, "window", 13, 2, 52)
    assert caught.value.code == "number-out-of-range"
    assert "2" in str(caught.value)
    assert "52" in str(caught.value)
