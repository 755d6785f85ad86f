"""The schema: steps and their records, copies before, and files that are no store of ours."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from tests.support import Bring, tables
from tracker.errors import StoreDamaged, StoreError, StoreTooNew
from tracker.store import migrate
from tracker.store.connect import reading
from tracker.store.migrate import Migration, bring_up, migrations
from tracker.store.place import Store, locate

ROW = "平台,日期,商品id,宝贝标题,价格\n京东,2026-03-02,1,裙,59\n"
GOOD = Migration(len(migrations()) + 1, "more", "CREATE TABLE more (x BIGINT); INSERT INTO more VALUES (1)")
BAD = Migration(len(migrations()) + 1, "bad", "CREATE TABLE more (x BIGINT); SELECT nothing FROM nowhere")


def test_the_numbers_of_the_steps_have_no_gap() -> None:
    assert [step.number for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_the_schema_has_no_keys_sequences_or_enums(store: Store) -> None:
    bring_up(store)
    with reading(store) as con:
        assert con.execute("SELECT count(*) FROM duckdb_constraints()").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM duckdb_sequences()").fetchone() == (0,)
        assert con.execute("SELECT count(*) FROM duckdb_columns() WHERE data_type LIKE 'ENUM%'").fetchone() == (0,)


def test_a_step_is_recorded_and_the_file_is_copied_first(bring: Bring, store: Store) -> None:
    bring(ROW)
    before = tables(store)
    bring_up(store, [*migrations(), GOOD])
    after = tables(store)
    assert after.pop("more") == [(1,)]
    assert [row[:2] for row in after.pop("migration")][-1] == (GOOD.number, "more")
    del before["migration"]
    assert after == before
    copies = list(store.path.parent.glob("*.before-*.duckdb"))
    assert [copy.name for copy in copies] == [f"tracker.duckdb.before-{GOOD.number:04d}.duckdb"]
    assert tables(Store(copies[0]))["listing_snapshot"] == before["listing_snapshot"]


def test_a_step_that_breaks_leaves_no_trace(bring: Bring, store: Store) -> None:
    bring(ROW)
    before = tables(store)
    with pytest.raises(duckdb.Error):
        bring_up(store, [*migrations(), BAD])
    assert tables(store) == before
    bring(ROW.replace("59", "60"))


def test_a_store_of_a_newer_tracker_is_left_alone(store: Store) -> None:
    bring_up(store, [*migrations(), GOOD])
    migrate._checked.clear()
    before = store.path.read_bytes()
    with pytest.raises(StoreTooNew, match="newer"):
        bring_up(store)
    assert store.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"nothing like a database" * 500, b"PK\x03\x04" + b"\0" * 5000, b"\0" * 4096])
def test_a_file_that_is_no_database_is_refused_and_left_alone(store: Store, content: bytes) -> None:
    store.path.parent.mkdir()
    store.path.write_bytes(content)
    with pytest.raises(StoreDamaged, match=r"tracker\.duckdb"), reading(store):
        pass
    assert store.path.read_bytes() == content


@pytest.mark.parametrize("kept", [5000, 20_000, 200_000])
def test_a_store_cut_short_is_told_as_damaged(bring: Bring, store: Store, kept: int) -> None:
    bring(ROW)
    store.path.write_bytes(store.path.read_bytes()[:kept])
    migrate._checked.clear()
    with pytest.raises(StoreDamaged):
        tables(store)


def test_a_store_with_two_names_is_refused(store: Store) -> None:
    bring_up(store)
    (store.path.parent / "second.duckdb").hardlink_to(store.path)
    with pytest.raises(StoreError) as refused:
        locate(store.path)
    assert refused.value.code == "store-linked"


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as refused:
        locate(tmp_path)
    assert refused.value.code == "store-is-folder"


def test_where_the_store_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert tmp_path not in locate(None).path.parents
    (tmp_path / "data").mkdir()
    assert locate(None).path == tmp_path / "data" / "tracker.duckdb"
    monkeypatch.setenv("TRACKER_STORE", str(tmp_path / "other.duckdb"))
    assert locate(None).path == tmp_path / "other.duckdb"
    assert locate(tmp_path / "given.duckdb").path == tmp_path / "given.duckdb"
