"""What holds of an expression whatever its inputs are: that it is zero, and in which inputs it rises or falls.

An expression of + - * / and powers is one polynomial over another. Written out, what cancels is gone: of
`a / (a + b)` the slope in `a` is `b / (a + b)^2`, which is not negative where no input is.
"""

from __future__ import annotations

from collections import defaultdict

from tracker.analysis.keywords.tree import Metric, Negated, Number, Pair, Power, Tree

Polynomial = dict[tuple[str, ...], float]
"""Terms, each as its metrics sorted (a power repeats its metric), with their factors; none is zero."""

_MOST_TERMS = 300
_MOST_FACTORS = 100
"""Metrics multiplied in one term: a power of powers has 9 to the depth of them."""


class _TooLargeError(Exception):
    """Written out, the expression has more terms than are worth it."""


def is_zero(tree: Tree) -> bool:
    """Whether a tree is zero for all inputs."""
    try:
        return not _fraction(tree)[0]
    except _TooLargeError:
        return False


def directions(tree: Tree) -> dict[str, int]:
    """By metric 1 where the tree never falls in it, -1 where it never rises, as long as no input is negative; a metric
    of which neither is certain is left out."""
    try:
        over, under = _fraction(tree)
        found = {}
        for name in sorted({name for term in (*over, *under) for name in term}):
            slope = _minus(_product(_slope(over, name), under), _product(over, _slope(under, name)))
            if all(factor >= 0 for factor in slope.values()):
                found[name] = 1
            elif all(factor <= 0 for factor in slope.values()):
                found[name] = -1
    except _TooLargeError:
        return {}
    return found


def _fraction(tree: Tree) -> tuple[Polynomial, Polynomial]:
    match tree:
        case Metric(name):
            return {(name,): 1.0}, {(): 1.0}
        case Number(number):
            return _kept({(): number}), {(): 1.0}
        case Negated(of):
            over, under = _fraction(of)
            return _minus({}, over), under
        case Power(of, exponent):
            over, under = _fraction(of)
            powers = over, under
            for _again in range(exponent - 1):
                powers = _product(powers[0], over), _product(powers[1], under)
            return powers
        case Pair(sign, left, right):
            return _joined(sign, _fraction(left), _fraction(right))


def _joined(
    sign: str, left: tuple[Polynomial, Polynomial], right: tuple[Polynomial, Polynomial]
) -> tuple[Polynomial, Polynomial]:
    if sign == "*":
        return _product(left[0], right[0]), _product(left[1], right[1])
    if sign == "/":
        return _product(left[0], right[1]), _product(left[1], right[0])
    first, second = _product(left[0], right[1]), _product(right[0], left[1])
    return _minus(first, second if sign == "-" else _minus({}, second)), _product(left[1], right[1])


def _product(left: Polynomial, right: Polynomial) -> Polynomial:
    if len(left) * len(right) > _MOST_TERMS:
        raise _TooLargeError
    made: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for term, factor in left.items():
        for other, times in right.items():
            if len(term) + len(other) > _MOST_FACTORS:
                raise _TooLargeError
            made[tuple(sorted((*term, *other)))] += factor * times
    return _kept(made)


def _minus(left: Polynomial, right: Polynomial) -> Polynomial:
    made = defaultdict(float, left)
    for term, factor in right.items():
        made[term] -= factor
    return _kept(made)


def _slope(of: Polynomial, name: str) -> Polynomial:
    made: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for term, factor in of.items():
        if name in term:
            at = term.index(name)
            made[term[:at] + term[at + 1 :]] += factor * term.count(name)
    return _kept(made)


def _kept(terms: dict[tuple[str, ...], float]) -> Polynomial:
    return {term: factor for term, factor in terms.items() if factor}
