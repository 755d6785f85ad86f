"""Keyword lists as columns: what the newest list of a source says of each keyword, metric by metric."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.asking import ask_arrow
from tracker.analysis.bounds import Bounds, bounds
from tracker.store.place import Store
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table


@dataclass(frozen=True, slots=True)
class KeywordList:
    """What one source says of one platform (null: of none) and region (null: none said).

    `keywords`: each once, as spelled, in the order of the documents. `measures`: metric to its bounds, one per keyword,
    NaN where the list doesn't say it. `units`: metric to its unit; a metric that the list tells in two units is in
    neither. `ranks`: NaN where not ranked. `since`, `until`: what its periods span, half-open, market's wall time.
    """

    source: str
    platform: str | None
    region: str | None
    keywords: list[str]
    measures: dict[str, Bounds]
    units: dict[str, str]
    ranks: NDArray[np.float64]
    since: datetime
    until: datetime
    documents: tuple[str, ...]


def read_lists(store: Store, given: Given | None = None) -> list[KeywordList]:
    """The lists that the question `keyword-lists` answers with, the ones with most keywords first; lists of several
    seeds and categories are one. Raises as `ask` does."""
    return lists(ask_arrow(store, "keyword-lists", given))


def lists(table: Table) -> list[KeywordList]:
    """The lists in an answer to `keyword-lists`, as `read_lists` tells them."""
    keys = [table.column(name).to_pylist() for name in ("source", "platform", "region")]
    groups: dict[tuple[str | None, ...], list[int]] = {}
    for row, each in enumerate(zip(*keys, strict=True)):
        groups.setdefault(each, []).append(row)
    made = [_list(table.take(rows), *each) for each, rows in groups.items()]  # type: ignore[arg-type]
    return sorted(made, key=lambda each: (-len(each.keywords), each.source, each.platform or "", each.region or ""))


def _list(rows: Table, source: str, platform: str | None, region: str | None) -> KeywordList:
    import pyarrow as pa

    spelled = rows.column("keyword").combine_chunks().dictionary_encode()
    place = spelled.indices.to_numpy()
    keywords: list[str] = spelled.dictionary.to_pylist()
    metrics = np.asarray(rows.column("metric").to_pylist(), dtype=object)
    units = np.asarray(rows.column("unit").to_pylist(), dtype=object)
    low, high, rank = (rows.column(name).cast(pa.float64()).to_numpy() for name in ("value_low", "value_high", "rank"))
    ranks = np.full(len(keywords), np.nan)
    np.fmin.at(ranks, place, rank)
    measures: dict[str, Bounds] = {}
    unit_of: dict[str, str] = {}
    for metric in dict.fromkeys(metrics.tolist()):
        own = metrics == metric
        said = {unit for unit in units[own].tolist() if unit is not None}
        if metric is None or len(said) > 1:
            continue
        columns = np.full((2, len(keywords)), np.nan)
        columns[:, place[own][::-1]] = low[own][::-1], high[own][::-1]  # the first row of a keyword counts
        measures[metric] = bounds(*columns)
        unit_of[metric] = next(iter(said), "")
    return KeywordList(
        source,
        platform,
        region,
        keywords,
        measures,
        unit_of,
        ranks,
        min(rows.column("since").to_pylist()),
        max(rows.column("until").to_pylist()),
        tuple(dict.fromkeys(rows.column("document").to_pylist())),
    )
