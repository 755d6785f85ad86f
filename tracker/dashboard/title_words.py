"""Words for what rivals' titles use and for how many titles hold a keyword: headings and codes. No streamlit."""

from __future__ import annotations

from tracker.i18n import gettext as _


def columns() -> dict[str, str]:
    """Headings of the columns that the page *Titles* shows of the questions `title-words` and `title-density`."""
    return {
        "gram": _("Words"),
        "top_share": _("Of the ten best shops' titles"),
        "sold_count": _("Listings added up"),
        "is_keyword": _("Is a keyword"),
        "title_count": _("Titles looked through"),
        "covered_count": _("Titles that cover it"),
        "held_share": _("Share of the titles"),
        "exact_count": _("Titles with it in one piece"),
        "page_count": _("First results known"),
        "page_exact_count": _("First results with it"),
        "weight": _("Weight"),
    }


def codes() -> dict[str, dict[str, str]]:
    """Codes in their cells, by the column they stand in."""
    return {"band": {"open": _("open"), "contested": _("contested"), "saturated": _("saturated")}}
