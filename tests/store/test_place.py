"""Where a store lies: files of its own, places that can't be written, memory, and kept documents of several imports."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from tests.support import Bring, tables
from tracker.analysis.asking import ask
from tracker.collect.file import from_path
from tracker.errors import DocumentRefused, InputError, StoreError, TrackerError
from tracker.model import Document
from tracker.store import documents, lock, migrate
from tracker.store.connect import reading
from tracker.store.migrate import bring_up
from tracker.store.place import Store, locate

ROW = "平台,日期,商品id,宝贝标题,价格\n京东,2026-03-02,1,裙,59\n"


@pytest.fixture
def document(tmp_path: Path) -> Document:
    (tmp_path / "a.csv").write_text(ROW, encoding="utf-8")
    return from_path(tmp_path / "a.csv")


# --- names


def test_stores_of_one_folder_share_no_file(bring: Bring, tmp_path: Path) -> None:
    stores = [Store(tmp_path / "both" / name) for name in ("shop.db", "shop.duckdb", "shop")]
    for price, store in enumerate(stores):
        bring(ROW.replace("59", str(price + 1)), into=store)
    for price, store in enumerate(stores):
        assert [row["price_low"] for row in ask(store, "listings").records()] == [price + 1]
        assert len(list(store.documents.rglob("*.zst"))) == 1
        assert len(store.journal.read_text("utf-8").splitlines()) == 1
    with lock.exclusive(stores[0]), lock.exclusive(stores[1], wait_s=0):
        pass


def test_the_files_beside_a_store_bear_its_name(bring: Bring, store: Store) -> None:
    bring(ROW)
    assert {path.name for path in store.path.parent.iterdir()} == {
        "tracker.duckdb",
        "tracker.duckdb.documents",
        "tracker.duckdb.gate",
        "tracker.duckdb.journal",
        "tracker.duckdb.lock",
    }


# --- places that can't be written


def unwritable(step: Callable[[], object]) -> str:
    with pytest.raises(StoreError) as refused:
        step()
    assert refused.value.code == "store-unwritable"
    return str(refused.value)


def test_a_store_below_a_file_is_told(bring: Bring, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name in ("file/t.duckdb", "file/below/t.duckdb"):
        store = Store(tmp_path / name)
        assert str(store.path) in unwritable(lambda store=store: bring(ROW, into=store))
        assert str(store.path) in unwritable(lambda store=store: bring_up(store))


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_that_may_not_be_written_is_told(bring: Bring, store: Store) -> None:
    store.path.parent.mkdir(mode=0o500)
    try:
        assert "Permission denied" in unwritable(lambda: bring(ROW))
        assert "Permission denied" in unwritable(lambda: bring_up(store))
    finally:
        store.path.parent.chmod(0o700)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")
def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop.duckdb").symlink_to("loop.duckdb")
    store = unwritable(lambda: unwritable_store(tmp_path / "loop.duckdb"))
    assert "loop.duckdb" in store
    assert "x" * 300 in unwritable(lambda: locate(tmp_path / ("x" * 300)))


def unwritable_store(path: Path) -> None:
    """Some Pythons tell a link to itself when it is followed, others when it is opened."""
    bring_up(locate(path))


def test_a_copy_that_cannot_be_made_stops_the_step(bring: Bring, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(ROW)
    before = tables(store)
    step = migrate.Migration(len(migrate.migrations()) + 1, "more", "CREATE TABLE more (x BIGINT)")
    failed = subprocess.CompletedProcess([], 1, "", "Traceback …\nOSError: [Errno 28] No space left on device\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    assert "No space left" in unwritable(lambda: bring_up(store, [*migrate.migrations(), step]))
    assert tables(store) == before


# --- kept documents


def test_a_document_that_is_gone_when_it_is_kept_is_refused(store: Store, document: Document) -> None:
    document.path.unlink()
    with documents.keeping(store, document) as keep, pytest.raises(DocumentRefused) as refused:
        keep()
    assert refused.value.code == "document-unreadable"
    assert not store.documents.exists()


def test_a_refused_import_takes_no_folder_from_another_one(store: Store, document: Document) -> None:
    """Both keep a document under the same two letters; one of them leaves nothing, and clears up again and again."""
    failed: list[BaseException] = []
    over = threading.Event()

    def refused() -> None:
        while not over.is_set():
            with documents.keeping(store, document):
                pass

    others = [threading.Thread(target=refused) for _ in range(3)]
    for other in others:
        other.start()
    try:
        for _ in range(150):
            with documents.keeping(store, document) as keep:
                keep()
            assert documents.fetch(store, document.sha256, document.path.with_name("back")).exists()
            documents.path_of(store, document.sha256).unlink()
    except (OSError, StoreError) as error:
        failed.append(error)
    finally:
        over.set()
        for other in others:
            other.join()
    assert failed == []


# --- memory


@pytest.mark.parametrize("value", ["much", "0", "-5", "1.5", "9" * 30])
def test_a_memory_that_is_no_number_is_told(
    bring: Bring, store: Store, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    bring(ROW)
    monkeypatch.setenv("TRACKER_MEMORY_MB", value)
    for step in (lambda: bring(ROW), lambda: ask(store, "listings")):
        with pytest.raises(InputError, match=f"TRACKER_MEMORY_MB is “{value}”") as refused:
            step()
        assert refused.value.code == "setting-unreadable"


def test_a_question_holds_no_more_memory_than_the_setting(
    bring: Bring, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(ROW)
    monkeypatch.setenv("TRACKER_MEMORY_MB", "60")
    with reading(store) as con, reading(store) as other:
        limits = [each.execute("SELECT current_setting('memory_limit')").fetchone() for each in (con, other)]
        sorted_rows = con.execute(
            """SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY md5(range::VARCHAR)) AS place, md5(range::VARCHAR)
            FROM range(2000000)) WHERE place > 1999990"""
        ).fetchone()
    assert limits == [("57.2 MiB",)] * 2
    assert sorted_rows == (10,)
    assert [path for path in store.path.parent.iterdir() if path.suffix == ".tmp"] == []


def test_readers_and_steps_of_the_schema_of_one_process_meet(bring: Bring, store: Store) -> None:
    """They open the file with settings of their own, which DuckDB allows one after another only."""
    bring(ROW)
    failed: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(8):
                migrate._checked.clear()
                assert len(ask(store, "listings").rows) == 1
        except (TrackerError, duckdb.Error) as error:
            failed.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert failed == []
    shutil.rmtree(store.path.parent)


def test_several_threads_read_at_once(bring: Bring, store: Store) -> None:
    bring(ROW)

    def count(_: int) -> int:
        with reading(store) as con:
            return len(con.execute("SELECT * FROM listing_snapshot, range(1000)").fetchall())

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(count, range(40))) == [1000] * 40


def test_a_question_that_fails_spoils_no_later_one(bring: Bring, store: Store) -> None:
    bring(ROW)
    with pytest.raises(duckdb.Error), reading(store) as con:
        con.execute("SELECT nothing FROM listing_snapshot")
    assert len(ask(store, "listings").rows) == 1


def test_what_is_read_can_touch_nothing_outside_the_store(bring: Bring, store: Store, tmp_path: Path) -> None:
    bring(ROW)
    outside = tmp_path / "outside.csv"
    outside.write_text("a\n1\n", encoding="utf-8")
    with reading(store) as con:
        for refused in (
            f"FROM '{outside}'",
            "SET enable_external_access = true",
            "CREATE TABLE listing_snapshot2 (a INT)",
        ):
            with pytest.raises(duckdb.Error):
                con.execute(refused)
