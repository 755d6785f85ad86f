"""title-density: the titles of each market that hold or cover the keywords of the lists that fit it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.keywords.told import groups
from tracker.analysis.titles.coverage import cover_many, prepared
from tracker.analysis.titles.phrases import Phrases
from tracker.analysis.titles.vocabulary import segmenter_of
from tracker.normalise.keyword import fold_keyword, fold_keywords
from tracker.normalise.words import load
from tracker.store.questions import Given
from tracker.store.words import Word

if TYPE_CHECKING:
    from pyarrow import Array, Table

COLUMNS = (
    "source", "list_platform", "list_category", "region", "keyword", "platform", "category", "title_count",
    "exact_count", "covered_count", "exact_share", "page_count", "page_exact_count", "band", "reason", "looked_since",
    "looked_until", "document", "source_row",
)  # fmt: skip


Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Market:
    """Titles of one platform and category, each listing once. `pages`: of the lists with positions, by their folded
    names, the titles at the first positions, folded."""

    platform: str
    category: str | None
    titles: list[str]
    pages: dict[str, Phrases]
    looked: tuple[Any, Any]


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """A row per keyword of a list and market that fits it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kinds = ("title", "keyword", "word")
    titles, words, said = (gathered.filter(pc.equal(gathered.column("kind"), kind)) for kind in kinds)
    markets = list(_markets(titles))
    told = [Word(*each.values()) for each in said.select(["keyword", "role", "is_whole"]).to_pylist()]
    parts = [
        _rows(head, words.take(rows), market, told)
        for head, rows in groups(words, "source", "platform", "category", "region")
        for market in markets
        if head[1] in {None, market.platform} and head[2] in {None, market.category}
    ]
    if not parts:
        return {name: pa.array([], pa.null()) for name in COLUMNS}
    return {name: pa.chunked_array([part[name] for part in parts]) for name in COLUMNS}


def _markets(titles: Table) -> Iterator[_Market]:
    size = load("opportunity")["title_density"]["results"]
    for (platform, category), rows in groups(titles, "platform", "category"):
        found = titles.take(rows).to_pylist()
        newest: dict[str, tuple[Any, str]] = {}
        pages: dict[str, list[Row]] = {}
        for each in found:
            known = newest.get(each["listing_key"])
            if known is None or known[0] < each["observed_at"]:
                newest[each["listing_key"]] = (each["observed_at"], each["title"])
            if each["list_name"] is not None and each["position"] is not None and each["position"] <= size:
                pages.setdefault(fold_keyword(each["list_name"]), []).append(each)
        moments = [each["observed_at"] for each in found]
        texts = [title for _at, title in newest.values()]
        known_pages = {name: Phrases(_last(page)) for name, page in pages.items()}
        yield _Market(platform, category, texts, known_pages, (min(moments), max(moments)))


def _last(page: list[Row]) -> list[str]:
    """The titles last seen at each position of a day's looks at a list."""
    last: dict[int, Any] = {}
    for each in page:
        last[each["position"]] = max(each["observed_at"], last.get(each["position"], each["observed_at"]))
    return [each["title"] for each in page if each["observed_at"] == last[each["position"]]]


def _rows(head: tuple[Any, ...], words: Table, market: _Market, said: Sequence[Word]) -> dict[str, Array]:
    import pyarrow as pa

    keywords: list[str] = words.column("keyword").to_pylist()
    folded = fold_keywords(keywords)
    count, titles = len(keywords), len(market.titles)
    exact = Phrases(market.titles).counts(folded)
    pages = [_page(word, market) for word in folded]
    same = {
        "source": head[0], "list_platform": head[1], "list_category": head[2], "region": head[3],
        "platform": market.platform, "category": market.category, "title_count": titles,
        "looked_since": market.looked[0], "looked_until": market.looked[1],
    }  # fmt: skip
    made = {
        name: pa.nulls(count, pa.string()) if value is None else pa.repeat(value, count) for name, value in same.items()
    }
    return made | {
        "keyword": pa.array(keywords, pa.string()),
        "exact_count": pa.array(exact),
        "covered_count": pa.array(_covered(keywords, market.titles, said)),
        "exact_share": pa.array(exact / titles),
        "page_count": pa.array([each[0] for each in pages], pa.int64()),
        "page_exact_count": pa.array([each[1] for each in pages], pa.int64()),
        "band": pa.array([each[2] for each in pages], pa.string()),
        "reason": pa.array([each[3] for each in pages], pa.string()),
        "document": words.column("document").combine_chunks(),
        "source_row": words.column("source_row").combine_chunks(),
    }


def _covered(keywords: list[str], titles: list[str], said: Sequence[Word]) -> NDArray[np.int64]:
    segmenter = segmenter_of(keywords, said)
    found = [covered for covered, _tight in cover_many(titles, prepared(keywords, segmenter), segmenter)]
    return np.bincount(np.concatenate(found), minlength=len(keywords))


def _page(folded: str, market: _Market) -> tuple[int | None, int | None, str | None, str | None]:
    """How many of the first results were recorded and hold the keyword, the band, and why there is none."""
    page = market.pages.get(folded)
    if page is None:
        return None, None, None, "no-search-list"
    facts = load("opportunity")["title_density"]
    seen, holding = len(page.titles), len(page.holding(folded))
    most = holding + max(facts["results"] - seen, 0)  # where all that weren't recorded hold it
    low, high = (_band(number, facts["bands"]) for number in (holding, most))
    return seen, holding, low if low == high else None, None if low == high else "few-positions"


def _band(number: int, bands: Mapping[str, int]) -> str:
    return next((name for name, most in bands.items() if number <= most), list(bands)[-1])
