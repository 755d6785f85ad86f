"""What the store knows beside a keyword list: rivals' titles, brands, and what the user said of words and formulas."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.analysis.asking import ask_arrow
from tracker.analysis.keywords.formulas import own_formulas
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.score import Basis, basis
from tracker.analysis.titles.vocabulary import segmenter_of
from tracker.store.place import Store
from tracker.store.title_rules import Rule
from tracker.store.words import list_words

TOP = 10
"""Places of a board whose shops are the rivals to learn from."""


@dataclass(frozen=True, slots=True)
class Title:
    """The newest title of a listing. `shop_rank`: its shop's place on the newest board; null: not on it."""

    title: str
    listing_key: str
    shop_name: str | None
    shop_rank: int | None
    is_own: bool
    category: str | None


@dataclass(frozen=True, slots=True)
class Market:
    """The newest titles of a platform (and category), and the brands that its listings name."""

    titles: tuple[Title, ...]
    brands: tuple[str, ...]

    @property
    def rivals(self) -> tuple[Title, ...]:
        """The titles of others' shops among the first TOP of the newest board, each text once, the best shop first."""
        found: dict[str, Title] = {}
        for each in sorted(self.titles, key=lambda title: title.shop_rank or 0):
            if each.shop_rank is not None and each.shop_rank <= TOP and not each.is_own:
                found.setdefault(each.title, each)
        return tuple(found.values())

    @property
    def own(self) -> tuple[Title, ...]:
        """Our own titles."""
        return tuple(each for each in self.titles if each.is_own)


def read_market(store: Store, platform: str, category: str | None = None) -> Market:
    """What the newest titles say, of one category or all. Raises StoreError."""
    table = ask_arrow(store, "listing-titles", {"platform": platform, "category": category})
    names = ("title", "listing_key", "shop_name", "shop_rank", "is_own", "category")
    titles = [Title(*row) for row in zip(*(table.column(name).to_pylist() for name in names), strict=True)]
    brands = dict.fromkeys(each for each in table.column("brand").to_pylist() if each)
    return Market(tuple(titles), tuple(brands))


def basis_of(
    store: Store, words: KeywordList, platform: str, rule: Rule | None, market: Market, weighting: str = "demand"
) -> Basis:
    """What titles are scored against, with what the user said in the store. Raises InputError `formula-unknown`,
    StoreError."""
    said = list_words(store)
    brands = [*market.brands, *(each.word for each in said if each.role == "brand")]
    return basis(
        words,
        segmenter_of(words.keywords, said),
        platform,
        rule,
        weighting=weighting,
        own=own_formulas(store),
        rivals=[each.title for each in market.rivals],
        brands=brands,
    )
