"""Ratios, values of indices and ratings as they are seen, by where: text to the reading (see notation)."""

RATIOS: dict[str, list[tuple[str, str]]] = {
    "生意参谋, 京东商智: text with a sign, or bare fractions": [
        ("12.3%", "0.123"), ("12.30%", "0.123"), ("12.3 %", "0.123"), ("１２％", "0.12"), ("１２．３％", "0.123"), ("0.123", "0.123"), ("1", "1"),
        ("1.8", "1.8"), ("10", "10"), ("0", "0"), ("0%", "0"), ("0.00%", "0"), ("100%", "1"), ("1,234%", "12.34"), ("1,234.5%", "12.345"),
        ("98.6%", "0.986"), ("0.05%", "0.0005"), ("百分之12", "0.12"), ("百分之 12.5", "0.125"), ("%12", "0.12"), ("3成", "0.3"), ("七成", "ratio-unreadable"),
        ("-", "nothing"), ("--", "nothing"), ("暂无", "nothing"), ("12‰", "0.012"), ("5‰", "0.005"), ("1/8", "0.125"), ("3/100", "0.03"),
        ("12/100", "0.12"), ("1/3", "0.333333"), ("5/4", "ratio-unreadable"), ("1/0", "ratio-unreadable"), ("0/5", "0"),
    ],
    "growth and change: 飙升榜, Keyword Planner, SellerSprite": [
        ("-100%", "-1"), ("+700%", "7"), ("-0.5", "-0.5"), ("-5.3%", "-0.053"), ("+12.5%", "0.125"), ("↑12.5%", "0.125"), ("↓3%", "-0.03"),
        ("▲ 3.2%", "0.032"), ("▲3.2%", "0.032"), ("▼3.2%", "-0.032"), ("↑ 12.5 %", "0.125"), ("-12.5 %", "-0.125"), ("–5.3%", "-0.053"),
        ("−5.3%", "-0.053"), ("+0%", "0"), ("△3.2%", "ratio-unreadable"), ("(5.3%)", "ratio-unreadable"), ("↑-5%", "ratio-unreadable"),
        ("∞", "nothing"), ("900%", "9"), ("-90%", "-0.9"), ("+1.2pp", "ratio-unreadable"), ("1.2个百分点", "ratio-unreadable"),
        ("增长5倍", "ratio-unreadable"), ("5倍", "ratio-unreadable"), ("翻倍", "ratio-unreadable"), ("N/A", "nothing"),
    ],
    "ranges and bounds: 抖音罗盘, 蝉妈妈, Google": [
        ("10%~15%", "0.1..0.15"), ("10%-15%", "0.1..0.15"), ("10-15%", "0.1..0.15"), ("10% - 15%", "0.1..0.15"), ("10%～15%", "0.1..0.15"),
        ("10%至15%", "0.1..0.15"), ("-5%~3%", "-0.05..0.03"), ("-5%~-3%", "-0.05..-0.03"), ("0%-5%", "0..0.05"), ("<1%", "0..0.01"),
        ("< 1%", "0..0.01"), (">50%", "0.5.."), ("≥50%", "0.5.."), ("<=5%", "0..0.05"), ("5%+", "0.05.."), ("5%以上", "0.05.."),
        ("0.1-0.2", "0.1..0.2"), ("0.1~0.15", "0.1..0.15"), ("0.1-15%", "ratio-ambiguous"), ("15%-10%", "range-reversed"),
        ("10%~15%+", "ratio-unreadable"), ("<5%+", "ratio-unreadable"),
    ],
    "decimal comma and words: Amazon.de, Mercado Libre": [
        ("12,3%", "0.123"), ("12,3 %", "0.123"), ("0,5%", "0.005"), ("12 percent", "0.12"), ("12.5 percent", "0.125"), ("12 pct", "0.12"),
        ("12,345%", "123.45"), ("12,3", "number-ambiguous"),
    ],
    "what may be a percentage or a fraction, or is neither": [
        ("11", "ratio-ambiguous"), ("-45", "ratio-ambiguous"), ("45", "ratio-ambiguous"), ("98.6", "ratio-ambiguous"), ("12.3", "ratio-ambiguous"),
        ("1.2万", "ratio-unreadable"), ("高", "ratio-unreadable"), ("inf", "ratio-unreadable"), ("5%%", "ratio-unreadable"),
        ("abc", "ratio-unreadable"), ("12%5", "ratio-unreadable"), ("50L", "ratio-unreadable"), ("1e5", "ratio-ambiguous"),
        ("2026-03-01", "ratio-unreadable"), ("12% 15%", "ratio-unreadable"), ("好评率98%", "ratio-unreadable"), ("¥5", "ratio-unreadable"),
    ],
}  # fmt: skip

