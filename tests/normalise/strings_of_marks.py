"""Missing marks, booleans and stock states as they are seen, by where."""

MISSING: dict[str, list[str]] = {
    "blanks": ["", " ", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff", " \u200b\u00a0 ", "\u2009", "\n"],
    "dashes and signs": ["-", "--", " --", "—", "——", "–", "－", "−", "- -", "---", "/", "//", "\\", "?", "??", "…", "...", "***", "∞", "+∞", "-∞"],
    "tools and programs": [
        "N/A", "n/a", "#N/A", "NA", "N.A.", "None", "none", "(none)", "NULL", "null", "(null)", "Nil", "nan", "NaN", "-nan", "N/R", "<NA>", "NaT", "\\N",
        "undefined", "Unknown", "TBD", "TBA", "Not available", "not set", "(not set)", "No data", "(blank)", "empty", "Ｎ／Ａ", "<none>", "missing",
    ],
    "Chinese shops and tools": [
        "无", "無", "暂无", "暫無", "面议", "面議", "价格面议", "電議", "电议", "询价", "咨询客服", "暂无报价", "暂无价格", "暂无数据", "暫無數據", "暂无评价", "暂无评分", "暂无销量",
        "暂无排名", "无数据", "无报价", "未知", "待定", "空", "缺失", "未公布", "不详", "尚无评价",
    ],
    "other shops": ["No reviews yet", "No rating", "Price on request", "Call for price", "Contact us", "k. A.", "s/d", "n/d", "нет данных", "Chưa có đánh giá", "ไม่มี", "Belum ada", "なし", "該当なし", "없음"],
    "an empty cell of a scraper": ["[]", "['']", "[None]", "['-']", "['暂无']", '[""]', "[nan]"],
}  # fmt: skip

PRESENT = [
    "0", "0.0", "99", "无糖", "-5", "--5", "免费", "#1", "[0]", "a", "no", "1/2", "inf", "#REF!", "#DIV/0!", "#VALUE!", "无敌", "nano", "Free", "售罄", "·", "1-", "[-, -]", "0%",
]  # fmt: skip

FOLDED = [
    ("１，２９９．００", "1,299.00"), ("￥99", "¥99"), ("1.2\u00a0万", "1.2 万"), ("1\u00a0299", "1٬299"), ("1\u202f299,50", "1٬299,50"), ("59～129", "59~129"),
    ("59–129", "59-129"), ("['99元']", "99元"), ('["a"]', "a"), ("[6.5]", "6.5"), ("[1, 2]", "[1, 2]"), ("['1', '2']", "['1', '2']"), ("5²", "5²"),
    ("①", "①"), ("9\u200b9", "99"), ("US$", "us$"), ("٩٩", "99"), ("๙๙", "99"), ("९९", "99"), ("128、256", "128、256"), ("e\u0301", "é"),
]  # fmt: skip

BOOLEANS: dict[str, list[tuple[str, str | None]]] = {
    "Chinese lists": [("是", "true"), ("否", "false"), ("是的", "true"), ("不是", "false"), ("对", "true"), ("本店", "true"), ("自家", "true"), ("我的", "true"), ("非本店", "false"), ("他店", "false"), ("自营", None), ("有", None), ("可能", None), ("部分", None)],
    "programs": [("TRUE", "true"), ("True", "true"), ("false", "false"), ("1", "true"), ("0", "false"), ("Y", "true"), ("N", "false"), ("yes", "true"), ("No", "false"), ("ｙｅｓ", "true"), ("on", "true"), ("off", "false"), ("2", None), ("10", None), ("-1", "true"), ("maybe", None)],
    "ticks": [("✓", "true"), ("✔", "true"), ("√", "true"), ("☑", "true"), ("✅", "true"), ("✗", "false"), ("×", "false"), ("❌", "false"), ("☐", "false"), ("★", None)],
    "other languages": [("Sí", "true"), ("Sim", "true"), ("oui", "true"), ("ja", "true"), ("да", "true"), ("нет", "false"), ("nein", "false"), ("não", "false"), ("はい", "true"), ("いいえ", "false"), ("không", "false"), ("ใช่", "true")],
}  # fmt: skip

STOCK: dict[str, list[tuple[str, str | None]]] = {
    "Chinese platforms": [("有货", "in_stock"), ("现货", "in_stock"), ("在售", "in_stock"), ("库存紧张", "in_stock"), ("售罄", "out_of_stock"), ("已售罄", "out_of_stock"), ("缺货", "out_of_stock"), ("无货", "out_of_stock"), ("无貨", "out_of_stock"), ("已抢光", "out_of_stock"), ("下架", "delisted"), ("商品已下架", "delisted"), ("预售", None)],
    "platforms abroad": [("In Stock", "in_stock"), ("in_stock", "in_stock"), ("InStock", "in_stock"), ("https://schema.org/InStock", "in_stock"), ("Currently unavailable", "out_of_stock"), ("Sold out", "out_of_stock"), ("Out of stock", "out_of_stock"), ("Auf Lager", "in_stock"), ("Ausverkauft", "out_of_stock"), ("Hết hàng", "out_of_stock"), ("在庫あり", "in_stock"), ("нет в наличии", "out_of_stock"), ("Pre-order", None)],
}  # fmt: skip
