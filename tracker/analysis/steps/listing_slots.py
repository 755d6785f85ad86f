"""listing-slots: the slots gathered, and by lore of the platform those in which the listings' terms end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.normalise.words import load
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

WEEK_DAYS = 7


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The slots of listing, then for platforms with a term those of its end, `days` later in the week."""
    import pyarrow as pa
    import pyarrow.compute as pc

    parts = [_events(gathered, "listed", None, None)]
    for term in load("listing_terms")["terms"]:
        of_platform = gathered.filter(pc.equal(gathered.column("platform"), term["platform"]))
        weekday = (of_platform.column("weekday").to_numpy() - 1 + term["days"]) % WEEK_DAYS + 1
        at = of_platform.schema.get_field_index("weekday")
        shifted = of_platform.set_column(at, "weekday", pa.array(weekday.astype(np.int64)))
        parts.append(_events(shifted, "term-ends", term["days"], term["confidence"]))
    order = [(name, "ascending") for name in ("platform", "category", "owner", "event", "weekday", "hour", "sold_kind")]
    whole = pa.concat_tables(parts).sort_by(order)
    return dict(zip(whole.column_names, whole.columns, strict=True))


def _events(slots: Table, event: str, days: int | None, confidence: str | None) -> Table:
    """The slots as those of one event."""
    import pyarrow as pa

    size = slots.num_rows
    return (
        slots.append_column("event", pa.array([event] * size, pa.string()))
        .append_column("term_days", pa.array([days] * size, pa.int64()))
        .append_column("confidence", pa.array([confidence] * size, pa.string()))
    )
