"""The same table in other bytes, another order, other words: its values stay what they are."""

from __future__ import annotations

import csv
import functools
import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.mutation import writing
from tests.mutation.cases import Case, Mutation, places
from tests.mutation.grids import Grid, Row, meanings
from tracker.normalise import reference
from tracker.normalise.fold import fold_header
from tracker.normalise.words import load

Change = Callable[[Grid, Random], Grid | None]

ENCODINGS = ("gb18030", "utf-16-le", "utf-16-be", "big5hkscs", "cp1252", "cp932", "cp949", "cp1251", "utf-8")
_MARKS = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff", "utf-8": "\ufeff", "gb18030": "\ufeff"}
_UNSURE = frozenset({"encoding-unknown"})
_NOTES = (
    "数据来源：内部整理",
    "Exported by the team",
    "说明：仅供参考，请勿外传",
    "Price overview",
    "备注",
    "内部资料, 请保密",
)
_TIME_WORDS = {"月", "周", "month", "week"}

# the table itself


def shuffled(grid: Grid, random: Random) -> Grid | None:
    """Its columns in another order; of a time line the first stays."""
    if not grid.is_unique:
        return None
    first = [0] if grid.kind == "trend" else []
    rest = [place for place in range(grid.width) if place not in first]
    random.shuffle(rest)
    return _with_columns(grid, [*first, *rest])


def with_empty_columns(grid: Grid, random: Random) -> Grid | None:
    """Columns without a name and without cells among the others."""
    order: list[int | None] = list(range(grid.width))
    for _ in range(random.randint(1, 3)):
        order.insert(random.randint(1, len(order)), None)
    return _with_columns(grid, order)


def translated(grid: Grid, random: Random) -> Grid | None:
    """Other known names of the same fields over its columns."""
    if grid.is_known or not grid.is_unique or grid.kind == "trend":
        return None
    header = list(grid.header)
    for place, name in grid.used.items():
        text = header[place]
        if len(meanings(grid.kind, text)) != 1 or (name == "observed_at" and grid.kind == "keywords"):
            continue
        unit = re.search(r"\s*[(（].*[)）]$", text)
        known = [each for each in _aliases(grid.kind, name, text) if fold_header(each) != fold_header(text)]
        if known and random.random() < 0.8:
            header[place] = random.choice(known) + (unit[0] if unit else "")
    changed = replace(grid, header=tuple(header))
    return changed if changed.is_unique and changed.header != grid.header else None


def reordered(grid: Grid, random: Random) -> Grid | None:
    """Its rows in another order."""
    rows = list(grid.rows)
    random.shuffle(rows)
    return replace(grid, rows=tuple(rows))


def repeated(grid: Grid, random: Random) -> Grid | None:
    """Some rows twice, right away or further down."""
    rows = list(grid.rows)
    for row in random.sample(grid.rows, min(len(rows), random.randint(1, 3))):
        rows.insert(random.randint(0, len(rows)), row)
    return replace(grid, rows=tuple(rows))


def with_notes(grid: Grid, random: Random) -> Grid | None:
    """Notes and blank rows above all."""
    notes: list[tuple[str, ...]] = [(random.choice(_NOTES),) for _ in range(random.randint(1, 3))]
    return replace(grid, above=(*notes, *[()] * random.randint(0, 1), *grid.above))


def with_totals(grid: Grid, random: Random) -> Grid | None:
    """A row that adds up the others, at its end."""
    if grid.kind == "trend":
        return None
    cells = [writing_total(grid, place) for place in range(grid.width)]
    cells[0] = random.choice(("合计", "总计", "Total", "汇总", "小计：", "Grand Total"))
    return replace(grid, rows=(*grid.rows, Row(None, tuple(cells))))


def writing_total(grid: Grid, place: int) -> str:
    """The sum of a column where all its cells are whole numbers, else nothing."""
    numbers = [writing.number(row.cells[place]) for row in grid.rows]
    if grid.used.get(place) in {"listing_key", "url", "observed_at"} or None in numbers:
        return ""
    return str(sum(each or 0 for each in numbers))


def with_header_again(grid: Grid, random: Random) -> Grid | None:
    """The header once more among the rows, as pages put together have it."""
    rows = list(grid.rows)
    rows.insert(random.randint(1, len(rows)), Row(None, grid.header))
    return replace(grid, rows=tuple(rows))


CHANGES: tuple[Change, ...] = (
    *(shuffled, with_empty_columns, translated, reordered, repeated, with_notes, with_totals, with_header_again),
)


def changed(change: Change) -> Mutation:
    """The changed grid as plain text."""

    def mutate(grid: Grid, random: Random) -> Case | None:
        made = change(grid, random)
        return made and _case(change.__name__, made, writing.text(writing.lines(made)).encode())

    return mutate


def several(grid: Grid, random: Random) -> Case | None:
    """Several changes of the table, then another form of file. A total comes last: in the middle `Total` is a word."""
    made: Grid | None = grid
    chosen = random.sample(CHANGES, random.randint(2, 4))
    for change in sorted(chosen, key=lambda each: each is with_totals):
        made = change(made, random) or made
    case = random.choice(FORMS)(made, random)
    return case and replace(case, kind=f"several, {case.kind}")


# its bytes


def reencoded(grid: Grid, random: Random) -> Case | None:
    """The text in another encoding that has all its characters."""
    text = writing.text(writing.lines(grid))
    able = [each for each in ENCODINGS if _is_written(text, each)]
    encoding = random.choice(able)
    mark = _MARKS.get(encoding, "") if random.random() < 0.5 else ""
    case = _case(f"reencoded {encoding}{' with mark' if mark else ''}", grid, (mark + text).encode(encoding))
    return replace(case, refusals=frozenset() if mark or encoding == "utf-8" else _UNSURE)


