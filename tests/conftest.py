"""Fixtures for all tests: a store of its own for each, the sample market, and the corpus of real files."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import passed
from tests.support import ROOT, SAMPLE, SAMPLE_OPTIONS, Bring
from tracker import sample
from tracker.collect.file import from_path
from tracker.ingest import import_document
from tracker.normalise import mapping
from tracker.normalise.options import Options
from tracker.store.batches import Batch
from tracker.store.place import Store

# The same examples on each run; other ones with `pytest --hypothesis-profile=default`.
settings.register_profile("seeded", derandomize=True, deadline=None)  # a busy machine is no failure
settings.load_profile("seeded")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than there are cores: tests wait for browsers and children. The long suites keep all cores busy
    themselves, and tell their figures: no workers for them."""
    return 0 if config.option.markexpr == "soak" else (os.cpu_count() or 1) + 1


_BEGUN = pytest.StashKey[str | None]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Look at the files before a run of all tests."""
    if not hasattr(session.config, "workerinput") and _is_whole(session.config):
        session.config.stash[_BEGUN] = passed.state()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Keep that all tests passed."""
    if exitstatus == pytest.ExitCode.OK:
        passed.keep(session.config.stash.get(_BEGUN, None))


def _is_whole(config: pytest.Config) -> bool:
    """Whether all tests but the long suites are asked for."""
    fewer = ("keyword", "deselect", "collectonly", "lf", "stepwise", "ignore", "ignore_glob")
    is_all = config.args_source is config.ArgsSource.TESTPATHS and config.option.markexpr == "not soak"
    return is_all and not any(getattr(config.option, each, None) for each in fewer)


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what is the user's."""
    for name in [each for each in os.environ if each.startswith("TRACKER_")]:
        if name not in {"TRACKER_CORPUS", "TRACKER_REQUIRE_BROWSER"}:
            monkeypatch.delenv(name)
    monkeypatch.setenv("TRACKER_LANG", "en")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store that doesn't exist yet."""
    return Store(tmp_path / "store" / "tracker.duckdb")


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Bring:
    """Import a file, or a text under a name, into the store (or another one)."""

    def bring(
        given: Path | str | bytes, name: str = "typed.csv", *, into: Store = store, **options: str
    ) -> list[Batch]:
        path = given if isinstance(given, Path) else tmp_path / name
        if not isinstance(given, Path):
            path.write_bytes(given.encode("utf-8") if isinstance(given, str) else given)
        columns = mapping.parse(options.pop("columns", "").split("|")) if "columns" in options else ()
        return import_document(into, from_path(path), Options(**options, columns=columns)).batches

    return bring


@pytest.fixture
def corpus() -> Callable[[str], Path]:
    """The path of a corpus file; the test is skipped where there is no corpus."""
    beside = ROOT.parent / "shared" / "corpus"
    folder = Path(os.environ.get("TRACKER_CORPUS") or beside)

    def find(name: str) -> Path:
        if not folder.is_dir():
            pytest.skip("needs the corpus of real files: set TRACKER_CORPUS")
        return folder / name

    return find


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that holds the sample market. For reading only."""
    store = Store(tmp_path_factory.mktemp("sample") / "tracker.duckdb")
    for path in sorted(SAMPLE.iterdir()):
        if path.suffix != ".md":
            import_document(store, from_path(path), Options(**SAMPLE_OPTIONS.get(path.name, {})))
    sample.say(store)
    return store
