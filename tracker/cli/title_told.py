"""Scores of titles on the terminal: as JSON, as CSV, and as a table of versions side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from math import isfinite, isinf
from typing import Any

from tracker.analysis.titles.risks import level_label
from tracker.analysis.titles.rules import unit_label
from tracker.analysis.titles.score import Basis, Score, Span
from tracker.analysis.titles.warnings import weighed_by
from tracker.analysis.words import bound, number, percent
from tracker.cli import output
from tracker.export.answers import to_csv
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.store.questions import Answer

WORDS_TOLD = 8
"""Missing words that a table names."""

COLUMNS_SIDE_BY_SIDE = 4
"""Versions that stand side by side; of more, each is a row."""


def as_json(scores: Sequence[Score], basis: Basis) -> None:
    """Print the scores as one object."""
    rule = basis.rule
    names = ("platform", "limit", "unit", "source", "as_of", "confidence")
    output.emit_json(
        {
            "rule": {name: getattr(rule, name) for name in names} if rule else None,
            "list": {
                name: getattr(basis.words, name)
                for name in ("source", "platform", "region", "since", "until", "documents")
            }
            | {"keyword_count": len(basis.words.keywords)},
            "weight": basis.weights.formula,
            "metric": basis.metric,
            "rivals": basis.rivals,
            "scores": [_record(each) for each in scores],
        }
    )


def _record(score: Score) -> dict[str, Any]:
    """A score as JSON tells it: a bound as two keys, null where it is open or not told."""
    same = ("title", "length", "unit", "limit", "over", "under", "words", "covered_count", "tight_count")
    sums = ("keyword_count", "weight_covered", "weight_tight", "weight_total")
    return {
        **{name: getattr(score, name) for name in (*same, *sums)},
        **_ends("demand_covered", score.demand_covered),
        **_ends("demand_tight", score.demand_tight),
        **_ends("demand_total", score.demand_total),
        "covered": [
            {"keyword": each.keyword, "tight": each.tight, "weight": _told(each.weight), **_ends("demand", each.demand)}
            for each in score.covered
        ],
        "missing": [
            {
                "word": each.word,
                "rivals": each.rivals,
                "keywords": each.keywords,
                **_ends("demand", each.demand),
                "weight": each.weight,
                "cost": each.cost,
            }
            for each in score.missing
        ],
        "idle": score.idle,
        "repeats": [{"word": word, "count": count} for word, count in score.repeats],
        "risks": [
            {
                **{name: getattr(each, name) for name in ("text", "start", "end", "level", "name")},
                "reason": each.reasons[language()],
                **{name: getattr(each, name) for name in ("source", "as_of", "confidence")},
            }
            for each in score.risks
        ],
        "brands": score.brands,
    }


def _ends(name: str, span: Span) -> dict[str, float | None]:
    return {f"{name}_low": _told(span.low), f"{name}_high": _told(span.high)}


def _told(value: float) -> float | None:
    return value if isfinite(value) else None


def as_csv(scores: Sequence[Score], basis: Basis) -> None:
    """Print the scores as rows; of lists their words alone."""
    rows = []
    for score in scores:
        record = _record(score) | {
            "covered": [each.keyword for each in score.covered],
            "tight": [each.keyword for each in score.covered if each.tight],
            "missing": [each.word for each in score.missing],
            "repeats": [word for word, _count in score.repeats],
            "risks": [f"{each.text} ({each.level})" for each in score.risks],
        }
        rows.append(
            {name: " | ".join(value) if isinstance(value, list | tuple) else value for name, value in record.items()}
        )
    output.emit(to_csv(Answer(tuple(rows[0]), [tuple(row.values()) for row in rows])))


def as_table(scores: Sequence[Score], basis: Basis) -> None:
    """Print the scores side by side, and beside them what they rest on."""
    told = [_cells(each) for each in scores]
    if len(scores) > COLUMNS_SIDE_BY_SIDE:
        output.out().print(output.table(list(told[0]), [tuple(each.values()) for each in told]))
    else:
        names = list(told[0])[1:]
        head = ("", *(each.title for each in scores))
        output.out().print(output.table(head, [(name, *(each[name] for each in told)) for name in names]))
    text = _("Of {count} keywords of {source}, {since} to {until}, weighed by {formula}.").format(
        count=f"{len(basis.words.keywords):,}",
        source=basis.words.source,
        since=f"{basis.words.since:%Y-%m-%d}",
        until=f"{basis.words.until - timedelta(microseconds=1):%Y-%m-%d}",
        formula=weighed_by(basis.weights),
    )
    output.out().print(output.plain(text))
    output.note(_rule_told(basis))
    for risk in {each.name: each for score in scores for each in score.risks}.values():
        output.note(f"{risk.text}: {risk.reasons[language()]} ({risk.source})")
    output.note(_("{count} titles of the first ten shops were compared with.").format(count=basis.rivals))
    output.note(_("This is what the titles cover. How they will rank, nobody can tell from here."))


def _rule_told(basis: Basis) -> str:
    rule = basis.rule
    if rule is None:
        return _("No rule of {platform} is known. Set one: tracker title rules set").format(platform=basis.platform)
    return _("Rule: at most {limit}, {unit}; {source}, {as_of}, confidence {confidence}.").format(
        limit=rule.limit,
        unit=unit_label(rule.unit, language()),
        source=rule.source or "—",
        as_of=rule.as_of or "—",
        confidence=rule.confidence or "—",
    )


def _cells(score: Score) -> dict[str, str]:
    """A score in words, under the names of its rows."""

    def span(of: Span) -> str:
        return bound(of.low, None if isinf(of.high) else of.high)

    size = f"{score.length} / {score.limit}" if score.limit else str(score.length)
    if score.over:
        size += " " + _("({count} too many)").format(count=score.over)
    elif score.under:
        size += " " + _("({count} too few)").format(count=score.under)
    return {
        _("title"): score.title,
        _("length"): size,
        _("keywords covered"): f"{number(score.covered_count)} / {number(score.keyword_count)}",
        _("tight"): number(score.tight_count),
        _("demand covered"): span(score.demand_covered),
        _("weight covered"): "" if score.share is None else percent(round(score.share, 4)),
        _("missing"): " ".join(f"{each.word} +{number(round(each.weight, 4))}" for each in score.missing[:WORDS_TOLD]),
        _("idle"): " ".join(score.idle),
        _("repeated"): " ".join(f"{word} ×{count}" for word, count in score.repeats),
        _("risky"): " ".join(f"{each.text} ({level_label(each.level, language())})" for each in score.risks),
        _("brands"): " ".join(score.brands),
    }
