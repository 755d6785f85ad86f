"""Every error that stops a step.

TrackerError                 what the user is told: a code, and facts that fill its message
├── InputError               the user's document or words
│   ├── DocumentRefused      a document that can't be imported: kept out whole
│   ├── UnknownQuestion      a question or parameter that doesn't exist
│   └── UnknownBatch         a batch that doesn't exist, or was undone already
└── StoreError               the database
    ├── StoreLocked          another process holds it
    ├── StoreDamaged         it can't be read
    └── StoreTooNew          a newer Tracker wrote it

A row or a cell that can't be read is no error but a rejection (see tracker.model). The words of every code
stand in tracker.messages, in the user's language.
"""

from __future__ import annotations

import os


class TrackerError(Exception):
    """A step stopped. `code` names the reason (kebab-case); `facts` fill the message of that code."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        from tracker.messages import render

        return render(self.code, self.facts)


def unforeseen(error: Exception) -> TrackerError:
    """The last resort at the edge of a program: an error that nobody foresaw, told as one of ours. It is raised as it
    is where TRACKER_DEBUG is set."""
    if os.environ.get("TRACKER_DEBUG"):
        raise error
    return TrackerError("unexpected", error=f"{type(error).__name__}: {error}")


class InputError(TrackerError):
    """What the user gave can't be used as it is."""


class DocumentRefused(InputError):
    """A document is kept out whole; nothing of it was stored."""


class UnknownQuestion(InputError):
    """There is no such question, or it has no such parameter."""


class UnknownBatch(InputError):
    """There is no such batch, or it was undone already."""


class StoreError(TrackerError):
    """The database can't be used."""


class StoreLocked(StoreError):
    """Another process holds the store; facts: path, pid, seconds."""


class StoreDamaged(StoreError):
    """The store can't be read; facts: path, reason."""


class StoreTooNew(StoreError):
    """A newer Tracker wrote the store; facts: path, found, known."""
