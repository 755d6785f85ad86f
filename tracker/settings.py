"""The settings that limit what is read: one table of name, default and meaning. Each is a whole number.

A setting is read from the environment where it is used, so a child process obeys the same ones.
"""

from __future__ import annotations

import os
from typing import NamedTuple

from tracker.errors import InputError


class Setting(NamedTuple):
    """One setting: its default, and what it limits."""

    default: int
    meaning: str


SETTINGS: dict[str, Setting] = {
    "TRACKER_MAX_FILE_MB": Setting(512, "size of a document, MB"),
    "TRACKER_MAX_UNPACKED_MB": Setting(2000, "size of a zip or workbook unpacked, MB"),
    "TRACKER_MAX_RATIO": Setting(100, "unpacked to packed size of one file in a zip"),
    "TRACKER_MAX_COLUMNS": Setting(200, "columns of a table"),
    "TRACKER_MAX_SHEET_ROWS": Setting(1_000_000, "rows of one sheet"),
    "TRACKER_MAX_ROWS": Setting(5_000_000, "rows of a document"),
    "TRACKER_MAX_LEVELS": Setting(100, "levels of nesting in a page or JSON"),
    "TRACKER_MAX_PAGE_MB": Setting(20, "size of a page, MB"),
    "TRACKER_CHILD_MEMORY_MB": Setting(1500, "memory of the process that reads a workbook, page or JSON, MB"),
    "TRACKER_CHILD_CPU_SECONDS": Setting(30, "computing time of that process, seconds"),
    "TRACKER_CHILD_SECONDS": Setting(60, "wall time of that process, seconds"),
    "TRACKER_MEMORY_MB": Setting(900, "memory of the database, MB; beyond it, it spills to files"),
}
"""Every setting by its name in the environment."""

_MOST = 10**9


def limit(name: str) -> int:
    """The value of a setting, from 1 to 10**9. Raises InputError `setting-unreadable`."""
    given = os.environ.get(name) or str(SETTINGS[name].default)
    try:
        value = int(given)
    except ValueError:
        value = 0
    if not 0 < value <= _MOST:
        raise InputError("setting-unreadable", name=name, value=given)
    return value
