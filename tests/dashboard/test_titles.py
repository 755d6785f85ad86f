"""The page *Titles*: what it says of titles as they are typed, in both languages, of full and empty stores."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tests.support import Bring, tables
from tracker.analysis.titles.risks import risks
from tracker.dashboard.title_scores import marked
from tracker.i18n import activate
from tracker.store.place import Store
from tracker.store.title_rules import list_title_rules

WORDS = "来源,平台,日期,关键词,搜索人气\n甲表,淘宝,2026-06-01,连衣裙,1000\n甲表,淘宝,2026-06-01,碎花连衣裙,1万+\n"
HOSTILE = '**碎花** [连衣裙](http://x.y) <b>最佳</b> $x$ :red[a] =HYPERLINK("x")'


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption, *app.info))


def table(app: AppTest, column: str) -> Any:
    return next(each.value for each in app.dataframe if column in each.value.columns)


def figures(app: AppTest) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


@pytest.mark.parametrize(("language", "word"), [("en", "Neither a keyword list"), ("zh", "还没有词表")])
def test_an_empty_page_says_what_to_do_and_counts_all_the_same(
    open_page: Page, store: Store, language: str, word: str
) -> None:
    app = open_page(store, "titles", language)
    assert word in app.info[0].value
    assert app.get("page_link")
    activate(language)  # the choices are spelled in the language of this thread
    app.text_area[0].set_value("最佳连衣裙").run()
    assert not app.error
    assert next(iter(figures(app).values())) == "10 / 60"
    assert "background[最佳]" in said(app)
    assert not store.path.exists()


def test_the_first_own_title_is_taken_and_told(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "titles")
    assert not app.error
    assert app.text_area[0].value == "蕾丝连衣裙女2026夏季新款轻熟风修身温柔风提花泡泡袖衬衫裙"
    assert figures(app)["Length"] == "56 / 60"
    assert "宝贝标题" in said(app), "the rule's source"
    assert "70 titles of the first ten shops" in said(app)
    assert {"连衣裙", "衬衫裙"} <= set(table(app, "Keyword")["Keyword"])


def test_figures_follow_what_is_typed(open_page: Page, store: Store, bring: Bring) -> None:
    bring(WORDS)
    app = open_page(store, "titles", platform="taobao")
    assert "Type or paste a title" in app.info[0].value
    app.text_area[0].set_value("连衣裙").run()
    assert figures(app)["Keywords covered"] == "1 / 2"
    missing = table(app, "Would cover")
    assert missing.to_dict("records") == [{"Word": "碎花", "Would cover": 1, "Demand": "≥ 10,000", "Adds length": 4}]
    app.text_area[0].set_value("碎花连衣裙" * 7).run()
    assert (figures(app)["Length"], app.metric[0].delta) == ("70 / 60", "10 too many")
    assert "≥ 11,000" in said(app).replace("\\", "")


def test_versions_and_rivals_stand_side_by_side(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "titles")
    app.text_area[0].set_value("连衣裙\n\n碎花连衣裙女\n" + "裙\n" * 9).run()
    app.multiselect[0].set_value([app.multiselect[0].options[0]]).run()
    rows = table(app, "Version")
    assert rows["Version"].tolist() == [f"Version {each}" for each in range(1, 7)] + ["Rival 1"]
    assert rows["Title"].tolist()[:2] == ["连衣裙", "碎花连衣裙女"]
    assert rows["Keywords covered"].tolist()[:2] == [1, 2]
    assert not app.error


def test_one_of_our_listings_is_put_below(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "titles")
    chooser = next(each for each in app.selectbox if each.label == "One of your listings")
    chooser.set_value(chooser.options[1]).run()
    next(each for each in app.button if each.label == "Add it").click().run()
    lines = app.text_area[0].value.splitlines()
    assert len(lines) == 2
    assert lines[1] == chooser.options[1].rpartition(" · ")[0]
    assert "Decision log" in [each.value for each in app.subheader], "of the listing that was chosen"


def test_hostile_titles_are_shown_as_they_are_typed(open_page: Page, store: Store, bring: Bring) -> None:
    bring(WORDS)
    app = open_page(store, "titles", platform="taobao")
    app.text_area[0].set_value(HOSTILE).run()
    assert not app.error
    heading = next(each.value for each in app.markdown if each.value.startswith("####"))
    assert ":red-background[最佳]" in heading
    for mark in (r"\*\*碎花\*\*", r"\[连衣裙\]", r"\<b\>", r"\$x\$", r"\:red\[a\]"):
        assert mark in heading, mark


def test_marks_keep_every_character_of_a_title() -> None:
    title = "a 最佳 b!"
    assert marked(title, risks(title, "taobao")) == "a :red-background[最佳] b\\!"


def test_the_rule_is_set_and_forgotten_there(open_page: Page, store: Store, bring: Bring) -> None:
    bring(WORDS)
    app = open_page(store, "titles", platform="taobao")
    app.number_input[0].set_value(44)
    next(each for each in app.button if each.label == "Set this rule").click().run()
    assert [(each.platform, each.limit, each.unit) for each in list_title_rules(store)] == [("taobao", 44, "gbk")]
    assert "at most 44" in said(app).replace("\\", "")
    assert "Your own rule" in said(app)
    next(each for each in app.button if each.label == "Forget your rule").click().run()
    assert list_title_rules(store) == []
    assert "at most 60" in said(app).replace("\\", "")


@pytest.mark.parametrize("weight", ["opportunity", "conversion", "demand-supply-ratio"])
def test_keywords_weigh_what_the_user_chooses_and_nothing_is_written(
    open_page: Page, sample_store: Store, weight: str
) -> None:
    before = tables(sample_store)
    plain = figures(open_page(sample_store, "titles"))
    weighed = open_page(sample_store, "titles", weight=weight)
    assert not weighed.error
    assert figures(weighed)["Keywords covered"] == plain["Keywords covered"]
    assert figures(weighed)["Share of the weight"] != plain["Share of the weight"]
    assert tables(sample_store) == before


def test_only_formulas_whose_metrics_the_list_tells_are_offered(
    open_page: Page, store: Store, bring: Bring, sample_store: Store
) -> None:
    bring(WORDS)
    app = open_page(store, "titles", platform="taobao", weight="blue-ocean")
    offered = next(each for each in app.selectbox if each.label == "Weigh keywords by")
    assert len(offered.options) == 3
    assert offered.value == "demand"
    assert not app.error
    assert open_page(sample_store, "titles", weight="blue-ocean").selectbox(key="weight").value == "blue-ocean"


def test_a_list_that_names_no_category_serves_each(
    open_page: Page, sample_store: Store, store: Store, bring: Bring
) -> None:
    app = open_page(sample_store, "titles", platform="taobao", category="连衣裙")
    assert not app.error
    assert "Against" in said(app)
    category = "连衣裙"
    bring("商品ID,标题,价格,日期\n1,红裙,9,2026-06-01\n", "sold.csv", platform="taobao", category=category)
    bring(WORDS, "other.csv", category="半身裙")
    app = open_page(store, "titles", platform="taobao", category=category)
    assert f"No keyword list fits this platform and {category}" in said(app)
    bring(WORDS.replace("碎花连衣裙", "法式连衣裙"), "own.csv", category=category)
    bring(WORDS.replace("碎花连衣裙", "雪纺连衣裙"), "any.csv")
    app = open_page(store, "titles", platform="taobao", category=category)
    offered = app.selectbox(key="list").options
    assert len(offered) == 2
    assert category in offered[0]
    app.text_area[0].set_value("连衣裙").run()
    assert table(app, "Would cover")["Word"].tolist() == ["法式"]
