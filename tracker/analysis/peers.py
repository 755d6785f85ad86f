"""One value beside its peers': a robust score, and what it makes of several measures."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

MAD_TO_SIGMA = 1.4826
"""1.4826 * the median absolute deviation estimates the standard deviation of normal values."""
MEAN_TO_SIGMA = 1.2533
"""sqrt(pi / 2): likewise of the mean absolute deviation."""


class Standing(NamedTuple):
    """A value beside its peers. `median`: of the peers, NaN without any. `score`: distance from it in robust standard
    deviations, NaN where it can't be told; infinite where all peers are equal and the value is another."""

    median: float
    score: float
    peer_count: int


def standing(value: float, peers: Column) -> Standing:
    """(value - median) / (1.4826 * MAD) of the peers without NaN, to nine places (Iglewicz and Hoaglin 1993, whose
    0.6745 is 1 / 1.4826).

    Where most of the peers are equal the MAD is 0: then 1.2533 * the mean absolute deviation is the spread.
    """
    known = peers[~np.isnan(peers)]
    if not known.size or np.isnan(value):
        return Standing(float(np.median(known)) if known.size else np.nan, np.nan, known.size)
    median = float(np.median(known))
    away = np.abs(known - median)
    spread = MAD_TO_SIGMA * float(np.median(away)) or MEAN_TO_SIGMA * float(away.mean())
    distance = value - median
    if spread == 0:
        return Standing(median, float(np.copysign(np.inf, distance)) if distance else 0.0, known.size)
    return Standing(median, round(distance / spread, 9), known.size)


def standings(values: Column) -> list[Standing]:
    """Each value beside all the others."""
    return [standing(float(value), np.delete(values, at)) for at, value in enumerate(values)]


def joint(scores: Column) -> float:
    """The mean of several measures' scores; infinite ones count only where there is no other, and then only if they
    agree. NaN: nothing to tell."""
    finite = scores[np.isfinite(scores)]
    if finite.size:
        return float(finite.mean())
    sides = set(scores[np.isinf(scores)].tolist())
    return sides.pop() if len(sides) == 1 else float("nan")
