"""`tracker ask`: the questions, and their answers as a table or a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store
    from tracker.store.questions import Question


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "ask",
        help=shared.paragraphs(
            _("Ask a question by its name; without a name, list the questions."),
            _("A table joins both ends of a bound; csv, json and parquet hold every column."),
        ),
        epilog=shared.example("tracker ask listings --platform taobao --format csv -o listings.csv"),
    )(ask)


def ask(
    *,
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help=_("The question's name."))] = None,
    since: shared.Since = None,
    until: shared.Until = None,
    platform: shared.Platform = None,
    category: shared.Category = None,
    source: shared.Source = None,
    keyword: shared.Keyword = None,
    metric: shared.Metric = None,
    shop: Annotated[str | None, typer.Option("--shop", metavar="NAME", help=_("One shop, by its name or ID."))] = None,
    listing: Annotated[str | None, typer.Option("--listing", metavar="ID", help=_("One listing, by its ID."))] = None,
    form: Annotated[
        Format | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=_("table, csv, json or parquet; otherwise by the suffix of the output file."),
        ),
    ] = None,
    output_file: shared.Output = None,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Answer one question, or list all."""
    from tracker.store import questions
    from tracker.store.place import locate

    chosen = form or _by_suffix(output_file)
    if name is None:
        _list(list(questions.questions().values()), chosen)
        return
    given = parameters(
        since=since,
        until=until,
        platform=platform,
        category=category,
        source=source,
        keyword=keyword,
        metric=metric,
        shop=shop,
        listing=listing,
    )
    place = locate(store)
    if chosen is Format.TABLE:
        _print_table(place, name, given, output_file)
    else:
        _write(place, _rendered(place, name, given, chosen), output_file, chosen)


def parameters(**said: str | None) -> dict[str, str | datetime]:
    """The parameters that were given, as questions take them: times read, platforms and sources as slugs.

    Raises InputError `parameter-unreadable`.
    """
    from tracker.errors import InputError
    from tracker.ingest import timezone
    from tracker.normalise.reference import platform_slug, source_slug
    from tracker.normalise.times import parse_time

    given: dict[str, str | datetime] = {}
    for name, text in said.items():
        if text is None:
            continue
        if name in {"since", "until"}:
            at = parse_time(text, None, timezone()).at
            if at is None:
                raise InputError("parameter-unreadable", parameter=f"--{name}", value=text)
            given[name] = at
        else:
            given[name] = {"platform": platform_slug, "source": source_slug}.get(name, str)(text)
    return given


def _by_suffix(path: Path | None) -> Format:
    suffix = path.suffix.lower().removeprefix(".") if path else ""
    return Format(suffix) if suffix in set(Format) else Format.TABLE


def _list(found: list[Question], form: Format) -> None:
    from tracker.cli import output

    if form is Format.JSON:
        output.emit_json(
            [
                {
                    "name": each.name,
                    "answers": each.answers,
                    "grain": each.grain,
                    "parameters": [entry._asdict() for entry in each.parameters],
                    "columns": [entry._asdict() for entry in each.columns],
                }
                for each in found
            ]
        )
        return
    rows = [(each.name, _(each.answers), " ".join(f"--{entry.name}" for entry in each.parameters)) for each in found]
    output.out().print(output.table((_("question"), _("answers"), _("options")), rows))


def _rendered(store: Store, name: str, given: Mapping[str, str | datetime], form: Format) -> bytes:
    from tracker.export.answers import to_csv, to_json
    from tracker.store import questions

    if form is Format.PARQUET:
        import io

        from pyarrow import parquet

        sink = io.BytesIO()
        parquet.write_table(questions.ask_arrow(store, name, given), sink)
        return sink.getvalue()
    answer = questions.ask(store, name, given)
    return to_csv(answer) if form is Format.CSV else to_json(answer)


def _write(store: Store, data: bytes, path: Path | None, form: Format) -> None:
    import sys

    from tracker.cli import output
    from tracker.cli.paths import write_answer
    from tracker.errors import InputError

    if path is not None:
        write_answer(store, path, data)
    elif form is Format.PARQUET and sys.stdout.isatty():
        raise InputError("output-needed", format=form.value)
    else:
        output.emit(output.harmless(data) if sys.stdout.isatty() else data)


def _print_table(store: Store, name: str, given: Mapping[str, str | datetime], path: Path | None) -> None:
    """The answer as a table as wide as the terminal; below it, how many rows, and what is not shown."""
    import io

    from rich.console import Console

    from tracker.cli import grid, output
    from tracker.store import questions

    answer = questions.ask(store, name, given)
    console = output.out()
    if path is not None:
        console = Console(file=io.StringIO(), width=output.WIDE, highlight=False, emoji=False, markup=False)
    if answer.rows:
        shown = grid.fit(answer, console.width)
        console.print(shown.table)
        console.print(output.plain(_("Rows: {count}").format(count=len(answer.rows))))
        if shown.left_out:
            output.note(
                _("Not shown, for the terminal is too narrow: {columns}. --format csv has all.").format(
                    columns=", ".join(shown.left_out)
                )
            )
    elif given:
        console.print(output.plain(_("No rows: nothing in the store fits. Ask again with fewer options.")))
    else:
        console.print(
            output.plain(_("No rows yet: nothing of this kind was imported. Begin with: tracker import FILE"))
        )
    if path is not None and isinstance(console.file, io.StringIO):
        _write(store, console.file.getvalue().encode(), path, Format.TABLE)
