"""Shops, their boards, listings and advantages, in words."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import joined, market
from tracker.analysis.words import moment, number
from tracker.i18n import N_, language
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (
    N_("Who stands on each top-ten board, look by look, and who entered, left or moved?"),
    N_("How alike are a board's consecutive looks, and the boards of two platforms?"),
    N_("Which listings are new, not seen any more, back, out of stock or delisted, look by look?"),
    N_("What is each shop's advantage over the others of its newest board: price, quality or service?"),
    N_("Which titles changed, when, and word by word how?"),
    N_("At which hours of the week were rivals' and own listings put on sale, and when do their terms end by lore?"),
)
"""What this theme's questions answer, as their heads say it."""

NAMES_TOLD = 5
"""Names that a sentence lists; of more it tells how many there are."""


def listed(names: list[str]) -> str:
    """Names as a list: all of them up to NAMES_TOLD, otherwise the first ones and how many more."""
    told = _(", ").join(names[:NAMES_TOLD])
    return (
        told
        if len(names) <= NAMES_TOLD
        else _("{names} and {count} more").format(names=told, count=number(len(names) - NAMES_TOLD))
    )


def boards(answer: Answer, given: Given) -> str:
    """What moved in the newest look of the board, or of all boards; of a single shop, its standing."""
    rows = answer.records()
    if len({(row["platform"], row["category"], row["shop_key"]) for row in rows}) == 1:
        return _standing(rows[-1])
    newest = {(row["platform"], row["category"]): row["day"] for row in rows}
    told = [row for row in rows if row["day"] == newest[row["platform"], row["category"]]]
    parts = [_newest_board(told) if len(newest) == 1 else _newest_boards(told, min(row["day"] for row in rows))]
    for movement, words in (("entered", _("Entered: {names}.")), ("left", _("Left: {names}."))):
        names = [row["shop_name"] for row in told if row["movement"] == movement]
        parts += [words.format(names=listed(names))] if names else []
    unknown = sum(row["movement"] == "unknown" for row in told)
    if unknown:
        parts.append(_("For {count} a look recorded too few places to tell.").format(count=number(unknown)))
    return joined(parts)


def _newest_board(rows: list[dict[str, Any]]) -> str:
    facts = {"board": market(rows[0]), "day": moment(rows[0]["day"]), "previous": moment(rows[0]["previous_day"])}
    if rows[0]["previous_day"] is None:
        return _("{board}, first look on {day}: {count} on the board, nothing yet to compare with.").format(
            count=number(len(rows)), **facts
        )
    return _(
        "{board} on {day}, compared with {previous}: entered {entered}, left {left}, improved {improved}, "
        "worse {worse}, unchanged {same}."
    ).format(**facts, **_movements(rows))


def _newest_boards(rows: list[dict[str, Any]], first: Any) -> str:
    return _(
        "{boards} boards, from {first} to {last}. In the newest look of each: entered {entered}, left {left}, "
        "improved {improved}, worse {worse}, unchanged {same}."
    ).format(
        boards=number(len({(row["platform"], row["category"]) for row in rows})),
        first=moment(first),
        last=moment(max(row["day"] for row in rows)),
        **_movements(rows),
    )


def _movements(rows: list[dict[str, Any]]) -> dict[str, str]:
    count = Counter(row["movement"] for row in rows)
    return {name: number(count[name]) for name in ("entered", "left", "improved", "worse", "same")}


def _standing(row: dict[str, Any]) -> str:
    facts = {
        "shop": row["shop_name"],
        "board": market(row),
        "day": moment(row["day"]),
        "looks": number(row["looks_on_board"]),
        "all": number(row["look_number"]),
        "best": number(row["best_rank"]),
        "rank": number(row["rank"]),
        "previous": number(row["previous_rank"]),
    }
    if row["rank"] is None:
        text = _("{shop} was not on the board {board} on {day}, after rank {previous}; on it in {looks} of "
                 "{all} looks, best rank {best}.")  # fmt: skip
    else:
        text = _(
            "{shop} was rank {rank} on the board {board} on {day}; on it in {looks} of {all} looks, best rank {best}."
        )
    return text.format(**facts)


