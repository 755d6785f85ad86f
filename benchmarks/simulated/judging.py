"""What every judge says: figures to print, and misses that make the run fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

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


def is_within(value: float, low: float, high: float, slack: float = 0.0) -> bool:
    """Whether a closed bound holds the value: NaN as high is open. `slack`: for values that were rounded."""
    return bool(low - slack <= value and not value > high + slack)


def is_below_nominal(right: int, of: int, nominal: float) -> bool:
    """Whether so few are right of so many that a true rate of `nominal` would hardly ever show it (CHANCE)."""
    from scipy.stats import binom

    return bool(binom.cdf(right, of, nominal) < CHANCE)
