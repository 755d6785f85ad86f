"""Gathered rows as numpy sees them: columns of an Arrow table as numbers, and rows numbered by their series."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyarrow import ChunkedArray, Table


def floats(column: ChunkedArray) -> NDArray[np.float64]:
    """A column of numbers; NaN where it is null."""
    import pyarrow as pa

    return np.asarray(column.cast(pa.float64()).to_numpy(), dtype=np.float64)


def days(column: ChunkedArray) -> NDArray[np.float64]:
    """A column of times that is nowhere null, in days since 1970-01-01."""
    moment = column.to_numpy().astype("datetime64[us]").astype(np.int64)
    return np.asarray(moment / 86_400_000_000)


def distinct(column: ChunkedArray) -> tuple[list[Any], NDArray[np.int32]]:
    """The different values of a column as Python's, null among them, and the place of each row's value there."""
    encoded = column.combine_chunks().dictionary_encode("encode")
    places = np.asarray(np.from_dlpack(encoded.indices), np.int32)  # to_numpy would import pandas
    return encoded.dictionary.to_pylist(), places


def values(column: ChunkedArray, make: Callable[[Any], Any] | None = None) -> list[Any]:
    """A column as Python's values, or as what `make` makes of them; one that comes again is made once."""
    known, places = distinct(column)
    made = np.empty(len(known), dtype=object)
    made[:] = known if make is None else [make(each) for each in known]
    found: list[Any] = made[places].tolist()
    return found


def lists(table: Table, name: str) -> tuple[Table, NDArray[np.int64]]:
    """A column of lists of structs as a table, one list after the other, and how many structs each list holds."""
    import pyarrow as pa

    column = table.column(name).combine_chunks()
    return pa.Table.from_struct_array(column.flatten()), column.value_lengths().to_numpy().astype(np.int64)


def flattened(table: Table, *names: str) -> tuple[NDArray[np.int64], dict[str, NDArray[Any]]]:
    """Columns of lists, whose lists are as long in every row: the row of each value, and the values of each column."""
    columns = {name: table.column(name).combine_chunks() for name in names}
    sizes = columns[names[0]].value_lengths().to_numpy().astype(np.int64)
    values = {name: column.flatten().to_numpy(zero_copy_only=False) for name, column in columns.items()}
    return np.repeat(np.arange(len(sizes)), sizes), values


def series(table: Table, *names: str) -> NDArray[np.int64]:
    """A number for each row, ascending: rows that follow one another and agree in these columns (null agrees with
    null) have the same."""
    changed = np.zeros(table.num_rows, np.bool_)
    for name in names:
        encoded = table.column(name).combine_chunks().dictionary_encode().indices.fill_null(-1)
        changed[1:] |= np.diff(encoded.to_numpy(zero_copy_only=False)) != 0
    return np.cumsum(changed)
