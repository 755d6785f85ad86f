"""The lock that readers and writers of a store meet at: a file of our own, for DuckDB's lock turns others away.

Readers share it, a writer has it alone. A second file, the gate, is passed by everybody on the way in and kept by
a waiting writer, so that a stream of readers can't keep a writer out.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import portalocker

from tracker.errors import StoreLocked
from tracker.store.place import Store, opening

WAIT_S = 10.0
"""How long a reader or writer waits for its turn before StoreLocked."""

_POLL_S = 0.005


@contextlib.contextmanager
def shared(store: Store, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the store for reading. Raises StoreLocked after `wait_s` seconds, StoreError where the files beside it
    can't be made."""
    with _waiting(store, wait_s) as take:
        gate = take(_gate(store), portalocker.LOCK_SH)
        held = take(store.lock, portalocker.LOCK_SH)
        gate.close()
        yield
        held.close()


@contextlib.contextmanager
def exclusive(store: Store, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold the store for writing. Raises as `shared` does."""
    with _waiting(store, wait_s) as take:
        take(_gate(store), portalocker.LOCK_EX)
        take(store.lock, portalocker.LOCK_EX)
        holder = _holder(store)
        with opening(store.path):
            holder.write_text(str(os.getpid()), encoding="ascii")
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # a note that stays names nobody who is waited for
                holder.unlink(missing_ok=True)


class _Taker:
    """Takes locks until a deadline, and remembers the files to close."""

    def __init__(self, store: Store, wait_s: float) -> None:
        self.store = store
        self.wait_s = wait_s
        self.deadline = time.monotonic() + wait_s
        self.files: list[IO[bytes]] = []

    def __call__(self, path: Path, flags: portalocker.LockFlags) -> IO[bytes]:
        with opening(self.store.path):
            file = path.open("ab")
        self.files.append(file)
        while True:
            try:
                portalocker.lock(file, flags | portalocker.LOCK_NB)
            except portalocker.LockException as error:
                if time.monotonic() >= self.deadline:
                    raise StoreLocked(
                        "store-locked", path=self.store.path, pid=_pid(self.store), seconds=self.wait_s
                    ) from error
                time.sleep(_POLL_S)
            else:
                return file


@contextlib.contextmanager
def _waiting(store: Store, wait_s: float) -> Iterator[_Taker]:
    with opening(store.path):
        store.path.parent.mkdir(parents=True, exist_ok=True)
    taker = _Taker(store, wait_s)
    try:
        yield taker
    finally:
        for file in reversed(taker.files):
            file.close()  # closing gives the lock back


def _gate(store: Store) -> Path:
    return store.beside("gate")


def _holder(store: Store) -> Path:
    return store.beside("holder")


def _pid(store: Store) -> str:
    """The process that writes; '?' where readers hold the store or the note is gone already."""
    try:
        return _holder(store).read_text(encoding="ascii") or "?"
    except OSError:
        return "?"
