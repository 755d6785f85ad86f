"""`tracker import`: documents into the store, or a preview of that."""

from __future__ import annotations

import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.cli import report
    from tracker.cli.progress import Waiting
    from tracker.model import Document
    from tracker.normalise.options import Options
    from tracker.store.place import Store

STDIN = Path("-")

PATH_HELP = _("Files or folders to import; - reads standard input.")


class DateOrder(StrEnum):
    """Which of the two comes first in dates such as 03/04/2026."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Kind(StrEnum):
    """What the documents hold."""

    AUTO = "auto"
    SHOPS = "shops"
    LISTINGS = "listings"
    KEYWORDS = "keywords"
    TREND = "trend"
    SALES = "sales"
    NEWS = "news"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "import",
        help=shared.paragraphs(
            _("Import files or folders."),
            _("The same file twice changes nothing, and a file that can't be read doesn't stop the others."),
            _(
                "Exit code: 0 all imported; 1 some rows, cells or files were refused; "
                "2 nothing was imported, or the store could not be used."
            ),
        ),
        epilog=shared.example("tracker import listings.csv --platform taobao --observed-on 2026-06-22"),
    )(import_documents)


def import_documents(
    *,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help=PATH_HELP, readable=False)],
    kind: Annotated[
        Kind,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=_("auto (finds out), shops, listings, keywords, trend or sales (of our own shop); news come later."),
        ),
    ] = Kind.AUTO,
    platform: shared.Platform = None,
    source: shared.Source = None,
    category: shared.Category = None,
    shop: Annotated[
        str | None, typer.Option("--shop", metavar="NAME", help=_("The shop, where the file doesn't say it."))
    ] = None,
    observed_on: Annotated[
        str | None,
        typer.Option("--observed-on", metavar="DATE", help=_("When it was seen, where the file doesn't say it.")),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option("--currency", metavar="CODE", help=_("Currency of prices without one, such as CNY.")),
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help=_("What a column means: “品名=title”, “#3=price”, “备注=-” to leave it. May be repeated."),
        ),
    ] = None,
    date_order: Annotated[
        DateOrder | None,
        typer.Option(
            "--date-order",
            metavar="ORDER",
            help=_("day-first or month-first: how dates such as 03/04/2026 are meant."),
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what the import would do, and write nothing."))
    ] = False,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Import every document, tell what became of it, and end with the exit code."""
    from dataclasses import replace

    from tracker.cli import report
    from tracker.errors import InputError, StoreError
    from tracker.normalise import mapping
    from tracker.normalise.options import Options
    from tracker.store.place import locate

    begun = time.monotonic()
    told = report.Report()
    options = Options(kind.value, platform, source, category, shop, observed_on, currency)
    try:
        _check(kind)
        options = replace(options, columns=mapping.parse(columns or ()), date_order=date_order and date_order.value)
        place = locate(store)
    except (InputError, StoreError) as error:
        told.stop(map(_name, paths), error)
    else:
        _import_all(place, paths, options, told, dry_run=dry_run)
    told.seconds = round(time.monotonic() - begun, 3)
    if as_json:
        report.print_json(told)
    else:
        report.print_text(told, dry_run=dry_run)
    raise typer.Exit(told.exit_code)


def _check(kind: Kind) -> None:
    """Raises InputError `kind-not-yet`."""
    from tracker.errors import InputError

    if kind is Kind.NEWS:
        raise InputError("kind-not-yet", kind=kind.value)


def _import_all(store: Store, paths: list[Path], options: Options, told: report.Report, *, dry_run: bool) -> None:
    """Import what the paths name, in their order; a document that is refused, or fails in a way that nobody
    foresaw, stops no other; a StoreError does."""
    from tempfile import TemporaryDirectory

    from tracker.cli.progress import Waiting
    from tracker.errors import InputError, StoreError, unforeseen

    files = list(_files(store, paths, told))
    with Waiting(len(files)) as waiting:
        for place, path in enumerate(files):
            waiting.begin(_name(path))
            try:
                with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
                    document = _document(path, Path(folder))
                    _import_one(store, document, options, waiting, told, dry_run=dry_run)
            except InputError as error:
                told.refuse(_name(path), error)
            except StoreError as error:
                told.stop(map(_name, files[place:]), error)
                return
            except Exception as error:  # noqa: BLE001 (see docs/decisions/0006-last-resort.md)
                told.refuse(_name(path), unforeseen(error))


def _files(store: Store, paths: list[Path], told: report.Report) -> Iterator[Path]:
    """The files that the paths name, without the store's own; a folder without any is refused."""
    from tracker.cli.paths import is_of_store
    from tracker.collect import file
    from tracker.errors import DocumentRefused

    for path in paths:
        try:
            if path != STDIN and path.is_dir():
                found = [each for each in file.below(path) if not is_of_store(store, each)]
                yield from found
                if not found:
                    told.refuse(str(path), DocumentRefused("folder-empty", document=path))
            elif path != STDIN and is_of_store(store, path):
                told.refuse(_name(path), DocumentRefused("document-is-store", document=_name(path)))
            else:
                yield path
        except OSError as error:  # a name that is too long, a folder that may not be looked into
            reason = error.strerror or str(error)
            told.refuse(_name(path), DocumentRefused("document-unreadable", document=_name(path), reason=reason))


def _name(path: Path) -> str:
    from tracker.collect.file import name_of

    return "stdin" if path == STDIN else name_of(path)


def _document(path: Path, folder: Path) -> Document:
    import sys

    from tracker.collect import file

    return file.from_stream(sys.stdin.buffer, "stdin", folder) if path == STDIN else file.from_path(path)


def _import_one(
    store: Store, document: Document, options: Options, waiting: Waiting, told: report.Report, *, dry_run: bool
) -> None:
    from tracker import ingest
    from tracker.cli import report
    from tracker.store.batches import list_rejections
    from tracker.store.connect import reading

    if dry_run:
        seen = ingest.preview_document(store, document, options, waiting.step)
        told.batches += [report.of_preview(each) for each in seen.previews]
        told.leave(document.name, seen.left)
        return
    done = ingest.import_document(store, document, options, waiting.step)
    with reading(store) as con:
        told.batches += [
            report.of_batch(each, list_rejections(con, each.batch_id, report.SHOWN)) for each in done.batches
        ]
    told.leave(document.name, done.left)
