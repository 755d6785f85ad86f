"""`tracker reader`: readers of saved pages that the user makes by marking one example."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.model import PageRule
    from tracker.read.rules import Learned

Page = Annotated[Path, typer.Argument(metavar="PAGE", help=_("A page saved from the browser."), readable=False)]
Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The reader's name, as `tracker reader list` shows it."))]


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Make your own readers of saved pages."),
        no_args_is_help=True,
        epilog=shared.example("tracker reader list"),
    )
    group.callback()(_group)
    group.command(
        "learn",
        help=shared.paragraphs(
            _("Learn a reader from one product that you mark on a saved page, and keep it."),
            _(
                "Mark a title and a price or sales by texts that stand on the page. The rows that the reader finds are "
                "shown; pages of the same site are read by it from then on."
            ),
        ),
        epilog=shared.example("tracker reader learn page.html --mark 'title=连衣裙 收腰' --mark 'price=¥129'"),
    )(learn)
    group.command("list", help=_("List your readers."), epilog=shared.example("tracker reader list"))(list_readers)
    group.command(
        "show", help=_("Show what one reader looks for."), epilog=shared.example("tracker reader show shop.example.com")
    )(show)
    group.command(
        "delete", help=_("Forget one reader."), epilog=shared.example("tracker reader delete shop.example.com")
    )(delete)
    group.command(
        "export",
        help=_("Write all your readers to a JSON file, to hand on or to keep."),
        epilog=shared.example("tracker reader export -o readers.json"),
    )(export)
    group.command(
        "import",
        help=_("Take over the readers of such a file; one of the same name is replaced."),
        epilog=shared.example("tracker reader import readers.json"),
    )(import_readers)
    app.add_typer(group, name="reader")


def _group(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""


def learn(
    *,
    page: Page,
    mark: Annotated[
        list[str] | None,
        typer.Option("--mark", metavar="FIELD=TEXT", help=_("A field and its text on the page. May be repeated.")),
    ] = None,
    outline_only: Annotated[
        bool, typer.Option("--outline", help=_("Only list the texts of the page, with the paths of their elements."))
    ] = False,
    name: Annotated[str | None, typer.Option("--name", metavar="NAME", help=_("What to call the reader."))] = None,
    platform: shared.Platform = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Show what it would find, and keep nothing."))] = False,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Learn from the marks, show the rows found, and keep the rule."""
    from tempfile import TemporaryDirectory

    from tracker.cli import output
    from tracker.collect.file import from_path
    from tracker.read import rules
    from tracker.store.place import locate
    from tracker.store.rules import keep_rules

    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        seen = rules.outline(from_path(page), Path(folder).resolve())
    if outline_only:
        texts = [{"text": node.text, "path": path} for node, path in seen.shown()]
        if as_json:
            output.emit_json(texts)
        else:
            _print_rows(texts)
        return
    learned = rules.learn(seen, {field: rules.find(seen, text) for field, text in _marks(mark or [])}, name, platform)
    if not dry_run:
        keep_rules(locate(store), [learned.rule])
    if as_json:
        output.emit_json({**_json(learned.rule), "rows": learned.rows, "first": learned.first, "kept": not dry_run})
        return
    _print_rows(learned.first)
    output.note(_outcome(learned, kept=not dry_run))


def list_readers(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """List the rules."""
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.rules import list_rules

    found = list_rules(locate(store))
    if as_json:
        output.emit_json([_json(rule) for rule in found])
    elif found:
        rows = [(rule.name, rule.host, rule.platform, ", ".join(each.field for each in rule.fields)) for rule in found]
        _print_rows([dict(zip(("name", "host", "platform", "fields"), row, strict=True)) for row in rows])
    else:
        output.out().print(output.plain(_("There is no reader yet. Make one with: tracker reader learn PAGE")))


def show(name: Name, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Show one rule."""
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.rules import get_rule

    rule = get_rule(locate(store), name)
    if as_json:
        output.emit_json(_json(rule))
        return
    rows = [{"field": "", "selector": rule.row_selector, "attribute": ""}] if rule.row_selector else []
    _print_rows([*rows, *(field._asdict() for field in rule.fields)])


def delete(name: Name, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Forget one rule."""
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.rules import delete_rule

    delete_rule(locate(store), name)
    output.note(_("The reader “{name}” is gone; what it read stays.").format(name=name))


def export(
    output_file: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=_("The file to write: .json."), readable=False)
    ],
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Write all rules."""
    from tracker.cli import output
    from tracker.errors import InputError
    from tracker.store.place import locate
    from tracker.store.rules import list_rules, to_json

    found = list_rules(locate(store))
    try:
        output_file.write_text(to_json(found) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError("output-unwritable", path=output_file, reason=error.strerror or str(error)) from error
    output.note(_("Readers written: {count}").format(count=len(found)))


def import_readers(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help=_("A file that `tracker reader export` wrote."), readable=False)
    ],
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Take over rules."""
    from tracker.cli import output
    from tracker.errors import InputError
    from tracker.store.place import locate
    from tracker.store.rules import from_json, keep_rules

    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError("document-unreadable", document=file.name, reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError("readers-unreadable", document=file.name) from error
    rules = from_json(text, file.name)
    keep_rules(locate(store), rules)
    output.note(_("Readers taken over: {count}").format(count=len(rules)))


def _marks(given: list[str]) -> list[tuple[str, str]]:
    """Field and text of each mark. Raises InputError mark-unreadable."""
    from tracker.errors import InputError

    marks = []
    for each in given:
        field, equals, text = each.partition("=")
        if not (field.strip() and equals and text.strip()):
            raise InputError("mark-unreadable", value=each)
        marks.append((field.strip().lower(), text.strip()))
    return marks


def _outcome(learned: Learned, *, kept: bool) -> str:
    name = learned.rule.name
    if learned.rule.row_selector is None:
        found = _("The page shows one product.")
    else:
        found = _("Rows found: {count}").format(count=learned.rows)
    done = _("The reader “{name}” is kept.") if kept else _("The reader “{name}” is not kept.")
    return f"{found}\n{done.format(name=name)}"


def _print_rows(rows: list[dict[str, str | None]] | list[dict[str, str]]) -> None:
    """A table of texts; columns are the keys in the order of their first use."""
    from rich.table import Table

    from tracker.cli import output

    names = list(dict.fromkeys(name for row in rows for name in row))
    table = Table(*names)
    for row in rows:
        table.add_row(*(output.plain(row.get(name)) for name in names))
    output.out().print(table)


def _json(rule: PageRule) -> dict[str, object]:
    return {
        "name": rule.name,
        "host": rule.host,
        "platform": rule.platform,
        "row_selector": rule.row_selector,
        "fields": [field._asdict() for field in rule.fields],
    }