INDEXES: dict[str, list[tuple[str, str]]] = {
    "生意参谋, 百度指数, 阿里指数": [
        ("1,234.5", "1234.5"), ("1,234,567", "1234567"), ("12,345", "12345"), ("863", "863"), ("0", "0"), ("0.5", "0.5"), ("-3", "-3"), ("+5", "5"),
        ("1.2万", "12000"), ("1.2w", "12000"), ("3千", "3000"), ("1.5亿", "150000000"), ("7.5w~10w", "75000..100000"), ("1000~2000", "1000..2000"),
        ("0.5~0.7", "0.5..0.7"), ("-5~-3", "-5..-3"), ("-5~5", "-5..5"), ("50+", "50.."), ("500以上", "500.."), ("-", "nothing"), ("--", "nothing"),
        ("∞", "nothing"), ("暂无", "nothing"), ("12,34,567", "1234567"), ("１，２３４", "1234"), ("1\u00a0234", "1234"), ("1\u202f234.5", "1234.5"),
    ],
    "Google Trends, Keyword Planner, eRank, Ahrefs": [
        ("100", "100"), ("<1", "0..1"), ("< 1", "0..1"), ("<-5", "..-5"), (">7,000", "7000.."), ("≥50", "50.."), ("< 20", "0..20"),
        ("Unknown", "nothing"), ("N/R", "nothing"), ("1e5", "100000"), ("1.23E+05", "123000"), ("[6.5]", "6.5"), ("1K – 10K", "1000..10000"),
        ("10K-100K", "10000..100000"), ("0.33", "0.33"),
    ],
    "not told, or no number": [
        ("12,5", "number-ambiguous"), ("1,2345", "number-ambiguous"), ("9-5", "range-reversed"), ("1-2万", "number-ambiguous"),
        ("-5--3", "number-unreadable"), ("5%", "number-unreadable"), ("12 %", "number-unreadable"), ("Breakout", "number-unreadable"),
        ("高", "number-unreadable"), ("1234567890123456", "number-too-large"), ("±5", "number-unreadable"), ("1 234", "number-unreadable"),
        ("↑5", "5"), ("↓5", "-5"), ("△5", "number-unreadable"), ("100/100", "number-unreadable"), ("5L", "number-unreadable"), ("1,2 mil", "1200"),
        ("abc", "number-unreadable"), ("inf", "number-unreadable"), ("5倍", "number-unreadable"),
    ],
}  # fmt: skip

RATINGS: dict[str, list[tuple[str, str]]] = {
    "Taobao, Tmall, JD, Pinduoduo, Douyin": [
        ("4.9", "4.9"), ("4.9分", "4.9"), ("4.9 分", "4.9"), ("9.8分", "9.8"), ("4.8高", "4.8"), ("4.8 高", "4.8"), ("4.7低于", "4.7"), ("4.8持平", "4.8"),
        ("DSR 4.8", "4.8"), ("描述相符 4.8", "4.8"), ("描述相符：4.9", "4.9"), ("服务态度4.7", "4.7"), ("综合评分4.8", "4.8"), ("店铺评分: 4.85", "4.85"), ("五星", "5"),
        ("五颗星", "5"), ("四星", "4"), ("5星", "5"), ("5颗星", "5"), ("96分", "96"), ("9.6分(满分10)", "9.6"), ("9.6分，满分10", "9.6"), ("4.9（满分5）", "4.9"),
        ("100分", "100"), ("100", "100"), ("96", "96"), ("0", "0"), ("0.0", "0"), ("暂无评分", "nothing"), ("暂无", "nothing"), ("-", "nothing"),
        ("4.9999", "4.9999"),
    ],
    "Amazon, eBay, Etsy in their languages": [
        ("4.8 out of 5", "4.8"), ("3.9 out of 5 stars", "3.9"), ("4.5 out of 5 stars", "4.5"), ("4.8/5", "4.8"), ("4.8 / 5.0", "4.8"),
        ("96/100", "96"), ("4.5 stars", "4.5"), ("4.5★", "4.5"), ("Rated 4.5 out of 5", "4.5"), ("Rating: 4.8", "4.8"), ("4,5 von 5 Sternen", "4.5"),
        ("4,7 su 5", "4.7"), ("4,7 su 5 stelle", "4.7"), ("4.6 sur 5", "4.6"), ("4,6 sur 5 étoiles", "4.6"), ("4,5 de 5 estrellas", "4.5"),
        ("4,5 de 5", "4.5"), ("5つ星のうち4.3", "4.3"), ("4.3 / 5", "4.3"), ("4,8 из 5", "4.8"), ("4.8 dari 5", "4.8"), ("4,9/5", "4.9"),
        ("4.8 (1,234)", "4.8"), ("4.8(2.3k)", "4.8"), ("4.8 (1234 ratings)", "4.8"), ("5.0 (12 reviews)", "5"), ("4.8/5 (1,234)", "4.8"),
        ("No reviews yet", "nothing"), ("N/A", "nothing"),
    ],
    "stars as they are drawn": [
        ("★4.8", "4.8"), ("★ 4.8", "4.8"), ("4.8 ★", "4.8"), ("⭐4.8", "4.8"), ("⭐️ 4.8", "4.8"), ("★★★★★", "5"), ("★★★★☆", "4"), ("★★★☆☆", "3"),
        ("☆☆☆☆☆", "0"), ("⭐⭐⭐⭐", "4"), ("★★★★½", "4.5"), ("★ ★ ★ ★", "4"), ("★★★★★ 4.8", "rating-unreadable"),
    ],
    "no rating on any scale": [
        ("96%", "rating-unreadable"), ("98.6%", "rating-unreadable"), ("-1", "rating-unreadable"), ("6/5", "rating-unreadable"),
        ("101", "rating-unreadable"), ("4.5-5", "rating-unreadable"), ("4+", "rating-unreadable"), ("好评", "rating-unreadable"),
        ("4,5", "4.5"), ("4,75", "4.75"), ("4,750", "rating-unreadable"), ("4.8 1234", "rating-unreadable"), ("abc", "rating-unreadable"), ("4.8.1", "rating-unreadable"),
        ("12345", "rating-unreadable"), ("1.2万", "rating-unreadable"), ("¥4", "rating-unreadable"), ("4.8/0", "rating-unreadable"),
        ("4.8/500", "rating-unreadable"), ("★★★★★★★★★★★★", "rating-unreadable"),
    ],
}  # fmt: skip
