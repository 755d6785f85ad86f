"""Expressions of metrics, such as `search_popularity * click_ratio / supply`: read safely, evaluated on bounds.

The language is numbers, metrics (by slug or any name an export has for them), + - * /, brackets, and powers whose
exponent is a whole number (`^` or `**`). It is read from Python's syntax tree; nothing of it is ever run as Python.

Evaluation is interval arithmetic (Moore, Kearfott and Cloud, Introduction to Interval Analysis, 2009). An input that
stands in an expression twice would widen the result, so the slope in each input is bounded first (their section 6.4,
monotonicity test): an input in which the expression only rises or only falls over the row's bounds goes in as the end
that gives the low or the high end of the result. Where that holds of every input, the result is exact.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, NamedTuple
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds
from tracker.analysis.keywords import intervals, polynomials
from tracker.analysis.keywords.tree import Metric, Negated, Number, Pair, Power, Tree, metrics
from tracker.errors import InputError
from tracker.normalise import reference
from tracker.normalise.fold import fold_header

MOST_CHARACTERS = 500
MOST_PARTS = 60
"""Numbers, metrics and signs of one expression."""

_MOST_POWER = 9
_MOST_NUMBER = 1e15
_SIGNS = str.maketrans({"×": "*", "÷": "/", "（": "(", "）": ")", "－": "-", "−": "-", "＋": "+", "＊": "*", "／": "/"})
_SIGN_OF: dict[type[ast.operator], Literal["+", "-", "*", "/"]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
}


@dataclass(frozen=True, slots=True)
class Expression:
    """`text` as it is kept and shown, every metric by its slug; `metrics`: its inputs, in the order they are named."""

    text: str
    tree: Tree
    metrics: tuple[str, ...]


class Scores(NamedTuple):
    """What an expression comes to, one per row: the lowest and the highest value that its inputs allow, an open end
    infinite. Both are NaN where an input is missing, and where `is_undefined`: a divisor is zero, or its bounds hold
    zero between them."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]
    is_undefined: NDArray[np.bool_]


