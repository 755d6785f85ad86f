"""`tracker trace`, `trace-keyword`, `trace-shop`, `trace-sales`: where numbers come from; `document`: the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.documents import Kept
    from tracker.store.place import Store
    from tracker.trace import Trace

Where = Annotated[str, typer.Argument(metavar="PLATFORM", help=_("Platform, such as taobao, 京东 or pdd."))]
Observed = Annotated[
    str | None,
    typer.Option("--observed", metavar="DATE", help=_("Only what was seen on this day, or at this time.")),
]
Shop = Annotated[str, typer.Argument(metavar="SHOP", help=_("Its ID, or its name as it is written."))]
Every = Annotated[bool, typer.Option("--all", help=_("Show what later imports corrected, too."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        "trace",
        help=shared.paragraphs(
            _("Show where the numbers of a listing come from: document, sheet, row, column, and the text there."),
            _("The document is read again for it; docs/provenance.md tells what --json prints."),
        ),
        epilog=shared.example("tracker trace taobao 100011824493 --observed 2026-06-22"),
    )(trace)
    app.command(
        "trace-keyword",
        help=_("Show where the readings of a keyword come from, as `tracker trace` does of a listing."),
        epilog=shared.example("tracker trace-keyword 生意参谋 连衣裙 --metric search_popularity"),
    )(trace_keyword)
    app.command(
        "trace-shop",
        help=_("Show where the numbers of a shop come from, as `tracker trace` does of a listing."),
        epilog=shared.example("tracker trace-shop 京东 槐序服饰旗舰店 --observed 2026-06-22"),
    )(trace_shop)
    app.command(
        "trace-sales",
        help=_("Show where the sales of a shop of yours come from, as `tracker trace` does of a listing."),
        epilog=shared.example("tracker trace-sales 淘宝 棠梨七巷女装 --observed 2026-06-22"),
    )(trace_sales)
    app.command(
        "document",
        help=_("Give back the document of an import byte for byte; without -o, tell of it."),
        epilog=shared.example("tracker document 3 -o listings.csv"),
    )(document)


def trace(
    *,
    platform: Where,
    listing: Annotated[
        str,
        typer.Argument(metavar="LISTING", help=_("Its ID, a link to it, or its whole title where only one has it.")),
    ],
    observed: Observed = None,
    variant: Annotated[
        str | None, typer.Option("--variant", metavar="KEY", help=_("One variant, as `tracker ask listings` shows it."))
    ] = None,
    every: Every = False,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Trace a listing."""
    from tracker import trace as tracing
    from tracker.store.place import locate

    _show(tracing.listing(locate(store), platform, listing, _moment(observed), variant=variant, every=every), as_json)


def trace_keyword(
    *,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help=_("Source of keywords, such as sycm or 百度指数."))],
    keyword: Annotated[str, typer.Argument(metavar="KEYWORD", help=_("The keyword, as the source spells it."))],
    metric: shared.Metric = None,
    platform: shared.Platform = None,
    observed: Observed = None,
    every: Every = False,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Trace the readings of a keyword."""
    from tracker import trace as tracing
    from tracker.store.place import locate

    found = tracing.keyword(
        locate(store), source, keyword, _moment(observed), metric=metric, platform=platform, every=every
    )
    _show(found, as_json)


def trace_shop(
    *,
    platform: Where,
    shop: Shop,
    observed: Observed = None,
    every: Every = False,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Trace a shop."""
    from tracker import trace as tracing
    from tracker.store.place import locate

    _show(tracing.shop(locate(store), platform, shop, _moment(observed), every=every), as_json)


def trace_sales(
    *,
    platform: Where,
    shop: Shop,
    observed: Observed = None,
    every: Every = False,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Trace own sales."""
    from tracker import trace as tracing
    from tracker.store.place import locate

    _show(tracing.sales(locate(store), platform, shop, _moment(observed), every=every), as_json)


def document(
    *,
    batch: shared.Batch,
    output_file: shared.Output = None,
    force: Annotated[bool, typer.Option("--force", help=_("Write over a file that is there."))] = False,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Give a document back, or tell of it."""
    from tracker.store import documents
    from tracker.store.batches import get_batch
    from tracker.store.connect import reading
    from tracker.store.place import locate

    place = locate(store)
    with reading(place) as con:
        kept = documents.describe(con, get_batch(con, batch).sha256)
    if output_file is None:
        _tell(place, kept, as_json)
    elif str(output_file) == "-":
        _emit(place, kept)
    else:
        _write(place, kept, output_file, force=force)


def _moment(text: str | None) -> date | None:
    """A day, or a moment where the text has an hour. Raises InputError `parameter-unreadable`."""
    from tracker.errors import InputError
    from tracker.ingest import timezone
    from tracker.normalise.times import parse_time

    if text is None:
        return None
    at = parse_time(text, None, timezone()).at
    if at is None:
        raise InputError("parameter-unreadable", parameter="--observed", value=text)
    return at if ":" in text else at.date()


def _show(traced: Trace, as_json: bool) -> None:
    from tracker.cli import traced as shown

    if as_json:
        shown.print_json(traced)
    else:
        shown.print_text(traced)


def _tell(store: Store, kept: Kept, as_json: bool) -> None:
    from tracker.cli import output
    from tracker.store.documents import path_of

    path = path_of(store, kept.sha256)
    if as_json:
        told = {"name": kept.name, "size": kept.size, "sha256": kept.sha256}
        output.emit_json({**told, "received_at": f"{kept.received_at.isoformat()}Z", "kept_at": path})
        return
    said = [
        _("Name: {name}").format(name=kept.name),
        _("Size: {bytes} bytes").format(bytes=f"{kept.size:,}"),
        f"SHA-256: {kept.sha256}",
        _("Received: {when} UTC").format(when=f"{kept.received_at:%Y-%m-%d %H:%M}"),
        _("Kept, compressed, in: {path}").format(path=path),
    ]
    output.out().print(output.plain("\n".join(said), lines=True))


def _write(store: Store, kept: Kept, path: Path, *, force: bool) -> None:
    """Put the document at the path whole, or leave what is there. Raises InputError `output-exists`,
    `output-unwritable`, StoreDamaged."""
    import os

    from tracker.cli import output
    from tracker.cli.paths import check_free, check_outside
    from tracker.errors import InputError
    from tracker.store.documents import fetch

    check_outside(store, path)
    check_free(path, force=force)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        try:
            part.touch()  # a folder that can't be written to is no damage of what is kept
            fetch(store, kept.sha256, part).replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise InputError("output-unwritable", path=path, reason=error.strerror or str(error)) from error
    output.note(_("Written: {path}").format(path=path))


def _emit(store: Store, kept: Kept) -> None:
    """The document to standard output, once it is known to be whole. Raises InputError `output-needed` where that is a
    screen, StoreDamaged."""
    import sys
    from tempfile import TemporaryDirectory

    from tracker.cli import output
    from tracker.errors import InputError
    from tracker.store.documents import fetch

    if sys.stdout.isatty():
        raise InputError("output-needed", format=kept.name)
    with (
        TemporaryDirectory(prefix="tracker-") as folder,
        fetch(store, kept.sha256, Path(folder) / "document").open("rb") as file,
    ):
        while chunk := file.read(1 << 20):
            output.emit(chunk)