def board_similarity(answer: Answer, given: Given) -> str:
    """The newest comparison in time, and the newest between platforms: of several, the least and the most alike."""
    rows = answer.records()
    parts = []
    for comparison, words in (
        ("over-time", _("With the look before: {told}.")),
        ("between-platforms", _("Between platforms: {told}.")),
    ):
        newest = {
            (row["platform"], row["category"], row["other_platform"] if comparison != "over-time" else ""): row
            for row in rows
            if row["comparison"] == comparison
        }
        once: dict[Any, dict[str, Any]] = {}
        for row in newest.values():
            if row["reason"] is None:
                once.setdefault((row["category"], _looks_of(row)), row)
        known = sorted(once.values(), key=lambda row: row["rbo"])
        ends = known if len(known) < 2 else [known[0], known[-1]]
        parts += [words.format(told=_("; ").join(_alike(row) for row in ends))] if ends else []
    return joined(parts) or _("No look recorded the first place, so no two boards can be compared.")


def _looks_of(row: dict[str, Any]) -> frozenset[tuple[str, Any]]:
    """The two looks that a row compares, whichever of them is named first."""
    return frozenset({(row["platform"], row["day"]), (row["other_platform"], row["other_day"])})


def _alike(row: dict[str, Any]) -> str:
    return _(
        "{board} {day} and {other} {other_day} overlap {rbo} (from {low} to {high}), {common} shops in common"
    ).format(
        board=market(row),
        day=moment(row["day"]),
        other=market({"platform": row["other_platform"], "category": row["category"]}),
        other_day=moment(row["other_day"]),
        rbo=number(round(row["rbo"], 2)),
        low=number(round(row["rbo_low"], 2)),
        high=number(round(row["rbo_high"], 2)),
        common=number(row["common_count"]),
    )


def listing_changes(answer: Answer, given: Given) -> str:
    """How many changes of each kind, over which looks."""
    rows = answer.records()
    count = Counter(row["change"] for row in rows)
    words = {
        "new": _("new {count}"),
        "joined": _("first time in the list {count}"),
        "returned": _("returned {count}"),
        "not-seen": _("not seen {count}"),
        "out-of-stock": _("out of stock {count}"),
        "back-in-stock": _("back in stock {count}"),
        "delisted": _("delisted {count}"),
        "relisted": _("listed again {count}"),
    }
    text = _("Changes from {first} to {last}, each against the look before at that shop or list: {told}.").format(
        first=moment(min(row["day"] for row in rows)),
        last=moment(max(row["day"] for row in rows)),
        told=_(", ").join(words[each].format(count=number(count[each])) for each in words if count[each]),
    )
    return text + (_(" Not seen is not delisted.") if count["not-seen"] else "")


def advantages(answer: Answer, given: Given) -> str:
    """Of one shop, each axis with what stands behind it; of several, who is ahead and behind on each axis."""
    rows = answer.records()
    if len({(row["platform"], row["category"], row["shop_key"]) for row in rows}) == 1:
        told = [_price_told(rows[0]), *(_axis_told(row) for row in rows[1:])]
        text = _("{shop}, rank {rank} on {board}: {told}. Compared with {peers} peers, {days} days old.").format(
            shop=rows[0]["shop_name"],
            rank=number(rows[0]["rank"]),
            board=market(rows[0]),
            told=_("; ").join(told),
            peers=number(max(row["peer_count"] for row in rows)),
            days=number(rows[0]["age_days"]),
        )
        judged = _judged(rows)
        return joined((text, judged)) if judged else text
    parts = []
    for axis, name in _axes().items():
        verdicts = {each: [row["shop_name"] for row in rows if (row["axis"], row["verdict"]) == (axis, each)]
                    for each in ("ahead", "behind", "not-enough-data")}  # fmt: skip
        parts.append(
            _("{axis}: ahead {ahead}; behind {behind}; not enough data for {unknown}.").format(
                axis=name,
                ahead=listed(verdicts["ahead"]) or _("nobody"),
                behind=listed(verdicts["behind"]) or _("nobody"),
                unknown=number(len(verdicts["not-enough-data"])),
            )
        )
    return joined(parts)


def _axes() -> dict[str, str]:
    return {"price": _("Price"), "quality": _("Quality"), "service": _("Service")}


