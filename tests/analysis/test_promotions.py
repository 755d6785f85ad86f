"""Promotions told apart from lasting changes of price: on series written by hand, on a simulated market whose
promotions are known, and against a plain reading of the definition, look by look."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis.promotions import VERDICTS, Rule, find

UNHURRIED = settings(max_examples=50, deadline=None)  # a busy machine is no failure

RULE = Rule(window=35, threshold=0.05, within=42, least=4)
WORDS = {
    "P": "promoted",
    ".": "not-promoted",
    "-": "no-price",
    "f": "too-few",
    "r": "no-regular-price",
    "s": "start-not-seen",
    "y": "not-returned-yet",
    "o": "not-observed",
}


def verdicts(price: list[float | None], day: list[int] | None = None, rule: Rule = RULE) -> str:
    """The verdicts of one listing's looks, a letter each; looks are weekly where no days are given."""
    days = np.array(day or range(0, 7 * len(price), 7), np.float64)
    found = find(np.zeros(len(price), np.int64), days, np.array(price, np.float64), rule)
    letters = {word: letter for letter, word in WORDS.items()}
    return "".join(letters[VERDICTS[each]] for each in found.verdict)


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        ([100, 100, 80, 100, 100], "..P.."),
        ([100, 100, 80, 70, 80, 100, 100, 100], "..PPP..."),  # one promotion in steps
        ([100, 100, 96, 100, 100], "....."),  # less than 5 % below
        ([100, 100, 95, 100, 100], "....."),  # at the limit is not below it
        ([100, 100, 100, 80, 80, 80, 80, 80], "........"),  # a lasting cut, seen often enough to be the regular price
        ([100, 100, 100, 100, 80], "....y"),
        ([80, 100, 100, 100, 100], "s...."),
        ([100] * 5 + [120] * 5, ".........."),  # a rise is no return
        ([100] * 3 + [120] * 4, "sss...."),  # nobody saw what it cost before
        ([100, 100, 80, None, 100, 100], "..P-.."),
        ([100, 100, 80], "fff"),
        ([100, 90, 80, 70, 60, 50], "rrrrrr"),  # every price once
        ([None, None], "--"),
        ([], ""),
    ],
)
def test_weekly_prices_are_told_apart(prices: list[float | None], expected: str) -> None:
    assert verdicts(prices) == expected


def test_a_low_price_that_lasts_too_long_is_no_promotion() -> None:
    """Weekly looks: low from day 42 on; back within 21 days, or seen low for longer, or neither is known."""
    rule = RULE._replace(window=365, within=21)
    assert verdicts([100] * 6 + [80] * 3 + [100] * 6, rule=rule) == "......PPP......"
    assert verdicts([100] * 6 + [80] * 4 + [100] * 6, rule=rule) == "......oooo......"
    assert verdicts([100] * 6 + [80] * 5 + [100] * 6, rule=rule) == "................."


def test_a_return_that_nobody_could_see_in_time_is_left_open() -> None:
    days = [0, 7, 14, 21, 70, 77, 84, 91]
    assert verdicts([100, 100, 100, 80, 100, 100, 100, 100], days, RULE._replace(window=365)) == "...o...."


def test_a_fall_to_a_level_that_rises_again_only_in_part_is_no_promotion() -> None:
    """100, then 60, then 80 for good: 60 never came back to the price that it fell from."""
    assert verdicts([100] * 6 + [60] + [80] * 8) == "." * 15


def test_a_day_has_one_vote_however_often_somebody_looked() -> None:
    """Six looks in the hours of a sale don't outvote four days."""
    days = [0, 1, 2, *[3 + hour / 24 for hour in range(6)], 4]
    series = np.zeros(len(days), np.int64)
    price = np.array([100, 100, 100, *[80] * 6, 100], np.float64)
    found = find(series, np.array(days), price, RULE)
    assert {VERDICTS[each] for each in found.verdict[3:9]} == {"promoted"}
    assert set(price[found.regular]) == {100}


