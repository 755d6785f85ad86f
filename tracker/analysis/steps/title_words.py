"""title-words: runs of words of the newest titles, with the listings, shops and counters behind each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import bounds, stored
from tracker.analysis.given import whole
from tracker.analysis.titles.segment import Cut, distinct
from tracker.analysis.titles.vocabulary import segmenter_of
from tracker.store.questions import Given
from tracker.store.words import Word

if TYPE_CHECKING:
    from pyarrow import Table

LEAST = 2
MOST_WORDS = 3

Ints = NDArray[np.int64]


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The runs of words of each platform and category, those with the greatest counters first."""
    import pyarrow.compute as pc

    kinds = ("listing", "keyword", "word")
    rows, keywords, said = (gathered.filter(pc.equal(gathered.column("kind"), kind)) for kind in kinds)
    told = (said.column(name).to_pylist() for name in ("title", "role", "is_whole"))
    titles = rows.column("title").to_pylist()
    words = [Word(*each) for each in zip(*told, strict=True)]
    cut = segmenter_of(keywords.column("title").to_pylist(), words).cut(titles)
    market = _numbered(rows, "platform", "category")
    size = given.get("words")
    sizes = range(1, MOST_WORDS + 1) if size is None else [whole(given, "words", 1, 1, MOST_WORDS)]
    least = whole(given, "least", LEAST, 1, 1_000_000)
    found = [_grams(cut, market, each, rows, least) for each in sizes]
    columns = {name: np.concatenate([each[name] for each in found]) for name in found[0]}
    example = rows.take(columns.pop("example"))
    columns |= {name: example.column(name) for name in _OF_EXAMPLE}
    return _ordered(columns)


_OF_EXAMPLE = ("platform", "category", "listing_key", "title", "observed_at", "document", "source_row")


def _grams(cut: Cut, market: Ints, size: int, rows: Table, least: int) -> dict[str, NDArray[Any]]:
    """The runs of so many words that at least so many rivals' listings use."""
    number, words, of_market, row = _runs(cut, market, size)
    is_own, is_top = (rows.column(name).to_numpy() for name in ("is_own", "is_top"))
    count = len(of_market)
    rival = ~is_own[row]
    kinds = _commonest(rows, market, is_own)
    counter = bounds(*(rows.column(f"sold_{end}").to_numpy() for end in ("low", "high")))
    kind_of = np.asarray(rows.column("sold_kind").to_pylist(), dtype=object)
    counts = rival & ~np.isnan(counter.low[row]) & (kind_of[row] == kinds[market[row]])
    sold_count = np.bincount(number[counts], minlength=count)
    low, high = (np.bincount(number[counts], end[row[counts]], count).astype(np.float64) for end in counter)
    shops = distinct(number[rival] * (len(market) + 1) + _numbered(rows, "platform", "shop_key")[row[rival]])
    top = np.bincount(market[is_top & ~is_own], minlength=len(kinds))[of_market]
    used = np.bincount(number[rival & is_top[row]], minlength=count)
    columns: dict[str, NDArray[Any]] = {
        "gram": np.asarray([" | ".join(cut.vocabulary[each] for each in run) for run in words.tolist()], dtype=object),
        "word_count": np.full(count, size),
        "listing_count": np.bincount(number[rival], minlength=count),
        "shop_count": np.bincount(shops // (len(market) + 1), minlength=count),
        "own_count": np.bincount(number[~rival], minlength=count),
        "sold_kind": kinds[of_market],
        "sold_low": np.where(sold_count, low, np.nan),
        "sold_high": np.where(sold_count, stored(high), np.nan),
        "sold_count": sold_count,
        "top_count": top,
        "top_share": np.where(top > 0, used / np.maximum(top, 1), np.nan),
        "market": of_market,
        "example": _examples(number, row, np.where(rival, np.where(counts, counter.low[row], -1.0), -2.0), count),
    }
    columns["uncounted_count"] = columns["listing_count"] - sold_count
    kept = columns["listing_count"] >= least
    return {name: each[kept] for name, each in columns.items()}


def _runs(cut: Cut, market: Ints, size: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Which listing uses which run, once each: the run's number and the row; and of each run its words and market."""
    text = cut.texts()
    starts = np.arange(max(len(text) - size + 1, 0))
    starts = starts[text[starts] == text[starts + size - 1]] if len(starts) else starts
    run = market[text[starts]]
    for place in range(size):
        _, run = np.unique(run * (len(cut.vocabulary) + 1) + cut.ids[starts + place], return_inverse=True)
    _, first = np.unique(run, return_index=True)
    number, row = np.divmod(distinct(run * (len(market) + 1) + text[starts]), len(market) + 1)
    at = starts[first]
    return number, np.stack([cut.ids[at + place] for place in range(size)], axis=1), market[text[at]], row


def _examples(number: Ints, row: Ints, weight: NDArray[np.float64], count: int) -> Ints:
    """The row of each run that weighs most, the earlier of equals. Runs and rows ascend."""
    most = np.full(count, -np.inf)
    np.maximum.at(most, number, weight)
    heaviest = np.flatnonzero(weight == most[number])
    found: Ints = row[heaviest[np.searchsorted(number[heaviest], np.arange(count))]]
    return found


def _commonest(rows: Table, market: Ints, is_own: NDArray[np.bool_]) -> NDArray[Any]:
    """In each market the kind of counter that most rivals' listings have, of equals the first by name; None: none."""
    counted = rows.column("sold_low").is_valid().to_numpy() & ~is_own
    kinds = np.asarray(rows.column("sold_kind").to_pylist(), dtype=object)
    found = np.full(int(market.max(initial=-1)) + 1, None, dtype=object)
    most = np.zeros(len(found), np.int64)
    for kind in sorted({kind for kind in kinds[counted].tolist() if kind is not None}):
        often = np.bincount(market[counted & (kinds == kind)], minlength=len(found))
        found[often > most] = kind
        most = np.maximum(most, often)
    return found


def _numbered(rows: Table, *names: str) -> Ints:
    """Each row's number by the values of these columns; null is a value."""
    numbers: dict[tuple[Any, ...], int] = {}
    columns = [rows.column(name).to_pylist() for name in names]
    found = [numbers.setdefault(each, len(numbers)) for each in zip(*columns, strict=True)]
    return np.asarray(found, np.int64)


def _ordered(columns: dict[str, Any]) -> dict[str, Any]:
    """Market by market, in each the runs with the greatest counters first, then of most listings, then by name."""
    import pyarrow as pa

    market = columns.pop("market")
    by_name = np.argsort(np.argsort(columns["gram"].astype(np.str_), kind="stable"), kind="stable")
    sold = np.nan_to_num(columns["sold_low"], nan=-1.0)
    order = np.lexsort((by_name, -columns["listing_count"], -sold, market))
    arrays = {
        name: each if isinstance(each, pa.ChunkedArray) else pa.array(each, from_pandas=True)
        for name, each in columns.items()
    }
    return {name: each.take(order) for name, each in arrays.items()}
