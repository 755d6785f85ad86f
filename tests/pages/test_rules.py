"""Make your own reader: mark one product, and the rule finds all of them, on other pages of the site too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import ReadPage, to_document
from tracker.errors import DocumentRefused, InputError
from tracker.model import Document, PageField, PageRule
from tracker.read import rules
from tracker.read.rule_outline import Outline
from tracker.read.rule_select import stable
from tracker.store.place import Store
from tracker.store.rules import delete_rule, from_json, get_rule, keep_rules, list_rules, to_json

GOODS = [
    ("红裙", "129", "1万+"),
    ("蓝裙", "59.9", "30"),
    ("绿裙", "129", "5"),
    ("白裙", "88", "200+"),
    ("黑裙", "99", "7"),
]


def shop(goods: list[tuple[str, str, str]] = GOODS, hash_: str = "x1y2z", host: str = "shop.example.com") -> str:
    """A shop's page as a build tool writes it: hashed names, prices in pieces, rows of cards, advertisements between."""
    cards = [
        f"""<div class="_card_{hash_}_7 {"active" if n == 0 else ""}"><a href="/p/{n}"><img src="x.jpg" alt="{title}图"><h3 class="_name_{hash_}_9">{title}</h3></a>
<p class="_money_{hash_}_3"><i>¥</i><b>{price.partition(".")[0]}</b>{"<b>." + price.partition(".")[2] + "</b>" if "." in price else ""}</p><p class="_old_{hash_}_4">¥999</p><span class="note">已售{sold}</span></div>"""
        for n, (title, price, sold) in enumerate(goods)
    ]
    cards.insert(2, f'<div class="_card_{hash_}_7"><b>广告</b></div>')
    lines = "".join(f'<div class="line">{"".join(cards[n : n + 3])}</div>' for n in range(0, len(cards), 3))
    return f"""<!-- saved from url=(0030)https://www.{host}/all --><html><head><title>店</title><script>evil()</script></head>
<body><nav><a href="/">首页</a><a href="javascript:x()">全部</a></nav><div id="list">{lines}</div><footer>¥0 起送</footer></body></html>"""


PLAIN = """<html><body><h1>Shop</h1><ul>""" + "".join(
    f"<li><a href='https://x.example/{n}'>Sock {n}</a> <em>${n}.50</em> <small>{n}0 sold</small></li>" for n in range(1, 8)
) + "</ul><ul><li><a href='/about'>About</a></li></ul></body></html>"  # fmt: skip
"""A page with no names of classes at all."""

ITEM = """<!-- saved from url=(0030)https://www.shop.example.com/p/TWO --><html><body><div class="crumbs"><span>首页</span></div>
<div class="detail"><h1>红裙TWO</h1><div class="price-box css-1q2w3e"><span class="now">¥12TWO</span><del>¥999</del></div><p>累计销量 <b>30</b></p></div>
<div class="also"><div class="tip"><span class="now">¥5</span></div></div></body></html>"""


@pytest.fixture
def outlined(save: Callable[..., Document], tmp_path: Path) -> Callable[..., Outline]:
    def outlined(given: str | Path) -> Outline:
        document = to_document(given) if isinstance(given, Path) else save(given)
        folder = tmp_path / "outline"
        folder.mkdir(exist_ok=True)
        return rules.outline(document, folder)

    return outlined


def marks(seen: Outline, **texts: str) -> dict[str, str]:
    return {field: rules.find(seen, text) for field, text in texts.items()}


def test_an_outline_holds_texts_and_pictures_words_and_nothing_that_runs(outlined: Callable[..., Outline]) -> None:
    seen = outlined(shop())
    texts = [node.text for node, _ in seen.shown()]
    assert texts[:6] == ["首页", "全部", "红裙图", "红裙", "¥", "129"]
    assert not any("evil" in text for text in texts)
    assert {node.href for node in seen.nodes} == {"", "https://www.shop.example.com/", *(f"https://www.shop.example.com/p/{n}" for n in range(5))}  # fmt: skip
    assert (seen.host, seen.title) == ("shop.example.com", "店")
    assert [path for _, path in outlined(shop()).shown()] == [path for _, path in seen.shown()]


def test_an_outline_has_an_end_and_short_texts(outlined: Callable[..., Outline]) -> None:
    seen = outlined("<body>" + f"<p>{'字' * 500}</p>" * 5000)
    assert len(seen.shown()) == 3000
    assert {len(node.text) for node, _ in seen.shown()} == {120}


def test_one_marked_product_finds_all(outlined: Callable[..., Outline], read_page: ReadPage) -> None:
    seen = outlined(shop())
    learned = rules.learn(seen, marks(seen, title="蓝裙", price="¥59.9", sold="已售30"))
    assert learned.rows == 5
    assert learned.first[0] == {
        "title": "红裙",
        "price": "¥129",
        "sold": "已售1万+",
        "url": "https://www.shop.example.com/p/0",
    }
    rule = learned.rule
    assert (rule.name, rule.host, rule.platform) == ("shop.example.com", "shop.example.com", None)
    assert "x1y2z" not in f"{rule.row_selector} {rule.fields}"
    read = read_page(shop(), (rule,))
    assert read is not None
    assert read.said.layout == "shop.example.com"
    assert [(r["title"], r["price"], r["sold"]) for r in read.rows.values()] == [
        (t, f"¥{p}", f"已售{s}") for t, p, s in GOODS
    ]
    assert [r["url"] for r in read.rows.values()] == [f"https://www.shop.example.com/p/{n}" for n in range(5)]


