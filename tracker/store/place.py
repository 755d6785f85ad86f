"""Where a store lies: its database file, and the files beside it."""

from __future__ import annotations

import os
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
        return self.path.with_suffix(".documents")

    @property
    def lock(self) -> Path:
        """Held shared by readers and exclusively by a writer; never the database file itself."""
        return self.path.with_suffix(".lock")

    @property
    def journal(self) -> Path:
        """What was acknowledged, one line per import or undo, kept outside the database."""
        return self.path.with_suffix(".journal")


def locate(given: str | Path | None) -> Store:
    """The store the user means: `given`, else TRACKER_STORE, else ./data/tracker.duckdb where ./data is a folder,
    else the user's data folder.

    Raises StoreError `store-linked` where the file has more than one hard link: DuckDB's own lock fails there.
    """
    named = given or os.environ.get("TRACKER_STORE")
    if named:
        path = Path(named)
    elif Path("data").is_dir():
        path = Path("data") / "tracker.duckdb"
    else:
        path = user_folder() / "tracker.duckdb"
    path = path.expanduser().resolve()
    if path.is_dir():
        raise StoreError("store-is-folder", path=path)
    if path.exists() and path.stat().st_nlink > 1:
        raise StoreError("store-linked", path=path)
    return Store(path)


def user_folder() -> Path:
    """The folder of this user's data, by the habit of the system."""
    import platformdirs

    return Path(platformdirs.user_data_dir("tracker", appauthor=False))
