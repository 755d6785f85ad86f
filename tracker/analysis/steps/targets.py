"""targets: each plan's weeks by the factor of their season, said or told by the market, beside what was sold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.columns import chosen, numbers
from tracker.analysis.market_season import Market, Season

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from pyarrow import Table

    from tracker.store.questions import Given

KEPT = (
    *("platform", "shop", "measure", "target_since", "season", "since", "until", "week", "currency", "is_saturated"),
    *("days_observed", "batch_count"),
)
"""Columns that are as gathered."""

FACTORS = (
    *("factor", "factor_from", "factor_reason", "factor_series", "factor_cycles", "factor_strength"),
    *("factor_first_at", "factor_last_at", "week_factor", "is_season"),
)


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of the question's head. Gathered: the plan's weeks, then, without a week, the market's readings."""
    import pyarrow.compute as pc

    is_plan = pc.is_valid(gathered.column("week"))
    plan = gathered.filter(is_plan)
    market = Market(gathered.filter(pc.invert(is_plan)))
    rows = plan.select(["platform", "categories", "season", "since", "high_months", "said_factor", "is_unsaid"])
    factors = [_factor(row, market) for row in rows.to_pylist()]
    told = {name: [row[name] for row in factors] for name in FACTORS}
    return {
        **{name: plan.column(name) for name in KEPT},
        **told,
        **_progress(plan, np.array(told["factor"], dtype=np.float64)),
    }


def _factor(row: Mapping[str, Any], market: Market) -> dict[str, Any]:
    """The factor of one week's season, what it rests on, and whether the week is of that season."""
    found = market.season(row["platform"], row["categories"] or ()) if row["is_unsaid"] else None
    high_months = {int(each) for each in (row["high_months"] or "").split()}
    said, mean = row["said_factor"], found.mean_factor(row["season"], high_months) if found else None
    origin = "said" if said is not None else "seasons" if mean is not None else "none"
    rests = found if found and (origin == "seasons" or not high_months) else None
    week_factor = rests.week_factor(row["since"]) if rests else None
    is_high = _is_high(row["since"], high_months, week_factor)
    return {
        "factor": {"said": said, "seasons": mean, "none": 1.0}[origin],
        "factor_from": origin,
        "factor_reason": "no-season" if origin == "none" else None,
        **_evidence(rests),
        "week_factor": week_factor,
        "is_season": None if is_high is None else is_high == (row["season"] == "high"),
    }


def _is_high(monday: date, high_months: Collection[int], week_factor: float | None) -> bool | None:
    """Whether a week is of high season: by the months said, else by its own factor; None: neither tells."""
    if high_months:
        return monday.month in high_months
    return None if week_factor is None else week_factor > 1


def _evidence(season: Season | None) -> dict[str, Any]:
    return {
        "factor_series": season.series if season else None,
        "factor_cycles": season.cycles if season else None,
        "factor_strength": season.strength if season else None,
        "factor_first_at": season.first_at if season else None,
        "factor_last_at": season.last_at if season else None,
    }


def _progress(plan: Table, factor: NDArray[np.float64]) -> dict[str, Any]:
    """What is planned, and what of it was sold: exact where all seven days were told, else at least that much."""
    planned = np.round(factor * numbers(plan, "usual"), 4)
    sold = numbers(plan, "sold_low")
    is_whole = numbers(plan, "days_observed") == 7
    ratio = sold / np.where(planned == 0, np.nan, planned)
    lacks = np.maximum(planned - sold, 0)
    return {
        "planned": planned,
        "sold_low": sold,
        "sold_high": np.where(is_whole, sold, np.nan),
        "progress_low": ratio,
        "progress_high": np.where(is_whole, ratio, np.nan),
        "shortfall_low": np.where(is_whole | np.isnan(sold), lacks, 0),
        "shortfall_high": lacks,
        "reason": chosen(np.select([np.isnan(sold), ~is_whole], [0.0, 1.0], np.nan), ("not-observed", "days-missing")),
    }
