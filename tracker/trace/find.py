"""Which listing or shop is meant, and its rows, batches and pointers as they stand in the store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from tracker.errors import InputError
from tracker.normalise.lookup import key_in_link
from tracker.store.connect import workbench
from tracker.store.facts import OWN_SALES, SHOPS, FactTable
from tracker.trace.model import Also

NEAR = 5
"""Others that are named where nothing is known under a name."""

Moment = date | datetime | None
"""A day means all of it, a datetime that moment; null: whenever."""


class FactRow(NamedTuple):
    """One row of a fact table: its columns, and where it came from."""

    columns: Mapping[str, Any]
    standing: bool
    batch_id: int
    row: int
    header: str | None

    @property
    def place(self) -> tuple[int, int, str | None]:
        """What pointers of duplicates name it by."""
        return self.batch_id, self.row, self.header


@dataclass(frozen=True, slots=True)
class KeptBatch:
    """What a batch keeps of how its table was read. `layout`: null where it was imported before layouts were kept."""

    batch_id: int
    kind: str
    sha256: str
    document: str
    sheet: str | None
    export: str | None
    options: Mapping[str, Any]
    layout: Mapping[str, Any] | None
    entered_at: datetime


def listing_key(con: DuckDBPyConnection, platform: str, text: str) -> str:
    """The listing that a key, a link or a title means. Raises InputError `listing-unknown`, `listing-ambiguous`."""
    wanted = text.strip()
    for key in (wanted, _key_in_link(platform, wanted)):
        found = con.execute(
            "SELECT 1 FROM listing_snapshot WHERE platform = ? AND listing_key = ? LIMIT 1", [platform, key]
        ).fetchone()
        if key and found:
            return key
    titled = _texts(
        con,
        "SELECT DISTINCT listing_key FROM listing_snapshot WHERE platform = ? AND title = ? ORDER BY listing_key",
        platform,
        wanted,
    )
    if len(titled) == 1:
        return titled[0]
    if titled:
        raise InputError("listing-ambiguous", listing=text, count=len(titled), keys=", ".join(titled[:NEAR]))
    near = _texts(
        con,
        f"""SELECT listing_key FROM (
            SELECT DISTINCT listing_key, starts_with(listing_key, $2) AS close
            FROM listing_snapshot
            WHERE platform = $1 AND (starts_with(listing_key, left($2, (length($2) + 1) // 2)) OR contains(title, $2)))
        ORDER BY close DESC, listing_key LIMIT {NEAR}""",
        platform,
        wanted,
    )
    raise InputError("listing-unknown", listing=text, platform=platform, near=", ".join(near) or "—")


def shop_key(con: DuckDBPyConnection, platform: str, text: str) -> str:
    """The shop that a key or a name means. Raises InputError `shop-unknown`."""
    return _shop(con, SHOPS, platform, text)


def own_shop_key(con: DuckDBPyConnection, platform: str, text: str) -> str:
    """The shop of ours that a key or a name means. Raises InputError `own-shop-unknown`."""
    return _shop(con, OWN_SALES, platform, text)


def _shop(con: DuckDBPyConnection, fact: FactTable, platform: str, text: str) -> str:
    wanted = text.strip()
    found = _texts(
        con,
        f"""SELECT DISTINCT shop_key FROM {fact.name} WHERE platform = $1 AND (shop_key = $2 OR shop_name = $2)
        ORDER BY shop_key = $2 DESC, shop_key LIMIT 1""",
        platform,
        wanted,
    )
    if found:
        return found[0]
    near = _texts(
        con,
        f"""SELECT DISTINCT shop_name FROM {fact.name}
        WHERE platform = $1 AND (starts_with(shop_name, left($2, (length($2) + 1) // 2)) OR contains(shop_name, $2))
        ORDER BY shop_name LIMIT {NEAR}""",
        platform,
        wanted,
    )
    code = "own-shop-unknown" if fact is OWN_SALES else "shop-unknown"
    raise InputError(code, shop=text, platform=platform, near=", ".join(near) or "—")


def known_keyword(con: DuckDBPyConnection, source: str, keyword: str) -> None:
    """Raises InputError `keyword-unknown` where the source said nothing of the keyword."""
    if _texts(con, "SELECT keyword FROM keyword_reading WHERE source = ? AND keyword = ? LIMIT 1", source, keyword):
        return
    near = _texts(
        con,
        f"""SELECT DISTINCT keyword FROM keyword_reading
        WHERE source = $1 AND (contains(keyword, $2) OR starts_with(keyword, left($2, (length($2) + 1) // 2)))
        ORDER BY keyword LIMIT {NEAR}""",
        source,
        keyword,
    )
    raise InputError("keyword-unknown", keyword=keyword, source=source, near=", ".join(near) or "—")


def rows(
    con: DuckDBPyConnection, fact: FactTable, given: Mapping[str, str | None], at: Moment, *, every: bool = False
) -> list[FactRow]:
    """The rows of a fact table that agree with what is given (null: whatever), the newest observation first, and of
    each what stands before what it superseded. `every`: superseded ones too."""
    wanted = {name: value for name, value in given.items() if value is not None}
    conditions = [f"{name} = ${name}" for name in wanted]
    conditions += [] if every else ["standing"]
    parameters: dict[str, Any] = dict(wanted)
    if at is not None:
        parameters["first"], parameters["after"] = _span(at)
        end = "until > $first" if "until" in fact.key else f"{fact.time} >= $first"
        conditions += [f"{fact.time} < $after", end]
    order = [f"{fact.time} DESC", *(each for each in fact.key if each != fact.time), "standing DESC", "batch_id DESC"]
    found = con.execute(
        f"""SELECT {", ".join(fact.columns)}, standing, batch_id, source_row, source_column FROM {fact.name}
        WHERE {" AND ".join(conditions) or "true"} ORDER BY {", ".join(order)}, source_row DESC""",
        parameters,
    ).fetchall()
    size = len(fact.columns)
    return [FactRow(dict(zip(fact.columns, row[:size], strict=True)), *row[size:]) for row in found]


def batches(con: DuckDBPyConnection, ids: Iterable[int]) -> dict[int, KeptBatch]:
    """The batches of these ids."""
    found = con.execute(
        """SELECT batch_id, kind, sha256, document, sheet, export, options, layout, entered_at FROM batch
        WHERE batch_id IN (SELECT unnest($ids::BIGINT[]))""",
        {"ids": sorted(set(ids))},
    ).fetchall()
    return {row[0]: KeptBatch(*_unpacked(row)) for row in found}


def _unpacked(row: tuple[Any, ...]) -> Iterator[Any]:
    """A row of `batch`, its two texts of JSON read."""
    *plain, options, layout, entered_at = row
    yield from (*plain, json.loads(options or "{}"), json.loads(layout) if layout else None, entered_at)


def pointers(con: DuckDBPyConnection, fact: FactTable, kept: Sequence[FactRow]) -> dict[Any, list[Also]]:
    """The other rows that said what these say, by the place of the row that is kept."""
    found = con.execute(
        """SELECT kept_batch_id, kept_row, kept_column,
               d.batch_id, b.document, b.sha256, b.sheet, d.source_row, d.source_column, d.raw, b.entered_at
        FROM duplicate d JOIN batch b ON b.batch_id = d.batch_id
        WHERE d.fact = $fact AND (d.kept_batch_id, d.kept_row) IN
            (SELECT (unnest($batches::BIGINT[]), unnest($rows::BIGINT[])))
        ORDER BY d.batch_id, d.source_row, d.source_column""",
        {"fact": fact.name, "batches": [each.batch_id for each in kept], "rows": [each.row for each in kept]},
    ).fetchall()
    by_place: dict[Any, list[Also]] = {}
    for row in found:
        by_place.setdefault(tuple(row[:3]), []).append(Also(*row[3:]))
    return by_place


def _span(at: date | datetime) -> tuple[datetime, datetime]:
    """Half-open."""
    if isinstance(at, datetime):
        return at, at + timedelta(microseconds=1)
    first = datetime(at.year, at.month, at.day)  # noqa: DTZ001 - market's wall time has no zone
    return first, first + timedelta(days=1)


def _key_in_link(platform: str, text: str) -> str | None:
    if "/" not in text:
        return None
    with TemporaryDirectory(prefix="tracker-") as folder, workbench(Path(folder)) as con:
        return key_in_link(con, platform, text)


def _texts(con: DuckDBPyConnection, query: str, *given: str) -> list[str]:
    return [text for (text, *_) in con.execute(query, list(given)).fetchall()]
