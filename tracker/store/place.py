"""Where a store lies: its database file, and the files beside it."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tracker.errors import StoreError


@dataclass(frozen=True, slots=True)
class Store:
    """One store. `path` is the DuckDB file, resolved; it need not exist yet."""

    path: Path

    @property
    def documents(self) -> Path:
        """The folder of kept documents, one compressed file per SHA-256."""
        return self.beside("documents")

    @property
    def lock(self) -> Path:
        """Held shared by readers and exclusively by a writer; never the database file itself."""
        return self.beside("lock")

    @property
    def journal(self) -> Path:
        """What was acknowledged, one line per import or undo, kept outside the database."""
        return self.beside("journal")

    def beside(self, what: str) -> Path:
        """A file or folder of the store. It bears the whole name: `shop.db` and `shop.duckdb` share a folder, and
        nothing else."""
        return self.path.with_name(f"{self.path.name}.{what}")


def locate(given: str | Path | None) -> Store:
    """The store the user means: `given`, else TRACKER_STORE, else ./data/tracker.duckdb where ./data is a folder,
    else the user's data folder.

    Raises StoreError `store-linked` where the file has more than one hard link: DuckDB's own lock fails there;
    `store-is-folder`, and `store-unwritable` for a path that can't be followed.
    """
    named = given or os.environ.get("TRACKER_STORE")
    if named:
        path = Path(named)
    elif Path("data").is_dir():
        path = Path("data") / "tracker.duckdb"
    else:
        path = user_folder() / "tracker.duckdb"
    with opening(path):
        try:
            path = path.expanduser().resolve()
        except RuntimeError as error:  # a link to itself, or a home that nobody has
            raise OSError(str(error)) from error
        if path.is_dir():
            raise StoreError("store-is-folder", path=path)
        if path.exists() and path.stat().st_nlink > 1:
            raise StoreError("store-linked", path=path)
    return Store(path)


@contextlib.contextmanager
def opening(path: Path) -> Iterator[None]:
    """Tell the system's refusal of a file of the store at `path` as StoreError `store-unwritable`."""
    try:
        yield
    except OSError as error:
        raise StoreError("store-unwritable", path=path, reason=error.strerror or str(error)) from error


def user_folder() -> Path:
    """The folder of this user's data, by the habit of the system."""
    import platformdirs

    return Path(platformdirs.user_data_dir("tracker", appauthor=False))
