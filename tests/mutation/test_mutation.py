"""Ten thousand mutated files: none ends in a traceback or half a batch, and no value moves. A seeded sample runs always."""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from tests.mutation import writing
from tests.mutation.cases import Case, places
from tests.mutation.grids import CORPUS, Grid, Row, grid_of, own
from tests.mutation.oracle import judge, see, unmutated
from tests.mutation.running import Runner, Tally
from tracker.store.place import Store

SAMPLE = range(60)
SOAK = 10_000
ALL_ROWS = 100_000
TOLD = 250
"""After so many cases the soak says how far it is (pytest -s)."""


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Grid]], Runner]:
    """A runner over grids whose previews tell of all rows, and that sees what the program leaves in its folder."""
    folder, temporary = tmp_path / "files", tmp_path / "temporary"
    folder.mkdir()
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setattr("tracker.ingest.SHOWN", ALL_ROWS)
    return lambda grids: Runner(grids, folder, temporary, cuts=1)


def grids(paths: Sequence[tuple[Path, dict[str, str]]]) -> Iterator[Grid]:
    """The grids of files that have one, and that is not empty."""
    for path, options in paths:
        grid = grid_of(path, options)
        if grid is not None and grid.rows:
            yield grid


@pytest.mark.sample
def test_a_sample(runner: Callable[[Sequence[Grid]], Runner]) -> None:
    """Files of our own, every kind of mutation at least once."""
    few = [each for place, each in enumerate(own()) if place % 4 == 0]
    tally = runner(list(grids(few))).run(SAMPLE)
    sys.stdout.write(tally.told())
    assert tally.wrong == []
    assert tally.facts > 1000


HEADER = ("商品ID", "宝贝标题", "价格", "已售")
ROWS = tuple(Row(place, (f"61234567890{place}", f"裙{place}", f"{59 + place}", f"{300 + place}")) for place in range(9))
SWAPPED, OF_NEXT, SAME = (0, 1, 3, 2), None, (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("order", "is_placed", "is_wrong"),
    [(SWAPPED, True, True), (SWAPPED, False, True), (OF_NEXT, True, True), (SAME, True, False), (SAME, False, False)],
)
def test_what_moved_is_seen(
    order: tuple[int, ...] | None, is_placed: bool, is_wrong: bool, store: Store, tmp_path: Path
) -> None:
    """The judge itself: a value under another header, or of another row, is wrong; rows as they were are not."""
    options = {"platform": "taobao", "observed_on": "2026-03-02"}
    grid = Grid("x", HEADER, ROWS, (), "listings", {}, is_known=False, options=options)
    row, following = ROWS[4].cells, ROWS[5].cells
    moved = tuple(row[place] for place in order) if order else (following[0], *row[1:])
    body = writing.text(
        [HEADER, *(each.cells for each in ROWS[:4]), moved, *(each.cells for each in ROWS[5:])]
    ).encode()
    case = Case("moved", "x.csv", body, grid, places(grid) if is_placed else None, touched=1, options=options)
    wrong = judge(unmutated(store, grid, tmp_path), case, see(store, body, "x.csv", options, tmp_path))
    assert bool(wrong) == is_wrong


@pytest.mark.sample
@pytest.mark.corpus
def test_a_sample_of_real_files(runner: Callable[[Sequence[Grid]], Runner], corpus: Callable[[str], Path]) -> None:
    few = [(corpus(name), options) for place, (name, options) in enumerate(CORPUS.items()) if place % 4 == 0]
    tally = runner(list(grids(few))).run(range(1000, 1020))
    sys.stdout.write(tally.told())
    assert tally.wrong == []


def part(first: int, step: int, folder: Path, corpus: Path | None) -> Tally:
    """Every `step`-th case of the soak, in a process of its own."""
    import tracker.ingest

    paths = list(own())
    if corpus is not None:
        paths += [(corpus / name, dict(options)) for name, options in CORPUS.items()]
    files, temporary = folder / f"files-{first}", folder / f"temporary-{first}"
    files.mkdir()
    temporary.mkdir()
    tempfile.tempdir = str(temporary)
    tracker.ingest.SHOWN = ALL_ROWS
    runner = Runner(list(grids(paths)), files, temporary)
    for number in range(first, SOAK, step):
        runner.one(number)
        if runner.tally.kinds.total() % TOLD == 0:
            sys.stderr.write(f"process {first}, to case {number}: {len(runner.tally.wrong)} wrong\n")
    return runner.tally


@pytest.mark.soak
def test_ten_thousand(tmp_path: Path) -> None:
    """All of them, with the corpus where TRACKER_CORPUS names it; TRACKER_CORPUS unset: files of our own alone."""
    named = os.environ.get("TRACKER_CORPUS")
    workers = os.cpu_count() or 1
    start = time.monotonic()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        parts = [
            pool.submit(part, first, workers, tmp_path, Path(named) if named else None) for first in range(workers)
        ]
        tallies = [each.result() for each in parts]
    whole = Tally()
    for each in tallies:
        whole.add(each)
    sys.stdout.write(f"{whole.told()}{(time.monotonic() - start) / 60:.1f} min\n")
    assert whole.wrong == []
    assert whole.kinds.total() == SOAK
