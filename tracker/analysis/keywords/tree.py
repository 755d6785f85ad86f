"""The parts that a formula is made of. Its meaning: intervals.py, polynomials.py; its text: expression.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Metric:
    """An input, by its slug."""

    name: str


@dataclass(frozen=True, slots=True)
class Negated:
    """The part with the other sign."""

    of: Tree


@dataclass(frozen=True, slots=True)
class Power:
    """The part to a whole exponent, 1 or more."""

    of: Tree
    exponent: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts and what joins them."""

    sign: Literal["+", "-", "*", "/"]
    left: Tree
    right: Tree


Tree = Number | Metric | Negated | Power | Pair


def metrics(tree: Tree) -> tuple[str, ...]:
    """The metrics of a tree, each once, from left to right."""
    match tree:
        case Metric(name):
            return (name,)
        case Number():
            return ()
        case Negated(of) | Power(of):
            return metrics(of)
        case Pair(_, left, right):
            return tuple(dict.fromkeys((*metrics(left), *metrics(right))))
