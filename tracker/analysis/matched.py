"""Prices of the same products in several shops: where each shop stands in each product's prices."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEAST_SHOPS = 3
"""Shops that must offer a product before one of them can be in its cheapest third."""


class Matched(NamedTuple):
    """A column for the shops 0 to n - 1. `product_count`: products offered by LEAST_SHOPS shops, this one among them.
    `cheapest_count`: those in whose cheapest third it is. `ratio`: median over them of its price over the median of the
    other shops' prices; NaN where there is none."""

    product_count: NDArray[np.int64]
    cheapest_count: NDArray[np.int64]
    ratio: NDArray[np.float64]


def matched(shop: NDArray[np.int64], product: NDArray[np.int64], price: NDArray[np.float64], shops: int) -> Matched:
    """Rows of positive prices, one for each shop and product, told by numbers from 0. In the cheapest third is who has
    fewer than a third of the offering shops below it."""
    product_count, cheapest_count = np.zeros(shops, np.int64), np.zeros(shops, np.int64)
    ratios: list[list[float]] = [[] for _ in range(shops)]
    order = np.argsort(product, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(product[order])) + 1):
        if rows.size < LEAST_SHOPS:
            continue
        prices = price[rows]
        below = (prices[None, :] < prices[:, None]).sum(axis=1)
        product_count[shop[rows]] += 1
        cheapest_count[shop[rows]] += LEAST_SHOPS * below < rows.size
        for at, row in enumerate(rows):
            ratios[shop[row]].append(float(prices[at] / np.median(np.delete(prices, at))))
    return Matched(product_count, cheapest_count, np.array([np.median(of) if of else np.nan for of in ratios]))
