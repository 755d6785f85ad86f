"""Make data/sample/, a small market of dresses.

The market is simulated once (`simulate`), then each file shows it as a shop or a tool would (`shops_taobao`, …).
Every name is invented. The same bytes come out on every run: chance is `random.Random(text).random()` alone.

    python data/make_sample.py [--out data]
"""

# ruff: noqa: E501 (a hanzi counts two columns, and a row of a table stays one line)

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from writing import delimited, folder_to_write, joined, workbook

CATEGORY = "连衣裙"
MONDAYS = [date(2026, 4, 6) + timedelta(weeks=week) for week in range(12)]
"""The days of observation, weeks 1 to 12; each looks back on the seven days before it."""

SEASON = [0.62, 0.66, 0.71, 0.77, 0.84, 0.90, 0.98, 1.06, 1.15, 1.30, 1.40, 1.32]
"""Sales of a week over those of a usual one: dresses rise toward June."""

RISE = [0.30, 0.34, 0.40, 0.48, 0.57, 0.68, 0.80, 0.93, 1.08, 1.24, 1.39, 1.50]
FADE = [1.40, 1.32, 1.22, 1.10, 0.98, 0.86, 0.74, 0.64, 0.55, 0.48, 0.42, 0.38]
FLAT = [1.0] * 12

BIG_SALE_WEEKS = (10, 11)
"""Weeks whose Mondays, 8 and 15 June, show prices of the 618 sale."""

MISSING_WEEKS = {"jd": (6, 7)}
"""Weeks in which nobody looked at a platform: no rows at all."""

NAMES = {"taobao": "淘宝", "jd": "京东", "pdd": "拼多多"}

ShopRow = tuple[str, str, str, str, int, int, int, float]
"""Name, role, advantage, note, units a week of its hit products, price in yuan, hit products, growth a week."""

SHOPS: dict[str, list[ShopRow]] = {
    "taobao": [
        ("云栖半亩女装", "竞品", "价格/服务", "周五上新，主推法式碎花", 5200, 139, 9, 1.00),
        ("鹭汀小满", "竞品", "质量", "面料写得细，详情页有检测报告", 4300, 189, 8, 1.01),
        ("榆钱巷原创女装", "竞品", "质量/服务", "原创版型，七天换码", 3600, 229, 8, 1.00),
        ("青柚折扇女装店", "竞品", "价格", "常年店铺券", 3100, 99, 9, 0.99),
        ("棠梨七巷女装", "本店", "质量", "我们的店", 2700, 159, 10, 1.02),
        ("晚樱来信", "竞品", "服务", "客服回复快，晒单多", 2300, 149, 7, 1.00),
        ("白鹿寻茶", "竞品", "质量", "新中式，客单价高", 1900, 269, 6, 1.03),
        ("木槿有约小铺", "竞品", "价格", "跟款快", 1650, 89, 8, 1.00),
        ("南塘细雨女装", "竞品", "服务", "", 1400, 129, 7, 1.00),
        ("绒线球公社", "竞品", "质量", "春季针织为主，入夏走弱", 1500, 169, 6, 0.93),
        ("栗子汽水女装", "竞品", "价格", "5 月新开，直播带动", 3200, 79, 8, 1.02),
    ],
    "jd": [
        ("槐序服饰旗舰店", "竞品", "服务", "次日达", 3400, 199, 8, 1.00),
        ("溪山织造旗舰店", "竞品", "质量", "真丝、天丝", 2700, 329, 7, 1.01),
        ("蓝汐里女装专营店", "竞品", "价格", "满减常开", 2400, 149, 9, 1.00),
        ("棠梨七巷女装旗舰店", "本店", "质量/服务", "我们的店", 2000, 179, 8, 1.02),
        ("杏雨江村女装旗舰店", "竞品", "质量", "", 1750, 259, 6, 1.00),
        ("柒月棉仓服饰专营店", "竞品", "价格", "棉麻基础款", 1500, 119, 8, 1.00),
        ("麦浪与风服饰专营店", "竞品", "服务", "运费险", 1250, 169, 7, 1.01),
        ("沐禾拾衣旗舰店", "竞品", "质量", "", 1050, 239, 6, 0.99),
        ("初荷记女装旗舰店", "竞品", "价格/服务", "会员日九五折", 900, 159, 7, 1.00),
        ("橘灯小院服饰专营店", "竞品", "价格", "", 760, 129, 6, 1.00),
    ],
    "pdd": [
        ("满仓衣橱工厂店", "竞品", "价格", "低价走量", 26000, 39, 10, 1.00),
        ("阿圆家女装批发", "竞品", "价格", "和满仓衣橱同款比价", 21000, 42, 9, 1.00),
        ("早禾制衣厂直营", "竞品", "价格/质量", "自有工厂", 17000, 55, 8, 1.01),
        ("实在人家服饰", "竞品", "服务", "", 14000, 49, 8, 1.00),
        ("彩虹线团女装", "竞品", "价格", "大码多", 11500, 45, 7, 1.00),
        ("乐巷日日新女装", "竞品", "价格", "每天上新", 9500, 52, 8, 1.00),
        ("棠梨七巷折扣店", "本店", "质量", "我们的店，清往季", 8000, 79, 7, 1.01),
        ("柿子红了服饰店", "竞品", "服务", "", 6500, 59, 6, 1.00),
        ("小满仓女装工厂", "竞品", "价格", "", 5300, 36, 8, 0.99),
        ("大树底下衣铺", "竞品", "质量", "棉麻老客多", 4400, 69, 6, 1.00),
    ],
}

