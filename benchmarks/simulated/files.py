"""The files an operator would import: listings as each platform's tables look, boards of shops."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from . import looks, shown, world
from .world import CATEGORIES, SHOPS, World

NOT_SEEN = 0.04
"""Share of listings that a look misses: they stood on another page that day."""

SHOP_MARKS = "甲乙丙丁戊己庚辛"
"""A mark for each shop of a category."""

Row = Sequence[object]


class Table(NamedTuple):
    """How a platform's table of listings is written: its encoding, what parts cells, its header, the address of a
    listing. A name in the header's place says which cell it is."""

    encoding: str
    delimiter: str
    header: dict[str, str]
    url: str


TABLES = {
    "taobao": Table(
        "gb18030",
        ",",
        {
            "title": "宝贝名称",
            "url": "宝贝链接",
            "shop": "店铺名称",
            "when": "日期",
            "price": "价格",
            "coupon": "券后价",
            "sold": "销量",
            "reviews": "评论数",
            "stock": "库存状态",
            "category": "类目",
        },
        "https://item.taobao.com/item.htm?id={}",
    ),
    "tmall": Table(
        "utf-8-sig",
        ",",
        {
            "category": "类目",
            "when": "日期",
            "shop": "店铺名称",
            "title": "宝贝标题",
            "url": "链接",
            "price": "价格",
            "coupon": "券后价",
            "sold": "已售",
            "reviews": "评价数",
            "stock": "库存状态",
        },
        "https://detail.tmall.com/item.htm?id={}",
    ),
    "pdd": Table(
        "utf-16",
        "\t",
        {
            "title": "商品标题",
            "url": "商品链接",
            "shop": "店铺名称",
            "price": "拼单价",
            "coupon": "券后价",
            "sold": "已拼",
            "when": "日期",
            "reviews": "评价数",
            "stock": "库存状态",
            "category": "类目",
        },
        "https://mobile.yangkeduo.com/goods.html?goods_id={}",
    ),
    "jd": Table(
        "utf-8",
        ",",
        {
            "title": "商品标题",
            "url": "商品链接",
            "shop": "店铺名称",
            "price": "价格",
            "coupon": "券后价",
            "sold": "已售",
            "reviews": "评价数",
            "when": "日期",
            "stock": "库存状态",
            "category": "类目",
        },
        "https://item.jd.com/{}.html",
    ),
}

BOARD = ["平台", "类目", "日期", "排名", "店铺名称", "30天销量", "30天销售额", "商品数", "角色"]


def key(listing: int) -> str:
    """A listing's number on its platform."""
    return str(700_000_000_000 + listing * 7919)


def number(listing_key: str) -> int:
    """The listing of a key."""
    return (int(listing_key) - 700_000_000_000) // 7919


def shop_name(category: int, shop: int) -> str:
    """The name of a shop: told by the number of its category and its own."""
    return f"{list(CATEGORIES)[category]}{SHOP_MARKS[shop]}号店"


def shop_number(name: str) -> int:
    """The number of a shop in its category."""
    return SHOP_MARKS.index(name.removesuffix("号店")[-1])


def write(folder: Path, truth: World, plan: str, rng: Generator) -> list[Path]:
    """A file of listings for each platform with all looks of the plan, and a file of boards, one look a week."""
    moments = looks.moments(plan, truth, rng)
    form = "%Y-%m-%d" if plan == looks.DATED else "%Y-%m-%d %H:%M"
    paths = []
    for platform, table in TABLES.items():
        paths.append(folder / f"listings_{platform}_{plan}.csv")
        rows = _listing_rows(truth, platform, moments, rng, form)
        _write(paths[-1], table.encoding, table.delimiter, [list(table.header.values()), *rows])
    paths.append(folder / f"shops_{plan}.csv")
    _write(paths[-1], "utf-8-sig", ",", [BOARD, *_board_rows(truth, board_moments(moments), form)])
    return paths


def board_moments(moments: Iterable[int]) -> list[int]:
    """The looks at which boards were noted too: at least a week apart."""
    kept: list[int] = []
    for each in moments:
        if not kept or each - kept[-1] >= 7 * world.SLOTS:
            kept.append(each)
    return kept


def _listing_rows(truth: World, platform: str, moments: Iterable[int], rng: Generator, form: str) -> Iterator[Row]:
    table, counter = TABLES[platform], shown.COUNTERS[platform]
    counted = shown.counts(truth, platform)
    mine = [each for each in range(truth.listings) if truth.platform(each) == platform]
    for moment in moments:
        day = shown.day_of(moment)
        missed = rng.random(len(mine)) < NOT_SEEN
        for listing in (each for each, out in zip(mine, missed, strict=True) if not out):
            if not shown.is_seen(truth, listing, day):
                continue
            price, coupon = truth.prices.asked[listing, day], truth.coupon[listing]
            cells = {
                "title": f"{list(CATEGORIES)[truth.category[listing]]} {listing:04d} 款",
                "url": table.url.format(key(listing)),
                "shop": shop_name(truth.category[listing], truth.shop[listing]),
                "when": world.at(moment).strftime(form),
                "price": shown.price_text(price, truth.spread[listing]),
                "coupon": f"{price - coupon:.2f}" if coupon else "",
                "sold": shown.counter_text(counted[listing, moment], counter),
                "reviews": truth.reviews[listing, moment - 1],
                "stock": shown.stock_text(truth, listing, day),
                "category": list(CATEGORIES)[truth.category[listing]],
            }
            yield [cells[name] for name in table.header]


def _board_rows(truth: World, moments: Iterable[int], form: str) -> Iterator[Row]:
    """Boards in the words of the template. Taobao rounds down, Tmall tells ranges, the others tell the number."""
    for moment in moments:
        for category, (name, platform) in enumerate(CATEGORIES.items()):
            units, amount = board(truth, category, moment)
            exact = platform in {"jd", "pdd"}
            order = np.argsort(-units, kind="stable")
            for rank, shop in enumerate(order, start=1):
                yield [
                    platform,
                    name,
                    world.at(moment).strftime(form),
                    rank,
                    shop_name(category, shop),
                    _board_text(platform, int(units[shop])),
                    f"{amount[shop]:.2f}" if exact else "",
                    int(((truth.category == category) & (truth.shop == shop)).sum()),
                    "本店" if shop == 0 else "竞品",
                ]


def _board_text(platform: str, units: int) -> str:
    if platform == "tmall":
        return shown.range_text(units)
    low, high = shown.bucket(units, 100)
    return f"{low}+" if platform == "taobao" and high is None else str(units)


def board(truth: World, category: int, moment: int) -> tuple[np.ndarray, np.ndarray]:
    """What each shop of a category truly sold in the 30 days before a moment: units, and yuan as asked."""
    since = moment - 30 * world.SLOTS
    units = truth.units[:, since:moment]
    paid = units * truth.prices.asked[:, np.arange(since, moment) // world.SLOTS]
    mine = [(truth.category == category) & (truth.shop == shop) for shop in range(SHOPS)]
    return np.array([units[each].sum() for each in mine]), np.array([paid[each].sum() for each in mine])


def _write(path: Path, encoding: str, delimiter: str, rows: Iterable[Row]) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
