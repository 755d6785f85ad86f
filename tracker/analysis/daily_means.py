"""How much more a day brought after than before, given what chance does: intervals of the ratio of daily means.

Counts of days are taken for a Poisson process with a common overdispersion. Given both totals, the total after is then
binomial (Przyborowski and Wilenski, Biometrika 31, 1940); Clopper and Pearson's interval of its share (Biometrika 26,
1934) gives one of the ratio. Overdispersion, Pearson's chi-square over its degrees of freedom (Wedderburn, Biometrika
61, 1974), and its own uncertainty make the totals count as fewer (Korn and Graubard, Survey Methodology 24, 1998).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.float64]

LEVEL = 0.95


def ratio_interval(before: Days, after: Days, level: float = LEVEL) -> tuple[float, float]:
    """The interval of mean(after) / mean(before), from counts of days; inf: open above.

    NaN and NaN where a side has no day or both together fewer than three, or where nothing was counted at all. Days are
    taken to be independent: a season or a trend within the time is not seen by it.
    """
    from scipy import stats

    days = len(before) + len(after)
    total = float(before.sum() + after.sum())
    if not len(before) or not len(after) or days < 3 or total == 0:
        return np.nan, np.nan
    spread = max(1.0, dispersion(before, after))
    tail = (1 - level) / 2
    widened = float(stats.t.ppf(1 - tail, days - 2) / stats.norm.ppf(1 - tail)) ** 2
    weight = 1 / (spread * widened)
    return _of_totals(float(before.sum()) * weight, float(after.sum()) * weight, len(before) / len(after), tail)


def counters_interval(
    before: tuple[float, float], after: tuple[float, float], days: tuple[float, float], level: float = LEVEL
) -> tuple[float, float]:
    """The interval of the ratio of daily rates from two totals that are known as intervals, each of so many days: what
    chance alone does to a Poisson process, at both ends of what is known. inf: open above, of totals and of the result.

    How much days differ nobody saw, so this is the least that chance does. NaN where a total is, or both are 0.
    """
    if np.isnan(before[0]) or np.isnan(after[0]) or before[1] == after[1] == 0:
        return np.nan, np.nan
    tail, scale = (1 - level) / 2, days[0] / days[1]
    low = 0.0 if np.isinf(before[1]) else _of_totals(before[1], after[0], scale, tail)[0]
    high = np.inf if np.isinf(after[1]) else _of_totals(before[0], after[1], scale, tail)[1]
    return low, high


def _of_totals(before: float, after: float, scale: float, tail: float) -> tuple[float, float]:
    """Clopper and Pearson's interval of the share that came after, as a ratio of rates."""
    from scipy import stats

    low = float(stats.beta.ppf(tail, after, before + 1)) if after else 0.0
    high = float(stats.beta.ppf(1 - tail, after + 1, before)) if before else 1.0
    return scale * low / (1 - low) if low < 1 else np.inf, scale * high / (1 - high) if high < 1 else np.inf


def dispersion(before: Days, after: Days) -> float:
    """Pearson's chi-square over its degrees of freedom, of two sides with a mean each; 1 is a Poisson process."""
    squares = [((side - side.mean()) ** 2).sum() / side.mean() for side in (before, after) if side.mean() > 0]
    return float(sum(squares)) / (len(before) + len(after) - 2)
