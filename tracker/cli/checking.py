"""`tracker audit` and `tracker status`: whether the store is sound, and what is in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        "audit",
        help=shared.paragraphs(
            _("Look for wrong rows in the store, and for kept files that are absent or changed."),
            _("Exit code: 0 all is well; 1 something was found."),
        ),
        epilog=shared.example("tracker audit"),
    )(audit)
    app.command(
        "status",
        help=_("Show which store is used and why, how large it is, and what is in it."),
        epilog=shared.example("tracker status --json"),
    )(status)


def audit(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Run every audit; exit 1 where any found something."""
    from tracker.cli import output
    from tracker.store import audits
    from tracker.store.place import locate

    findings = audits.run(locate(store))
    found = [each for each in findings if each.rows]
    if as_json:
        output.emit_json(
            [
                {
                    "audit": each.audit,
                    "finds": each.finds,
                    "rows": [dict(zip(each.columns, row, strict=True)) for row in each.rows],
                }
                for each in findings
            ]
        )
    else:
        console = output.out()
        rows = [(each.audit, _(each.finds), len(each.rows) if each.rows else _("none")) for each in findings]
        console.print(output.table((_("audit"), _("looks for"), _("found")), rows, right=(2,)))
        for each in found:
            console.print()
            console.print(output.plain(each.audit))
            console.print(output.table(each.columns, each.rows[:20]))
        if not found:
            console.print(output.plain(_("All is well.")))
    if found:
        raise typer.Exit(1)


def status(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Tell of the store."""
    from tracker.cli import output
    from tracker.store.place import locate

    place = locate(store)
    said = {**_place(place, store), **_content(place)}
    if as_json:
        output.emit_json(said)
        return
    chosen = {
        "option": _("given by --store"),
        "environment": _("given by TRACKER_STORE"),
        "data": _("the folder data is here"),
        "user": _("your data folder"),
    }
    facts = said["facts"]
    lines = [
        (_("store"), f"{said['store']} ({chosen[said['chosen_by']]})"),
        (
            _("size"),
            f"{said['size_mb']} MB" if said["exists"] else _("not created yet; the first import does it"),
        ),
        (_("schema"), str(said["schema"])),
        (_("kept files"), f"{said['documents']}, {said['documents_mb']} MB"),
        (_("imports"), _("{standing}, and {undone} undone").format(**said["batches"])),
        (_("shop snapshots"), output.cell(facts["shop_snapshot"])),
        (_("listing snapshots"), output.cell(facts["listing_snapshot"])),
        (_("keyword readings"), output.cell(facts["keyword_reading"])),
        (_("own sales"), output.cell(facts["own_sales"])),
        (_("newest observation"), output.cell(said["newest_observed_at"]) or _("none")),
        (_("version"), said["version"]),
    ]
    output.out().print(output.table(("", ""), lines))


def chosen_by(given: Path | None) -> str:
    """Why `tracker.store.place.locate` chose its store: option, environment, data (a folder here) or user."""
    if given:
        return "option"
    if os.environ.get("TRACKER_STORE"):
        return "environment"
    return "data" if Path("data").is_dir() else "user"


def _place(store: Store, given: Path | None) -> dict[str, Any]:
    exists = store.path.exists()
    kept = [each.stat().st_size for each in store.documents.rglob("*.zst")]
    return {
        "store": str(store.path),
        "chosen_by": chosen_by(given),
        "exists": exists,
        "size_mb": _mb(store.path.stat().st_size) if exists else None,
        "documents": len(kept),
        "documents_mb": _mb(sum(kept)),
    }


def _content(store: Store) -> dict[str, Any]:
    """Counts of what stands in the store; `newest_observed_at` is the market's wall time, null for none."""
    from tracker import __version__
    from tracker.store.connect import reading
    from tracker.store.facts import TABLES

    with reading(store) as con:
        schema = con.execute("SELECT max(number) FROM migration").fetchone()
        batches = con.execute(
            "SELECT count(*) FILTER (undone_at IS NULL), count(*) FILTER (undone_at IS NOT NULL) FROM batch"
        ).fetchone()
        facts = {}
        newest = []
        for fact in TABLES:
            row = con.execute(f"SELECT count(*), max({fact.time}) FROM {fact.name} WHERE standing").fetchone()
            facts[fact.name], latest = row or (0, None)
            newest += [latest] if latest else []
    standing, undone = batches or (0, 0)
    return {
        "schema": schema[0] if schema else None,
        "batches": {"standing": standing, "undone": undone},
        "facts": facts,
        "newest_observed_at": max(newest, default=None),
        "version": __version__,
    }


def _mb(size: int) -> float:
    """Bytes as MB (10^6 bytes), to three decimals."""
    return round(size / 1e6, 3)
