"""What the name of a document or sheet says, and that it says nothing where it could mean two things."""

from __future__ import annotations

from datetime import datetime

import pytest

from tracker.normalise.names import days_of, period_of, platform_of, source_of

ZONE = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        ("taobao_2026.csv", "taobao"),
        ("京东商品.xlsx", "jd"),
        ("拼多多.csv", "pdd"),
        ("EtsyListingsDownload.csv", "etsy"),
        ("my-amazon-list.csv", "amazon"),
        ("1688 选品.xlsx", "1688"),
        ("tiktok shop march.csv", "tiktok"),
        ("淘宝和天猫.csv", None),
        ("jd_vs_pdd.csv", None),
        ("mytaobaodata.csv", None),
        ("adjusted.csv", None),
        ("prices.csv", None),
    ],
)
def test_a_platform_is_named_as_a_word_and_alone(name: str, platform: str | None) -> None:
    assert platform_of(name) == platform


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("百度指数_连衣裙.csv", "baidu-index"),
        ("ahrefs.csv", "ahrefs"),
        ("Google Trends export.csv", "google-trends"),
        ("生意参谋_搜索.xlsx", "sycm"),
        ("keywords.csv", None),
        ("typed.csv", None),
    ],
)
def test_a_source_is_named(name: str, source: str | None) -> None:
    assert source_of(name) == source


@pytest.mark.parametrize(
    ("name", "since", "until"),
    [
        ("prices-2026-03-01.csv", (2026, 3, 1), (2026, 3, 2)),
        ("prices_20260301.csv", (2026, 3, 1), (2026, 3, 2)),
        ("2026年3月1日.xlsx", (2026, 3, 1), (2026, 3, 2)),
        ("2026.03.01 竞品.xlsx", (2026, 3, 1), (2026, 3, 2)),
        ("【生意参谋平台】商品_全部_2026-03-01_2026-03-31.xls", (2026, 3, 1), (2026, 4, 1)),
    ],
)
def test_days_of_a_name(name: str, since: tuple[int, int, int], until: tuple[int, int, int]) -> None:
    found = days_of(name, ZONE)
    assert found is not None
    assert (found.since, found.until) == (datetime(*since), datetime(*until))  # noqa: DTZ001 - wall time


@pytest.mark.parametrize(
    "name",
    [
        "prices.csv",
        "商品编号202603011234.csv",
        "2026-03-01_2026-03-02_2026-03-03.csv",
        "2026-03-31_2026-03-01.csv",
        "2026-13-01.csv",
        "2026-03.csv",
        "John19980422__goods.csv",
    ],
)
def test_a_name_without_a_day_or_with_too_many_says_none(name: str) -> None:
    assert days_of(name, ZONE) is None


def test_a_month_is_a_period_but_no_day() -> None:
    found = period_of("keywords_2026-03.csv", ZONE)
    assert found is not None
    assert (found.since, found.until) == (datetime(2026, 3, 1), datetime(2026, 4, 1))  # noqa: DTZ001 - wall time
