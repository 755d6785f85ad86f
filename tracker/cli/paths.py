"""Which files are the store's own: they are no documents to import, and no place to write an answer to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store

_SUFFIXES = (".duckdb", ".wal", ".new", ".tmp", ".lock", ".gate", ".holder", ".journal", ".documents")


def is_of_store(store: Store, path: Path) -> bool:
    """Whether the file is the store's database, or one of the files and folders beside it.

    The database file must not be opened by other means than DuckDB's: its lock would be lost.
    Raises OSError for a path that can't be followed.
    """
    path = Path(os.path.realpath(path))  # Path.resolve fails at a link to itself
    if not path.is_relative_to(store.path.parent):
        return False
    beside = path.relative_to(store.path.parent).parts[0] if path != store.path.parent else ""
    return beside == store.path.name or (beside.startswith(f"{store.path.name}.") and beside.endswith(_SUFFIXES))


def write_answer(store: Store, path: Path, data: bytes) -> None:
    """Write a file whole, and tell so. Raises InputError `output-unwritable`."""
    from tracker.cli import output
    from tracker.export.files import write_whole

    check_outside(store, path)
    write_whole(path, data)
    output.note(_("Written: {path}").format(path=path))


def check_outside(store: Store, path: Path) -> None:
    """Raises InputError `output-unwritable` where the file would lie among the store's own."""
    from tracker.errors import InputError

    if is_of_store(store, path):
        raise InputError("output-unwritable", path=path, reason=_("it belongs to the store"))


def check_free(path: Path, *, force: bool) -> None:
    """Raises InputError `output-exists` where something lies there that may not be written over."""
    from tracker.errors import InputError

    if not force and os.path.lexists(path):
        raise InputError("output-exists", path=path)
