"""product-suggestions: pairs of listings of different shops, by barcode, by brand and model, or by their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tracker.analysis import alike
from tracker.analysis.given import number, whole
from tracker.analysis.packs import AMBIGUOUS, parse_pack
from tracker.normalise.fold import fold_header
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

THRESHOLD = 0.8
MOST = 3

_NO_BRAND = frozenset({"generic", "nobrand", "unbranded", "oem", "other", "无", "无品牌", "其他", "其它", "other/其他"})
"""Folded words under a brand's name that are none."""

_SHORTEST_MODEL = 3
_STRENGTH = {"barcode": 2, "model": 1, "title": 0}


class _Pair(NamedTuple):
    """Places of two listings, what speaks for them, and how alike their titles are."""

    left: int
    right: int
    evidence: str
    similarity: float


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of product-suggestions: of each asked listing the best, the strongest evidence first."""
    threshold = number(given, "threshold", THRESHOLD, 0.5, 1.0)
    most = whole(given, "most", MOST, 1, 50)
    rows = gathered.to_pylist()
    pairs: list[_Pair] = []
    for _, block in groupby(range(len(rows)), key=lambda place: rows[place]["category"]):
        pairs += _of_block(rows, list(block), threshold)
    chosen = list(_best(rows, pairs, most))
    return _columns(rows, chosen)


def _of_block(rows: Sequence[Mapping[str, Any]], places: Sequence[int], threshold: float) -> Iterator[_Pair]:
    """All pairs of a category of which something speaks."""
    words = [alike.words_of(rows[place]["title"]) for place in places]
    asked = [rows[place]["is_asked"] for place in places]
    if not any(asked):
        return
    known = {pair: evidence for evidence in ("model", "barcode") for pair in _sharing(rows, places, evidence)}
    left, right = alike.pairs_sharing(words, asked)
    titled = dict.fromkeys(zip(left.tolist(), right.tolist(), strict=True), "title")
    evidence = titled | known
    ends = np.array(list(evidence), int).reshape(-1, 2)
    scores = alike.similarity(words, (ends[:, 0], ends[:, 1]))
    for (first, second), score in zip(evidence, scores.tolist(), strict=True):
        pair = _Pair(places[first], places[second], evidence[first, second], score)
        if _is_suggested(rows[pair.left], rows[pair.right], pair, threshold):
            yield pair


def _sharing(rows: Sequence[Mapping[str, Any]], places: Sequence[int], evidence: str) -> Iterator[tuple[int, int]]:
    """Pairs (asked, other) of a block that have a barcode, or brand and model, in common."""
    holders: dict[Any, list[int]] = {}
    for place, at in enumerate(places):
        for code in _codes(rows[at], evidence):
            holders.setdefault(code, []).append(place)
    for alikes in holders.values():
        for first in alikes:
            if rows[places[first]]["is_asked"]:
                yield from ((first, second) for second in alikes if second != first)


def _codes(row: Mapping[str, Any], evidence: str) -> list[Any]:
    """What tells exactly which thing a listing is: its valid barcodes, or brand with model."""
    if evidence == "barcode":
        return [code for code in (row["barcode"] or "").split() if alike.is_barcode(code)]
    brand, model = fold_header(row["brand"] or ""), fold_header(row["model"] or "")
    is_told = brand and brand not in _NO_BRAND and len(model) >= _SHORTEST_MODEL and any(map(str.isdigit, model))
    return [(brand, model)] if is_told else []


def _is_suggested(left: Mapping[str, Any], right: Mapping[str, Any], pair: _Pair, threshold: float) -> bool:
    """Whether a pair is of different shops, not grouped already, and of titles alike and one size where only they
    speak for it."""
    if left["shop_key"] is not None and (left["platform"], left["shop_key"]) == (right["platform"], right["shop_key"]):
        return False
    if not set(left["products"]).isdisjoint(right["products"]):
        return False
    if pair.evidence != "title":
        return True
    sizes = {parse_pack(left["title"]), parse_pack(right["title"])}
    return pair.similarity >= threshold and len(sizes) == 1 and AMBIGUOUS not in sizes


def _best(rows: Sequence[Mapping[str, Any]], pairs: Sequence[_Pair], most: int) -> Iterator[_Pair]:
    """The best of each listing, in the order of the listings."""

    def key(place: int) -> tuple[str, str]:
        return rows[place]["platform"], rows[place]["listing_key"]

    def order(pair: _Pair) -> tuple[Any, ...]:
        return (*key(pair.left), -_STRENGTH[pair.evidence], -pair.similarity, *key(pair.right))

    for _, each in groupby(sorted(pairs, key=order), key=lambda pair: pair.left):
        yield from list(each)[:most]


def _columns(rows: Sequence[Mapping[str, Any]], pairs: Sequence[_Pair]) -> Mapping[str, Any]:
    own = ("platform", "listing_key", "title", "shop_name", "observed_at")
    first = (*own, "category", "document", "source_row", "batch_id")
    return {
        **{name: [rows[pair.left][name] for pair in pairs] for name in first},
        **{f"other_{name}": [rows[pair.right][name] for pair in pairs] for name in own},
        "relation": ["equivalent" if pair.evidence == "title" else "exact" for pair in pairs],
        "evidence": [pair.evidence for pair in pairs],
        "similarity": [pair.similarity for pair in pairs],
    }
