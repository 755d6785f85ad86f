"""What a computed question was given beside filters: choices and numbers, with their defaults and ranges."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.errors import InputError
from tracker.store.questions import Given


def choice(given: Given, name: str, known: Sequence[str]) -> str:
    """One of the known values; the first one where none is given. Raises InputError `choice-unknown`."""
    value = given.get(name)
    if value is None:
        return known[0]
    if value not in known:
        raise InputError("choice-unknown", parameter=_option(name), value=value, known=", ".join(known))
    return str(value)


def number(given: Given, name: str, default: float, low: float, high: float) -> float:
    """A number from `low` to `high`, both in. Raises InputError `number-out-of-range`."""
    value = given.get(name)
    if value is None:
        return default
    if not isinstance(value, int | float) or not low <= value <= high:
        raise InputError("number-out-of-range", parameter=_option(name), value=value, low=low, high=high)
    return float(value)


def whole(given: Given, name: str, default: int, low: int, high: int) -> int:
    """A whole number from `low` to `high`, both in. Raises as `number` does."""
    return int(number(given, name, default, low, high))


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"