def test_the_rule_reads_the_next_release_of_the_site(outlined: Callable[..., Outline], read_page: ReadPage) -> None:
    """The hashes in its names differ then, and there are other goods."""
    seen = outlined(shop())
    rule = rules.learn(seen, marks(seen, title="蓝裙", price="¥59.9")).rule
    read = read_page(shop([("甲", "5", "1"), ("乙", "6.5", "2"), ("丙", "7", "3")], hash_="q9w8e"), (rule,))
    assert read is not None
    assert [(r["title"], r["price"]) for r in read.rows.values()] == [("甲", "¥5"), ("乙", "¥6.5"), ("丙", "¥7")]


def test_a_page_without_names_of_classes(outlined: Callable[..., Outline], read_page: ReadPage) -> None:
    seen = outlined(PLAIN)
    learned = rules.learn(seen, marks(seen, title="Sock 3", price="$3.50", sold="30 sold"), "socks", "etsy")
    assert (learned.rule.name, learned.rule.host, learned.rule.platform) == ("socks", None, "etsy")
    read = read_page(PLAIN, (learned.rule,))
    assert read is not None
    assert read.said.platform == "etsy"
    assert [(r["title"], r.get("price")) for r in read.rows.values()][:7] == [
        (f"Sock {n}", f"${n}.50") for n in range(1, 8)
    ]


def test_a_page_of_one_item(outlined: Callable[..., Outline], read_page: ReadPage) -> None:
    first, second = ITEM.replace("TWO", ""), ITEM.replace("TWO", "2")
    seen = outlined(first)
    learned = rules.learn(seen, marks(seen, title="红裙", price="¥12", sold="30"))
    assert (learned.rule.row_selector, learned.rows) == (None, 1)
    assert learned.first == [{"title": "红裙", "price": "¥12", "sold": "30"}]
    read = read_page(second, (learned.rule,))
    assert read is not None
    assert read.only == {"title": "红裙2", "price": "¥122", "sold": "30", "url": "https://www.shop.example.com/p/2"}


def test_an_id_tells_an_element_and_comments_are_not_counted(
    outlined: Callable[..., Outline], read_page: ReadPage
) -> None:
    html = "<html><body><!-- a --><div><!-- b --><p>x</p><h2><!-- c --><i>Sock</i></h2></div><p><i>no</i><b id='price'>$5</b></p></body></html>"
    seen = outlined(html)
    assert {node.text: path for node, path in seen.shown()}[
        "Sock"
    ] == "body > div:nth-child(1) > h2:nth-child(2) > i:nth-child(1)"
    rule = rules.learn(seen, marks(seen, title="Sock", price="$5")).rule
    assert [field.selector for field in rule.fields][1] == "b#price"
    read = read_page(html, (rule,))
    assert read is not None
    assert read.only == {"title": "Sock", "price": "$5"}


def test_a_rule_is_for_its_host(outlined: Callable[..., Outline], read_page: ReadPage) -> None:
    seen = outlined(shop())
    rule = rules.learn(seen, marks(seen, title="蓝裙", price="¥59.9")).rule
    assert read_page(shop(host="other.example.org"), (rule,)) is None
    unsaid = shop().split("-->", 1)[1]
    read = read_page(unsaid, (rule,))
    assert read is not None
    assert len(read.rows) == 5


def test_a_rule_of_another_host_waits_behind_the_layouts(read_page: ReadPage) -> None:
    """A page that doesn't say its host is of the layout that it bears; the rule would find something on it too."""
    jd = "".join(
        f'<div class="plugin_goodsCardWrapper" data-sku="{n}"><p class="_goods_title_container_a"><b class="_text_a">袜</b></p><span class="_price_a">¥{n}</span></div>'
        for n in (5, 6)
    )
    fields = (PageField("title", "b"), PageField("price", "p"))
    of_host, of_none = (PageRule("x", host, None, "div", fields) for host in ("shop.example.com", None))
    for rule, layout in ((of_host, "jd-search"), (of_none, "x")):
        read = read_page(jd, (rule,))
        assert read is not None
        assert read.said.layout == layout


def test_a_rule_whose_page_has_changed_is_told(
    outlined: Callable[..., Outline], refusal: Callable[..., DocumentRefused]
) -> None:
    seen = outlined(shop())
    rule = rules.learn(seen, marks(seen, title="蓝裙", price="¥59.9"), "my shop").rule
    error = refusal(shop().replace("_money_", "_cash_"), rules=(rule,))
    assert error.code == "page-layout-changed"
    assert (error.facts["layout"], error.facts["field"], error.facts["hits"], error.facts["rows"]) == (
        "my shop",
        "price",
        0,
        5,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("¥129", "mark-several"),
        ("紫裙", "mark-absent"),
        ("", "mark-absent"),
        ("body > div:nth-child(99)", "mark-absent"),
    ],
)
def test_a_mark_must_stand_on_the_page_once(text: str, code: str, outlined: Callable[..., Outline]) -> None:
    with pytest.raises(InputError) as stopped:
        rules.find(outlined(shop()), text)
    assert stopped.value.code == code
    assert "“page.html”" in str(stopped.value)