def _axis_told(row: dict[str, Any]) -> str:
    words = {
        "ahead": _("{axis} ahead of peers"),
        "level": _("{axis} level with peers"),
        "behind": _("{axis} below peers"),
        "not-enough-data": _("{axis}: not enough data"),
    }
    return words[row["verdict"]].format(axis=_axes()[row["axis"]].lower())


def _price_told(row: dict[str, Any]) -> str:
    if row["verdict"] == "not-enough-data":
        return _axis_told(row)
    if row["basis"] == "product":
        return _("{verdict}, cheapest third on {count} of {products} comparable products").format(
            verdict=_axis_told(row), count=number(row["cheapest_count"]), products=number(row["product_count"])
        )
    return _(
        "{verdict}, {count} of its {listings} listings in the cheapest third (of the category, not matched)"
    ).format(verdict=_axis_told(row), count=number(row["cheapest_third_count"]), listings=number(row["listing_count"]))


def _judged(rows: list[dict[str, Any]]) -> str:
    judged = [_axes()[row["axis"]].lower() for row in rows if row["is_judged"]]
    return _("Your own judgement: {axes}.").format(axes=_(", ").join(judged)) if judged else ""


def title_changes(answer: Answer, given: Given) -> str:
    """How many titles changed, and the newest change in words."""
    rows = answer.records()
    newest = max(rows, key=lambda row: (row["observed_at"], row["platform"], row["listing_key"]))
    parts = (("added", _("added {words}")), ("removed", _("removed {words}")), ("moved", _("moved {words}")))
    changed = _("; ").join(
        words.format(words=listed(newest[name].split(" | "))) for name, words in parts if newest[name]
    )
    return _(
        "{changes} title changes of {count} listings, seen from {first} to {last}. Newest: {shop}, listing {listing}: "
        "{changed}. It changed between {before} and {after}."
    ).format(
        changes=number(len(rows)),
        count=number(len({(row["platform"], row["listing_key"]) for row in rows})),
        first=moment(min(row["observed_at"] for row in rows)),
        last=moment(newest["observed_at"]),
        shop=newest["shop_name"] or _("shop not told"),
        listing=newest["listing_key"],
        changed=changed or _("only its spelling"),
        before=moment(newest["last_seen_before_at"]),
        after=moment(newest["observed_at"]),
    )


def listing_slots(answer: Answer, given: Given) -> str:
    """The slots in which most of the rivals' and of the own listings were put on sale, over all that was asked for."""
    listed_rows = [row for row in answer.records() if row["event"] == "listed"]
    texts = {
        "rival": _(
            "Rivals' listings were most often put on sale {slots}, of {timed} whose hour is known; of {days} the day "
            "alone is known, of {untold} nothing."
        ),
        "own": _(
            "Own listings were most often put on sale {slots}, of {timed} whose hour is known; of {days} the day alone "
            "is known, of {untold} nothing."
        ),
    }
    parts = []
    for owner, text in texts.items():
        rows = [row for row in listed_rows if row["owner"] == owner]
        if rows:
            markets = {(row["platform"], row["category"]): row for row in rows}.values()
            counts = {
                name: number(sum(row[column] for row in markets))
                for name, column in (("timed", "timed_count"), ("days", "day_only_count"), ("untold", "untold_count"))
            }
            parts.append(text.format(slots=_fullest(rows), **counts))
    parts.append(_("Descriptive: that the hour matters is lore of the trade, confidence C."))
    return joined(parts)


def _fullest(rows: list[dict[str, Any]]) -> str:
    """The three slots with the most listings, the earlier in the week before the later."""
    from babel.dates import get_day_names

    names = get_day_names("abbreviated", locale=language())
    count: Counter[tuple[int, int]] = Counter()
    for row in rows:
        if row["hour"] is not None:
            count[row["weekday"], row["hour"]] += row["listing_count"]
    fullest = sorted(count, key=lambda slot: (-count[slot], slot))[:3]
    told = [
        _("{day} {hour}:00 ({count})").format(day=names[day - 1], hour=f"{hour:02}", count=number(count[day, hour]))
        for day, hour in fullest
    ]
    return _(", ").join(told) or _("at no known hour")


SENTENCES: dict[str, Sentence] = {
    "boards": boards,
    "board-similarity": board_similarity,
    "listing-changes": listing_changes,
    "advantages": advantages,
    "listing-slots": listing_slots,
    "title-changes": title_changes,
}
