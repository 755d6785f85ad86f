"""The dashboard as a child process: a free port, its address as soon as it answers, its end with ours."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from types import FrameType

from tracker.cli import output
from tracker.errors import InputError, TrackerError
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.store.place import Store

HOST = "127.0.0.1"

DEFAULT_PORT = 8501

_PORTS = 100
"""How many ports from the default one on are tried."""

_LOOK_S = 0.1
"""How often the child is looked at."""

_END_S = 5.0
"""How long the child may take to end by itself."""


def free_port(asked: int | None) -> int:
    """The port that was asked for, or the first free one from 8501 on. Raises InputError `port-in-use`."""
    if asked is not None:
        if not _is_free(asked):
            raise InputError("port-in-use", port=asked)
        return asked
    for port in range(DEFAULT_PORT, DEFAULT_PORT + _PORTS):
        if _is_free(port):
            return port
    raise InputError("port-in-use", port=DEFAULT_PORT)


def run_dashboard(store: Store, port: int, *, browser: bool) -> None:
    """Run the dashboard until Ctrl-C, SIGTERM or its own end, and print its address as soon as it answers.

    Raises TrackerError `dashboard-ended` where it ended by itself with an error.
    """
    from tracker.dashboard.launch import command

    environment = {**os.environ, "TRACKER_STORE": str(store.path), "TRACKER_LANG": language()}
    output.note(_("Starting the dashboard. Ctrl-C ends it."))
    with _ending() as ended:
        child = subprocess.Popen(  # noqa: S603 - the program and its arguments are ours
            command(port, headless=not browser),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        try:
            told = False
            while not ended and not _is_over(child):
                if not told and _answers(port):
                    output.emit(f"http://{HOST}:{port}\n".encode())
                    told = True
        finally:
            _end(child)
    if not ended and child.returncode:
        raise TrackerError("dashboard-ended", exit_code=child.returncode)


def _is_free(port: int) -> bool:
    """Whether nobody serves at the port of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if sys.platform == "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:  # a port that was just left is free
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _answers(port: int) -> bool:
    """Whether somebody serves at the port, found without taking it."""
    try:
        socket.create_connection((HOST, port), timeout=_LOOK_S).close()
    except OSError:
        return False
    return True


@contextlib.contextmanager
def _ending() -> Iterator[list[int]]:
    """The signals to end that have come; while it is open they are noted, and end nothing."""
    ended: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        ended.append(number)

    numbers = [signal.SIGINT, signal.SIGTERM]
    numbers += [getattr(signal, name) for name in ("SIGHUP", "SIGBREAK") if hasattr(signal, name)]
    heard = [number for number in numbers if signal.getsignal(number) is not signal.SIG_IGN]  # nohup stays nohup
    before = {number: signal.signal(number, note) for number in heard}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_over(child: subprocess.Popen[bytes]) -> bool:
    """Look at the child for a moment: whether it has ended."""
    try:
        child.wait(_LOOK_S)
    except subprocess.TimeoutExpired:
        return False
    return True


def _end(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.terminate()
        try:
            child.wait(_END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
