"""How long `tracker import` takes for 1,000,000 listing rows, beside the least that such an import can take.

    python benchmarks/import_listings.py [--rows 1000000] [--runs 3]

The file is GB18030 with eight Chinese columns and mixed units, about 130 MB. The floor is measured in the same run,
in a process of its own: decode, DuckDB's read_csv with typed expressions, checkpoint. Each figure is the best of the
runs; memory is the peak resident size of the process. An import on top of many rows sorts those first.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HEADER = ["日期", "店铺名称", "宝贝标题", "链接", "价格", "已售", "评价数", "评分"]
AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Environment in which modules are compiled once, as an installed package's are."""

FLOOR = """
import sys, duckdb
source, folder = sys.argv[1], sys.argv[2]
target = folder + "/text.csv"
with open(source, encoding="gb18030", newline="") as file, open(target, "w", encoding="utf-8", newline="") as text:
    while chunk := file.read(1 << 22):
        text.write(chunk)
con = duckdb.connect(folder + "/floor.duckdb", config={"memory_limit": "900MB"})
con.execute('''
    CREATE TABLE listing AS
    SELECT regexp_extract(url, 'id=([0-9]+)', 1) AS listing_key, day::TIMESTAMP AS observed_at, shop, title, url,
           replace(regexp_extract(price, '([0-9][0-9,.]*)', 1), ',', '')::DECIMAL(18,4) AS price_low,
           replace(regexp_extract(price, '([0-9][0-9,.]*)[^0-9]*$', 1), ',', '')::DECIMAL(18,4) AS price_high,
           (regexp_extract(sold, '([0-9.]+)', 1)::DECIMAL(18,4)
            * if(contains(sold, '万'), 10000, 1))::BIGINT AS sold_low,
           contains(sold, '+') AS sold_open, sold AS sold_raw,
           TRY_CAST(reviews AS BIGINT) AS reviews, TRY_CAST(rating AS DECIMAL(9,4)) AS rating
    FROM read_csv(?, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"',
                  columns = {'day': 'VARCHAR', 'shop': 'VARCHAR', 'title': 'VARCHAR', 'url': 'VARCHAR',
                             'price': 'VARCHAR', 'sold': 'VARCHAR', 'reviews': 'VARCHAR', 'rating': 'VARCHAR'})
''', [folder + "/text.csv"])
con.execute("CHECKPOINT")
"""


def main() -> None:
    """Make the file, run both, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "listings.csv"
        write_listings(source, given.rows)
        print(
            f"{given.rows:,} rows, {source.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} cores, best of {given.runs}"
        )
        floor = best(given.runs, lambda folder: [sys.executable, "-c", FLOOR, str(source), str(folder)])
        ours = best(
            given.runs,
            lambda folder: import_command(source, folder),
            check=lambda out: stored(out, given.rows),
        )
        again = again_figures(source)
        later = Path(name) / "later.csv"
        write_listings(later, given.rows, year=2027)
        on_top = after(source, later)
    print(f"{'':24}{'seconds':>9}{'peak MB':>9}{'x floor':>9}")
    for label, (seconds, megabytes) in {
        "floor": floor,
        "tracker import": ours,
        "the same file again": again,
        "on top of as many rows": on_top,
    }.items():
        print(f"{label:24}{seconds:9.2f}{megabytes:9.0f}{seconds / floor[0]:9.2f}")


def import_command(source: Path, folder: Path) -> list[str]:
    """The command line of the import into a store of its own."""
    options = [
        "--platform",
        "taobao",
        "--category",
        "连衣裙",
        "--store",
        str(folder / "bench.duckdb"),
        "--json",
    ]
    return [sys.executable, "-m", "tracker.main", "import", str(source), *options]


def stored(out: bytes, rows: int) -> None:
    """Check that the import did all its work."""
    batch = json.loads(out)["batches"][0]
    assert (batch["read"], batch["rejected"]) == (rows, 0), batch
    assert batch["accepted"] > 0.9 * rows, batch


def again_figures(source: Path) -> tuple[float, float]:
    """Seconds and megabytes of importing a file that the store holds already."""
    return after(source, source)


def after(first: Path, second: Path) -> tuple[float, float]:
    """Seconds and megabytes of importing the second file into a store of the first, whose rows are sorted then."""
    with tempfile.TemporaryDirectory() as name:
        measured(import_command(first, Path(name)))
        return measured(import_command(second, Path(name)))[:2]


def best(runs: int, command, check=lambda out: None) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    """The least seconds of several runs, and the most megabytes."""
    figures = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as name:
            seconds, megabytes, out = measured(command(Path(name)))
            check(out)
            figures.append((seconds, megabytes))
    return min(seconds for seconds, _ in figures), max(megabytes for _, megabytes in figures)


def measured(command: list[str]) -> tuple[float, float, bytes]:
    """Seconds, peak megabytes and output of a process."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, env=AS_INSTALLED)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        out.seek(0)
        text = out.read()
    assert os.waitstatus_to_exitcode(status) == 0, f"{command[:4]} ended with {status}"
    return seconds, usage.ru_maxrss / 1024, text


def write_listings(path: Path, rows: int, year: int = 2026) -> None:
    """A deterministic file of one year: 20,000 listings of 400 shops, seen on up to 50 days; 2 % of the rows repeat."""
    rng = random.Random(20260301)
    words = ["法式", "碎花", "连衣裙", "女", "夏季", "新款", "收腰", "显瘦", "气质", "长裙"]
    words += ["雪纺", "方领", "短袖", "复古", "小个子", "温柔风", "茶歇", "度假", "显白", "高级感"]
    shops = [f"{rng.choice(words)}{rng.choice(words)}女装店{number}" for number in range(400)]
    listings = 20_000
    titles = ["".join(rng.choices(words, k=9)) for _ in range(listings)]
    line = None
    with path.open("w", encoding="gb18030", newline="") as file:
        file.write(",".join(HEADER) + "\r\n")
        for number in range(rows):
            if line is None or rng.random() >= 0.02:
                day, listing = divmod(number, listings)
                cells = [
                    f"{year}-{1 + day // 28:02d}-{1 + day % 28:02d}",
                    shops[listing % 400],
                    titles[listing],
                    f"https://item.taobao.com/item.htm?id={600000000000 + listing * 7919}",
                    price(rng, listing),
                    sold(rng, listing),
                    str(listing % 5000),
                    f"{4 + listing % 10 / 10:.1f}",
                ]
                line = ",".join(cells) + "\r\n"
            file.write(line)


def price(rng: random.Random, listing: int) -> str:
    """A price as shops write it: bare, with ¥, with 元, grouped, or a range."""
    value = 39 + listing % 900 + rng.randrange(5) * 0.2
    form = listing % 5
    if form == 1:
        return f"¥{value:.2f}"
    if form == 2:
        return f"{value:.1f}元"
    if form == 3:
        return f"{value:.2f}-{value + 40:.2f}"
    if form == 4:
        return f'"¥{value + 1000:,.2f}"'
    return f"{value:.2f}"


def sold(rng: random.Random, listing: int) -> str:
    """A sold counter as shops write it: exact, bounded below, in 万."""
    value = (listing * 37) % 90_000 + rng.randrange(50)
    form = listing % 4
    if form == 1:
        return f"{value}人付款"
    if form == 2:
        return f"已售{value / 10000:.1f}万+" if value >= 10_000 else f"已售{value}"
    if form == 3:
        return f"月销 {value}"
    return str(value)


if __name__ == "__main__":
    main()
