"""Keyword lists, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from tracker.analysis.aloud import Sentence, names
from tracker.analysis.keywords import formulas
from tracker.analysis.words import bound, moment, number
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


def keyword_sources(answer: Answer, given: Given) -> str:
    """How many sources told how many metrics, and until when."""
    rows = answer.records()
    text = _("{sources} sources told {metrics} metrics of keywords, the newest until {until}.")
    return text.format(
        sources=number(len({row["source"] for row in rows})),
        metrics=number(len({row["metric"] for row in rows})),
        until=moment(max(row["until"] for row in rows) - timedelta(days=1)),
    )


def keyword_list_dates(answer: Answer, given: Given) -> str:
    """How many lists, from when to when, and the longest."""
    rows = answer.records()
    first, last = (moment(pick(row["until"] for row in rows) - timedelta(days=1)) for pick in (min, max))
    text = _("{lists} keyword lists from {first} to {last}; the longest has {most} keywords.")
    most = number(max(row["keyword_count"] for row in rows))
    return text.format(lists=number(len(rows)), first=first, last=last, most=most)


def keyword_opportunity(answer: Answer, given: Given) -> str:
    """The best keyword by the first formula of the answer, its inputs, and how many keywords have a score."""
    first = dict(zip(answer.columns, answer.rows[0], strict=True))
    text = _(
        "By {formula} ({expression}; good when {direction}) “{keyword}” is the best of its list: {score}, from "
        "{inputs}. {scored} of {length} keywords have a score."
    )
    return text.format(
        formula=_called(first["formula"]),
        expression=formulas.spoken(first["expression"], language()),
        direction=_("high") if first["direction"] == "high" else _("low"),
        keyword=first["keyword"],
        score=bound(_short(first["score_low"]), _short(first["score_high"])),
        inputs=formulas.spoken(first["inputs"], language()),
        scored=number(first["scored_count"]),
        length=number(first["list_length"]),
    )


def keyword_movers(answer: Answer, given: Given) -> str:
    """How many keywords moved in which way since when, over all lists; of one list also the largest rise."""
    told = dict(zip(answer.columns, zip(*answer.rows, strict=True), strict=True))
    counts = Counter(told["status"])
    lists = set(zip(*(told[name] for name in ("source", "platform", "category", "region", "seed")), strict=True))
    first, last = (moment(end(told["baseline_until"]) - timedelta(days=1)) for end in (min, max))
    text = _(
        "Against the list before ({since}): {new} new, {gone} gone, {risers} risen, {fallers} fallen, {steady} "
        "unchanged, {open} undecided, in {lists} lists; new and gone speak of the lists, not of demand."
    )
    said = text.format(
        since=first if first == last else f"{first} – {last}",
        new=number(counts["new"]),
        gone=number(counts["gone"]),
        risers=number(counts["riser"]),
        fallers=number(counts["faller"]),
        steady=number(counts["steady"]),
        open=number(counts["open"]),
        lists=number(len(lists)),
    )
    return said + (_largest(told) if len(lists) == 1 else "")


def _largest(told: Mapping[str, Sequence[Any]]) -> str:
    """The keyword that rose most, where one rose by a known share."""
    ends = zip(told["status"], told["change_ratio_low"], told["keyword"], told["change_ratio_high"], strict=True)
    risen = [each[1:] for each in ends if each[0] == "riser" and each[1] is not None]
    if not risen:
        return ""
    least, keyword, most = max(risen, key=lambda each: each[:2])
    low, high = (None if end is None else round(end, 3) for end in (least, most))
    text = _(" “{keyword}” rose most: {change}.")
    return text.format(keyword=keyword, change=bound(low, high, "ratio"))


def keyword_similarity(answer: Answer, given: Given) -> str:
    """How alike the first lists compared are over time and between sources."""
    rows = answer.records()
    told = []
    for comparison, text in (
        ("over-time", _("{source} and its list before: overlap {rbo} (RBO, 1 is alike), {common} of {depth} in both.")),
        ("between-sources", _("{source} and {other}: overlap {rbo} (RBO, 1 is alike), {common} of {depth} in both.")),
    ):
        row = next((each for each in reversed(rows) if each["comparison"] == comparison), None)
        if row is not None:
            told.append(
                text.format(
                    source=names.source(row["source"]),
                    other=names.source(row["other_source"]),
                    rbo=_("not known") if row["rbo"] is None else number(round(row["rbo"], 2)),
                    common=number(row["common_count"]),
                    depth=number(min(row["depth"], row["other_depth"])),
                )
            )
    return names.joined(told)


def keyword_merged(answer: Answer, given: Given) -> str:
    """How many keywords stand in several sources, and which of them is the first."""
    rows = answer.records()
    words = {row["folded"]: row for row in reversed(rows)}
    several = [row for row in words.values() if row["source_count"] > 1]
    text = _("{count} keywords, spelling aside; {several} of them in more than one of {sources} sources.")
    return text.format(
        count=number(len(words)), several=number(len(several)), sources=number(len({row["source"] for row in rows}))
    )


def title_density(answer: Answer, given: Given) -> str:
    """How many keywords stand in no recorded title, and the keyword that most hold."""
    told = dict(zip(answer.columns, zip(*answer.rows, strict=True), strict=True))
    place = max(range(len(answer.rows)), key=lambda row: (told["exact_count"][row], told["keyword"][row]))
    most = {name: column[place] for name, column in told.items()}
    text = _(
        "Of {rows} keywords in markets, {none} stand in no recorded title as one piece; “{keyword}” in most, {exact} "
        "of {titles} on {platform}."
    )
    return text.format(
        rows=number(len(answer.rows)),
        none=number(told["exact_count"].count(0)),
        keyword=most["keyword"],
        exact=number(most["exact_count"]),
        titles=number(most["title_count"]),
        platform=names.market(most),
    )


def _called(name: str) -> str:
    """A formula by its label; one of the user's own by its name."""
    return next((each.labels[language()] for each in formulas.packaged() if each.name == name), name)


def _short(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.6g}")


SENTENCES: dict[str, Sentence] = {
    "keyword-lists": keyword_lists,
    "keyword-opportunity": keyword_opportunity,
    "keyword-movers": keyword_movers,
    "keyword-similarity": keyword_similarity,
    "keyword-merged": keyword_merged,
    "title-density": title_density,
    "keyword-list-dates": keyword_list_dates,
    "keyword-sources": keyword_sources,
}
