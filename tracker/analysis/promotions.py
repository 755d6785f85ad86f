"""Regular prices and promotions, told apart in the observed prices of many listings at once.

The regular price is the rolling mode of what was seen (Kehoe and Midrigan, Prices are sticky after all, 2015). A
promotion is a fall below it that comes back within some weeks: the V of Nakamura and Steinsson (Five facts about
prices, 2008), whose ends must both have been seen.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Verdicts = NDArray[np.int8]

VERDICTS = (
    "promoted",
    "not-promoted",
    "no-price",
    "too-few",
    "no-regular-price",
    "start-not-seen",
    "not-returned-yet",
    "not-observed",
)
"""What is said of a look; the last six say why nothing can be said."""

(
    PROMOTED,
    NOT_PROMOTED,
    NO_PRICE,
    TOO_FEW,
    NO_REGULAR,
    START_NOT_SEEN,
    NOT_RETURNED_YET,
    NOT_OBSERVED,
) = range(8)

_LEAST_SHARE = 1 / 5
"""Of the votes in a window, at least as many must be for the mode, and two at least: a price that is set anew each day
has none. Kehoe and Midrigan ask for a third, at which more promotions are lost than mistakes avoided."""

_SLACK = 1e-9
"""Prices are decimals in binary floats: a price at the limit itself isn't below it."""


class Rule(NamedTuple):
    """What a promotion is. `window`: days to each side that make the regular price; `threshold`: a price counts as
    low below (1 - threshold) of it; `within`: days in which it must have come back; `least`: looks in a window."""

    window: int
    threshold: float
    within: int
    least: int


class Found(NamedTuple):
    """One entry per observation. `regular`: the place of an observation that shows the regular price, -1 where there
    is none. `verdict`: the place of one of VERDICTS."""

    regular: Places
    verdict: Verdicts


def find(series: Places, day: Floats, price: Floats, rule: Rule) -> Found:
    """Tell promotions apart. `series`: a number per listing, ascending; `day`: days since any moment, ascending in a
    series; `price`: in the series' currency, NaN where none was seen: such a look is passed over."""
    place = np.flatnonzero(~np.isnan(price))
    regular = np.full(len(price), -1, np.int64)
    verdict = np.full(len(price), NO_PRICE, np.int8)
    if len(place):
        mode, reason = _modes(series[place], day[place], price[place], rule)
        regular[place] = np.where(mode >= 0, place[mode], -1)
        level = np.where(mode >= 0, price[place][mode], np.nan)
        verdict[place] = np.where(mode >= 0, _judged(series[place], day[place], price[place], level, rule), reason)
    return Found(regular, verdict)


def _modes(series: Places, day: Floats, price: Floats, rule: Rule) -> tuple[Places, Verdicts]:
    """For each look the place of one that shows the most frequent price of its window, else -1 and why.

    Each day has one vote, its last look. Of prices seen equally often the higher is the mode: promotions lie below.
    Prices of a series are counted one after another, all series at once.
    """
    whole_day = np.floor(day).astype(np.int64)
    whole_day -= whole_day.min()
    far = int(whole_day.max()) + 2 * rule.window + 2
    voter = np.flatnonzero(np.append((np.diff(series) != 0) | (np.diff(whole_day) != 0), True))
    at = series[voter] * far + whole_day[voter]
    first = np.searchsorted(at, series * far + np.maximum(whole_day - rule.window, 0), "left")
    end = np.searchsorted(at, series * far + whole_day + rule.window, "right")
    votes = end - first
    turn, turns = _turns(series[voter], price[voter])
    best, mode = np.zeros(len(series), np.int64), np.full(len(series), -1, np.int64)
    for each in range(int(turns.max())):
        among = np.flatnonzero(turns[series] > each)
        seen = np.append(0, np.cumsum(turn == each))
        count = seen[end[among]] - seen[first[among]]
        better = (count >= best[among]) & (count > 0)
        chosen = among[better]
        best[chosen] = count[better]
        shown = voter[turn == each]
        mode[chosen] = shown[seen[first[chosen]]]
    clear = (best >= 2) & (best >= _LEAST_SHARE * votes)
    reason = np.where(votes < rule.least, TOO_FEW, NO_REGULAR).astype(np.int8)
    return np.where(clear & (votes >= rule.least), mode, -1), reason


def _turns(series: Places, price: Floats) -> tuple[Places, Places]:
    """Each vote's turn: the number of its price among the prices of its series that were seen twice or more,
    ascending, -1 for a price seen once; and how many turns each series has, by its number."""
    order = np.lexsort((price, series))
    of_series, of_price = series[order], price[order]
    new = np.append(True, (np.diff(of_series) != 0) | (np.diff(of_price) != 0))
    group = np.cumsum(new) - 1
    often = np.bincount(group) >= 2
    number: Places = np.cumsum(often) - often
    turns = np.bincount(of_series[new], often, int(series[-1]) + 1).astype(np.int64)
    earlier = np.cumsum(turns) - turns
    turn = np.empty(len(series), np.int64)
    turn[order] = np.where(often[group], number[group] - earlier[of_series], -1)
    return turn, turns


def _judged(series: Places, day: Floats, price: Floats, regular: Floats, rule: Rule) -> Verdicts:
    """The verdict of each look whose regular price is known; looks that are low one after another share theirs.

    Both ends are held against the regular price at the run's beginning: a price that settles lower hasn't returned.
    """
    verdict = np.full(len(price), NOT_PROMOTED, np.int8)
    low = _is_low(price, regular, rule)
    same = np.append(False, np.diff(series) == 0)
    starts = np.flatnonzero(low & ~(np.append(False, low[:-1]) & same))
    if not len(starts):
        return verdict
    ends = np.flatnonzero(low & ~np.append(low[1:] & same[1:], False))
    before, after = starts - 1, np.minimum(ends + 1, len(price) - 1)
    has_before, has_after = same[starts], np.append(same[1:], False)[ends]
    level = regular[starts]
    fell = has_before & ~_is_low(price[before], level, rule)
    came_back = has_after & ~_is_low(price[after], level, rule)
    lasted = day[ends] - day[starts] > rule.within
    late = day[after] - day[starts] > rule.within
    never = lasted | (has_before & ~fell) | (has_after & ~came_back)
    said = np.select(
        [never, ~has_before, ~has_after, late],
        [NOT_PROMOTED, START_NOT_SEEN, NOT_RETURNED_YET, NOT_OBSERVED],
        PROMOTED,
    )
    verdict[low] = np.repeat(said, ends - starts + 1)
    return verdict


def _is_low(price: Floats, regular: Floats, rule: Rule) -> Flags:
    low: Flags = price < regular * (1 - rule.threshold) - _SLACK
    return low
