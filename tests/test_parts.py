"""What a file holds beside one plain table: repeated headers, totals, tables below tables, two-row headers, facts in
its name, and columns whose meaning the user says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.support import TOLD_AS_SEEN, Bring, answers
from tracker import trace
from tracker.analysis.asking import ask
from tracker.collect.file import from_path
from tracker.errors import DocumentRefused
from tracker.ingest import import_document, preview_document
from tracker.normalise.mapping import parse
from tracker.normalise.options import Options
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.mappings import list_mappings
from tracker.store.place import Store
from tracker.store.undo import undo_batch

OPTIONS = {"platform": "taobao", "observed_on": "2026-03-02"}


def titles(store: Store) -> dict[str, int]:
    """Titles of all listings and the rows they stand in."""
    return {row["title"]: row["source_row"] for row in ask(store, "listing-history").records()}


def refused(store: Store, batch: int) -> list[tuple[str, int, str]]:
    with reading(store) as con:
        return [(each.scope, each.row, each.code) for each in list_rejections(con, batch)]


def test_a_repeated_header_is_no_row(bring: Bring, store: Store) -> None:
    (batch,) = bring("标题,价格\n裙甲,59\n标题,价格\n裙乙,69\n标题,价格\n", **OPTIONS)
    assert (batch.read, batch.accepted, batch.rejected) == (2, 2, 0)
    assert titles(store) == {"裙甲": 2, "裙乙": 4}


def test_a_product_that_is_called_like_a_column_is_a_product(bring: Bring, store: Store) -> None:
    bring("标题,价格,备注\n价格,59,x\n商品,69,y\n", **OPTIONS)
    assert titles(store) == {"价格": 2, "商品": 3}


@pytest.mark.parametrize("word", ["合计", "总计：", "小 计", "Total", "GRAND TOTAL"])
def test_a_total_is_refused_as_one(word: str, bring: Bring, store: Store) -> None:
    (batch,) = bring(f"标题,价格,已售\n裙甲,59,3\n裙乙,69,4\n{word},128,7\n", **OPTIONS)
    assert (batch.read, batch.accepted, batch.rejected) == (3, 2, 1)
    assert refused(store, batch.batch_id) == [("row", 4, "row-is-total")]


def test_a_keyword_that_means_a_total_is_one_in_the_middle_of_a_list(bring: Bring, store: Store) -> None:
    rows = "".join(f"词{n},{n}\n" for n in range(9))
    (batch,) = bring(f"关键词,搜索人气\ntotal,5\n{rows}", source="sycm", observed_on="2026-03-02")
    assert (batch.accepted, batch.rejected) == (10, 0)


def test_a_total_in_the_first_column_beside_the_name(bring: Bring, store: Store) -> None:
    (batch,) = bring("排名,店铺名称,30天销量\n1,甲店,5\n合计,,5\n", **OPTIONS)
    assert refused(store, batch.batch_id) == [("row", 3, "row-is-total")]


def test_a_total_in_the_column_of_links_says_nothing_of_the_platform(bring: Bring, store: Store) -> None:
    link = "https://detail.tmall.com/item.htm?id=612345678901"
    (batch,) = bring(f"商品链接,宝贝标题,价格\n{link},裙甲,59\n合计,,59\n", observed_on="2026-03-02")
    assert batch.platform == "tmall"
    assert refused(store, batch.batch_id) == [("row", 3, "row-is-total")]


def test_a_total_in_the_column_of_ids_wherever_that_stands(bring: Bring, store: Store) -> None:
    (batch,) = bring("标题,已售,商品ID\n裙甲,5,612345678901\n合计,5,612345678902\n,10,合计\n", **OPTIONS)
    assert refused(store, batch.batch_id) == [("row", 4, "row-is-total")]
    assert titles(store) == {"裙甲": 2, "合计": 3}


TWO = "标题,价格,已售\n裙甲,59,3\n\n店铺名称,30天销量,排名\n甲店,100,1\n乙店,90,2\n"


def test_a_table_below_a_table_is_a_part_of_its_own(bring: Bring, store: Store) -> None:
    listings, shops = bring(TWO, **OPTIONS)
    assert [(each.kind, each.sheet, each.read, each.accepted) for each in (listings, shops)] == [
        ("listings", None, 1, 1),
        ("shops", "@4", 2, 2),
    ]
    rows = {row["shop_name"]: row["source_row"] for row in ask(store, "shops").records()}
    assert (rows["甲店"], rows["乙店"]) == (5, 6)
    before = answers(store, of=TOLD_AS_SEEN)
    again = bring(TWO, **OPTIONS)
    assert [(each.batch_id, each.accepted, each.duplicates) for each in again] == [(1, 0, 1), (2, 0, 2)]
    assert answers(store, of=TOLD_AS_SEEN) == before
    for batch in (1, 2):
        undo_batch(store, batch)
    assert all(rows == [] for rows in answers(store, of=TOLD_AS_SEEN).values())


def test_a_second_table_of_other_columns_in_a_workbook(tmp_path: Path, bring: Bring, store: Store) -> None:
    book = openpyxl.Workbook()
    for row in [["某店导出"], ["标题", "价格"], ["裙甲", 59], [], ["商品名称", "已售", "现价"], ["裙乙", "2万+", 69]]:
        book.active.append(row)
    book.active.title = "竞品"
    book.save(tmp_path / "a.xlsx")
    first, second = bring(tmp_path / "a.xlsx", **OPTIONS)
    assert (first.sheet, second.sheet) == ("竞品", "竞品@5")
    found = {row["title"]: row for row in ask(store, "listing-history").records()}
    assert found["裙甲"]["source_row"] == 3
    assert (found["裙乙"]["price_low"], found["裙乙"]["sold_low"], found["裙乙"]["source_row"]) == (69, 20_000, 6)


def test_sheets_without_a_table_are_left_and_named(tmp_path: Path, store: Store) -> None:
    book = openpyxl.Workbook()
    book.active.append(["标题", "价格"])
    book.active.append(["裙甲", 59])
    words = book.create_sheet("词频")
    words.append(["词", "次数"])
    words.append(["裙", 3])
    book.save(tmp_path / "a.xlsx")
    done = import_document(store, from_path(tmp_path / "a.xlsx"), Options(**OPTIONS))
    assert [each.accepted for each in done.batches] == [1]
    assert [(each.sheet, each.code) for each in done.left] == [("词频", "no-table")]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        ("店铺,宝贝标题,价格,,销量\n,,现价,划线价,\n甲店,裙甲,59,99,3\n", 3),
        ("店铺,宝贝标题,现价,划线价,销量\n,,(元),(元),(件)\n甲店,裙甲,59,99,3\n", 3),
        ("店铺,宝贝标题,现价,划线价,销量\n甲店,裙甲,59,99,3\n", 2),
    ],
    ids=["groups", "remarks", "one"],
)
def test_a_header_of_two_rows(lines: str, row: int, bring: Bring, store: Store) -> None:
    (batch,) = bring(lines, **OPTIONS)
    assert (batch.read, batch.accepted) == (1, 1)
    (found,) = ask(store, "listing-history").records()
    assert (found["shop_name"], found["title"], found["price_low"], found["price_list"], found["sold_low"]) == (
        "甲店", "裙甲", 59, 99, 3,
    )  # fmt: skip
    assert found["source_row"] == row


def test_platform_and_day_from_the_documents_name_are_told(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "京东_2026-03-05.csv"
    path.write_text("标题,价格\n裙甲,59\n", encoding="utf-8")
    (preview,) = preview_document(store, from_path(path), Options()).previews
    assert preview.facts == {"platform": ("jd", "name"), "observed_on": ("2026-03-05", "name")}
    assert (preview.head.platform, f"{preview.head.observed_at:%Y-%m-%d}") == ("jd", "2026-03-05")


def test_the_users_word_comes_before_the_name(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "京东_2026-03-05.csv"
    path.write_text("标题,价格\n裙甲,59\n", encoding="utf-8")
    (preview,) = preview_document(store, from_path(path), Options(platform="pdd", observed_on="2026-01-01")).previews
    assert preview.facts == {"platform": ("pdd", "option"), "observed_on": ("2026-01-01", "option")}


def test_links_of_another_site_speak_against_the_name(tmp_path: Path, bring: Bring) -> None:
    path = tmp_path / "taobao_2026-03-05.csv"
    path.write_text("标题,链接,价格\n裙甲,https://shop.example.com/1,59\n", encoding="utf-8")
    with pytest.raises(DocumentRefused) as error:
        bring(path)
    assert error.value.code == "platform-needed"


UNKNOWN = "Game,Cost now,z\nA long name of a game,¥12,3\nAnother long name,¥13,4\n"


def test_doubtful_columns_are_asked_with_the_answer_to_type(bring: Bring) -> None:
    with pytest.raises(DocumentRefused) as error:
        bring(UNKNOWN, **OPTIONS)
    assert error.value.code == "columns-doubtful"
    assert "--map 'Game=title'" in str(error.value)


def test_what_was_said_of_columns_is_remembered_for_tables_of_that_shape(bring: Bring, store: Store) -> None:
    bring(UNKNOWN, **OPTIONS, columns="Game=title|Cost now=price|z=-")
    with reading(store) as con:
        (kept,) = list_mappings(con)
    assert kept.columns == {"Game": "title", "Cost now": "price", "z": "-"}
    other = "z,Cost now,Game\n9,¥55,A third game of them\n"
    (batch,) = bring(other, "next.csv", platform="taobao", observed_on="2026-03-09")
    assert batch.accepted == 1
    assert {row["title"]: row["price_low"] for row in ask(store, "listings").records()}["A third game of them"] == 55


def test_the_same_file_with_the_answer_remembered_changes_nothing(bring: Bring, store: Store) -> None:
    (first,) = bring(UNKNOWN, **OPTIONS, columns="Game=title|Cost now=price")
    (again,) = bring(UNKNOWN, **OPTIONS)
    assert (again.batch_id, again.accepted, again.duplicates) == (first.batch_id, 0, 2)


def test_a_table_without_a_header_is_read_by_places(bring: Bring, store: Store) -> None:
    (batch,) = bring("裙甲,¥59,3\n裙乙,¥69,4\n", **OPTIONS, columns="#1=title|#2=price|#3=sold:monthly")
    assert batch.read == 2
    found = {
        row["title"]: (row["price_low"], row["sold_kind"], row["source_row"])
        for row in ask(store, "listing-history").records()
    }
    assert found == {"裙甲": (59, "monthly", 1), "裙乙": (69, "monthly", 2)}


def test_a_column_that_is_not_there_is_named(bring: Bring) -> None:
    with pytest.raises(DocumentRefused) as error:
        bring("标题,价格\n裙,5\n", **OPTIONS, columns="品名=title")
    assert (error.value.code, "品名" in str(error.value)) == ("map-column-unknown", True)


def test_a_time_line_without_a_keyword_is_given_one(bring: Bring, store: Store) -> None:
    (batch,) = bring("month,cnt\n2024-01,15\n2024-02,13\n", source="baidu", columns="cnt=term:连衣裙")
    assert (batch.kind, batch.accepted) == ("trend", 2)
    found = ask(store, "keyword-trend").records()
    assert [(row["keyword"], row["value_low"], f"{row['since']:%Y-%m-%d}") for row in found] == [
        ("连衣裙", 15, "2024-01-01"),
        ("连衣裙", 13, "2024-02-01"),
    ]


def test_a_preview_says_what_each_column_means_and_shows_the_text_beside(tmp_path: Path, store: Store) -> None:
    path = tmp_path / "typed.csv"
    path.write_text("京东商品价格,标题,备注\n¥59.00,裙甲,好\n¥69.00,裙乙,坏\n", encoding="utf-8")
    (preview,) = preview_document(store, from_path(path), Options(**OPTIONS)).previews
    meant = {each.header: (each.field, each.reason) for each in preview.layout.columns}
    assert meant["标题"] == ("title", "header")
    assert meant["京东商品价格"] == ("price", "name")
    row = dict(zip(preview.columns, preview.rows[0], strict=True))
    text = dict(zip((each.field for each in preview.layout.columns), preview.texts[0], strict=True))
    assert (row["price_low"], text["price"]) == (59, "¥59.00")
    assert not store.path.exists()


def test_maps_are_parsed_as_the_command_line_gives_them() -> None:
    assert (
        Options(columns=parse(["b=price", "a=title"])).as_json()
        == Options(columns=parse(["a=title", "b=price"])).as_json()
    )


def test_tables_side_by_side_are_tables_each_with_its_own_rows(bring: Bring, store: Store) -> None:
    batches = bring(
        "淘宝,,,,天猫\n标题,价格,已售,,标题,价格,已售\n裙甲,59,3,,衫甲,99,1\n裙乙,69,4,,衫乙,98,2\n,,,,衫丙,97,3\n"
        ",,,,\n关键词,搜索人气,,,合计,296\n裙,5\n",
        "两边.csv",
        observed_on="2026-03-02",
        source="sycm",
    )
    rows = {row["title"]: (row["platform"], row["source_row"]) for row in ask(store, "listings").records()}
    assert rows == {"裙甲": ("taobao", 3), "裙乙": ("taobao", 4)} | {
        f"衫{each}": ("tmall", row) for each, row in zip("甲乙丙", (3, 4, 5), strict=True)
    }
    assert [(batch.kind, batch.accepted, batch.rejected) for batch in batches] == [
        ("listings", 2, 0), ("keywords", 1, 0), ("listings", 3, 1),
    ]  # fmt: skip


def test_the_right_one_of_two_tables_can_be_traced(bring: Bring, store: Store) -> None:
    text = "标题,价格,标题,价格\n裙甲,59,衫甲,99\n"
    bring(text, **OPTIONS)
    price = trace.listing(store, "taobao", "衫甲").snapshots[0].of("price")
    assert price is not None
    assert (price.text, price.header, price.column) == ("99", "价格", 4)
    assert [batch.duplicates for batch in bring(text, **OPTIONS)] == [1, 1]
