"""Tables to mutate: the header, the rows, and what their values are when nothing is wrong."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.support import ROOT, SAMPLE, SAMPLE_OPTIONS
from tracker.collect.file import from_path
from tracker.errors import DocumentRefused
from tracker.model import RawTable
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.layout import Asked, Layout, recognise
from tracker.normalise.reference import fields, metrics
from tracker.read.delimited import number
from tracker.read.readers import read

CASES = ROOT / "tests" / "exports" / "cases"
DAY = {"observed_on": "2026-03-02"}
CORPUS: dict[str, dict[str, str]] = {
    "listings/TWItachi__python-__taobao.csv": {"platform": "taobao", **DAY},
    "listings/John19980422__DeskTop__拼多多.csv": {"platform": "pdd", **DAY},
    "listings/KyTranMoi__code-crawl__lazada.csv": DAY,
    "listings/KyTranMoi__code-crawl__tiki.csv": {"platform": "tiki", **DAY},
    "listings/KyTranMoi__code-crawl__data_api_tiki.csv": DAY,
    "listings/KyTranMoi__code-crawl__data_api_tiki.xlsx": DAY,
    "listings/Abhyu001__E-commerece-Comptetor-Analysis__amazon_products.csv": {"platform": "amazon", "currency": "INR"},
    "listings/Abhyu001__E-commerece-Comptetor-Analysis__price.csv": {"platform": "amazon"},
    "listings/qiang1010__searchGoodsInfo__京东.xlsx": {"platform": "jd", **DAY},
    "listings/Elipese568__prepared-food-research-paper-dataset__小炒牛肉_商品分析结果.xlsx": {"platform": "jd", **DAY},
    "listings/haorenxwx__data_process_test__淘宝数据.csv": {"platform": "taobao", **DAY},
    "listings/haorenxwx__data_process_test__taobaocellphone.csv": {"platform": "taobao", **DAY},
    "listings/haorenxwx__data_process_test__datatest.txt": {"platform": "taobao", **DAY},
    "listings/taojy123__TYSpider__taobao.csv": {},
    "listings/jaygajera100__Ali-Express_Scraper__aliexpress.csv": {"platform": "aliexpress", **DAY},
    "keywords/paisadallas__untitledMightySoftware__Keyword_Stats.csv": {},
    "keywords/jaroslawmuzyka__synthesis-engine__ahrefs.csv": DAY,
    "trends/Kutinasi6364__scraping__multiTimeline.csv": {},
    "trends/tianying0525__418_final_project__multiTimeline.csv": {},
    "pages/jmikh__ecom__shopify_products.json": DAY,
}  # fmt: skip


class Row(NamedTuple):
    """One row. `origin`: its place in the grid that it comes from; null for what is no row of it. `harmed`: something
    of it was changed, so that its values may be others, or none."""

    origin: int | None
    cells: tuple[str, ...]
    harmed: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `above`: rows above the header, as they stand. `kind`: what it is read as. `used`: the meaning of each
    used column by its place. `is_known`: it is a known export, which is known by the names of its columns."""

    name: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[tuple[str, ...], ...]
    kind: str
    used: Mapping[int, str]
    is_known: bool
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def width(self) -> int:
        """Columns of the header."""
        return len(self.header)

    @property
    def is_unique(self) -> bool:
        """Whether no two columns could have the same meaning, so that their order tells nothing."""
        meant = [name for text in self.header for name in meanings(self.kind, text)]
        return len(meant) == len(set(meant)) and len(set(self.header)) == len(self.header)


def meanings(kind: str, header: str) -> set[str]:
    """The fields and metrics that a header may name."""
    words = {fold_header(header), fold_header_core(header)}
    found = {name for name, each in fields(kind).items() if not words.isdisjoint(each.aliases)}
    if kind == "keywords":
        found |= {slug for slug, each in metrics().items() if not words.isdisjoint(each.aliases)}
    return found


def own() -> Iterator[tuple[Path, dict[str, str]]]:
    """Files of our own: the sample, and the cases of exports, each with the options that it needs."""
    for path in sorted(SAMPLE.iterdir()):
        if path.suffix != ".md":
            yield path, dict(SAMPLE_OPTIONS.get(path.name, {}))
    for case in sorted(CASES.iterdir()):
        (path,) = (each for each in case.iterdir() if each.name != "expected.json")
        yield path, json.loads((case / "expected.json").read_text("utf-8"))["options"]


def cut(whole: Grid, random: Random) -> Grid:
    """A few rows of a grid, one after another."""
    count = random.choice((1, 2, 3, 5, 8, 13, 21, 40))
    start = random.randrange(max(len(whole.rows) - count, 0) + 1)
    rows = tuple(Row(origin, row.cells) for origin, row in enumerate(whole.rows[start : start + count]))
    return Grid(
        whole.name, whole.header, rows, whole.above, whole.kind, whole.used, whole.is_known, dict(whole.options)
    )


def grid_of(path: Path, options: Mapping[str, str], most: int = 300) -> Grid | None:
    """The first table of a file, up to `most` rows; null where it has none, or its header isn't one row."""
    document = from_path(path)
    with TemporaryDirectory() as folder:
        for table in read(document, Path(folder)):
            if not isinstance(table, RawTable):
                continue
            try:
                layout = recognise(table, Asked(options.get("kind", "auto")), document.name)
            except DocumentRefused:
                continue
            return _grid(path, options, table, layout, most)
    return None


def _grid(path: Path, options: Mapping[str, str], table: RawTable, layout: Layout, most: int) -> Grid | None:
    place = layout.header_row - 1
    if layout.said.layout or place < 0 or table.first_row != 1 or table.head[place] != layout.header:
        return None
    table = table if table.numbered else number(table)
    with table.path.open(encoding="utf-8", newline="") as file:
        rows = [(int(row), cells) for row, _, *cells in csv.reader(file) if int(row) > layout.header_row]
    header = tuple(cell.strip() for cell in layout.header)
    if any(any(cells[len(header) :]) for _, cells in rows):
        return None
    padded = [tuple([*cells, *[""] * len(header)][: len(header)]) for _, cells in rows[:most]]
    return Grid(
        path.stem,
        header,
        tuple(Row(origin, cells) for origin, cells in enumerate(padded)),
        tuple(table.head[:place]),
        layout.kind,
        {each.index: each.field for each in layout.columns},
        layout.export is not None,
        dict(options),
    )
