"""Read a fitted forest and follow one row of features through its trees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["forest_value"]


def forest_value(forest: dict[str, Any], row: Sequence[float]) -> float:
    """Return the forest's value for one row of features.

    Parameters
    ----------
    forest
        ``base`` and ``trees``; a tree is ``[feature, threshold, left, right]``, lists with one entry a node. A leaf
        has feature -1 and its value in ``threshold``.
    row
        Features in the order that the forest was fitted with.
    """
    return float(forest["base"]) + sum(_leaf(tree, row) for tree in forest["trees"])


def _leaf(tree: list[list[Any]], row: Sequence[float]) -> float:
    feature, threshold, left, right = tree
    node = 0
    while feature[node] >= 0:
        node = left[node] if row[feature[node]] <= threshold[node] else right[node]
    return float(threshold[node])
