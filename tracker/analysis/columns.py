"""Columns of gathered rows as numpy arrays, and back as columns of an answer."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyarrow import Array, Table


def numbers(table: Table, name: str) -> NDArray[np.float64]:
    """A column as float64; null is NaN."""
    return np.asarray(table.column(name).to_numpy(), dtype=np.float64)


def moments(table: Table, name: str) -> NDArray[np.datetime64]:
    """A column of timestamps as datetime64[us]; null is NaT."""
    return np.asarray(table.column(name).to_numpy(), dtype="datetime64[us]")


def marks(table: Table, name: str) -> NDArray[np.bool_]:
    """A column of booleans without nulls."""
    return np.asarray(table.column(name).to_numpy(), dtype=np.bool_)


def texts(table: Table, name: str) -> list[str | None]:
    """A column of texts."""
    return list(table.column(name).to_pylist())


def chosen(values: Any, codes: Sequence[str]) -> NDArray[np.object_]:
    """The text of each number (a place in `codes`); None for NaN."""
    known = np.array([*codes, None], dtype=object)
    return known[np.where(np.isnan(values), len(codes), values).astype(np.int64)]


def groups(keys: Sequence[Hashable]) -> list[NDArray[np.int64]]:
    """The places of the rows of each key, in the order in which the keys come first."""
    places: dict[Hashable, list[int]] = {}
    for place, key in enumerate(keys):
        places.setdefault(key, []).append(place)
    return [np.array(rows, dtype=np.int64) for rows in places.values()]


def whole(values: NDArray[np.float64]) -> Array:
    """Whole numbers as BIGINT; NaN and infinity are null."""
    import pyarrow as pa

    return pa.array(values, pa.float64(), mask=~np.isfinite(values)).cast(pa.int64())


def money(values: NDArray[np.float64]) -> Array:
    """Amounts as DECIMAL(24,4), wide enough for a price times a counter; NaN and infinity are null."""
    import pyarrow as pa

    return pa.array(values, pa.float64(), mask=~np.isfinite(values)).cast(pa.decimal128(24, 4))


def rows_of(columns: Mapping[str, Any], places: NDArray[np.int64]) -> dict[str, Any]:
    """The rows at these places of all columns, in their order, as Arrow arrays; NaN and NaT are null."""
    import pyarrow as pa

    return {
        name: (each if isinstance(each, pa.Array | pa.ChunkedArray) else pa.array(each, from_pandas=True)).take(places)
        for name, each in columns.items()
    }
