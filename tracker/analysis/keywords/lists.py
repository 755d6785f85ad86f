"""Keyword lists as columns: what the newest list of a source says of each keyword, metric by metric."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.asking import ask_arrow
from tracker.analysis.bounds import Bounds
from tracker.analysis.keywords.told import Places, groups, told
from tracker.analysis.rows import floats
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

    def tells(self, metrics: Iterable[str]) -> bool:
        """Whether it tells each of the metrics, of some keyword at least."""
        return all(each in self.measures for each in metrics)


def read_lists(store: Store, given: Given | None = None) -> list[KeywordList]:
    """The lists that the question `keyword-lists` answers with, the ones with most keywords first; lists of several
    seeds and categories are one. Raises as `ask` does."""
    return lists(ask_arrow(store, "keyword-lists", given))


def lists(table: Table) -> list[KeywordList]:
    """The lists in an answer to `keyword-lists`, as `read_lists` tells them."""
    made = [_list(table, rows, *each) for each, rows in groups(table, "source", "platform", "region")]
    return sorted(made, key=lambda each: (-len(each.keywords), each.source, each.platform or "", each.region or ""))


def _list(table: Table, rows: Places, source: str, platform: str | None, region: str | None) -> KeywordList:
    import pyarrow.compute as pc

    own = table.select(["keyword", "rank", "since", "until", "document"]).take(rows)
    found = told(table, rows)
    ranks = np.full(len(found.keywords), np.nan)
    np.fmin.at(ranks, own.column("keyword").combine_chunks().dictionary_encode().indices.to_numpy(), _ranks(own))
    return KeywordList(
        source,
        platform,
        region,
        found.keywords.to_pylist(),
        found.measures,
        found.units,
        ranks,
        pc.min(own.column("since")).as_py(),
        pc.max(own.column("until")).as_py(),
        tuple(pc.unique(own.column("document")).to_pylist()),
    )


def _ranks(rows: Table) -> NDArray[np.float64]:
    return floats(rows.column("rank"))
