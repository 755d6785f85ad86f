"""Seconds to read a saved page of 1 MB whole, in its child process, beside selectolax's bare parse of the same text.

    python benchmarks/read_page.py

The page is made up: a search page of JD's layout with as many cards as make 1 MB, and an item page of 1 MB whose
product stands in JSON-LD. The child's start is told apart, for each page costs one.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from selectolax.lexbor import LexborHTMLParser

from tracker.model import Document
from tracker.read import page, rules

SIZE = 1_000_000
MOST_S = 0.5
RUNS = 5

CARD = """<div class="_wrapper_8v3rv_3 plugin_goodsCardWrapper" data-sku="{n}"><div class="_card_8v3rv_40">
<div title="{title}"><img src="//img.example/{n}.jpg" alt=""></div>
<div class="_goods_title_container_1g56m_1"><span title="{title}" class="_text_1g56m_31">{title}</span></div>
<div class="_tags_hzhkm_2"><span>精选腌制</span><span>甄选食材</span></div>
<div class="_container_uqsva_2"><span class="_price_uqsva_14"><i>¥</i>{n}<span>.</span><span>9</span></span>
<div class="_subsidy_uqsva_50">到手价</div><span class="_gray_uqsva_61">¥159</span></div>
<div class="_goods_volume_container_1xkku_1"><span class="_goods_volume_1xkku_1"><span>已售2万+90%好评</span></span>
</div><div class="_shopFloor_d19t5_1"><a class="_name_d19t5_35" href="#"><span>甲旗舰店</span></a>
<a href="//chat.jd.com/?commentNum=5%25E4%25B8%2587%252B"></a></div></div></div>"""


def search_page() -> str:
    cards, size, n = [], 0, 100000
    while size < SIZE:
        cards.append(CARD.format(n=n, title="连衣裙 收腰 显瘦 夏季新款 " * 4))
        size += len(cards[-1].encode())
        n += 1
    return f"<html><body><div>{''.join(cards)}</div></body></html>"


def item_page() -> str:
    product = {"@type": "Product", "name": "Sock", "offers": {"price": "29.90", "priceCurrency": "USD"}}
    review = "<div class='review'><p>Five stars, <b>warm</b> and <i>soft</i>; $29.90 well spent.</p></div>"
    block = f'<script type="application/ld+json">{json.dumps(product)}</script>'
    return f"<html><head>{block}</head><body>{review * (SIZE // len(review))}</body></html>"


def seconds(work: Callable[[], object]) -> float:
    """The best of some runs."""
    taken = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> int:
    slow = False
    pages = {"nothing (the child's start)": "<html></html>", "search page": search_page(), "item page": item_page()}
    with TemporaryDirectory() as name:
        folder = Path(name)
        for title, text in pages.items():
            path = folder / "page.html"
            body = text.encode()
            path.write_bytes(body)
            document = Document(path.name, path, sha256(body).hexdigest(), len(body))
            floor = seconds(lambda text=text: LexborHTMLParser(text))
            whole = seconds(lambda document=document: page.tables(document, folder))
            marking = seconds(lambda document=document: rules.outline(document, folder)) if len(body) > 100 else 0.0
            slow |= whole > MOST_S
            print(
                f"{title:28} {len(body) / 1e6:5.2f} MB  bare parse {floor * 1000:6.1f} ms  read {whole * 1000:6.1f} ms"
                f"  ratio {whole / floor:7.1f}  outline {marking * 1000:6.1f} ms"
            )
    print("too slow" if slow else f"every page is read within {MOST_S} s")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
