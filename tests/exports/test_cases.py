"""One small case of our own for each export known by name, in its exact shape: cases/NAME/ with the file as the tool
writes it and expected.json, which says what is known of it cell by cell.

`pytest tests/exports --write-expected` writes expected.json anew, but for the export and the options.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.collect.file import from_path
from tracker.errors import DocumentRefused
from tracker.ingest import preview_document
from tracker.model import RawTable
from tracker.normalise import exports
from tracker.normalise.layout import Layout
from tracker.normalise.options import Options
from tracker.read.readers import read
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())
OWN_READER = {"google-trends-related", "google-trends-region"}
"""Exports whose cases stand in test_trends_end_to_end.py."""

QUESTIONS = {
    "listings": "listing-history",
    "shops": "shops",
    "keywords": "keyword-readings",
    "trend": "keyword-readings",
    "sales": "own-sales",
}
SHOWN = {
    "listings": ("platform", "listing_key", "variant_key", "observed_at", "title", "url", "shop_key", "shop_name", "category",
                 "price_low", "price_high", "price_list", "currency", "promotion", "sold_low", "sold_high", "sold_kind", "sold_raw",
                 "review_count", "rating", "listed_at", "position", "list_name", "is_own", "barcode", "model", "brand", "flags"),
    "shops": ("platform", "shop_key", "shop_name", "url", "category", "rank", "observed_at"),
    "keywords": ("keyword", "metric", "value_low", "value_high", "unit", "rank", "since", "until", "platform", "category",
                 "region", "source_row", "source_column", "flags"),
    "sales": ("platform", "shop_key", "shop_name", "since", "until", "hour", "order_count", "unit_count", "amount",
              "currency"),
}  # fmt: skip
"""Columns of the answers that the cases show, where they hold something."""


def document(case: Path) -> Path:
    (path,) = (each for each in case.iterdir() if each.name != "expected.json")
    return path


def expected(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((case / "expected.json").read_text("utf-8"))
    return found


def plain(value: Any) -> Any:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    return value.isoformat().removesuffix("T00:00:00") if hasattr(value, "isoformat") else f"{value.normalize():f}"


def said_of(layout: Layout) -> dict[str, Any]:
    """What each used column means, and the columns that are left."""
    used = {
        column.header: ":".join(
            filter(None, (column.field, column.sold_kind, column.month, (column.unit or "").strip()))
        )
        for column in layout.columns
    }
    return {"header_row": layout.header_row, "columns": used, "left": list(layout.unused)}


def outcome(case: Path, options: dict[str, str], bring: Bring, store: Store) -> dict[str, Any]:
    """All that is known of what a case becomes."""
    try:
        (preview,) = preview_document(store, from_path(document(case)), Options(**options)).previews
    except DocumentRefused as error:
        return {"refused": error.code, "message": str(error)}
    (batch,) = bring(document(case), **options)
    shown = SHOWN["keywords" if batch.kind == "trend" else batch.kind]
    rows = [
        {name: plain(row[name]) for name in shown if name in row and row[name] not in (None, "")}
        for row in sorted(ask(store, QUESTIONS[batch.kind]).records(), key=lambda row: row["source_row"])
    ]
    with reading(store) as con:
        refused = [[r.scope, r.row, r.column, r.value, r.code] for r in list_rejections(con, batch.batch_id)]
    counts = {name: getattr(batch, name) for name in ("read", "accepted", "duplicates", "corrected", "rejected")}
    about = {"kind": batch.kind, "source": batch.source, "platform": batch.platform}
    return {**about, **counts, **said_of(preview.layout), "rows": rows, "rejections": refused, "known_as": batch.export}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_export_becomes_what_is_known_of_it(
    case: Path, bring: Bring, store: Store, request: pytest.FixtureRequest
) -> None:
    known = expected(case)
    found = outcome(case, known["options"], bring, store)
    if "refused" not in found:
        assert found.pop("known_as") == known["export"]
    if request.config.getoption("--write-expected", default=False):
        said = {"export": known["export"], "options": known["options"], **found}
        (case / "expected.json").write_text(written(said), "utf-8")
        return
    assert found == {name: value for name, value in known.items() if name not in {"export", "options"}}


def written(said: dict[str, Any]) -> str:
    """JSON with a line for each fact, and for each row of a list."""
    parts = []
    for name, value in said.items():
        if name in {"rows", "rejections"} and value:
            lines = ",\n    ".join(json.dumps(each, ensure_ascii=False) for each in value)
            parts.append(f'  "{name}": [\n    {lines}\n  ]')
        else:
            parts.append(f'  "{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_case_is_its_own_export_and_no_other(case: Path, tmp_path: Path) -> None:
    found = []
    for table in read(from_path(document(case)), tmp_path):
        assert isinstance(table, RawTable)
        above = ""
        for row in table.head:
            best = exports.match(row, above)
            above = " ".join(row).strip() or above
            if best is not None:
                found.append(best.id)
    assert found == [expected(case)["export"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_second_export_fits_as_well(case: Path, tmp_path: Path) -> None:
    for table in read(from_path(document(case)), tmp_path):
        assert isinstance(table, RawTable)
        above = ""
        for row in table.head:
            asked = sorted(exports.asked(each) for each in exports.fitting(row, above))
            above = " ".join(row).strip() or above
            assert len(asked) < 2 or asked[-1] > asked[-2], row


def test_every_export_has_a_case() -> None:
    cased = {expected(case)["export"] for case in CASES}
    assert {each.id for each in exports.known()} - cased == OWN_READER
