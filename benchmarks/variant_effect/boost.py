"""Gradient-boosted regression trees for squared error, on binned features; small enough to read.

Friedman 2001 (boosting), LightGBM's leaf-wise growth on histograms (Ke 2017).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Bins = NDArray[np.int64]
BINS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    trees: int = 250
    rate: float = 0.05
    leaves: int = 15
    smallest_leaf: int = 20
    ridge: float = 5.0
    share_of_features: float = 0.3
    seed: int = 0


@dataclass(slots=True)
class Tree:
    """Nodes as lists; a leaf has feature -1 and its value in ``threshold``."""

    feature: list[int] = field(default_factory=list)
    threshold: list[float] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)

    def add(self) -> int:
        for column, empty in ((self.feature, -1), (self.left, -1), (self.right, -1)):
            column.append(empty)
        self.threshold.append(0.0)
        return len(self.feature) - 1

    def predict(self, x: Array) -> Array:
        feature, threshold = np.array(self.feature), np.array(self.threshold)
        left, right = np.array(self.left), np.array(self.right)
        at = np.zeros(len(x), dtype=np.int64)
        while (inner := np.flatnonzero(feature[at] >= 0)).size:
            node = at[inner]
            goes_left = x[inner, feature[node]] <= threshold[node]
            at[inner] = np.where(goes_left, left[node], right[node])
        return threshold[at]


@dataclass(frozen=True, slots=True)
class Forest:
    base: float
    trees: list[Tree]

    def predict(self, x: Array) -> Array:
        return self.base + sum((tree.predict(x) for tree in self.trees), np.zeros(len(x)))


def fit(x: Array, y: Array, settings: Settings = Settings(), weight: Array | None = None) -> Forest:
    """Fit a forest; ``weight`` counts a row more or less."""
    weight = np.ones(len(y)) if weight is None else weight
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1])) for column in x.T]
    bins = np.stack([np.searchsorted(edge, column) for edge, column in zip(edges, x.T, strict=True)], axis=1)
    rng, base = np.random.default_rng(settings.seed), float(np.average(y, weights=weight))
    fitted, trees = np.full(len(y), base), []
    for _ in range(settings.trees):
        tree, step = _grow(bins, edges, y - fitted, weight, settings, rng)
        fitted += step
        trees.append(tree)
    return Forest(base, trees)


def _grow(
    bins: Bins,
    edges: list[Array],
    residual: Array,
    weight: Array,
    settings: Settings,
    rng: np.random.Generator,
) -> tuple[Tree, Array]:
    count = max(1, round(bins.shape[1] * settings.share_of_features))
    tree, step = Tree(), np.zeros(len(residual))

    def leaf(rows: NDArray[np.int64]) -> tuple[float, int, int, int, NDArray[np.int64]]:
        node, features = tree.add(), rng.choice(bins.shape[1], count, replace=False)
        gain, feature, cut = _split(bins, rows, residual, weight, features, settings)
        return gain, feature, cut, node, rows

    open_leaves = [leaf(np.arange(len(residual)))]
    while len(open_leaves) < settings.leaves:
        best = max(range(len(open_leaves)), key=lambda i: open_leaves[i][0])
        gain, feature, cut, node, rows = open_leaves[best]
        if gain <= 0:
            break
        del open_leaves[best]
        goes_left = bins[rows, feature] <= cut
        first, second = leaf(rows[goes_left]), leaf(rows[~goes_left])
        tree.feature[node], tree.threshold[node] = int(feature), float(edges[feature][cut])
        tree.left[node], tree.right[node] = first[3], second[3]
        open_leaves += [first, second]
    for _, _, _, node, rows in open_leaves:
        total = (weight[rows] * residual[rows]).sum() / (weight[rows].sum() + settings.ridge)
        tree.threshold[node] = step[rows] = settings.rate * total
    return tree, step


def _split(
    bins: Bins,
    rows: NDArray[np.int64],
    residual: Array,
    weight: Array,
    features: NDArray[np.int64],
    settings: Settings,
) -> tuple[float, int, int]:
    """Return gain, feature and last bin that goes left of the best split."""
    cells = bins[rows][:, features] + np.arange(len(features)) * BINS
    shape = (len(features), BINS)
    masses, flat = np.repeat(weight[rows], len(features)), cells.ravel()
    pulls = np.repeat(weight[rows] * residual[rows], len(features))
    mass = np.cumsum(np.bincount(flat, masses, len(features) * BINS).reshape(shape), axis=1)
    pull = np.cumsum(np.bincount(flat, pulls, len(features) * BINS).reshape(shape), axis=1)
    count = np.cumsum(np.bincount(flat, minlength=len(features) * BINS).reshape(shape), axis=1)
    all_mass, all_pull, ridge = mass[:, -1:], pull[:, -1:], settings.ridge
    gain = pull**2 / (mass + ridge) + (all_pull - pull) ** 2 / (all_mass - mass + ridge)
    gain -= all_pull**2 / (all_mass + ridge)
    small = (count < settings.smallest_leaf) | (count[:, -1:] - count < settings.smallest_leaf)
    gain[small] = -np.inf
    at = int(np.argmax(gain))
    return float(gain.flat[at]), int(features[at // BINS]), at % BINS
