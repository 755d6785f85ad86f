"""Tables of listings: lists of a search, logs, exports of sellers, stocks."""

from __future__ import annotations

from tests.corpus.known import Known

FILES = {
    "listings/TWItachi__python-__taobao.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 136, 133, 3, 0, 0),),
        sums={"price": (133, "8739.06"), "sold": (133, "20766")},
        every={"platform": "taobao", "currency": "CNY", "sold_kind": "paid", "flags": "key-derived", "observed_at": "2026-03-02"},
        rows={
            2: {"shop_name": "新华在线图书专营店", "title": "Python3网络爬虫开…", "sold_raw": "161人付款", "price": 68, "sold": 161},
            3: {"shop_name": "瑞雅图书专营", "title": "python编程从入门到…", "sold_raw": "2482人付款", "price": 40, "sold": 2482},
            137: {"shop_name": "志达图书专营店", "title": "Python游戏编程入门…", "sold_raw": "30人付款", "price": "31.6", "sold": 30},
        },
    ),
    # Two columns may be the counter: 售出 is what was sold in all, 交易成功 what was not given back of it; the first is
    # kept. It goes down once, from 1114 to 1112. The title is empty in most rows, and aaa or bbb in others, as it stands.
    "listings/taojy123__TYSpider__taobao.csv": Known(
        {},
        None,
        (("listings", 152, 143, 9, 0, 0),),
        sums={"sold": (143, "47721")},
        every={"platform": "taobao", "currency": "CNY", "sold_kind": "sold"},
        rows={
            2: {"listing_key": "16285405705", "url": "…Z&id=16285405705", "sold_raw": "1114", "observed_at": "2014-02-12 13:32", "sold": 1114},
            6: {"listing_key": "16285405705", "url": "…Z&id=16285405705", "sold_raw": "1112", "observed_at": "2014-02-12 13:34", "sold": 1112},
            21: {"listing_key": "18403991119", "title": "aaa", "url": "…Z&id=18403991119", "sold_raw": "391", "observed_at": "2014-02-12 13:32", "sold": 391},
            153: {"listing_key": "13570505042", "url": "…Z&id=13570505042", "sold_raw": "82", "observed_at": "2014-02-12 13:56", "sold": 82},
        },
    ),
    "listings/taojy123__TYSpider__taobao_rev2.csv": Known(
        {},
        None,
        (("listings", 135, 126, 9, 0, 0),),
        sums={"sold": (126, "41827")},
        every={"platform": "taobao", "currency": "CNY", "sold_kind": "sold"},
        rows={
            2: {"listing_key": "16285405705", "url": "…Z&id=16285405705", "sold_raw": "1114", "observed_at": "2014-02-12 13:32", "sold": 1114},
            8: {"listing_key": "16285405705", "url": "…Z&id=16285405705", "sold_raw": "1114", "observed_at": "2014-02-12 13:38", "sold": 1114},
            136: {"listing_key": "13570505042", "url": "…Z&id=13570505042", "sold_raw": "82", "observed_at": "2014-02-12 13:55", "sold": 82},
        },
    ),
    # The header 0 is a count of rows that begins anew four times, and 重要度 holds sizes of screens: neither is kept.
    # 评论数 is 0 in 141 rows, which may be none or not asked; it is kept as it stands.
    "listings/haorenxwx__data_process_test__淘宝数据.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 192, 192, 0, 0, 0),),
        sums={"price": (192, "384200"), "sold": (192, "2472343"), "reviews": (192, "1386114")},
        every={"platform": "taobao", "currency": "CNY", "sold_kind": "monthly", "flags": "key-derived", "observed_at": "2026-03-02"},
        rows={
            2: {"title": "小米 MIX2", "sold_raw": "2593", "price": 3299, "sold": 2593, "reviews": 0},
            100: {"title": "8848 钛金手机M3", "sold_raw": "192", "price": 13142, "sold": 192, "reviews": 0},
            193: {"title": "征服 S8", "sold_raw": "306", "price": 2998, "sold": 306, "reviews": 309},
        },
    ),
    "listings/haorenxwx__data_process_test__taobaocellphone.csv": Known(
        {"platform": "taobao", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 432, 432, 0, 0, 0),),
        sums={"price": (432, "599802"), "sold": (432, "2818027"), "reviews": (432, "4203944")},
        every={"platform": "taobao", "currency": "CNY", "sold_kind": "monthly", "flags": "key-derived", "observed_at": "2026-03-02"},
        rows={
            2: {"title": "小米 MIX2", "sold_raw": "2593", "price": 3299, "sold": 2593, "reviews": 0},
            194: {"title": "小辣椒 红辣椒Note4X", "sold_raw": "915", "price": 814, "sold": 915, "reviews": 0},
            433: {"title": "荣耀 畅玩5", "sold_raw": "192", "price": 719, "sold": 192, "reviews": 0},
        },
    ),
    # Game may be a title or anything else, so it is asked. Below row 208 the table goes on without the column Players, which
    # is not kept: Game and Price stand where they stood, so it is read on. Free may be a price of 0 or none: it is refused.
    "listings/haorenxwx__data_process_test__datatest.xls": Known(
        {"platform": "steam", "observed_on": "2017-09-10", "columns": "Game=title"},
        "columns-doubtful",
        (("listings", 565, 248, 9, 0, 308),),
        sums={"price": (248, "4443.21")},
        every={"platform": "steam", "flags": "currency-unknown key-derived", "observed_at": "2017-09-10"},
        rows={
            93: {"title": "Life is Stra…", "price": "16.99"},
            571: {"title": "Factorio", "price": 20},
            619: {"title": "Subnautica", "price": "19.99"},
        },
        refused={"cell price-unreadable": 143, "row identity-missing": 165, "row nothing-measured": 143},
    ),
    "listings/haorenxwx__data_process_test__datatest.txt": Known(
        {"platform": "steam", "observed_on": "2017-09-10", "columns": "Game=title"},
        "columns-doubtful",
        (("listings", 565, 248, 9, 0, 308),),
        sums={"price": (248, "4443.21")},
        every={"platform": "steam", "flags": "currency-unknown key-derived", "observed_at": "2017-09-10"},
        rows={
            93: {"title": "Life is Stra…", "price": "16.99"},
            571: {"title": "Factorio", "price": 20},
            619: {"title": "Subnautica", "price": "19.99"},
        },
        refused={"cell price-unreadable": 143, "row identity-missing": 165, "row nothing-measured": 143},
    ),
    # Each value stands twice, as a list of one and plain; the first is kept. SALE is an amount, no count. The digits in the
    # name are no day of observation.
    "listings/John19980422__DeskTop__拼多多.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 27965, 24664, 3301, 0, 0),),
        sums={"price": (24664, "1342613.96"), "sold": (24664, "667221715")},
        every={"platform": "pdd", "currency": "CNY", "sold_kind": "unknown", "flags": "key-derived", "observed_at": "2026-03-02"},
        rows={
            2: {"title": "茶叶绿茶 送礼佳品  大…", "sold_raw": "[607]", "price": "6.5", "sold": 607},
            12472: {"title": "【直冲400W销量】思宏…", "sold_raw": "[3705865]", "price": "18.8", "sold": 3705865},
            27966: {"title": "【韩国进口】一次性染发笔…", "sold_raw": "[697]", "price": 65, "sold": 697},
        },
    ),
    # Badges stand behind the counter, or in place of it: only what 已售 says is one.
    "listings/Elipese568__prepared-food-research-paper-dataset__小炒牛肉_商品分析结果.xlsx": Known(
        {"platform": "jd", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 136, 136, 0, 0, 0),),
        sums={"price": (136, "9732.82"), "sold": (85, "6422900")},
        every={"platform": "jd", "currency": "CNY", "flags": "key-derived", "observed_at": "2026-03-02"},
        rows={
            2: {"shop_name": "谷言官方旗舰店", "title": "谷言料理包预制菜15种口…", "sold_kind": "sold", "sold_raw": "已售9万+", "price": 105, "sold": (90000, None)},
            3: {"shop_name": "谷言官方旗舰店", "title": "谷言预制菜实惠10种菜肴…", "sold_kind": "sold", "sold_raw": "已售9万+30天加购飙升5倍", "price": "47.8", "sold": (90000, None)},
            14: {"shop_name": "谷言官方旗舰店", "title": "谷言【速食汤系列】 奶油…", "price": 59},
            137: {"shop_name": "谷言官方旗舰店", "title": "谷言速食汤混组9袋组合2250g", "sold_kind": "sold", "sold_raw": "已售9万+91%好评", "price": 47, "sold": (90000, None)},
        },
        refused={"cell not-a-sale": 50},
        left=("no-table", "no-table"),
    ),
    # A price of -1.00 is none. Six columns without a header say the promotion and the price again: they are not kept.
    "listings/qiang1010__searchGoodsInfo__京东.xlsx": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 174, 174, 0, 0, 0),),
        sums={"price": (84, "5478.9")},
        every={"platform": "jd", "currency": "CNY", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "100015206478", "title": "十月结晶新生儿奶瓶宽口径…", "promotion": "满2件，总价打7.50折", "price": 49},
            4: {"listing_key": "100000891903", "title": "十月结晶 婴儿耐高温防滑…", "promotion": "购买1件可优惠换购热销商品"},
            175: {"listing_key": "100015758310", "title": "十月结晶宝宝洗衣液新生儿…", "promotion": "购母婴、玩具、清洁、…"},
        },
    ),
    "listings/qiang1010__searchGoodsInfo__商品价格.xlsx": Known(
        {"platform": "jd", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 216, 0, 0, 0, 216),),
        refused={"row nothing-measured": 216},
    ),
    "listings/KyTranMoi__code-crawl__lazada.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 4000, 1064, 2936, 0, 0),),
        sums={"price": (1064, "208628431")},
        every={"platform": "lazada", "currency": "VND", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "1424506100", "shop_name": "Lazada Global", "title": "Giày Trắng N…", "url": "…i1424506100.html", "price": 167000},
            1528: {"listing_key": "2236447759", "shop_name": "Patin Sunskate", "title": "Adults Patin…", "url": "…i2236447759.html", "price": 2390000},
            3727: {"listing_key": "1648033064", "shop_name": "An Vu techcom", "title": "Chai xịt tẩy…", "url": "…i1648033064.html", "price": 6900},
        },
    ),
    "listings/KyTranMoi__code-crawl__tiki.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 384, 379, 5, 0, 0),),
        sums={"price": (379, "4070758336")},
        every={"platform": "tiki", "currency": "VND", "flags": "key-derived", "observed_at": "2026-03-02"},
        rows={
            2: {"shop_name": "XSmart Official Store", "title": "Bộ bàn phím …", "price": 499000},
            3: {"shop_name": "Tiki Trading", "title": "Laptop Gigab…", "price": 15490000},
            385: {"shop_name": "Vĩnh Thành", "title": "Bàn Phím Giả…", "price": 309000},
        },
    ),
    "listings/KyTranMoi__code-crawl__data_api_tiki.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 384, 378, 6, 0, 0),),
        sums={"price": (378, "4083939937"), "reviews": (378, "168"), "rating": (35, "153.3")},
        every={"platform": "tiki", "currency": "VND", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "192729512", "title": "Laptop Dell …", "url": "…l?spid=203293171", "price": 23297000, "reviews": 0},
            3: {"listing_key": "208378320", "title": "Laptop Gigab…", "url": "…l?spid=208378321", "rating": 5, "price": 15490000, "reviews": 2},
            385: {"listing_key": "107670743", "title": "Sạc cho Lapt…", "url": "…l?spid=108430553", "price": 949998, "reviews": 0},
        },
    ),
    "listings/KyTranMoi__code-crawl__data_api_tiki.xlsx": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 384, 378, 6, 0, 0),),
        sums={"price": (378, "4087009995"), "reviews": (378, "168"), "rating": (35, "153.3")},
        every={"platform": "tiki", "currency": "VND", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "192729512", "title": "Laptop Dell …", "url": "…l?spid=203293171", "price": 23297000, "reviews": 0},
            3: {"listing_key": "208378320", "title": "Laptop Gigab…", "url": "…l?spid=208378321", "rating": 5, "price": 15490000, "reviews": 2},
            385: {"listing_key": "107670743", "title": "Sạc cho Lapt…", "url": "…l?spid=108430553", "price": 949998, "reviews": 0},
        },
    ),
    # A stock without title and price: spu_code may be the id of a listing or of goods, so it has to be said. Whether there
    # is any is kept, the codes of status are not; a stock of -1 says nothing, and one row is NULL throughout.
    "listings/muyiruyue00__PythonTools__lazada.csv": Known(
        {"columns": "spu_code=listing_key", "observed_on": "2026-03-02"},
        "no-table",
        (("listings", 1525, 1523, 0, 0, 2),),
        every={"platform": "lazada", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "L00JJBBTC00P", "availability": "in_stock"},
            3: {"listing_key": "ST4534RZ688G", "availability": "out_of_stock"},
            1526: {"listing_key": "PBE_06UF", "availability": "in_stock"},
        },
        refused={"cell word-unknown": 1, "row identity-missing": 1, "row nothing-measured": 1},
        words={"availability": {"in_stock": 963, "out_of_stock": 560}},
    ),
    "listings/muyiruyue00__PythonTools__shopee.csv": Known(
        {"columns": "spu_code=listing_key", "observed_on": "2026-03-02"},
        "no-table",
        (("listings", 1617, 1616, 0, 0, 1),),
        every={"platform": "shopee", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "L00JJBBTC00P", "availability": "in_stock"},
            3: {"listing_key": "ST4534RZ688G", "availability": "out_of_stock"},
            1618: {"listing_key": "PBE_0AE7", "availability": "out_of_stock"},
        },
        refused={"cell word-unknown": 1, "row nothing-measured": 1},
        words={"availability": {"in_stock": 965, "out_of_stock": 651}},
    ),
    "listings/jaygajera100__Ali-Express_Scraper__aliexpress.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 30, 30, 0, 0, 0),),
        sums={"price": (30, "421.8")},
        every={"platform": "aliexpress", "shop_name": "ETC BUYS INC.", "flags": "currency-unknown", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "1005005206354317", "variant_key": "VQZ0263TI", "brand": "Generic", "model": "VQZ0263TI", "title": "New Summer S…", "url": "…uct28&aecmd=true", "price": "14.06"},
            16: {"listing_key": "1005005206354317", "variant_key": "JZK5819MF", "brand": "Generic", "model": "JZK5819MF", "title": "New Summer S…", "url": "…uct28&aecmd=true", "price": "14.06"},
            31: {"listing_key": "1005005206354317", "variant_key": "QVO8244KJ", "brand": "Generic", "model": "QVO8244KJ", "title": "New Summer S…", "url": "…uct28&aecmd=true", "price": "14.06"},
        },
    ),
    # MSRP may be what it is sold for or its list price: the word says the list price. $ or not, the currency is unknown.
    "listings/jaygajera100__Ali-Express_Scraper__report-Copy3.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("listings", 510, 510, 0, 0, 0),),
        sums={"price_list": (510, "3683.99")},
        every={"platform": "aliexpress", "shop_name": "ETC BUYS INC.", "flags": "currency-unknown", "observed_at": "2026-03-02"},
        rows={
            2: {"listing_key": "1005003693005432", "variant_key": "SLE4048ZT", "brand": "Generic", "title": "Simple Long …", "url": "…03693005432.html", "price_list": "0.54"},
            56: {"listing_key": "1005005206354317", "variant_key": "DRH5124IX", "brand": "Generic", "title": "New Summer S…", "url": "…05206354317.html", "price_list": "15.05"},
            511: {"listing_key": "1005003170138509", "variant_key": "ANL7588XW", "brand": "Generic", "title": "Kitchen dail…", "url": "…03170138509.html", "price_list": "0.54"},
        },
    ),
    # No sign of a currency, so it is said here, and not in the file below. 28-01 can only be the 28th of January.
    "listings/Abhyu001__E-commerece-Comptetor-Analysis__amazon_products.csv": Known(
        {"currency": "INR"},
        None,
        (("listings", 15, 15, 0, 0, 0),),
        sums={"price": (15, "341316"), "price_list": (15, "409579.2"), "reviews": (15, "23571"), "rating": (15, "53.7")},
        every={"platform": "amazon", "currency": "INR", "availability": "in_stock", "flags": "key-derived"},
        rows={
            2: {"title": "boAt Rockerz…", "price_list": "2158.8", "rating": "3.9", "observed_at": "2025-01-28 13:27", "price": 1799, "reviews": 172},
            3: {"title": "HP Victus, 1…", "price_list": 97188, "rating": "3.8", "observed_at": "2025-01-28 13:27", "price": 80990, "reviews": 84},
            16: {"title": "iQOO Z9x 5G …", "price_list": "16198.8", "rating": "4.2", "observed_at": "2025-01-28 13:38", "price": 13499, "reviews": 5864},
        },
        words={"availability": {"in_stock": 15}},
    ),
    "listings/Abhyu001__E-commerece-Comptetor-Analysis__price.csv": Known(
        {"platform": "amazon"},
        "platform-needed",
        (("listings", 35, 35, 0, 0, 0),),
        sums={"price": (35, "795979.6"), "price_list": (35, "955684.8")},
        every={"platform": "amazon", "availability": "in_stock", "flags": "currency-unknown key-derived"},
        rows={
            2: {"title": "boAt Rockerz…", "price_list": "2158.8", "observed_at": "2025-01-28 13:27", "price": 1799},
            3: {"title": "HP Victus, 1…", "price_list": 97188, "observed_at": "2025-01-28 13:27", "price": 80990},
            36: {"title": "iQOO Z9x 5G …", "price_list": "16198.8", "observed_at": "2025-01-30 13:27", "price": "13443.59"},
        },
        words={"availability": {"in_stock": 35}},
    ),
    # Every row is shifted by the commas of an amount: none can be told apart surely.
    "listings/Brundesh__helium10__sample_data.csv": Known(
        {"platform": "amazon", "observed_on": "2026-03-02"},
        "platform-needed",
        (("listings", 20, 0, 0, 0, 20),),
        refused={"row columns-shifted": 20},
    ),
}  # fmt: skip
