"""What the user said of columns, as a file to take along, and its corrections: checked before any of it is kept."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tracker.errors import InputError
from tracker.normalise import mapping
from tracker.normalise.layout import KINDS
from tracker.store.connect import reading
from tracker.store.mappings import ColumnMapping, get_mapping, list_mappings, now, save_mapping, save_mappings
from tracker.store.place import Store

_KEYS = ("fingerprint", "kind", "headers", "columns", "document", "entered_at")


class _UnreadableError(Exception):
    """A record isn't one of ours; the text says what of it."""


def export_mappings(store: Store) -> bytes:
    """All mappings as a JSON list, the newest first, in UTF-8. Raises StoreError."""
    with reading(store) as con:
        records = [each.as_record() for each in list_mappings(con)]
    return (json.dumps(records, ensure_ascii=False, indent=2) + "\n").encode()


def import_mappings(store: Store, data: bytes, name: str) -> list[ColumnMapping]:
    """Keep what `export_mappings` wrote, all of it or nothing, each in place of an older one of the same shape.

    Raises InputError `mappings-unreadable` (not such a list; facts: document, reason), `mapping-foreign` (a fingerprint
    that isn't that of its headers), `map-field-unknown`, `map-column-unknown`, and StoreError.
    """
    try:
        found = _mappings(json.loads(data.decode("utf-8-sig")))
    except (_UnreadableError, ValueError, RecursionError) as error:
        raise InputError("mappings-unreadable", document=name, reason=str(error)) from error
    for each in found:
        expected = mapping.fingerprint(each.headers)
        if each.fingerprint != expected:
            raise InputError("mapping-foreign", document=name, fingerprint=each.fingerprint, expected=expected)
        _check(each.columns, each.headers, name)
    save_mappings(store, found)
    return found


def set_columns(store: Store, fingerprint: str, columns: Iterable[tuple[str, str]]) -> ColumnMapping:
    """Say anew what some columns of a remembered shape mean; the others stay. The mapping as it is kept now.

    Raises InputError `mapping-unknown`, `map-field-unknown`, `map-column-unknown`, and StoreError.
    """
    with reading(store) as con:
        known = get_mapping(con, fingerprint)
    said = dict(columns)
    _check(said, known.headers, known.document)
    merged = {**known.columns, **{_as_written(column, known.headers): meaning for column, meaning in said.items()}}
    changed = replace(known, columns=merged, entered_at=now())
    save_mapping(store, changed)
    return changed


def _check(columns: Mapping[str, str], headers: tuple[str, ...], document: str) -> None:
    """Raises InputError `map-field-unknown`, `map-column-unknown`. A place (#3) may lie behind the named headers: those
    are kept without the nameless ones."""
    for column, meaning in columns.items():
        mapping.check(meaning, f"{column}={meaning}")
        if not mapping.is_by_place([(column, meaning)]) and mapping.place_of(column, headers) is None:
            raise InputError("map-column-unknown", document=document, column=column)


def _as_written(column: str, headers: tuple[str, ...]) -> str:
    """The header itself, where the user wrote it in another way."""
    place = None if mapping.is_by_place([(column, "")]) else mapping.place_of(column, headers)
    return column if place is None else headers[place].strip()


def _mappings(records: Any) -> list[ColumnMapping]:
    """The mappings of their records. Raises _UnreadableError."""
    if not isinstance(records, list):
        raise _UnreadableError("[ ]")
    return [_mapping(each) for each in records]


def _mapping(record: Any) -> ColumnMapping:
    """A mapping of its record. Raises _UnreadableError."""
    if not isinstance(record, dict):
        raise _UnreadableError("{ }")
    for key in _KEYS:
        if key not in record:
            raise _UnreadableError(key)
    fingerprint, kind, headers, columns, document, entered_at = (record[key] for key in _KEYS)
    sound = {
        "fingerprint": isinstance(fingerprint, str),
        "kind": kind is None or kind in KINDS,
        "headers": isinstance(headers, list) and bool(headers) and all(isinstance(each, str) for each in headers),
        "columns": isinstance(columns, dict) and all(isinstance(each, str) for each in columns.values()),
        "document": isinstance(document, str),
        "entered_at": isinstance(entered_at, str),
    }
    for key, is_sound in sound.items():
        if not is_sound:
            raise _UnreadableError(key)
    return ColumnMapping(fingerprint, kind, tuple(headers), columns, document, _utc(entered_at))


def _utc(text: str) -> datetime:
    """Raises _UnreadableError."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise _UnreadableError("entered_at") from error
    return (at.astimezone(UTC) if at.tzinfo else at).replace(tzinfo=None)