ENTRANT, ENTRANT_WEEK, ENTRANT_OPENED = "栗子汽水女装", 7, date(2026, 5, 8)

# (shop, place among its hit products) of the listings that have a story, and their titles
RENAMED = ("云栖半亩女装", 0)
STOCK_OUT = ("鹭汀小满", 6)
DELISTED = ("青柚折扇女装店", 4)
ANNIVERSARY = ("棠梨七巷女装", 1)
WAR = (("满仓衣橱工厂店", 0), ("阿圆家女装批发", 0))
RESET = ("乐巷日日新女装", 1)
TITLES = {
    RENAMED: "法式碎花连衣裙女夏季2026新款收腰显瘦气质茶歇裙中长款",
    STOCK_OUT: "天丝亚麻连衣裙女无袖圆领夏季宽松遮肉文艺森系背心长裙子",
    DELISTED: "港风复古格子衬衫裙女翻领短袖连衣裙夏季收腰显瘦中长款",
    ANNIVERSARY: "新中式提花缎面连衣裙女立领盘扣春夏气质修身通勤中长裙",
    WAR[0]: "雪纺碎花连衣裙女装夏季2026新款短袖圆领宽松显瘦中长裙子",
    WAR[1]: "碎花雪纺连衣裙女夏季短袖2026新款圆领显瘦宽松中长款裙子",
    RESET: "大码胖妹妹连衣裙女夏季高腰遮肚显瘦纯色短袖减龄伞裙子",
}
NEW_TITLE, NEW_TITLE_WEEK = "新中式法式碎花连衣裙女夏季2026新款收腰显瘦茶歇裙中长款", 6
STOCK_OUT_WEEKS, DELISTED_WEEK, ANNIVERSARY_WEEK, RESET_WEEK = (5, 6), 7, 4, 8
WAR_PRICES = {
    WAR[0]: [3990, 3990, 3990, 3990, 3690, 3490, 3290, 2990, 2990, 2990, 3290, 3590],
    WAR[1]: [4190, 4190, 4190, 3890, 3890, 3590, 3290, 3190, 2880, 2880, 3290, 3690],
}
"""Fen in weeks 1 to 12."""

WORDS = {
    "style": [
        "法式",
        "新中式",
        "韩版",
        "港风复古",
        "小香风",
        "甜美",
        "轻熟风",
        "森系",
        "通勤",
        "度假风",
        "国风",
    ],
    "pattern": ["碎花", "格子", "条纹", "波点", "纯色", "印花", "提花", "刺绣", "扎染", "拼接"],
    "fabric": ["雪纺", "棉麻", "真丝", "醋酸", "针织", "牛仔", "亚麻", "天丝", "蕾丝", "缎面"],
    "neck": ["V领", "方领", "圆领", "翻领", "立领", "吊带", "一字肩", "娃娃领"],
    "sleeve": ["短袖", "泡泡袖", "无袖", "长袖", "七分袖", "飞飞袖"],
    "season": ["夏季", "春夏", "2026夏季新款", "2026新款", "夏天"],
    "fit": ["收腰显瘦", "高腰显瘦", "宽松遮肉", "修身", "显高"],
    "mood": ["气质", "温柔风", "减龄", "小个子", "大码", "文艺", "仙女"],
    "tail": ["中长款裙子", "茶歇裙", "过膝长裙", "伞裙", "鱼尾裙", "衬衫裙", "背心裙", "中长款"],
}
SHAPES = [
    "{style}{pattern}连衣裙女{season}{neck}{sleeve}{fit}{mood}{tail}",
    "{fabric}连衣裙女{season}{style}{fit}{mood}{pattern}{sleeve}{tail}",
    "{style}{fabric}{neck}连衣裙女装{season}{pattern}{fit}{mood}{tail}",
    "{mood}{pattern}{fabric}连衣裙女{season}{sleeve}{neck}{fit}{tail}",
]

