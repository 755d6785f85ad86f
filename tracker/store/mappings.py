"""What the user said of columns, remembered by the headers' fingerprint for the next table of that shape."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from tracker.errors import InputError
from tracker.store.connect import writing
from tracker.store.place import Store


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of one shape of table mean. `columns`: header, or `#place`, to meaning."""

    fingerprint: str
    kind: str | None
    headers: tuple[str, ...]
    columns: Mapping[str, str]
    document: str
    entered_at: datetime

    def as_record(self) -> dict[str, Any]:
        """The mapping as JSON keeps it."""
        return {
            "fingerprint": self.fingerprint,
            "kind": self.kind,
            "headers": list(self.headers),
            "columns": dict(self.columns),
            "document": self.document,
            "entered_at": self.entered_at.isoformat() + "Z",
        }


def list_mappings(con: DuckDBPyConnection) -> list[ColumnMapping]:
    """All of them, the newest first."""
    rows = con.execute(
        """SELECT fingerprint, kind, headers, columns, document, entered_at FROM mapping
        ORDER BY entered_at DESC, fingerprint"""
    ).fetchall()
    return [
        ColumnMapping(fingerprint, kind, tuple(json.loads(headers)), json.loads(columns), document, entered_at)
        for fingerprint, kind, headers, columns, document, entered_at in rows
    ]


def put_mapping(con: DuckDBPyConnection, mapping: ColumnMapping, schema: str = "store") -> None:
    """Keep the mapping in place of an older one of the same shape, inside the caller's transaction."""
    con.execute(f"DELETE FROM {schema}.mapping WHERE fingerprint = ?", [mapping.fingerprint])
    con.execute(
        f"INSERT INTO {schema}.mapping VALUES (?, ?, ?, ?, ?, ?)",
        [
            mapping.fingerprint,
            mapping.kind,
            json.dumps(mapping.headers, ensure_ascii=False),
            json.dumps(dict(mapping.columns), ensure_ascii=False, sort_keys=True),
            mapping.document,
            mapping.entered_at,
        ],
    )


def get_mapping(con: DuckDBPyConnection, fingerprint: str) -> ColumnMapping:
    """One of them. Raises InputError `mapping-unknown`."""
    for each in list_mappings(con):
        if each.fingerprint == fingerprint:
            return each
    raise InputError("mapping-unknown", fingerprint=fingerprint)


def save_mapping(store: Store, mapping: ColumnMapping) -> None:
    """Keep one mapping. Raises StoreError."""
    save_mappings(store, [mapping])


def save_mappings(store: Store, mappings: Iterable[ColumnMapping]) -> None:
    """Keep all of them or none, each in place of an older one of the same shape. Raises StoreError."""
    with writing(store) as con:
        for each in mappings:
            put_mapping(con, each)


def delete_mapping(store: Store, fingerprint: str) -> None:
    """Forget one mapping. Raises InputError `mapping-unknown`, StoreError."""
    with writing(store) as con:
        gone = con.execute("DELETE FROM store.mapping WHERE fingerprint = ? RETURNING 1", [fingerprint]).fetchall()
    if not gone:
        raise InputError("mapping-unknown", fingerprint=fingerprint)


def now() -> datetime:
    """The moment, in UTC, as it is kept."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
