"""Which files are the store's own: they are no documents to import, and no place to write an answer to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store

_SUFFIXES = (".duckdb", ".wal", ".new", ".lock", ".gate", ".holder", ".journal")


def is_of_store(store: Store, path: Path) -> bool:
    """Whether the file is the store's database, or one of the files beside it.

    The database file must not be opened by other means than DuckDB's: its lock would be lost.
    """
    path = path.resolve()
    if path == store.path or path.is_relative_to(store.documents):
        return True
    is_beside = path.parent == store.path.parent and path.name.startswith(f"{store.path.stem}.")
    return is_beside and path.name.endswith(_SUFFIXES)


def write_answer(store: Store, path: Path, data: bytes) -> None:
    """Write a file whole, and tell so. Raises InputError `output-unwritable`."""
    from tracker.cli import output
    from tracker.errors import InputError
    from tracker.export.files import write_whole

    if is_of_store(store, path):
        raise InputError("output-unwritable", path=path, reason=_("it belongs to the store"))
    write_whole(path, data)
    output.note(_("Written: {path}").format(path=path))
