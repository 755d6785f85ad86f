"""Tables in the shapes of scrapers, data sets and tools of other marketplaces: which column is taken for what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.errors import DocumentRefused
from tracker.store.place import Store

SHAPES = {
    "a data set of amazon.com": (
        "asin,title,imgUrl,productURL,stars,reviews,price,listPrice,category_id,isBestSeller,boughtInLastMonth\n"
        "B000000001,Case,x,https://www.amazon.com/dp/B000000001,4.5,120,139.99,209.99,104,False,2000\n",
        {"listing_key": "B000000001", "price_low": "139.99", "price_list": "209.99", "sold_low": "2000", "sold_kind": "monthly", "review_low": "120", "rating": "4.5"},
    ),
    "a data set of amazon.in": (
        "product_id,product_name,category,discounted_price,actual_price,rating,rating_count,review_content,product_link\n"
        'B000000001,Cable,Cables,₹399,"₹1,099",4.2,"24,269",fine,https://www.amazon.in/x/dp/B000000001\n',
        {"price_low": "399", "price_list": "1099", "review_low": "24269", "currency": "INR"},
    ),
    "a data set of a shop with its time": (
        "crawl_timestamp,product_url,product_name,retail_price,discounted_price\n"
        "2016-03-25 22:59:23,http://shop.example/p/1,Shorts,999,379\n",
        {"price_low": "379", "price_list": "999"},
    ),
    "Portuguese without marks": (
        "id;titulo;preco;preco_original;vendidos;avaliacao;loja\nMLB1;Fone;1.139,90;1.299,00;+5mil vendidos;4.8;Loja X\n",
        {"title": "Fone", "price_low": "1139.9", "price_list": "1299", "sold_low": "5000", "rating": "4.8", "shop_name": "Loja X"},
    ),
    "Russian, the sale's price behind the regular one": (
        "Артикул;Название;Продавец;Цена;Цена со скидкой;Рейтинг;Отзывы;Продажи за 30 дней\n1001;Платье;ИП;2 500 ₽;1 499 ₽;4.8;1 234;350\n",
        {"listing_key": "1001", "price_low": "1499", "price_list": "2500", "review_low": "1234", "sold_low": "350", "sold_kind": "monthly"},
    ),
    "Polish": (
        'Nazwa,Cena,Cena z dostawą,Sprzedawca,Ocena\nEtui,"19,99 zł","28,98 zł",sklep,4.5\n',
        {"title": "Etui", "price_low": "19.99", "shop_name": "sklep", "rating": "4.5", "currency": "PLN"},
    ),
    "Japanese": (
        'itemCode,itemName,itemPrice,reviewCount,reviewAverage,shopName,availability\ns:1,服,3980,12,4.52,店,1\ns:2,裾,2980,3,4.1,店,0\n',
        {"listing_key": "s:1", "price_low": "3980", "review_low": "12", "rating": "4.52", "availability": "in_stock"},
    ),
    "an interface that is null where there is no price": (
        '[{"title":"Mouse","asin":"B1","price":{"value":19.99},"inStock":true},{"title":"Key","asin":"B2","price":null,"inStock":false}]',
        {"listing_key": "B1", "price_low": "19.99", "availability": "in_stock"},
    ),
    "reviews by their cells": (
        "sku,title,price,commit,shop\n1001,手机,1999.00,50万+条评价,甲\n1002,耳机,99.00,2000+条评价,乙\n",
        {"listing_key": "1001", "variant_key": "", "review_low": "500000", "price_low": "1999"},
    ),
    "a wholesale list": (
        "产品标题,价格,起批量,成交额,30天成交,公司名称,所在地\n裙,¥28.50,2件起批,12.5万元,3400+件,某厂,杭州\n",
        {"price_low": "28.5", "sold_low": "3400", "sold_kind": "monthly", "shop_name": "某厂"},
    ),
    "a price that is filled in while it holds, and how many rated": (
        "name,link,ratings,no_of_ratings,discount_price,actual_price\nAC,https://www.amazon.in/x/dp/B000000001,4.2,\"2,255\",\"₹32,999\",\"₹58,990\"\n",
        {"price_low": "32999", "price_list": "58990", "review_low": "2255", "rating": "4.2", "currency": "INR"},
    ),
    "the currency in the name": (
        "product_id,product_name,price_usd,sale_price_usd\nP1,Cream,35,29\n",
        {"price_low": "29", "price_list": "35", "currency": "USD"},
    ),
    "Turkish": (
        'Ürün Adı,Fiyat,İndirimli Fiyat,Satıcı\nJean,"1.299,99 TL","899,99 TL",Mavi\n',
        {"title": "Jean", "price_low": "899.99", "price_list": "1299.99", "shop_name": "Mavi", "currency": "TRY"},
    ),
    "sales under the name of an offer": (
        "title,price,deal,location,shop\n裙,139,1000+人付款,杭州,甲\n裤,89,2.5万+人付款,广州,乙\n",
        {"sold_low": "1000", "sold_kind": "paid", "promotion": "None"},
    ),
    "flags under a promotion, places under a position": (
        "title,price,promotion,position\n裙,139,No,Hà Nội\n裤,89,Yes,Huế\n",
        {"promotion": "None", "position": "None"},
    ),
    "prices quoted twice": ('title;price\nOil;"""449.00"""\n', {"price_low": "449"}),
    "an operator's own table": (
        "竞品,竞店,原价,活动价,券,到手价,月销\n裙,甲店,299,199,满199减30,169,3000+\n",
        {"title": "裙", "shop_name": "甲店", "price_list": "299", "price_low": "199", "price_coupon": "169", "promotion": "满199减30"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", list(SHAPES))
def test_columns_of_scrapes_are_known(bring: Bring, store: Store, name: str) -> None:
    text, expected = SHAPES[name]
    bring(text, "scrape.txt", platform="shop.example", observed_on="2026-03-01")
    first = min(ask(store, "listings").records(), key=lambda row: int(row["source_row"]))
    found = {name: first[name] for name in expected}
    assert {
        key: str(value.normalize()) if isinstance(value, Decimal) else str(value) for key, value in found.items()
    } == {
        key: str(Decimal(value).normalize()) if isinstance(found[key], Decimal) else value
        for key, value in expected.items()
    }


@pytest.mark.parametrize(
    "text",
    [
        "shop_id,shop_name,title,url,transaction_sold_count,num_favorers,listing_active_count,review_count,review_average\n"
        "1,Leather,Bags by hand,https://www.etsy.com/shop/Leather,15321,4320,87,2301,4.9\n",
        "shopid,username,name,follower_count,item_count,rating_star\n9,kaos,Kaos,120400,532,4.9\n",
    ],
)
def test_a_table_of_shops_is_none_of_listings(bring: Bring, store: Store, text: str) -> None:
    bring(text, platform="shop.example", observed_on="2026-03-01")
    (row,) = ask(store, "shops").records()
    assert row["listing_low"] in {87, 532}
    assert ask(store, "listings").rows == []


def test_what_seems_to_be_a_price_is_asked_where_none_is_known(bring: Bring) -> None:
    with pytest.raises(DocumentRefused) as refused:
        bring("title,price_str_text\nScale,9.99\nLamp,5.49\n", platform="shop.example", observed_on="2026-03-01")
    assert refused.value.facts["columns"] == "price_str_text → price"


def test_the_id_of_a_link_is_no_variant_of_itself(bring: Bring, store: Store) -> None:
    """A week later the same listing comes without that column, and is the same one."""
    link = "https://item.jd.com/100012043978.html"
    bring(f"sku,title,price,url\n100012043978,手机,1999,{link}\n", "a.csv", observed_on="2026-03-01")
    bring(f"title,price,url\n手机,1899,{link}\n", "b.csv", observed_on="2026-03-08")
    assert {(row["listing_key"], row["variant_key"]) for row in ask(store, "listings").records()} == {
        ("100012043978", "")
    }


def test_where_something_lies_is_no_rank(bring: Bring, store: Store) -> None:
    bring("标题,价格,地理位置\n裙,9,浙江 杭州\n裤,8,广东 广州\n", platform="taobao", observed_on="2026-03-01")
    assert {row["position"] for row in ask(store, "listings").records()} == {None}
