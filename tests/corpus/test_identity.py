"""Import, undo, import again: what the store tells is the same, and in between there is nothing."""

from __future__ import annotations

import random

import pytest

from tests.corpus.conftest import IMPORTED, Import, Keep
from tests.support import TOLD_AS_SEEN, answers, facts, tables
from tracker.store.audits import run
from tracker.store.batches import list_batches
from tracker.store.connect import reading
from tracker.store.place import Store
from tracker.store.undo import undo_batch

pytestmark = pytest.mark.corpus

NO_IDS = frozenset({"batch_id"})
SEED = 56


def is_empty(store: Store) -> bool:
    return not any(facts(store).values()) and not any(answers(store, of=TOLD_AS_SEEN).values())


@pytest.mark.parametrize("name", IMPORTED)
def test_import_undo_import(name: str, copy: Keep, bring_in: Import) -> None:
    store, told = copy(name)
    before, everything = answers(store, NO_IDS, TOLD_AS_SEEN), tables(store)
    again = bring_in(store, name)
    assert [(each.accepted, each.corrected) for each in again.batches] == [(0, 0)] * len(told.batches)
    assert [each.duplicates for each in again.batches] == [each.read - each.rejected for each in told.batches]
    assert tables(store) == everything

    for batch in told.batches:
        undo_batch(store, batch.batch_id)
    assert is_empty(store)

    anew = bring_in(store, name)
    assert [each.batch_id for each in anew.batches] > [each.batch_id for each in told.batches]
    assert answers(store, NO_IDS, TOLD_AS_SEEN) == before


@pytest.mark.sample
def test_all_files_in_one_store(bring_in: Import, store: Store) -> None:
    """In one order in, in another one out: halfway nothing is wrong, and at the end nothing is left."""
    order = random.Random(SEED)
    names = order.sample(sorted(IMPORTED), len(IMPORTED))
    batches = [batch.batch_id for name in names for batch in bring_in(store, name).batches]
    assert len(set(batches)) == sum(len(known.batches) for known in IMPORTED.values())
    assert [finding.audit for finding in run(store) if finding.rows] == []
    order.shuffle(batches)
    for number, batch in enumerate(batches):
        undo_batch(store, batch)
        if number == len(batches) // 2:
            assert [finding.audit for finding in run(store) if finding.rows] == []
            assert any(facts(store).values())
    assert is_empty(store)
    with reading(store) as con:
        assert list_batches(con) != []
