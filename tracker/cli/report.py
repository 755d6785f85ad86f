"""What became of an import, as JSON for programs and as text for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.cli import grid, output, words
from tracker.errors import DocumentRefused, TrackerError
from tracker.i18n import gettext as _
from tracker.ingest import NO_TABLE, SHOWN, Preview, part_name
from tracker.messages import rejection_message
from tracker.model import Left
from tracker.store.batches import Batch, Rejection
from tracker.store.questions import Answer

__all__ = ["SHOWN", "Refused", "Report", "Told", "of_batch", "of_preview", "print_json", "print_text"]

_SHOWN_TEXT = 10
"""Rejections that the text shows of each batch."""


@dataclass(frozen=True, slots=True)
class Told:
    """One table of a document that was imported, or would be (`batch_id` null, `preview` tells more). Counts are
    rows."""

    batch_id: int | None
    document: str
    kind: str
    platform: str | None
    source: str | None
    observed_at: datetime | None
    read: int
    accepted: int
    duplicates: int
    corrected: int
    rejected: int
    rejections: list[Rejection]
    preview: Preview | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that was kept out whole."""

    document: str
    code: str
    message: str


@dataclass(slots=True)
class Report:
    """All that one command did. `stopped`: the documents behind the last one weren't tried."""

    batches: list[Told] = field(default_factory=list)
    left: list[Refused] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    seconds: float = 0.0
    stopped: bool = False

    def refuse(self, document: str, error: TrackerError) -> None:
        """Note a document that was kept out."""
        self.refused.append(Refused(document, error.code, str(error)))

    def leave(self, document: str, parts: Iterable[Left]) -> None:
        """Note the parts of a document that gave no table: those that hold none are left, the others refused."""
        for part in parts:
            name = part_name(document, part.sheet)
            error = DocumentRefused(part.code, **{**part.facts, "document": name})
            told = Refused(name, part.code, str(error))
            (self.left if part.code in NO_TABLE else self.refused).append(told)

    def stop(self, documents: Iterable[str], error: TrackerError) -> None:
        """Note that none of these documents could be imported, and that the work ends."""
        self.stopped = True
        for document in documents:
            self.refuse(document, error)

    @property
    def exit_code(self) -> int:
        """0: all imported; 1: something was refused; 2: nothing was imported, or the store failed."""
        if self.stopped or not self.batches:
            return 2
        return 1 if self.refused or any(each.rejections for each in self.batches) else 0


def of_batch(batch: Batch, rejections: list[Rejection]) -> Told:
    """A batch in the store; `rejections` are its first ones."""
    return Told(
        batch.batch_id,
        batch.document,
        batch.kind,
        batch.platform,
        batch.source,
        batch.observed_at,
        batch.read,
        batch.accepted,
        batch.duplicates,
        batch.corrected,
        batch.rejected,
        rejections,
    )


def of_preview(seen: Preview) -> Told:
    """A table that would be imported."""
    return Told(
        None,
        seen.document,
        seen.layout.kind,
        seen.head.platform,
        seen.head.source,
        seen.head.observed_at,
        seen.read,
        *seen.counts,
        seen.rejected,
        seen.rejections,
        seen,
    )


def print_json(report: Report) -> None:
    """The contract of the design: one object, also when every document was refused. Parts of documents that
    hold no table are added as `left`, where there are any; a trial tells more of each batch (cli.preview)."""
    batches = [
        {
            "batch_id": told.batch_id,
            "document": told.document,
            "kind": told.kind,
            "platform": told.platform,
            "observed_at": told.observed_at,
            "read": told.read,
            "accepted": told.accepted,
            "duplicates": told.duplicates,
            "corrected": told.corrected,
            "rejected": told.rejected,
            "rejections": [rejection_json(each) for each in told.rejections],
            **(_preview_json(told.preview) if told.preview else {}),
        }
        for told in report.batches
    ]
    told: dict[str, Any] = {"batches": batches, "refused": report.refused, "seconds": report.seconds}
    if report.left:
        told["left"] = report.left
    output.emit_json(told)


def _preview_json(preview: Preview) -> dict[str, Any]:
    from tracker.cli import preview as shown

    return shown.as_json(preview)


def rejection_json(rejection: Rejection) -> dict[str, Any]:
    """One rejection, with its message in the language of the run."""
    return {
        "scope": rejection.scope,
        "row": rejection.row,
        "column": rejection.column,
        "value": rejection.value,
        "code": rejection.code,
        "message": rejection_message(rejection.code, rejection.column, rejection.value),
    }


def rejection_table(rejections: Iterable[Rejection]) -> Any:
    """Rejections as a table: where, the text as it stood, and what to do."""
    head = (_("row"), _("column"), _("value"), _("why"))
    rows = [
        (str(each.row), each.column, each.value, rejection_message(each.code, each.column, each.value))
        for each in rejections
    ]
    return output.table(head, rows, right=(0,))


def batch_table(rows: Iterable[tuple[object, ...]], width: int) -> Any:
    """Batches as a table: number, document, kind, origin, when seen, and the five counts."""
    head = (_("batch"), _("document"), _("kind"), _("from"), _("seen"), _("read"), _("new"))
    columns = (*head, _("duplicates"), _("corrected"), _("rejected"), _("undone"))
    gives_way = (_("kind"), _("from"), _("seen"))
    return grid.fit(Answer(columns, list(rows)), width, gives_way).table


def print_text(report: Report, *, dry_run: bool) -> None:
    """The counts of each batch, its first rejections, and the next step; refused documents on stderr."""
    console = output.out()
    if report.batches:
        console.print(batch_table([_counts(told) for told in report.batches], console.width))
    for told in report.batches:
        if told.preview:
            from tracker.cli import preview

            preview.print_preview(console, told.preview)
        _print_rejections(console, told)
    if dry_run and report.batches:
        console.print(output.plain(_("Nothing was written: this was a trial.")))
    elif report.batches:
        numbers = [told.batch_id for told in report.batches if told.accepted or told.corrected]
        if numbers:
            console.print(output.plain(_("To take an import back: tracker undo {batch}").format(batch=numbers[-1])))
        else:
            console.print(output.plain(_("Nothing new: all of it is in the store already.")))
    for left in report.left:
        output.note(_("{part}: left, since it holds no table that can be imported.").format(part=left.document))
    for refused in report.refused:
        output.complain(f"{refused.document}: {refused.message}")


def _counts(told: Told) -> tuple[object, ...]:
    number = "–" if told.batch_id is None else str(told.batch_id)
    start = (
        number,
        told.document,
        words.kind(told.kind),
        words.origin(told.platform, told.source),
        told.observed_at,
    )
    return (*start, told.read, told.accepted, told.duplicates, told.corrected, told.rejected, None)


def _print_rejections(console: Any, told: Told) -> None:
    if not told.rejections:
        return
    console.print()
    console.print(output.plain(_("Refused in {document}:").format(document=told.document)))
    console.print(rejection_table(told.rejections[:_SHOWN_TEXT]))
    if told.batch_id is not None:
        console.print(output.plain(_("All of them: tracker rejections {batch}").format(batch=told.batch_id)))
