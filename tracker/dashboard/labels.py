"""Words for the codes that answers carry: kinds, fields, metrics, platforms, sources, units. No streamlit.

Labels of platforms, sources and metrics stand beside the facts about them (tracker/reference); an unknown one is
shown as it is written.
"""

from __future__ import annotations

from collections.abc import Iterable

from tracker.analysis.aloud import names as aloud
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.normalise import reference
from tracker.trace.model import Value


def kind(code: str) -> str:
    """What a table tells of."""
    return {
        "auto": _("Find out"),
        "shops": _("Shops (top ten)"),
        "listings": _("Listings"),
        "keywords": _("Keyword list"),
        "trend": _("Keyword over time"),
        "sales": _("Own sales"),
    }.get(code, code)


def platform(slug: str | None) -> str:
    """A marketplace's name."""
    known = reference.platforms().get(slug or "")
    return known.labels[language()] if known else slug or _("no platform")


def source(slug: str | None) -> str:
    """The name of where keyword readings come from."""
    known = reference.sources().get(slug or "")
    return known.labels[language()] if known else slug or ""


def metric(slug: str) -> str:
    """What a keyword reading measures."""
    known = reference.metrics().get(slug)
    return known.labels[language()] if known else slug


def unit(code: str | None) -> str:
    """The unit of a reading or price."""
    return {
        None: _("unit unknown"),
        "index": _("index of the source"),
        "count": _("count"),
        "ratio": _("percent"),
        "rank": _("rank, 1 is best"),
        "days": _("days"),
    }.get(code) or currency(code)


def currency(code: str | None) -> str:
    """A currency's name with its code."""
    names = {
        "CNY": _("yuan (CNY)"),
        "USD": _("US dollar (USD)"),
        "EUR": _("euro (EUR)"),
        "JPY": _("yen (JPY)"),
        "GBP": _("pound (GBP)"),
        "VND": _("dong (VND)"),
        "INR": _("rupee (INR)"),
    }
    return names.get(code or "") or code or _("currency unknown")


def sold_kind(code: str | None) -> str:
    """What a sold counter counts."""
    return aloud.sold_kind(code)


def sold_unit(code: str | None) -> str:
    """What one step of a sold counter is."""
    return _("people") if code in {"paid", "received"} else _("units")


def counter_window(kind: str | None, slugs: Iterable[str]) -> str:
    """What the counter is taken to cover on each platform, in a sentence."""
    said = []
    for slug in sorted(set(slugs)):
        known = reference.counter(kind or "unknown", slug)
        if known is None:
            said.append(_("{platform}: window not known").format(platform=platform(slug)))
        elif known.days:
            said.append(
                _("{platform}: the last {days} days (confidence {confidence})").format(
                    platform=platform(slug), days=known.days, confidence=known.confidence
                )
            )
        else:
            said.append(
                _("{platform}: since the listing began (confidence {confidence})").format(
                    platform=platform(slug), confidence=known.confidence
                )
            )
    return _("Taken to count – {windows}.").format(windows=_("; ").join(said))


def availability(code: str | None) -> str:
    """Whether a listing could be bought."""
    words = {"in_stock": _("in stock"), "out_of_stock": _("out of stock"), "delisted": _("delisted")}
    return words.get(code or "", code or _("nothing shown"))


def origin(value: Value) -> str:
    """What a traced value was taken from."""
    if value.derived_from:
        return _("derived from: {fields}").format(fields=_(", ").join(map(field, value.derived_from)))
    return {
        "cell": _("cell"),
        "header": _("header"),
        "option": _("said with the import"),
        "export": _("the recognised export"),
        "form": _("form of the document"),
        "links": _("links"),
        "name": _("name of the document"),
        "sheet": _("name of the sheet"),
        "preamble": _("lines above the header"),
        "derived": _("derived"),
        "unknown": _("not known any more"),
    }.get(value.origin, value.origin)


def field(name: str) -> str:
    """What a column was taken for, and what a column of stored rows holds (bounds under their common name)."""
    names = {
        "source_row": _("Row"),
        "source_column": _("Column"),
        "platform": _("Platform"),
        "source": _("Source"),
        "category": _("Category"),
        "observed_at": _("Seen on"),
        "observed_until": _("Seen until"),
        "listing_key": _("Listing ID"),
        "variant_key": _("Variant"),
        "title": _("Title"),
        "url": _("Address"),
        "shop_key": _("Shop ID"),
        "shop_name": _("Shop"),
        "price": _("Price"),
        "price_to": _("Highest price"),
        "price_coupon": _("Price after coupon"),
        "price_list": _("List price"),
        "promotion": _("Promotion"),
        "sold": _("Sold"),
        "sold_kind": _("Counter"),
        "sold_raw": _("Sold, as it stood"),
        "review_count": _("Reviews"),
        "review": _("Reviews"),
        "rating": _("Rating"),
        "availability": _("Availability"),
        "listed_at": _("Listed on"),
        "position": _("Position"),
        "list_name": _("List"),
        "is_own": _("Our own"),
        "barcode": _("Barcode"),
        "model": _("Model"),
        "brand": _("Brand"),
        "hour": _("Hour"),
        "order_count": _("Orders"),
        "unit_count": _("Units"),
        "currency": _("Currency"),
        "rank": _("Rank"),
        "role": _("Role"),
        "sales": _("Sales, 30 days"),
        "amount": _("Revenue"),
        "listings": _("Listings"),
        "listing": _("Listings"),
        "followers": _("Followers"),
        "follower": _("Followers"),
        "score_description": _("Description score"),
        "score_service": _("Service score"),
        "score_logistics": _("Logistics score"),
        "good_review_share": _("Positive reviews"),
        "judgement": _("Advantage"),
        "note": _("Note"),
        "keyword": _("Keyword"),
        "term": _("Keyword's value"),
        "metric": _("Metric"),
        "value": _("Value"),
        "unit": _("Unit"),
        "region": _("Region"),
        "seed": _("Related to"),
        "since": _("Period from"),
        "until": _("Period until"),
        "flags": _("Remarks"),
    }
    return names.get(name) or metric(name)


def word(column: str, code: str) -> str:
    """A code in a cell, in words, by the column it stands in."""
    tables = {
        "platform": platform,
        "source": source,
        "metric": metric,
        "unit": unit,
        "sold_kind": sold_kind,
        "availability": availability,
    }
    if column in tables:
        return tables[column](code)
    words = {
        "own": _("our own"),
        "competitor": _("competitor"),
        "other": _("other"),
        "price": _("price"),
        "quality": _("quality"),
        "service": _("service"),
        "currency-unknown": _("currency unknown"),
        "key-derived": _("ID derived from shop and title"),
    }
    if column in {"role", "judgement", "flags"}:
        return ", ".join(words.get(each, each) for each in code.split())
    return code
