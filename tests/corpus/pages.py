"""Saved pages and JSON of shops."""

from __future__ import annotations

from tests.corpus.known import Known

FILES = {
    # 60 cards, of which two are boxes of what others search for. Two goods stand twice and alike; one stands under two titles:
    # a correction.
    "pages/Elipese568__prepared-food-research-paper-dataset__小炒牛肉_京东_搜索结果.html": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 58, 55, 2, 1, 0),),
        sums={"price": (55, "3572.88"), "price_list": (19, "1563.96"), "price_coupon": (19, "1350.4"), "sold": (46, "2944600"), "reviews": (54, "1581298")},
        every={"platform": "jd", "currency": "CNY", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "100254989776", "shop_name": "西牛优选肉制品京东自营旗舰店", "title": "西牛优选甘肃小炒黄牛肉1…", "price_list": 159, "price_coupon": "127.2", "promotion": "到手价 券满99享8折", "sold_kind": "sold", "sold_raw": "已售1万+", "price": "127.2", "sold": (10000, None), "reviews": (5000, None)},
            3: {"listing_key": "10102881562158", "shop_name": "厨哈哈食品官方旗舰店", "title": "料理包预制菜加热即食1854g", "price_list": "49.9", "price_coupon": "40.9", "promotion": "到手价 首购礼金2元…", "sold_kind": "sold", "sold_raw": "已售2万+4300+人种草", "price": "40.9", "sold": (20000, None), "reviews": (20000, None)},
            25: {"listing_key": "10191405264264", "shop_name": "京喜自营官方店", "title": "小炒牛肉片500g/1包清真嫩滑", "price_list": "32.99", "price_coupon": "28.99", "promotion": "到手价 券满5减4 包邮", "price": "28.99", "reviews": 68},
            54: {"listing_key": "100014197286", "shop_name": "聪厨京东自营旗舰店", "title": "聪厨 小炒黄牛肉 225…", "sold_kind": "sold", "sold_raw": "已售100万+", "price": "25.8", "sold": (1000000, None), "reviews": (500000, None)},
            61: {"listing_key": "10190957074517", "shop_name": "谷言官方旗舰店", "title": "谷言速食汤混组9袋组合2250g", "price_list": 57, "price_coupon": 47, "promotion": "到手价 立减10元 包邮", "sold_kind": "sold", "sold_raw": "已售9万+91%好评", "price": 47, "sold": (90000, None), "reviews": (50000, None)},
        },
    ),
    # Two cards say 已售300万 in the seller's own words, and 已售1万+ in the platform's: the platform's is kept.
    "pages/Elipese568__prepared-food-research-paper-dataset__预制菜_京东_搜索结果.html": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 58, 56, 2, 0, 0),),
        sums={"price": (56, "4021.83"), "sold": (53, "3682600"), "reviews": (56, "1641338"), "price_list": (25, "2111.46"), "price_coupon": (25, "1735.1")},
        every={"platform": "jd", "currency": "CNY", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "10061014997682", "shop_name": "谷言官方旗舰店", "title": "谷言料理包预制菜 15种…", "promotion": "已补¥6.21 首购礼金4元", "sold_kind": "sold", "sold_raw": "已售9万+", "price": 105, "sold": (90000, None), "reviews": (50000, None)},
            3: {"listing_key": "10061014997678", "shop_name": "谷言官方旗舰店", "title": "谷言预制菜实惠10种菜肴…", "promotion": "已补¥8.8 包邮", "sold_kind": "sold", "sold_raw": "已售9万+30天加购飙升5倍", "price": "47.8", "sold": (90000, None), "reviews": (50000, None)},
            20: {"listing_key": "10190029022031", "shop_name": "七对岛专营店", "title": "已售300万【火锅套餐…", "promotion": "已补¥40 券满99…", "sold_kind": "sold", "sold_raw": "已售1万+3600+人种草", "price": 79, "sold": (10000, None), "reviews": (5000, None)},
            18: {"listing_key": "10183601146872", "shop_name": "谷言官方旗舰店", "title": "谷言意大利面酱 意式番茄…", "price": 59, "reviews": 2},
            61: {"listing_key": "10120933814188", "shop_name": "伴柠菲休闲食品专营店", "title": "【亏本冲量】整只2斤大肘…", "price_list": "15.8", "price_coupon": "13.8", "promotion": "到手价 券满10减2 包邮", "sold_kind": "sold", "sold_raw": "已售2000+2万+人种草", "price": "13.8", "sold": (2000, None), "reviews": (2000, None)},
        },
    ),
    # The counters are -, for a script fills them in.
    "pages/jshemas__openGraphScraperPages__taobao.html": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "149")},
        rows={
            2: {"platform": "taobao", "listing_key": "562283240178", "shop_name": "怡科外设KBDfans", "title": "乳白亚克力外壳 60%键…", "url": "…?id=562283240178", "currency": "CNY", "observed_at": "2026-03-02", "price": (149, 159)},
        },
    ),
    "pages/jshemas__openGraphScraperPages__ebay.html": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "349.99"), "price_list": (1, "899.99"), "sold": (1, "294"), "reviews": (1, "8"), "rating": (1, "4.5")},
        rows={
            2: {"platform": "ebay", "listing_key": "381228738769", "shop_name": "bestchoiceproducts", "title": "Outdoor Wick…", "url": "…ch-/381228738769", "price_list": "899.99", "currency": "USD", "sold_kind": "sold", "sold_raw": "294 sold", "rating": "4.5", "availability": "in_stock", "observed_at": "2026-03-02", "price": "349.99", "sold": 294, "reviews": 8},
        },
    ),
    "pages/jshemas__openGraphScraperPages__etsy.html": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "2.99")},
        rows={
            2: {"platform": "etsy", "listing_key": "230389421", "shop_name": "InfernoDecals", "title": "Agents of Sh…", "url": "…-sticker-for-car", "currency": "USD", "availability": "in_stock", "observed_at": "2026-03-02", "price": "2.99"},
        },
    ),
    "pages/jshemas__openGraphScraperPages__amazon_smile.html": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "15.98"), "price_list": (1, "17"), "reviews": (1, "62"), "rating": (1, "4.2")},
        rows={
            2: {"platform": "amazon", "listing_key": "1937785734", "shop_name": "Amazon.com", "title": "Node.js the …", "url": "…pt/dp/1937785734", "price_list": 17, "rating": "4.2", "availability": "in_stock", "flags": "currency-unknown", "observed_at": "2026-03-02", "price": "15.98", "reviews": 62},
        },
    ),
    # The only price that it tells machines is a month's instalment: none is kept, and that is told.
    "pages/jshemas__openGraphScraperPages__bestbuy.html": Known(
        {"platform": "bestbuy", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"reviews": (1, "3267"), "rating": (1, "4.8")},
        rows={
            2: {"platform": "bestbuy", "listing_key": "4447801", "shop_name": "BestBuy", "title": "Apple - iPho…", "url": "….p?skuId=4447801", "currency": "USD", "rating": "4.8", "availability": "in_stock", "observed_at": "2026-03-02", "reviews": 3267},
        },
        left=("page-price-part",),
    ),
    "pages/scrapinghub__extruct__opengraph_ns_product_test.html": Known(
        {"platform": "fye", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "17.99")},
        rows={
            2: {"platform": "fye", "listing_key": "…32429335302.html", "title": "Better Off D…", "url": "…32429335302.html", "currency": "USD", "availability": "in_stock", "observed_at": "2026-03-02", "price": "17.99"},
        },
    ),
    # The same product as in the file below: duplicates of one another.
    "pages/scrapinghub__extruct__product-ref.html": Known(
        {"platform": "example", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "119.99"), "reviews": (1, "89"), "rating": (1, "4.4")},
        rows={
            2: {"platform": "example", "shop_name": "Executive Objects", "title": "Executive Anvil", "currency": "USD", "rating": "4.4", "availability": "in_stock", "flags": "key-derived", "observed_at": "2026-03-02", "price": "119.99", "reviews": 89},
        },
    ),
    "pages/scrapinghub__extruct__product_microdata.html": Known(
        {"platform": "example", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "119.99"), "reviews": (1, "89"), "rating": (1, "4.4")},
        rows={
            2: {"platform": "example", "shop_name": "Executive Objects", "title": "Executive Anvil", "currency": "USD", "rating": "4.4", "availability": "in_stock", "flags": "key-derived", "observed_at": "2026-03-02", "price": "119.99", "reviews": 89},
        },
    ),
    "pages/pondevelopment__htmlens__product.html": Known(
        {"platform": "example", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 1, 1, 0, 0, 0),),
        sums={"price": (1, "29.99")},
        rows={
            2: {"platform": "example", "listing_key": "TEST-001", "title": "Test Product", "currency": "USD", "availability": "in_stock", "observed_at": "2026-03-02", "price": "29.99"},
        },
    ),
    # The group has no id: its name is what the variants share.
    "pages/pondevelopment__htmlens__product_group.html": Known(
        {"platform": "example", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 3, 3, 0, 0, 0),),
        sums={"price": (3, "2649.97")},
        every={"platform": "example", "currency": "USD", "flags": "key-derived", "observed_at": "2026-03-02"},
        rows={
            2: {"variant_key": "MTB-RED-M", "title": "Mountain Bik…", "availability": "in_stock", "price": "899.99"},
            3: {"variant_key": "MTB-BLUE-L", "title": "Mountain Bik…", "availability": "out_of_stock", "price": "899.99"},
            4: {"variant_key": "MTB-GREEN-S", "title": "Mountain Bik…", "availability": "in_stock", "price": "849.99"},
        },
        words={"availability": {"in_stock": 2, "out_of_stock": 1}},
    ),
    "pages/jmikh__ecom__shopify_products.json": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 96, 96, 0, 0, 0),),
        sums={"price": (96, "10388"), "price_list": (9, "1909")},
        every={"platform": "shopify", "flags": "currency-unknown", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "8557565378726", "variant_key": "46612170178726", "shop_name": "United By Blue", "title": "5 Panel Camp Cap", "listed_at": "2025-08-26 01:07:46", "price": 48},
            25: {"listing_key": "8557565247654", "variant_key": "46612169654438", "shop_name": "United By Blue", "title": "Derby Tier B…", "price_list": 165, "listed_at": "2025-08-26 01:07:42", "price": 148},
            97: {"listing_key": "8557565149350", "variant_key": "46612169293990", "shop_name": "United By Blue", "title": "Whitney Pullover", "listed_at": "2025-08-26 01:07:38", "price": 138},
        },
    ),
    # An original_price of 0 is none, as null is; reviews holds the reviews themselves, so it is no count of them.
    "pages/jmikh__ecom__mantraband_products.json": Known(
        {"platform": "mantraband", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 98, 98, 0, 0, 0),),
        sums={"price": (98, "3597.3"), "rating": (94, "462.2"), "price_list": (8, "298")},
        every={"platform": "mantraband", "flags": "currency-unknown", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "…ve-is-everything", "title": "Love Is Ever…", "url": "…ve-is-everything", "category": "Bracelets", "rating": "4.9", "price": 35},
            20: {"listing_key": "…oducts/godmother", "title": "Godmother", "url": "…oducts/godmother", "category": "Bracelets", "price_list": 38, "rating": 5, "price": 11},
            49: {"listing_key": "…ow-circle-thread", "title": "Here, Now - …", "url": "…ow-circle-thread", "category": "Bracelets", "price": 35},
            99: {"listing_key": "…y-heart-bracelet", "title": "ILY - Heart …", "url": "…y-heart-bracelet", "category": "Bracelets", "rating": "4.8", "price": 35},
        },
    ),
}  # fmt: skip
