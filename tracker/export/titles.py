"""What work on titles takes along: a workbook of drafts and what they rest on, and words that fill a field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.keywords.formulas import Formula, weigh
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.drafts import Drafts
from tracker.analysis.titles.rules import length
from tracker.analysis.titles.segment import Segmenter, key
from tracker.export.workbook import to_workbook
from tracker.store.questions import Answer
from tracker.store.title_rules import Rule

_EVIDENCE = ("source", "platform", "category", "region", "seed", "keyword", "metric", "value_low", "value_high", "unit",
             "rank", "since", "until", "document", "source_row", "source_column")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Work:
    """What a workbook of drafts is made of. `readings`: rows of `keyword-lists` that `words` is made of. `rules`: those
    of the platform's fields. `warnings`: of each draft, in the drafts' order. `language`: of the rules' notes."""

    words: KeywordList
    readings: Answer
    drafts: Drafts
    segmenter: Segmenter
    weights: NDArray[np.float64]
    rules: Sequence[Rule]
    warnings: Sequence[Sequence[str]]
    language: str


def to_title_workbook(work: Work) -> bytes:
    """Sheets `drafts`, `keywords` (with evidence), `roots`, `rules` and `sources`. Raises as `to_workbook` does."""
    sheets = {
        "drafts": _drafts(work),
        "keywords": _keywords(work),
        "roots": _roots(work),
        "rules": _rules(work),
        "sources": _sources(work),
    }
    return to_workbook(sheets)


def by_weight(words: KeywordList, weighting: str, own: Sequence[Formula] = ()) -> list[str]:
    """The keywords, the heaviest first; those without a weight, and of one weight, in the order of the list.

    Raises InputError `formula-unknown`.
    """
    values = np.nan_to_num(weigh(words, weighting, own).values, nan=-np.inf)
    return [words.keywords[place] for place in np.argsort(-values, kind="stable")]


def fill(keywords: Iterable[Sequence[str]], rule: Rule) -> str:
    """The words of keywords (each as its words, the one that matters most first), joined by blanks, as many as the rule
    has room for: no word twice, whichever way it is written, and none cut. A word that doesn't fit any more is left
    out, a shorter one behind it isn't."""
    chosen: list[str] = []
    taken: set[str] = set()
    seen: set[str] = set()
    room, blank = rule.limit, length(" ", rule.unit)
    for words in keywords:
        for word in words:
            if word in seen:
                continue
            seen.add(word)  # what didn't fit once never will
            written = _in_a_line(word)
            needed = length(written, rule.unit) + (blank if chosen else 0)
            if written and needed <= room and key(written) not in taken:
                taken.add(key(written))
                chosen.append(written)
                room -= needed
    return " ".join(chosen)


def _in_a_line(word: str) -> str:
    return " ".join(word.split())


def _drafts(work: Work) -> Answer:
    columns = ("title", "length", "limit", "unit", "covered_count", "tight_count", "keyword_count", "weight_covered",
               "weight_total", "weight_ratio", "is_optimal", "gap_ratio", "words", "covered", "tight",
               "warnings")  # fmt: skip
    rows = [
        (each.title, each.length, work.drafts.rule.limit, work.drafts.rule.unit, len(each.covered), len(each.tight),
         len(work.words.keywords), each.weight_covered, each.weight_total,
         each.weight_covered / each.weight_total if each.weight_total else None, each.optimal, each.gap_ratio,
         _listed(each.words), _listed(each.covered), _listed(each.tight), "\n".join(warnings) or None)
        for each, warnings in zip(work.drafts.drafts, work.warnings, strict=True)
    ]  # fmt: skip
    return Answer(columns, rows)


def _listed(texts: Sequence[str]) -> str | None:
    """Texts in one cell, as many as it holds; how many there are stands in a column of its own."""
    room, kept = 30_000, []
    for text in texts:
        room -= len(text) + 3
        if room < 0:
            kept.append("…")
            break
        kept.append(text)
    return " | ".join(kept) or None


def _keywords(work: Work) -> Answer:
    """Every reading with where it is from; beside it the keyword's weight, and whether the first draft covers it."""
    best = work.drafts.drafts[0] if work.drafts.drafts else None
    covered, tight = (frozenset(best.covered), frozenset(best.tight)) if best else (frozenset(), frozenset())
    weight = dict(zip(work.words.keywords, _nullable(work.weights), strict=True))
    places = [work.readings.columns.index(name) for name in _EVIDENCE]
    spelled = work.readings.columns.index("keyword")
    rows = [
        (*(row[place] for place in places), weight.get(row[spelled]), row[spelled] in covered, row[spelled] in tight)
        for row in work.readings.rows
    ]
    return Answer((*_EVIDENCE, "weight", "is_covered", "is_tight"), rows)


def _roots(work: Work) -> Answer:
    """Every word of the list: how many keywords hold it and what they weigh together, as drafts count them: of a bound
    the low end, and searchers of several keywords for each. The heaviest first."""
    weights = np.nan_to_num(work.weights)
    held: dict[str, list[int]] = {}
    spelled: dict[str, str] = {}
    for place, words in enumerate(work.segmenter.many(work.words.keywords)):
        for word in words:
            spelled.setdefault(key(word), word)
            if place not in held.setdefault(key(word), [])[-1:]:
                held[key(word)].append(place)
    taken = work.drafts.drafts[0].words if work.drafts.drafts else ()  # a word that must be there may be several
    best = {key(word) for words in work.segmenter.many(taken) for word in words}
    rows = [
        (spelled[root], len(places), float(weights[places].sum()), work.words.keywords[places[0]], root in best)
        for root, places in held.items()
    ]
    rows.sort(key=lambda row: (-row[2], -row[1], row[0]))
    return Answer(("root", "keyword_count", "weight", "example", "is_in_draft"), rows)


def _rules(work: Work) -> Answer:
    columns = ("platform", "field", "limit", "least", "unit", "source", "as_of", "confidence", "is_own", "is_verified",
               "is_used", "note")  # fmt: skip
    others = [each for each in work.rules if (each.platform, each.field) != (work.drafts.rule.platform, "title")]
    rows = [
        (each.platform, each.field, each.limit, each.least, each.unit, each.source, each.as_of, each.confidence,
         each.is_own, each.is_verified, each is work.drafts.rule, each.notes.get(work.language))
        for each in (work.drafts.rule, *others)
    ]  # fmt: skip
    return Answer(columns, rows)


def _sources(work: Work) -> Answer:
    """The list that the drafts rest on, a row for each of its documents. `direction`: high or low, which end of the
    weight's formula is good; null where each keyword counts 1. `open_ended_count`: keywords of which it is a bound."""
    columns = ("source", "platform", "region", "since", "until", "keyword_count", "document", "weight",
               "direction", "unweighed_count", "open_ended_count")  # fmt: skip
    words, drafts, weights = work.words, work.drafts, work.drafts.weights
    rows = [
        (words.source, words.platform, words.region, words.since, words.until, len(words.keywords), document,
         weights.formula, weights.direction if weights.formula else None, drafts.unweighed, weights.bounded)
        for document in words.documents
    ]  # fmt: skip
    return Answer(columns, rows)


def _nullable(values: NDArray[np.float64]) -> list[float | None]:
    return [None if np.isnan(each) else each for each in values.tolist()]
