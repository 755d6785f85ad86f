"""`tracker ask`: the questions, and their answers as a table or a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store
    from tracker.store.questions import Question, Value


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
            _("What only some questions take is an option too, such as --step month: the list names them."),
        ),
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        epilog=shared.example("tracker ask listings --platform taobao --format csv -o listings.csv"),
    )(ask)


def ask(
    context: typer.Context,
    *,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help=_("The question's name."))] = None,
    since: shared.Since = None,
    until: shared.Until = None,
    as_of: shared.AsOf = None,
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
    from tracker.errors import UnknownQuestion
    from tracker.store import questions
    from tracker.store.place import locate

    chosen = form or _by_suffix(output_file)
    asked, more = _sorted_out([] if name is None else [name, *context.args])
    if asked is None:
        if more:
            raise UnknownQuestion("question-needed", options=f"{name} {' '.join(context.args)}")
        _list(list(questions.questions().values()), chosen)
        return
    given = parameters(
        since=since,
        until=until,
        as_of=as_of,
        platform=platform,
        category=category,
        source=source,
        keyword=keyword,
        metric=metric,
        shop=shop,
        listing=listing,
    ) | _typed(questions.get(asked), more)
    place = locate(store)
    if chosen is Format.TABLE:
        _print_table(place, asked, given, output_file)
    else:
        _write(place, _rendered(place, asked, given, chosen), output_file, chosen)


def parameters(**said: str | None) -> dict[str, Value]:
    """The parameters that were given, as questions take them: times read, platforms and sources as slugs.

    Raises InputError `parameter-unreadable`.
    """
    from tracker.normalise.reference import platform_slug, source_slug

    given: dict[str, Value] = {}
    for name, text in said.items():
        if text is None:
            continue
        if name in {"since", "until", "as_of"}:
            given[name] = _moment(name, text, end=name == "as_of")
        else:
            given[name] = {"platform": platform_slug, "source": source_slug}.get(name, str)(text)
    return given


def _moment(name: str, text: str, *, end: bool) -> datetime:
    """The time of a text; of a date alone its first moment, or its last one."""
    from tracker.errors import InputError
    from tracker.ingest import timezone
    from tracker.normalise.times import parse_time

    at = parse_time(text, None, timezone()).at
    if at is None:
        raise InputError("parameter-unreadable", parameter=_option(name), value=text)
    return at + timedelta(days=1, microseconds=-1) if end and at.time() == time() and ":" not in text else at


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _sorted_out(words: list[str]) -> tuple[str | None, dict[str, str]]:
    """The question's name, and the options beyond the shared ones, `--name value` or `--name=value`, in any order.

    Raises InputError `option-malformed`.
    """
    from tracker.errors import InputError

    asked: str | None = None
    found: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        if asked is None and not word.startswith("-"):
            asked = word
            continue
        name, equals, value = word.removeprefix("--").partition("=")
        said = value if equals else next(rest, None)
        if not word.startswith("--") or not name or said is None:
            raise InputError("option-malformed", value=word)
        found[name.replace("-", "_")] = said
    return asked, found


def _typed(question: Question, more: dict[str, str]) -> dict[str, Value]:
    """Options that only some questions take, by the types of the question's head.

    Raises InputError `number-unreadable`, `parameter-unreadable`. Unknown ones are kept: who asks names them.
    """
    types = {each.name: each.type for each in question.parameters}
    return {name: _value(name, types.get(name, "VARCHAR"), text) for name, text in more.items()}


def _value(name: str, kind: str, text: str) -> Value:
    from tracker.errors import InputError

    if kind == "TIMESTAMP":
        return _moment(name, text, end=False)
    if kind not in {"BIGINT", "DOUBLE"}:
        return text
    try:
        return int(text) if kind == "BIGINT" else _fraction(text)
    except ValueError:
        raise InputError("number-unreadable", parameter=_option(name), value=text) from None


def _fraction(text: str) -> float:
    """A finite number; `10%` is 0.1."""
    value = float(text.removesuffix("%"))
    if not isfinite(value):
        raise ValueError(text)
    return value / 100 if text.endswith("%") else value


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
    rows = [(each.name, _(each.answers), " ".join(_option(entry.name) for entry in each.parameters)) for each in found]
    output.out().print(output.table((_("question"), _("answers"), _("options")), rows))


def _rendered(store: Store, name: str, given: Mapping[str, Value], form: Format) -> bytes:
    from tracker.analysis import asking
    from tracker.export.answers import to_csv, to_json

    answer = asking.ask_arrow(store, name, given)
    if form is Format.PARQUET:
        import io

        from pyarrow import parquet

        sink = io.BytesIO()
        parquet.write_table(answer, sink)
        return sink.getvalue()
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


def _print_table(store: Store, name: str, given: Mapping[str, Value], path: Path | None) -> None:
    """The answer as a table as wide as the terminal; below it, how many rows, and what is not shown."""
    import io

    from rich.console import Console

    from tracker.analysis import asking
    from tracker.analysis.aloud import read_aloud
    from tracker.cli import grid, output

    answer = asking.ask(store, name, given)
    console = output.out()
    if path is not None:
        console = Console(file=io.StringIO(), width=output.WIDE, highlight=False, emoji=False, markup=False)
    if answer.rows:
        shown = grid.fit(answer, console.width)
        console.print(shown.table)
        console.print(output.plain(read_aloud(name, answer, given)))
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
