"""Trace a listing, a shop, own sales or a keyword: the rows in the store, then the cells they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from tracker.errors import InputError
from tracker.normalise.reference import platform_slug, source_slug
from tracker.store.connect import reading
from tracker.store.facts import KEYWORDS, LISTINGS, OWN_SALES, SHOPS, FactTable
from tracker.store.place import Store
from tracker.trace import find, kept
from tracker.trace.find import FactRow, KeptBatch, Moment
from tracker.trace.kept import Source
from tracker.trace.model import Also, Evidence, Snapshot, Trace
from tracker.trace.values import values

_DAYS = 5
"""Days that are named where nothing was seen on the one asked for."""


class _Found(NamedTuple):
    """What the store holds of what was asked for."""

    fact: FactTable
    rows: list[FactRow]
    batches: Mapping[int, KeptBatch]
    pointers: Mapping[Any, list[Also]]


def listing(
    store: Store,
    platform: str,
    listing: str,
    observed_at: Moment = None,
    *,
    variant: str | None = None,
    every: bool = False,
) -> Trace:
    """Where the values of one listing come from, the newest observation first.

    `listing`: its key, a link to it, or its title where only one bears it. `observed_at`: a day, or a moment.
    `every`: what later imports corrected, too. A document that can't be read again is a Problem of its observations.
    Raises InputError `listing-unknown`, `listing-ambiguous`, `observation-unknown`, and StoreError.
    """
    slug = platform_slug(platform)
    with reading(store) as con:
        key = find.listing_key(con, slug, listing)
        subject = {"platform": slug, "listing_key": key}
        found = _found(con, LISTINGS, subject, {"variant_key": variant}, observed_at, every=every)
    return Trace(subject, _snapshots(store, found))


def shop(store: Store, platform: str, shop: str, observed_at: Moment = None, *, every: bool = False) -> Trace:
    """Where the values of one shop come from; `shop`: its key or name. Raises InputError `shop-unknown`,
    `observation-unknown`, and StoreError; else as `listing`."""
    slug = platform_slug(platform)
    with reading(store) as con:
        subject = {"platform": slug, "shop_key": find.shop_key(con, slug, shop)}
        found = _found(con, SHOPS, subject, {}, observed_at, every=every)
    return Trace(subject, _snapshots(store, found))


def sales(store: Store, platform: str, shop: str, observed_at: Moment = None, *, every: bool = False) -> Trace:
    """Where the sales of one shop of ours come from. `observed_at`: a day or moment that the row's period holds. Raises
    InputError `own-shop-unknown`, `observation-unknown`, and StoreError; else as `shop`."""
    slug = platform_slug(platform)
    with reading(store) as con:
        subject = {"platform": slug, "shop_key": find.own_shop_key(con, slug, shop)}
        found = _found(con, OWN_SALES, subject, {}, observed_at, every=every)
    return Trace(subject, _snapshots(store, found))


def keyword(
    store: Store,
    source: str,
    keyword: str,
    observed_at: Moment = None,
    *,
    metric: str | None = None,
    platform: str | None = None,
    every: bool = False,
) -> Trace:
    """Where the readings of one keyword come from. `observed_at`: a day or moment that the reading's period holds.
    Raises InputError `keyword-unknown`, `observation-unknown`, and StoreError; else as `listing`."""
    subject = {"source": source_slug(source), "keyword": keyword.strip()}
    narrower = {"metric": metric, "platform": platform_slug(platform) if platform else None}
    with reading(store) as con:
        find.known_keyword(con, **subject)
        found = _found(con, KEYWORDS, subject, narrower, observed_at, every=every)
    return Trace(subject, _snapshots(store, found))


def _found(
    con: DuckDBPyConnection,
    fact: FactTable,
    subject: Mapping[str, str],
    narrower: Mapping[str, str | None],
    at: Moment,
    *,
    every: bool,
) -> _Found:
    """Raises InputError `observation-unknown` where the subject is known, and nothing of it as it was asked for."""
    rows = find.rows(con, fact, {**subject, **narrower}, at, every=every)
    if not rows:
        days = dict.fromkeys(f"{each.columns[fact.time]:%Y-%m-%d}" for each in find.rows(con, fact, subject, None))
        raise InputError(
            "observation-unknown", subject=" · ".join(subject.values()), days=", ".join(list(days)[:_DAYS]) or "—"
        )
    batches = find.batches(con, {each.batch_id for each in rows})
    return _Found(fact, rows, batches, find.pointers(con, fact, rows))


def _snapshots(store: Store, found: _Found) -> tuple[Snapshot, ...]:
    """The store is closed by now: documents are read without holding it."""
    sources = kept.sources(store, found.batches, ((each.batch_id, each.row) for each in found.rows))
    return tuple(_snapshot(found, row, sources[row.batch_id]) for row in found.rows)


def _snapshot(found: _Found, row: FactRow, source: Source) -> Snapshot:
    batch = source.batch
    evidence = Evidence(
        batch.batch_id,
        batch.document,
        batch.sha256,
        batch.sheet,
        row.row,
        batch.entered_at,
        source.problem_of(row.row),
    )
    return Snapshot(
        key={name: row.columns[name] for name in found.fact.key},
        observed_at=row.columns[found.fact.time],
        standing=row.standing,
        evidence=evidence,
        values=values(found.fact, row, source),
        also=tuple(found.pointers.get(row.place, ())),
    )
