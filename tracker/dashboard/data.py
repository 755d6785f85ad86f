"""What the pages ask of the store. Every call opens it anew, for as long as it takes; answers are kept until the next
import or undo."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd
import streamlit as st
from pyarrow import Table

from tracker import trace
from tracker.analysis import asking
from tracker.analysis.aloud import read_aloud
from tracker.collect.file import from_bytes
from tracker.errors import TrackerError
from tracker.ingest import Imported, Previewed, import_document, preview_document
from tracker.model import PageRule
from tracker.normalise.options import Options
from tracker.read.message import unwrap
from tracker.read.rule_outline import Outline
from tracker.read.rule_outline import outline as read_outline
from tracker.store import batches, decisions, documents, mappings, questions, rules
from tracker.store.batches import Batch, Rejection
from tracker.store.connect import reading
from tracker.store.decisions import Decision
from tracker.store.mappings import ColumnMapping
from tracker.store.place import Store, locate
from tracker.store.questions import Value
from tracker.store.undo import Undone, undo_batch
from tracker.trace import Trace

Given = Mapping[str, str | datetime | None]

State = tuple[str, tuple[tuple[int, int], ...]]
"""The path of a store, and the traces that its last change left."""


class Intake(NamedTuple):
    """A document on its way in: its name and bytes, before anything is known of them."""

    name: str
    data: bytes


def digest(intake: Intake) -> str:
    """What tells the content of documents apart: SHA-256."""
    return hashlib.sha256(intake.data).hexdigest()


def store() -> Store:
    """The store the user means. Raises StoreError."""
    return locate(None)


def frame(name: str, **given: Value) -> pd.DataFrame:
    """The answer to a question, for display. Raises StoreError."""
    return asking.frame(answer(name, **given))


def answer(name: str, **given: Value) -> Table:
    """The answer to a question as it is kept: for long ones, of which a page shows a part. Raises StoreError."""
    return _answer(state(), name, _said(given))


def parameters(name: str) -> set[str]:
    """What a question can be given."""
    return {each.name for each in questions.get(name).parameters}


def aloud(name: str, **given: Value) -> str:
    """The answer to a question in words, in the visitor's language. Raises StoreError."""
    said = _said(given)
    return read_aloud(name, asking.rows(_answer(state(), name, said)), dict(said))


def aloud_first(name: str, **given: Value) -> str:
    """The same where the sentence speaks of the first row alone: the others, which may be many, aren't read."""
    said = _said(given)
    return read_aloud(name, asking.rows(_answer(state(), name, said).slice(0, 1)), dict(said))


def _said(given: dict[str, Value]) -> tuple[tuple[str, Value], ...]:
    """What a question is given, null left out: two ways to ask the same are one answer."""
    return tuple(sorted((name, value) for name, value in given.items() if value is not None))


@st.cache_data(max_entries=128, show_spinner=False)
def _answer(of: State, name: str, given: tuple[tuple[str, Value], ...]) -> Table:
    """`of` tells which store is meant, as it is between one import or undo and the next."""
    return asking.ask_arrow(Store(Path(of[0])), name, dict(given))


def observed_days(platform: str | None = None) -> dict[str, list[pd.Timestamp]]:
    """By platform, the days on which any listing of it was seen with a price or a counter."""
    looks = frame("looks", platform=platform)
    found = looks.loc[looks["priced_count"] + looks["counter_count"] > 0, ["platform", "day"]].drop_duplicates()
    return {str(name): list(pd.to_datetime(rows["day"]).sort_values()) for name, rows in found.groupby("platform")}


def markets() -> pd.DataFrame:
    """Platforms and categories of which listings or shops are known, and how many snapshots of them (`row_count`)."""
    looks = frame("looks")
    looks["row_count"] = looks["snapshot_count"] + looks["shop_count"]
    return looks.groupby(["platform", "category"], dropna=False, as_index=False)[["row_count"]].sum()