# keyword, search popularity of a usual week, how it goes over the weeks, first week it was listed
KEYWORDS: list[tuple[str, int, list[float], int]] = [
    *((word, level, SEASON, 1) for word, level in (
        ("连衣裙", 86000), ("连衣裙女夏", 61000), ("碎花连衣裙", 42000), ("法式连衣裙", 33000), ("雪纺连衣裙", 24000),
        ("吊带连衣裙", 19500), ("短袖连衣裙", 17800), ("收腰连衣裙", 15200), ("小个子连衣裙", 13900),
        ("大码连衣裙", 13100), ("棉麻连衣裙", 11800), ("真丝连衣裙", 9600), ("茶歇裙", 9100), ("无袖连衣裙", 8400),
        ("法式碎花连衣裙", 7900), ("波点连衣裙", 6700), ("V领连衣裙", 5200), ("方领连衣裙", 4800), ("亚麻连衣裙", 4500),
        ("度假风连衣裙", 4300), ("泡泡袖连衣裙", 4100), ("蕾丝连衣裙", 3900), ("胖妹妹连衣裙显瘦遮肚", 3600),
        ("背心裙女夏", 3300), ("牛仔连衣裙", 3100), ("娃娃领连衣裙", 1900), ("飞飞袖连衣裙", 1200),
        ("一字肩连衣裙", 1100), ("天丝连衣裙女夏", 980), ("扎染连衣裙", 410),
    )),
    *((word, level, RISE, 1) for word, level in (
        ("新中式连衣裙", 21000), ("醋酸连衣裙", 7200), ("国风连衣裙", 6100), ("缎面连衣裙", 2600), ("鱼尾裙女夏", 2300),
    )),
    *((word, level, FADE, 1) for word, level in (
        ("长袖连衣裙", 16500), ("针织连衣裙", 12400), ("春季连衣裙", 11200), ("七分袖连衣裙", 1700), ("丝绒连衣裙", 620),
    )),
    *((word, level, FLAT, 1) for word, level in (
        ("衬衫裙", 8800), ("小香风连衣裙", 6400), ("通勤连衣裙", 5600), ("气质连衣裙", 5000), ("妈妈连衣裙", 4700),
        ("小黑裙", 4400), ("港风连衣裙", 1500), ("森系连衣裙", 760),
    )),
    ("新中式提花连衣裙", 2900, RISE, 6),
    ("防晒连衣裙女", 3400, RISE, 7),
]  # fmt: skip

BAIDU = [("连衣裙", 9200, SEASON), ("碎花连衣裙", 2600, SEASON), ("新中式连衣裙", 1900, RISE), ("真丝连衣裙", 870, SEASON),
         ("针织连衣裙", 1100, FADE)]  # fmt: skip
BAIDU_WEEKDAY = [1.02, 1.0, 0.98, 0.97, 1.0, 1.06, 1.08]

SUMMER = [0.35, 0.42, 0.62, 0.85, 1.05, 1.30, 1.35, 1.20, 0.85, 0.60, 0.45, 0.38]
WINTER = [1.30, 1.00, 0.70, 0.50, 0.40, 0.35, 0.35, 0.50, 0.90, 1.40, 1.70, 1.60]
EVEN = [0.95, 0.98, 1.05, 1.08, 1.06, 1.02, 0.98, 0.96, 0.95, 0.97, 1.0, 1.0]
"""January to December, over a usual month."""

PLANNER = [
    ("summer dress", 90500, SUMMER), ("maxi dress", 74000, SUMMER), ("floral dress", 33100, SUMMER),
    ("midi dress", 60500, EVEN), ("wedding guest dress", 135000, SUMMER), ("linen dress", 27100, SUMMER),
    ("sundress", 40500, SUMMER), ("wrap dress", 22200, EVEN), ("shirt dress", 18100, EVEN),
    ("black dress", 110000, EVEN), ("satin dress", 27100, EVEN), ("silk dress", 14800, EVEN),
    ("sweater dress", 49500, WINTER), ("long sleeve dress", 33100, WINTER), ("velvet dress", 9900, WINTER),
    ("polka dot dress", 9900, SUMMER), ("puff sleeve dress", 4400, SUMMER), ("tea dress", 6600, SUMMER),
    ("petite summer dress", 1300, SUMMER), ("plus size summer dress", 8100, SUMMER), ("chiffon dress", 5400, SUMMER),
    ("floral midi dress with sleeves", 1900, SUMMER), ("cheongsam style dress", 590, EVEN),
    ("tencel summer dress", 50, SUMMER),
]  # fmt: skip
PLANNER_STEPS = [10, 20, 30, 40, 50, 70, 90, 110, 140, 170, 210, 260, 320, 390, 480, 590, 720, 880, 1000, 1300, 1600,
                 1900, 2400, 2900, 3600, 4400, 5400, 6600, 8100, 9900, 12100, 14800, 18100, 22200, 27100, 33100, 40500,
                 49500, 60500, 74000, 90500, 110000, 135000, 165000, 201000, 246000]  # fmt: skip
"""The rounded volumes that the planner shows, about 22 % apart."""

TREND_DRESS = [30, 31, 48, 62, 80, 94, 90, 76, 54, 38, 30, 27]
TREND_SKIRT = [3, 2, 7, 10, 12, 12, 11, 10, 10, 8, 5, 3]
SPRING_FESTIVAL = (date(2025, 1, 26), date(2025, 2, 2), date(2026, 2, 15), date(2026, 2, 22))
"""First days of the weeks in which nobody looks for skirts."""

JD_STEPS = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000]

OWN_HEADER = ["平台", "店铺", "日期", "小时", "订单数", "件数", "金额"]
OWN_BY_HOUR = ("taobao", 4)
"""The platform whose sales are told by the hour, and for how many of the last weeks."""

OWN_MISSING = ("pdd", date(2026, 4, 29), date(2026, 4, 30))
"""Days of which nobody exported our sales: no rows, which is not zero."""

OWN_WEEKDAY = [0.95, 0.93, 0.96, 1.0, 1.06, 1.08, 1.02]
OWN_HOUR = [
    *(22, 11, 6, 3, 2, 2, 5, 14, 28, 44, 58, 52),
    *(50, 51, 55, 60, 56, 47, 45, 58, 86, 98, 88, 52),
]
"""Orders of an hour from midnight on, over those of other hours: the evening is the best time."""

