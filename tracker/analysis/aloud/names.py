"""What sentences call things: platforms, sources, metrics and counters by their names, and how sentences follow one
another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.normalise import reference


def platform(slug: str | None) -> str:
    """A marketplace's name; an unknown one as it is written; '' for none."""
    known = reference.platforms().get(slug or "")
    return known.labels[language()] if known else slug or ""


def source(slug: str | None) -> str:
    """The name of where keyword readings come from; '' for none."""
    known = reference.sources().get(slug or "")
    return known.labels[language()] if known else slug or ""


def metric(slug: str | None) -> str:
    """What a keyword reading measures; '' for none."""
    known = reference.metrics().get(slug or "")
    return known.labels[language()] if known else slug or ""


def sold_kind(code: str | None) -> str:
    """What a sold counter counts; an unknown code as it is written."""
    return {
        "paid": _("people who paid"),
        "received": _("people who received it"),
        "sold": _("sold since listing"),
        "monthly": _("sold in 30 days"),
        "weekly": _("sold in 7 days"),
        "daily": _("sold in a day"),
        "unknown": _("sold, period not said"),
    }.get(code or "unknown", code or "")


def market(row: Mapping[str, Any]) -> str:
    """The platform of a row, and its category."""
    return " ".join(each for each in (platform(row["platform"]), row["category"]) if each)


def gap() -> str:
    """What stands between two sentences: a blank, in Chinese nothing."""
    return "" if language() == "zh" else " "


def joined(sentences: Iterable[str]) -> str:
    """Sentences one after another; empty ones are left out."""
    return gap().join(each for each in sentences if each)
