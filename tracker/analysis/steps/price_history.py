"""price-history: regular prices and promotions of the looks gathered; those asked for are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import promotions, rows
from tracker.analysis.given import number, whole
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The gathered columns beside the regular price, the verdict and its reason."""
    import pyarrow as pa

    rule = promotions.Rule(
        window=whole(given, "window", 35, 7, 365),
        threshold=number(given, "threshold", 0.05, 0.01, 0.9),
        within=whole(given, "within", 42, 1, 365),
        least=whole(given, "least", 4, 2, 100),
    )
    low = rows.floats(gathered.column("price_low"))
    series = rows.series(gathered, "platform", "listing_key", "variant_key", "currency")
    found = promotions.find(series, rows.days(gathered.column("observed_at")), low, rule)
    known = found.regular >= 0
    promoted = found.verdict == promotions.PROMOTED
    decided = promoted | (found.verdict == promotions.NOT_PROMOTED)
    regular = gathered.column("price_low").take(pa.array(found.regular, mask=~known))
    share = np.divide(low, rows.floats(regular), out=np.full(len(low), np.nan), where=promoted)
    told = gathered.select([name for name in gathered.column_names if name not in {"is_asked_for", *rule._fields}])
    told = (
        told.append_column("price_regular", regular)
        .append_column("is_promotion", pa.array(promoted, mask=~decided))
        .append_column("promotion_ratio", pa.array(np.round(1 - share, 6), from_pandas=True))
        .append_column(
            "reason", pa.DictionaryArray.from_arrays(pa.array(found.verdict, mask=decided), promotions.VERDICTS)
        )
        .filter(gathered.column("is_asked_for"))
    )
    return dict(zip(told.column_names, told.columns, strict=True))
