"""Learn a reader of pages from one example that the user marked.

Pure: the outline was made by tracker.read.rule_outline, the rule is kept by tracker.store.rules and used by
tracker.read.page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tracker.errors import InputError
from tracker.model import PageField, PageRule
from tracker.read.page_layouts import platform_of
from tracker.read.rule_outline import TEXT, Node, Outline, find, outline
from tracker.read.rule_select import Step, Steps, css, first, matches, named, numbered, unique

__all__ = ["MARKABLE", "MEASURES", "Learned", "find", "learn", "outline"]

MEASURES = ("price", "price_coupon", "price_list", "sold", "review_count", "rating", "availability")
"""Fields of which one at least must be marked."""

MARKABLE = ("title", *MEASURES, "promotion", "shop_name", "url")
"""Fields that may be marked; the title must be."""

_SHOWN_ROWS = 5


class Learned(NamedTuple):
    """A rule, how many rows it finds in its example (1: a page of one item), and the first of them: field to text."""

    rule: PageRule
    rows: int
    first: list[dict[str, str]]


def learn(seen: Outline, marked: Mapping[str, str], name: str | None = None, platform: str | None = None) -> Learned:
    """The rule that one marked element for each field gives. `marked`: field to the element's path.

    A row is the innermost element around all marks that stands repeated on the page with a title and a measure in it;
    where none does, the page shows one item. In a row each field has the selector that finds the marked element there,
    and finds something in most rows. The link around a row's title is its url, where none is marked. `name` null: the
    host or the document's name. `platform` null: that of the host.

    Raises InputError mark-field (field, known), mark-needed (known), mark-absent (text, document).
    """
    places = _places(seen, marked)
    row = _row(seen, places)
    rows = [node.place for node in matches(seen, row, None)] if row else []
    scope = next((each.place for each in seen.around(places["title"]) if each.place in set(rows)), None)
    link = _link(seen, places.get("url", places["title"]), scope)
    if link is not None and (scope is not None or "url" in marked):
        places["url"] = link
    if scope is None:
        spots = {field: _alone(seen, place) for field, place in places.items()}
        shown = [_values(seen, spots, None)]
        count = 1
    else:
        spots = {field: _spot(seen, place, scope, rows) for field, place in places.items()}
        titled = [place for place in rows if first(seen, spots["title"], place) is not None]
        shown = [_values(seen, spots, place) for place in titled[:_SHOWN_ROWS]]
        count = len(titled)
    fields = tuple(
        PageField(field, css(spots[field]), "href" if field == "url" else None) for field in MARKABLE if field in spots
    )
    host = seen.host
    rule = PageRule(name or host or seen.document, host, platform or platform_of(host), css(row) or None, fields)
    return Learned(rule, count, shown)


def _places(seen: Outline, marked: Mapping[str, str]) -> dict[str, int]:
    for field in marked:
        if field not in MARKABLE:
            raise InputError("mark-field", field=field, known=", ".join(MARKABLE))
    if "title" not in marked or not set(marked) & set(MEASURES):
        raise InputError("mark-needed", known=", ".join(MEASURES))
    for path in marked.values():
        if path not in seen.by_path:
            raise InputError("mark-absent", text=path, document=seen.document)
    return {field: seen.by_path[path] for field, path in marked.items()}


def _row(seen: Outline, places: Mapping[str, int]) -> Steps:
    """The selector of rows; no steps where nothing around the marks is repeated."""
    title, measure = places["title"], next(places[field] for field in MEASURES if field in places)
    marked = [place for field, place in places.items() if field != "url"]
    common = [
        each.place
        for each in seen.around(title)
        if all(each.place in {other.place for other in seen.around(place)} for place in marked)
    ]
    for place in common:
        node = seen.nodes[place - 1]
        steps = _row_steps(seen, node)
        named_, measured = (_shared(seen.nodes[each - 1], node) for each in (title, measure))
        repeated = [
            each
            for each in matches(seen, steps, None)
            if _holds(seen, each, named_, "") and _holds(seen, each, measured, "0123456789")
        ]
        nested = any(_is_inside(seen, one, other) for one, other in pairwise(reversed(repeated)))
        if len(repeated) > 1 and not nested:
            return steps
    return ()


def _row_steps(seen: Outline, node: Node) -> Steps:
    """An element told by the names that its sibling elements share; without any, by the element around it too."""
    step = named(node)
    kin = [each for each in _children(seen, node.parent) if each.tag == node.tag and each.place != node.place]
    if kin:
        most = len(kin) / 2
        step = Step(
            node.tag,
            tuple(each for each in step.classes if sum(each in other.classes for other in kin) >= most),
            tuple(each for each in step.beginnings if sum(each in " ".join(other.classes) for other in kin) >= most),
        )
    steps: Steps = (step,)
    above = node.parent
    while not (steps[0].id or steps[0].classes or steps[0].beginnings) and above:
        steps = (unique(seen.nodes[above - 1]), *steps)
        above = seen.nodes[above - 1].parent
    return steps


def _children(seen: Outline, place: int) -> Iterator[Node]:
    return (node for node in seen.nodes if node.parent == place and node.tag != TEXT)


def _shared(node: Node, row: Node) -> Step | None:
    """What a marked element looks like in any row; null where it is the row itself."""
    return None if node.place == row.place else named(node)


def _holds(seen: Outline, row: Node, step: Step | None, signs: str) -> bool:
    """Whether a row holds such an element, with one of the signs in its text; any where there are none."""
    if step is None:
        return True
    found = (seen.whole(node.place) for node in seen.inside(row.place) if node.tag != TEXT and step.fits(node))
    return any(not signs or set(signs) & set(text) for text in found)


def _is_inside(seen: Outline, node: Node, outer: Node) -> bool:
    return any(each.place == outer.place for each in seen.around(node.parent))


def _spot(seen: Outline, place: int, scope: int, rows: Sequence[int]) -> Steps:
    """The selector that finds the marked element first in its row, and something in most rows; the shortest of such."""
    best, most = _numbers(seen, place, scope), -1
    for steps in _candidates(seen, place, scope):
        found = first(seen, steps, scope)
        if found is None or found.place != place:
            continue
        hits = sum(first(seen, steps, each) is not None for each in rows)
        if hits > most:
            best, most = steps, hits
    return best


def _candidates(seen: Outline, place: int, scope: int) -> Iterator[Steps]:
    """Selectors of an element in a row, the shorter first: by its names, each of them alone, and those around it."""
    if place == scope:
        yield ()
        return
    node = seen.nodes[place - 1]
    whole = named(node)
    single = [Step(node.tag, (each,)) for each in whole.classes]
    single += [Step(node.tag, (), (each,)) for each in whole.beginnings]
    ends = [whole, *single, Step(node.tag)]
    for end in ends:
        yield (end,)
    row = seen.nodes[scope - 1]
    around = [each for each in seen.around(node.parent) if _is_inside(seen, each, row)]
    for depth in range(1, len(around) + 1):
        outer = tuple(named(each) for each in reversed(around[:depth]))
        for end in ends:
            yield (*outer, end)
    yield _numbers(seen, place, scope)


def _numbers(seen: Outline, place: int, scope: int) -> Steps:
    """The way from the row to an element by numbers alone."""
    steps: list[Step] = []
    for each in seen.around(place):
        if each.place == scope:
            break
        steps.append(numbered(each))
    return tuple(reversed(steps))


def _alone(seen: Outline, place: int) -> Steps:
    """The selector of an element on a page of one item: the shortest that finds it first on the page."""
    node = seen.nodes[place - 1]
    steps: Steps = ()
    for each in seen.around(place):
        steps = (unique(each), *steps)
        found = next(matches(seen, steps, None), None)
        told = steps[0].id or steps[0].classes or steps[0].beginnings or each.tag == "h1"
        if told and found is not None and found.place == node.place:
            return steps
    return tuple(numbered(each) for each in reversed([*seen.around(place)]))


def _link(seen: Outline, place: int, scope: int | None) -> int | None:
    """The link that is marked, around it inside the row, or in it."""
    for each in seen.around(place):
        if each.tag == "a":
            return each.place
        if each.place == scope:
            break
    return next((node.place for node in seen.inside(place) if node.tag == "a"), None)


def _values(seen: Outline, spots: Mapping[str, Steps], row: int | None) -> dict[str, str]:
    """What a row holds by the rule."""
    found: dict[str, str] = {}
    for field, steps in spots.items():
        node = next(matches(seen, steps, None), None) if row is None else first(seen, steps, row)
        if node is not None:
            found[field] = node.href if field == "url" else seen.whole(node.place)
    return found
