"""Tables and bytes that lost something: what is accepted of a row that wasn't touched is what it was."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from random import Random

from tests.mutation import writing
from tests.mutation.cases import Case, Mutation, harmed, places
from tests.mutation.grids import Grid
from tests.mutation.harmless import FORMS

_KEYS = {
    *("listing_key", "url", "title", "shop_name", "shop_key", "keyword", "observed_at", "platform", "source"),
    "hour",  # without it an hour's sales are those of a day
}

# tables


def with_rows_deleted(grid: Grid, random: Random) -> Case | None:
    """Some of its rows; what tells others apart, such as the order of dates, may be gone with the rest."""
    if len(grid.rows) < 2:
        return None
    rows = random.sample(grid.rows, random.randint(1, len(grid.rows) - 1))
    made = replace(grid, rows=tuple(sorted(rows, key=lambda row: row.origin or 0)))
    told_above = any(not row.cells[place].strip() for row in grid.rows for place in _named(grid))
    return replace(_case("rows deleted", made), whole=False, refusals=None, lossy=told_above)


def _named(grid: Grid) -> list[int]:
    """The columns of names: a row in which one is blank may take it from a row above."""
    return [place for place, field in grid.used.items() if field in {"title", "shop_name"}]


def with_columns_dropped(grid: Grid, random: Random) -> Case | None:
    """Some of its columns are gone."""
    able = [place for place in range(grid.width) if grid.used.get(place) not in _KEYS]
    if not able or grid.is_known or not grid.is_unique:
        return None
    gone = set(random.sample(able, random.randint(1, max(1, len(able) // 2))))
    left = [place for place in range(grid.width) if place not in gone]
    if len(left) < 2:
        return None
    made = replace(
        grid,
        header=tuple(grid.header[place] for place in left),
        rows=tuple(row._replace(cells=tuple(row.cells[place] for place in left)) for row in grid.rows),
    )
    case = _case("columns dropped", made)
    return replace(case, lossy=True, whole=False, refusals=None, options={**grid.options, "kind": grid.kind})


def with_quote_broken(grid: Grid, random: Random) -> Case | None:
    """A lone quote in a cell of one row."""
    place, row = random.choice(list(enumerate(grid.rows)))
    column = random.randrange(grid.width)
    line = writing.text([row.cells])
    start = len(writing.text([row.cells[:column]])) if column else 0
    at = random.choice((start, random.randrange(len(line))))
    return _with_line(grid, place, line[:at] + '"' + line[at:], "quote broken")


def with_thousands(grid: Grid, random: Random) -> Case | None:
    """A number of one row with a comma that isn't quoted."""
    able = [
        (place, column)
        for place, row in enumerate(grid.rows)
        for column, cell in enumerate(row.cells)
        if cell.isdecimal() and cell.isascii() and 4 <= len(cell) <= 6 and grid.used.get(column) not in _KEYS
    ]
    if not able:
        return None
    place, column = random.choice(able)
    cells = grid.rows[place].cells
    parts = [writing.text([[cell]]).rstrip("\n") for cell in cells]
    parts[column] = f"{int(cells[column]):,}"
    return _with_line(grid, place, ",".join(parts) + "\n", "thousands unquoted")


def with_delimiter_lost(grid: Grid, random: Random) -> Case | None:
    """One comma of one row is gone, so that two cells became one."""
    place, row = random.choice(list(enumerate(grid.rows)))
    if grid.width < 2:
        return None
    column = random.randrange(grid.width - 1)
    cells = [*row.cells[:column], row.cells[column] + row.cells[column + 1], *row.cells[column + 2 :]]
    return _with_line(grid, place, writing.text([cells]), "delimiter lost")


def with_cell_emptied(grid: Grid, random: Random) -> Case | None:
    """A cell of one row is empty, as where a scraper found nothing."""
    place, row = random.choice(list(enumerate(grid.rows)))
    column = random.randrange(grid.width)
    cells = [*row.cells[:column], "", *row.cells[column + 1 :]]
    return _with_line(grid, place, writing.text([cells]), "cell emptied")


