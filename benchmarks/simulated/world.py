"""The truth: every price, every unit sold and every review of a seeded market, in slots of six hours.

Sales of a slot happen in its middle, looks fall on the ends of slots: what a counter shows at a look is never in
doubt. `moment` m is the end of slot m - 1, which is the beginning of slot m.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from . import prices

SLOTS = 4
"""Slots of a day."""

SLOT_SHARE = np.array([0.08, 0.22, 0.32, 0.38])
"""How a day's sales spread over its slots."""

BEFORE = 63
"""Days that are simulated before the first look may be: rolling counters look back on them."""

FIRST_LOOK = date(2025, 1, 6)
"""A Monday."""

UNRECORDED = 20
"""Listings of the market for each one that the operator records: the price index speaks for them all."""

SHOPS = 8
"""Shops of a category."""

CATEGORIES = {
    "连衣裙": "taobao",
    "半身裙": "taobao",
    "收纳盒": "pdd",
    "保温杯": "pdd",
    "台灯": "jd",
    "键盘": "jd",
    "防晒衣": "tmall",
    "瑜伽垫": "tmall",
}
"""Each category and its platform."""


@dataclass(frozen=True)
class World:
    """The truth of recorded listings, matrices of listings by slots (units, removed, reviews) or days (the others).

    `category`, `shop`: numbers of each listing's category and of its shop in there. `born`, `gone`: first day on
    which a listing is on sale and first day on which it no longer is. `units`: sold. `removed`: what the lifetime
    counter lost in the slot (refunds struck out, a listing begun anew). `before`: units counted before the first slot.
    `reviews`: number of reviews standing at the end of each slot. `stocked`: whether it could be bought.
    `market_log_price`: categories by days, mean logarithm of the asked price of all listings, recorded or not.
    """

    category: NDArray[np.int64]
    shop: NDArray[np.int64]
    born: NDArray[np.int64]
    gone: NDArray[np.int64]
    prices: prices.Prices
    coupon: NDArray[np.float64]
    spread: NDArray[np.float64]
    units: NDArray[np.int64]
    removed: NDArray[np.int64]
    before: NDArray[np.int64]
    reviews: NDArray[np.int64]
    stocked: NDArray[np.bool_]
    market_log_price: NDArray[np.float64]

    @property
    def listings(self) -> int:
        """How many are recorded."""
        return len(self.category)

    @property
    def days(self) -> int:
        """How many are simulated, with the BEFORE ones."""
        return self.stocked.shape[1]

    def platform(self, listing: int) -> str:
        """The platform of a listing."""
        return list(CATEGORIES.values())[self.category[listing]]

    def sold(self, listing: int, since: int, until: int) -> int:
        """Units truly sold between two moments. What lies before the first slot is unknown: since must not be
        negative."""
        assert since >= 0, "the world began later"
        return int(self.units[listing, since:until].sum())

    def fell(self, listing: int, since: int, until: int) -> bool:
        """Whether the lifetime counter lost something between two moments."""
        return bool(self.removed[listing, since:until].any())

    def reached(self, listing: int, count: int, after: int) -> float | None:
        """The moment later than `after` at which the lifetime counter came to `count`: half a slot after a slot began.
        None: it had come to it by then, or never did."""
        at_least = np.flatnonzero(self.lifetime_of(listing)[after:] >= count)
        return after + at_least[0] - 0.5 if len(at_least) and at_least[0] > 0 else None

    def lifetime_of(self, listing: int) -> NDArray[np.int64]:
        """The lifetime counter of a listing at each moment."""
        gained = np.cumsum(self.units[listing] - self.removed[listing])
        return np.concatenate([[0], gained]) + self.before[listing]

    def lifetime(self) -> NDArray[np.int64]:
        """The lifetime counter at each moment: listings by slots + 1."""
        return np.stack([self.lifetime_of(listing) for listing in range(self.listings)])

    def rolling(self, days: int) -> NDArray[np.int64]:
        """Units of the `days` before each moment: listings by slots + 1. Before that many days have passed: -1."""
        total = np.column_stack([np.zeros(self.listings, dtype=np.int64), np.cumsum(self.units, axis=1)])
        window = np.full_like(total, -1)
        window[:, days * SLOTS :] = total[:, days * SLOTS :] - total[:, : -days * SLOTS]
        return window


def first_day() -> date:
    """The first day simulated."""
    return FIRST_LOOK - timedelta(days=BEFORE)


def at(moment: int) -> datetime:
    """The market's wall time of a moment."""
    return datetime.combine(first_day(), time()) + moment * timedelta(days=1) / SLOTS


def moment(of: datetime) -> int:
    """The moment of a time at which somebody can have looked. Raises ValueError for another."""
    slots, rest = divmod(of - datetime.combine(first_day(), time()), timedelta(days=1) / SLOTS)
    if rest:
        raise ValueError(f"{of} is no end of a slot")
    return slots


