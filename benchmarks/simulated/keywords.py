"""Keyword readings whose growth is known: many short series of each length, growth and kind of noise."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from .world import FIRST_LOOK

LENGTHS = (6, 8, 12, 26, 52)
"""Readings of a series."""

GROWTHS = (0.0, 0.01, 0.03)
"""Growth of the logarithm, a week."""

NOISE = 0.10
"""Standard deviation of the logarithm of a reading about its line."""

PERSISTENCE = 0.5
"""Share of its deviation that a persistent series takes along to the next reading."""

SEASON = 0.5
"""Amplitude of the logarithm of a season, a year long, and with it no growth."""

LEVEL = 0.3
"""Rise of the logarithm, at once."""

HEADER = ["来源", "类目", "日期", "关键词", "搜索人气"]


class Kind(NamedTuple):
    """A kind of series. `noise`: `white`; `persistent` (AR(1)); `season`, white about a sine of a year with a random
    phase; `level`, white about a level that rises by LEVEL in the middle. `uneven`: read 3 to 11 days apart, otherwise
    each week."""

    length: int
    growth: float
    noise: str
    uneven: bool


class Series(NamedTuple):
    """One series: its keyword, its kind, the days of its readings after the first look, its values."""

    keyword: str
    kind: Kind
    days: NDArray[np.int64]
    values: NDArray[np.int64]


def kinds() -> list[Kind]:
    """All kinds: beside white noise only those without growth, read each week."""
    white = [Kind(n, growth, "white", uneven) for n in LENGTHS for growth in GROWTHS for uneven in (False, True)]
    return white + [Kind(n, 0.0, noise, uneven=False) for n in LENGTHS for noise in ("persistent", "season", "level")]


def draw(rng: Generator, each: int) -> list[Series]:
    """`each` series of each kind."""
    return [
        Series(f"{kind.noise} {kind.length} {kind.growth} {kind.uneven} {place:04d}", kind, *_readings(rng, kind))
        for kind in kinds()
        for place in range(each)
    ]


def _readings(rng: Generator, kind: Kind) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    gaps = rng.integers(3, 11, kind.length - 1, endpoint=True) if kind.uneven else np.full(kind.length - 1, 7)
    days = np.concatenate([[0], np.cumsum(gaps)])
    noise = rng.normal(0, NOISE, kind.length)
    if kind.noise == "persistent":
        for place in range(1, kind.length):
            noise[place] = PERSISTENCE * noise[place - 1] + np.sqrt(1 - PERSISTENCE**2) * noise[place]
    if kind.noise == "season":
        noise += SEASON * np.sin(2 * np.pi * (days / 365.25 + rng.uniform()))
    if kind.noise == "level":
        noise[kind.length // 2 :] += LEVEL
    return days, np.exp(np.log(20_000) + kind.growth * days / 7 + noise).round().astype(np.int64)


def write(path: Path, series: list[Series]) -> None:
    """The readings as the keyword template holds them."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER)
        for one in series:
            for day, value in zip(one.days, one.values, strict=True):
                on = FIRST_LOOK + timedelta(days=int(day))
                table.writerow(["生意参谋", "模拟", f"{on:%Y-%m-%d}", one.keyword, value])