SHOP_HEADER = ["平台", "类目", "日期", "排名", "店铺名称", "店铺链接", "30天销量", "30天销售额", "商品数", "粉丝数",
               "描述相符", "服务态度", "物流服务", "好评率", "优势(价格/质量/服务)", "备注"]  # fmt: skip


@dataclass(frozen=True)
class Shop:
    """A shop and its sums. `units`, `fen`: those of the thirty days before each Monday, all products."""

    platform: str
    number: int
    name: str
    role: str
    advantage: str
    note: str
    listings: list[Listing]
    units: list[int]
    fen: list[int]


@dataclass(frozen=True)
class Listing:
    """One offer. Lists have a value for each week; money is in fen.

    `price` is None in a week that does not show it, `coupon` where there is none, `sold` the true number of units
    sold since the listing began, `state` one of 有货, 无货, 已下架, or None when it was not seen.
    """

    platform: str
    shop: str
    key: str
    titles: list[str]
    price: list[int]
    high: list[int | None]
    coupon: list[int | None]
    list_price: int
    listed_at: datetime
    units: list[int]
    sold: list[int]
    state: list[str | None]
    promotion: list[str]
    form: str
    rating: float


T = TypeVar("T")

Market = dict[str, list[Shop]]


# --- the market


def simulate() -> Market:
    """All shops of all platforms with their weeks."""
    used = set(TITLES.values())
    return {
        platform: [_shop(platform, number, row, used) for number, row in enumerate(rows)]
        for platform, rows in SHOPS.items()
    }


def ranked(shops: list[Shop], week: int) -> list[Shop]:
    """The top ten of a platform in a week (from 1), best first."""
    return sorted(shops, key=lambda shop: (-shop.units[week - 1], shop.name))[:10]


def _shop(platform: str, number: int, row: ShopRow, used: set[str]) -> Shop:
    name, role, advantage, note, _, _, hits, _ = row
    listings = [_listing(platform, number, row, place, used) for place in range(hits)]
    units = [round(1.6 * sum(_thirty_days(each.units, week) for each in listings)) for week in range(12)]
    money = [[u * p for u, p in zip(each.units, each.price, strict=True)] for each in listings]
    fen = [round(1.6 * sum(_thirty_days(each, week) for each in money)) for week in range(12)]
    return Shop(platform, number, name, role, advantage, note, listings, units, fen)


def _thirty_days(weekly: list[int], week: int) -> float:
    """Four weeks and two days up to a week (from 0); what lies before the first week is like it."""
    back = [weekly[max(week - each, 0)] for each in range(5)]
    return sum(back[:4]) + back[4] * 2 / 7


def _listing(platform: str, number: int, row: ShopRow, place: int, used: set[str]) -> Listing:
    shop, _, _, _, total, yuan, hits, growth = row
    rng = Random(f"listing/{platform}/{number}/{place}")
    story = (shop, place)
    weekly = total / (place + 1.5) / sum(1 / (each + 1.5) for each in range(hits))
    title = TITLES.get(story) or _title(rng, used, silk=platform != "pdd")
    base = max(_charm(yuan * (0.75 + 0.6 * rng.random()) * (5 if "真丝" in title else 1)), 1990)
    price, coupon, promotion = _prices(rng, story, platform, base)
    wide = platform != "jd" and story not in TITLES and rng.random() < 0.2
    if story == STOCK_OUT or "真丝" in title:
        weekly = 38.0 if story == STOCK_OUT else weekly * 0.2
    units = _units(rng, story, weekly, growth, [base / (c or p) for c, p in zip(coupon, price, strict=True)])
    listed_at = _listed_at(rng, shop)
    age = max((MONDAYS[0] - listed_at.date()).days / 7, 0)
    before = 212 if story == STOCK_OUT else int(min(age, 60) * weekly * 0.55)
    return Listing(
        platform=platform,
        shop=shop,
        key=_key(platform, number, place),
        titles=[NEW_TITLE if story == RENAMED and week >= NEW_TITLE_WEEK else title for week in range(1, 13)],
        price=price,
        high=[_charm(each / 100 * 1.5) if wide else None for each in price],
        coupon=coupon,
        list_price=_charm(base / 100 * (1.7 if not wide else 2.2)),
        listed_at=listed_at,
        units=units,
        sold=_lifetime(story, before, units),
        state=_states(story, shop),
        promotion=promotion,
        form=_pick(rng, ["¥{}", "¥{}", "¥{}", "{}", "{}元"]),
        rating=round(4.6 + 0.4 * rng.random(), 1),
    )


def _title(rng: Random, used: set[str], *, silk: bool) -> str:
    """A title of 20 to 30 hanzi and at most 60 half-widths, unlike all others."""
    while True:
        words = {kind: _pick(rng, choice) for kind, choice in WORDS.items()}
        title = _pick(rng, SHAPES).format(**words)
        hanzi = sum(char > "⺀" for char in title)
        if 20 <= hanzi <= 28 and len(title) + hanzi <= 60 and title not in used and (silk or "真丝" not in title):
            used.add(title)
            return title


