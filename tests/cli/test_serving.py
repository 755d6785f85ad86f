"""The sample is loaded once, and a port is found."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.support import SAMPLE, SAMPLE_OPTIONS, tables
from tracker.cli import child, serving
from tracker.errors import InputError
from tracker.package_data import sample_folder, templates_folder
from tracker.store.place import Store


def test_the_sample_and_the_templates_are_found() -> None:
    assert sample_folder().samefile(SAMPLE)
    assert (templates_folder() / "listings.csv").is_file()


def test_the_demo_says_what_the_sample_leaves_to_people() -> None:
    assert {name: {"category": each} for name, each in serving._SAMPLE_CATEGORY.items()} == SAMPLE_OPTIONS


def test_the_sample_twice_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for path in ("trend_google.csv", "keywords_planner.csv", "README.md"):
        (tmp_path / "sample").mkdir(exist_ok=True)
        (tmp_path / "sample" / path).write_bytes((SAMPLE / path).read_bytes())
    monkeypatch.setattr("tracker.package_data.sample_folder", lambda: tmp_path / "sample")
    serving.load_sample(store)
    before = tables(store)
    serving.load_sample(store)
    assert tables(store) == before


def test_the_next_free_port_is_taken_where_none_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setattr(child, "DEFAULT_PORT", port)
        assert child.free_port(None) > port
        with pytest.raises(InputError) as caught:
            child.free_port(port)
        assert (caught.value.code, caught.value.facts["port"]) == ("port-in-use", port)
        monkeypatch.setattr(child, "_PORTS", 1)
        with pytest.raises(InputError):
            child.free_port(None)
