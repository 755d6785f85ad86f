"""The real app in a real Chromium: a server of its own for each test, a fresh store, nothing beyond 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, Route, sync_playwright

from tests.browser.person import Person
from tracker.dashboard.launch import command

TRIES = 2000
"""Requests for the server's health before it counts as not coming up; each waits for the one before."""


def find_chromium(playwright: Playwright) -> str | None:
    """A Chromium of the system, else Playwright's own where it is installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium; without one the test is skipped, or fails where TRACKER_REQUIRE_BROWSER=1 demands it.

    (pytest-playwright's own fixtures stand on pytest-base-url, which warns, and warnings are errors.)
    """
    with sync_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            reason = "needs Chromium: install it (apt install chromium), or run `playwright install chromium`"
            if os.environ.get("TRACKER_REQUIRE_BROWSER") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
        quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=path, args=quiet)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """A window as wide as an office laptop, tall enough that no table waits for a scroll, in a zone that is neither UTC nor the market's."""
    context = chromium.new_context(viewport={"width": 1280, "height": 2600}, timezone_id="America/New_York")
    yield context
    context.close()


@pytest.fixture
def strangers(window: BrowserContext) -> Iterator[list[str]]:
    """Requests that would have left this machine; a test fails where there is one."""
    found: list[str] = []

    def watch(route: Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            found.append(route.request.url)
            route.abort()

    window.route("**/*", watch)
    yield found
    assert not found


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """The address of a dashboard over a store that doesn't exist yet."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "TRACKER_STORE": str(tmp_path / "store" / "tracker.duckdb"), "TRACKER_LANG": "zh"}
    log = tmp_path / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(
            command(port, headless=True), cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=file, text=True
        )
        try:
            _wait_until_up(process, port, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.communicate(timeout=30)


@pytest.fixture
def person(window: BrowserContext, server: str, strangers: list[str]) -> Person:
    """Somebody with the app open."""
    assert not strangers
    return Person(window.new_page(), server)


def _wait_until_up(process: subprocess.Popen[str], port: int, log: Path) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if f":{port}" in line:
            break
    for _each in range(TRIES):
        try:
            with urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=30) as answer:
                if answer.read() == b"ok":
                    return
        except (URLError, ConnectionError):
            if process.poll() is not None:
                break
    pytest.fail("the dashboard did not come up: " + log.read_text(encoding="utf-8", errors="replace"))
