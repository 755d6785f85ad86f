"""The named SQL of this step, from tracker/sql/typed/."""

from __future__ import annotations

import functools
from importlib.resources import files


@functools.cache
def load(name: str) -> str:
    """The text of tracker/sql/typed/NAME.sql."""
    return files("tracker").joinpath(f"sql/typed/{name}.sql").read_text(encoding="utf-8")
