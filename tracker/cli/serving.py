"""`tracker serve` and `tracker demo`: the dashboard, as a child process that ends with this one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.normalise.options import Options
    from tracker.store.place import Store

_SAMPLE_CATEGORY = {"listings_taobao.csv": "连衣裙"}
"""What the sample's files leave to the person who imports them."""

Port = Annotated[
    int | None,
    typer.Option(
        "--port",
        metavar="NUMBER",
        min=1,
        max=65535,
        help=_("The dashboard's port. Otherwise 8501, or the next free one."),
    ),
]
NoBrowser = Annotated[bool, typer.Option("--no-browser", help=_("Open no browser."))]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(
        "serve",
        help=_("Run the dashboard on this machine. Ctrl-C ends it."),
        epilog=shared.example("tracker serve --port 8600 --no-browser"),
    )(serve)
    app.command(
        "demo",
        help=_("Load the sample market into a store of its own, and run the dashboard. Ctrl-C ends it."),
        epilog=shared.example("tracker demo"),
    )(demo)


def serve(
    port: Port = None, no_browser: NoBrowser = False, store: shared.Store = None, lang: shared.Lang = None
) -> None:
    """Run the dashboard over the store."""
    from tracker.cli.child import free_port, run_dashboard
    from tracker.store.place import locate

    place = locate(store)
    run_dashboard(place, free_port(port), browser=not no_browser)


def demo(
    port: Port = None,
    no_browser: NoBrowser = False,
    store: Annotated[
        Path | None,
        typer.Option(
            "--store",
            metavar="FILE",
            help=_("The demo's store. Otherwise one in your data folder."),
            readable=False,
        ),
    ] = None,
    lang: shared.Lang = None,
) -> None:
    """Import the sample, and run the dashboard over it."""
    from tracker.cli.child import free_port, run_dashboard
    from tracker.store.place import locate, user_folder

    chosen = free_port(port)
    place = locate(store or user_folder() / "demo" / "tracker.duckdb")
    load_sample(place)
    run_dashboard(place, chosen, browser=not no_browser)


def load_sample(store: Store) -> None:
    """Import the sample market; what is in the store already changes nothing."""
    from tracker import ingest, sample
    from tracker.cli import output
    from tracker.cli.progress import Waiting
    from tracker.collect.file import from_path
    from tracker.package_data import sample_folder

    files = sorted(path for path in sample_folder().iterdir() if path.suffix != ".md")
    output.note(_("Loading the sample market: {count} files.").format(count=len(files)))
    with Waiting(len(files)) as waiting:
        for path in files:
            waiting.begin(path.name)
            ingest.import_document(store, from_path(path), _options(path), waiting.step)
    sample.say(store)


def _options(path: Path) -> Options:
    from tracker.normalise.options import Options

    return Options(category=_SAMPLE_CATEGORY.get(path.name))
