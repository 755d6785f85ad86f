"""Keyword lists, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence
from tracker.analysis.keywords import formulas
from tracker.analysis.words import bound, number
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.store.questions import Answer, Given


def keyword_lists(answer: Answer, given: Given) -> str:
    """How many keywords of how many sources, and that sources keep their own units."""
    rows = answer.records()
    text = _("{keywords} keywords of {sources} sources, {readings} readings; each source counts in its own unit.")
    return text.format(
        keywords=number(len({row["keyword"] for row in rows})),
        sources=number(len({row["source"] for row in rows})),
        readings=number(len(rows)),
    )


def keyword_opportunity(answer: Answer, given: Given) -> str:
    """The best keyword by the first formula of the answer, its inputs, and how many keywords have a score."""
    first = answer.records()[0]
    text = _(
        "By {formula} ({expression}; good when {direction}) “{keyword}” is the best of its list: {score}, from "
        "{inputs}. {scored} of {length} keywords have all inputs."
    )
    return text.format(
        formula=_called(first["formula"]),
        expression=first["expression"],
        direction=_("high") if first["direction"] == "high" else _("low"),
        keyword=first["keyword"],
        score=bound(_short(first["score_low"]), _short(first["score_high"])),
        inputs=first["inputs"],
        scored=number(first["scored_count"]),
        length=number(first["list_length"]),
    )


def _called(name: str) -> str:
    """A formula by its label; one of the user's own by its name."""
    return next((each.labels[language()] for each in formulas.packaged() if each.name == name), name)


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


SENTENCES: dict[str, Sentence] = {"keyword-lists": keyword_lists, "keyword-opportunity": keyword_opportunity}