def draw(seed: int, listings: int, weeks: int) -> World:
    """A market with `listings` recorded ones, at least one for each category, for `weeks` after the first look."""
    rng = np.random.default_rng(seed)
    days = BEFORE + 7 * weeks + 1
    category = np.arange(listings) % len(CATEGORIES)
    drift = rng.uniform(-0.10, 0.10, len(CATEGORIES)) / 365
    recorded, market = _prices(rng, category, days, drift)
    born, gone = _lives(rng, listings, days)
    stocked = _stocked(rng, born, gone, days)
    units = _units(rng, category, recorded, stocked)
    before = np.where(born > 0, 0, rng.geometric(1 / (90 * np.maximum(units.mean(axis=1) * SLOTS, 0.05))))
    removed = _removed(rng, before[:, None] + np.cumsum(units, axis=1))
    return World(
        category=category,
        shop=np.arange(listings) // len(CATEGORIES) % SHOPS,
        born=born,
        gone=gone,
        prices=recorded,
        coupon=np.where(rng.random(listings) < 0.3, rng.choice([5.0, 10.0], listings), 0.0),
        spread=np.where(rng.random(listings) < 0.25, 1.4, 1.0),
        units=units,
        removed=removed,
        before=before,
        reviews=_reviews(rng, before, units),
        stocked=stocked,
        market_log_price=market,
    )


def _prices(
    rng: Generator, category: NDArray[np.int64], days: int, drift: NDArray[np.float64]
) -> tuple[prices.Prices, NDArray[np.float64]]:
    """The prices of the recorded listings, and the mean logarithm of all: categories by days."""
    shape = (len(category), days)
    flags = np.empty(shape, dtype=np.bool_)
    recorded = prices.Prices(np.empty(shape), np.empty(shape), flags, flags[:, :1].copy())
    market = np.empty((len(drift), days))
    for number, growth in enumerate(drift):
        mine = np.flatnonzero(category == number)
        everything = prices.draw(rng, len(mine) * UNRECORDED, first_day(), days, growth)
        for known, drawn in zip(recorded, everything, strict=True):
            known[mine] = drawn[: len(mine)]
        market[number] = np.log(everything.asked).mean(axis=0)
    return recorded, market


def _lives(rng: Generator, listings: int, days: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First day on sale, 0 for most, and first day no longer on sale, `days` for most."""
    born = np.where(rng.random(listings) < 0.15, rng.integers(1, days, listings), 0)
    left = rng.random(listings) < 0.2
    gone = np.where(left, born + rng.integers(14, days, listings), days)
    return born, np.minimum(gone, days)


def _stocked(rng: Generator, born: NDArray[np.int64], gone: NDArray[np.int64], days: int) -> NDArray[np.bool_]:
    """Whether a listing could be bought, by days: out of stock now and then, for three days to three weeks."""
    begins = rng.random((len(born), days)) < 1 / 120
    lasts = rng.integers(3, 21, (len(born), days))
    day = np.arange(days)
    until = np.maximum.accumulate(np.where(begins, day + lasts, 0), axis=1)
    return (day >= until) & (day >= born[:, None]) & (day < gone[:, None])


def _units(
    rng: Generator, category: NDArray[np.int64], asked: prices.Prices, stocked: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Units sold: negative binomial about a level with season, growth, weekday, sale events and promotions."""
    listings, days = stocked.shape
    day = np.arange(days)
    level = rng.lognormal(np.log(4), 1.6, (listings, 1))
    phase, strength = rng.uniform(0, 1, len(CATEGORIES)), rng.uniform(0, 0.6, len(CATEGORIES))
    season = np.exp(strength[:, None] * np.sin(2 * np.pi * (day / 365.25 + phase[:, None])))[category]
    growth = np.exp(rng.normal(0, 0.01, (listings, 1)) * (day - days / 2) / 7)
    weekday = np.array([1.0, 0.97, 0.96, 0.97, 1.0, 1.06, 1.04])[(day + first_day().weekday()) % 7]
    lift = (asked.asked / asked.regular) ** -rng.uniform(1.5, 3.5, (listings, 1))
    mean = np.where(stocked, level * season * growth * weekday * lift, 0) * rng.gamma(4, 1 / 4, (listings, days))
    return rng.poisson((mean[:, :, None] * SLOT_SHARE).reshape(listings, days * SLOTS))


def _removed(rng: Generator, counted: NDArray[np.int64]) -> NDArray[np.int64]:
    """What three listings in ten lose from their lifetime counter, once: much, a part, or a few orders struck out."""
    listings, slots = counted.shape
    removed = np.zeros_like(counted)
    hit = np.flatnonzero(rng.random(listings) < 0.3)
    when = rng.integers(BEFORE * SLOTS, slots, len(hit))
    part = rng.choice([1.0, 0.2, 0.02], len(hit)) * rng.uniform(0.2, 1, len(hit))
    removed[hit, when] = np.ceil(counted[hit, when] * part).astype(np.int64)
    return removed


def _reviews(rng: Generator, before: NDArray[np.int64], units: NDArray[np.int64]) -> NDArray[np.int64]:
    """Reviews standing at the end of each slot: of a fifth to a half of the units, five days after the sale."""
    share = rng.uniform(0.2, 0.5, (len(before), 1))
    late = 5 * SLOTS
    sold = np.column_stack([np.zeros((len(before), late), dtype=np.int64), units[:, :-late]])
    return (before[:, None] * share).astype(np.int64) + np.cumsum(rng.binomial(sold, share), axis=1)
