"""`tracker batches`, `tracker rejections`, `tracker undo`: imports as they stand in the store."""

from __future__ import annotations

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        "batches",
        help=_("List all imports, the newest first, with the rows they read, kept and refused."),
        epilog=shared.example("tracker batches"),
    )(batches)
    app.command(
        "rejections",
        help=_("Show the rows and cells that an import refused, with the text as it stood and why."),
        epilog=shared.example("tracker rejections 3"),
    )(rejections)
    app.command(
        "undo",
        help=_("Take an import back: every answer is then as if its file had never come."),
        epilog=shared.example("tracker undo 3"),
    )(undo)


def batches(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """List the batches."""
    from dataclasses import asdict

    from tracker.cli import output, report, words
    from tracker.store.batches import list_batches
    from tracker.store.connect import reading
    from tracker.store.place import locate

    with reading(locate(store)) as con:
        found = list_batches(con)
    if as_json:
        times = ("entered_at", "undone_at")
        utc = [
            {name: at.isoformat() + "Z" if (at := getattr(each, name)) else None for name in times} for each in found
        ]
        output.emit_json([{**asdict(each), **stamps} for each, stamps in zip(found, utc, strict=True)])
        return
    console = output.out()
    if not found:
        console.print(output.plain(_("Nothing was imported yet. Begin with: tracker import FILE")))
        return
    rows = []
    for each in found:
        origin = words.origin(each.platform, each.source)
        start = (str(each.batch_id), each.document, words.kind(each.kind), origin, each.observed_at)
        counts = (each.read, each.accepted, each.duplicates, each.corrected, each.rejected)
        rows.append((*start, *counts, _("undone") if each.undone_at else None))
    console.print(report.batch_table(rows, console.width))


def rejections(
    batch: shared.Batch, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None
) -> None:
    """Show all that one batch refused."""
    from tracker.cli import output, report
    from tracker.store.batches import list_rejections
    from tracker.store.connect import reading
    from tracker.store.place import locate

    with reading(locate(store)) as con:
        found = list_rejections(con, batch)
    if as_json:
        output.emit_json([report.rejection_json(each) for each in found])
    elif found:
        output.out().print(report.rejection_table(found))
    else:
        output.out().print(output.plain(_("Import {batch} refused nothing.").format(batch=batch)))


def undo(
    batch: shared.Batch, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None
) -> None:
    """Undo one batch, and tell what that did."""
    from tracker.cli import output
    from tracker.store.batches import get_batch
    from tracker.store.connect import reading
    from tracker.store.place import locate
    from tracker.store.undo import undo_batch

    place = locate(store)
    with reading(place) as con:  # so that a wrong number creates no store
        get_batch(con, batch)
    done = undo_batch(place, batch)
    if as_json:
        output.emit_json(done._asdict())
        return
    said = [
        _("Import {batch} ({document}) was taken back.").format(batch=done.batch_id, document=done.document),
        _("Facts removed: {count}").format(count=done.removed),
        _("Older values that stand again: {count}").format(count=done.brought_back),
        _("Facts that stay, since a later import says the same: {count}").format(count=done.taken_over),
        _("Facts that later imports had corrected, and whose later value stays: {count}").format(count=done.left),
    ]
    output.out().print(output.plain("\n".join(said), lines=True))
