"""The facts of the trade that stand in tracker/reference/*.toml: field aliases, metrics, sources, platforms."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from tracker.normalise.fold import fold_header
from tracker.normalise.words import load


@dataclass(frozen=True, slots=True)
class Field:
    """One meaning a column can have. `sold_kinds`: folded alias to the kind of counter it names. Of several columns
    with its names one called as in `first` is meant before the others, and one as in `last` behind them. `is_shared`:
    its names also stand over what is not counted (评论 over the reviews themselves). `counted`: folded aliases under
    which a number says how many there are. `ends`: the field whose span ends in this one's column, or null; `starts`:
    folded names that that field's column has beside this one's alone."""

    name: str
    type: str
    measure: bool
    aliases: frozenset[str]
    sold_kinds: dict[str, str]
    first: frozenset[str]
    last: frozenset[str]
    is_shared: bool
    counted: frozenset[str]
    ends: str | None
    starts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric of keyword readings. `months` is a pattern of headers that name a month, or null. `numbers`: what its
    numbers are where the unit alone doesn't say it (estimate, transform, score, mean, share), or null."""

    slug: str
    unit: str
    type: str
    labels: dict[str, str]
    aliases: frozenset[str]
    months: str | None
    numbers: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where keyword readings come from. `timeline`: metric of its plain time lines, null where it has none."""

    slug: str
    labels: dict[str, str]
    names: frozenset[str]
    timeline: str | None


@dataclass(frozen=True, slots=True)
class Platform:
    """One marketplace. `currency`: its only one, null where it sells in several."""

    slug: str
    labels: dict[str, str]
    names: frozenset[str]
    hosts: tuple[str, ...]
    keys: tuple[str, ...]
    currency: str | None


@dataclass(frozen=True, slots=True)
class Counter:
    """What a sold counter is taken to cover. `days`: a rolling window; 0: since the listing began. `confidence`: A
    told by the platform or the word itself, B in use by several tools, C assumed."""

    days: int
    confidence: str
    basis: str


@functools.cache
def fields(kind: str) -> dict[str, Field]:
    """The fields of a kind (shops, listings, keywords, trend, sales), by name, in the order of the file."""
    return {name: _field(name, row) for name, row in load("fields")[kind].items()}


@functools.cache
def ends(kind: str) -> dict[str, str]:
    """The fields of a kind that a span may begin in, each with the field in which it ends."""
    return {field.ends: name for name, field in fields(kind).items() if field.ends}


@functools.cache
def metrics() -> dict[str, Metric]:
    """All metrics by slug."""
    return {
        slug: Metric(
            slug,
            row["unit"],
            row["type"],
            _labels(row),
            _folded(row["aliases"]),
            row.get("months"),
            row.get("numbers"),
        )
        for slug, row in load("metrics").items()
    }


@functools.cache
def sources() -> dict[str, Source]:
    """All sources by slug."""
    return {
        slug: Source(slug, _labels(row), _folded(row["names"]), row.get("timeline"))
        for slug, row in load("sources")["sources"].items()
    }


@functools.cache
def platforms() -> dict[str, Platform]:
    """All platforms by slug."""
    return {
        slug: Platform(
            slug,
            _labels(row),
            _folded(row["names"]),
            tuple(row["hosts"]),
            tuple(row["keys"]),
            row.get("currency"),
        )
        for slug, row in load("platforms").items()
    }


def counter(kind: str, platform: str) -> Counter | None:
    """What the counter of that kind covers on the platform; null where nothing is known."""
    for row in load("counters")["counters"]:
        if row["kind"] == kind and row.get("platform", platform) == platform:
            return Counter(row["days"], row["confidence"], row["basis"])
    return None


def tracking_parameters() -> tuple[str, ...]:
    """Parameters of a page's address that don't change the page."""
    return tuple(load("addresses")["tracking"])


def platform_slug(text: str) -> str:
    """The slug of what somebody wrote for a platform; an unknown one is its own folded text."""
    folded = fold_header(text)
    for platform in platforms().values():
        if folded in platform.names or folded == fold_header(platform.slug):
            return platform.slug
    return folded or text.strip()


def source_slug(text: str) -> str:
    """The slug of what somebody wrote for a source; an unknown one stays as written."""
    folded = fold_header(text)
    for source in sources().values():
        if folded in source.names:
            return source.slug
    return text.strip()


def host_platform(host: str) -> str | None:
    """The platform whose pages a host serves, or null."""
    host = host.lower().rstrip(".")
    for platform in platforms().values():
        if any(host == known or host.endswith("." + known) for known in platform.hosts):
            return platform.slug
    return None


def _field(name: str, row: dict[str, Any]) -> Field:
    kinds = {fold_header(alias): kind for kind, aliases in row.get("kind", {}).items() for alias in aliases}
    first, last = _folded(row.get("first", ())), _folded(row.get("last", ()))
    counted = _folded(row.get("counted", ()))
    return Field(
        name=name,
        type=row["type"],
        measure=row.get("measure", False),
        aliases=_folded(row.get("aliases", ())) | frozenset(kinds) | first | last | counted,
        sold_kinds=kinds,
        first=first,
        last=last,
        is_shared=row.get("shared", False),
        counted=counted,
        ends=row.get("ends"),
        starts=_folded(row.get("starts", ())),
    )


def _labels(row: dict[str, Any]) -> dict[str, str]:
    return {"en": row["en"], "zh": row["zh"]}


def _folded(texts: list[str] | tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold_header(text) for text in texts)
