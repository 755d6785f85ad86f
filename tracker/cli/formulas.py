"""`tracker formula`: how keyword opportunity is reckoned, and formulas of the user's own."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.analysis.keywords.formulas import Formula

NameOf = Annotated[str, typer.Argument(metavar="NAME", help=_("The formula's name."))]


class Direction(StrEnum):
    """Which end of a score is good."""

    HIGH = "high"
    LOW = "low"


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Formulas of keyword opportunity: see them, and add your own."),
        no_args_is_help=True,
        epilog=shared.example("tracker formula list"),
    )
    group.callback()(_group)
    group.command(
        "list",
        help=_("List the formulas with their direction, source and date; your own ones last."),
        epilog=shared.example("tracker formula list"),
    )(list_formulas)
    group.command(
        "set",
        help=shared.paragraphs(
            _("Add a formula of your own; one of the same name is replaced."),
            _("It is made of metrics (search_popularity or 搜索人气), numbers, + - * /, brackets and powers (^ 2)."),
        ),
        epilog=shared.example("tracker formula set 我的蓝海值 '搜索人气 * 点击率 / (在线商品数 + 100)'"),
    )(set_formula)
    group.command(
        "delete",
        help=_("Forget a formula of your own."),
        epilog=shared.example("tracker formula delete 我的蓝海值"),
    )(delete)
    app.add_typer(group, name="formula")


def _group(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""


def list_formulas(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """List the formulas."""
    from tracker.analysis.keywords import formulas
    from tracker.cli import output
    from tracker.i18n import language
    from tracker.store.place import locate

    found = [*formulas.packaged(), *formulas.own_formulas(locate(store))]
    if as_json:
        output.emit_json(list(map(_json, found)))
        return
    head = (_("name"), _("called"), _("formula"), _("good when"), _("source"), _("confidence"), _("as of"))
    rows = [
        (
            each.name, each.labels[language()], each.expression.text, _good(each),
            _("yours") if each.is_own else each.source, each.confidence, each.as_of,
        )
        for each in found
    ]  # fmt: skip
    output.out().print(output.table(head, rows))
    output.note(_("Scores of your lists: tracker ask keyword-opportunity"))


def set_formula(
    *,
    name: NameOf,
    expression: Annotated[
        str, typer.Argument(metavar="FORMULA", help=_("Such as '搜索人气 * 点击率 / (在线商品数 + 100)'."))
    ],
    direction: Annotated[
        Direction, typer.Option("--good", metavar="high|low", help=_("Which end is good: high or low."))
    ] = Direction.HIGH,
    meaning: Annotated[
        str | None, typer.Option("--meaning", metavar="TEXT", help=_("What it says, in your words."))
    ] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Keep a formula."""
    from tracker.analysis.keywords import formulas
    from tracker.cli import output
    from tracker.store.formulas import SaidFormula
    from tracker.store.place import locate

    kept = formulas.keep(locate(store), SaidFormula(name, expression, direction.value, meaning))
    if as_json:
        output.emit_json(_json(kept))
    else:
        output.note(_("{name} = {formula}").format(name=kept.name, formula=kept.expression.text))
        output.note(_("See its scores: tracker ask keyword-opportunity --formula NAME"))


def delete(*, name: NameOf, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Forget a formula."""
    from tracker.cli import output
    from tracker.store.formulas import delete_formula
    from tracker.store.place import locate

    delete_formula(locate(store), name.strip())
    if as_json:
        output.emit_json({"name": name.strip(), "deleted": 1})
    else:
        output.note(_("The formula “{name}” is forgotten.").format(name=name.strip()))


def _good(formula: Formula) -> str:
    return _("high") if formula.direction == "high" else _("low")


def _json(formula: Formula) -> dict[str, Any]:
    return {
        "name": formula.name,
        "labels": formula.labels,
        "expression": formula.expression.text,
        "metrics": list(formula.expression.metrics),
        "direction": formula.direction,
        "scale": formula.scale,
        "source": formula.source,
        "confidence": formula.confidence,
        "as_of": formula.as_of.isoformat() if formula.as_of else None,
        "is_own": formula.is_own,
    }
