"""Judge sales: does each interval hold the units that were truly sold?

A counter that lost units between two looks is told apart: a fall that shows breaks the series, one that sales or a
bucket hide can't be seen by anybody, and the interval then speaks of what the counter gained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from tracker.store.place import Store

from . import files, shown, world
from .brought import asked
from .judging import Claim, Verdict, figures, is_within, misses
from .world import World

DIVIDED = 1e-9
"""Share of a value by which a quotient may lie beside it."""

EXACT: Mapping[int, int] = {}
"""Looks whose files tell the time."""


def judge_periods(truth: World, store: Store, plan: str) -> Verdict:
    """`sales-periods`, from each look to the next: the units, what was gained since the look before, falls seen."""
    answer = asked(store, "sales-periods", step="reading")
    claims = [claim for row in answer.to_dict("records") for claim in _of_period(truth, row)]
    kept = [each for each in claims if not each.fell]
    fallen = answer[(answer.reason == "counter-fell")]
    notes = [
        f"{len(fallen)} periods are broken because the counter fell",
        _hidden([each for each in claims if each.fell]),
        _sums(truth, answer),
        _amounts(truth, answer),
    ]
    return Verdict(f"sales-periods, {plan} looks", figures(kept), misses(kept), notes)


def judge_rates(truth: World, store: Store, plan: str) -> Verdict:
    """`sales-rate`: units a day between two exact readings, between the crossings of two steps, or of a window."""
    answer = asked(store, "sales-rate")
    told = answer[answer.rate_low.notna()].to_dict("records")
    claims = [_of_rate(truth, row) for row in told]
    reasons = ", ".join(f"{reason} {count}" for reason, count in answer.reason.value_counts().items())
    notes = [f"of {len(answer)} listings no rate: {reasons}", _hidden([each for each in claims if each.fell])]
    kept = [each for each in claims if not each.fell]
    return Verdict(f"sales-rate, {plan} looks, units a day", figures(kept), misses(kept), notes)


def judge_hits(truth: World, store: Store, plan: str) -> Verdict:
    """`hits`: the units that each riser sold between the two looks, and how far its rank is the true order."""
    from scipy.stats import kendalltau

    answer = asked(store, "hits")
    risers = answer[answer.units_low.notna() & answer.before_at.notna()].to_dict("records")
    claims = [_of_hit(truth, row) for row in risers]
    kept = [each for each in claims if not each.fell]
    ranks = np.array([row["hit_rank"] for row in risers], dtype=np.float64)
    sold, category = np.array([each.truth for each in claims]), np.array([row["category"] for row in risers])
    taus = [kendalltau(-ranks[category == each], sold[category == each]).statistic for each in set(category)]
    notes = [f"Kendall's tau of rank and units truly sold, median over categories: {np.nanmedian(taus):.2f}"]
    return Verdict(f"hits, {plan} looks", figures(kept), misses(kept), notes)


def judge_dates(truth: World, store: Store, looked: list[int]) -> Verdict:
    """`sales-periods` of files that tell dates alone: a date is kept as its midnight, the looks were later that day.

    Shows what that costs: share of the intervals that hold the truth from midnight to midnight, as they are told, and
    from look to look, as they were seen.
    """
    answer = asked(store, "sales-periods", step="reading")
    later = {each - each % world.SLOTS: each % world.SLOTS for each in looked}
    tables = []
    for told, shifts in (("midnight to midnight", EXACT), ("look to look", later)):
        claims = [claim for row in answer.to_dict("records") for claim in _of_period(truth, row, shifts)]
        table = figures([each for each in claims if not each.fell])
        tables.append(table[["method", "intervals", "holds truth"]].assign(period=told))
    return Verdict("sales-periods where files tell dates without a time", pd.concat(tables))


def _of_period(truth: World, row: dict[str, Any], later: Mapping[int, int] = EXACT) -> Iterator[Claim]:
    """The intervals of a row: the units of its period, and what was gained since the look before. `later`: slots by
    which each look came after the moment that its file tells."""
    listing, end = files.number(row["listing_key"]), world.moment(row["until"])
    evidence = {name: row[name] for name in ("platform", "listing_key", "until", "document", "source_row")}
    is_lifetime = shown.COUNTERS[row["platform"]].days == 0
    until = end + later.get(end, 0)
    for method, start, low, high in (
        (row["method"], "since", "units_low", "units_high"),
        (f"{row['method']}, gained", "before_at", "gained_low", "gained_high"),
    ):
        if not pd.isna(row[start]) and not pd.isna(row[low]):
            since = world.moment(row[start])
            since += later.get(end, 0) if method == "window" else later.get(since, 0)
            fell = is_lifetime and truth.fell(listing, since, until)
            sold = truth.sold(listing, since, until)
            yield Claim(method, row[low], row[high], sold, {**evidence, start: row[start]}, fell=fell)


def _of_rate(truth: World, row: dict[str, Any]) -> Claim:
    """The interval of a rate. The true one is NaN where the steps weren't crossed when it says they were."""
    listing, until = files.number(row["listing_key"]), world.moment(row["to_by"])
    evidence = {
        name: row[name] for name in ("platform", "listing_key", "from_after", "to_by", "document", "source_row")
    }
    if row["method"] == "window":
        since = until - int(row["window_days"]) * world.SLOTS
        rate = truth.sold(listing, since, until) / row["window_days"]
        return Claim("window", row["rate_low"], row["rate_high"], rate, evidence, slack=DIVIDED * rate)
    since = world.moment(row["from_after"])
    fell = truth.fell(listing, since, until)
    if row["method"] == "difference":
        rate = truth.sold(listing, since, until) / (until - since) * world.SLOTS
    else:
        begun = truth.reached(listing, int(row["step_from"]), since)
        ended = truth.reached(listing, int(row["step_to"]), world.moment(row["to_after"]))
        is_crossed = begun is not None and ended is not None
        rate = (row["step_to"] - row["step_from"]) / (ended - begun) * world.SLOTS if is_crossed else np.nan
    return Claim(row["method"], row["rate_low"], row["rate_high"], rate, evidence, fell=fell, slack=DIVIDED * rate)


