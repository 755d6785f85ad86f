"""Rows typed in a form, as the bytes of a document under the templates' headers: from there they go the same way as
a file. No streamlit."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
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
}
"""The forms by kind, in the order of the templates (a test holds them against data/templates)."""

KEPT = ("source", "platform", "category", "observed_at")
"""Fields whose last values the next row begins with."""

NEEDED = {
    "shops": ("platform", "observed_at", "shop_name"),
    "listings": ("platform", "observed_at", "title"),
    "keywords": ("source", "observed_at", "keyword"),
}
"""Fields without which a row of the kind can't be stored."""


def missing(kind: str, values: Mapping[str, str]) -> list[Field]:
    """The needed fields that are still empty."""
    return [field for field in FORMS[kind] if field.name in NEEDED[kind] and not values.get(field.name, "").strip()]


def to_document(kind: str, values: Mapping[str, str], language: str) -> Intake:
    """One typed row as a CSV in UTF-8; headers in the language, the name from what was typed."""
    header = [field.zh if language == "zh" else field.en for field in FORMS[kind]]
    row = [" ".join(values.get(field.name, "").split()) for field in FORMS[kind]]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([header, row])
    day = values.get("observed_at", "").strip()
    return Intake(f"typed {kind} {day}.csv".replace("/", "-"), out.getvalue().encode("utf-8-sig"))


def pasted(block: str) -> Intake:
    """A pasted block, as Excel puts it on the clipboard: cells by tabs."""
    return Intake("pasted.tsv", block.encode("utf-8"))
