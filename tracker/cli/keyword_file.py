"""The keyword list that a command works on: of a file, read as an import reads it but not stored, or of the store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from collections.abc import Callable

    from pyarrow import Table

    from tracker.analysis.keywords.lists import KeywordList
    from tracker.model import Document
    from tracker.normalise.options import Options
    from tracker.store.place import Store
    from tracker.store.questions import Answer


More = TypeVar("More")
Categories = frozenset[str | None] | None
"""The categories whose rows a list is made of, null among them where they name none; null: all of them."""


def keyword_list_of(
    path: Path | None, store: Store, platform: str, source: str | None = None, category: str | None = None
) -> KeywordList:
    """The list in a file, or the store's own (path null): of the source where one is named, of the category before one
    that names none, of the platform, with most keywords. `platform` is a slug.

    A file is read by what was said of columns in the store, and left out of it. Where it names no source, it is called
    by its own name; where it has no date, it is today's. Raises InputError `keyword-list-needed`, `keywords-absent`,
    what an import of the file raises, and StoreError.
    """
    return _chosen(path, store, platform, source, category, lambda _store, _words, _categories: None)[0]


def keyword_evidence_of(
    path: Path | None, store: Store, platform: str, source: str | None = None, category: str | None = None
) -> tuple[KeywordList, Answer]:
    """The list as `keyword_list_of` tells it, and the rows of the question `keyword-lists` that it is made of.

    Raises as that does.
    """
    return _chosen(path, store, platform, source, category, _readings)


def _chosen(
    path: Path | None,
    store: Store,
    platform: str,
    source: str | None,
    category: str | None,
    more: Callable[[Store, KeywordList, Categories], More],
) -> tuple[KeywordList, More]:
    """The list, and what `more` tells of it in the store that holds it."""
    from tracker.analysis.asking import ask_arrow
    from tracker.errors import InputError
    from tracker.normalise.reference import source_slug

    slug = source_slug(source) if source else None
    if path is not None:
        return _of_file(path, store, platform, source, category, more)
    found = _first(ask_arrow(store, "keyword-lists", {"source": slug}), platform, category, is_any=slug is not None)
    if found is None:
        raise InputError(
            "keyword-list-needed",
            platform=platform,
            category=category or "—",
            source=source or "—",
            known=_known(store),
        )
    return found[0], more(store, *found)


def _first(
    readings: Table, platform: str, category: str | None, *, is_any: bool
) -> tuple[KeywordList, Categories] | None:
    """The list that fits best, with the categories of its rows; of other platforms only where `is_any`, for a source
    that is named counts."""
    from tracker.analysis.keywords.fitting import fitting, serving

    parts = serving(readings, category)
    found = [(each, named) for named, lists in parts for each in fitting(lists, platform)]
    found += [(each, named) for named, lists in parts for each in lists if is_any]
    if not found:
        return None
    words, named = found[0]
    return words, None if category is None else frozenset({named})


def _known(store: Store) -> str:
    """The lists in the store by source, platform and the category that they name."""
    from tracker.analysis.asking import ask_arrow

    rows = ask_arrow(store, "keyword-lists").group_by(["source", "platform", "category"]).aggregate([]).to_pylist()
    told = {(row["source"], row["platform"] or "—", *([row["category"]] if row["category"] else [])) for row in rows}
    return ", ".join(f"{source} ({', '.join(market)})" for source, *market in sorted(told)) or "—"


def _of_file(
    path: Path,
    store: Store,
    platform: str,
    source: str | None,
    category: str | None,
    more: Callable[[Store, KeywordList, Categories], More],
) -> tuple[KeywordList, More]:
    from tempfile import TemporaryDirectory

    from tracker.analysis.asking import ask_arrow
    from tracker.cli import output
    from tracker.collect import file
    from tracker.errors import InputError
    from tracker.normalise.options import Options
    from tracker.store.place import Store

    document = file.from_path(path)
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        beside = Store(Path(folder).resolve() / "keywords.duckdb")
        _take_along(store, beside)
        refused = _import(beside, document, Options("keywords", platform, source, category))
        readings = ask_arrow(beside, "keyword-lists")
        found = _first(readings, platform, category, is_any=True) or _first(readings, platform, None, is_any=True)
        if found is None:
            raise InputError("keywords-absent", document=document.name)
        told = more(beside, *found)
    if refused:
        output.note(_("{count} rows of {document} were refused.").format(count=refused, document=document.name))
    return found[0], told


def _readings(store: Store, words: KeywordList, categories: Categories) -> Answer:
    """The rows of `keyword-lists` that the list is made of."""
    from tracker.analysis.asking import ask
    from tracker.store.questions import Answer

    answer = ask(store, "keyword-lists", {"source": words.source})
    platform, region, category = (answer.columns.index(name) for name in ("platform", "region", "category"))
    rows = [
        row
        for row in answer.rows
        if (row[platform], row[region]) == (words.platform, words.region)
        and (categories is None or row[category] in categories)
    ]
    return Answer(answer.columns, rows)


def _import(store: Store, document: Document, options: Options) -> int:
    """Import the document with what it doesn't say itself, as a trend where it is no list; how many of its rows were
    refused."""
    from datetime import date

    from tracker.errors import DocumentRefused
    from tracker.ingest import import_document

    lacking: dict[str, dict[str, Any]] = {
        "source-needed": {"source": Path(document.name).stem},
        "date-needed": {"observed_on": date.today().isoformat()},  # noqa: DTZ011 - the user's own day
        "no-table": {"kind": "trend"},
    }
    while True:
        try:
            return sum(batch.rejected for batch in import_document(store, document, options).batches)
        except DocumentRefused as error:
            if error.code not in lacking:
                raise
            options = replace(options, **lacking.pop(error.code))


def _take_along(store: Store, to: Store) -> None:
    """Give the other store what was said of columns and of pages in this one."""
    from tracker.store import mappings, rules
    from tracker.store.connect import reading

    with reading(store) as con:
        said, page_rules = mappings.list_mappings(con), rules.rules_of(con)
    if said:
        mappings.save_mappings(to, said)
    if page_rules:
        rules.keep_rules(to, page_rules)
