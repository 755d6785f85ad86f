"""Numbers, bounds and dates as a person reads them, alike in a sentence, on the screen and in a report."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from math import isnan
from typing import Any


def is_missing(value: object) -> bool:
    """Whether a cell of an answer or of a frame is null."""
    return value is None or type(value).__name__ in {"NAType", "NaTType"} or (isinstance(value, float) and isnan(value))


def number(value: Any) -> str:
    """A number with grouped thousands and at most four decimals; '' for null."""
    if is_missing(value):
        return ""
    exact = Decimal(str(value))
    text = f"{exact:,.4f}" if exact != exact.to_integral_value() else f"{exact:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Any) -> str:
    """A ratio as a percentage: 0.1 is 10%."""
    return "" if is_missing(value) else f"{number(round(Decimal(str(value)) * 100, 4))}%"


def bound(low: Any, high: Any, unit: str | None = None) -> str:
    """An interval: exact `12`, `10–12`, open `≥ 10` or `≤ 12`; '' where nothing was observed."""
    show = percent if unit == "ratio" else number
    if is_missing(low):
        return "" if is_missing(high) else f"≤ {show(high)}"
    if is_missing(high):
        return f"≥ {show(low)}"
    return show(low) if low == high else f"{show(low)}–{show(high)}"


def moment(value: Any) -> str:
    """A time as ISO writes it, without seconds, and without the hour where it is midnight; '' for null."""
    if is_missing(value):
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, date) else str(value)
