"""Make data/templates/, the files that a person fills in: csv and xlsx, in both languages.

python data/make_templates.py [--out data]
"""

# ruff: noqa: E501 (a hanzi counts two columns, and a row of a table stays one line)

from __future__ import annotations

from writing import delimited, folder_to_write, workbook

# name of the template in both languages, then its columns: header, header, what goes in, what goes in
TEMPLATES: list[tuple[str, str, list[tuple[str, str, str, str]]]] = [
    ("店铺模板", "shops", [
        ("平台", "Platform", "如 淘宝、京东、拼多多。必填", "Such as taobao, jd, amazon. Required"),
        ("类目", "Category", "你自己对市场的叫法，如 连衣裙", "Your own name of the market, such as dresses"),
        ("日期", "Date", "看到的那一天，如 2026-06-22，可带时间。必填", "The day you saw it, such as 2026-06-22; a time may follow. Required"),
        ("排名", "Rank", "在该类目的名次，1 为第一；没上榜留空", "Place in the category, 1 is best; empty when not seen there"),
        ("店铺名称", "Shop name", "照页面原文。必填", "As the page writes it. Required"),
        ("店铺链接", "Shop URL", "店铺首页地址", "Address of the shop's home page"),
        ("30天销量", "Sales (30 days)", "照原文写，如 3.2万 或 1万+", "As shown, such as 3200 or 10k+"),
        ("30天销售额", "Revenue (30 days)", "金额，如 ¥123,456", "Money, such as $12,345"),
        ("商品数", "Listings", "在售商品数量", "Number of listings on offer"),
        ("粉丝数", "Followers", "照原文写，如 12.6万", "As shown, such as 12.6k"),
        ("描述相符", "Description score", "0 至 5 分", "0 to 5"),
        ("服务态度", "Service score", "0 至 5 分", "0 to 5"),
        ("物流服务", "Logistics score", "0 至 5 分", "0 to 5"),
        ("好评率", "Positive reviews", "如 98.6%", "Such as 98.6%"),
        ("优势(价格/质量/服务)", "Advantage (price/quality/service)", "你的判断：价格、质量、服务，可写多个，用 / 隔开", "Your judgement: price, quality, service; several with / between"),
        ("备注", "Note", "想记下的话", "Whatever you want to remember"),
    ]),
    ("商品模板", "listings", [
        ("平台", "Platform", "如 淘宝、京东、拼多多；链接能看出平台时可不填", "Such as taobao, jd, amazon; may be empty where the URL tells"),
        ("类目", "Category", "你自己对市场的叫法，如 连衣裙", "Your own name of the market, such as dresses"),
        ("日期", "Date", "看到的那一天，如 2026-06-22，可带时间。必填", "The day you saw it, such as 2026-06-22; a time may follow. Required"),
        ("店铺名称", "Shop name", "照页面原文", "As the page writes it"),
        ("宝贝标题", "Listing title", "照页面原文；标题和链接至少填一个", "As the page writes it; title or URL is required"),
        ("链接", "URL", "商品页地址，用来认出同一个商品", "Address of the listing; tells that two rows are the same one"),
        ("价格", "Price", "页面价，如 129 或 59.00-129.00", "Price on the page, such as 129 or 59.00-129.00"),
        ("券后价", "Price after coupon", "用券后的价格；没有券留空", "Price with the coupon; empty without one"),
        ("划线价", "List price", "划掉的原价", "The price crossed out"),
        ("已售", "Sold", "照原文写，如 863人付款、2万+人付款", "As shown, such as 863 or 10k+ sold"),
        ("评价数", "Reviews", "照原文写，如 5万+", "As shown, such as 1,234"),
        ("评分", "Rating", "如 4.8", "Such as 4.8"),
        ("上架时间", "Listed on", "上架的日期，可带时间", "Day it was listed; a time may follow"),
        ("活动", "Promotion", "照原文写，如 满300减50", "As shown, such as 3 for 2"),
        ("库存状态", "Availability", "有货、无货、已下架", "In stock, out of stock, delisted"),
        ("榜单", "List", "在哪个榜单或搜索词下看到", "The list or search in which it stood"),
        ("名次", "Position", "在该榜单的位置，1 为第一；没找到留空", "Its place there, 1 is best; empty when not found"),
    ]),
    ("关键词模板", "keywords", [
        ("来源", "Source", "如 生意参谋、百度指数、搜索框。必填", "Such as Google Trends, search box. Required"),
        ("平台", "Platform", "关键词属于某个平台时填写", "Where the keyword belongs to one platform"),
        ("类目", "Category", "你自己对市场的叫法，如 连衣裙", "Your own name of the market, such as dresses"),
        ("日期", "Date", "数字所属的那一天，如 2026-06-22。必填", "The day the numbers are of, such as 2026-06-22. Required"),
        ("关键词", "Keyword", "必填", "Required"),
        ("排名", "Rank", "在来源榜单的名次，1 为第一", "Place in the source's list, 1 is best"),
        ("搜索人气", "Search popularity", "来源给出的指数，照写", "The source's index, as shown"),
        ("点击率", "Click ratio", "如 86.3%", "Such as 86.3%"),
        ("支付转化率", "Conversion ratio", "如 2.35%", "Such as 2.35%"),
        ("在线商品数", "Supply", "搜到的商品数量", "Number of listings found"),
        ("直通车参考价", "CPC", "每次点击的参考价，如 1.25", "Suggested price of a click, such as 1.25"),
    ]),
    ("本店销售模板", "own-sales", [
        ("平台", "Platform", "如 淘宝、京东、拼多多。必填", "Such as taobao, jd, amazon. Required"),
        ("店铺", "Shop", "自家店铺的名称。必填", "The name of your shop. Required"),
        ("日期", "Date", "销售的那一天，如 2026-06-22。必填", "The day of the sales, such as 2026-06-22. Required"),
        ("小时", "Hour", "0 至 23；整天的合计留空", "0 to 23; empty for the whole day"),
        ("订单数", "Orders", "付款订单数；没有订单写 0，不知道留空", "Orders paid; 0 for none, empty where not known"),
        ("件数", "Units", "卖出的件数", "Pieces sold"),
        ("金额", "Amount", "支付金额，如 1234.50", "Money paid, such as 1234.50"),
    ]),
]  # fmt: skip


def template_csv(headers: list[str]) -> bytes:
    """The header alone, UTF-8 with BOM so that Excel reads it."""
    return delimited([headers], encoding="utf-8-sig")


def template_xlsx(name: str, headers: list[str], notes: list[str]) -> bytes:
    """The header bold and frozen, each cell with a comment that says what goes in."""
    return workbook(name, headers, [], notes)


def main() -> None:
    """Write all files below --out."""
    folder = folder_to_write("templates", "Make the templates.")
    for chinese, english, columns in TEMPLATES:
        for name, header, note in ((chinese, 0, 2), (english, 1, 3)):
            headers, notes = [each[header] for each in columns], [each[note] for each in columns]
            (folder / f"{name}.csv").write_bytes(template_csv(headers))
            (folder / f"{name}.xlsx").write_bytes(template_xlsx(name, headers, notes))


if __name__ == "__main__":
    main()