def parse(text: str) -> Expression:
    """Read an expression, and check it.

    Raises InputError `formula-unreadable`, `formula-long`, `metric-unknown`, `formula-divides-by-zero`.
    """
    written = " ".join(text.translate(_SIGNS).replace("^", "**").split())
    if len(written) > MOST_CHARACTERS:
        raise InputError("formula-long", limit=MOST_CHARACTERS, parts=MOST_PARTS)
    try:
        with catch_warnings():
            simplefilter("error")  # of a number that runs into a word
            tree = ast.parse(written, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise InputError("formula-unreadable", expression=text.strip(), part=_part(error, written)) from error
    if sum(1 for _each in ast.walk(tree)) > 3 * MOST_PARTS:
        raise InputError("formula-long", limit=MOST_CHARACTERS, parts=MOST_PARTS)
    made = _read(tree, text.strip())
    if not metrics(made):
        raise InputError("formula-unreadable", expression=text.strip(), part=text.strip())
    return Expression(ast.unparse(tree).replace("**", "^"), made, metrics(made))


def evaluate(expression: Expression, measures: Mapping[str, Bounds], length: int) -> Scores:
    """The expression of `length` rows, whose metrics `measures` tells; one that it lacks is missing of every row."""
    missing = np.full(length, np.nan)
    inputs = {name: measures.get(name, Bounds(missing, missing)) for name in expression.metrics}
    is_known = ~np.logical_or.reduce([np.isnan(each.low) for each in inputs.values()])
    is_exact = np.logical_and.reduce([each.low == each.high for each in inputs.values()])
    low, high = missing.copy(), missing.copy()
    with np.errstate(all="ignore"):
        exact = np.flatnonzero(is_exact)
        points = {name: each.low[exact] for name, each in inputs.items()}
        low[exact] = high[exact] = intervals.value(
            expression.tree, {name: Bounds(each, each) for name, each in points.items()}
        ).low
        wide = np.flatnonzero(is_known & ~is_exact)
        box = {name: Bounds(each.low[wide], each.high[wide]) for name, each in inputs.items()}
        low[wide], high[wide] = _tight(expression, box)
    return Scores(low, high, is_known & np.isnan(low))


def _tight(expression: Expression, box: dict[str, Bounds]) -> Bounds:
    """The range of the expression over the box, each input at the end that counts where the expression is monotone."""
    plain = intervals.value(expression.tree, box)
    static = polynomials.directions(expression.tree)
    positive = np.logical_and.reduce([each.low >= 0 for each in box.values()])
    lows, highs = {}, {}
    for name, each in box.items():
        slope = intervals.slope(expression.tree, box, name)
        rises = (slope.low >= 0) | (positive & (static.get(name) == 1))
        falls = (slope.high <= 0) | (positive & (static.get(name) == -1))
        lows[name], highs[name] = _ends(each, rises, falls & ~rises)
    low = intervals.value(expression.tree, lows).low
    high = intervals.value(expression.tree, highs).high
    return Bounds(
        np.where(np.isnan(plain.low) | np.isnan(low), plain.low, np.maximum(low, plain.low)),
        np.where(np.isnan(plain.high) | np.isnan(high), plain.high, np.minimum(high, plain.high)),
    )


def _ends(of: Bounds, rises: NDArray[np.bool_], falls: NDArray[np.bool_]) -> tuple[Bounds, Bounds]:
    """What goes in for an input to get the low and the high end of the result. An open end goes in as the whole
    interval: it is no number to compute with."""
    high_is_open = np.isinf(of.high)

    def either(low_where: NDArray[np.bool_], high_where: NDArray[np.bool_]) -> Bounds:
        high_where = high_where & ~high_is_open
        return Bounds(
            np.where(high_where, of.high, of.low),
            np.where(low_where, of.low, of.high),
        )

    return either(rises, falls), either(falls, rises)


def _read(node: ast.expr, text: str) -> Tree:
    """The tree that a part stands for; metrics are called by their slugs in the part, too.

    Raises InputError where it holds what the language has not.
    """
    match node:
        case ast.BinOp(left, ast.Pow(), ast.Constant(int(exponent))) if 1 <= exponent <= _MOST_POWER:
            return Power(_read(left, text), exponent)
        case ast.BinOp(left, ast.Add() | ast.Sub() | ast.Mult() | ast.Div() as operator, right):
            made = Pair(_SIGN_OF[type(operator)], _read(left, text), _read(right, text))
            if made.sign == "/" and polynomials.is_zero(made.right):
                raise InputError("formula-divides-by-zero", expression=text, part=ast.unparse(node))
            return made
        case ast.UnaryOp(ast.USub(), of):
            return Negated(_read(of, text))
        case ast.UnaryOp(ast.UAdd(), of):
            return _read(of, text)
        case ast.Name(name):
            node.id = _slug(name)
            return Metric(node.id)
        case ast.Constant(int(number) | float(number)) if type(number) is not bool and abs(number) <= _MOST_NUMBER:
            return Number(float(number))
    raise InputError("formula-unreadable", expression=text, part=ast.unparse(node))


def _slug(name: str) -> str:
    """The metric that is called so. Raises InputError `metric-unknown`."""
    known = reference.metrics()
    if name in known:
        return name
    folded = fold_header(name)
    for slug, metric in known.items():
        if folded in metric.aliases or folded in map(fold_header, metric.labels.values()):
            return slug
    raise InputError("metric-unknown", metric=name, near=", ".join(get_close_matches(name, known, 3, 0.4)) or "-")


def _part(error: BaseException, written: str) -> str:
    """The text from where Python's reader stopped."""
    at = (error.offset or 1) - 1 if isinstance(error, SyntaxError) else 0
    return written[at : at + 20] or written[-20:]
