"""Keyword lists."""

from __future__ import annotations

from tests.corpus.known import Known

FILES = {
    # A row without a volume says nothing; ∞ and -- are none.
    "keywords/paisadallas__untitledMightySoftware__Keyword_Stats.csv": Known(
        {},
        None,
        (("keywords", 2214, 428, 0, 0, 1786),),
        sums={"growth_3m_ratio": (365, "-24.75"), "growth_yoy_ratio": (352, "-18.21"), "search_volume": (5564, "12030"), "competition": (106, "2532")},
        every={"source": "google-keyword-planner"},
        rows={
            (4, "Avg. monthly searches"): {"keyword": "cambio aceite", "metric": "search_volume", "unit": "count", "since": "2020-10-01", "until": "2021-10-01", "value": 10},
            (4, "Searches: Nov 2020"): {"keyword": "cambio aceite", "metric": "search_volume", "unit": "count", "since": "2020-11-01", "until": "2020-12-01", "value": 10},
            (4, "YoY change"): {"keyword": "cambio aceite", "metric": "growth_yoy_ratio", "unit": "ratio", "since": "2020-10-01", "until": "2021-10-01", "value": 0},
            (2197, "Searches: Feb 2021"): {"keyword": "reparacion de carros chocados", "metric": "search_volume", "unit": "count", "since": "2021-02-01", "until": "2021-03-01", "value": 10},
        },
        refused={"row nothing-measured": 1786},
    ),
    # Worked over by its author: of the columns only Volume is a metric by its name.
    "keywords/jaroslawmuzyka__synthesis-engine__ahrefs.csv": Known(
        {"observed_on": "2026-03-02"},
        "date-needed",
        (("keywords", 8097, 8097, 0, 0, 0),),
        sums={"search_volume": (8097, "9583550")},
        every={"source": "ahrefs", "metric": "search_volume", "unit": "count", "since": "2026-03-02", "until": "2026-03-03"},
        rows={
            2: {"keyword": "iphone 16", "value": 559000},
            719: {"keyword": "iphone 17 wygląd", "value": 1400},
            8098: {"keyword": "uzywany iphone 11", "value": 100},
        },
    ),
}  # fmt: skip
