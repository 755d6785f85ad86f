"""`tracker title suggest`: the title that covers most of a keyword list within the platform's limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import options as shared
from tracker.cli import title_options
from tracker.cli.title_options import Format
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.analysis.keywords.lists import KeywordList
    from tracker.analysis.titles.drafts import Draft, Drafts
    from tracker.store.title_rules import Rule


def register(group: typer.Typer) -> None:
    """Add the command to `tracker title`."""
    group.command(
        "suggest",
        help=shared.paragraphs(
            _("Draft titles from a keyword list: the words that cover most of it within the platform's limit."),
            _("The first draft is the best one, or says how far from it. What it covers is told, not its rank."),
        ),
        epilog=shared.example("tracker title suggest --platform taobao --must 连衣裙 --exclude 冬"),
    )(suggest)


def suggest(
    *,
    platform: title_options.Platform,
    path: title_options.From = None,
    must: title_options.Must = None,
    exclude: title_options.Exclude = None,
    weight: title_options.Weight = "demand",
    limit: title_options.Limit = None,
    source: shared.Source = None,
    category: shared.Category = None,
    seconds: Annotated[
        float, typer.Option("--seconds", metavar="N", min=0, help=_("How long to prove the best draft."))
    ] = 0.6,
    form: title_options.Form = Format.TABLE,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Print drafts, the best one first."""
    from tracker.analysis.keywords.formulas import own_formulas
    from tracker.analysis.titles.drafts import make_drafts
    from tracker.analysis.titles.rules import platform_of
    from tracker.analysis.titles.vocabulary import segmenter_of
    from tracker.cli.keyword_file import keyword_list_of
    from tracker.store.place import locate
    from tracker.store.words import list_words

    place, slug = locate(store), platform_of(platform)
    rule = title_options.limited(slug, place, limit)
    words = keyword_list_of(path, place, slug, source, category)
    drafts = make_drafts(
        words,
        segmenter_of(words.keywords, list_words(place)),
        rule,
        weighting=weight,
        must=must or (),
        excluded=exclude or (),
        own=own_formulas(place),
        seconds=seconds,
    )
    _print(drafts, words, form)


def _print(drafts: Drafts, words: KeywordList, form: Format) -> None:
    from tracker.cli import output
    from tracker.export.answers import to_csv
    from tracker.store.questions import Answer

    records = [_record(each, drafts) for each in drafts.drafts]
    if form is Format.JSON:
        output.emit_json({"rule": _rule(drafts.rule), "drafts": records})
    elif form is Format.CSV:
        rows = [tuple(_joined(value) for value in record.values()) for record in records]
        output.emit(to_csv(Answer(tuple(records[0]), rows)))
    else:
        _print_table(drafts, words)


def _print_table(drafts: Drafts, words: KeywordList) -> None:
    from datetime import timedelta

    from tracker.analysis.titles.warnings import warnings_of, weighed_by
    from tracker.analysis.words import number, percent
    from tracker.cli import output

    head = (_("title"), _("length"), _("keywords covered"), _("tight"), _("weight covered"), _("to the best"))
    rows = [
        (
            each.title,
            f"{each.length} / {drafts.rule.limit}",
            number(len(each.covered)),
            number(len(each.tight)),
            percent(round(each.weight_covered / each.weight_total, 4)) if each.weight_total else "",
            _("the best") if each.optimal else percent(round(each.gap_ratio, 4)),
        )
        for each in drafts.drafts
    ]
    output.out().print(output.table(head, rows, right=(1, 2, 3, 4, 5)))
    text = _("Of {count} keywords of {source}, {since} to {until}, weighed by {formula}.").format(
        count=number(len(words.keywords)),
        source=words.source,
        since=f"{words.since:%Y-%m-%d}",
        until=f"{words.until - timedelta(microseconds=1):%Y-%m-%d}",
        formula=weighed_by(drafts.weights),
    )
    output.out().print(output.plain(text))
    for warning in warnings_of(drafts.drafts[0], drafts):
        output.note(warning)
    output.note(_("This is what the titles cover. How they will rank, nobody can tell from here."))


def _rule(rule: Rule) -> dict[str, Any]:
    names = ("platform", "limit", "unit", "source", "as_of", "confidence")
    return {name: getattr(rule, name) for name in names}


def _record(draft: Draft, drafts: Drafts) -> dict[str, Any]:
    """A draft under the names that others rely on."""
    from tracker.analysis.titles.warnings import warnings_of

    names = ("title", "words", "length", "covered", "tight", "weight_covered", "weight_total", "optimal", "gap_ratio")
    told = {name: getattr(draft, name) for name in names}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()} | {
        "warnings": warnings_of(draft, drafts)
    }


def _joined(value: Any) -> Any:
    return " | ".join(value) if isinstance(value, list) else value
