"""Words for the columns and codes of analysed answers: headings of tables, verdicts, reasons. No streamlit."""

from __future__ import annotations

from tracker.dashboard import labels
from tracker.i18n import gettext as _
from tracker.i18n import language


def column(name: str) -> str:
    """The heading of a column of an answer; of a bound the common name of its ends."""
    return _columns().get(name) or labels.field(name)


def code(name: str, value: str) -> str:
    """A code in a cell, in words, by the column it stands in; other texts as they are."""
    if name in {"reason", "measures"}:
        return _("; ").join(_reasons().get(each, each) for each in value.split())
    known = _codes().get(name, {})
    return known.get(value) or labels.word(name, value)


def weekdays() -> dict[int, str]:
    """Monday to Sunday by their ISO numbers, 1 to 7."""
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return dict(enumerate(names, start=1))


def event_label() -> str:
    """The column of `calendar` that names an event in the visitor's language."""
    return f"label_{language()}"


def _columns() -> dict[str, str]:
    return {
        # who and when
        "day": _("Day"),
        "previous_day": _("Compared with"),
        "baseline_observed_at": _("Compared with"),
        "other_day": _("Compared with"),
        "other_platform": _("Other platform"),
        "last_seen_on": _("Last seen before"),
        "point_at": _("When"),
        "first_at": _("Period from"),
        "last_at": _("Period until"),
        "before_at": _("A year before"),
        "document": _("Document"),
        "document_before": _("Document before"),
        "source_row_before": _("Row before"),
        # prices
        "price_regular": _("Regular price"),
        "is_promotion": _("Promotion"),
        "promotion_ratio": _("Below regular"),
        "baseline_price": _("Price before"),
        "low_change_ratio": _("Change in percent"),
        "direction": _("Direction"),
        "band": _("Price band"),
        "band_listing_count": _("Listings"),
        "band_own_count": _("Our own"),
        "listing_share": _("Share of listings"),
        "matched_count": _("Matched"),
        "item_count": _("Offers"),
        "coverage_ratio": _("Coverage"),
        "jevons": _("Chained Jevons"),
        "geks": _("GEKS-Jevons"),
        "product": _("Product"),
        "basis": _("Compared by"),
        "peer_median": _("Peers' median"),
        "relative": _("Peers = 100"),
        "gap": _("Gap to the cheapest"),
        "cheapest_shop_name": _("Cheapest at"),
        # sales
        "hit_rank": _("Hit rank"),
        "reviews": _("Reviews gained"),
        "per_30_days": _("In 30 days"),
        "position_improved": _("Places improved"),
        "is_new": _("New"),
        "look_on": _("Seen on"),
        "before_on": _("Compared with"),
        "known_count": _("Shops with numbers"),
        "measure": _("Measure"),
        "shop": _("Shop"),
        "own_shop_name": _("Our shop"),
        "own_units": _("Our units"),
        "ratio": _("Ours over theirs"),
        "days_observed": _("Days told"),
        "week": _("Week"),
        "planned": _("Planned"),
        "factor_from": _("Factor from"),
        "factor_series": _("Series behind it"),
        "is_saturated": _("Saturated"),
        "progress": _("Progress"),
        "shortfall": _("Shortfall"),
        "own_count": _("Our own"),
        "units": _("Units"),
        "gained": _("Counter rose by"),
        "amount": _("Revenue"),
        "method": _("Method"),
        "confidence": _("Confidence"),
        "state": _("Availability"),
        "units_share": _("Share of units"),
        "amount_share": _("Share of revenue"),
        "share": _("Share"),
        "hhi": _("HHI"),
        "cr4": _("Share of the four largest"),
        "shop_count": _("Shops"),
        "listing_count": _("Listings"),
        "order_count": _("Orders"),
        "unit_count": _("Pieces"),
        # shops
        "movement": _("Movement"),
        "previous_rank": _("Rank before"),
        "weeks_on_board": _("Weeks on the board"),
        "best_rank": _("Best rank"),
        "comparison": _("Comparison"),
        "rbo": _("Rank-biased overlap"),
        "common_count": _("Shops in common"),
        "depth": _("Places compared"),
        "matched_by": _("Matched by"),
        "change": _("What happened"),
        "looks_missed": _("Looks without it"),
        "axis": _("Advantage in"),
        "verdict": _("Verdict"),
        "score": _("Score"),
        "peer_count": _("Peers"),
        "peer_price": _("Peers' price"),
        "cheapest_third_count": _("In the cheapest third"),
        "peer_rating": _("Peers' rating"),
        "peer_description": _("Peers' description score"),
        "peer_service": _("Peers' service score"),
        "peer_logistics": _("Peers' logistics score"),
        "peer_good_review_share": _("Peers' positive reviews"),
        "measures": _("Made of"),
        "last_seen_before_at": _("Last seen before"),
        "kind": _("Kind of change"),
        "title_before": _("Title before"),
        "added": _("Words added"),
        "removed": _("Words removed"),
        "moved": _("Words moved"),
        # trends
        "of": _("Series"),
        "growth": _("Growth a week"),
        "tau": _("Kendall's tau"),
        "p": _("p"),
        "point_count": _("Points"),
        "change_count": _("Changes of level"),
        "outlier_count": _("Points apart"),
        "factor": _("Factor"),
        "season": _("Season"),
        "cycle": _("Cycle"),
        "cycle_count": _("Cycles"),
        "period": _("Step"),
        "event": _("Event"),
        "days_to": _("Days to go"),
        "aligned": _("Aligned by"),
        "before": _("A year before"),
        "reason": _("Why not"),
        # industry and timing
        "market": _("Market"),
        "held_by": _("Held by"),
        "demand_since": _("Demand differs from"),
        "demand_until": _("Demand differs until"),
        "rebased": _("Rebased, first = 100"),
        "growth_interval": _("95 % interval"),
        "change_week": _("Change a week"),
        "geks_interval": _("GEKS-Jevons, 95 % interval"),
        "jevons_interval": _("Chained Jevons, 95 % interval"),
        "before_row": _("Row before"),
        "weekday": _("Day of the week"),
        "clock": _("Hour"),
        "listing_keys": _("Listing IDs"),
        "first_seen_at": _("Seen first"),
        "last_seen_at": _("Seen last"),
        "demand_share": _("Share of our orders"),
        "strong_count": _("Strong rivals' listings then"),
        "strong_total": _("Of so many in all"),
        "week_count": _("Weeks of orders"),
        "before_document": _("Document before"),
    }


