"""What a shop page shows of the truth: counters rounded down to a bucket under the platform's words, prices, stock."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from . import world
from .world import World


class Counter(NamedTuple):
    """How a platform shows units sold. `days`: the window, 0 for all time. `exact_under`: numbers below it are shown
    as they are. `text`: with the number in its place."""

    days: int
    exact_under: int
    text: str
    kind: str


COUNTERS = {
    "taobao": Counter(30, 100, "{}人付款", "paid"),
    "tmall": Counter(30, 1000, "月销 {}", "monthly"),
    "pdd": Counter(0, 1000, "已拼{}件", "sold"),
    "jd": Counter(0, 100, "已售{}", "sold"),
}


def bucket(count: int, exact_under: int) -> tuple[int, int | None]:
    """The bounds that a page reveals: the number itself below `exact_under`; else the number rounded down to one
    digit below 10,000 and to two from there on, with the high end open."""
    if count < exact_under:
        return count, count
    digits = 10 ** int(math.log10(count))
    step = digits if count < 10_000 else digits // 10
    return count // step * step, None


def counter_text(count: int, counter: Counter) -> str:
    """A counter as the page writes it: `904`, `900+`, `1000+`, `1.2万+`, within the platform's words."""
    low, high = bucket(count, counter.exact_under)
    return counter.text.format(f"{_ten_thousands(low)}+" if high is None else low)


def range_text(count: int) -> str:
    """A count as back offices show it of rivals: `250~500`, the steps being 1, 2.5, 5 and 7.5 times powers of ten."""
    steps = [0, *(int(first * 10**power) for power in range(1, 7) for first in (1, 2.5, 5, 7.5))]
    above = next(place for place, step in enumerate(steps) if step > count)
    return f"{steps[above - 1]}~{steps[above]}"


def price_text(price: float, spread: float) -> str:
    """A price, or the range over variants whose dearest costs `spread` times the cheapest."""
    return f"{price:.2f}" if spread == 1 else f"{price:.2f}-{price * spread:.2f}"


def counts(truth: World, platform: str) -> np.ndarray:
    """What the platform counts, at each moment: all listings by slots + 1."""
    days = COUNTERS[platform].days
    return truth.rolling(days) if days else truth.lifetime()


def stock_text(truth: World, listing: int, day: int) -> str:
    """The state of stock as an operator notes it."""
    if day >= truth.gone[listing]:
        return "已下架"
    return "有货" if truth.stocked[listing, day] else "无货"


def is_seen(truth: World, listing: int, day: int) -> bool:
    """Whether the page can be looked at: from the day it is listed to eight days after it was taken down."""
    return bool(truth.born[listing] <= day < truth.gone[listing] + 8)


def day_of(moment: int) -> int:
    """The day on which a look at this moment falls: at midnight, the day that begins."""
    return moment // world.SLOTS


def _ten_thousands(count: int) -> str:
    return str(count) if count < 10_000 else f"{count / 10_000:g}万"
