"""The command as a process of its own: streams, languages, the dashboard's start and its end."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import GOOD
from tests.support import SAMPLE
from tests.test_docs import COMMANDS
from tracker.cli.child import _is_free
from tracker.store.batches import list_batches
from tracker.store.connect import reading
from tracker.store.place import Store

HANZI = re.compile("[\u4e00-\u9fff]")

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signal to one process")


@pytest.fixture
def environment(store: Store) -> dict[str, str]:
    return {**os.environ, "TRACKER_STORE": str(store.path), "TRACKER_LANG": "en"}


def run(environment: dict[str, str], *words: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "tracker.main", *words],
        env=environment,
        input=given,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_answers_go_to_stdout_and_all_else_to_stderr(environment: dict[str, str]) -> None:
    ran = run(environment, "import", "-", "--json", given=GOOD.encode())
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["batches"][0]["document"] == "stdin"
    ran = run(environment, "ask", "nothing")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"nothing" in ran.stderr
    assert b"Traceback" not in ran.stderr


def test_parquet_goes_to_a_pipe(environment: dict[str, str]) -> None:
    ran = run(environment, "ask", "shops", "--format", "parquet")
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"PAR1")
    assert ran.stderr == b""


def test_help_imports_nothing_heavy(environment: dict[str, str]) -> None:
    program = (
        "import sys; from tracker.main import main; main(['--help']); main(['import', '--help']);"
        "print(sorted({'duckdb', 'pandas', 'pyarrow', 'streamlit', 'xlsxwriter', 'opencc'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, check=True)
    assert ran.stdout.decode().splitlines()[-1] == "[]"


def test_an_import_loads_no_library_of_the_dashboard(environment: dict[str, str]) -> None:
    program = (
        "import sys; from tracker.main import main; main(['import', '-', '--platform', 'taobao', '--json']);"
        "print(sorted({'pandas', 'pyarrow', 'streamlit', 'xlsxwriter'} & set(sys.modules)))"
    )
    listing = "日期,宝贝标题,价格\n2026-06-01,裙,5\n".encode()
    ran = subprocess.run(
        [sys.executable, "-c", program], env=environment, input=listing, capture_output=True, check=True
    )
    out = ran.stdout.decode()
    assert '"accepted": 1' in out
    assert out.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "words", [["--lang", "zh", "--help"], ["--help", "--lang=zh"], ["import", "--lang", "zh", "--help"]]
)
def test_help_is_chinese_where_that_is_asked(environment: dict[str, str], words: list[str]) -> None:
    out = run(environment, *words).stdout.decode()
    assert len(HANZI.findall(out)) > 60
    assert "Show" not in out


@pytest.mark.parametrize("command", ["", "reader", "export", *COMMANDS])
def test_no_text_of_chinese_help_is_cut_in_a_usual_terminal(environment: dict[str, str], command: str) -> None:
    """Rich breaks lines at blanks only, and Chinese has few: long texts need some."""
    ran = run({**environment, "COLUMNS": "80"}, *command.split(), "--help", "--lang", "zh")
    assert ran.returncode == 0
    assert "…" not in ran.stdout.decode()
    assert "显示本说明后结束。" in ran.stdout.decode()


def test_messages_are_chinese_where_the_setting_says_so(environment: dict[str, str]) -> None:
    ran = run({**environment, "TRACKER_LANG": "zh"}, "ask", "nothing")
    assert ran.returncode == 2
    assert HANZI.search(ran.stderr.decode())
    ran = run({**environment, "TRACKER_LANG": "zh"}, "ask", "nothing", "--lang", "en")
    assert not HANZI.search(ran.stderr.decode())


def test_a_chinese_import_tells_its_counts_in_chinese(environment: dict[str, str]) -> None:
    ran = run(environment, "import", "-", "--lang", "zh", given=GOOD.encode())
    assert ran.returncode == 0
    assert "duplicates" not in ran.stdout.decode()


def test_the_reader_of_a_pipe_may_leave(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tracker.main", "ask", "--format", "json"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == b""
        assert child.wait(30) == 0


# --- serve and demo


def some_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def health(port: int) -> bytes:
    """What the dashboard says of its health, as soon as it is well."""
    for _ in range(10_000):
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            asked.request("GET", "/_stcore/health")
            answer = asked.getresponse()
            body = answer.read()
        finally:
            asked.close()
        if answer.status == 200:
            return body
    raise AssertionError("the dashboard is not well")


@pytest.fixture
def started(environment: dict[str, str], tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes to end after the test, whatever happened. They hear Ctrl-C, also where this one runs in the background
    of a shell, which has it ignored."""
    children: list[subprocess.Popen[bytes]] = []
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield children
    signal.signal(signal.SIGINT, before)
    for child in children:
        if child.poll() is None:
            child.terminate()
        child.communicate(timeout=30)


def start(environment: dict[str, str], *words: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tracker.main", *words],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@UNIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_tells_its_address_and_ends_with_its_child(
    environment: dict[str, str], started: list[subprocess.Popen[bytes]], number: signal.Signals
) -> None:
    port = some_port()
    child = start(environment, "serve", "--no-browser", "--port", str(port))
    started.append(child)
    assert child.stdout is not None
    assert child.stdout.readline() == f"http://127.0.0.1:{port}\n".encode()
    assert health(port) == b"ok"
    child.send_signal(number)
    assert child.wait(30) == 0
    assert _is_free(port)
    assert child.stdout.read() == b""


@UNIX
def test_demo_loads_the_sample_and_shows_it(
    environment: dict[str, str], started: list[subprocess.Popen[bytes]], store: Store
) -> None:
    port = some_port()
    child = start(environment, "demo", "--no-browser", "--port", str(port), "--store", str(store.path))
    started.append(child)
    assert child.stdout is not None
    assert child.stdout.readline() == f"http://127.0.0.1:{port}\n".encode()
    assert health(port) == b"ok"
    with reading(store) as con:
        batches = list_batches(con)
    assert len(batches) == len([path for path in SAMPLE.iterdir() if path.suffix != ".md"])
    assert sum(each.rejected for each in batches) == 0
    child.terminate()
    assert child.wait(30) == 0
    assert _is_free(port)


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_busy_port_is_told_before_anything_is_done(environment: dict[str, str], command: str, store: Store) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = run(environment, command, "--no-browser", "--port", str(port), "--store", str(store.path))
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert str(port).encode() in ran.stderr
    assert not store.path.exists()
