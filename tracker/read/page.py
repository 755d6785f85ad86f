"""Saved pages of shops and marketplaces, and Shopify's lists of products, as tables whose headers are names of fields.

No request is sent: what isn't in the file isn't known. A page is opened in a child process with limits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from tracker.errors import DocumentRefused
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.model import Document, Left, PageRule, RawTable
from tracker.read import confined, page_child
from tracker.read.page_layouts import host_of, layouts, platform_names, platform_of
from tracker.settings import limit

_ADDRESS = re.compile(
    r"<!--\s*saved from url=\(\d+\)(\S+)|<link[^>]{0,300}?rel=[\"']?canonical[^>]{0,300}?href=[\"']?([^\s\"'>]+)"
    r"|<meta[^>]{0,300}?property=[\"']?og:url[^>]{0,300}?content=[\"']?([^\s\"'>]+)",
    re.IGNORECASE,
)
_LOOKED_AT = 500_000


def tables(
    document: Document,
    folder: Path,
    rules: Sequence[PageRule] = (),
    *,
    url: str | None = None,
    observed_at: str | None = None,
) -> list[RawTable | Left] | None:
    """The page's products as one table in `folder`; null where no rule, no layout and no data for machines fits, or
    the file is larger than a page may be, so that another reader may look for tables of data.

    Row 1 holds names of fields (reference/fields.toml, listings); the n-th place of the page stands in row n + 1.
    Cells are texts as they stand on the page, the pieces of a price put together. `said` tells layout, platform,
    currency, url and title. `url` and `observed_at`: where the page came from and when it was saved, as its container
    (MHTML) says; beside a table, Left tells what was not taken of it, and why.

    Raises DocumentRefused page-login, page-empty-shell (document, platform), page-layout-changed (document, layout,
    field, hits, rows), page-unreadable and page-too-large as `tracker.read.confined` does.
    """
    if document.size > limit("TRACKER_MAX_PAGE_MB") * 1_000_000:
        return None
    return _asked(document, folder, "page", rules, url, observed_at)


def json_tables(
    document: Document, folder: Path, *, url: str | None = None, observed_at: str | None = None
) -> list[RawTable | Left] | None:
    """Shopify's products as one table, a row for each variant; null where the JSON is something else.

    Raises DocumentRefused json-unreadable and json-too-large.
    """
    return _asked(document, folder, "shopify", (), url, observed_at)


def unknown(document: Document, url: str | None = None) -> DocumentRefused:
    """The refusal of a page on which neither products nor a table of data was found. It names the marketplace, where
    the page tells which it is of."""
    if url is None:
        head = document.path.read_bytes()[:_LOOKED_AT].decode("utf-8", "replace")
        found = _ADDRESS.search(head)
        url = next(filter(None, found.groups()), None) if found else None
    platform = platform_of(host_of(url))
    return DocumentRefused("page-unknown", document=document.name, platform=_shown(platform))


def hand_over(
    document: Document,
    folder: Path,
    what: str,
    rules: Sequence[PageRule] = (),
    url: str | None = None,
    observed_at: str | None = None,
) -> list[RawTable | Left]:
    """What the child makes of the document. `what`: page, shopify or outline."""
    job = folder / "page-job.json"
    asked = {
        "what": what,
        "path": str(document.path.resolve()),
        "url": url,
        "observed_at": observed_at,
        "rules": [
            {
                "name": rule.name,
                "host": rule.host,
                "platform": rule.platform,
                "row_selector": rule.row_selector,
                "fields": [list(field) for field in rule.fields],
            }
            for rule in rules
        ],
    }
    job.write_text(json.dumps(asked), encoding="utf-8")
    noun = "json" if what == "shopify" else "page"
    return confined.tables(document, page_child, folder, noun, str(job))


def _asked(
    document: Document, folder: Path, what: str, rules: Sequence[PageRule], url: str | None, observed_at: str | None
) -> list[RawTable | Left] | None:
    try:
        found = hand_over(document, folder, what, rules, url, observed_at)
    except DocumentRefused as error:
        raise _in_words(error) from error
    if any(isinstance(each, Left) and each.code == page_child.NOTHING for each in found):
        return None
    return found


def _in_words(error: DocumentRefused) -> DocumentRefused:
    """The refusal with names that a person knows, for the child speaks no language."""
    facts = dict(error.facts)
    if "platform" in facts:
        facts["platform"] = _shown(facts["platform"])
    if error.code == "page-layout-changed":
        labels = {layout.name: layout.labels[language()] for layout in layouts()}
        facts["layout"] = labels.get(str(facts["layout"]), facts["layout"])
    return DocumentRefused(error.code, **facts)


def _shown(platform: object) -> object:
    return platform_names(platform)[language()] if isinstance(platform, str) else _("unknown platform")
