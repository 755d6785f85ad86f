"""Progress on stderr, for work that takes longer than a second; none where stderr is no terminal."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from tracker.cli import output
from tracker.i18n import gettext as _

PATIENCE_S = 1.0
"""How long nothing is shown."""

_STEPS = ("read", "normalise", "compare", "write")


class Waiting:
    """A progress bar over the steps of several documents: `with Waiting(3) as bar: bar.begin("a.csv")`."""

    def __init__(self, documents: int, console: Console | None = None, patience_s: float = PATIENCE_S) -> None:
        self._console = console or output.err()
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._progress.add_task("", total=documents * len(_STEPS))
        self._done = 0
        self._name = ""
        self._lock = threading.Lock()
        self._over = self._shown = False
        self._timer = threading.Timer(patience_s, self.show)
        self._timer.daemon = True

    def __enter__(self) -> Waiting:
        if self._console.is_terminal:
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._timer.cancel()
        with self._lock:
            self._over = True
            if self._shown:
                self._progress.stop()

    def show(self) -> None:
        """Begin to show the bar, unless the work is over."""
        with self._lock:
            if not self._over:
                self._shown = True
                self._progress.start()

    def begin(self, name: str) -> None:
        """The next document is at hand."""
        self._name = output.plain(name).plain
        self._progress.update(self._task, description=self._name, completed=self._done * len(_STEPS))
        self._done += 1

    def step(self, step: str) -> None:
        """A step of the document begins: read, normalise, compare, write."""
        words = {
            "read": _("reading"),
            "normalise": _("checking"),
            "compare": _("comparing"),
            "write": _("writing"),
        }
        completed = (self._done - 1) * len(_STEPS) + _STEPS.index(step)
        self._progress.update(self._task, description=f"{self._name}: {words[step]}", completed=completed)
