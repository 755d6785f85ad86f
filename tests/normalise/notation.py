"""How the tables of strings write what a text is read as.

Numbers: `99`, `59..129`, `99..` (open), `..5`; before them the currency or the counter's kind (`CNY 99`, `paid 500..`)
and, of a price, which one it is (`coupon ¥ 99`); several with ` + ` between them. Times: `2026-03-01`,
`2026-03-01 13:32`, `3 day ago`. Periods, half-open: `2026-03-01..2026-03-08`. `nothing`: a missing mark. Else a code.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from tracker.model import Moment, Period, Reading


def readings(found: Iterable[Reading]) -> str:
    """One reading, or several of one cell."""
    return " + ".join(map(reading, found))


def reading(found: Reading) -> str:
    """A reading; its numbers without needless zeros."""
    if found.code:
        return found.code
    if found.low is None and found.high is None:
        return "nothing"
    low, high = _digits(found.low), _digits(found.high)
    return " ".join(filter(None, [found.role, found.mark, low if low == high else f"{low}..{high}"]))


def moment(found: Moment) -> str:
    """A time, to the second."""
    if found.ago:
        return f"{found.ago.number} {found.ago.unit} ago"
    return _time(found.at) if found.at else found.code or "nothing"


def period(found: Period) -> str:
    """A period, without its times of day where both ends are midnight."""
    if found.since is None or found.until is None:
        return found.code or "nothing"
    return f"{_time(found.since)}..{_time(found.until)}"


def rows(groups: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The rows of all groups."""
    return [row for group in groups.values() for row in group]


def _digits(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _time(at: datetime) -> str:
    return (
        f"{at:%Y-%m-%d}"
        if at == datetime.combine(at.date(), datetime.min.time())
        else at.isoformat(" ").removesuffix(":00")
    )
