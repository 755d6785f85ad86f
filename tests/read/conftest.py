"""Where readers put their tables."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of the reader's own."""
    path = tmp_path / "folder"
    path.mkdir()
    return path
