"""title-changes: the words that were added, removed and moved between the titles gathered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tracker.analysis.titles.change import Change, changes
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The gathered columns beside the words of each change. Equal pairs of titles are compared once."""
    pairs = list(zip(gathered.column("title_before").to_pylist(), gathered.column("title").to_pylist(), strict=True))
    distinct = list(dict.fromkeys(pairs))
    by_pair = dict(zip(distinct, changes(distinct), strict=True))
    found = [by_pair[pair] for pair in pairs]
    return dict(zip(gathered.column_names, gathered.columns, strict=True)) | {
        "kind": [_kind(each) for each in found],
        "added": [_joined(each.added) for each in found],
        "removed": [_joined(each.removed) for each in found],
        "moved": [_joined(each.moved) for each in found],
    }


def _kind(of: Change) -> str:
    return "words" if of.added or of.removed else "order" if of.moved else "spelling"


def _joined(words: list[str]) -> str | None:
    return " | ".join(words) or None
