"""Interval arithmetic over a formula's tree: the range of an expression, and of its slope in one input, row by row.

Intervals are closed and may be signed; an open end is infinite. Zero times an open end is zero, as the open end is
never reached (IEEE 1788). Of exact columns both ends are one array, which is computed once. NaN: undefined, for a
divisor is zero or its bounds hold zero between them.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from tracker.analysis.bounds import Bounds, Column
from tracker.analysis.keywords.tree import Metric, Negated, Number, Pair, Power, Tree


def value(tree: Tree, box: Mapping[str, Bounds]) -> Bounds:
    """The range of an expression over the bounds of its metrics; an input that stands there twice widens it."""
    match tree:
        case Metric(name):
            return box[name]
        case Number(number):
            return _constant(number, box)
        case Negated(of):
            return _negative(value(of, box))
        case Power(of, exponent):
            return _power(value(of, box), exponent)
        case Pair(sign, left, right):
            return _JOINED[sign](value(left, box), value(right, box))


def slope(tree: Tree, box: Mapping[str, Bounds], name: str) -> Bounds:
    """The range of an expression's derivative by one of its metrics over the bounds of all."""
    match tree:
        case Metric(own):
            return _constant(float(own == name), box)
        case Number():
            return _constant(0.0, box)
        case Negated(of):
            return _negative(slope(of, box, name))
        case Power(of, exponent):
            outer = _product(_constant(float(exponent), box), _power(value(of, box), exponent - 1))
            return _product(outer, slope(of, box, name))
        case Pair():
            return _slope_of_pair(tree, box, name)


def _slope_of_pair(tree: Pair, box: Mapping[str, Bounds], name: str) -> Bounds:
    of_left, of_right = slope(tree.left, box, name), slope(tree.right, box, name)
    if tree.sign in "+-":
        return _JOINED[tree.sign](of_left, of_right)
    left, right = value(tree.left, box), value(tree.right, box)
    first, second = _product(of_left, right), _product(left, of_right)
    return _sum(first, second) if tree.sign == "*" else _quotient(_difference(first, second), _power(right, 2))


def _constant(number: float, box: Mapping[str, Bounds]) -> Bounds:
    column = np.full(len(next(iter(box.values())).low), number)
    return Bounds(column, column)


def _negative(of: Bounds) -> Bounds:
    low = -of.high
    return Bounds(low, low if of.low is of.high else -of.low)


def _sum(left: Bounds, right: Bounds) -> Bounds:
    low = left.low + right.low
    return Bounds(low, low if _are_exact(left, right) else left.high + right.high)


def _difference(left: Bounds, right: Bounds) -> Bounds:
    return _sum(left, _negative(right))


def _product(left: Bounds, right: Bounds) -> Bounds:
    if _are_exact(left, right):
        made = _times(left.low, right.low)
        return Bounds(made, made)
    ends = [_times(a, b) for a in left for b in right]
    return Bounds(np.minimum.reduce(ends), np.maximum.reduce(ends))


def _times(left: Column, right: Column) -> Column:
    made = left * right
    zero = ((left == 0) & ~np.isnan(right)) | ((right == 0) & ~np.isnan(left))
    return np.where(zero, 0.0, made)


def _power(of: Bounds, exponent: int) -> Bounds:
    low = of.low**exponent
    if _are_exact(of):
        return Bounds(low, low)
    high = of.high**exponent
    if exponent % 2 or exponent == 0:
        return Bounds(low, high)
    around = (of.low < 0) & (of.high > 0)
    return Bounds(np.where(around, 0.0, np.minimum(low, high)), np.maximum(low, high))


def _are_exact(*of: Bounds) -> bool:
    return all(each.low is each.high for each in of)


def _inverse(of: Bounds) -> Bounds:
    if _are_exact(of):
        made = np.where(of.low == 0, np.nan, 1 / of.low)
        return Bounds(made, made)
    low = np.where(of.high == 0, -np.inf, 1 / of.high)
    high = np.where(of.low == 0, np.inf, 1 / of.low)
    undefined = ((of.low == 0) & (of.high == 0)) | ((of.low < 0) & (of.high > 0))
    return Bounds(np.where(undefined, np.nan, low), np.where(undefined, np.nan, high))


def _quotient(left: Bounds, right: Bounds) -> Bounds:
    if _are_exact(left, right):
        made = np.where(right.low == 0, np.nan, left.low / right.low)
        return Bounds(made, made)
    return _product(left, _inverse(right))


_JOINED = {"+": _sum, "-": _difference, "*": _product, "/": _quotient}
