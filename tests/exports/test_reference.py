"""What the files of exports, metrics and fields must keep: every name they use exists, every alias is told once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from tests.support import ROOT
from tracker import i18n
from tracker.normalise import exports, reference
from tracker.normalise.fold import fold_header
from tracker.normalise.layout import KINDS

NUMBERS = {None, "estimate", "transform", "score", "mean", "share", "range", "growth"}
UNITS = {"index", "count", "ratio", "rank", "days", "currency"}


@pytest.mark.parametrize("export", exports.known(), ids=lambda export: export.id)
def test_an_export_names_only_what_is_known(export: exports.Export) -> None:
    assert export.kind in {*KINDS, exports.NOT_KEPT}
    assert export.confidence in set("ABCD")
    assert (export.source is not None) == (export.kind in {"keywords", "trend"})
    assert export.source is None or export.source in reference.sources()
    assert export.platform is None or export.platform in reference.platforms()
    assert all(export.holds.values()) == (export.kind == exports.NOT_KEPT)
    assert set(export.constants) <= set(reference.fields(export.kind) if export.kind in KINDS else ())
    for meaning in export.columns.values():
        field, _, mark = meaning.partition(":")
        assert field == exports.LEFT or field in reference.fields(export.kind) or field in reference.metrics(), meaning
        assert field != "sold" or mark.partition(":")[0] in {"sold", "paid", "monthly", "weekly", "daily", "unknown"}


def test_an_export_has_a_name_in_both_languages() -> None:
    for language in ("en", "zh"):
        i18n.activate(language)
        names = [export.name for export in exports.known()]
        assert len(set(names)) == len(names)
    assert "生意参谋 · 相关词" in names
    i18n.activate("en")


def test_a_metric_says_what_its_numbers_are() -> None:
    for metric in reference.metrics().values():
        assert metric.unit in UNITS, metric.slug
        assert metric.numbers in NUMBERS, metric.slug
        assert all(metric.labels.values())


@pytest.mark.parametrize("kind", ["listings", "shops", "keywords", "trend"])
def test_no_alias_is_told_twice(kind: str) -> None:
    seen: dict[str, str] = {}
    for name, alias in aliases(kind):
        folded = fold_header(alias)
        assert folded, alias
        assert seen.setdefault(folded, name) == name, (alias, name, seen[folded])


@pytest.mark.parametrize("word", ["数量", "value", "score", "数据", "data", "number", "值"])
def test_words_that_may_mean_anything_stay_out(word: str) -> None:
    for kind in ("listings", "shops", "keywords"):
        assert word not in {fold_header(alias) for _, alias in aliases(kind)}


@pytest.mark.parametrize(
    ("kind", "field", "words"),
    [
        ("listings", "title", "商品名;タイトル;tên sản phẩm;ชื่อสินค้า;nama produk;título;produktname;titre;название;상품명"),
        ("listings", "price", "価格;giá;ราคา;harga;preço;precio;preis;prix;цена;가격"),
        ("listings", "sold", "đã bán;terjual;vendidos;verkauft;продано;판매량"),
        ("listings", "shop_name", "店舗名;cửa hàng;ร้านค้า;toko;loja;tienda;verkäufer;boutique;магазин;판매자"),
        ("listings", "url", "リンク;liên kết;ลิงก์;tautan;enlace;lien;ссылка;링크"),
        ("listings", "rating", "คะแนน;calificación;рейтинг;평점"),
        ("listings", "review_count", "レビュー数;ulasan;avaliações;reseñas;bewertungen;avis;отзывы;리뷰수"),
        ("listings", "observed_at", "日付;ngày;วันที่;tanggal;fecha;datum;дата;날짜"),
        ("keywords", "keyword", "キーワード;từ khóa;คำค้นหา;kata kunci;palavra-chave;palabra clave;suchbegriff;mot-clé;запрос;키워드"),
    ],
)  # fmt: skip
def test_columns_are_known_in_other_languages(kind: str, field: str, words: str) -> None:
    known = reference.fields(kind)[field].aliases
    assert [word for word in words.split(";") if fold_header(word) not in known] == []


def aliases(kind: str) -> Iterator[tuple[str, str]]:
    """Field or metric and alias, as the files have them."""
    fields = tomllib.loads((ROOT / "tracker/reference/fields.toml").read_text("utf-8"))[kind]
    for name, row in fields.items():
        for alias in row.get("aliases", ()):
            yield name, alias
        for sold_kind, words in row.get("kind", {}).items():
            for word in words:
                yield f"{name}:{sold_kind}", word
    if kind == "keywords":
        for slug, row in tomllib.loads((ROOT / "tracker/reference/metrics.toml").read_text("utf-8")).items():
            for alias in row["aliases"]:
                yield slug, alias
