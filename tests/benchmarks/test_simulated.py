"""The simulated market is an honest judge: its truth adds up, and its pages never show more than a page would."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest

from benchmarks.simulated import brought, files, keywords, looks, shown, world
from benchmarks.simulated.world import SLOTS, World
from tracker.store.place import Store

pytestmark = pytest.mark.xdist_group("market")  # one process imports it, once


@pytest.mark.parametrize(
    ("count", "exact_under", "text"),
    [
        (0, 100, "0"),
        (99, 100, "99"),
        (100, 100, "100+"),
        (199, 100, "100+"),
        (904, 1000, "904"),
        (1000, 1000, "1000+"),
        (9_999, 100, "9000+"),
        (10_000, 100, "1万+"),
        (12_999, 100, "1.2万+"),
        (109_999, 100, "10万+"),
        (1_290_000, 100, "120万+"),
    ],
)
def test_a_page_shows_the_bucket(count: int, exact_under: int, text: str) -> None:
    assert shown.counter_text(count, shown.Counter(0, exact_under, "已售{}", "sold")) == f"已售{text}"


def test_a_page_never_reveals_more_than_its_bucket() -> None:
    texts: dict[str, set[tuple[int, int | None]]] = {}
    for count in range(30_000):
        low, high = shown.bucket(count, 100)
        assert low <= count
        assert (high == count) if count < 100 else (high is None)
        texts.setdefault(shown.counter_text(count, shown.COUNTERS["jd"]), set()).add((low, high))
    assert all(len(bounds) == 1 for bounds in texts.values())
    assert len(texts) == 100 + 9 + 9 + 20


@pytest.mark.parametrize(("count", "text"), [(0, "0~10"), (24, "10~25"), (25, "25~50"), (9_999, "7500~10000")])
def test_a_range_holds_its_count(count: int, text: str) -> None:
    assert shown.range_text(count) == text


def test_the_same_seed_draws_the_same_market(truth: World) -> None:
    again = world.draw(618, listings=48, weeks=13)
    assert (again.units == truth.units).all()
    assert (again.prices.asked == truth.prices.asked).all()
    assert (world.draw(619, listings=48, weeks=13).units != truth.units).any()


def test_nothing_is_sold_of_what_cannot_be_bought(truth: World) -> None:
    daily = truth.units.reshape(truth.listings, truth.days, SLOTS).sum(axis=2)
    assert (daily[~truth.stocked] == 0).all()
    assert daily[truth.stocked].mean() > 1
    day = np.arange(truth.days)
    assert not truth.stocked[(day < truth.born[:, None]) | (day >= truth.gone[:, None])].any()


def test_a_lifetime_counter_is_what_came_before_and_all_sales_less_what_was_removed(truth: World) -> None:
    counter = truth.lifetime()
    assert (counter >= 0).all()
    for listing in range(truth.listings):
        gained = counter[listing, -1] - counter[listing, 0]
        assert gained == truth.sold(listing, 0, truth.days * SLOTS) - truth.removed[listing].sum()
        falls = np.diff(counter[listing]) < 0
        assert not falls[truth.removed[listing] == 0].any()


def test_a_count_is_reached_in_the_middle_of_the_slot_that_sells_it(truth: World) -> None:
    counter = truth.lifetime()
    for listing in np.flatnonzero(counter[:, -1] - counter[:, 0] > 20):
        count = int(counter[listing, 0]) + 10
        reached = truth.reached(listing, count, after=0)
        assert reached is not None
        assert counter[listing, int(reached)] < count <= counter[listing, int(reached) + 1]
        assert truth.reached(listing, int(counter[listing, 0]), after=0) is None
        assert truth.reached(listing, int(counter[listing].max()) + 1, after=0) is None


def test_a_rolling_counter_holds_its_window_alone(truth: World) -> None:
    window, moment = truth.rolling(30), (world.BEFORE + 5) * SLOTS
    for listing in range(truth.listings):
        assert window[listing, moment] == truth.sold(listing, moment - 30 * SLOTS, moment)
    assert (window[:, : 30 * SLOTS] == -1).all()


def test_promotions_are_as_long_and_deep_as_said_and_return_to_where_they_began(truth: World) -> None:
    asked, regular, promoted, restless = truth.prices
    assert 0.05 < promoted.mean() < 0.3
    depth = 1 - asked[promoted] / regular[promoted]
    assert 0.05 < depth.min() < depth.max() < 0.45  # a restless price is about a percent off
    assert (asked == regular)[~promoted & ~restless].all()
    assert 0 < restless.mean() < 0.3
    assert np.abs(asked[~promoted] / regular[~promoted] - 1).max() < 0.06
    assert (np.diff(regular, axis=1)[promoted[:, 1:]] == 0).all()


def test_the_market_that_is_recorded_is_a_sample_of_the_whole(truth: World) -> None:
    for category, of_all in enumerate(truth.market_log_price):
        recorded = np.log(truth.prices.asked[truth.category == category]).mean(axis=0)
        assert np.abs(recorded - of_all).max() < 1.5  # six listings, whose logarithms spread by 0.6


@pytest.mark.parametrize("plan", looks.PLANS)
def test_looks_follow_their_plan(plan: str, truth: World) -> None:
    found = looks.moments(plan, truth, np.random.default_rng(1))
    times = [world.at(each) for each in found]
    gaps = {(after - before) / timedelta(days=1) for before, after in pairwise(times)}
    assert times[0].date() >= world.FIRST_LOOK
    allowed = {"daily": max(gaps) < 2, "weekly": gaps == {7}, "missed": {7, 14} <= gaps, "uneven": max(gaps) <= 14}
    assert allowed[plan]
    assert [world.moment(each) for each in times] == found


def test_what_is_imported_is_what_the_pages_showed(truth: World, weekly: Store) -> None:
    seen = brought.asked(weekly, "listing-history")
    assert len(seen) > 0.9 * 14 * (truth.stocked.any(axis=1).sum() * 0.8)
    counted = {platform: shown.counts(truth, platform) for platform in shown.COUNTERS}
    for row in seen.itertuples():
        listing, moment = files.number(row.listing_key), world.moment(row.observed_at.to_pydatetime())
        counter = shown.COUNTERS[row.platform]
        low, high = shown.bucket(counted[row.platform][listing, moment], counter.exact_under)
        assert (row.sold_low, row.sold_kind) == (low, counter.kind)
        assert row.sold_high == high if high is not None else np.isnan(row.sold_high)
        price = truth.prices.asked[listing, shown.day_of(moment)]
        assert row.price_low == pytest.approx(price)
        assert row.price_high == pytest.approx(round(price * truth.spread[listing], 2))
        assert row.review_count == truth.reviews[listing, moment - 1]
    assert set(seen.availability) == {"in_stock", "out_of_stock", "delisted"}


def test_boards_are_ranked_by_what_was_truly_sold(truth: World, weekly: Store) -> None:
    boards = brought.asked(weekly, "shops")
    assert len(boards) == len(world.CATEGORIES) * world.SHOPS
    for category, name in enumerate(world.CATEGORIES):
        mine = boards[boards.category == name].sort_values("rank")
        units, amount = files.board(truth, category, world.moment(mine.observed_at.iloc[0].to_pydatetime()))
        names = [files.shop_name(category, shop) for shop in np.argsort(-units, kind="stable")]
        assert list(mine.shop_name) == names
        assert (mine.sales_low.to_numpy() <= np.sort(units)[::-1]).all()
        if mine.platform.iloc[0] == "jd":
            assert list(mine.sales_high) == list(np.sort(units)[::-1])
            assert mine.amount_low.sum() == pytest.approx(amount.sum(), abs=0.05)


def test_series_of_keywords_grow_as_they_are_said_to() -> None:
    drawn = keywords.draw(np.random.default_rng(7), 40)
    for kind in keywords.kinds():
        if kind.noise in {"season", "level"}:
            continue
        slopes = [np.polyfit(one.days / 7, np.log(one.values), 1)[0] for one in drawn if one.kind == kind]
        error = keywords.NOISE * np.sqrt(12 / kind.length**3 / 40) * (3 if kind.noise == "persistent" else 1)
        assert np.mean(slopes) == pytest.approx(kind.growth, abs=4 * error)
    assert len({one.keyword for one in drawn}) == len(drawn)
