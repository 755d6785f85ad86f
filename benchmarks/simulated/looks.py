"""When somebody looked: plans of observation, as moments of the simulated world."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator

from .world import BEFORE, SLOTS, World

NOON = SLOTS // 2

PLANS = ("daily", "weekly", "missed", "uneven")
"""Every day at any slot; every Monday noon; every Monday noon but three in ten; up to fourteen days apart."""

DATED = "dated"
"""Every Monday at any slot, and the files tell the date alone."""


def moments(plan: str, truth: World, rng: Generator) -> list[int]:
    """The moments at which all pages were looked at, in order."""
    days = np.arange(BEFORE, truth.days)
    if plan == "daily":
        hours = rng.integers(0, SLOTS, len(days))
        return [int(each) for each in days * SLOTS + hours]
    if plan == "uneven":
        gaps = rng.integers(1, 14 * SLOTS, len(days), endpoint=True)
        found = BEFORE * SLOTS + np.cumsum(gaps)
        return [int(each) for each in found if each < truth.days * SLOTS]
    mondays = days[::7] * SLOTS + (rng.integers(0, SLOTS, len(days[::7])) if plan == DATED else NOON)
    if plan == "missed":
        mondays = mondays[rng.random(len(mondays)) >= 0.3]
    return [int(each) for each in mondays]
