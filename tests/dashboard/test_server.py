"""The real server asks nobody for its address, whoever knocks; nor does `streamlit run app.py`."""

from __future__ import annotations

import contextlib
import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.support import ROOT
from tracker.dashboard.launch import command
from tracker.store.place import Store

UP_S = 60.0
"""How long a server may take to answer."""

WATCH = """
import os, sys

OURS = ("127.0.0.1", "localhost", "::1")
EVENTS = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname")


def watch(event, args):
    if event not in EVENTS:
        return
    where = args[0] if event.startswith("socket.get") else args[1]
    host = where[0] if isinstance(where, tuple) else where
    if isinstance(where, (str, tuple)) and host not in OURS:
        with open(os.environ["STRANGERS"], "a") as file:
            file.write(f"{event} {host}\\n")
        raise OSError("nothing leaves this machine")


sys.addaudithook(watch)
"""
"""What the child does before anything else: every address beyond this machine is noted, and refused."""

Serve = Callable[[Callable[[int], list[str]]], AbstractContextManager[int]]


def plain(port: int) -> list[str]:
    """Streamlit as it comes, with our options."""
    return [each if each != "tracker.dashboard.server" else "streamlit" for each in command(port, headless=True)]


def ours(port: int) -> list[str]:
    return command(port, headless=True)


def by_hand(port: int) -> list[str]:
    options = [f"--server.port={port}", "--server.headless=true"]
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *options]


@pytest.fixture
def strangers(tmp_path: Path) -> Path:
    """The addresses that the server reached for, one a line."""
    return tmp_path / "strangers.txt"


@pytest.fixture
def serve(tmp_path: Path, store: Store, strangers: Path) -> Serve:
    """Start a dashboard that is watched; gives its port as soon as it is well."""
    watch = tmp_path / "watch"
    watch.mkdir()
    (watch / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    strangers.touch()
    environment = {**os.environ, "TRACKER_STORE": str(store.path), "STRANGERS": str(strangers), "NO_PROXY": "*"}
    environment["PYTHONPATH"] = os.pathsep.join([str(watch), *filter(None, [os.environ.get("PYTHONPATH")])])

    @contextlib.contextmanager
    def serve(program: Callable[[int], list[str]]) -> Iterator[int]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        child = subprocess.Popen(
            program(port), cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            wait_until_well(child, port)
            yield port
        finally:
            child.terminate()
            child.wait(30)

    return serve


def wait_until_well(child: subprocess.Popen[bytes], port: int) -> None:
    last = time.monotonic() + UP_S
    while time.monotonic() < last and child.poll() is None:
        with contextlib.suppress(OSError):
            if ask(port, "/_stcore/health") == 200:
                return
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(0.05)
    pytest.fail("the dashboard did not come up")


def ask(port: int, path: str, **headers: str) -> int:
    """The status of an answer."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asked.request("GET", path, headers=headers)
        return asked.getresponse().status
    finally:
        asked.close()


def knock(port: int, origin: str) -> int:
    """The answer to a handshake for the dashboard's WebSocket, as a page of that origin makes it."""
    version = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    return ask(port, "/_stcore/stream", Connection="Upgrade", Upgrade="websocket", Origin=origin, **version)


@pytest.mark.parametrize("program", [ours, by_hand])
def test_a_foreign_page_is_refused_and_nobody_is_asked(
    serve: Serve, strangers: Path, program: Callable[[int], list[str]]
) -> None:
    """The foreign page comes first, before the script has run even once."""
    with serve(program) as port:
        assert knock(port, "http://evil.example") == 403
        assert knock(port, f"http://127.0.0.1:{port}") == 101
        assert knock(port, "http://evil.example") == 403
    assert strangers.read_text(encoding="utf-8") == ""


def test_streamlit_as_it_comes_would_ask(serve: Serve, strangers: Path) -> None:
    """Where this fails, Streamlit has ceased to ask: `server.py` and the `App` in `app.py` can go."""
    with serve(plain) as port:
        assert knock(port, "http://evil.example") == 403
    asked = strangers.read_text(encoding="utf-8")
    assert "socket.connect 8.8.8.8" in asked
    assert "socket.getaddrinfo checkip.amazonaws.com" in asked


def test_app_py_draws_the_pages_as_a_plain_script_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store.path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    assert len(app.title) == 1
