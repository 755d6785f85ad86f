"""What the operator of the sample market said beside its files: a product, a weekly target, and two decisions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from tracker.store import decisions, products, targets
from tracker.store.decisions import Decision
from tracker.store.place import Store
from tracker.store.products import Member
from tracker.store.targets import Target

PRODUCT = "法式碎花裙"
MEMBERS = (
    Member("taobao", "100010000000"),
    Member("jd", "900014293627", relation="equivalent"),
)
TARGET = Target(
    platform="taobao",
    shop="棠梨七巷女装",
    measure="units",
    since=date(2026, 5, 25),
    start_value=Decimal(3600),
    saturation=Decimal(4500),
    high_factor=Decimal("1.2"),
    low_factor=Decimal("0.8"),
    high_months=(5, 6),
)
DECISIONS = (
    Decision("pdd", "300017997328", "price", datetime(2026, 6, 5), before="99", after="89", note="618"),  # noqa: DTZ001
    Decision(
        platform="taobao",
        listing_key="100015134910",
        kind="title",
        changed_at=datetime(2026, 6, 22, 15),  # noqa: DTZ001 - the market's wall time has no zone
        note="通勤 → 小个子",
    ),
)


def say(store: Store) -> None:
    """Say it to a store that holds the sample; what was said already stays as it is."""
    if all(each.name != PRODUCT for each in products.list_products(store)):
        products.add_product(store, PRODUCT)
        for member in MEMBERS:
            products.link(store, PRODUCT, member)
    if not targets.list_targets(store):
        targets.set_target(store, TARGET)
    if not decisions.list_decisions(store):
        for decision in DECISIONS:
            decisions.add_decision(store, decision)
