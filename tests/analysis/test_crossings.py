"""Readings and their brackets, of many series at once, against one series read one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis import crossings
from tracker.analysis.bounds import Bounds

SNAPSHOT = st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 6), st.sampled_from([0, 2, np.inf]))


@given(st.lists(SNAPSHOT, max_size=40), st.randoms(use_true_random=False))
def test_the_brackets_are_those_of_each_series_read_one_by_one(snapshots, chance):
    names = sorted({each[0] for each in snapshots})
    shuffled = [(names.index(series), at, low, low + wide) for series, at, low, wide in snapshots]
    chance.shuffle(shuffled)
    series, at, low, high = np.array(shuffled, dtype=float).reshape(-1, 4).T
    rows = np.arange(len(series))
    seen = at.astype(np.int64).astype("datetime64[us]")
    read = crossings.readings(series.astype(np.int64), seen, Bounds(low, high), rows % 2, rows)
    found = crossings.steps(read)
    assert len(found.first) == len(names)
    for of in range(len(names)):
        moments, kept, falls = {}, [], 0
        for place in sorted(np.flatnonzero(series == of), key=lambda each: (at[each], each % 2, each)):
            before = moments.get(at[place], (0, 0))
            moments[at[place]] = (max(low[place], before[0]), max(high[place], before[1]), place)
        for reading in (moments[each] for each in sorted(moments)):
            if kept and _below(kept[-1], reading, fall=True):
                kept, falls = [], falls + 1
            kept.append(reading)
        lower = next((each for each in kept if each[0] > kept[0][0]), None)
        upper = next(each for each in kept if each[0] == max(each[0] for each in kept))
        told = {
            "first": kept[0], "last": kept[-1], "lower": lower, "upper": upper,
            "lower_after": _before(kept, lower), "upper_after": _before(kept, upper),
        }  # fmt: skip
        assert (found.fell_count[of], found.reading_count[of]) == (falls, len(kept))
        for name, reading in told.items():
            place = getattr(found, name)[of]
            if reading is None:
                assert place == crossings.NOWHERE
            else:
                ends = (read.counter.low[place], read.counter.high[place], read.source_row[place])
                assert ends == reading


def test_moments_too_far_apart_for_one_number_are_sorted_all_the_same():
    seen = np.array(["9999-01-01", "0001-01-01", "2026-01-01"] * 40, dtype="datetime64[us]")
    series = np.repeat(np.arange(40), 3)
    ends = np.arange(120.0)
    read = crossings.readings(series, seen, Bounds(ends, ends), np.ones(120, dtype=np.int64), np.arange(120))
    assert (read.counter.low.reshape(40, 3) % 3 == [1, 2, 0]).all()


def _below(before, after, *, fall):
    """Whether the one reading is surely below the other: the later below the earlier is a fall."""
    low, high = (after, before) if fall else (before, after)
    return low[1] < high[0] or (low[1] == high[1] == np.inf and low[0] < high[0])


def _before(kept, step):
    if step is None:
        return None
    earlier = [each for each in kept[: kept.index(step)] if _below(each, step, fall=False)]
    return earlier[-1] if earlier else None
