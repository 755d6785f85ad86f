"""Words for the codes that answers carry, in the language of the run."""

from __future__ import annotations

from tracker.i18n import N_, language
from tracker.i18n import gettext as _
from tracker.normalise import reference


def kind(code: str) -> str:
    """What a table tells of."""
    words = {"shops": _("shops"), "listings": _("listings"), "keywords": _("keywords"), "trend": _("trend")}
    words["sales"] = _("own sales")
    return words.get(code, code)


def platform(slug: str | None) -> str:
    """A marketplace's name; an unknown one as it was written."""
    known = reference.platforms().get(slug or "")
    return known.labels[language()] if known else slug or ""


def origin(platform_slug: str | None, source_slug: str | None) -> str:
    """Where the rows of a batch are from: the source of keywords, or the platform."""
    known = reference.sources().get(source_slug or "")
    return known.labels[language()] if known else source_slug or platform(platform_slug)


SAID_IN_SQL = (
    N_("What did each source say of each keyword, metric by metric?"),
    N_("How did one metric of keywords move, in one source's own unit?"),
    N_("What does the newest list of each source say of its keywords?"),
    N_("Which words make up the newest list of each source, what stands behind each of them, and what is its role?"),
    N_("Which words and runs of words do rivals' newest titles use, and what do those listings' counters show?"),
    N_("What was seen of each listing, and when?"),
    N_("What was last seen of each listing?"),
    N_("On which days did anybody look, on which platform and in which category, and what was seen?"),
    N_("How did the asked prices of a category move, day by day?"),
    N_("What did the sold counters of a category show, day by day?"),
    N_("Which shops are known, and what was last seen of each in each category?"),
    N_("What did our own shops sell, hour by hour or day by day, as it was imported?"),
    N_("On which weekdays and at which hours do our own shops get their orders?"),
    N_("What is each of our shops to sell week by week, in high and in low season, and how far is it?"),
    N_("How do our own sales stand beside what the board showed of each peer, over the same thirty days?"),
    N_("At which hours of the week do we get many orders while few strong rivals' listings run out? Descriptive lore."),
    N_("Which listings are which product of ours, and what does each of them cost now?"),
    N_("Which listings of other shops may be the same product as a listing, or comparable to it?"),
    N_("What does each listing cost by the piece, by 100 ml or by 100 g, and which of a product is the cheapest so?"),
    N_("Which keywords of the newest lists are worth it, by which formula?"),
    N_("Which keywords are new, gone, rising or falling between two dates of a list?"),
    N_("How alike are the keyword lists of two sources, and of two dates?"),
    N_("What does each source say of the same keyword, side by side?"),
    N_("Which sources told which metrics of keywords, of how many keywords, and over what time?"),
    N_("Of which days are there keyword lists, and how long are they?"),
    N_("How many recorded titles hold or cover each keyword of the newest lists?"),
    N_("batches whose counts don't add up"),
    N_("batch ids that are used more than once"),
    N_("facts whose low end lies above their high end"),
    N_("batches whose document has no row, or more than one"),
    N_("pointers of duplicates whose own batch or kept batch is unknown or undone"),
    N_("rows of keyword_reading whose batch is unknown or undone"),
    N_("keys of keyword_reading of whose rows not exactly one stands"),
    N_("rows of listing_snapshot whose batch is unknown or undone"),
    N_("keys of listing_snapshot of whose rows not exactly one stands"),
    N_("rows of shop_snapshot whose batch is unknown or undone"),
    N_("keys of shop_snapshot of whose rows not exactly one stands"),
    N_("rows of own_sales whose batch is unknown or undone"),
    N_("keys of own_sales of whose rows not exactly one stands"),
    N_("documents that are absent or changed"),
)
"""What questions answer and audits look for, as their .sql files say it: marked here for the catalogues."""
