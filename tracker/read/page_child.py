"""The child process that opens an untrusted page; `tracker.read.page` and `tracker.read.rules` start it.

usage: python page_child.py FOLDER JOB      (JOB: a JSON file in FOLDER, see tracker.read.page)
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tracker.model import PageField, PageRule
from tracker.read import child
from tracker.read.page_layouts import host_of, layouts, platform_of
from tracker.read.page_open import Page, open_page
from tracker.read.page_outline import outline
from tracker.read.page_pick import Fields, Picked, by_layout, by_rule, claims, table
from tracker.read.page_product import products
from tracker.read.page_shopify import shopify
from tracker.read.page_traps import Told, without_parts
from tracker.read.page_walls import is_login, is_shell

NOTHING = "page-nothing"
"""Told where a document is nothing that is known here; no message, for the parent asks another reader then."""


def main(folder: str, job: str) -> None:
    """Read the document and tell the outcome in lines (see tracker.read.child)."""
    asked = json.loads(Path(job).read_text(encoding="utf-8"))
    tables = child.Tables(Path(folder))
    child.run({"page": _page, "shopify": _shopify, "outline": _outline}[asked["what"]](asked, tables))


def _page(asked: dict[str, Any], tables: child.Tables) -> Iterator[dict[str, object]]:
    """The first reading that fits: a rule of the user, a layout, what the page tells machines. Raises RefusedError."""
    page = open_page(Path(asked["path"]), asked["url"])
    lacking: dict[str, object] | None = None
    for name, platform, currency, picked in _readings(asked["rules"], page):
        if picked.lacking is None:
            told = without_parts(picked.rows.values(), page) if picked.alone else []
            yield from _told(tables, picked.rows, _said(page, asked, name, platform, currency), told)
            return
        lacking = lacking or _changed(name, picked)
    found = products(page)
    if found.rows:
        yield from _told(tables, found.rows, _said(page, asked, "page-data", None, None), found.told)
        return
    platform = platform_of(page.host)
    if is_login(page):
        raise child.RefusedError("page-login", platform=platform)
    if is_shell(page) and not (lacking and lacking["rows"]):
        raise child.RefusedError("page-empty-shell", platform=platform)
    if lacking:
        raise child.RefusedError("page-layout-changed", **lacking)
    yield {"left": None, "code": NOTHING, "facts": {"platform": platform}}


def _shopify(asked: dict[str, Any], tables: child.Tables) -> Iterator[dict[str, object]]:
    rows = shopify(Path(asked["path"]), host_of(asked["url"]))
    if not rows:
        yield {"left": None, "code": NOTHING, "facts": {"platform": None}}
        return
    about = {"layout": "shopify-products", "kind": "listings", "platform": "shopify", "url": asked["url"]}
    yield from _told(tables, rows, {**about, "observed_at": asked["observed_at"]}, [])


def _outline(asked: dict[str, Any], tables: child.Tables) -> Iterator[dict[str, object]]:
    page = open_page(Path(asked["path"]), asked["url"])
    yield from _written(tables, outline(page), {"url": page.url, "title": page.title})


_Reading = tuple[str, str | None, str | None, Picked]
"""Name, platform and currency of a reader, and what it found."""


def _readings(rules: list[dict[str, Any]], page: Page) -> Iterator[_Reading]:
    """What can be made of the page, in order: by the user's rules for its host, which may be unknown; by layouts; by
    the user's other rules, where one of page and rule doesn't say its host and all that must be there is found."""
    own = [_rule(each) for each in rules]
    for rule in own:
        if rule.host == page.host:
            picked = by_rule(rule, page)
            if picked.rows or (rule.host and rule.row_selector):
                yield rule.name, rule.platform, None, picked
    for layout in layouts():
        if claims(layout, page):
            yield layout.name, layout.platform, layout.currency, by_layout(layout, page)
    for rule in own:
        if rule.host != page.host and not (rule.host and page.host):
            picked = by_rule(rule, page)
            if picked.rows and picked.lacking is None:
                yield rule.name, rule.platform, None, picked


def _rule(said: dict[str, Any]) -> PageRule:
    fields = tuple(PageField(*field) for field in said["fields"])
    return PageRule(said["name"], said["host"], said["platform"], said["row_selector"], fields)


def _said(
    page: Page, asked: dict[str, Any], name: str, platform: str | None, currency: str | None
) -> dict[str, object]:
    return {
        "layout": name,
        "kind": "listings",
        "platform": platform or platform_of(page.host),
        "currency": currency,
        "url": page.url,
        "title": page.title or None,
        "observed_at": asked["observed_at"],
    }


def _changed(name: str, picked: Picked) -> dict[str, object]:
    field, hits, rows = picked.lacking or ("", 0, 0)
    return {"layout": name, "field": field, "hits": hits, "rows": rows}


def _told(
    tables: child.Tables, rows: dict[int, Fields], said: dict[str, object], told: list[Told]
) -> Iterator[dict[str, object]]:
    yield from _written(tables, table(rows), said)
    for code, facts in told:
        yield {"left": None, "code": code, "facts": facts}


def _written(tables: child.Tables, rows: Iterator[child.Row], said: dict[str, object]) -> Iterator[dict[str, object]]:
    first, head = next(rows)
    line = tables.write(None, len(head), _whole(first, head, rows), said=said)
    if line is not None:
        yield line


def _whole(first: int, head: list[str], rows: Iterator[child.Row]) -> Iterator[child.Row]:
    yield first, head
    for number, cells in rows:
        yield number, child.clean(cells)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
