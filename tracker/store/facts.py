"""The tables of facts: what makes a row the same observation, and what makes it say the same."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FactTable:
    """Shape of one fact table.

    `key`: rows that agree in it speak of the same thing at the same moment. `values`: rows that agree in these too
    say the same. `beside`: kept with a row, but no part of what it says; `raw` is the one of them that holds the
    text as it stood (None where the table keeps none).
    """

    name: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    beside: tuple[str, ...]
    raw: str | None
    time: str

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that a normalised row brings, in the table's order."""
        return self.key + self.values + self.beside


LISTINGS = FactTable(
    name="listing_snapshot",
    key=("platform", "listing_key", "variant_key", "observed_at"),
    values=(
        *("shop_key", "shop_name", "title", "url", "category", "price_low", "price_high", "price_list"),
        *(
            "price_coupon",
            "promotion",
            "currency",
            "sold_low",
            "sold_high",
            "sold_kind",
            "review_low",
            "review_high",
        ),
        *("rating", "availability", "listed_at", "position", "list_name", "is_own", "barcode"),
        *("model", "brand"),
    ),
    beside=("sold_raw", "flags"),
    raw="sold_raw",
    time="observed_at",
)

SHOPS = FactTable(
    name="shop_snapshot",
    key=("platform", "shop_key", "category", "observed_at"),
    values=(
        *(
            "shop_name",
            "url",
            "role",
            "rank",
            "sales_low",
            "sales_high",
            "amount_low",
            "amount_high",
            "currency",
        ),
        *(
            "listing_low",
            "listing_high",
            "follower_low",
            "follower_high",
            "score_description",
            "score_service",
        ),
        *("score_logistics", "good_review_share", "judgement", "note"),
    ),
    beside=("flags",),
    raw=None,
    time="observed_at",
)

KEYWORDS = FactTable(
    name="keyword_reading",
    key=("source", "platform", "keyword", "metric", "since", "until", "region", "seed"),
    values=("category", "value_low", "value_high", "unit", "rank"),
    beside=("flags",),
    raw=None,
    time="since",
)

OWN_SALES = FactTable(
    name="own_sales",
    key=("platform", "shop_key", "since", "until"),
    values=("shop_name", "order_count", "unit_count", "amount", "currency"),
    beside=("flags",),
    raw=None,
    time="since",
)

BY_KIND = {"listings": LISTINGS, "shops": SHOPS, "keywords": KEYWORDS, "trend": KEYWORDS, "sales": OWN_SALES}
"""The table that each kind of import fills."""

TABLES = (LISTINGS, SHOPS, KEYWORDS, OWN_SALES)


def same(left: str, right: str, columns: tuple[str, ...]) -> str:
    """The condition that two rows agree in all the columns, null equal to null."""
    return " AND ".join(f"{left}.{column} IS NOT DISTINCT FROM {right}.{column}" for column in columns)
