"""Snapshots are laid together by shop, category and listing; no answer, and no undo, can tell."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.support import Bring, answers, facts
from tracker.collect.file import from_path
from tracker.ingest import import_document
from tracker.normalise.options import Options
from tracker.store import arrange, migrate
from tracker.store.audits import run
from tracker.store.connect import reading
from tracker.store.place import Store
from tracker.store.undo import undo_batch

HEADER = "平台,日期,商品id,店铺名称,类目,宝贝标题,价格\n"


def day(number: int, price: int = 50) -> str:
    """One look at six listings of two shops and two categories, in an order of no use."""
    listings = [(1, "甲", "裙"), (4, "乙", "裤"), (2, "乙", "裙"), (6, "甲", "裤"), (3, "甲", "裙"), (5, "乙", "裤")]
    rows = (f"淘宝,2026-03-{number:02d},{key},{shop},{kind},款{key},{price + key}\n" for key, shop, kind in listings)
    return HEADER + "".join(rows)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two looks are enough to be sorted, and a run ends at five."""
    monkeypatch.setattr(arrange, "TAIL_ROWS", 12)
    monkeypatch.setattr(arrange, "RUN_ROWS", 30)


def runs(store: Store) -> list[tuple[int, int]]:
    with reading(store) as con:
        return con.execute("FROM sorted_run ORDER BY 1").fetchall()


def lying(store: Store, columns: str) -> list[tuple[Any, ...]]:
    """Columns of the snapshots in the order in which they lie."""
    with reading(store) as con:
        return con.execute(f"SELECT {columns} FROM listing_snapshot ORDER BY rowid").fetchall()


@pytest.mark.usefixtures("few")
def test_what_earlier_imports_left_is_sorted_once_it_is_enough(bring: Bring, store: Store) -> None:
    bring(day(1), "1.csv")
    bring(day(2), "2.csv")
    assert runs(store) == []
    bring(day(3), "3.csv")
    assert runs(store) == [(2, 12)]
    of_runs = lying(store, "shop_key, category, listing_key, observed_at, batch_id")[:12]
    assert [row[:3] for row in of_runs[::2]] == sorted({row[:3] for row in of_runs})
    assert [row[4] for row in of_runs] == [1, 2] * 6
    assert [row[0] for row in lying(store, "batch_id")[12:]] == [3] * 6


@pytest.mark.usefixtures("few")
def test_small_runs_are_merged_until_one_is_full(bring: Bring, store: Store) -> None:
    seen = []
    for number in range(1, 14):
        bring(day(number), f"{number}.csv")
        seen.append(runs(store))
    assert [each for each, _ in itertools.groupby(seen)] == [
        [],
        [(2, 12)],
        [(4, 24)],
        [(4, 24), (6, 12)],
        [(4, 24), (8, 24)],
        [(4, 24), (8, 24), (10, 12)],
        [(4, 24), (8, 24), (12, 24)],
    ]


@pytest.mark.usefixtures("few")
def test_a_correction_stays_one_and_is_undone_exactly(bring: Bring, store: Store) -> None:
    for number in (1, 2, 3):
        bring(day(number), f"{number}.csv")
    before = facts(store), answers(store)
    (corrected,) = bring(day(1, price=60), "corrected.csv")
    bring(day(4), "4.csv")
    assert runs(store)[-1][0] == corrected.batch_id
    undo_batch(store, 5)
    undo_batch(store, corrected.batch_id)
    assert (facts(store), answers(store)) == before


@pytest.mark.parametrize(
    "looks",
    [
        pytest.param([(1, 50), (2, 50), (1, 60), (2, 50), (3, 50)], id="a day corrected, and another said twice"),
        pytest.param([(3, 50), (1, 60), (2, 50), (1, 50)], id="not in the order of days"),
    ],
)
def test_every_answer_and_undo_is_as_if_nothing_had_been_sorted(
    looks: list[tuple[int, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for tail in (6, 10**9):
        monkeypatch.setattr(arrange, "TAIL_ROWS", tail)
        found.append(_told(looks, Store(tmp_path / f"{tail}" / "tracker.duckdb")))
    assert found[0] == found[1]


def _told(looks: list[tuple[int, int]], store: Store) -> list[Any]:
    """What the store holds after all imports, and after each undo, the first import first."""
    store.path.parent.mkdir()
    for place, look in enumerate(looks):
        path = store.path.with_name(f"{place}.csv")
        path.write_text(day(*look), encoding="utf-8")
        import_document(store, from_path(path), Options())
    told: list[Any] = [facts(store), answers(store)]
    for batch_id in range(1, len(looks)):
        undo_batch(store, batch_id)
        told.append(facts(store))
        assert all(finding.rows == [] for finding in run(store))
    return told


@pytest.mark.usefixtures("few")
def test_a_sort_that_is_broken_off_leaves_all_as_it_was() -> None:
    with duckdb.connect() as con:
        con.execute("ATTACH ':memory:' AS store")
        migrate.create(con, schema="store")
        con.execute(f"""INSERT INTO store.listing_snapshot BY NAME
            SELECT 'jd' AS platform, range::VARCHAR AS listing_key, 1 AS batch_id, true AS standing
            FROM range({arrange.TAIL_ROWS})""")
        con.execute("ALTER TABLE store.sorted_run RENAME row_count TO rows_no_more")
        con.execute("CREATE TABLE store.before AS SELECT rowid AS place, listing_key FROM store.listing_snapshot")
        with pytest.raises(duckdb.Error):
            arrange.arrange(con)
        same = con.execute("""SELECT count(*) FROM store.before b JOIN store.listing_snapshot s
            ON s.rowid = b.place AND s.listing_key = b.listing_key""").fetchone()
        assert same == (arrange.TAIL_ROWS,)
