"""keyword-roots: the keywords gathered, cut to roots, with sums, ratios of sums, and a role for each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, product, stored
from tracker.analysis.keywords.roles import is_filler_form, listed_roles, said_roles
from tracker.analysis.keywords.roots import Holding, Ints, heads, holding, ratio, sums, within
from tracker.analysis.titles.segment import Cut, Segmenter
from tracker.analysis.titles.vocabulary import segmenter_of
from tracker.normalise.keyword import fold_keywords
from tracker.store.questions import Given
from tracker.store.words import Word

if TYPE_CHECKING:
    from pyarrow import Table

HEAD_SHARE = 0.5
"""Of the keywords with a word, the share that must end in it for it to be core."""

HEAD_WEIGHT = 0.1
"""Of the demand of the list (of its keywords, where no demand is told), the share of the keywords that end in it."""

BY_RATE = "clicks x conversion_ratio"
"""What buyers are where the list tells a rate alone."""

_BRANDS = re.compile(r"[/|｜()（）,，、;；]")
"""Parts the spellings of a brand: Nike/耐克."""


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The roots of each list, those of most demand first."""
    rows, brands, said = _parted(gathered)
    keywords = rows.column("keyword").to_pylist()
    lists = rows.column("number").to_numpy().astype(np.int64) - 1
    segmenter = segmenter_of(keywords, said)
    cut = segmenter.cut(keywords)
    held = holding(cut, lists)
    measures, rates, origins = _measures(rows, lists)
    weight = _weights(lists, measures["demand"])
    of_first = rows.take(_first(held, weight))
    columns: dict[str, Any] = {name: of_first.column(name) for name in _OF_FIRST}
    columns |= _roles(cut, held, lists, weight, brands, said)
    columns["root_key"] = [cut.vocabulary[word] for word in held.words.tolist()]
    columns["root"] = _spelled(keywords, segmenter, held, columns["root_key"])
    columns["keyword_count"] = held.held_by()
    columns["list_count"] = np.bincount(lists, minlength=1)[held.lists]
    for name, measure in measures.items():
        if name != "supply":
            total = sums(held, measure)
            columns |= _bounds(name, total.of) | {f"{name}_count": total.told_by}
    for name, above, below in (("conversion", "buyers", "clicks"), ("demand_supply", "demand", "supply")):
        share = ratio(held, measures[above], measures[below])
        of = within(held, share.of, rates) if name == "conversion" else share.of
        columns |= _bounds(name, of) | {f"{name}_count": share.told_by}
    columns |= {name: [each[at] for at in held.lists.tolist()] for name, each in origins.items()}
    return _ordered(columns, held)


_OF_FIRST = (
    "source", "platform", "region", "demand_metric", "demand_unit", "keyword", "since", "until", "document",
    "source_row",
)  # fmt: skip


def _parted(gathered: Table) -> tuple[Table, frozenset[str], list[Word]]:
    """The keywords, the brands seen (folded), and what the user said of words."""
    import pyarrow.compute as pc

    kinds = {kind: gathered.filter(pc.equal(gathered.column("kind"), kind)) for kind in ("keyword", "brand", "word")}
    spelled = kinds["brand"].column("keyword").to_pylist()
    brands = frozenset(filter(None, fold_keywords([part for each in spelled for part in [each, *_BRANDS.split(each)]])))
    said = [kinds["word"].column(name).to_pylist() for name in ("keyword", "role", "is_whole")]
    return kinds["keyword"], brands, [Word(*each) for each in zip(*said, strict=True)]


def _measures(rows: Table, lists: Ints) -> tuple[dict[str, Bounds], Bounds, dict[str, list[str | None]]]:
    """Demand, clicks, buyers and supply of each keyword, the rates that its buyers come from, if from any, and what
    clicks and buyers of each list are."""
    told = {name: Bounds(*(rows.column(f"{name}_{end}").to_numpy() for end in ("low", "high"))) for name in _TOLD}
    clicks, clicks_from = _first_told(
        lists,
        {"click_popularity": told["clicks"], "demand x click_ratio": product(told["demand"], told["click_ratio"])},
    )
    buyers, buyers_from = _first_told(
        lists, {"buyers": told["buyers"], BY_RATE: product(clicks, told["conversion_ratio"])}
    )
    measures = {"demand": told["demand"], "clicks": clicks, "buyers": buyers, "supply": told["supply"]}
    is_product = np.asarray([each == BY_RATE for each in buyers_from], np.bool_)[lists] & ~np.isnan(buyers.low)
    rates = Bounds(*(np.where(is_product, each, np.nan) for each in told["conversion_ratio"]))
    return measures, rates, {"clicks_from": clicks_from, "buyers_from": buyers_from}


_TOLD = ("demand", "click_ratio", "clicks", "conversion_ratio", "buyers", "supply")


