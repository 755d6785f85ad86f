"""Every file gives what its entry says, or is refused for the reason that it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.corpus.conftest import IMPORTED, Keep
from tests.corpus.known import abridged, short, sums
from tests.corpus.refusals import FILES as REFUSED
from tests.corpus.refusals import SAID
from tracker.analysis.asking import ask
from tracker.collect.file import from_path
from tracker.errors import DocumentRefused
from tracker.ingest import import_document, preview_document
from tracker.normalise.options import Options
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store

pytestmark = pytest.mark.corpus

Corpus = Callable[[str], Path]


def test_every_file_has_one_entry(corpus: Corpus) -> None:
    folder = corpus("")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"INDEX.md"}
    assert there == IMPORTED.keys() | REFUSED.keys()
    assert not IMPORTED.keys() & REFUSED.keys()
    assert len(there) == 56


@pytest.mark.parametrize("name", IMPORTED)
def test_a_file_gives_what_is_known_of_it(name: str, keep: Keep) -> None:
    known, (store, told) = IMPORTED[name], keep(name)
    counted = [(b.kind, b.read, b.accepted, b.duplicates, b.corrected, b.rejected) for b in told.batches]
    assert counted == list(known.batches)
    assert tuple(part.code for part in told.left) == known.left
    with reading(store) as con:
        refused = [each for batch in told.batches for each in list_rejections(con, batch.batch_id)]
    assert Counter(f"{each.scope} {each.code}" for each in refused) == known.refused
    rows = ask(store, known.question).records()
    assert sums(rows) == {column: (count, Decimal(total)) for column, (count, total) in known.sums.items()}
    for column, words in known.words.items():
        assert Counter(row[column] for row in rows) == words
    assert len(rows) >= len(known.rows)
    assert [row for row in map(short, rows) if not row.items() >= known.every.items()] == []


@pytest.mark.parametrize("name", [name for name, known in IMPORTED.items() if known.rows])
def test_chosen_rows_cell_by_cell(name: str, keep: Keep) -> None:
    known = IMPORTED[name]
    rows = ask(keep(name).store, known.question).records()
    for place, said in known.rows.items():
        number, column = place if isinstance(place, tuple) else (place, None)
        (row,) = [
            row for row in rows if row["source_row"] == number and (column is None or row["source_column"] == column)
        ]
        assert abridged(short(row), said) == {**known.every, **said}


@pytest.mark.parametrize("name", [name for name, known in IMPORTED.items() if known.options])
def test_what_has_to_be_said_is_asked(name: str, corpus: Corpus, store: Store) -> None:
    document, asked = from_path(corpus(name)), IMPORTED[name].asked
    if asked is None:  # what is said here is of use, but not needed
        assert preview_document(store, document, Options()).previews
        return
    with pytest.raises(DocumentRefused) as refused:
        preview_document(store, document, Options())
    assert refused.value.code == asked
    assert document.name in str(refused.value)


@pytest.mark.parametrize("options", [{}, SAID], ids=["nothing said", "all said"])
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_none_of_it_is_refused_as_a_whole(
    name: str, options: dict[str, str], corpus: Corpus, store: Store
) -> None:
    code, words = REFUSED[name]
    document = from_path(corpus(name))
    with pytest.raises(DocumentRefused) as refused:
        import_document(store, document, Options(**options))
    assert refused.value.code == code
    assert words in str(refused.value)
    assert document.name in str(refused.value)
    assert not store.path.exists()
    assert not store.documents.exists()
