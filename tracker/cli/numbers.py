"""Numbers that are given as options of commands."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from tracker.errors import InputError


def exact(option: str, text: str) -> Decimal:
    """The number as it is written. Raises InputError `option-no-number`."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation as error:
        raise InputError("option-no-number", option=option, value=text) from error
    if not found.is_finite():
        raise InputError("option-no-number", option=option, value=text)
    return found


def optional(option: str, text: str | None) -> Decimal | None:
    """The number, or null where none is given. Raises as `exact` does."""
    return None if text is None else exact(option, text)


def ratio(option: str, text: str) -> Decimal:
    """A ratio: `0.1` and `10%` are the same. Raises as `exact` does."""
    number = text.strip()
    return exact(option, number.removesuffix("%")) / 100 if number.endswith("%") else exact(option, number)