def _first_told(lists: Ints, choices: Mapping[str, Bounds]) -> tuple[Bounds, list[str | None]]:
    """In each list the first of the measures that any of its keywords tells, and its name: one list, one measure."""
    count = int(lists.max(initial=-1)) + 1
    names: list[str | None] = [None] * count
    low, high = np.full((2, len(lists)), np.nan)
    for name, measure in choices.items():
        tells = np.bincount(lists[~np.isnan(measure.low)], minlength=count) > 0
        here = tells & np.asarray([each is None for each in names], np.bool_)
        names = [name if new else each for new, each in zip(here.tolist(), names, strict=True)]
        low, high = np.where(here[lists], measure.low, low), np.where(here[lists], measure.high, high)
    return Bounds(low, high), names


def _roles(
    cut: Cut, held: Holding, lists: Ints, weight: NDArray[np.float64], brands: frozenset[str], said: Sequence[Word]
) -> dict[str, Any]:
    """The role of each root, who says so, and why."""
    spoken, listed = said_roles(said), listed_roles()
    known: list[tuple[str, str] | None] = []
    for word in cut.vocabulary:
        if word in spoken:
            known.append((spoken[word], "said"))
        elif word in brands:
            known.append(("brand", "brand-seen"))
        elif word in listed:
            known.append((listed[word], "listed"))
        else:
            known.append(("filler", "year") if is_filler_form(word) else None)
    skipped = np.asarray([each is not None and each[0] not in {"core", "attribute"} for each in known], np.bool_)
    skipped |= np.asarray([word[:1].isdigit() for word in cut.vocabulary], np.bool_)
    head = heads(cut, skipped)
    is_head = head[held.keyword] == held.words[held.root]
    count = len(held.words)
    ends = np.bincount(held.root[is_head], minlength=count)
    whole = np.bincount(lists, weight, int(lists.max(initial=0)) + 1)[held.lists]
    share = np.bincount(held.root[is_head], weight[held.keyword[is_head]], count) / whole
    is_core = (ends >= HEAD_SHARE * held.held_by()) & (share >= HEAD_WEIGHT)
    told = [known[word] or (("core", "head") if core else ("attribute", "other"))
            for word, core in zip(held.words.tolist(), is_core.tolist(), strict=True)]  # fmt: skip
    return {
        "role": [role for role, _ in told],
        "role_origin": ["said" if reason == "said" else "suggested" for _, reason in told],
        "role_reason": [reason for _, reason in told],
        "head_count": ends,
    }


def _weights(lists: Ints, demand: Bounds) -> NDArray[np.float64]:
    """What each keyword weighs in its list: its demand, at least; 1 in a list that tells no demand above zero."""
    weight = np.nan_to_num(demand.low, nan=0.0)
    total = np.bincount(lists, weight, int(lists.max(initial=-1)) + 1)
    return np.where(total[lists] > 0, weight, 1.0)


def _first(held: Holding, weight: NDArray[np.float64]) -> Ints:
    """The keyword of each root that weighs most, the earlier of equals."""
    own = weight[held.keyword]
    starts = np.searchsorted(held.root, np.arange(len(held.words)))
    most = np.maximum.reduceat(own, starts) if len(starts) else own
    heaviest = np.flatnonzero(own == most[held.root])
    found: Ints = held.keyword[heaviest[np.searchsorted(held.root[heaviest], np.arange(len(held.words)))]]
    return found


def _spelled(keywords: Sequence[str], segmenter: Segmenter, held: Holding, keys: Sequence[str]) -> list[str]:
    """Each root as most of its keywords spell it, the earlier of equals: a keyword that is its own folded form spells
    its words as their keys."""
    folded = fold_keywords(keywords)
    plain = np.asarray([text == each for text, each in zip(keywords, folded, strict=True)], np.bool_)
    changed = np.flatnonzero(~plain)
    words = segmenter.many([keywords[row] for row in changed.tolist()])
    keyed = iter(fold_keywords([word for each in words for word in each]))
    spellings = {row: {next(keyed): word for word in each} for row, each in zip(changed.tolist(), words, strict=True)}
    plain_count = held.held_by(plain)
    odd = ~plain[held.keyword]
    found: dict[int, Counter[str]] = {}
    for root, row in zip(held.root[odd].tolist(), held.keyword[odd].tolist(), strict=True):
        key = keys[root]
        known = found.setdefault(root, Counter({key: int(plain_count[root])} if plain_count[root] else {}))
        known[spellings[row].get(key, key)] += 1
    return [found[root].most_common(1)[0][0] if root in found else key for root, key in enumerate(keys)]


def _bounds(name: str, of: Bounds) -> dict[str, Any]:
    return {f"{name}_low": of.low, f"{name}_high": stored(of.high)}


def _ordered(columns: Mapping[str, Any], held: Holding) -> dict[str, Any]:
    """The roots list by list, in each those of most demand first, then of most keywords, then by their key."""
    import pyarrow as pa

    demand = np.nan_to_num(columns["demand_low"], nan=-1.0)
    by_key = np.argsort(np.argsort(np.asarray(columns["root_key"], dtype=np.str_), kind="stable"), kind="stable")
    order = np.lexsort((by_key, -columns["keyword_count"], -demand, held.lists))
    arrays = {
        name: each if isinstance(each, pa.Array | pa.ChunkedArray) else pa.array(each, from_pandas=True)
        for name, each in columns.items()
    }
    return {name: each.take(order) for name, each in arrays.items()}
