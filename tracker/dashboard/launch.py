"""The command that starts the dashboard, from any folder. Imports no streamlit: the CLI stays light."""

from __future__ import annotations

import sys
from pathlib import Path

from tracker.dashboard.settings import SERVER_OPTIONS, THEME, Setting

ENTRY = Path(__file__).with_name("entry.py")
"""What Streamlit runs for every page that is opened."""


def command(port: int, *, headless: bool) -> list[str]:
    """The program and its arguments. `headless`: no browser is opened."""
    given: dict[str, Setting] = {"server.port": port, "server.headless": headless, **SERVER_OPTIONS, **THEME}
    flags = [f"--{name}={text}" for name, value in given.items() for text in _texts(value)]
    return [sys.executable, "-m", "tracker.dashboard.server", "run", str(ENTRY), *flags]


def _texts(value: Setting) -> list[str]:
    """A value as flags take it; a list is given by repeating its flag."""
    if isinstance(value, list):
        return value
    return [str(value).lower() if isinstance(value, bool) else str(value)]
