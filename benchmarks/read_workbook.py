"""How long a workbook of 100,000 rows takes to be read into numbered text, beside calamine's own reading of it.

    python benchmarks/read_workbook.py [--rows 100000] [--runs 3]

The floor is measured in the same run, in a process of its own: calamine opens the workbook and gives every row as
Python values. Ours is the whole reader: a child process with limits, every cell as text, written and told. Each figure
is the best of the runs.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import xlsxwriter

from tracker.collect.file import from_path
from tracker.read import workbook

FLOOR = """
import sys
from python_calamine import CalamineWorkbook
with CalamineWorkbook.from_path(sys.argv[1]) as book:
    print(sum(1 for row in book.get_sheet_by_index(0).iter_rows()))
"""


def main() -> None:
    """Make the workbook, read it both ways, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "listings.xlsx"
        write(path, given.rows)
        print(f"{given.rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, {os.cpu_count()} cores, best of {given.runs}")
        floor = best(
            given.runs, lambda: subprocess.run([sys.executable, "-c", FLOOR, str(path)], check=True, stdout=-3)
        )
        ours = best(given.runs, lambda: read(path, given.rows))
    print(f"{'':24}{'seconds':>9}{'x floor':>9}")
    for label, seconds in {"calamine": floor, "tracker": ours}.items():
        print(f"{label:24}{seconds:9.2f}{seconds / floor:9.2f}")


def read(path: Path, rows: int) -> None:
    """Read the workbook as an import does, and check that all of it came."""
    with tempfile.TemporaryDirectory() as folder:
        (table,) = workbook.read(from_path(path), Path(folder))
        with table.path.open("rb") as file:
            assert sum(1 for _ in file) == rows + 1


def best(runs: int, step: Callable[[], object]) -> float:
    """The least seconds of several runs."""
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - began)
    return min(seconds)


def write(path: Path, rows: int) -> None:
    """A sheet of eight columns: texts, a moment, whole numbers and others."""
    rng = random.Random(20260301)
    words = ["法式", "碎花", "连衣裙", "女", "夏季", "新款", "收腰", "显瘦", "气质", "长裙"]
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm", "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet("商品")
        sheet.write_row(0, 0, ["日期", "店铺名称", "宝贝标题", "链接", "价格", "已售", "评价数", "评分"])
        for row in range(1, rows + 1):
            title = "".join(rng.choices(words, k=9))
            sheet.write_datetime(row, 0, datetime(2026, 3, 1) + timedelta(hours=row % 700))  # noqa: DTZ001 no zone
            sheet.write_row(row, 1, [f"{words[row % 10]}店", title, f"https://item.taobao.com/item.htm?id={row}"])
            sheet.write_row(row, 4, [39 + row % 900 + 0.2, row * 37 % 90_000, f"{row}人付款", 4.8])


if __name__ == "__main__":
    main()
