"""Several processes at one store: readers beside writers, two imports at once, imports killed at any moment."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.errors import StoreLocked
from tracker.store import documents, lock
from tracker.store.audits import run
from tracker.store.batches import list_batches
from tracker.store.connect import reading
from tracker.store.place import Store

WRITER = """
import sys
from pathlib import Path
from tracker.collect.file import from_path
from tracker.ingest import import_document
from tracker.normalise.options import Options
from tracker.store.place import Store
store = Store(Path(sys.argv[1]))
for path in sys.argv[2:]:
    (batch,) = import_document(store, from_path(Path(path)), Options()).batches
    print(batch.batch_id, path, flush=True)
"""
READER = """
import sys
from pathlib import Path
from tracker.store.place import Store
from tracker.analysis.asking import ask
store = Store(Path(sys.argv[1]))
seen = 0
print("ready", flush=True)
for line in sys.stdin:
    rows = len(ask(store, "listing-history").rows)
    assert rows >= seen and rows % 40 == 0, (rows, seen)
    seen = rows
    print(rows, flush=True)
"""
HOLDER = """
import sys
from pathlib import Path
from tracker.store import lock
from tracker.store.place import Store
with lock.exclusive(Store(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""
ROWS = 40


def files(folder: Path, count: int, first: int = 0) -> list[str]:
    """Small documents, each of ROWS listings that no other one has."""
    paths = []
    for number in range(first, first + count):
        path = folder / f"{number:04d}.csv"
        rows = "".join(f"京东,2026-03-02,{number * ROWS + row},裙,{row + 1}\n" for row in range(ROWS))
        path.write_text("平台,日期,商品id,宝贝标题,价格\n" + rows, encoding="utf-8")
        paths.append(str(path))
    return paths


def start(program: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip


def ended(process: subprocess.Popen[str]) -> list[str]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out.splitlines()


def test_two_imports_at_once_both_succeed(store: Store, tmp_path: Path) -> None:
    both = [start(WRITER, store.path, *files(tmp_path, 4, first)) for first in (0, 100)]
    told = [line for process in both for line in ended(process)]
    assert sorted(int(line.split()[0]) for line in told) == list(range(1, 9))
    assert len(ask(store, "listing-history").rows) == 8 * ROWS
    assert [finding.audit for finding in run(store) if finding.rows] == []


def test_the_same_file_by_two_processes_at_once_is_stored_once(store: Store, tmp_path: Path) -> None:
    paths = files(tmp_path, 3)
    told = [line for process in [start(WRITER, store.path, *paths) for _ in range(2)] for line in ended(process)]
    assert len(told) == 6
    assert len({line.split()[0] for line in told}) == 3
    assert len(ask(store, "listing-history").rows) == 3 * ROWS


def test_questions_are_answered_beside_an_import(store: Store, tmp_path: Path) -> None:
    readers = [start(READER, store.path) for _ in range(2)]
    writer = start(WRITER, store.path, *files(tmp_path, 6))
    answered = 0
    while writer.poll() is None:
        for reader in readers:
            assert reader.stdin is not None
            assert reader.stdout is not None
            reader.stdin.write("?\n")
            reader.stdin.flush()
            answered += reader.stdout.readline().strip().isdigit()
    assert len(ended(writer)) == 6
    for reader in readers:
        ended(reader)
    assert answered > 2
    assert len(ask(store, "listing-history").rows) == 6 * ROWS


def test_a_store_that_stays_held_is_told_with_its_holder(store: Store, bring: Bring) -> None:
    bring("平台,日期,商品id,宝贝标题,价格\n京东,2026-03-02,1,裙,59\n")
    holder = start(HOLDER, store.path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    for take in (lock.shared, lock.exclusive):
        with pytest.raises(StoreLocked, match=str(holder.pid)), take(store, wait_s=0.05):
            pass
    holder.communicate("go on\n", timeout=30)
    assert len(ask(store, "listings").rows) == 1


def test_a_holder_that_was_killed_holds_nothing(store: Store, bring: Bring) -> None:
    holder = start(HOLDER, store.path)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate(timeout=30)
    assert len(bring("平台,日期,商品id,宝贝标题,价格\n京东,2026-03-02,1,裙,59\n")) == 1


@pytest.mark.sample
def test_imports_killed_at_some_moments_lose_nothing(tmp_path: Path) -> None:
    assert kill_imports(tmp_path, moments=6, seed=1) >= 3


@pytest.mark.soak
def test_imports_killed_at_sixty_moments_lose_nothing(tmp_path: Path) -> None:
    assert kill_imports(tmp_path, moments=60, seed=2) >= 30


def kill_imports(folder: Path, moments: int, seed: int) -> int:
    """Kill a writer at random moments; what it acknowledged is there, and nothing is there half. The number of kills
    that hit it at work."""
    chance = random.Random(seed)
    store = Store(folder / "store" / "tracker.duckdb")
    acknowledged: list[str] = []
    killed_in_work = 0
    for moment in range(moments):
        paths = files(folder, 6, first=moment * 6)
        writer = start(WRITER, store.path, *paths)
        try:
            out, _ = writer.communicate(timeout=chance.uniform(0.15, 1.6))
        except subprocess.TimeoutExpired:
            writer.kill()
            out, _ = writer.communicate(timeout=30)
            killed_in_work += 1
        acknowledged += [line.split()[1] for line in out.splitlines() if line.count(" ") == 1]
        check_whole(store, acknowledged, folder)
    ended(start(WRITER, store.path, *files(folder, moments * 6)))
    assert len(ask(store, "listing-history").rows) == moments * 6 * ROWS
    print(f"kills {killed_in_work} of {moments}, acknowledged {len(acknowledged)}")
    return killed_in_work


def check_whole(store: Store, acknowledged: list[str], folder: Path) -> None:
    with reading(store) as con:
        batches = list_batches(con)
        facts = dict(con.execute("SELECT batch_id, count(*) FROM listing_snapshot GROUP BY 1").fetchall())
    assert {Path(path).name for path in acknowledged} <= {batch.document for batch in batches}
    assert facts == {batch.batch_id: ROWS for batch in batches}
    assert [finding.audit for finding in run(store) if finding.rows] == []
    with TemporaryDirectory(dir=folder) as name:
        for batch in batches[:2]:
            kept = documents.fetch(store, batch.sha256, Path(name) / "document")
            assert kept.read_bytes() == (folder / batch.document).read_bytes()
    noted = (
        [json.loads(line)["batch"] for line in store.journal.read_text("utf-8").splitlines()] if acknowledged else []
    )
    assert set(noted) <= {batch.batch_id for batch in batches}


@pytest.mark.soak
def test_two_writers_and_four_readers_for_a_minute(tmp_path: Path) -> None:
    assert write_and_read(tmp_path, seconds=60) >= 4


def test_two_writers_and_four_readers_for_a_moment(tmp_path: Path) -> None:
    assert write_and_read(tmp_path, seconds=4) >= 4


def write_and_read(folder: Path, seconds: float) -> int:
    """Two writers import one document after the other, four readers ask, for so long; nobody meets an error. The
    number of questions answered."""
    store = Store(folder / "store" / "tracker.duckdb")
    readers = [start(READER, store.path) for _ in range(4)]
    until = time.monotonic() + seconds
    imported = asked = 0
    while time.monotonic() < until:
        writers = [start(WRITER, store.path, *files(folder, 4, first=imported + 4 * each)) for each in range(2)]
        imported += 8
        while any(writer.poll() is None for writer in writers):
            for reader in readers:
                assert reader.stdin is not None
                assert reader.stdout is not None
                reader.stdin.write("?\n")
                reader.stdin.flush()
            for reader in readers:
                assert reader.stdout is not None
                asked += reader.stdout.readline().strip().isdigit()
        for writer in writers:
            assert len(ended(writer)) == 4
    for reader in readers:
        ended(reader)
    assert len(ask(store, "listing-history").rows) == imported * ROWS
    assert ask(store, "listings").rows
    print(f"{imported} imports, {asked} questions in {seconds:.0f} s, {os.cpu_count()} cores")
    return asked