def _codes() -> dict[str, dict[str, str]]:
    return {
        "movement": {
            "first-look": _("first look"),
            "entered": _("entered"),
            "left": _("left"),
            "improved": _("improved"),
            "worse": _("worse"),
            "same": _("same"),
            "unknown": _("can't be told"),
        },
        "direction": {
            "lower": _("lower"),
            "higher": _("higher"),
            "unchanged": _("unchanged"),
            "mixed": _("ends moved apart"),
            "rising": _("rising"),
            "falling": _("falling"),
            "no-trend": _("no trend"),
            "too-short": _("too short"),
            "improving": _("improving"),
            "worsening": _("worsening"),
        },
        "price": {
            "asked": _("asked price"),
            "list": _("list price"),
            "coupon": _("price after coupon"),
            "final": _("final price"),
        },
        "change": {
            "new": _("new"),
            "joined": _("new here"),
            "returned": _("returned"),
            "not-seen": _("not seen any more"),
            "out-of-stock": _("out of stock"),
            "back-in-stock": _("back in stock"),
            "delisted": _("delisted"),
            "relisted": _("listed again"),
        },
        "kind": {"words": _("words"), "order": _("order of words"), "spelling": _("spelling")},
        "basis": {
            "product-exact": _("the same product"),
            "product-equivalent": _("comparable products"),
            "category": _("the whole category"),
        },
        "measure": {"units": _("units"), "orders": _("orders"), "amount": _("revenue")},
        "factor_from": {"said": _("said"), "seasons": _("the market's season"), "none": _("nobody, so 1")},
        "season": {"high": _("high season"), "low": _("low season")},
        "axis": {"price": _("price"), "quality": _("quality"), "service": _("service")},
        "verdict": {
            "ahead": _("ahead"),
            "level": _("level"),
            "behind": _("behind"),
            "not-enough-data": _("not enough data"),
        },
        "method": {
            "difference": _("difference of two readings"),
            "window": _("the counter's own window"),
            "crossing": _("steps crossed"),
        },
        "comparison": {"over-time": _("with the look before"), "between-platforms": _("with another platform")},
        "matched_by": {"shop-key": _("shop ID"), "folded-name": _("shop name")},
        "state": {
            "in_stock": _("in stock"),
            "out_of_stock": _("out of stock"),
            "delisted": _("delisted"),
        },
        "aligned": {"calendar": _("calendar"), "event": _("day of the feast")},
        "of": {"keyword": _("keyword"), "price": _("price"), "sales": _("sales"), "reviews": _("reviews")},
        # industry and timing
        "slot": {"listed": _("put on sale"), "term-ends": _("term ends (lore)")},
        "market": {"CN": _("China"), "US": _("United States"), "SEA": _("Southeast Asia")},
        "period": {
            "day": _("day"), "week": _("week"), "month": _("month"), "quarter": _("quarter"), "year": _("year"),
        },
    }  # fmt: skip


def _reasons() -> dict[str, str]:
    return {
        "new": _("first look"),
        "not-seen-since": _("not seen since"),
        "only-now": _("not shown before"),
        "only-then": _("not shown any more"),
        "other-currency": _("another currency before"),
        "no-price": _("no price shown"),
        "too-few": _("too few looks"),
        "no-regular-price": _("no price is usual"),
        "start-not-seen": _("low since the first look"),
        "not-returned-yet": _("not returned yet"),
        "not-observed": _("nobody looked"),
        "counter-fell": _("the counter fell"),
        "window-unknown": _("the counter's window is not known"),
        "no-counter": _("no counter shown"),
        "too-few-matched": _("too few offers matched"),
        "only-period": _("one period alone"),
        "no-value": _("nothing observed"),
        "too-few-listings": _("too few listings"),
        "too-few-peers": _("too few peers"),
        "peers-equal": _("all peers are alike"),
        "too-short": _("too short"),
        "bounds": _("known as bounds only"),
        "has-zeros": _("has zeros"),
        "has-negatives": _("has negative values"),
        "too-few-for-changes": _("too few points for levels"),
        "not-observed-then": _("not observed then"),
        "zero-then": _("zero then"),
        "no-cycle": _("periods of this length have no season"),
        "no-first-place": _("rank 1 is missing"),
        "none-sold": _("nobody sold any"),
        "no-numbers": _("no numbers"),
        "reviews-fell": _("reviews were removed"),
        "no-peers": _("no peers"),
        "peer-unknown": _("the board tells no sales"),
        "peer-none": _("they sold none"),
        "days-missing": _("days are missing"),
        "never-crossed": _("no step was crossed"),
        "crossed-once": _("only one step was crossed"),
        "price": _("price"),
        "rating": _("rating"),
        "score_description": _("description score"),
        "good_review_share": _("positive reviews"),
        "score_service": _("service score"),
        "score_logistics": _("logistics score"),
    }