def with_huge_cell(grid: Grid, random: Random) -> Case | None:
    """A cell of one row as long as no cell is."""
    place, row = random.choice(list(enumerate(grid.rows)))
    column = random.randrange(grid.width)
    cells = [*row.cells[:column], random.choice("长x9") * random.choice((40_000, 1_200_000)), *row.cells[column + 1 :]]
    return _with_line(grid, place, writing.text([cells]), "huge cell")


def _with_line(grid: Grid, place: int, line: str, kind: str) -> Case:
    """The text with the line of one row written as given."""
    rows = [*grid.rows]
    before = writing.text([*grid.above, grid.header, *(row.cells for row in rows[:place])])
    after = writing.text([row.cells for row in rows[place + 1 :]])
    rows[place] = rows[place]._replace(harmed=True)
    made = replace(grid, rows=tuple(rows))
    case = _case(kind, made)
    return replace(
        case, body=(before + line + after).encode(), harmed=harmed(made), whole=False, refusals=None, touched=1
    )


# bytes


def cut_short(grid: Grid, random: Random) -> Case | None:
    """The file up to a byte, in any form."""
    case = _any_form(grid, random)
    return _damaged(case, case.body[: random.randrange(1, len(case.body))], "cut")


def cut_at_line(grid: Grid, random: Random) -> Case | None:
    """The text up to the end of a line."""
    count = random.randint(0, len(grid.rows))
    case = _case("cut at a line", replace(grid, rows=grid.rows[:count]))
    return replace(case, refusals=None, whole=False)


def flipped(least: int, most: int) -> Mutation:
    """Bits flipped at so many places, in any form."""

    def mutate(grid: Grid, random: Random) -> Case | None:
        case = _any_form(grid, random)
        count = random.randint(least, most)
        return _damaged(case, _flip(case.body, count, random), f"bits flipped, {least} to {most}", count)

    return mutate


def flipped_in_part(grid: Grid, random: Random) -> Case | None:
    """Bits flipped within a part of a workbook that is whole as an archive."""
    rows = writing.lines(grid)
    if not writing.can_be_sheet(rows):
        return None
    with zipfile.ZipFile(io.BytesIO(writing.xlsx(rows, random))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = random.choice([name for name in parts if name.startswith("xl/") and "theme" not in name])
    parts[part] = _flip(parts[part], random.randint(1, 8), random)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    case = replace(_case("workbook part", grid), name=f"{grid.name}.xlsx")
    return _damaged(case, body.getvalue(), "bits flipped in a workbook's part", 8)


def spliced(grid: Grid, random: Random) -> Case | None:
    """A stretch of bytes deleted, doubled, or replaced with noise, in any form."""
    case = _any_form(grid, random)
    start = random.randrange(len(case.body))
    end = min(start + random.choice((1, 2, 16, 300)), len(case.body))
    put = random.choice((b"", case.body[start:end] * 2, random.randbytes(end - start)))
    return _damaged(case, case.body[:start] + put + case.body[end:], "spliced", 2)


def _any_form(grid: Grid, random: Random) -> Case:
    case = random.choice(FORMS)(grid, random) if random.random() < 0.7 else None
    return case or _case("text", grid)


def _flip(body: bytes, count: int, random: Random) -> bytes:
    changed = bytearray(body)
    for _ in range(count):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _damaged(case: Case, body: bytes, kind: str, touched: int = 1) -> Case:
    return replace(case, kind=kind, body=body, places=None, whole=False, refusals=None, touched=touched, lossy=True)


def _case(kind: str, grid: Grid) -> Case:
    body = writing.text(writing.lines(grid)).encode()
    return Case(kind, f"{grid.name}.csv", body, grid, places(grid), options=grid.options)
