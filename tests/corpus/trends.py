"""Google Trends' time lines, regions and related searches."""

from __future__ import annotations

from tests.corpus.known import Known

FILES = {
    "trends/tianying0525__418_final_project__multiTimeline.csv": Known(
        {},
        None,
        (("trend", 52, 52, 0, 0, 0),),
        sums={"interest": (52, "191")},
        every={"source": "google-trends", "keyword": "airpods pro", "metric": "interest", "unit": "index", "region": "United States"},
        rows={
            4: {"since": "2018-11-11", "until": "2018-11-18", "value": (0, 1)},
            5: {"since": "2018-11-18", "until": "2018-11-25", "value": 1},
            54: {"since": "2019-10-27", "until": "2019-11-03", "value": 100},
            55: {"since": "2019-11-03", "until": "2019-11-10", "value": 46},
        },
    ),
    "trends/Kutinasi6364__scraping__multiTimeline.csv": Known(
        {},
        None,
        (("trend", 223, 223, 0, 0, 0),),
        sums={"interest": (223, "10845")},
        every={"source": "google-trends", "keyword": "カップケーキ", "metric": "interest", "unit": "index", "region": "すべての国"},
        rows={
            4: {"since": "2004-01-01", "until": "2004-02-01", "value": 5},
            6: {"since": "2004-03-01", "until": "2004-04-01", "value": 4},
            226: {"since": "2022-07-01", "until": "2022-08-01", "value": 33},
        },
    ),
    # cnt is no keyword: it is asked.
    "trends/ywchiu__fuboni__multiTimeline.csv": Known(
        {"columns": "cnt=term:大甲媽祖", "source": "google-trends"},
        "keyword-needed",
        (("trend", 168, 168, 0, 0, 0),),
        sums={"interest": (168, "4534")},
        every={"source": "google-trends", "keyword": "大甲媽祖", "metric": "interest", "unit": "index"},
        rows={
            2: {"since": "2004-01-01", "until": "2004-02-01", "value": 15},
            4: {"since": "2004-03-01", "until": "2004-04-01", "value": 10},
            169: {"since": "2017-12-01", "until": "2018-01-01", "value": 79},
        },
    ),
    # 11/9/18 may be the 11th of September or the 9th of November: it is asked.
    "trends/tianying0525__418_final_project__geoMap.csv": Known(
        {"date_order": "month-first"},
        "date-order-needed",
        (("keywords", 51, 51, 0, 0, 0),),
        sums={"interest_by_region": (51, "3005")},
        every={"source": "google-trends", "keyword": "airpods pro", "metric": "interest_by_region", "unit": "index", "since": "2018-11-09", "until": "2019-11-10", "seed": "airpods pro"},
        rows={
            4: {"region": "California", "value": 100},
            5: {"region": "Hawaii", "value": 88},
            54: {"region": "Montana", "value": 23},
        },
    ),
    # Breakout is 5000 % or more: a bound.
    "trends/tianying0525__418_final_project__relatedQueries.csv": Known(
        {"date_order": "month-first"},
        "date-order-needed",
        (("keywords", 25, 25, 0, 0, 0), ("keywords", 25, 25, 0, 0, 0)),
        sums={"related_top": (25, "491"), "related_rising": (25, "1250")},
        every={"source": "google-trends", "since": "2018-12-02", "until": "2019-12-03", "region": "United States", "seed": "airpod"},
        rows={
            5: {"keyword": "airpod case", "metric": "related_top", "unit": "index", "value": 100},
            29: {"keyword": "airpods pro", "metric": "related_top", "unit": "index", "value": 6},
            32: {"keyword": "airpod pros", "metric": "related_rising", "unit": "ratio", "value": (50, None)},
            56: {"keyword": "my left airpod isnt working", "metric": "related_rising", "unit": "ratio", "value": (50, None)},
        },
    ),
    "trends/tianying0525__418_final_project__relatedEntities.csv": Known(
        {"date_order": "month-first"},
        "date-order-needed",
        (("keywords", 19, 19, 0, 0, 0), ("keywords", 8, 8, 0, 0, 0)),
        sums={"related_top": (19, "130"), "related_rising": (8, "72.2")},
        every={"source": "google-trends", "since": "2018-12-02", "until": "2019-12-03", "region": "United States", "seed": "airpod"},
        rows={
            5: {"keyword": "AirPods", "metric": "related_top", "unit": "index", "value": 100},
            23: {"keyword": "Interjection", "metric": "related_top", "unit": "index", "value": (0, 1)},
            26: {"keyword": "Engraving", "metric": "related_rising", "unit": "ratio", "value": (50, None)},
            27: {"keyword": "Gucci", "metric": "related_rising", "unit": "ratio", "value": 7},
            33: {"keyword": "Generation", "metric": "related_rising", "unit": "ratio", "value": "1.7"},
        },
    ),
}  # fmt: skip
