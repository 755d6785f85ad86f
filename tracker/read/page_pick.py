"""Take the fields of a layout, or of a rule that the user made, from a parsed page, and count how often each is found.
Used inside the child process alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from tracker.model import PageRule
from tracker.read.child import Row
from tracker.read.page_layouts import Layout, Spot, is_of
from tracker.read.page_open import Page, seen_text, tidy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

RULE_HITS = 0.8
"""The least share of rows in which a rule's title and price are found: advertisements stand among the rest."""

ORDER = (
    *("listing_key", "variant_key", "title", "price", "price_coupon", "price_list", "currency", "sold"),
    *("review_count", "rating", "availability", "promotion", "shop_name", "url", "position", "list_name", "listed_at"),
)
"""The order of columns: names of fields (reference/fields.toml, listings); others stand behind them."""

Fields = dict[str, str]
"""A row: field to its text; what isn't there is missing."""


class Picked(NamedTuple):
    """The rows of a page by their place, from 1, and the field that was found too seldom: (field, found, rows).
    `alone`: the page shows one item."""

    rows: dict[int, Fields]
    lacking: tuple[str, int, int] | None
    alone: bool


def claims(layout: Layout, page: Page) -> bool:
    """Whether the page is of this layout, by its address or by its marker; a known address of another host is not."""
    if page.host and layout.hosts and not is_of(page.host, layout.hosts):
        return False
    if page.url and layout.path and layout.path.search(page.url):
        return True
    return layout.marker is not None and bool(select(page, layout.marker))


def by_layout(layout: Layout, page: Page) -> Picked:
    """The rows of a page of this layout."""
    places = _places(page, layout.rows, layout.not_rows)
    rows = {place: _row(node, layout.spots, page) for place, node in places}
    if layout.rows is None:
        _add_address(rows, page)
    lacking = _lacking(rows, {spot.field: spot.hits for spot in layout.spots if spot.hits})
    if layout.kind == "search":
        _add_positions(rows, layout, page)
    return Picked(rows, lacking, layout.rows is None)


def by_rule(rule: PageRule, page: Page) -> Picked:
    """The rows of a page that the rule finds: those with a title."""
    spots = [Spot(each.field, (each.selector,), (each.attribute,)) for each in rule.fields]
    rows = {place: _row(node, spots, page) for place, node in _places(page, rule.row_selector, None)}
    if rule.row_selector is None:
        _add_address(rows, page)
    marked = {spot.field for spot in spots}
    named = "title" if "title" in marked else spots[0].field
    found = {place: row for place, row in rows.items() if row.get(named)}
    lacking = _lacking(found, dict.fromkeys(sorted(marked & {"title", "price"}), RULE_HITS))
    return Picked(found, lacking, rule.row_selector is None)


def select(within: Page | LexborNode, selector: str) -> list[LexborNode]:
    """What a selector finds; nothing where it is none."""
    from selectolax.lexbor import SelectolaxError

    try:
        return within.tree.css(selector) if isinstance(within, Page) else within.css(selector)
    except SelectolaxError:
        return []


def table(rows: dict[int, Fields]) -> Iterator[Row]:
    """The rows as a table: the names of fields in row 1, the n-th place of the page in row n + 1."""
    used = dict.fromkeys(name for row in rows.values() for name in row)
    names = [name for name in ORDER if name in used] + [name for name in used if name not in ORDER]
    yield 1, names
    for place, row in rows.items():
        yield place + 1, [row.get(name, "") for name in names]


def _places(page: Page, rows: str | None, not_rows: str | None) -> Iterator[tuple[int, LexborNode]]:
    """The nodes of rows with their places. A page of one item is one row."""
    if rows is None:
        if page.tree.root is not None:
            yield 1, page.tree.root
        return
    unwanted = {node.mem_id for node in select(page, not_rows)} if not_rows else set()
    for place, node in enumerate(select(page, rows), start=1):
        if node.mem_id not in unwanted and not (not_rows and select(node, not_rows)):
            yield place, node


def _row(node: LexborNode, spots: Sequence[Spot], page: Page) -> Fields:
    found = {spot.field: text for spot in spots if (text := _pick(node, spot))}
    if "url" in found:
        link = page.link(found.pop("url"))
        if link:
            found["url"] = link
    return found


def _pick(node: LexborNode, spot: Spot) -> str:
    """The text of a field in a row; empty where it isn't found."""
    if spot.when is not None:
        said = [seen_text(each) for each in select(node, spot.when)]
        if not any(spot.says is None or spot.says.search(each) for each in said):
            return ""
    texts = (
        [_said(each, attribute, spot) for each in (select(node, selector) if selector else [node])]
        for selector, attribute in zip(spot.select, spot.attributes, strict=True)
    )
    if spot.join is None:
        return tidy(next((text for found in texts for text in found if text), ""))
    pieces = list(texts)
    return tidy(spot.join.join(text for found in pieces for text in found if text)) if any(pieces[0]) else ""


def _said(node: LexborNode, attribute: str | None, spot: Spot) -> str:
    if attribute is not None:
        text = node.attributes.get(attribute) or ""
    elif node.tag == "script":
        text = node.text()
    else:
        dropped = frozenset(each.mem_id for each in select(node, spot.drop)) if spot.drop else frozenset[int]()
        text = seen_text(node, dropped)
    if spot.pattern is not None:
        match = spot.pattern.search(text)
        text = match[1] if match else ""
    for _ in range(spot.decode):
        text = unquote(text)
    return text


def _add_address(rows: dict[int, Fields], page: Page) -> None:
    """The address of a page of one item is the item's, where it isn't found on it."""
    if page.url:
        for row in rows.values():
            row.setdefault("url", page.url)


def _lacking(rows: dict[int, Fields], hits: dict[str, float]) -> tuple[str, int, int] | None:
    """The first field that is found in fewer rows than it must be."""
    for field, share in hits.items():
        found = sum(field in row for row in rows.values())
        if not rows or found < share * len(rows):
            return field, found, len(rows)
    return None


def _add_positions(rows: dict[int, Fields], layout: Layout, page: Page) -> None:
    """Number the rows where it is known of what list they are the beginning; an offer shown twice has its first place,
    for it is one offer."""
    try:
        asked = parse_qs(urlsplit(page.url or "").query)
    except ValueError:
        return
    words = asked.get(layout.list_parameter or "", [""])[0].strip()
    if not words or asked.get(layout.page_parameter or "", ["1"])[0] != "1":
        return
    first: dict[str, int] = {}
    for position, row in enumerate(rows.values(), start=1):
        key = row.get("listing_key") or row.get("url") or row.get("title", "")
        row["list_name"] = tidy(words)
        row["position"] = str(first.setdefault(key, position))
