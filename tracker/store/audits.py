"""Audits: queries that return wrong rows. They stand where keys and constraints would."""

from __future__ import annotations

import functools
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from tracker.errors import StoreDamaged
from tracker.store import documents
from tracker.store.connect import reading
from tracker.store.place import Store


class Audit(NamedTuple):
    """One audit: its name, what it finds, its query."""

    name: str
    finds: str
    sql: str


class Finding(NamedTuple):
    """What an audit found: no rows where all is well."""

    audit: str
    finds: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@functools.cache
def audits() -> tuple[Audit, ...]:
    """All audits in the order of their names."""
    found = sorted(files("tracker").joinpath("sql/audit").iterdir(), key=lambda each: each.name)
    return tuple(_parse(each.read_text(encoding="utf-8")) for each in found if each.name.endswith(".sql"))


def run(store: Store) -> list[Finding]:
    """Run every audit, and fetch every kept document once. Raises StoreError."""
    findings = []
    with reading(store) as con:
        for audit in audits():
            cursor = con.execute(audit.sql)
            columns = tuple(each[0] for each in cursor.description or ())
            findings.append(Finding(audit.name, audit.finds, columns, cursor.fetchall()))
        known = con.execute("SELECT sha256, name FROM document ORDER BY name").fetchall()
    findings.append(_documents(store, known))
    return findings


def _documents(store: Store, known: list[tuple[str, str]]) -> Finding:
    damaged: list[tuple[Any, ...]] = []
    with TemporaryDirectory(prefix="tracker-") as folder:
        for sha256, name in known:
            try:
                documents.fetch(store, sha256, Path(folder) / "document")
            except StoreDamaged as error:
                damaged.append((sha256, name, str(error.facts["reason"])))
    return Finding("document-kept", "documents that are absent or changed", ("sha256", "name", "reason"), damaged)


def _parse(text: str) -> Audit:
    name, finds = (line.partition(": ")[2] for line in text.splitlines()[:2])
    return Audit(name, finds, text)
