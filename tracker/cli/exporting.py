"""`tracker export`: answers as files for other programs and people."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import options as shared
from tracker.cli import title_options
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.analysis.keywords.lists import KeywordList
    from tracker.store.place import Store
    from tracker.store.questions import Answer, Value


class Order(StrEnum):
    """In which order keywords are written."""

    SHOWN = "shown"
    WEIGHT = "weight"


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Write answers to files."),
        no_args_is_help=True,
        epilog=shared.example("tracker export keywords -o k.xlsx"),
    )
    group.callback()(_nothing)
    group.command(
        "keywords",
        help=shared.paragraphs(
            _("Write the keyword readings to a file; its suffix chooses the format."),
            _(
                "csv, xlsx and json: every reading on a row of its own. txt: each keyword once. In csv a "
                "text that a spreadsheet would run as a formula gets an apostrophe before it; in xlsx it is "
                "plain text."
            ),
            _(
                "With --field, txt holds one line of words that fill that field of the platform: the heaviest first, "
                "joined by blanks, none twice, none cut."
            ),
        ),
        epilog=shared.example("tracker export keywords -o keywords.xlsx --source sycm --since 2026-06-01"),
    )(keywords)
    group.command(
        "title",
        help=shared.paragraphs(
            _("Write drafts of a title to a workbook, with the keywords, words, rules and sources they rest on."),
            _("Every keyword stands there with its source, values, unit, document and row."),
        ),
        epilog=shared.example("tracker export title -o drafts.xlsx --platform taobao --must 连衣裙"),
    )(title)
    app.add_typer(group, name="export")


def _nothing(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""


def keywords(
    *,
    output_file: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", help=_("The file to write: .csv, .xlsx, .txt or .json."), readable=False
        ),
    ],
    source: shared.Source = None,
    platform: shared.Platform = None,
    category: shared.Category = None,
    keyword: shared.Keyword = None,
    metric: shared.Metric = None,
    since: shared.Since = None,
    until: shared.Until = None,
    field: Annotated[
        str | None,
        typer.Option("--field", metavar="NAME", help=_("txt: fill a field of --platform, such as search_terms.")),
    ] = None,
    order: Annotated[
        Order | None,
        typer.Option(
            "--order", metavar="ORDER", help=_("shown: as the answer stands; weight: the heaviest keyword first.")
        ),
    ] = None,
    weight: title_options.Weight = "demand",
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Write the keyword list, and tell how many rows it has."""
    from tracker.analysis.asking import ask_arrow
    from tracker.cli import output
    from tracker.cli.asking import parameters
    from tracker.cli.paths import write_answer
    from tracker.errors import InputError
    from tracker.export.keywords import FORMATS, QUESTION, in_order
    from tracker.store.place import locate

    suffix = output_file.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise InputError("format-unknown", path=output_file, known=", ".join(f".{each}" for each in FORMATS))
    given = parameters(
        source=source,
        platform=platform,
        category=category,
        keyword=keyword,
        metric=metric,
        since=since,
        until=until,
    )
    place = locate(store)
    if field is not None:
        if suffix != "txt" or platform is None:
            raise InputError("field-needs", field=field)
        _field(place, output_file, given, field, weight, shown=order is Order.SHOWN)
        return
    answer = ask_arrow(place, QUESTION, given)
    if order is Order.WEIGHT:
        answer = in_order(answer, _heaviest(place, answer, weight))
    written = FORMATS[suffix](answer)
    write_answer(place, output_file, written)
    output.note(_("Rows: {count}").format(count=written.count(b"\n") if suffix == "txt" else answer.num_rows))


