"""How long keyword-roots takes on a list of 100,000 keywords, beside the question keyword-lists on the same store.

    python benchmarks/roots.py [--keywords 100000] [--runs 3] [--seed 1]

Keywords are made of two to five words of the sample, with four metrics each. Each figure is the least of the runs; the
first cut of a list learns its terms, which later ones in the same process find again. A list is to take 1 s.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from pathlib import Path

from tracker.analysis.asking import ask_arrow
from tracker.analysis.titles import vocabulary
from tracker.analysis.titles.segment import Segmenter
from tracker.cli.app import app
from tracker.store.place import locate

SAMPLE = Path(__file__).resolve().parent.parent / "data/sample/listings_taobao.csv"
BOUND_S = 1.0


def main() -> None:
    """Make and import the list, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keywords", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    said = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, store = Path(folder) / "list.csv", locate(Path(folder) / "store.duckdb")
        write(source, said.keywords, random.Random(said.seed))
        app(["import", str(source), "--kind", "keywords", "--store", str(store.path)], standalone_mode=False)
        times: dict[str, list[float]] = {"keyword-lists": [], "learned anew": [], "keyword-roots": []}
        for _ in range(said.runs):
            vocabulary._taught.cache_clear()
            for name, question in zip(times, ("keyword-lists", "keyword-roots", "keyword-roots"), strict=True):
                begin = time.process_time()
                ask_arrow(store, question)
                times[name].append(time.process_time() - begin)
    for name, each in times.items():
        print(f"{name:14} cpu {min(each):.2f} s")
    print(f"bound of keyword-roots {BOUND_S} s")


def write(path: Path, count: int, rng: random.Random) -> None:
    """A list of so many different keywords."""
    with SAMPLE.open(encoding="gb18030") as file:
        titles = [row["宝贝标题"] for row in csv.DictReader(list(file)[2:])]
    words = [word for each in Segmenter().many(titles) for word in each]
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(rng.choices(words, k=rng.randint(2, 5)))] = None
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["来源", "日期", "关键词", "搜索人气", "点击率", "支付转化率", "在线商品数"])
        for keyword in made:
            shares = f"{rng.randint(1, 99)}%", f"{rng.randint(1, 9)}%"
            writer.writerow(
                ["生意参谋", "2026-05-08", keyword, rng.randint(10, 90000), *shares, rng.randint(1, 900000)]
            )


if __name__ == "__main__":
    main()
