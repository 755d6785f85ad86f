"""Google Trends' odd tables: which documents are claimed, and what their rows become."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from tracker.collect.file import from_path
from tracker.errors import DocumentRefused
from tracker.model import RawTable
from tracker.read import delimited, trends
from tracker.read.readers import READERS, read

RELATED = (
    'Category: All categories\n"sun hat: (12/2/24 - 12/2/25, United States)"\n\n'
    'TOP\nstraw sun hat,100\nbucket hat,<1\n\nRISING\nuv hat,Breakout\ncap,+700%\n"hat, wide","+1,250%"\n'
)
REGIONS = "Category: All categories\n\nRegion,sun hat: (11/9/24 - 11/9/25)\nHawaii,100\nUtah,\nTexas,<1\n"
COMPARED = "Category: Shopping\n\nCountry,sun hat: (2024),cap: (2024)\nJapan,45%,55%\nChina,,\n"


@pytest.fixture
def tables(tmp_path: Path) -> Callable[[str | bytes], list[RawTable]]:
    def tables(given: str | bytes) -> list[RawTable]:
        path = tmp_path / "x.csv"
        path.write_bytes(given if isinstance(given, bytes) else given.encode("utf-8"))
        found = read(from_path(path), tmp_path)
        return [table for table in found if isinstance(table, RawTable)]

    return tables


def cells(table: RawTable) -> list[tuple[str, ...]]:
    """Number and cells of each row."""
    with table.path.open(encoding="utf-8", newline="") as file:
        return [(row[0], *row[2:]) for row in csv.reader(file)]


def test_each_list_is_a_table_with_the_term_it_belongs_to(tables: Callable[[str], list[RawTable]]) -> None:
    top, rising = tables(RELATED)
    assert (top.sheet, top.head[3], len(top.head)) == ("TOP", ("keyword", "related_top"), 4)
    assert cells(top) == [("5", "straw sun hat", "100"), ("6", "bucket hat", "<1")]
    assert (rising.sheet, rising.head[-1], len(rising.head)) == ("RISING", ("keyword", "related_rising"), 8)
    assert cells(rising) == [("9", "uv hat", ">5000%"), ("10", "cap", "+700%"), ("11", "hat, wide", "+1,250%")]
    for table in (top, rising):
        said = table.said
        assert (said.layout, said.source, said.seed) == ("google-trends-related", "google-trends", "sun hat")
        assert (said.period, said.region) == ("12/2/24 - 12/2/25", "United States")


def test_a_table_of_regions_has_its_term_in_each_row(tables: Callable[[str], list[RawTable]]) -> None:
    (table,) = tables(REGIONS)
    assert (table.sheet, table.head[2]) == ("Region", ("keyword", "region", "interest_by_region"))
    assert cells(table) == [
        ("4", "sun hat", "Hawaii", "100"),
        ("5", "sun hat", "Utah", ""),
        ("6", "sun hat", "Texas", "<1"),
    ]
    assert (table.said.layout, table.said.seed, table.said.period, table.said.region) == (
        "google-trends-region", "sun hat", "11/9/24 - 11/9/25", None,
    )  # fmt: skip


def test_compared_terms_are_shares_and_a_table_each(tables: Callable[[str], list[RawTable]]) -> None:
    first, second = tables(COMPARED)
    assert [table.sheet for table in (first, second)] == ["Region: sun hat", "Region: cap"]
    assert first.head[2] == ("keyword", "region", "share_by_region")
    assert cells(second) == [("4", "cap", "Japan", "55%"), ("5", "cap", "China", "")]


@pytest.mark.parametrize("category", ["Category", "类别", "カテゴリ", "Kategorie", "Categoría", "Catégorie"])
def test_it_is_known_in_other_languages(category: str, tables: Callable[[str], list[RawTable]]) -> None:
    assert [table.sheet for table in tables(RELATED.replace("Category", category))] == ["TOP", "RISING"]


@pytest.mark.parametrize("word", ["Breakout", "飙升", "急激増加", "Aumento puntual", "Record"])
def test_a_breakout_is_a_growth_of_more_than_5000_percent(word: str, tables: Callable[[str], list[RawTable]]) -> None:
    _, rising = tables(RELATED.replace("Breakout", word))
    assert cells(rising)[0] == ("9", "uv hat", ">5000%")


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(form: str, end: str, tables: Callable[[bytes], list[RawTable]]) -> None:
    top, _ = tables(RELATED.replace("\n", end).encode(form))
    assert cells(top)[0] == ("5", "straw sun hat", "100")


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        (RELATED, "trends"),
        (REGIONS, "trends"),
        (COMPARED, "trends"),
        ("Category: All categories\n\nWeek,sun hat: (United States)\n2025-01-05,<1\n", "delimited"),
        ("カテゴリ: すべてのカテゴリ\n\n月,帽子: (日本)\n2025-01,5\n", "delimited"),
        ("Region,sun hat: (2024)\nHawaii,100\n", "delimited"),
        ("Keyword,Volume\nTOP\nhat,5\n", "delimited"),
        ("Category,Price\nhat,5\n", "delimited"),
    ],
)
def test_exactly_one_reader_claims_it(text: str, reader: str, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    assert [each.name for each in READERS if each.identify(from_path(path))] == [reader]


def test_lists_without_rows_are_refused(tables: Callable[[str], list[RawTable]]) -> None:
    with pytest.raises(DocumentRefused) as refused:
        tables("Category: All categories\n\nTOP\n\nRISING\n")
    assert refused.value.code == "no-rows"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "sheets", "seed", "period", "region"),
    [
        ("relatedQueries", {"TOP": 25, "RISING": 25}, "airpod", "12/2/18 - 12/2/19", "United States"),
        ("relatedEntities", {"TOP": 19, "RISING": 8}, "airpod", "12/2/18 - 12/2/19", "United States"),
        ("geoMap", {"Region": 51}, "airpods pro", "11/9/18 - 11/9/19", None),
    ],
)
def test_real_exports(
    name: str,
    sheets: dict[str, int],
    seed: str,
    period: str,
    region: str | None,
    corpus: Callable[[str], Path],
    tmp_path: Path,
) -> None:
    document = from_path(corpus(f"trends/tianying0525__418_final_project__{name}.csv"))
    assert not delimited.identify(document)
    found = trends.read(document, tmp_path)
    assert {table.sheet: len(cells(table)) for table in found} == sheets
    assert {(t.said.seed, t.said.period, t.said.region) for t in found} == {(seed, period, region)}
    growths = {row[1]: row[2] for table in found if table.sheet == "RISING" for row in cells(table)}
    if name == "relatedEntities":
        assert (growths["Engraving"], growths["Gucci"]) == (">5000%", "+700%")
