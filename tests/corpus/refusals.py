"""Files that give nothing, whatever is said: the code, and words of the message that say what was looked for or is
absent."""

from __future__ import annotations

FILES = {
    "listings/Elipese568__prepared-food-research-paper-dataset__商品数据.xlsx": ("no-table", "a price or sales"),
    # Each row is about a word that isn't there any more: pv, ratio and sim of thousands of rows are all alike.
    "keywords/Auroral0810__BaiduIndexHunter__baidu_index_result.csv": ("column-missing", "相关词"),
    "pages/coderlongren__Scrapy__taobao_home_negative.html": ("page-unknown", "neither products"),
    "pages/scrapinghub__extruct__jsonld_empty_item_test.html": ("page-unknown", "neither products"),
    "feeds/WuCoding__tinyxml2__36kr.xml": ("news-not-yet", "news feed"),
    "feeds/WuCoding__tinyxml2__geekpark.xml": ("news-not-yet", "news feed"),
    "feeds/WuCoding__tinyxml2__ifanr.xml": ("news-not-yet", "news feed"),
    "feeds/feedjira__feedjira__AmazonWebServicesBlog.xml": ("news-not-yet", "news feed"),
    "feeds/feedjira__feedjira__HuffPostCanada.xml": ("news-not-yet", "news feed"),
    "feeds/feedjira__feedjira__InvalidDateFormat.xml": ("news-not-yet", "news feed"),
    "feeds/kurtmckee__feedparser__illformed_gb2312.xml": ("news-not-yet", "news feed"),
    "feeds/kurtmckee__feedparser__rss_empty_document.xml": ("no-reader", "remarks alone"),
}

SAID = {"platform": "taobao", "source": "sycm", "observed_on": "2026-03-02", "date_order": "month-first"}
"""All that a user could say."""
