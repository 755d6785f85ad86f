"""`tracker mappings`: what was said of columns, remembered for the next table of that shape."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.cli import usage
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.mappings import ColumnMapping

Fingerprint = Annotated[
    str,
    typer.Argument(metavar="FINGERPRINT", help=_("The fingerprint of the headers, as `tracker mappings` shows it.")),
]


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("List what was said of columns (--map, or the preview), remembered for the next table of that shape."),
        epilog=shared.example("tracker mappings"),
        invoke_without_command=True,
    )
    group.callback()(mappings)
    group.command(
        "show",
        help=_("Show what each column of a remembered shape was said to mean."),
        epilog=shared.example("tracker mappings show 3f2a9c0d1e4b5a67"),
    )(show)
    group.command(
        "set",
        help=_("Say anew what columns of a remembered shape mean; those not named stay as they are."),
        epilog=shared.example("tracker mappings set 3f2a9c0d1e4b5a67 --map '品名=title' --map '备注=-'"),
    )(set_)
    group.command(
        "delete",
        help=_("Forget what was said of a shape; what is stored already stays."),
        epilog=shared.example("tracker mappings delete 3f2a9c0d1e4b5a67"),
    )(delete)
    group.command(
        "export",
        help=_("Write all mappings to a file of JSON, for another store."),
        epilog=shared.example("tracker mappings export -o mappings.json"),
    )(export)
    group.command(
        "import",
        help=_("Take over the mappings of such a file: all of them, or none where one is not sound."),
        epilog=shared.example("tracker mappings import mappings.json"),
    )(import_)
    app.add_typer(group, name="mappings")


def mappings(
    context: typer.Context, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None
) -> None:
    """List the mappings, where no command follows."""
    if context.invoked_subcommand is not None:
        usage.refuse_before(context, {"--store": store, "--json": as_json})
        return
    from tracker.cli import output, words
    from tracker.store.connect import reading
    from tracker.store.mappings import list_mappings
    from tracker.store.place import locate

    with reading(locate(store)) as con:
        found = list_mappings(con)
    if as_json:
        output.emit_json([each.as_record() for each in found])
        return
    if not found:
        output.out().print(
            output.plain(_("Nothing was said of columns yet. Say it with: tracker import FILE --map 'COLUMN=FIELD'"))
        )
        return
    rows = [
        (each.fingerprint, each.document, words.kind(each.kind or ""), _pairs(each), each.entered_at) for each in found
    ]
    head = (_("fingerprint"), _("document"), _("kind"), _("columns"), _("said on (UTC)"))
    output.out().print(output.table(head, rows))


def show(
    fingerprint: Fingerprint, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None
) -> None:
    """Show one mapping."""
    from tracker.store.connect import reading
    from tracker.store.mappings import get_mapping
    from tracker.store.place import locate

    with reading(locate(store)) as con:
        found = get_mapping(con, fingerprint)
    _print(found, as_json)


def set_(
    *,
    fingerprint: Fingerprint,
    columns: Annotated[
        list[str],
        typer.Option(
            "--map", metavar="COLUMN=FIELD", help=_("What a column means, such as 品名=title; - to leave it.")
        ),
    ],
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Edit one mapping."""
    from tracker.normalise import mapping
    from tracker.remembered import set_columns
    from tracker.store.place import locate

    _print(set_columns(locate(store), fingerprint, mapping.parse(columns)), as_json)


def delete(fingerprint: Fingerprint, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Forget one mapping."""
    from tracker.cli import output
    from tracker.store.connect import reading
    from tracker.store.mappings import delete_mapping, get_mapping
    from tracker.store.place import locate

    place = locate(store)
    with reading(place) as con:  # so that a wrong fingerprint creates no store
        get_mapping(con, fingerprint)
    delete_mapping(place, fingerprint)
    output.note(_("Forgotten: {fingerprint}").format(fingerprint=fingerprint))


def export(
    *,
    output_file: shared.Output = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))] = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Write all mappings to a file, or to standard output."""
    import sys

    from tracker.cli import output
    from tracker.cli.paths import check_free, write_answer
    from tracker.remembered import export_mappings
    from tracker.store.place import locate

    place = locate(store)
    data = export_mappings(place)
    if output_file is None or str(output_file) == "-":
        output.emit(output.harmless(data) if sys.stdout.isatty() else data)
        return
    check_free(output_file, force=force)
    write_answer(place, output_file, data)


def import_(
    *,
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A file that `tracker mappings export` wrote."), readable=False)
    ],
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Take over the mappings of a file."""
    from tracker.cli import output
    from tracker.errors import InputError
    from tracker.remembered import import_mappings
    from tracker.store.place import locate

    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("document-unreadable", document=path.name, reason=error.strerror or str(error)) from error
    found = import_mappings(locate(store), data, path.name)
    if as_json:
        output.emit_json([each.as_record() for each in found])
    else:
        output.note(_("Mappings taken over: {count}").format(count=len(found)))


def _print(found: ColumnMapping, as_json: bool) -> None:
    from tracker.cli import output
    from tracker.dashboard.labels import field

    if as_json:
        output.emit_json(found.as_record())
        return
    said = dict(found.columns)
    rows = [(header, said.pop(header, None)) for header in found.headers] + list(said.items())
    shown = [
        (header, meaning, field(meaning.partition(":")[0]) if meaning and meaning != "-" else None)
        for header, meaning in rows
    ]
    console = output.out()
    console.print(output.plain(f"{found.fingerprint} · {found.document}"))
    console.print(output.table((_("column"), _("field"), _("meaning")), shown))


def _pairs(found: ColumnMapping) -> str:
    return ", ".join(f"{column}={meaning}" for column, meaning in found.columns.items())
