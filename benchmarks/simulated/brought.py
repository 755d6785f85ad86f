"""Import the files of a simulated market through the product's own pipeline, and ask its questions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pandas import DataFrame

from tracker.analysis.asking import ask_frame
from tracker.collect.file import from_path
from tracker.ingest import import_document
from tracker.normalise.options import Options
from tracker.store.place import Store


def bring(folder: Path, files: Iterable[Path]) -> Store:
    """A store in the folder that holds the files. Raises AssertionError where a row of them was refused."""
    store = Store(folder / "market.duckdb")
    for path in files:
        for batch in import_document(store, from_path(path), Options()).batches:
            assert not batch.rejected, f"{path.name}: {batch.rejected} rows were refused"
    return store


def asked(store: Store, name: str, **given: Any) -> DataFrame:
    """The answer to a question as a frame."""
    return ask_frame(store, name, given)
