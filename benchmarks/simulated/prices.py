"""True prices of a market, day by day: a regular price that moves rarely, and promotions that return to it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

EVENTS = {(3, 4): 5, (6, 13): 8, (10, 31): 12, (12, 10): 3}
"""Sale events, by month and day of their first day (women's day, 618, 双11, 双12), and how many days they last."""

JOINS = 0.6
"""Share of the listings that take part in a sale event."""

CHANGES = 1 / 60
"""Chance a day that the regular price moves."""

CHANGE_SPREAD = 0.05
"""Standard deviation of the logarithm of one move of the regular price."""

PROMOTIONS = 1 / 60
"""Chance a day that a promotion of a listing's own begins."""

DAYS = (3, 14)
"""Shortest and longest promotion, days."""

DEPTH = (0.10, 0.40)
"""Shallowest and deepest promotion, ratio of the regular price."""


RESTLESS = 0.1
"""Share of the listings whose price is set anew each day, about one percent off, by a machine."""


class Prices(NamedTuple):
    """Matrices of listings by days. `asked`: yuan, what a buyer is asked; `regular`: yuan, without promotions and
    restlessness; `promoted`: whether a promotion runs. `restless`: by listings alone, a matrix of one column."""

    asked: NDArray[np.float64]
    regular: NDArray[np.float64]
    promoted: NDArray[np.bool_]
    restless: NDArray[np.bool_]


def draw(rng: Generator, count: int, first: date, days: int, growth_a_day: float) -> Prices:
    """Prices of `count` listings. `growth_a_day`: drift of the logarithm of regular prices, a day.

    A regular price stands still while a promotion runs, so that each promotion returns to where it began.
    """
    depth = _depths(rng, count, first, days)
    moves = (rng.random((count, days)) < CHANGES) & (depth == 0)
    size = rng.normal(growth_a_day / CHANGES, CHANGE_SPREAD, (count, days))
    start = rng.normal(np.log(120), 0.6, (count, 1))
    regular = np.exp(start + np.cumsum(np.where(moves, size, 0), axis=1)).round(1)
    restless = rng.random((count, 1)) < RESTLESS
    wobble = np.exp(np.where(restless, rng.normal(0, 0.01, (count, days)), 0))
    return Prices((regular * (1 - depth) * wobble).round(1), regular, depth > 0, restless)


def _depths(rng: Generator, count: int, first: date, days: int) -> NDArray[np.float64]:
    """The depth of the promotion that runs, 0 where none does: listings by days."""
    depth = np.zeros((count, days))
    left = np.zeros(count, dtype=np.int64)
    now = np.zeros(count)
    for day in range(days):
        on = first + timedelta(days=day)
        lasts = EVENTS.get((on.month, on.day))
        begins = (left == 0) & (rng.random(count) < (PROMOTIONS if lasts is None else JOINS))
        length = rng.integers(DAYS[0], DAYS[1], count, endpoint=True) if lasts is None else np.full(count, lasts)
        left = np.where(begins, length, left)
        now = np.where(begins, rng.uniform(*DEPTH, count), now)
        depth[:, day] = np.where(left > 0, now, 0)
        left = np.maximum(left - 1, 0)
    return depth
