"""The same file twice, files that overlap, corrections, undo: every table and every question, before and after."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import PROVENANCE, SAMPLE, SAMPLE_OPTIONS, TOLD_AS_SEEN, Bring, answers, facts, tables
from tracker.analysis.asking import ask
from tracker.collect.file import from_path
from tracker.errors import UnknownBatch
from tracker.ingest import import_document
from tracker.normalise.options import Options
from tracker.store.audits import run
from tracker.store.batches import Batch, list_batches
from tracker.store.connect import reading
from tracker.store.place import Store
from tracker.store.undo import undo_batch

NO_IDS = frozenset({"batch_id"})

HEADER = "平台,日期,商品id,店铺名称,宝贝标题,价格,已售\n"
MONDAY = HEADER + "淘宝,2026-03-02,1,甲,裙一,59,已售1万+\n淘宝,2026-03-02,2,甲,裙二,79-99,300\n"
OVERLAP = HEADER + "淘宝,2026-03-02,2,甲,裙二,79-99,300\n淘宝,2026-03-09,2,甲,裙二,69,310\n"
CORRECTED = HEADER + "淘宝,2026-03-02,1,甲,裙一,55,已售1万+\n"
KEYWORDS = "来源,日期,关键词,搜索人气,点击率\n生意参谋,2026-03-02,连衣裙,12000,0.9\n生意参谋,2026-03-02,长裙,800,--\n"
KEYWORDS_AGAIN = "来源,日期,关键词,搜索人气\n生意参谋,2026-03-02,连衣裙,12000\n生意参谋,2026-03-02,长裙,900\n"
SHOPS = "平台,类目,日期,排名,店铺名称,30天销量\n淘宝,女装,2026-03-02,1,甲,1.2万+\n淘宝,女装,2026-03-02,2,乙,--\n"
SHOPS_AGAIN = "平台,类目,日期,排名,店铺名称,30天销量\n淘宝,女装,2026-03-02,2,甲,1.2万+\n淘宝,女装,2026-03-02,2,乙,--\n"


def counts(batch: Batch) -> tuple[int, int, int, int, int]:
    return batch.read, batch.accepted, batch.duplicates, batch.corrected, batch.rejected


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.[ctx]*")), ids=lambda path: path.name)
def test_the_same_file_twice_changes_nothing(bring: Bring, store: Store, path: Path) -> None:
    options = SAMPLE_OPTIONS.get(path.name, {})
    (first,) = bring(path, **options)
    before = tables(store)
    (second,) = bring(path, **options)
    assert (second.read, second.duplicates) == (first.read, first.read - first.rejected)
    assert (second.accepted, second.corrected) == (0, 0)
    assert tables(store) == before


def test_the_same_rows_in_another_file_are_duplicates(bring: Bring, store: Store) -> None:
    bring(MONDAY, "a.csv")
    before = answers(store, of=TOLD_AS_SEEN)
    (again,) = bring(MONDAY.replace(",", "\t"), "b.tsv")
    assert counts(again) == (2, 0, 2, 0, 0)
    assert answers(store, of=TOLD_AS_SEEN) == before


@pytest.mark.parametrize(
    ("first", "second"),
    list(itertools.permutations((MONDAY, OVERLAP)))
    + list(itertools.permutations((KEYWORDS, KEYWORDS.replace("连衣裙", "短裙")))),
)
def test_files_that_agree_give_the_same_answers_in_any_order(
    bring: Bring, store: Store, tmp_path: Path, first: str, second: str
) -> None:
    other = Store(tmp_path / "other.duckdb")
    bring(first, "a.csv"), bring(second, "b.csv")
    bring(second, "b.csv", into=other), bring(first, "a.csv", into=other)
    assert answers(store, PROVENANCE) == answers(other, PROVENANCE)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param(MONDAY, OVERLAP, (2, 1, 1, 0, 0), id="listings-overlap"),
        pytest.param(MONDAY, CORRECTED, (1, 0, 0, 1, 0), id="listings-corrected"),
        pytest.param(KEYWORDS, KEYWORDS_AGAIN, (2, 0, 1, 1, 0), id="keywords-corrected"),
        pytest.param(SHOPS, SHOPS_AGAIN, (2, 0, 1, 1, 0), id="shops-corrected"),
    ],
)
def test_each_of_two_overlapping_batches_is_undone_exactly(
    bring: Bring, store: Store, tmp_path: Path, first: str, second: str, expected: tuple[int, ...]
) -> None:
    (a,) = bring(first, "a.csv")
    alone, alone_answers = facts(store), answers(store)
    (b,) = bring(second, "b.csv")
    assert counts(b) == expected
    undo_batch(store, b.batch_id)
    assert facts(store) == alone
    assert answers(store) == alone_answers

    (b,) = bring(second, "b.csv")
    undo_batch(store, a.batch_id)
    fresh = Store(tmp_path / "fresh.duckdb")
    bring(second, "b.csv", into=fresh)
    assert answers(store, NO_IDS, TOLD_AS_SEEN) == answers(fresh, NO_IDS, TOLD_AS_SEEN)
    undo_batch(store, b.batch_id)
    assert all(rows == [] for rows in facts(store).values())


def test_the_newest_correction_stands_and_the_older_value_comes_back(bring: Bring, store: Store) -> None:
    bring(MONDAY, "a.csv")
    (b,) = bring(CORRECTED, "b.csv")
    assert price_of_first(store) == 55
    done = undo_batch(store, b.batch_id)
    assert (done.removed, done.brought_back, done.taken_over, done.left) == (1, 1, 0, 0)
    assert price_of_first(store) == 59


def test_a_superseded_value_seen_again_is_a_duplicate(bring: Bring, store: Store) -> None:
    bring(MONDAY, "a.csv")
    bring(CORRECTED, "b.csv")
    (c,) = bring(MONDAY + "淘宝,2026-03-16,9,甲,裙九,9,1\n", "c.csv")
    assert counts(c) == (3, 1, 2, 0, 0)
    assert price_of_first(store) == 55


def test_undo_reports_what_a_later_batch_keeps(bring: Bring, store: Store) -> None:
    (a,) = bring(MONDAY, "a.csv")
    bring(OVERLAP, "b.csv")
    bring(CORRECTED, "c.csv")
    done = undo_batch(store, a.batch_id)
    assert (done.removed, done.taken_over, done.left) == (1, 1, 1)
    kept = {(row["listing_key"], row["document"], row["source_row"]) for row in ask(store, "listing-history").records()}
    assert kept == {("1", "c.csv", 2), ("2", "b.csv", 2), ("2", "b.csv", 3)}


def test_a_batch_is_undone_once(bring: Bring, store: Store) -> None:
    (a,) = bring(MONDAY)
    undo_batch(store, a.batch_id)
    with pytest.raises(UnknownBatch, match="undone"):
        undo_batch(store, a.batch_id)
    with pytest.raises(UnknownBatch, match="99"):
        undo_batch(store, 99)
    with reading(store) as con:
        assert [(each.batch_id, each.undone_at is None) for each in list_batches(con)] == [(1, False)]


def test_an_undone_file_can_be_imported_again(bring: Bring, store: Store) -> None:
    (a,) = bring(MONDAY)
    before = answers(store, NO_IDS, TOLD_AS_SEEN)
    undo_batch(store, a.batch_id)
    (b,) = bring(MONDAY)
    assert (b.batch_id, counts(b)) == (2, (2, 2, 0, 0, 0))
    assert answers(store, NO_IDS, TOLD_AS_SEEN) == before


def test_rows_without_an_id_that_differ_are_different_offers(bring: Bring, store: Store) -> None:
    text = "平台,日期,店铺名称,宝贝标题,价格\n" + "".join(f"京东,2026-03-02,甲,米,{price}\n" for price in (5, 7, 5))
    (batch,) = bring(text)
    assert counts(batch) == (3, 2, 1, 0, 0)
    first, second = sorted(row["listing_key"] for row in ask(store, "listings").records())
    assert first.startswith("~")
    assert second == first + "#2"


def price_of_first(store: Store) -> float:
    (price,) = [row["price_low"] for row in ask(store, "listings").records() if row["listing_key"] == "1"]
    return float(price)


ROWS = st.lists(
    st.tuples(
        st.sampled_from("123"),
        st.sampled_from(["02", "09"]),
        st.sampled_from(["59", "69", "--"]),
        st.sampled_from(["1万+", "7"]),
    ),
    min_size=1,
    max_size=5,
)
STEPS = st.lists(st.one_of(ROWS, st.integers(0, 5)), min_size=2, max_size=7)


@pytest.mark.sample
@settings(max_examples=15, deadline=None)
@given(STEPS)
def test_a_store_is_what_its_standing_batches_make(tmp_path_factory: pytest.TempPathFactory, steps: list) -> None:
    """Whatever was imported and undone: what is told is that of the standing documents, imported one by one."""
    folder = tmp_path_factory.mktemp("replay")
    store, fresh = Store(folder / "a.duckdb"), Store(folder / "b.duckdb")
    standing: dict[int, Path] = {}
    for number, step in enumerate(steps):
        if isinstance(step, int):
            if standing:
                batch_id = sorted(standing)[step % len(standing)]
                undo_batch(store, batch_id)
                del standing[batch_id]
            continue
        path = folder / f"{number}.csv"
        path.write_text(
            HEADER + "".join(f"淘宝,2026-03-{day},{key},甲,裙,{price},{sold}\n" for key, day, price, sold in step),
            "utf-8",
        )
        (batch,) = import_document(store, from_path(path), Options()).batches
        standing.setdefault(batch.batch_id, path)
    for _, path in sorted(standing.items()):
        import_document(fresh, from_path(path), Options())
    assert answers(store, NO_IDS, TOLD_AS_SEEN) == answers(fresh, NO_IDS, TOLD_AS_SEEN)
    assert len(facts(store)["duplicate"]) == len(facts(fresh)["duplicate"])
    assert [finding.audit for finding in run(store) if finding.rows] == []


OFFERS = "平台,日期,店铺名称,宝贝标题,价格\n"


def offers(*prices: int) -> str:
    return OFFERS + "".join(f"京东,2026-03-02,甲,米,{price}\n" for price in prices)


@pytest.mark.parametrize("second", [(20, 30), (30, 20), (20, 10), (30,)])
@pytest.mark.parametrize("first_comes_first", [True, False])
def test_offers_of_one_derived_key_are_known_again(
    bring: Bring, store: Store, second: tuple[int, ...], first_comes_first: bool
) -> None:
    texts = [("a.csv", offers(10, 20, 30)), ("b.csv", offers(*second))]
    for name, text in texts if first_comes_first else reversed(texts):
        bring(text, name)
    found = ask(store, "listings").records()
    assert sorted(int(row["price_low"]) for row in found) == [10, 20, 30]
    assert len({row["listing_key"] for row in found}) == 3


def test_one_offer_with_a_new_price_is_a_correction(bring: Bring, store: Store) -> None:
    bring(offers(10), "a.csv")
    (b,) = bring(offers(12), "b.csv")
    assert counts(b) == (1, 0, 0, 1, 0)
    undo_batch(store, b.batch_id)
    assert [int(row["price_low"]) for row in ask(store, "listings").records()] == [10]


def test_an_offer_beside_a_known_one_is_new(bring: Bring, store: Store) -> None:
    bring(offers(10), "a.csv")
    (b,) = bring(offers(12, 10), "b.csv")
    assert counts(b) == (2, 1, 1, 0, 0)
    assert sorted(int(row["price_low"]) for row in ask(store, "listings").records()) == [10, 12]
