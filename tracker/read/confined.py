"""Run a child process that reads an untrusted document, and make border types of what it tells.

The system holds the child to memory, CPU seconds, files and core (settings TRACKER_CHILD_*), we hold it to wall time.
On Windows a process can't set itself such limits: there the wall time alone holds; macOS has no limit of memory.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, RawTable, Said
from tracker.settings import limit

_ALLOCATION = re.compile(rb"memory allocation of (\d+) bytes failed|capacity overflow")
_REASON_LENGTH = 160
_PACKAGES = str(Path(__file__).resolve().parents[2])
"""Where the package lies: a child starts in no folder of its own, and finds nothing but this and the libraries."""


def tables(document: Document, child: ModuleType, folder: Path, noun: str, *arguments: str) -> list[RawTable | Left]:
    """What the child makes of the document: its tables as numbered CSV in `folder`, and the parts that hold none.

    `child` is a module whose `main` takes `folder` and the arguments, and runs `tracker.read.child.run`.
    `noun` (workbook, page, …) begins the codes of what is refused here. Raises DocumentRefused NOUN-unreadable
    (reason), NOUN-too-large (what, size, limit; size is null where it isn't known), and what the child refuses for.
    `what` is one of page_bytes, attributes, columns, sheet_rows, rows, row_characters, head_characters, characters,
    levels, memory_bytes, file_bytes, cpu_seconds, wall_seconds.
    """
    try:
        lines = _lines(document, noun, _answer(document, child, noun, str(folder), *arguments))
        return [_part(line, folder) for line in lines]
    except (KeyError, TypeError, ValueError) as error:
        raise unreadable(document, noun, "the reader's answer makes no sense") from error


def unreadable(document: Document, noun: str, reason: str) -> DocumentRefused:
    """The refusal of a damaged document."""
    short = " ".join(reason.split())[:_REASON_LENGTH]
    return DocumentRefused(f"{noun}-unreadable", document=document.name, reason=short)


def too_large(document: Document, noun: str, what: str, size: int | None, most: int) -> DocumentRefused:
    """The refusal of a document that passes a limit."""
    return DocumentRefused(f"{noun}-too-large", document=document.name, what=what, size=size, limit=most)


def _part(line: dict[str, Any], folder: Path) -> RawTable | Left:
    """Raises KeyError, TypeError, ValueError where the child told something else than a part."""
    if "left" in line:
        return Left(line["left"], str(line["code"]), dict(line["facts"]))
    name = line["name"]
    return RawTable(
        sheet=None if name is None else str(name),
        path=folder / Path(line["path"]).name,
        delimiter=",",
        width=int(line["width"]),
        head=tuple(tuple(map(str, row)) for row in line["head"]),
        head_lines=(),
        lines=0,
        numbered=True,
        separated=False,
        visible=bool(line.get("visible", True)),
        said=Said(**line.get("said", {})),
        merged=tuple(_range(*each) for each in line.get("merged", ())),
    )


def _range(top: int, left: int, bottom: int, right: int) -> tuple[int, int, int, int]:
    return int(top), int(left), int(bottom), int(right)


def _answer(document: Document, child: ModuleType, noun: str, *arguments: str) -> bytes:
    """What the child told. Raises DocumentRefused where it died."""
    command = [sys.executable, "-P", str(child.__file__), *arguments]
    seconds = limit("TRACKER_CHILD_SECONDS")
    try:
        ended = subprocess.run(  # noqa: S603 the program and its arguments are ours
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": _PACKAGES},
        )
    except subprocess.TimeoutExpired as error:
        raise too_large(document, noun, "wall_seconds", None, seconds) from error
    if ended.returncode:
        raise _died(document, noun, ended.returncode, ended.stderr)
    return ended.stdout


def _lines(document: Document, noun: str, answer: bytes) -> list[dict[str, Any]]:
    """The lines that tell of parts.

    Raises DocumentRefused where the last line refuses; KeyError, TypeError, ValueError where the answer is none of a
    child's.
    """
    *parts, last = [dict(json.loads(line)) for line in answer.split(b"\n")[:-1]]
    if "refused" in last:
        code, facts = str(last["refused"]), dict(last["facts"])
        if code == "unreadable":
            raise unreadable(document, noun, str(facts["reason"]))
        raise DocumentRefused(f"{noun}-{code}" if code == "too-large" else code, document=document.name, **facts)
    if last["done"] != len(parts):
        raise ValueError(last)
    return parts


def _died(document: Document, noun: str, code: int, words: bytes) -> DocumentRefused:
    """What a child's end means: `code` is negative for a signal, `words` its stderr."""
    allocation = _ALLOCATION.search(words)
    if allocation or b"MemoryError" in words:
        size = int(allocation[1]) if allocation and allocation[1] else None
        return too_large(document, noun, "memory_bytes", size, limit("TRACKER_CHILD_MEMORY_MB") * 1_000_000)
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return too_large(document, noun, "cpu_seconds", None, limit("TRACKER_CHILD_CPU_SECONDS"))
    ended = f"signal {-code}" if code < 0 else f"exit code {code}"
    return unreadable(document, noun, f"the reader crashed ({ended})")
