"""Readings of keywords as columns: of each list its keywords, and of each metric the bounds and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, bounds
from tracker.analysis.rows import floats

if TYPE_CHECKING:
    from pyarrow import Array, Table

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Told:
    """One list. `keywords`: each once, as spelled, in the order of its first row. `places`: of each metric the row of
    each keyword in the table it was made from, -1 where the list doesn't say it. `measures`, `units`: as KeywordList.
    `two_units`: metrics that stand there in several units, which are in neither."""

    keywords: Array
    rows: Places
    places: dict[str, Places]
    measures: dict[str, Bounds]
    units: dict[str, str]
    two_units: frozenset[str]


def groups(table: Table, *names: str) -> list[tuple[tuple[Any, ...], Places]]:
    """The rows that agree in the columns `names` (null agrees with null), with what they hold there, in the order of
    their first rows."""
    codes = np.zeros(table.num_rows, np.int64)
    for name in names:
        encoded = table.column(name).combine_chunks().dictionary_encode()
        codes = codes * (len(encoded.dictionary) + 1) + encoded.indices.fill_null(len(encoded.dictionary)).to_numpy()
    _known, first, inverse, counts = np.unique(codes, return_index=True, return_inverse=True, return_counts=True)
    split = np.split(np.argsort(inverse, kind="stable"), np.cumsum(counts)[:-1]) if len(counts) else []
    heads = [table.column(name).take(first).to_pylist() for name in names]
    found = list(zip(zip(*heads, strict=True), split, strict=True))
    return [found[place] for place in np.argsort(first)]


def told(table: Table, rows: Places) -> Told:
    """The list that these rows make, of which the first row of a keyword and metric counts. `table` has `keyword`,
    `metric`, `value_low`, `value_high` and `unit`."""
    part = table.select(["keyword", "metric", "value_low", "value_high", "unit"]).take(rows)
    spelled = part.column("keyword").combine_chunks().dictionary_encode()
    keyword = spelled.indices.to_numpy()
    count = len(spelled.dictionary)
    encoded = part.column("metric").combine_chunks().dictionary_encode()
    metric = encoded.indices.fill_null(-1).to_numpy()
    low, high = floats(part.column("value_low")), floats(part.column("value_high"))
    unit = part.column("unit").combine_chunks().dictionary_encode()
    unit_code = unit.indices.fill_null(-1).to_numpy()
    places, measures, units, two = {}, {}, {}, set()
    for code, name in enumerate(encoded.dictionary.to_pylist()):
        own = np.flatnonzero(metric == code)[::-1]  # the first row is written last, and stays
        at = np.full(count, -1, np.int64)
        at[keyword[own]] = own
        said = np.unique(unit_code[own])
        if len(said) > 1:  # an unknown unit beside a known one is another
            two.add(name)
            continue
        places[name] = np.where(at < 0, -1, rows[at])
        columns = (np.where(at < 0, np.nan, column[at]) for column in (low, high))
        measures[name] = bounds(*columns)
        units[name] = unit.dictionary[int(said[0])].as_py() if said[0] >= 0 else ""
    first = np.full(count, -1, np.int64)
    first[keyword[::-1]] = rows[::-1]
    return Told(spelled.dictionary, first, places, measures, units, frozenset(two))