def redelimited(grid: Grid, random: Random) -> Case | None:
    """Another delimiter, other quotes, other ends of lines, all of them right."""
    delimiter, end = random.choice(",\t;|"), random.choice(("\n", "\r\n", "\r"))
    quoting = random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC))
    rows = writing.lines(grid)
    if end == "\r" and any("\n" in cell or "\r" in cell for row in rows for cell in row):
        return None
    text = writing.text(rows, delimiter, quoting, end)
    if random.random() < 0.3:
        text = text.removesuffix(end)
    return _case(f"redelimited {delimiter!r} {end!r}", grid, text.encode())


def with_stated_separator(grid: Grid, random: Random) -> Case | None:
    """A line for Excel that states the separator, which Excel doesn't count."""
    delimiter = random.choice(",\t;|")
    text = writing.text(writing.lines(grid), delimiter, end="\r\n")
    return _case("sep=", grid, f"sep={delimiter}\r\n{text}".encode())


def with_blank_lines(grid: Grid, random: Random) -> Case | None:
    """Blank lines among the rows; they are counted, as Excel shows them."""
    above, rows = [*grid.above, grid.header], list[tuple[str, ...]]()
    found: dict[int, int | None] = {}
    for row in grid.rows:
        rows += [()] * random.choice((0, 0, 1, 2))
        rows.append(row.cells)
        found[len(above) + len(rows)] = row.origin
    end = random.choice(("\n", "\r\n"))
    return replace(_case("blank lines", grid, writing.text([*above, *rows], end=end).encode()), places=found)


def with_nuls(grid: Grid, random: Random) -> Case | None:
    """NUL bytes strewn into the text; they are no part of it."""
    body = bytearray(writing.text(writing.lines(grid)).encode())
    for _ in range(random.randint(1, max(min(4, len(body) // 400), 1))):
        place = random.randrange(1, len(body))
        if body[place] & 0xC0 != 0x80:  # not within a character
            body.insert(place, 0)
    return _case("NUL", grid, bytes(body))


def renamed(grid: Grid, random: Random) -> Case | None:
    """The text under the end of another format's name."""
    end = random.choice(("xls", "xlsx", "txt", "html", "json", "zip", "dat", "CSV", "tsv", "xls.csv"))
    case = _case(f"named .{end}", grid, writing.text(writing.lines(grid)).encode())
    return replace(case, name=f"{grid.name}.{end}")


def as_xlsx(grid: Grid, random: Random) -> Case | None:
    """A workbook."""
    rows = writing.lines(grid)
    return _case("xlsx", grid, writing.xlsx(rows, random), "xlsx") if writing.can_be_sheet(rows) else None


def as_xls(grid: Grid, random: Random) -> Case | None:
    """A workbook of the old format."""
    rows = writing.lines(grid)
    if grid.width > 256 or not writing.can_be_sheet(rows):
        return None
    return _case("xls", grid, writing.xls(rows, random), "xls")


def as_page(grid: Grid, random: Random) -> Case | None:
    """A page with a table. Blanks in its texts may be put together, as browsers do."""
    rows = writing.lines(grid)
    if not writing.can_be_sheet(rows) or len(grid.rows) < 2:
        return None
    return replace(_case("page", grid, writing.page(rows, random), "html"), blank=True)


def as_objects(grid: Grid, random: Random) -> Case | None:
    """JSON, or JSON Lines; there is nothing above a header."""
    if any(map(any, grid.above)) or len(set(grid.header)) < grid.width or not all(grid.header):
        return None
    bare = replace(grid, above=())
    body = writing.objects(grid.header, [row.cells for row in grid.rows], random)
    return _case("json", bare, body, "json")


def packed(grid: Grid, random: Random) -> Case | None:
    """The text in a zip or gzip."""
    body = writing.text(writing.lines(grid)).encode()
    if random.random() < 0.5:
        return _case("zip", grid, writing.archive(f"{grid.name}.csv", body), "zip")
    return _case("gzip", grid, gzip.compress(body, mtime=0), "csv.gz")


FORMS: tuple[Mutation, ...] = (
    *(reencoded, redelimited, with_stated_separator, with_blank_lines, with_nuls, renamed),
    *(as_xlsx, as_xls, as_page, as_objects, packed),
)


def _case(kind: str, grid: Grid, body: bytes, end: str = "csv") -> Case:
    return Case(kind, f"{grid.name}.{end}", body, grid, places(grid), options=grid.options)


def _with_columns(grid: Grid, order: list[int | None]) -> Grid:
    """The grid with these of its columns in this order; null: an empty one."""

    def arranged(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple("" if place is None else cells[place] for place in order)

    used = {order.index(place): name for place, name in grid.used.items() if place in order}
    rows = tuple(row._replace(cells=arranged(row.cells)) for row in grid.rows)
    return replace(grid, header=arranged(grid.header), rows=rows, used=used)


def _is_written(text: str, encoding: str) -> bool:
    try:
        return text.encode(encoding).decode(encoding) == text
    except UnicodeError:
        return False


@functools.cache
def _aliases(kind: str, name: str, header: str) -> tuple[str, ...]:
    """The names of a field or metric that name no other one, and the same kind of sold counter as the header."""
    row = load("fields")[kind].get(name) or load("metrics").get(name) or {}
    if "kind" in row:
        field = reference.fields(kind)[name]
        same = field.sold_kinds.get(fold_header(header))
        names = row["kind"].get(same, [])
    else:
        names = row.get("aliases", [])
    return tuple(each for each in names if meanings(kind, each) == {name} and not {fold_header(each)} & _TIME_WORDS)