def list_batches() -> list[Batch]:
    """All batches, the newest first."""
    with reading(store()) as con:
        return batches.list_batches(con)


def list_rejections(batch_id: int, limit: int) -> list[Rejection]:
    """What a batch refused. Raises UnknownBatch."""
    with reading(store()) as con:
        return batches.list_rejections(con, batch_id, limit)


def preview(intake: Intake, options: Options) -> Previewed:
    """What storing a document would do. Raises DocumentRefused, StoreError."""
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        return preview_document(store(), from_bytes(intake.data, intake.name, Path(folder)), options)


def keep(intake: Intake, options: Options) -> Imported:
    """Store a document. Raises DocumentRefused, StoreError."""
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        return import_document(store(), from_bytes(intake.data, intake.name, Path(folder)), options)


def list_mappings() -> list[ColumnMapping]:
    """What was said of columns and is remembered, the newest first."""
    with reading(store()) as con:
        return mappings.list_mappings(con)


def forget_mapping(fingerprint: str) -> None:
    """Remember no more what was said of the columns of one shape of table. Raises InputError, StoreError."""
    mappings.delete_mapping(store(), fingerprint)


def outline(intake: Intake) -> Outline:
    """The texts of a saved page, to mark in. Raises DocumentRefused."""
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        page = unwrap(from_bytes(intake.data, intake.name, folder), folder)
        return read_outline(page.document, folder, url=page.said.url)


def list_rules() -> list[PageRule]:
    """The user's own readers of pages, by name."""
    return rules.list_rules(store())


def keep_rule(rule: PageRule) -> None:
    """Keep a reader of pages; one of the same name is replaced. Raises StoreError."""
    rules.keep_rules(store(), [rule])


def forget_rule(name: str) -> None:
    """Forget a reader of pages; what it read stays. Raises InputError, StoreError."""
    rules.delete_rule(store(), name)


def decide(decision: Decision) -> None:
    """Keep what the user changed on a listing. Raises InputError, StoreError."""
    decisions.add_decision(store(), decision)


def forget_decision(decision_id: int) -> None:
    """Forget a decision. Raises InputError `decision-unknown`, StoreError."""
    decisions.delete_decision(store(), decision_id)


def undo(batch_id: int) -> Undone:
    """Undo a batch. Raises UnknownBatch, StoreError."""
    return undo_batch(store(), batch_id)


def traced(platform: str, key: str, at: datetime, variant: str) -> Trace:
    """Where the values of one observation of a listing come from. Raises InputError, StoreError."""
    return _traced(state(), platform, key, at, variant)


@st.cache_data(max_entries=32, show_spinner=False)
def _traced(of: State, platform: str, key: str, at: datetime, variant: str) -> Trace:
    return trace.listing(Store(Path(of[0])), platform, key, at, variant=variant)


def document(sha256: str) -> bytes:
    """A document, byte for byte as it came. Raises StoreDamaged."""
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        return documents.fetch(store(), sha256, Path(folder) / "document").read_bytes()


def state() -> State:
    """Where the store lies, and numbers that change with every import and undo.

    The journal grows with each, but for one whose line could not be written; the database is written by each, or
    the log beside it that DuckDB has not yet taken over. They are looked at from outside: the file is never opened.
    """
    place = store()
    log = place.path.with_name(f"{place.path.name}.wal")
    return str(place.path), tuple(_trace(each) for each in (place.journal, place.path, log))


def _trace(path: Path) -> tuple[int, int]:
    """Size and moment of the last change; zeros where there is no file."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


__all__ = [
    "Intake",
    "TrackerError",
    "aloud",
    "aloud_first",
    "answer",
    "decide",
    "digest",
    "document",
    "forget_decision",
    "forget_mapping",
    "forget_rule",
    "frame",
    "keep",
    "keep_rule",
    "list_batches",
    "list_mappings",
    "list_rejections",
    "list_rules",
    "markets",
    "observed_days",
    "outline",
    "parameters",
    "preview",
    "state",
    "store",
    "traced",
    "undo",
]
