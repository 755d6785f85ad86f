"""What every judge says: figures to print, and misses that make the run fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas import DataFrame

CHANCE = 0.001
"""A rate counts as worse than nominal where chance alone would make it so bad less often."""

SHOWN = 20
"""Misses that are printed of each judge; all are counted."""


@dataclass(frozen=True)
class Verdict:
    """What a judge found. `figures`: a table to print. `misses`: each answer that claims to hold the truth and
    doesn't, with its evidence; one is enough to fail the run. `notes`: what else there is to say."""

    title: str
    figures: DataFrame
    misses: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing was missed."""
        return not self.misses

    def text(self) -> str:
        """The verdict as it is printed."""
        lines = [f"== {self.title}", self.figures.to_string(index=False, float_format=lambda value: f"{value:.3f}")]
        lines += self.notes
        lines += [f"MISSED: {', '.join(f'{name}={value}' for name, value in each.items())}" for each in self._told()]
        return "\n".join(lines)

    def _told(self) -> list[dict[str, Any]]:
        left = len(self.misses) - SHOWN
        return self.misses[:SHOWN] + ([{"more misses": left}] if left > 0 else [])


class Claim(NamedTuple):
    """One interval that an answer gives, and the truth beside it. `method`: what it is of and how it was found.
    `high`: NaN where open. `fell`: whether the counter lost units meanwhile. `slack`: by which the truth may lie
    beside it."""

    method: str
    low: float
    high: float
    truth: float
    evidence: dict[str, Any]
    fell: bool = False
    slack: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether the truth lies within."""
        return is_within(self.truth, self.low, self.high, self.slack)


def figures(claims: list[Claim]) -> DataFrame:
    """By method: intervals, share that holds the truth, share open above, share exact; median width of the closed
    ones, and beside the truth."""
    rows = []
    for method in sorted({each.method for each in claims}):
        mine = [each for each in claims if each.method == method]
        width = np.array([each.high - each.low for each in mine])
        true = np.array([each.truth for each in mine])
        closed = ~np.isnan(width)
        sold = closed & (true > 0)
        rows.append(
            {
                "method": method,
                "intervals": len(mine),
                "holds truth": np.mean([each.holds for each in mine]),
                "open": 1 - closed.mean(),
                "exact": (width == 0).mean(),
                "median width": np.median(width[closed]) if closed.any() else np.nan,
                "width / truth": np.median(width[sold] / true[sold]) if sold.any() else np.nan,
            }
        )
    return pd.DataFrame(rows)


def misses(claims: list[Claim]) -> list[dict[str, Any]]:
    """The intervals without the truth, with their evidence."""
    return [
        {"method": each.method, "truth": each.truth, "low": each.low, "high": each.high, **each.evidence}
        for each in claims
        if not each.holds
    ]


def is_within(value: float, low: float, high: float, slack: float = 0.0) -> bool:
    """Whether a closed bound holds the value: NaN as high is open. `slack`: for values that were rounded."""
    return bool(low - slack <= value and not value > high + slack)


def is_below_nominal(right: int, of: int, nominal: float) -> bool:
    """Whether so few are right of so many that a true rate of `nominal` would hardly ever show it (CHANCE)."""
    from scipy.stats import binom

    return bool(binom.cdf(right, of, nominal) < CHANCE)
