"""`tracker trace`, `trace-keyword`, `trace-shop`, `trace-sales` and `document`."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from tests.cli.conftest import GOOD, Tracker
from tests.support import ROOT, SAMPLE, Bring
from tracker import trace
from tracker.cli import traced
from tracker.i18n import activate
from tracker.store import documents
from tracker.store.place import Store
from tracker.trace.model import ORIGINS

LINK = "https://item.taobao.com/item.htm?id=1"


def values(snapshot: dict) -> dict[str, dict]:
    return {each["field"]: each for each in snapshot["values"]}


def test_a_number_leads_to_its_file_row_and_text(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    ran = tracker("trace", "淘宝", "1", "--observed", "2026-06-01", "--json")
    assert (ran.code, ran.err) == (0, "")
    assert (ran.json["platform"], ran.json["listing_key"]) == ("taobao", "1")
    (found,) = ran.json["snapshots"]
    assert (found["document"], found["sheet"], found["row"], found["batch_id"]) == ("good.csv", None, 2, 1)
    assert found["sha256"] == hashlib.sha256(GOOD.encode()).hexdigest()
    assert (found["standing"], found["problem"], found["also"]) == (True, None, [])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", found["entered_at"])
    said = values(found)
    assert said["price"] == {
        "field": "price", "low": 129, "high": 129, "from": "cell", "text": "129", "header": "价格", "column": 4,
        "derived_from": [],
    }  # fmt: skip
    assert [said["sold"][key] for key in ("low", "high", "text", "header")] == [10000, None, "1万+", "已售"]
    assert [said["platform"][key] for key in ("value", "from", "text")] == ["taobao", "links", LINK]


def test_the_text_names_all_of_it(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    ran = tracker("trace", "taobao", "红裙")
    assert ran.code == 0
    assert "good.csv, row 2 · import 1, put in 20" in ran.out
    assert hashlib.sha256(GOOD.encode()).hexdigest() in ran.out
    assert re.search(r"Sold +≥ 10,000 +cell +#5 已售 +1万\+", ran.out)
    assert re.search(r"Shop ID +甲店 +derived from: Shop", ran.out)
    assert "tracker document 1 -o FILE" in ran.out
    chinese = tracker("trace", "taobao", "红裙", "--lang", "zh")
    assert re.search(r"店铺 ID +甲店 +由店铺得出", chinese.out)
    assert "good.csv，第 2 行 · 批次 1" in chinese.out
    activate("en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_text_fits_a_terminal(sample_store: Store, language: str) -> None:
    activate(language)
    snapshot = trace.listing(sample_store, "taobao", "100011824493").snapshots[0]
    console = Console(width=80, file=io.StringIO(), record=True)
    console.print(traced.table(snapshot))
    lines = [*traced.heading(snapshot).splitlines(), *console.export_text().splitlines()]
    assert max(map(cell_len, lines)) <= 80
    assert any("615人付款" in each for each in lines)
    activate("en")


def test_what_was_corrected_is_shown_when_asked(tracker: Tracker, good: str, tmp_path: Path) -> None:
    tracker("import", good)
    (tmp_path / "later.csv").write_text(GOOD.replace(",129,", ",119,"), encoding="utf-8")
    (tmp_path / "again.csv").write_text("再来\n" + GOOD, encoding="utf-8")
    tracker("import", "later.csv")
    tracker("import", "again.csv")
    assert len(tracker("trace", "taobao", LINK, "--json").json["snapshots"]) == 1
    both = tracker("trace", "taobao", LINK, "--all", "--json").json["snapshots"]
    told = [
        (each["standing"], values(each)["price"]["text"], [other["document"] for other in each["also"]])
        for each in both
    ]
    assert told == [(True, "119", []), (False, "129", ["again.csv"])]
    text = tracker("trace", "taobao", LINK, "--all").out
    assert "corrected later" in text
    assert "Also said by again.csv, row 3 · import 3" in text


def test_what_is_unknown_is_said_with_what_is_near(tracker: Tracker, good: str, store: Store) -> None:
    assert tracker("trace", "taobao", "1").code == 2
    assert not store.path.exists()
    tracker("import", good)
    ran = tracker("trace", "taobao", "红")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no listing “红” on taobao. Near to it: 1." in ran.err
    ran = tracker("trace", "taobao", "1", "--observed", "2026-06-02")
    assert ran.code == 2
    assert "2026-06-01" in ran.err
    ran = tracker("trace", "taobao", "1", "--observed", "昨天吧")
    assert (ran.code, "--observed “昨天吧”" in ran.err) == (2, True)


def test_a_damaged_document_is_said_and_the_rest_is_shown(tracker: Tracker, good: str, store: Store) -> None:
    tracker("import", good)
    documents.path_of(store, hashlib.sha256(GOOD.encode()).hexdigest()).unlink()
    (found,) = tracker("trace", "taobao", "1", "--json").json["snapshots"]
    assert found["problem"]["code"] == "document-damaged"
    assert [values(found)["price"][key] for key in ("low", "text", "header")] == [129, None, "价格"]
    ran = tracker("trace", "taobao", "1")
    assert ran.code == 0
    assert "absent or changed" in ran.out
    assert tracker("document", "1", "-o", "x.csv").code == 2


def test_a_keyword_and_a_shop(tracker: Tracker, keywords: str, bring: Bring) -> None:
    tracker("import", keywords)
    ran = tracker(
        "trace-keyword", "生意参谋", "连衣裙", "--metric", "search_popularity", "--observed", "2026-06-08", "--json"
    )
    (found,) = ran.json["snapshots"]
    assert [values(found)["value"][key] for key in ("low", "text", "header")] == [950, "950", "搜索人气"]
    assert found["row"] == 3
    text = tracker("trace-keyword", "sycm", "连衣裙", "--observed", "2026-06-08").out
    assert re.search(r"Value +950 +cell +#4 搜索人气 +950", text)
    assert tracker("trace-keyword", "sycm", "帽").code == 2
    bring(SAMPLE / "shops_taobao.csv")
    ran = tracker("trace-shop", "taobao", "云栖半亩女装", "--observed", "2026-06-22", "--json")
    (found,) = ran.json["snapshots"]
    assert values(found)["amount"]["text"] == "¥7,550,319"
    assert tracker("trace-shop", "taobao", "云").code == 2
    bring(SAMPLE / "own_sales.csv")
    ran = tracker("trace-sales", "taobao", "棠梨七巷女装", "--observed", "2026-03-30", "--json")
    assert values(ran.json["snapshots"][0])["amount"]["text"] == "51944.53"
    assert tracker("trace-sales", "taobao", "棠").code == 2


@pytest.mark.parametrize("name", ["listings_jd.xlsx", "listings_pdd.tsv", "trend_google.csv"])
def test_a_document_comes_back_as_it_was(tracker: Tracker, bring: Bring, tmp_path: Path, name: str) -> None:
    bring(SAMPLE / name)
    before = (SAMPLE / name).read_bytes()
    assert tracker("document", "1", "-o", "back").code == 0
    assert (tmp_path / "back").read_bytes() == before
    told = tracker("document", "1", "--json").json
    assert (told["name"], told["size"]) == (name, len(before))
    assert told["sha256"] == hashlib.sha256(before).hexdigest()
    assert Path(told["kept_at"]).exists()
    assert told["sha256"] in tracker("document", "1").out


def test_a_document_of_text_goes_to_standard_output(tracker: Tracker, good: str) -> None:
    tracker("import", good)
    ran = tracker("document", "1", "-o", "-")
    assert (ran.code, ran.out, ran.err) == (0, GOOD, "")


def test_nothing_is_written_over_unasked(tracker: Tracker, good: str, store: Store, tmp_path: Path) -> None:
    tracker("import", good)
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    ran = tracker("document", "1", "-o", "mine.csv")
    assert (ran.code, "--force" in ran.err) == (2, True)
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "mine"
    assert tracker("document", "1", "-o", "mine.csv", "--force").code == 0
    assert (tmp_path / "mine.csv").read_bytes() == GOOD.encode()
    assert tracker("document", "1", "-o", str(store.path), "--force").code == 2
    assert tracker("document", "1", "-o", "no/such/folder.csv").code == 2
    assert tracker("document", "7").code == 2
    assert tracker("audit").code == 0
    assert not list(tmp_path.glob(".*part"))


def test_the_keys_are_documented(tracker: Tracker, good: str) -> None:
    page = (ROOT / "docs" / "provenance.md").read_text(encoding="utf-8")
    tracker("import", good)
    (found,) = tracker("trace", "taobao", "1", "--json").json["snapshots"]
    keys = {*found, *(key for each in found["values"] for key in each), *ORIGINS}
    assert {key for key in keys if f"`{key}`" not in page} == set()
