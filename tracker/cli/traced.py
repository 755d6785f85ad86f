"""A trace as JSON for programs and as text for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.cli import grid, output
from tracker.dashboard import labels
from tracker.i18n import gettext as _
from tracker.trace import Snapshot, Trace, Value


def print_json(traced: Trace) -> None:
    """One object: what was meant, and `snapshots`, the newest first; docs/provenance.md tells its keys."""
    output.emit_json({**traced.subject, "snapshots": [_snapshot_json(each) for each in traced.snapshots]})


def print_text(traced: Trace) -> None:
    """Each observation with its place and a table of its values; then how to open the document."""
    console = output.out()
    console.print(output.plain(" · ".join(traced.subject.values())))
    console.print()
    for snapshot in traced.snapshots:
        console.print(output.plain(heading(snapshot), lines=True))
        if snapshot.evidence.problem:
            console.print(output.plain(snapshot.evidence.problem.message), style="red")
        console.print(table(snapshot))
        for each in snapshot.also:
            console.print(output.plain(_("Also said by {place}").format(place=_place(each))))
        console.print()
    newest = traced.snapshots[0].evidence
    console.print(
        output.plain(_("To open the document: tracker document {batch} -o FILE").format(batch=newest.batch_id))
    )


def heading(snapshot: Snapshot) -> str:
    """What was seen when, and where it is written."""
    key = snapshot.key
    parts = [labels.metric(key["metric"]) if "metric" in key else key.get("variant_key"), key.get("category")]
    parts += [key.get("region"), None if snapshot.standing else _("corrected later")]
    seen = _("Seen on {when}").format(when=output.cell(snapshot.observed_at))
    first = " · ".join([seen, *(str(each) for each in parts if each)])
    return f"{first}\n{_place(snapshot.evidence)}\nSHA-256 {snapshot.evidence.sha256}"


def table(snapshot: Snapshot) -> Any:
    """Field, value, where from, column, and the text as it stands there."""
    head = (_("field"), _("stored value"), _("from"), _("column"), _("text as it stands"))
    return output.table(head, [_row(each) for each in snapshot.values])


def _row(value: Value) -> tuple[object, ...]:
    column = None if value.column is None else f"#{value.column} {value.header}"
    return (labels.field(value.field), _shown(value), labels.origin(value), column, value.text)


def _shown(value: Value) -> str:
    if value.is_bound:
        return grid.bound(value.low, value.high)
    return labels.word(value.field, output.cell(value.value))


def _place(where: Any) -> str:
    """Document, sheet, row and import of an Evidence or an Also."""
    name = where.document + (f" › {where.sheet}" if where.sheet else "")
    return _("{document}, row {row} · import {batch}, put in {when} UTC").format(
        document=name, row=where.row, batch=where.batch_id, when=f"{where.entered_at:%Y-%m-%d %H:%M}"
    )


def _snapshot_json(snapshot: Snapshot) -> dict[str, Any]:
    where = snapshot.evidence
    problem = where.problem
    return {
        "key": dict(snapshot.key),
        "observed_at": snapshot.observed_at,
        "standing": snapshot.standing,
        **_place_json(where),
        "problem": {"code": problem.code, "message": problem.message} if problem else None,
        "values": [_value_json(each) for each in snapshot.values],
        "also": [{**_place_json(each), "header": each.header, "text": each.text} for each in snapshot.also],
    }


def _place_json(where: Any) -> Mapping[str, Any]:
    """The same keys for an Evidence and an Also."""
    return {
        "document": where.document,
        "sha256": where.sha256,
        "sheet": where.sheet,
        "row": where.row,
        "batch_id": where.batch_id,
        "entered_at": f"{where.entered_at.isoformat()}Z",
    }


def _value_json(value: Value) -> dict[str, Any]:
    ends = {"low": value.low, "high": value.high} if value.is_bound else {"value": value.value}
    return {
        "field": value.field,
        **ends,
        "from": value.origin,
        "text": value.text,
        "header": value.header,
        "column": value.column,
        "derived_from": list(value.derived_from),
    }
