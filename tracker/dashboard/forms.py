"""Rows typed in a form, or pasted as lines, as the bytes of a document under the templates' headers: from there they
go the same way as a file. No streamlit."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.dashboard.data import Intake


class Field(NamedTuple):
    """One field of a form: its name, its header in the Chinese and in the English template."""

    name: str
    zh: str
    en: str


FORMS: dict[str, tuple[Field, ...]] = {
    "shops": (
        Field("platform", "平台", "Platform"),
        Field("category", "类目", "Category"),
        Field("observed_at", "日期", "Date"),
        Field("rank", "排名", "Rank"),
        Field("shop_name", "店铺名称", "Shop name"),
        Field("url", "店铺链接", "Shop URL"),
        Field("sales", "30天销量", "Sales (30 days)"),
        Field("amount", "30天销售额", "Revenue (30 days)"),
        Field("listings", "商品数", "Listings"),
        Field("followers", "粉丝数", "Followers"),
        Field("score_description", "描述相符", "Description score"),
        Field("score_service", "服务态度", "Service score"),
        Field("score_logistics", "物流服务", "Logistics score"),
        Field("good_review_share", "好评率", "Positive reviews"),
        Field("judgement", "优势(价格/质量/服务)", "Advantage (price/quality/service)"),
        Field("note", "备注", "Note"),
    ),
    "listings": (
        Field("platform", "平台", "Platform"),
        Field("category", "类目", "Category"),
        Field("observed_at", "日期", "Date"),
        Field("shop_name", "店铺名称", "Shop name"),
        Field("title", "宝贝标题", "Listing title"),
        Field("url", "链接", "URL"),
        Field("price", "价格", "Price"),
        Field("price_coupon", "券后价", "Price after coupon"),
        Field("price_list", "划线价", "List price"),
        Field("sold", "已售", "Sold"),
        Field("review_count", "评价数", "Reviews"),
        Field("rating", "评分", "Rating"),
        Field("listed_at", "上架时间", "Listed on"),
        Field("promotion", "活动", "Promotion"),
        Field("availability", "库存状态", "Availability"),
        Field("list_name", "榜单", "List"),
        Field("position", "名次", "Position"),
    ),
    "keywords": (
        Field("source", "来源", "Source"),
        Field("platform", "平台", "Platform"),
        Field("category", "类目", "Category"),
        Field("observed_at", "日期", "Date"),
        Field("keyword", "关键词", "Keyword"),
        Field("rank", "排名", "Rank"),
        Field("search_popularity", "搜索人气", "Search popularity"),
        Field("click_ratio", "点击率", "Click ratio"),
        Field("conversion_ratio", "支付转化率", "Conversion ratio"),
        Field("supply", "在线商品数", "Supply"),
        Field("cpc", "直通车参考价", "CPC"),
    ),
    "sales": (
        Field("platform", "平台", "Platform"),
        Field("shop_name", "店铺", "Shop"),
        Field("observed_at", "日期", "Date"),
        Field("hour", "小时", "Hour"),
        Field("order_count", "订单数", "Orders"),
        Field("unit_count", "件数", "Units"),
        Field("amount", "金额", "Amount"),
    ),
}
"""The forms by kind, in the order of the templates (a test holds them against data/templates)."""

KEPT = ("source", "platform", "category", "observed_at")
"""Fields whose last values the next row begins with."""

NEEDED = {
    "shops": ("platform", "observed_at", "shop_name"),
    "listings": ("platform", "observed_at", "title"),
    "keywords": ("source", "observed_at", "keyword"),
    "sales": ("platform", "observed_at", "shop_name"),
}
"""Fields without which a row of the kind can't be stored."""


IDENTITY = {"shops": "shop_name", "listings": "title", "keywords": "keyword", "sales": "shop_name"}
"""The field that says what a row is about: a form begins with it."""