def test_a_text_that_stands_twice_is_told_with_its_places_and_one_of_them_will_do(
    outlined: Callable[..., Outline],
) -> None:
    seen = outlined(shop())
    with pytest.raises(InputError) as stopped:
        rules.find(seen, "¥129")
    assert stopped.value.facts["count"] == 2
    path = str(stopped.value.facts["places"]).split("; ")[1]
    assert seen.whole(seen.by_path[rules.find(seen, path)]) == "¥129"


@pytest.mark.parametrize(
    ("marked", "code"),
    [
        ({"title": "蓝裙"}, "mark-needed"),
        ({"price": "¥59.9"}, "mark-needed"),
        ({"title": "蓝裙", "colour": "红裙"}, "mark-field"),
    ],
)
def test_a_title_and_a_measure_are_needed(marked: dict[str, str], code: str, outlined: Callable[..., Outline]) -> None:
    seen = outlined(shop())
    with pytest.raises(InputError) as stopped:
        rules.learn(seen, marks(seen, **marked))
    assert stopped.value.code == code


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("小炒牛肉", {"title": "料理包预制菜加热即食1854g", "price": "¥40.9", "sold": "已售2万+4300+人种草"}),
        ("预制菜", {"title": "谷言15种肉食套餐 2.65kg", "price": "¥89.9", "sold": "已售10万+30天加购飙升5倍"}),
    ],
)
def test_learning_on_a_real_search_page(
    name: str,
    texts: dict[str, str],
    outlined: Callable[..., Outline],
    read_page: ReadPage,
    corpus: Callable[[str], Path],
) -> None:
    """What is learned from one card agrees with the layout that was written for the page."""
    path = corpus(f"pages/Elipese568__prepared-food-research-paper-dataset__{name}_京东_搜索结果.html")
    seen = outlined(path)
    learned = rules.learn(seen, marks(seen, **texts), "jd")
    assert learned.rows == 58
    by_layout, by_rule = read_page(path), read_page(path, (learned.rule,))
    assert by_layout is not None
    assert by_rule is not None
    assert by_rule.said.layout == "jd"
    wanted = [(row["title"], row["price"]) for row in by_layout.rows.values()]
    assert [(row["title"], row["price"]) for row in by_rule.rows.values()] == wanted


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("_price_uqsva_14", "_price_"),
        ("Price--priceInt--ZlsSi_M", "Price--priceInt--"),
        ("title--qJ7Xg_90", "title--"),
        ("plugin_goodsCardWrapper", "plugin_goodsCardWrapper"),
        ("s-item__title", "s-item__title"),
        ("product-card", "product-card"),
        ("a-size-medium", "a-size-medium"),
        ("css-1q2w3e", ""),
        ("sc-bdVaJa", ""),
        ("jsx-3481056", ""),
        ("MuiTypography-root", "MuiTypography-root"),
    ],
)
def test_names_are_kept_up_to_their_hash(name: str, kept: str) -> None:
    assert stable(name) == kept


RULE = PageRule(
    "甲店", "shop.example.com", "taobao", "div.card", (PageField("title", "h3"), PageField("url", "", "href"))
)


def test_rules_are_kept_replaced_and_deleted(store: Store) -> None:
    assert list_rules(store) == []
    keep_rules(store, [RULE, PageRule("乙", None, None, None, RULE.fields)])
    assert get_rule(store, "甲店") == RULE
    keep_rules(store, [PageRule("甲店", None, None, None, RULE.fields)])
    assert [rule.name for rule in list_rules(store)] == ["乙", "甲店"]
    assert get_rule(store, "甲店").host is None
    delete_rule(store, "甲店")
    with pytest.raises(InputError) as stopped:
        delete_rule(store, "甲店")
    assert (stopped.value.code, stopped.value.facts["known"]) == ("reader-unknown", "乙")


def test_rules_go_out_and_come_in_as_json() -> None:
    assert from_json(to_json([RULE]), "r.json") == [RULE]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"readers": 3}',
        '{"readers": [{}]}',
        '{"readers": [{"name": "x", "host": null, "platform": null, "row_selector": null, "fields": []}]}',
        '{"readers": [{"name": "x", "host": 3, "platform": null, "row_selector": null, "fields": [{"field": "title", "selector": "h1"}]}]}',
        '{"readers": [{"name": "x", "host": null, "platform": null, "row_selector": null, "fields": [{"field": "title; DROP", "selector": "h1"}]}]}',
        "[" * 100_000,
    ],
)
def test_json_that_holds_no_rules_is_refused(text: str) -> None:
    with pytest.raises(InputError) as stopped:
        from_json(text, "r.json")
    assert stopped.value.code == "readers-unreadable"
