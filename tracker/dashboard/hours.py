"""Answers about hours of the week to the cells of a heat map (tracker.dashboard.marks.week). Pure."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from tracker.dashboard import text
from tracker.i18n import gettext as _

SLOT = ["weekday", "hour"]


def listings(rows: pd.DataFrame) -> Iterator[tuple[str, list[str], str | None, pd.DataFrame]]:
    """Rows of `listing-slots` that know the hour, as (platform, events, sold_kind, cells), a map for each: neither
    platforms nor kinds of counter are added up. Two events of the same cells, as where a term of whole weeks ends when
    the listing began, share a map. The value of a cell is the sum of the counters' low ends; where there are no
    counters (kind null), the number of listings."""
    timed = rows[rows["hour"].notna()]
    for (platform, kind), own in timed.groupby(["platform", "sold_kind"], dropna=False, sort=True):
        counter = None if text.is_missing(kind) else str(kind)
        maps: list[tuple[list[str], pd.DataFrame]] = []
        for event, part in own.groupby("event", sort=True):
            cells = _cells(part, counter)
            same = next((events for events, other in maps if cells.equals(other)), None)
            if same is None:
                maps.append(([str(event)], cells))
            else:
                same.append(str(event))
        for events, cells in maps:
            yield str(platform), events, counter, cells


def _cells(rows: pd.DataFrame, counter: str | None) -> pd.DataFrame:
    counted = rows.assign(open=rows["sold_low"].notna() & rows["sold_high"].isna())
    cells = counted.groupby(SLOT, as_index=False).agg(
        count=("listing_count", "sum"), low=("sold_low", "sum"), high=("sold_high", "sum"), open=("open", "any")
    )
    if counter is None:
        return cells[SLOT].assign(value=cells["count"], text=cells["count"].map(text.number))
    high = cells["high"].mask(cells["open"])
    said = [_counted(*each) for each in zip(cells["count"], cells["low"], high, strict=True)]
    return cells[SLOT].assign(value=cells["low"], text=said)


def orders(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `order-hours` of one shop: the mean of the orders of such an hour."""
    said = [
        _("{mean} an hour ({orders} orders in {hours} such hours)").format(
            mean=text.number(round(mean, 1)), orders=text.number(count), hours=text.number(hours)
        )
        for mean, count, hours in zip(rows["orders_per_hour"], rows["order_count"], rows["hour_count"], strict=True)
    ]
    return rows[SLOT].assign(value=rows["orders_per_hour"], text=said)


def _counted(count: int, low: float, high: float) -> str:
    return _("{bound} ({count} listings)").format(bound=text.bound(low, high), count=text.number(count))
