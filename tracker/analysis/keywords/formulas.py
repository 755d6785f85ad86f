"""Formulas of keyword opportunity: those of reference/opportunity.toml and the user's own, and weights from them.

A score is an interval where an input is one, and missing where an input is missing. Scores compare keywords within one
list; `percentile` places them there.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds
from tracker.analysis.keywords.expression import Expression, evaluate, parse
from tracker.analysis.keywords.lists import KeywordList
from tracker.errors import InputError
from tracker.normalise import reference
from tracker.normalise.words import load
from tracker.store.formulas import SaidFormula, list_formulas, put_formula
from tracker.store.place import Store

DIRECTIONS = ("high", "low")
WEIGHTINGS = ("demand", "opportunity", "conversion")

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Formula:
    """A named formula. `direction`: high or low, which end is good. `labels`, `scale`: by language; `scale` tells how
    its numbers are read, null: nobody says. `confidence` and `as_of` are null of the user's own (`is_own`)."""

    name: str
    labels: dict[str, str]
    expression: Expression
    direction: str
    source: str | None = None
    confidence: str | None = None
    as_of: date | None = None
    scale: dict[str, str] | None = None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """What each keyword of a list is worth, more is better. `values`: NaN where an input is missing. `formula`: the
    expression they come from, null where the list has the inputs of none; then all values are NaN. `bounded`: how many
    keywords have a bound for a result, of which one end counts. `direction`: high or low, which end of the formula is
    good; where low, the values are percentiles, made of the high ends."""

    values: NDArray[np.float64]
    formula: str | None
    metrics: tuple[str, ...] = ()
    bounded: int = 0
    direction: str = "high"


@functools.cache
def packaged() -> tuple[Formula, ...]:
    """The formulas of the data file, in its order."""
    return tuple(
        Formula(
            row["name"],
            {"en": row["en"], "zh": row["zh"]},
            parse(row["expression"]),
            row["direction"],
            row["source"],
            row["confidence"],
            row["as_of"],
            row.get("scale"),
        )
        for row in load("opportunity")["formulas"]
    )


def own_formulas(store: Store) -> list[Formula]:
    """The user's own, by name. Raises InputError where one can't be read any more, StoreError."""
    return [own(each) for each in list_formulas(store)]


def own(said: SaidFormula) -> Formula:
    """A formula as the user said it, checked. Raises as `parse` does, InputError `choice-unknown`, `formula-name`."""
    name = said.name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or name in _reserved():
        raise InputError("formula-name", name=said.name, limit=_LONGEST_NAME)
    if said.direction not in DIRECTIONS:
        raise InputError("choice-unknown", parameter="direction", value=said.direction, known=", ".join(DIRECTIONS))
    labels = dict.fromkeys(("en", "zh"), said.meaning or name)
    return Formula(name, labels, parse(said.expression), said.direction, is_own=True)


def keep(store: Store, said: SaidFormula) -> Formula:
    """Check a formula and keep it in place of the one of the same name. Raises as `own` does, StoreError."""
    made = own(said)
    put_formula(store, SaidFormula(made.name, made.expression.text, made.direction, said.meaning))
    return made


def named(name: str, own: Iterable[Formula] = ()) -> Formula:
    """The formula of that name. Raises InputError `formula-unknown`."""
    known = {each.name: each for each in (*packaged(), *own)}
    if name not in known:
        raise InputError("formula-unknown", name=name, known=", ".join(known))
    return known[name]


def weigh(words: KeywordList, weighting: str, own: Sequence[Formula] = ()) -> Weights:
    """What each keyword is worth by `weighting`: demand, opportunity, conversion, or the name of a formula.

    Of demand, opportunity and conversion the first formula counts that weighs a keyword above 0, else the first that
    the list tells. Of a bound the low end counts: what is certain. Of a formula that is good when low the weight is
    `percentile`, so that more is better there too. Raises InputError `formula-unknown`.
    """
    if weighting in WEIGHTINGS:
        told = (each for expression in _of(weighting) if (each := _weights(words, expression, "high")).formula)
        first = next(told, _none(words))
        return next((each for each in (first, *told) if (each.values > 0).any()), first)
    formula = named(weighting, own)
    return _weights(words, formula.expression, formula.direction)


def counted(weights: Weights) -> Weights:
    """The weights as titles are weighed by them: where none is above 0, told or not, each keyword counts 1, and
    `formula` is null."""
    return weights if (weights.values > 0).any() else Weights(np.ones(len(weights.values)), None)


def _weights(words: KeywordList, expression: Expression, direction: str) -> Weights:
    if not words.tells(expression.metrics):
        return _none(words)
    low, high, _undefined = evaluate(expression, words.measures, len(words.keywords))
    values = _finite(low) if direction == "high" else percentile(Bounds(low, high), "low")
    if np.isnan(values).all():
        return _none(words)
    bounded = int((~np.isnan(values) & (low != high)).sum())
    return Weights(values, expression.text, expression.metrics, bounded, direction)


def _none(words: KeywordList) -> Weights:
    return Weights(np.full(len(words.keywords), np.nan), None)


def percentile(scores: Bounds, direction: str) -> NDArray[np.float64]:
    """Where each score stands among those of its list: the share of the other scores that are not better, 1 is best.

    Equal ones share their place. Of a range the end that is certain counts: the low end where high is good, the high
    end where low is good; where that end is open nothing is certain, and it stands behind all others. NaN without a
    score; a score that stands alone is 1.
    """
    certain = scores.low if direction == "high" else -scores.high
    has = ~(np.isnan(scores.low) & np.isnan(scores.high))
    certain = np.where(np.isnan(certain), -np.inf, certain)[has]
    places = np.full(len(has), np.nan)
    ordered = np.sort(certain)
    below = np.searchsorted(ordered, certain, side="right") - 1
    places[has] = below / max(len(certain) - 1, 1) if len(certain) > 1 else 1.0
    return places


def spoken(expression: str, language: str) -> str:
    """The expression with its metrics by their labels in a language."""
    known = reference.metrics()
    return re.sub(
        r"[a-z]\w*", lambda name: known[name[0]].labels[language] if name[0] in known else name[0], expression
    )


@functools.cache
def _of(weighting: str) -> tuple[Expression, ...]:
    if weighting == "opportunity":
        return tuple(each.expression for each in packaged() if each.direction == "high")
    return tuple(parse(each) for each in load("opportunity")["weightings"][weighting])


def _finite(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(np.isfinite(values), values, np.nan)


def _reserved() -> set[str]:
    return {*WEIGHTINGS, *(each.name for each in packaged())}