def test_listings_do_not_see_one_another() -> None:
    """Two listings answer together as they do alone, and the regular price is a place among one's own looks."""
    one, other = [100.0, 100, 80, 100, 100], [8.0, 8, 8, 8, 6]
    series = np.repeat([0, 1], 5)
    found = find(series, np.tile(np.arange(0, 35, 7.0), 2), np.array(one + other), RULE)
    assert [VERDICTS[each] for each in found.verdict] == [WORDS[each] for each in "..P......y"]
    assert np.array_equal(series[found.regular], series)


def by_definition(series: list[int], day: list[int], price: list[float], rule: Rule) -> list[float | None]:
    """The regular price of each look, one after another, with Counter."""
    found: list[float | None] = []
    for at, owner in zip(day, series, strict=True):
        votes = {d: p for s, d, p in zip(series, day, price, strict=True) if s == owner and abs(d - at) <= rule.window}
        price_, count = max(Counter(votes.values()).items(), key=lambda each: (each[1], each[0]))
        clear = len(votes) >= rule.least and count >= 2 and count * 5 >= len(votes)
        found.append(price_ if clear else None)
    return found


@UNHURRIED
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.sampled_from([5.0, 6, 7, 8])), min_size=1, max_size=60)
)
def test_the_regular_price_is_the_one_of_the_definition(looks: list[tuple[int, int, float]]) -> None:
    looks = sorted(looks, key=lambda look: look[:2])
    numbers = {name: place for place, name in enumerate(sorted({look[0] for look in looks}))}
    series, day, price = [numbers[look[0]] for look in looks], [look[1] for look in looks], [look[2] for look in looks]
    rule = Rule(window=10, threshold=0.05, within=42, least=3)
    found = find(np.array(series), np.array(day, np.float64), np.array(price), rule)
    told = [price[place] if place >= 0 else None for place in found.regular]
    assert told == by_definition(series, day, price, rule)


@UNHURRIED
@given(st.lists(st.sampled_from([5.0, 6, 7, 8]), min_size=1, max_size=30), st.sampled_from([0.01, 8.0, 4096.0]))
def test_the_unit_of_the_price_changes_no_verdict(prices: list[float], unit: float) -> None:
    assert verdicts([price * unit for price in prices]) == verdicts(prices)


def market(every: int, missed: float) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Looks at 150 listings in a year, and which are promotions: 3 to 14 days, 10 to 40 % deep, 10 to 90 days apart;
    the regular price changes for good 1.5 times a year on average, by up to a fifth."""
    chance = np.random.default_rng(7)
    made = []
    for listing in range(150):
        regular = np.full(365, np.round(chance.uniform(30, 300)))
        for start in np.flatnonzero(chance.random(365) < 1.5 / 365):
            regular[start:] = np.round(regular[start] * chance.uniform(0.8, 1.2))
        price, truth = regular.copy(), np.zeros(365, bool)
        start = int(chance.integers(0, 60))
        while start < 365:
            end = start + int(chance.integers(3, 15))
            price[start:end] = np.round(regular[start:end] * (1 - chance.uniform(0.1, 0.4)), 1)
            truth[start:end] = True
            start = end + int(chance.integers(10, 91))
        seen = np.arange(chance.integers(0, every), 365, every)
        seen = seen[chance.random(len(seen)) >= missed]
        made.append((np.full(len(seen), listing), seen.astype(np.float64), price[seen], truth[seen]))
    series, day, price, truth = (np.concatenate(parts) for parts in zip(*made, strict=True))
    return series, day, price, truth


@pytest.mark.parametrize(
    ("every", "missed", "precision", "recall"),
    [(1, 0.0, 0.98, 0.93), (1, 0.2, 0.98, 0.93), (7, 0.0, 0.97, 0.89), (7, 0.3, 0.95, 0.83)],
)
def test_true_promotions_are_found(every: int, missed: float, precision: float, recall: float) -> None:
    """Of looks said to be promotions so many are, and of looks at promotions so many are said to be."""
    series, day, price, truth = market(every, missed)
    said = find(series, day, price, RULE).verdict == VERDICTS.index("promoted")
    found = (said & truth).sum()
    print(
        f"every {every} days, {missed:.0%} missed: precision {found / said.sum():.3f}, recall {found / truth.sum():.3f}"
    )
    assert found / said.sum() >= precision
    assert found / truth.sum() >= recall