def _of_hit(truth: World, row: dict[str, Any]) -> Claim:
    listing = files.number(row["listing_key"])
    since, until = world.moment(row["before_at"]), world.moment(row["observed_at"])
    evidence = {
        name: row[name] for name in ("platform", "listing_key", "before_at", "observed_at", "document", "source_row")
    }
    fell = shown.COUNTERS[row["platform"]].days == 0 and truth.fell(listing, since, until)
    sold = truth.sold(listing, since, until)
    return Claim(f"units, {row['sold_kind']}", row["units_low"], row["units_high"], sold, evidence, fell=fell)


def _hidden(claims: list[Claim]) -> str:
    held = sum(each.holds for each in claims)
    return f"{len(claims)} intervals hide a fall that no look could see; {held} of them hold what was truly sold"


def _sums(truth: World, answer: DataFrame) -> str:
    """Whether the disjoint periods of a listing hold its sales when they are added up, and never meet."""
    right = total = 0
    for (listing_key, _), mine in answer[answer.is_disjoint.fillna(False).astype(bool)].groupby(
        ["listing_key", "sold_kind"]
    ):
        spans = mine[mine.units_low.notna()].sort_values("until")
        since, until = ([world.moment(each) for each in spans[name]] for name in ("since", "until"))
        assert all(end <= start for end, start in zip(until, since[1:], strict=False)), f"{listing_key} counted twice"
        listing = files.number(listing_key)
        if any(truth.fell(listing, *span) for span in zip(since, until, strict=True)) and "sold" in set(mine.sold_kind):
            continue
        sold = sum(truth.sold(listing, *span) for span in zip(since, until, strict=True))
        high = spans.units_high.sum() if spans.units_high.notna().all() else np.nan
        total += 1
        right += is_within(sold, spans.units_low.sum(), high)
    return f"{right} of {total} listings hold their truth when their disjoint periods are added up"


def _amounts(truth: World, answer: DataFrame) -> str:
    """How often amounts hold what buyers truly paid: prices between two looks are nobody's knowledge."""
    held = total = 0
    for row in answer[answer.amount_low.notna() & answer.units_low.notna()].to_dict("records"):
        listing, since, until = files.number(row["listing_key"]), world.moment(row["since"]), world.moment(row["until"])
        days = np.arange(since, until) // world.SLOTS
        paid = truth.prices.asked[listing, days] - truth.coupon[listing]
        total += 1
        held += is_within(
            (truth.units[listing, since:until] * paid).sum(), row["amount_low"], row["amount_high"], slack=0.01
        )
    return f"{held} of {total} amounts hold what was truly paid (prices nobody looked at may lie outside those seen)"
