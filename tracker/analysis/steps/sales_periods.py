"""sales-periods: what each pair of readings of a sold counter says of the time between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import counters, given
from tracker.analysis.bounds import Bounds, bounds, fell, product
from tracker.analysis.columns import chosen, marks, moments, money, numbers, rows_of, texts, whole
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

STEPS = ("week", "day", "month", "reading")
REASONS = ("no-counter", "window-unknown", "counter-fell")
STATES = ("delisted", "out_of_stock", "in_stock")


def answer(gathered: Table, said: Given) -> dict[str, Any]:
    """The columns of sales-periods. Gathered: a row for each step's last reading, sorted by series and time."""
    given.choice(said, "step", STEPS)
    window = counters.windows(texts(gathered, "sold_kind"), texts(gathered, "platform"))  # type: ignore[arg-type]
    before, until = moments(gathered, "before_at"), moments(gathered, "until")
    later = bounds(numbers(gathered, "low"), numbers(gathered, "high"))
    earlier = bounds(numbers(gathered, "before_low"), numbers(gathered, "before_high"))
    series = np.cumsum(np.isnat(before))
    since = counters.begins(before, until, window.days)
    rolling, lifetime = window.days > 0, window.days == 0
    broken = lifetime & (fell(later, earlier) | marks(gathered, "fell"))
    gain = _blank(counters.gained(later, earlier, before, until, window.days), broken)
    units = Bounds(np.where(rolling, later.low, gain.low), np.where(rolling, later.high, gain.high))
    since = np.where(np.isnan(units.low), np.datetime64("NaT"), since)
    is_disjoint = ~np.isnat(since)  # periods of a lifetime counter never meet
    is_disjoint[rolling] = counters.disjoint(series[rolling], since[rolling], until[rolling])
    price = _prices(gathered, series, since, until, rolling)
    amount = product(units, price)
    reason = np.select([np.isnan(later.low), np.isnan(window.days), broken], [0, 1, 2], np.nan)
    state = chosen(numbers(gathered, "state"), STATES)
    columns = {name: gathered.column(name) for name in gathered.column_names} | {
        "method": chosen(np.where(lifetime, 0, np.where(rolling, 1, np.nan)), ("difference", "window")),
        "window_days": whole(window.days),
        "confidence": window.confidence,
        "since": since,
        "units_low": whole(units.low),
        "units_high": whole(units.high),
        "is_disjoint": is_disjoint,
        "gained_low": whole(gain.low),
        "gained_high": whole(gain.high),
        "counter_before_low": whole(earlier.low),
        "counter_before_high": whole(earlier.high),
        "counter_low": whole(later.low),
        "counter_high": whole(later.high),
        "price_lowest": money(price.low),
        "price_highest": money(price.high),
        "amount_low": money(amount.low),
        "amount_high": money(amount.high),
        "state": state,
        "reason": chosen(reason, REASONS),
    }
    # A first reading of a lifetime counter says nothing of any period.
    return rows_of(columns, np.flatnonzero(rolling | ~np.isnat(before) | np.isnan(later.low)))


def _blank(of: Bounds, where: counters.Marks) -> Bounds:
    return Bounds(np.where(where, np.nan, of.low), np.where(where, np.nan, of.high))


def _prices(
    gathered: Table, series: Any, since: counters.Moments, until: counters.Moments, rolling: counters.Marks
) -> Bounds:
    """The range of prices seen of each row's period; NaN where its currencies differ or none was seen."""
    here = Bounds(numbers(gathered, "price_lowest"), numbers(gathered, "price_highest"))
    ends = Bounds(
        np.fmin(here.low, numbers(gathered, "before_price_lowest")),
        np.fmax(here.high, numbers(gathered, "before_price_highest")),
    )
    wide = counters.range_over(series, since, until, here)
    price = Bounds(np.where(rolling, wide.low, ends.low), np.where(rolling, wide.high, ends.high))
    return _blank(price, np.isnat(since) | marks(gathered, "is_mixed"))