_FIRST = {
    "shops": (
        *("shop_name", "sales", "rank", "score_description", "score_service", "score_logistics"),
        *("good_review_share", "judgement", "note"),
    ),
    "listings": (
        *("title", "price", "sold", "url", "shop_name", "price_coupon"),
        *("review_count", "rating", "promotion"),
    ),
    "keywords": ("keyword", "search_popularity", "rank", "click_ratio", "conversion_ratio", "supply"),
    "sales": ("shop_name", "order_count", "unit_count", "amount"),
}
"""The fields of a form that stand in the open, in the order in which they are typed."""

_OF_LINE = {
    "shops": ("shop_name", "sales", "score_description", "score_service", "score_logistics"),
    "listings": ("title", "price", "sold", "shop_name", "url"),
    "keywords": ("keyword", "search_popularity", "click_ratio"),
}

_SEPARATOR = re.compile(r"[，;；|]|(?<!\d),|,(?!\d{3}(?!\d))")
"""Between the parts of a line without tabs; the comma of `1,234` is none."""

_NUMBERED = re.compile(r"\s*(\d{1,3})\s*[.、)）,，\s]\s*(?=\S)")


def missing(kind: str, values: Mapping[str, str]) -> list[Field]:
    """The needed fields that are still empty."""
    return [field for field in FORMS[kind] if field.name in NEEDED[kind] and not values.get(field.name, "").strip()]


def in_order(kind: str) -> tuple[list[Field], list[Field]]:
    """The fields that each row says for itself, as a person types them: those seen at a glance, and the rest."""
    own = [field for field in FORMS[kind] if field.name not in KEPT]
    by_name = {field.name: field for field in own}
    return [by_name[name] for name in _FIRST[kind]], [field for field in own if field.name not in _FIRST[kind]]


def next_rank(rows: Sequence[Mapping[str, str]]) -> str:
    """The rank behind the last one of the rows."""
    ranks = [int(rank) for row in rows if (rank := row.get("rank", "").strip()).isdecimal()]
    return str(max(ranks, default=0) + 1)


def to_document(kind: str, rows: Sequence[Mapping[str, str]], language: str) -> Intake:
    """Typed rows as one CSV in UTF-8; headers in the language, the name from what was typed."""
    day = next((day for row in rows if (day := row.get("observed_at", "").strip())), "")
    return Intake(f"typed {kind} {day}.csv".replace("/", "-"), _csv(FORMS[kind], rows, language))


def of_line(kind: str) -> list[Field]:
    """What the parts of a line say, in their order."""
    by_name = {field.name: field for field in FORMS[kind]}
    return [by_name[name] for name in _OF_LINE[kind]]


def lines(kind: str, block: str, language: str) -> Intake:
    """Lines without headers, one thing a line, as a document with headers. Shops stand in the order of their rank,
    unless each line begins with its own."""
    fields = of_line(kind)
    given = [line for line in block.splitlines() if line.strip()]
    numbers = [_NUMBERED.match(line) for line in given] if kind == "shops" else []
    ranked = len(numbers) > 1 and all(numbers)
    rows = []
    for place, line in enumerate(given, 1):
        number = numbers[place - 1] if ranked else None
        text = line[number.end() :] if number else line
        parts = text.split("\t") if "\t" in text else _SEPARATOR.split(text)
        row = {field.name: part.strip() for field, part in zip(fields, parts, strict=False)}
        rows.append(row | ({"rank": number[1] if number else str(place)} if kind == "shops" else {}))
    names = {*_OF_LINE[kind], *(["rank"] if kind == "shops" else [])}
    used = [field for field in FORMS[kind] if field.name in names]
    return Intake(f"pasted {kind}.csv", _csv(used, rows, language))


def pasted(block: str) -> Intake:
    """A pasted block, as Excel puts it on the clipboard: cells by tabs."""
    return Intake("pasted.tsv", block.encode("utf-8"))


def _csv(fields: Sequence[Field], rows: Sequence[Mapping[str, str]], language: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.zh if language == "zh" else field.en for field in fields])
    writer.writerows([[" ".join(row.get(field.name, "").split()) for field in fields] for row in rows])
    return out.getvalue().encode("utf-8-sig")
