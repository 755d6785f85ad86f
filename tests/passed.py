"""The files that all tests last passed on, so that `make check` behind `pytest` doesn't run them once more.

As a script: ends with 0 where they are the files of today, else with 1.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PASSED = ROOT / ".pytest_cache/passed"


def state() -> str | None:
    """A digest of every file that git doesn't ignore, of the Python, and of where the corpus lies; null without git."""
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT, capture_output=True, check=True,
        ).stdout  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return None
    found = hashlib.sha256(f"{sys.version} {os.environ.get('TRACKER_CORPUS')}".encode())
    for name in sorted(os.fsdecode(listed).split("\0")):
        path = ROOT / name
        if path.is_file():
            found.update(b"\0" + os.fsencode(name) + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def keep(of: str | None) -> None:
    """All tests passed on the files of this digest, unless one was changed meanwhile."""
    if of is not None and of == state():
        PASSED.parent.mkdir(exist_ok=True)
        PASSED.write_text(of, encoding="utf-8")


if __name__ == "__main__":
    if not (PASSED.is_file() and PASSED.read_text(encoding="utf-8") == state()):
        sys.exit(1)
    print("all tests passed on these files")
