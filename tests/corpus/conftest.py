"""Each file is imported once into a store of its own; what changes a store takes a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.corpus import keywords, listings, pages, trends
from tests.corpus.known import Known
from tracker.collect.file import from_path
from tracker.ingest import Imported, import_document
from tracker.store.place import Store

IMPORTED: dict[str, Known] = {**listings.FILES, **keywords.FILES, **trends.FILES, **pages.FILES}


class Kept(NamedTuple):
    """A store that holds one file, for reading alone, and what its import told."""

    store: Store
    told: Imported


Import = Callable[..., Imported]
Keep = Callable[[str], Kept]


@pytest.fixture
def bring_in(corpus: Callable[[str], Path]) -> Import:
    """Import a file of the corpus into a store, with the options of its entry."""

    def bring_in(store: Store, name: str) -> Imported:
        return import_document(store, from_path(corpus(name)), IMPORTED[name].to_options())

    return bring_in


@pytest.fixture(scope="session")
def _kept() -> dict[str, Kept]:
    return {}


@pytest.fixture
def keep(bring_in: Import, _kept: dict[str, Kept], tmp_path_factory: pytest.TempPathFactory) -> Keep:
    """The store that holds a file."""

    def keep(name: str) -> Kept:
        if name not in _kept:
            store = Store(tmp_path_factory.mktemp("kept") / "store" / "tracker.duckdb")
            _kept[name] = Kept(store, bring_in(store, name))
        return _kept[name]

    return keep


@pytest.fixture
def copy(keep: Keep, store: Store) -> Keep:
    """A copy of it that may be changed."""

    def copy(name: str) -> Kept:
        kept = keep(name)
        shutil.copytree(kept.store.path.parent, store.path.parent)
        return Kept(store, kept.told)

    return copy
