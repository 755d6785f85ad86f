"""Rank-biased overlap: how alike two rankings are, the first places counting most.

Source: W. Webber, A. Moffat, J. Zobel, A similarity measure for indefinite rankings, ACM Transactions on Information
Systems 28(4), 2010, doi 10.1145/1852102.1852106: RBO = (1 - p) * sum over depths d of p^(d-1) * X_d / d, where X_d
items stand in the first d places of both rankings.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Overlap(NamedTuple):
    """What the places seen say of the RBO of the whole rankings: `low` where no further place agrees, `high` where all
    do, `extrapolated` where they agree as those seen. All from 0 to 1."""

    low: float
    high: float
    extrapolated: float


def overlap(left: Sequence[Hashable], right: Sequence[Hashable], p: float = 0.9) -> Overlap | None:
    """The RBO of two rankings of which the first places were seen, best first, no item twice; None where one is empty.

    `p` (between 0 and 1) is the weight of a place over the one before it: at 0.9 the first ten have 86 % of the
    weight (equation 21). The lengths may differ.
    """
    if not left or not right:
        return None
    short, long = sorted((len(left), len(right)))
    depth = np.arange(1, long + 1, dtype=np.float64)
    common = common_at(left, right)
    weight = (1 - p) * p ** (depth - 1)
    beyond = np.maximum(depth - short, 0)  # places that the shorter ranking lacks
    seen = float(weight @ (common / depth))
    open_places = float(weight @ (beyond / depth))
    shared, shared_short = float(common[-1]), float(common[short - 1])
    low = seen + shared * _tail(long, p)
    full = short + long - int(shared)  # from this depth on, all could agree
    more = np.arange(long + 1, full + 1, dtype=np.float64)
    filling = (1 - p) * p ** (more - 1) @ ((shared + 2 * more - short - long) / more)
    high = seen + open_places + float(filling) + p**full
    agreement = (shared - shared_short) / long + shared_short / short
    extrapolated = seen + shared_short / short * open_places + agreement * p**long  # equation 32
    return Overlap(low, min(1.0, high), min(1.0, extrapolated))


def common_at(left: Sequence[Hashable], right: Sequence[Hashable]) -> NDArray[np.float64]:
    """X_d, how many items stand in the first d places of both rankings, for d from 1 to the longer one's length."""
    place = {item: at for at, item in enumerate(left)}
    meets = [max(at, place[item]) for at, item in enumerate(right) if item in place]
    counted = np.bincount(np.asarray(meets, dtype=np.int64), minlength=max(len(left), len(right)))
    return np.cumsum(counted).astype(np.float64)


def _tail(depth: int, p: float) -> float:
    """(1 - p) * the sum of p^(d-1) / d over all d behind the depth, in closed form (as in equation 11)."""
    seen = np.arange(1, depth + 1, dtype=np.float64)
    return float((1 - p) / p * (np.log(1 / (1 - p)) - np.sum(p**seen / seen)))
