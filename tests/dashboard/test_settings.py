"""Both ways to start the dashboard are closed in the same way."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from tracker.dashboard.launch import command
from tracker.dashboard.settings import SERVER_OPTIONS, THEME
from tracker.settings import SETTINGS

ROOT = Path(__file__).parents[2]


def test_config_file_says_what_the_options_say() -> None:
    sections = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    said = {f"{section}.{name}": value for section, each in sections.items() for name, value in each.items()}
    assert said == {**SERVER_OPTIONS, **THEME}


def test_a_file_that_is_read_can_be_dropped_too() -> None:
    assert SERVER_OPTIONS["server.maxUploadSize"] == SETTINGS["TRACKER_MAX_FILE_MB"].default == 512


def test_the_server_is_closed_to_other_machines_and_sites() -> None:
    assert SERVER_OPTIONS["server.address"] == "127.0.0.1"
    assert SERVER_OPTIONS["server.allowedHosts"] == ["127.0.0.1", "localhost"]
    assert SERVER_OPTIONS["server.enableXsrfProtection"] is True
    assert SERVER_OPTIONS["browser.gatherUsageStats"] is False
    assert SERVER_OPTIONS["client.showErrorDetails"] == "none"
    assert SERVER_OPTIONS["client.disableDataExport"] is True


def test_command_names_the_packaged_entry_and_every_option() -> None:
    given = command(8765, headless=True)
    assert given[:4] == [sys.executable, "-m", "tracker.dashboard.server", "run"]
    assert Path(given[4]).name == "entry.py"
    assert Path(given[4]).is_file()
    assert {"--server.port=8765", "--server.headless=true", "--browser.gatherUsageStats=false"} <= set(given)
    assert [each for each in given if each.startswith("--server.allowedHosts")] == [
        "--server.allowedHosts=127.0.0.1",
        "--server.allowedHosts=localhost",
    ]


def test_every_option_is_known_to_streamlit() -> None:
    from streamlit import config

    assert {*SERVER_OPTIONS, *THEME} - set(config.get_config_options()) == set()


def test_launching_imports_no_streamlit() -> None:
    code = "import sys, tracker.dashboard.launch as each; each.command(1, headless=True); print('streamlit' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
