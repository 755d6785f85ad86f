"""Words for the codes that answers carry, in the language of the run."""

from __future__ import annotations

from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.normalise import reference


def kind(code: str) -> str:
    """What a table tells of."""
    words = {"shops": _("shops"), "listings": _("listings"), "keywords": _("keywords"), "trend": _("trend")}
    return words.get(code, code)


def platform(slug: str | None) -> str:
    """A marketplace's name; an unknown one as it was written."""
    known = reference.platforms().get(slug or "")
    return known.labels[language()] if known else slug or ""


def origin(platform_slug: str | None, source_slug: str | None) -> str:
    """Where the rows of a batch are from: the source of keywords, or the platform."""
    known = reference.sources().get(source_slug or "")
    return known.labels[language()] if known else source_slug or platform(platform_slug)
