"""An answer of many columns as a table that fits a terminal: bounds joined, provenance gives way first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.table import Table

from tracker.cli import output
from tracker.store.questions import Answer

_WIDEST = 32
"""Columns of the terminal that one column takes at most; longer texts are broken into lines."""

_BETWEEN = 2

_GIVES_WAY = (
    *(
        "batch_id",
        "url",
        "shop_key",
        "sold_raw",
        "flags",
        "source_column",
        "review_count",
        "list_name",
        "promotion",
    ),
    *(
        "note",
        "is_own",
        "listed_at",
        "category",
        "price_list",
        "price_coupon",
        "amount",
        "follower",
        "listing",
    ),
    *(
        "score_description",
        "score_service",
        "score_logistics",
        "good_review_share",
        "region",
        "source_row",
        "document",
    ),
    *("availability", "position", "currency", "rating", "review", "variant_key", "listing_key"),
)
"""The columns that a narrow terminal goes without, the first one first; then the last ones of the answer."""


class Grid(NamedTuple):
    """A table, and the columns that it has no room for."""

    table: Table
    left_out: list[str]


class _Column(NamedTuple):
    name: str
    cells: list[str]
    is_number: bool

    @property
    def width(self) -> int:
        longest = max((cell_len(each) for each in self.cells), default=0)
        return min(_WIDEST, max(cell_len(self.name), longest)) + _BETWEEN


def fit(answer: Answer, width: int, gives_way: Sequence[str] = _GIVES_WAY) -> Grid:
    """The answer within `width` columns of a terminal. Columns without any value are left out silently.

    Where there is no room, the columns named in `gives_way` go first, then the last ones.
    """
    columns = [column for column in _columns(answer) if any(column.cells)]
    left_out: list[str] = []
    while sum(column.width for column in columns) > width and len(columns) > 1:
        names = [column.name for column in columns]
        gone = next((name for name in gives_way if name in names), names[-1])
        columns = [column for column in columns if column.name != gone]
        left_out.append(gone)
    numbers = [place for place, column in enumerate(columns) if column.is_number]
    rows = zip(*(column.cells for column in columns), strict=True)
    table = output.table([column.name for column in columns], rows, right=numbers)
    if width < output.WIDE:
        for column in table.columns:
            column.max_width = _WIDEST
    return Grid(table, left_out)


def bound(low: Any, high: Any) -> str:
    """An interval: exact `12`, `10–12`, open `≥ 10` or `≤ 12`; nothing where nothing was observed."""
    if low is None:
        return "" if high is None else f"≤ {output.cell(high)}"
    if high is None:
        return f"≥ {output.cell(low)}"
    return output.cell(low) if low == high else f"{output.cell(low)}–{output.cell(high)}"


def _columns(answer: Answer) -> list[_Column]:
    """The columns of the answer as text, `x_low` and `x_high` as one `x`."""
    made = []
    for place, name in enumerate(answer.columns):
        values = [row[place] for row in answer.rows]
        stem = name.removesuffix("_low")
        if name.endswith("_high") and f"{name.removesuffix('_high')}_low" in answer.columns:
            continue
        if name != stem and f"{stem}_high" in answer.columns:
            highs = [row[answer.columns.index(f"{stem}_high")] for row in answer.rows]
            made.append(
                _Column(stem, [bound(low, high) for low, high in zip(values, highs, strict=True)], is_number=True)
            )
        else:
            made.append(_Column(name, _texts(name, values), _are_numbers(values)))
    return made


def _texts(name: str, values: Sequence[Any]) -> list[str]:
    """Numbers of rows and imports are names, and are not grouped."""
    plain = name in {"source_row", "batch_id"}
    return [str(value) if plain and value is not None else output.plain(output.cell(value)).plain for value in values]


def _are_numbers(values: Sequence[Any]) -> bool:
    return not any(isinstance(value, str) for value in values) and any(
        not isinstance(value, bool) and hasattr(value, "real") for value in values
    )
