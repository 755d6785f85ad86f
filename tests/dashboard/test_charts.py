"""What a chart's specification holds."""

from __future__ import annotations

from typing import Any

import pandas as pd

from tracker.dashboard import charts, series
from tracker.i18n import activate


def points(**columns: Any) -> pd.DataFrame:
    at = pd.to_datetime(["2026-04-06", "2026-04-13", "2026-05-04"])
    base: dict[str, Any] = {
        "at": at, "series": "a" * 60, "value": [1.0, 2.0, 3.0], "low": [1.0, 2.0, 3.0], "high": [1.0, 4.0, 3.0],
        "open": False, "text": "", "note": "", "where": "", "off": False, "segment": pd.array([1, 1, 2], dtype="Int64"),
    }  # fmt: skip
    return pd.DataFrame({**base, **columns})[series.COLUMNS]


def spec(frame: pd.DataFrame, **options: bool) -> dict[str, Any]:
    found: dict[str, Any] = charts.lines(frame, "yuan", **options).to_dict()
    return found


def marks(found: dict[str, Any]) -> list[str]:
    return [layer["mark"]["type"] for layer in found["layer"]]


def rows(found: dict[str, Any]) -> list[dict[str, Any]]:
    (data,) = found["datasets"].values()
    return list(data)


def line(found: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in found["layer"] if each["mark"]["type"] == "line")


def test_a_line_is_drawn_per_segment_over_true_time() -> None:
    encoding = line(spec(points()))["encoding"]
    assert encoding["detail"]["field"] == "segment"
    assert encoding["x"]["type"] == "temporal"
    assert [each["segment"] for each in rows(spec(points()))] == ["1", "1", "2"]


def value_scale(*values: float | None) -> dict[str, Any]:
    told = list(values)
    found: dict[str, Any] = line(spec(points(value=told, low=told, high=told)))["encoding"]["y"]["scale"]
    return found


def test_a_line_that_never_moves_runs_inside_the_axis() -> None:
    scale = value_scale(159.0, 159.0, 159.0)
    assert scale["domainMin"] < 159 < scale["domainMax"]


def test_values_below_zero_and_all_zeros_end_inside_the_axis() -> None:
    assert value_scale(-30.0, -20.0, -10.0)["domainMax"] > -10
    assert value_scale(0.0, 0.0, 0.0) == {"zero": True, "nice": True, "domainMax": 1.0}
    assert "domainMax" not in value_scale(None, None, None)


def test_times_are_wall_time_without_a_zone() -> None:
    assert rows(spec(points()))[0]["at"] == "2026-04-06T00:00:00"


def test_a_point_alone_is_marked_so_that_its_band_shows() -> None:
    assert [each["alone"] for each in rows(spec(points()))] == [False, False, True]


def test_names_are_short_in_the_legend_and_whole_in_the_tip() -> None:
    first = rows(spec(points()))[0]
    assert len(first["label"]) < 30
    assert first["series"] == "a" * 60


def test_arrows_stand_only_where_an_end_is_open() -> None:
    assert marks(spec(points())).count("rule") == 1
    assert marks(spec(points(open=[False, True, False]))).count("rule") == 2


def test_crosses_stand_only_where_nothing_was_shown() -> None:
    assert "text" not in marks(spec(points()))
    assert "text" in marks(spec(points(value=[1.0, None, 3.0])))


def test_the_axis_speaks_the_language() -> None:
    assert "万" not in line(spec(points()))["encoding"]["y"]["axis"]["labelExpr"]
    activate("zh")
    assert "万" in line(spec(points()))["encoding"]["y"]["axis"]["labelExpr"]


def test_rank_one_is_at_the_top_and_ratios_are_percent() -> None:
    assert line(spec(points(), rank=True))["encoding"]["y"]["scale"]["reverse"] is True
    assert line(spec(points(), ratio=True))["encoding"]["y"]["axis"]["format"].endswith("%")


def test_each_day_of_observation_has_its_tick_while_there_are_few() -> None:
    assert len(line(spec(points()))["encoding"]["x"]["axis"]["values"]) == 3
