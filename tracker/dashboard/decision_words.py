"""Words for decisions and for what stood before and after them: headings and codes. No streamlit."""

from __future__ import annotations

from tracker.analysis.aloud.decisions import verdicts
from tracker.i18n import gettext as _


def columns() -> dict[str, str]:
    """Headings of the columns that the decision log shows."""
    return {
        "decision_id": _("Decision"),
        "changed_at": _("Changed on"),
        "effect_of": _("Measure"),
        "effect": _("Before and after"),
        "value_before": _("Before"),
        "value_after": _("After"),
        "times": _("Times"),
        "interval": _("95 % interval"),
        "effect_unit": _("Unit"),
        "before_since": _("Before from"),
        "before_until": _("Before until"),
        "after_since": _("After from"),
        "after_until": _("After until"),
        "confounded_count": _("Other decisions"),
        "event_names": _("Events in the time"),
    }


def codes() -> dict[str, dict[str, str]]:
    """Codes in its cells, by the column they stand in."""
    return {
        "changed": {"title": _("title"), "price": _("price"), "other": _("something else")},
        "seen": {
            "seen": _("seen in the observations"),
            "not-yet": _("nobody looked since"),
            "unchanged": _("looked at since, and shown as before"),
            "no-baseline": _("not seen before the change"),
            "not-compared": _("not compared with observations"),
        },
        "effect_of": {
            "units": _("units a day"),
            "price": _("price"),
            "reviews": _("reviews a day"),
            "position": _("place in the list"),
            "own-units": _("our shop's units a day"),
            "own-orders": _("our shop's orders a day"),
        },
        "effect": verdicts(),
        "effect_unit": {"per-day": _("a day"), "place": _("place, 1 is best")},
    }
