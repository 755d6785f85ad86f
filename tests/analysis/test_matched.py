"""Where shops stand in the prices of the same products."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.matched import matched

OFFERS = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 3)), st.integers(1, 20), max_size=20)


def columns(offers: dict[tuple[int, int], int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    keys = list(offers)
    shop = np.array([key[0] for key in keys], np.int64)
    product = np.array([key[1] for key in keys], np.int64)
    return shop, product, np.array(list(offers.values()), np.float64)


def test_shops_are_ranked_product_by_product() -> None:
    """Product 0: 10 20 30; product 1: 8 8 4 at three shops; product 2 at two shops alone."""
    offers = {(0, 0): 10, (1, 0): 20, (2, 0): 30, (0, 1): 8, (1, 1): 8, (2, 1): 4, (0, 2): 1, (1, 2): 9}
    made = matched(*columns(offers), 4)
    assert made.product_count.tolist() == [2, 2, 2, 0]
    assert made.cheapest_count.tolist() == [1, 0, 1, 0]
    assert made.ratio[:3].tolist() == pytest.approx(
        [(10 / 25 + 8 / 6) / 2, (20 / 20 + 8 / 6) / 2, (30 / 15 + 4 / 8) / 2]
    )
    assert np.isnan(made.ratio[3])


@given(OFFERS, st.integers(2, 9))
def test_the_unit_of_the_prices_and_the_order_of_rows_are_nothing(
    offers: dict[tuple[int, int], int], times: int
) -> None:
    turned = {key: times * offers[key] for key in reversed(offers)}
    plain, other = matched(*columns(offers), 5), matched(*columns(turned), 5)
    for left, right in zip(plain, other, strict=True):
        np.testing.assert_allclose(left, right)


@given(OFFERS)
def test_some_shop_is_in_every_products_cheapest_third(offers: dict[tuple[int, int], int]) -> None:
    made = matched(*columns(offers), 5)
    offered = [sum(key[1] == product for key in offers) for product in range(4)]
    assert made.cheapest_count.sum() >= sum(count >= 3 for count in offered)
    assert (made.cheapest_count <= made.product_count).all()
