"""The border types: what one step of the way hands to the next. All of them stand here, all are frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Document:
    """Bytes that came in, uninterpreted. `path` holds them for as long as the import runs."""

    name: str
    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a document's own form says of all rows of a table, beside its cells. Null: it doesn't say.

    `layout`: the name of the page layout or fixed format that was recognised; the table's headers are names of fields
    then (reference/fields.toml), not words of the document. `observed_at`, `period`, `currency`, `platform` and
    `source` are texts as they stand. `seed`: the keyword that a list of related keywords belongs to.
    """

    layout: str | None = None
    kind: str | None = None
    platform: str | None = None
    source: str | None = None
    currency: str | None = None
    observed_at: str | None = None
    period: str | None = None
    region: str | None = None
    seed: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a document as text, before anything is known of its meaning.

    `path` is a UTF-8 text file of delimited rows. Where `numbered` is true a reader of ours wrote it, strictly
    (comma, doubled quotes): its first two columns are the row's number in the document and its count of cells,
    then `width` cells. Where it is false the file is the document itself, decoded.
    `head` are the first rows of the document, each with the cells it has; row n of the document is head[n - 1].
    `head_lines[n - 1]` is the number of physical lines up to and including row n, `lines` that of all rows.
    `separated` tells that cells are separated by a character, so that a row with other cells than its header is
    shifted; in a workbook every cell has its place. `visible`: false for a hidden sheet. `said`: what the document's
    form says of all rows. `merged`: ranges that one cell covers, as far as they begin in the first rows: first row,
    first column, last row, last column, from 1. The text stands in the first cell, and where a range covers one column
    in each of its rows, as a person sees it. `first_row`: the number of the head's first row, where another table
    stands above this one. `short`: the numbers of the rows that end before nearly all others do; `long`: of those with
    more cells, blank ones too. `block`: the columns that are this table's (first, and the one behind its last), where
    others stand beside it; the head has no other cells then.
    """

    sheet: str | None
    path: Path
    delimiter: str
    width: int
    head: tuple[tuple[str, ...], ...]
    head_lines: tuple[int, ...]
    lines: int
    numbered: bool
    separated: bool
    visible: bool = True
    said: Said = Said()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    first_row: int = 1
    short: tuple[int, ...] = ()
    long: tuple[int, ...] = ()
    block: tuple[int, int] | None = None


class Left(NamedTuple):
    """A part of a document (a sheet, a file of an archive) that gives no table: a code of tracker.messages and its
    facts say why."""

    sheet: str | None
    code: str
    facts: Mapping[str, object]


class PageField(NamedTuple):
    """Where a page says one field: its name (reference/fields.toml, listings), a CSS selector within a row (empty: the
    row itself), and the attribute that holds it; null: its text."""

    field: str
    selector: str
    attribute: str | None = None


@dataclass(frozen=True, slots=True)
class PageRule:
    """A reader of pages that the user made by marking one example. `host` without www; null: pages that don't say
    theirs. `row_selector` null: the page shows one item. `platform` null: it isn't known."""

    name: str
    host: str | None
    platform: str | None
    row_selector: str | None
    fields: tuple[PageField, ...]


class Reading(NamedTuple):
    """A text read as a number: the closed interval [low, high], exact where both are equal.

    A null end is open. Both null and no code: a missing mark, nothing was observed. `mark` is what the text says
    beside the number: the currency (ISO 4217) of a price, the kind of a sold counter. `code` names why a text
    can't be read; the ends are null then. `role` is what a price is called beside it: price (现价), list (原价), coupon
    (券后); null where it has no name.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    mark: str | None = None
    code: str | None = None
    role: str | None = None


class Ago(NamedTuple):
    """How long before the time of reading something was: `3天前` is (3, day). `unit`: minute, hour, day or week."""

    number: int
    unit: str


class Moment(NamedTuple):
    """A text read as a time: wall time without zone, or null with a code where it can't be read.

    `ago` is set beside the code `date-relative` where the time can be told from the time of reading.
    """

    at: datetime | None = None
    code: str | None = None
    ago: Ago | None = None


class Period(NamedTuple):
    """A text read as a period, half-open [since, until), or both null with a code where it can't be read."""

    since: datetime | None = None
    until: datetime | None = None
    code: str | None = None
