"""Where the sample market and the templates lie: in an installed wheel, or beside the code."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def sample_folder() -> Path:
    """The folder of the sample market."""
    return _folder("sample")


def templates_folder() -> Path:
    """The folder of the files that a person fills in."""
    return _folder("templates")


def _folder(name: str) -> Path:
    packaged = _PACKAGE / "_data" / name
    return packaged if packaged.is_dir() else _PACKAGE.parent / "data" / name
