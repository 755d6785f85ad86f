"""How much more a day brought after than before, given how much days differ: an interval of the ratio of daily means.

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
    first, second = float(before.sum()) * weight, float(after.sum()) * weight
    low = float(stats.beta.ppf(tail, second, first + 1)) if second else 0.0
    high = float(stats.beta.ppf(1 - tail, second + 1, first)) if first else 1.0
    scale = len(before) / len(after)
    return scale * low / (1 - low), scale * high / (1 - high) if high < 1 else np.inf


def dispersion(before: Days, after: Days) -> float:
    """Pearson's chi-square over its degrees of freedom, of two sides with a mean each; 1 is a Poisson process."""
    squares = [((side - side.mean()) ** 2).sum() / side.mean() for side in (before, after) if side.mean() > 0]
    return float(sum(squares)) / (len(before) + len(after) - 2)