def _prices(
    rng: Random, story: tuple[str, int], platform: str, base: int
) -> tuple[list[int], list[int | None], list[str]]:
    """Price, price after coupon and promotion of each week."""
    price, coupon = [base] * 12, [None] * 12  # type: tuple[list[int], list[int | None]]
    promotion = [_pick(rng, ["", "", "2件9.5折", "满199减10"])] * 12
    if story in WAR_PRICES:
        return list(WAR_PRICES[story]), coupon, promotion
    joins = story in {RENAMED, ANNIVERSARY} or (story not in {STOCK_OUT, DELISTED, RESET} and rng.random() < 0.55)
    for week in BIG_SALE_WEEKS if joins else ():
        price[week - 1] = _charm(base / 100 * 0.9)
        coupon[week - 1] = _charm(base / 100 * 0.8) if platform == "taobao" else None
        promotion[week - 1] = "618满300减50"
    if story == ANNIVERSARY:
        price[ANNIVERSARY_WEEK - 1], coupon[ANNIVERSARY_WEEK - 1] = (
            _charm(base / 100 * 0.92),
            _charm(base / 100 * 0.85),
        )
    return price, coupon, promotion


def _units(rng: Random, story: tuple[str, int], weekly: float, growth: float, cheaper: list[float]) -> list[int]:
    """Units sold in each week. `cheaper`: the usual price over the one that buyers pay."""
    units = []
    for week in range(1, 13):
        usual = weekly * SEASON[week - 1] * growth ** (week - 1)
        units.append(int(usual * (0.88 + 0.24 * rng.random()) * cheaper[week - 1] ** 1.8))
    if story == STOCK_OUT:
        first, last = STOCK_OUT_WEEKS
        units[first - 1], units[last - 1], units[last] = units[first - 1] // 2, 0, units[last] // 2
    if story == DELISTED:
        units[DELISTED_WEEK - 1 :] = [0] * (13 - DELISTED_WEEK)
    if story[0] == ENTRANT:
        units[: ENTRANT_WEEK - 1] = [0] * (ENTRANT_WEEK - 2) + [units[ENTRANT_WEEK - 2] * 6 // 10]
    return units


def _lifetime(story: tuple[str, int], before: int, units: list[int]) -> list[int]:
    total, sold = before, []
    for week, more in enumerate(units, start=1):
        total = 0 if story == RESET and week == RESET_WEEK else total
        total += more
        sold.append(total)
    return sold


def _states(story: tuple[str, int], shop: str) -> list[str | None]:
    states: list[str | None] = ["有货"] * 12
    if story == STOCK_OUT:
        for week in STOCK_OUT_WEEKS:
            states[week - 1] = "无货"
    if story == DELISTED:
        states[DELISTED_WEEK - 1 :] = ["已下架", *[None] * (12 - DELISTED_WEEK)]
    if shop == ENTRANT:
        states[: ENTRANT_WEEK - 1] = [None] * (ENTRANT_WEEK - 1)
    return states


def _listed_at(rng: Random, shop: str) -> datetime:
    """Shops list in the morning, at noon or in the evening, most of them in the spring."""
    if shop == ENTRANT:
        day = ENTRANT_OPENED + timedelta(days=int(rng.random() * 3))
    else:
        day = date(2026, 3, 26) - timedelta(days=int(rng.random() ** 2 * 380))
    hour, minute = _pick(rng, [10, 10, 12, 14, 20, 20, 21]), _pick(rng, [0, 0, 15, 30])
    return datetime.combine(day, time(hour, minute))


def _key(platform: str, number: int, place: int) -> str:
    """Twelve digits, of a range that the platforms do not use."""
    first = {"taobao": "1000", "jd": "9000", "pdd": "3000"}[platform]
    return f"{first}{10_000_000 + number * 1_234_567 + place * 98_321:08d}"


def _charm(yuan: float) -> int:
    """A price such as shops like, in fen: whole yuan that end in 9 above 60, else .90."""
    return (round(yuan / 10) * 10 - 1) * 100 if yuan >= 60 else round(yuan) * 100 - 10


def _pick(rng: Random, choice: Sequence[T]) -> T:
    return choice[int(rng.random() * len(choice))]


# --- how shops and tools write it


def money(fen: int) -> str:
    """`1,299.00`."""
    return f"{fen / 100:,.2f}"


def price_text(listing: Listing, fen: int, high: int | None) -> str:
    """`¥129.00`, `129元`, or `59.00-129.00` where the variants differ."""
    if high:
        return f"{money(fen)}-{money(high)}"
    text = money(fen)
    return listing.form.format(text.removesuffix(".00") if "元" in listing.form else text)


def wan(count: int) -> str:
    """`8,640`, and from ten thousand on `3.2万`."""
    return f"{count:,}" if count < 10_000 else f"{count // 1000 / 10:g}万"


def taobao_sold(count: int) -> str:
    """Exact below 1000, then one figure: `863人付款`, `3000+人付款`, `2万+人付款`."""
    if count < 1000:
        return f"{count}人付款"
    unit = 10 ** (len(str(count)) - 1)
    step = count // unit * unit
    return f"{step // 10_000}万+人付款" if step >= 10_000 else f"{step}+人付款"


def pdd_sold(count: int) -> str:
    """Exact below ten thousand, then to a tenth of a 万, then to ten 万: `已拼10万+件`."""
    if count < 10_000:
        return f"已拼{count}件"
    return f"已拼{count // 1000 / 10:g}万+件" if count < 100_000 else f"已拼{count // 100_000 * 10}万+件"


def jd_reviews(count: int) -> str | int:
    """Exact below 100, then the last step passed: `500+`, `5万+`."""
    if count < JD_STEPS[0]:
        return count
    step = max(each for each in JD_STEPS if each <= count)
    return f"{step // 10_000}万+" if step >= 10_000 else f"{step}+"


def seen_at(shop: str, week: int) -> datetime:
    """When the operator looked: at 09:30, or on some day without a time."""
    return datetime.combine(MONDAYS[week - 1], time()) + timedelta(minutes=570 * (len(shop) % 2))


# --- the sample, one function a file


def shop_rows(market: Market, platform: str) -> list[list[str | int | float | date]]:
    """The top ten of each week, weeks that nobody looked at left out. Counts and money as numbers."""
    rows: list[list[str | int | float | date]] = []
    for week, monday in enumerate(MONDAYS, start=1):
        if week in MISSING_WEEKS.get(platform, ()):
            continue
        for rank, shop in enumerate(ranked(market[platform], week), start=1):
            rng = Random(f"shop/{platform}/{shop.number}")
            scores = [round(4.6 + 0.3 * rng.random() + 0.004 * week, 1) for _ in range(3)]
            offers = int(60 + 240 * rng.random()) + week * int(3 * rng.random())
            fans = int(shop.units[0] * (2 + 6 * rng.random()) + 4000) + sum(shop.units[:week]) // 60
            good = f"{96 + 3 * rng.random():.1f}%"
            rows.append(
                [NAMES[platform], CATEGORY, monday, rank, shop.name, _shop_url(shop), shop.units[week - 1],
                 shop.fen[week - 1] // 100, offers, fans, *scores, good, shop.advantage, shop.note, shop.role]
            )  # fmt: skip
    return rows


def _shop_url(shop: Shop) -> str:
    return {
        "taobao": f"https://shop10000{shop.number:04d}.taobao.com/",
        "jd": f"https://mall.jd.com/index-90000{shop.number:04d}.html",
        "pdd": f"https://mobile.yangkeduo.com/mall_page.html?mall_id=30000{shop.number:04d}",
    }[shop.platform]


def shops_taobao(market: Market) -> bytes:
    """GB18030 as Excel on a Chinese Windows saves it; scores that the page hid are `-`."""
    rows = []
    for row in shop_rows(market, "taobao"):
        row[6], row[7], row[9] = wan(int(row[6])), f"¥{row[7]:,}", wan(int(row[9]))
        if row[4] == ENTRANT and row[2] == MONDAYS[ENTRANT_WEEK - 1]:
            row[10:14] = ["-"] * 4
        rows.append(row)
    return delimited([[*SHOP_HEADER, "角色"], *rows], encoding="gb18030")


def shops_jd(market: Market) -> bytes:
    """A workbook with numbers as numbers and dates as dates."""
    return workbook("店铺", [*SHOP_HEADER, "角色"], shop_rows(market, "jd"))


def shops_pdd(market: Market) -> bytes:
    """UTF-8 with BOM."""
    rows = []
    for row in shop_rows(market, "pdd"):
        row[6], row[7], row[9] = wan(int(row[6])), f"{row[7]:,}", wan(int(row[9]))
        rows.append(row)
    return delimited([[*SHOP_HEADER, "角色"], *rows], encoding="utf-8-sig")


def sightings(market: Market, platform: str) -> Iterable[tuple[int, Listing]]:
    """Week (from 1) and listing of all that was seen on a platform, weeks in order."""
    for week in range(1, 13):
        if week not in MISSING_WEEKS.get(platform, ()):
            for shop in market[platform]:
                yield from ((week, each) for each in shop.listings if each.state[week - 1])


def listings_taobao(market: Market) -> bytes:
    """GB18030 with a title and a blank row above the header; the platform stands in the addresses alone."""
    rows: list[list[object]] = [["连衣裙 竞品周记录"], []]
    rows.append(
        [
            "宝贝标题",
            "链接",
            "店铺名称",
            "日期",
            "价格",
            "券后价",
            "划线价",
            "已售",
            "评价数",
            "库存状态",
            "上架时间",
        ]
    )
    for week, item in sightings(market, "taobao"):
        at, now = seen_at(item.shop, week), week - 1
        coupon = item.coupon[now]
        shown: list[object] = [
            price_text(item, item.price[now], item.high[now]),
            price_text(item, coupon, None) if coupon else "",
            money(item.list_price),
            taobao_sold(item.sold[now]),
            item.sold[now] * 18 // 100,
        ]
        if item.state[now] == "已下架":
            shown = ["-", "", "-", "-", "-"]
        url = f"https://item.taobao.com/item.htm?id={item.key}&spm=a21n57.1.item.{10 + int(item.key[-2:])}"
        day = f"{at:%Y-%m-%d %H:%M}" if at.hour else f"{at:%Y-%m-%d}"
        rows.append(
            [
                item.titles[now],
                url,
                item.shop,
                day,
                *shown,
                item.state[now],
                f"{item.listed_at:%Y-%m-%d %H:%M}",
            ]
        )
    return delimited(rows, encoding="gb18030")


def listings_jd(market: Market) -> bytes:
    """A workbook; the listing's number is a number."""
    header = [
        "平台",
        "类目",
        "商品编号",
        "商品名称",
        "店铺",
        "京东价",
        "累计评价",
        "评分",
        "采集时间",
        "促销",
    ]
    rows: list[list[str | int | float | date]] = []
    for week, item in sightings(market, "jd"):
        at, now = seen_at(item.shop, week), week - 1
        rows.append(
            ["京东", CATEGORY, int(item.key), item.titles[now], item.shop, item.price[now] / 100,
             jd_reviews(item.sold[now] * 35 // 100), item.rating, at if at.hour else at.date(), item.promotion[now]]
        )  # fmt: skip
    return workbook("商品", header, rows)


def listings_pdd(market: Market) -> bytes:
    """UTF-16 with BOM and tabs, as Excel's "Unicode text"."""
    rows: list[list[object]] = [["商品ID", "商品标题", "店铺名称", "拼单价", "已拼", "日期", "平台", "类目"]]
    for week, item in sightings(market, "pdd"):
        at, now = MONDAYS[week - 1], week - 1
        price = price_text(item, item.price[now], item.high[now])
        day = f"{at.year}/{at.month}/{at.day}"
        rows.append([item.key, item.titles[now], item.shop, price, pdd_sold(item.sold[now]), day, "拼多多", CATEGORY])
    return delimited(rows, encoding="utf-16", delimiter="\t")


def keywords_sycm(week: int) -> bytes:
    """One week's list of the old 相关词 shape, most searched first; `week` (from 1) ends on the day before Monday."""
    header = [
        "关键词",
        "搜索人气",
        "搜索人数占比",
        "点击率",
        "商城点击占比",
        "在线商品数",
        "直通车参考价",
        "支付转化率",
    ]
    rng = Random(f"sycm/{week}")
    found = [
        (int(level * shape[week - 1] * (0.95 + 0.1 * rng.random())), word, level)
        for word, level, shape, first in KEYWORDS
        if week >= first
    ]
    total = sum(popularity for popularity, _, _ in found)
    rows: list[list[object]] = []
    for popularity, word, level in sorted(found, reverse=True):
        own = Random(f"sycm/{word}")
        click, mall, buy, bid = (
            0.7 + 0.5 * own.random(),
            0.2 + 0.35 * own.random(),
            0.01 + 0.04 * own.random(),
            own.random(),
        )
        supply = int(level * (3 + 30 * own.random()) * (1 + 0.01 * week))
        rare = popularity < 600
        rows.append(
            [word, f"{popularity:,}", f"{popularity / total:.2%}", f"{click + 0.03 * rng.random():.2%}",
             f"{mall + 0.02 * rng.random():.2%}", "-" if word == "防晒连衣裙女" and week == 7 else f"{supply:,}",
             "-" if rare else f"{0.4 + 1.8 * bid + 0.02 * week:.2f}", "-" if rare else f"{buy * (0.95 + 0.1 * rng.random()):.2%}",
             f"{MONDAYS[week - 1] - timedelta(days=1):%Y-%m-%d}"]
        )  # fmt: skip
    return delimited([[*header, "日期"], *rows], encoding="utf-8-sig")


def keywords_planner() -> bytes:
    """Google Keyword Planner: UTF-16, tabs, two lines above the header, a column a month."""
    months = [date(2025 + (6 + each) // 12, (6 + each) % 12 + 1, 1) for each in range(12)]
    header = ["Keyword", "Currency", "Avg. monthly searches", "Three month change", "YoY change", "Competition",
              "Competition (indexed value)", "Top of page bid (low range)", "Top of page bid (high range)",
              *(f"Searches: {_month(each)}" for each in months)]  # fmt: skip
    rows: list[list[object]] = [header]
    for word, level, shape in PLANNER:
        rng = Random(f"planner/{word}")
        counts = [_planner_step(level * shape[each.month - 1] * (0.92 + 0.16 * rng.random())) for each in months]
        index = int(20 + 80 * rng.random())
        low = 0.15 + 0.6 * rng.random()
        year = _pick(rng, ["-18%", "0%", "0%", "22%", "23%", "50%"])
        paid: list[object] = [
            ["Low", "Medium", "High"][min(index // 34, 2)],
            index,
            f"{low:.2f}",
            f"{low * (2 + 2 * rng.random()):.2f}",
        ]
        if level < 100:
            year, paid = "∞", ["Unknown", "", "", ""]
        change = f"{counts[-1] / counts[-3] - 1:.0%}"
        rows.append([word, "USD", _planner_step(sum(counts) / 12), change, year, *paid, *counts])
    above = 'Keyword Stats 2026-06-22 at 09_10_18\n"July 1, 2025 - June 30, 2026"\n'
    return b"\xff\xfe" + (above + joined(rows, "\t", "\n")).encode("utf-16-le")


def _month(day: date) -> str:
    """`Jul 2025`, whatever the machine's language."""
    return f"{'JanFebMarAprMayJunJulAugSepOctNovDec'[day.month * 3 - 3 : day.month * 3]} {day.year}"


def _planner_step(count: float) -> int:
    return min(PLANNER_STEPS, key=lambda step: abs(step - count))


def trend_google() -> bytes:
    """Google Trends' multiTimeline.csv: 104 weeks from Sundays, the peak of both lines 100, `<1` for almost none."""
    rng = Random("trend")
    weeks = [date(2024, 6, 23) + timedelta(weeks=each) for each in range(104)]
    raw = [(_between(TREND_DRESS, week) * (0.95 + 0.1 * rng.random()), _between(TREND_SKIRT, week)) for week in weeks]
    peak = max(dress for dress, _ in raw)
    rows: list[list[object]] = [["Week", "连衣裙: (中国)", "半身裙: (中国)"]]
    for week, (dress, skirt) in zip(weeks, raw, strict=True):
        rows.append([week, round(dress / peak * 100), "<1" if week in SPRING_FESTIVAL else round(skirt / peak * 100)])
    return ("Category: All categories\n\n" + joined(rows, ",", "\n")).encode()


def _between(months: list[int], day: date) -> float:
    """The value of a day between the middles of two months."""
    place = day.month - 1 + (day.day - 15) / 30
    low = int(place // 1)
    return months[low % 12] + (months[(low + 1) % 12] - months[low % 12]) * (place - low)


def keywords_baidu() -> bytes:
    """A long table: a row a keyword and day, twelve weeks from Monday 2026-03-30, GB18030."""
    rows: list[list[object]] = [["关键词", "日期", "搜索指数", "来源"]]
    for word, level, shape in BAIDU:
        rng = Random(f"baidu/{word}")
        for day in range(84):
            value = level * shape[day // 7] * BAIDU_WEEKDAY[day % 7] * (0.96 + 0.08 * rng.random())
            rows.append([word, MONDAYS[0] - timedelta(days=7 - day), round(value), "百度指数"])
    return delimited(rows, encoding="gb18030")


def own_sales(market: Market) -> bytes:
    """What our three shops sold, from their back offices: days, and hours of the last weeks of one of them."""
    rows: list[list[object]] = [OWN_HEADER]
    platform_by_hour, weeks = OWN_BY_HOUR
    for platform, shops in market.items():
        shop = next(each for each in shops if each.role == "本店")
        for day in range(84):
            week, on = day // 7, MONDAYS[0] - timedelta(days=7 - day)
            if platform == OWN_MISSING[0] and on in OWN_MISSING[1:]:
                continue
            units, fen = _own_day(shop, week, day)
            if platform == platform_by_hour and week >= 12 - weeks:
                rows += [[NAMES[platform], shop.name, on, *row] for row in _own_hours(units, fen, day)]
            else:
                orders = round(units / 1.12)
                rows.append([NAMES[platform], shop.name, on, "", orders, units, f"{fen / 100:.2f}"])
    return delimited(rows, encoding="utf-8-sig")


def _own_day(shop: Shop, week: int, day: int) -> tuple[int, int]:
    """Units and fen of a day: a share of what all products of the shop sold in its week."""
    rng = Random(f"own/{shop.platform}/{day}")
    units = 1.6 * sum(each.units[week] for each in shop.listings)
    fen = 1.6 * sum(each.units[week] * (each.coupon[week] or each.price[week]) for each in shop.listings)
    share = OWN_WEEKDAY[day % 7] / 7 * (0.94 + 0.12 * rng.random())
    return round(units * share), round(fen * share)


def _own_hours(units: int, fen: int, day: int) -> list[list[object]]:
    """The twenty-four hours of a day, which add up to it."""
    weights = [each * (0.8 + 0.4 * Random(f"hour/{day}/{hour}").random()) for hour, each in enumerate(OWN_HOUR)]
    ends = [sum(weights[: hour + 1]) / sum(weights) for hour in range(24)]
    counts = [round(units * end) for end in ends]
    sold = [count - before for count, before in zip(counts, [0, *counts], strict=False)]
    return [[hour, round(count / 1.12), count, f"{fen * count / units / 100:.2f}"] for hour, count in enumerate(sold)]


def sample_files() -> dict[str, Callable[[], bytes]]:
    """Name of each file of the sample and what makes it."""
    market = simulate()
    files: dict[str, Callable[[], bytes]] = {
        "shops_taobao.csv": lambda: shops_taobao(market),
        "shops_jd.xlsx": lambda: shops_jd(market),
        "shops_pdd.csv": lambda: shops_pdd(market),
        "listings_taobao.csv": lambda: listings_taobao(market),
        "listings_jd.xlsx": lambda: listings_jd(market),
        "listings_pdd.tsv": lambda: listings_pdd(market),
        "own_sales.csv": lambda: own_sales(market),
        "keywords_planner.csv": keywords_planner,
        "trend_google.csv": trend_google,
        "keywords_baidu.csv": keywords_baidu,
    }
    for week in range(2, 13):
        sunday = MONDAYS[week - 1] - timedelta(days=1)
        files[f"keywords_sycm_{sunday}.csv"] = lambda week=week: keywords_sycm(week)
    return files


def main() -> None:
    """Write all files below --out."""
    folder = folder_to_write("sample", "Make the sample market.")
    for name, make in sample_files().items():
        (folder / name).write_bytes(make())


if __name__ == "__main__":
    main()
