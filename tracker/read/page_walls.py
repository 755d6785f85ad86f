"""Recognise a page that shows no data yet, or shows it to nobody: a login, a check for robots, a shell that scripts
fill. Asked only where nothing was found on a page. Used inside the child process alone."""

from __future__ import annotations

from tracker.read.page_layouts import Wall, walls
from tracker.read.page_open import Page, seen_text
from tracker.read.page_pick import select

_SHELL_TEXT = 200
"""Characters below which a page with scripts shows nothing."""

_BARE_TEXT = 40
"""The same, where no element waits to be filled."""

_DATA_ROWS = 5
"""Rows of tables that a login page has at most: they lay out its form."""

_MOUNTS = (
    '#root, #app, #__next, #__nuxt, #app-root, #ice-container, #react-root, #main-app, [data-reactroot], [id$="-root"]'
)


def is_login(page: Page) -> bool:
    """Whether a page shows a login or a check for robots."""
    selected = {each.name for each in walls() if each.select and select(page, each.select)}
    data = len(page.tree.css("table tr")) > _DATA_ROWS
    return any(_is(each, page, selected=each.name in selected, data=data) for each in walls())


def is_shell(page: Page) -> bool:
    """Whether a page holds next to no text, and scripts that would fill it."""
    if not page.has_scripts or page.tree.css("table"):
        return False
    waiting = any(not seen_text(node) for node in page.tree.css(_MOUNTS))
    return len(page.seen) < (_SHELL_TEXT if waiting else _BARE_TEXT)


def _is(each: Wall, page: Page, *, selected: bool, data: bool) -> bool:
    """`data`: the page holds a table of its own, in whose corner the words of a login may stand."""
    if each.url and page.url and each.url.search(page.url):
        return True
    if each.title and each.title.search(page.title):
        return True
    short = each.most and not data and len(page.seen) < each.most
    return bool(short and (selected or (each.text and each.text.search(page.seen))))
