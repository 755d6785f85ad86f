"""Words for how a table was understood: what a column means, how sure that is and why, where facts came from.

The terminal says the same words. No streamlit.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.aloud.names import sold_kind
from tracker.dashboard import labels
from tracker.i18n import gettext as _
from tracker.ingest import Preview
from tracker.normalise import mapping, reference
from tracker.normalise.column import Column, Doubt
from tracker.normalise.guess import USED
from tracker.normalise.layout import Layout

SURE = 0.95
"""From here on nobody needs to look at a column's meaning."""


def questions(layout: Layout) -> list[Column | Doubt]:
    """The columns whose meaning a person should tell: those not used, and those used on a weak ground."""
    weak = [each for each in layout.columns if each.confidence < USED]
    return sorted([*layout.doubts, *weak], key=lambda each: each.index)


def is_sure(layout: Layout) -> bool:
    """Whether every column that is used is surely what it was taken for, and none is asked."""
    return not layout.doubts and all(each.confidence >= SURE for each in layout.columns)


def sureness(column: Column | Doubt) -> str:
    """How sure the meaning of a column is."""
    if isinstance(column, Doubt) or column.confidence < USED:
        return _("asked")
    return _("sure") if column.confidence >= SURE else _("likely")


def why(column: Column | Doubt) -> str:
    """What the meaning of a column rests on."""
    word = {
        "form": _("the document's own form"),
        "said": _("you said so"),
        "export": _("this tool's export"),
        "header": _("a known name"),
        "name": _("its name ends in a known one"),
        "cells": _("its cells look so"),
    }.get(column.reason, column.reason)
    if column.reason == "header" and column.confidence < SURE:
        return _("a known name, but not all cells fit")
    return word


def taken_for(column: Column | Doubt | None) -> str:
    """What becomes of a column; null: nothing is known of it."""
    if column is None:
        return _("not used")
    if isinstance(column, Doubt):
        return _("not used; perhaps {meaning}").format(meaning=meaning(column))
    return meaning(column)


def meaning(column: Column | Doubt) -> str:
    """What a column means, or may mean."""
    if isinstance(column, Doubt):
        return labels.field(column.field)
    if column.field == mapping.TERM:
        return _("values of the keyword “{keyword}”").format(keyword=column.keyword)
    word = labels.field(column.field)
    if column.sold_kind:
        word += f" ({sold_kind(column.sold_kind)})"
    return f"{word}, {column.month}" if column.month else word


def said(text: str) -> str:
    """A meaning as it is said of a column (`sold:monthly`, `-`), in words."""
    name, _colon, detail = text.partition(":")
    if name == mapping.IGNORED:
        return _("not used")
    if name == mapping.TERM:
        return _("values of the keyword “{keyword}”").format(keyword=detail)
    return f"{labels.field(name)} ({sold_kind(detail)})" if detail else labels.field(name)


def possible(kind: str) -> list[str]:
    """The meanings that a column of the kind can be given, but for keywords over time."""
    found = []
    for name, field in reference.fields(kind).items():
        found += [f"{name}:{each}" for each in sorted(set(field.sold_kinds.values()))] if field.sold_kinds else [name]
    return found + (list(reference.metrics()) if kind == "keywords" else [])


def as_said(column: Column) -> str:
    """The meaning of a column as it would be said."""
    if column.field == mapping.TERM:
        return f"{mapping.TERM}:{column.keyword}"
    return f"{column.field}:{column.sold_kind}" if column.field == "sold" and column.sold_kind else column.field


def option(header: Sequence[str], column: Column | Doubt, means: str) -> str:
    """The very option to type that gives a column a meaning."""
    text = f"{mapping.name_of(column.index, header)}={means}"
    return f'--map "{text}"' if not set(text) & set('"\\$`!%') else "--map '" + text.replace("'", "'\\''") + "'"


def facts(preview: Preview) -> list[tuple[str, str, str]]:
    """What holds for every row: the name of the fact, its value, and where it was taken from."""
    return [(fact(name), value_of(name, text), origin(where)) for name, (text, where) in preview.facts.items()]


def fact(name: str) -> str:
    """The name of a fact that holds for every row."""
    return {"observed_on": _("Seen on"), "period": _("Period")}.get(name) or labels.field(name)


def value_of(name: str, text: str) -> str:
    """The value of such a fact."""
    if name == "platform":
        return labels.platform(reference.platform_slug(text))
    return labels.source(reference.source_slug(text)) if name == "source" else text


def origin(where: str) -> str:
    """Where such a fact was taken from."""
    return {
        "option": _("as you said"),
        "export": _("this tool's export"),
        "form": _("the document's own form"),
        "links": _("from the links in it"),
        "name": _("from the file's name"),
        "sheet": _("from the sheet's name"),
        "preamble": _("from a line above the table"),
    }.get(where, where)


def form(preview: Preview) -> str:
    """What the document is known as: the tool that exported it, or the layout of its page; '' where neither."""
    export = preview.layout.export
    return export.name if export else preview.layout.said.layout or ""
