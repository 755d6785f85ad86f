"""The season of a market: the series of keyword readings that tells it, and high and low season over a usual week.

Source of the least strength: Hyndman, forecast::nsdiffs (test "seas"), after Wang, Smith and Hyndman (2006).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.cycles import CYCLES, KEYS, middle, newest_runs, season_number
from tracker.analysis.season import seasons

if TYPE_CHECKING:
    from pyarrow import Table

LEAST_STRENGTH = 0.64
"""Below it a series has no season to plan by: two years of noise by week reach 0.63 once in a hundred."""

_NAMED_BY = ("source", "platform", "keyword", "metric", "region", "seed", "period")


class Season(NamedTuple):
    """The year of one series. `factor`: by ISO week or month; `month`: of each; `width`: 52 weeks or 12 months."""

    series: str
    factor: Mapping[int, float]
    month: Mapping[int, int]
    width: int
    strength: float
    cycles: float
    first_at: Any
    last_at: Any

    def mean_factor(self, season: str, high_months: Collection[int]) -> float | None:
        """Mean factor of the weeks or months of `high` or `low` season; None where no week is one.

        High season are the months said, or where none were, what has a factor above 1.
        """
        told = [self.factor[each] for each in self.factor if self._is_high(each, high_months) == (season == "high")]
        return float(np.mean(told)) if told else None

    def week_factor(self, monday: date) -> float | None:
        """Factor of the week from that Monday, or of the month that the Monday lies in; None: no such reading."""
        thursday = monday + timedelta(days=3)
        return self.factor.get(thursday.isocalendar().week if self.width == 52 else monday.month)

    def _is_high(self, place: int, high_months: Collection[int]) -> bool:
        return self.month[place] in high_months if high_months else self.factor[place] > 1


class Market:
    """The series of a store that span two years, as gathered by targets: ordered by cycles.KEYS and time."""

    def __init__(self, readings: Table) -> None:
        self.readings = readings
        self.runs = newest_runs(readings)
        self.yearly = [
            place
            for place, reason in enumerate(self.runs.reason)
            if not reason and CYCLES[self.runs.period[place]][0] == "year"
        ]
        self._best = cache(self._find)  # asked for each week of a plan
        self._told = cache(self._tell)

    def season(self, platform: str, categories: Collection[str]) -> Season | None:
        """The season of a platform's market; None where no series of it tells one that is strong enough.

        Of the series of the platform or of none: those of the categories (or whose keyword is one of them), else those
        without a category, or all where no categories are known. Of these the ones with most whole years, of these the
        one whose years are most alike.
        """
        best = self._best(platform, frozenset(categories))
        if best is None:
            return None
        found = self._told(best)
        return found if found.strength >= LEAST_STRENGTH else None

    def _find(self, platform: str, categories: frozenset[str]) -> int | None:
        near = [each for each in self.yearly if self._said["platform"][each] in {None, platform}]
        if categories:
            owned = [each for each in near if self._about(each) in categories]
            near = owned or [each for each in near if self._said["category"][each] is None]
        return max(near, key=lambda each: (self._years(each), self._likeness[each], -each), default=None)

    @cached_property
    def _said(self) -> dict[str, list[str | None]]:
        """Keys and category of each series, as last said."""
        last = self.readings.take(self.runs.last)
        return {name: last.column(name).to_pylist() for name in (*KEYS, "category")}

    @cached_property
    def _likeness(self) -> dict[int, float]:
        return {each: likeness(self._values(each), int(self.runs.width[each])) for each in self.yearly}

    def _about(self, series: int) -> str | None:
        return self._said["category"][series] or self._said["keyword"][series]

    def _years(self, series: int) -> int:
        return int(self.runs.points[series] // self.runs.width[series])

    def _values(self, series: int) -> NDArray[np.float64]:
        inside = slice(self.runs.first[series], self.runs.last[series] + 1)
        return np.asarray(self.readings.column("low").to_numpy()[inside], dtype=np.float64)

    def _tell(self, series: int) -> Season:
        """The factors of the newest year's periods, by the week or month that their middle is of."""
        values, width = self._values(series), int(self.runs.width[series])
        found = seasons(values, width)
        newest = self.readings.slice(self.runs.last[series] - width + 1, width)
        times = zip(newest.column("observed_at").to_pylist(), newest.column("step_until").to_pylist(), strict=True)
        middles = [middle(since, until) for since, until in times]
        places = [season_number(at, width) for at in middles]
        factors = found.factor[np.arange(len(values) - width, len(values)) % width]
        mondays = [at - timedelta(days=at.weekday()) if width == 52 else at for at in middles]
        return Season(
            " · ".join(said for name in _NAMED_BY if (said := self._said[name][series])),
            dict(zip(places, factors.tolist(), strict=True)),
            {place: at.month for place, at in zip(places, mondays, strict=True)},
            width,
            found.strength,
            len(values) / width,
            self.readings.column("observed_at")[int(self.runs.first[series])].as_py(),
            self.readings.column("observed_at")[int(self.runs.last[series])].as_py(),
        )


def likeness(values: NDArray[np.float64], width: int) -> float:
    """How alike the newest whole cycles of positive values are, 0 to 1: the share of the variance of their logarithms,
    without their straight trend and each cycle's mean, that the mean cycle has; 0 where nothing varies."""
    count = len(values) // width * width
    logs = np.log(values[len(values) - count :])
    place = np.arange(count) - (count - 1) / 2
    level = logs - logs.mean()
    cycles = (level - place * (place @ level) / (place @ place)).reshape(-1, width)
    cycles = cycles - cycles.mean(axis=1, keepdims=True)
    whole = float(cycles.var())
    return float(cycles.mean(axis=0).var()) / whole if whole > 1e-18 else 0.0