def _field(place: Store, path: Path, given: Mapping[str, Value], field: str, weight: str, *, shown: bool) -> None:
    """Write the words that fill a platform's field: of the keywords that the filters keep, those of the platform before
    those of sources that name none."""
    import pyarrow.compute as pc
    from pyarrow import concat_tables

    from tracker.analysis.asking import ask_arrow
    from tracker.analysis.rows import values
    from tracker.analysis.titles.rules import length as measured
    from tracker.analysis.titles.rules import rule_of
    from tracker.analysis.titles.vocabulary import segmenter_of
    from tracker.cli import output
    from tracker.cli.paths import write_answer
    from tracker.errors import InputError
    from tracker.export.keywords import QUESTION
    from tracker.export.titles import fill
    from tracker.store.title_rules import list_title_rules
    from tracker.store.words import list_words

    platform = str(given["platform"])
    rule = rule_of(platform, field, own=list_title_rules(place))
    if rule is None:
        raise InputError("field-unknown", platform=platform, field=field)
    found = ask_arrow(place, QUESTION, {name: value for name, value in given.items() if name != "platform"})
    of = found.column("platform")
    own, anyone = found.filter(pc.equal(of, platform)), found.filter(pc.is_null(of))
    kept = concat_tables([own, anyone])
    keywords = list(dict.fromkeys(values(kept.column("keyword")))) if shown else _heaviest(place, kept, weight)
    text = fill(segmenter_of(keywords, list_words(place)).many(keywords), rule)
    write_answer(place, path, text.encode())  # no line end: a field that counts bytes would count it
    said = _("{words} words, {length} of {limit} {unit} ({source}).")
    output.note(
        said.format(
            words=len(text.split()), length=measured(text, rule.unit), limit=rule.limit, unit=rule.unit,
            source=rule.source or "—",
        )
    )  # fmt: skip


def _heaviest(place: Store, readings: Table, weight: str) -> list[str]:
    """The keywords of readings, the heaviest first, list by list: weights of different sources are never compared. Of
    several readings of one metric the newest counts. Raises InputError `formula-unknown`."""
    from tracker.analysis.keywords.formulas import own_formulas
    from tracker.analysis.keywords.lists import lists
    from tracker.export.titles import by_weight

    own = own_formulas(place)
    newest_first = readings.sort_by([("until", "descending")])
    return list(dict.fromkeys(each for words in lists(newest_first) for each in by_weight(words, weight, own)))


def title(
    *,
    output_file: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=_("The workbook to write: .xlsx."), readable=False)
    ],
    platform: title_options.Platform,
    path: title_options.From = None,
    must: title_options.Must = None,
    exclude: title_options.Exclude = None,
    weight: title_options.Weight = "demand",
    limit: title_options.Limit = None,
    source: shared.Source = None,
    category: shared.Category = None,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Write drafts of a title with all they rest on."""
    from tracker.analysis.titles.rules import platform_of
    from tracker.cli import output
    from tracker.cli.keyword_file import keyword_evidence_of
    from tracker.cli.paths import write_answer
    from tracker.errors import InputError
    from tracker.export.titles import to_title_workbook
    from tracker.store.place import locate

    if output_file.suffix.lower() != ".xlsx":
        raise InputError("format-unknown", path=output_file, known=".xlsx")
    place, slug = locate(store), platform_of(platform)
    words, readings = keyword_evidence_of(path, place, slug, source, category)
    rule = title_options.limited(slug, place, limit)
    wanted = {"weighting": weight, "must": must or (), "excluded": exclude or ()}
    write_answer(place, output_file, to_title_workbook(_work(place, words, readings, rule, wanted)))
    output.note(_("Rows: {count}").format(count=len(readings.rows)))


def _work(place: Store, words: KeywordList, readings: Answer, rule: Any, wanted: dict[str, Any]) -> Any:
    from tracker.analysis.keywords.formulas import counted, own_formulas, weigh
    from tracker.analysis.titles import rules
    from tracker.analysis.titles.drafts import make_drafts
    from tracker.analysis.titles.vocabulary import segmenter_of
    from tracker.analysis.titles.warnings import warnings_of
    from tracker.export.titles import Work
    from tracker.i18n import language
    from tracker.store.title_rules import list_title_rules
    from tracker.store.words import list_words

    own, segmenter = own_formulas(place), segmenter_of(words.keywords, list_words(place))
    drafts = make_drafts(words, segmenter, rule, own=own, **wanted)
    known = [*list_title_rules(place), *rules.rules()]
    return Work(
        words,
        readings,
        drafts,
        segmenter,
        counted(weigh(words, wanted["weighting"], own)).values,
        [each for each in known if each.platform == rule.platform],
        [warnings_of(each, drafts) for each in drafts.drafts],
        language(),
    )
