"""Hold out positions, blocks of positions and genes; intervals by split conformal prediction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, rankdata, spearmanr

from benchmarks.variant_effect.boost import Forest, Settings, fit
from benchmarks.variant_effect.data import Measured, scan
from foredose.core import Indeterminate
from foredose.genome.effect.consequence import Consequence
from foredose.genome.effect.residues import Head, Residue, residue, row

Array = NDArray[np.float64]
LEVEL = 0.9
FOLDS = 10
BLOCK = 25
GRID = np.linspace(0, 1, 21)
# Scans of four genes for the general set; each is held out whole in turn.
GENERAL = {"CYP2C9": "CYP2C9 activity", "TPMT": "TPMT", "NUDT15": "NUDT15", "VKORC1": "VKORC1"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A forest of ranks and the mean score at each rank, so that scans of other scales can be fitted together."""

    forest: Forest
    scale: Array

    def predict(self, x: Array) -> Array:
        """Return scores: 1 as the reference protein, 0 as a truncated one."""
        return np.interp(self.forest.predict(x), GRID, self.scale)


@dataclass(frozen=True, slots=True)
class Table:
    """Features, scores and positions of one scan."""

    x: Array
    y: Array
    position: NDArray[np.int64]
    words: tuple[str, ...]


@cache
def known(gene: str, position: int, head: Head) -> Residue | None:
    """Return a residue with the features of a set; a P450 residue can be read by the general set too."""
    found = residue(gene, position)
    return None if isinstance(found, Indeterminate) else replace(found, head=head)


def features(gene: str, change: Consequence, head: Head) -> list[float] | None:
    """Return the features of a change, ``None`` where the residue is not modelled or is another."""
    found = known(gene, change.position or 0, head)
    return row(found, change.mutant) if found is not None and found.wild == change.wild else None


def table(gene: str, scan_name: str, head: Head) -> Table:
    """Return a scan as features and scores."""
    rows = [(features(gene, one.change, head), one) for one in scan(scan_name)]
    kept: list[tuple[list[float], Measured]] = [(x, one) for x, one in rows if x is not None]
    changes = [one.change for _, one in kept]
    return Table(
        x=np.array([x for x, _ in kept]),
        y=np.array([one.score for _, one in kept]),
        position=np.array([change.position for change in changes]),
        words=tuple(f"{change.wild}{change.position}{change.mutant}" for change in changes),
    )


def folds(groups: NDArray[np.int64], seed: int = 0) -> Iterator[NDArray[np.bool_]]:
    """Yield which rows are held out; rows of a group stay together."""
    names = np.random.default_rng(seed).permutation(np.unique(groups))
    for part in np.array_split(names, FOLDS):
        yield np.isin(groups, part)


def _held_out(task: tuple[Array, Array, NDArray[np.bool_], Settings]) -> Array:
    x, y, out, settings = task
    return fit(x[~out], y[~out], settings).predict(x[out])


def cross_predict(data: Table, groups: NDArray[np.int64], settings: Settings = Settings()) -> Array:  # noqa: B008
    """Return predictions of each row by a forest that saw nothing of its group."""
    held = list(folds(groups))
    predicted = np.zeros(len(data.y))
    with ProcessPoolExecutor(2) as pool:
        tasks = [(data.x, data.y, out, settings) for out in held]
        for out, values in zip(held, pool.map(_held_out, tasks), strict=True):
            predicted[out] = values
    return predicted


def splits(data: Table) -> dict[str, NDArray[np.int64]]:
    """Return the groups of the three ways to hold out."""
    return {
        "random": np.arange(len(data.y)),
        "positions": data.position,
        f"blocks of {BLOCK} positions": data.position // BLOCK,
    }


def rho(predicted: Sequence[float] | Array, observed: Sequence[float] | Array) -> float:
    """Return Spearman's rank correlation."""
    return float(spearmanr(predicted, observed).statistic)


def rho_interval(predicted: Array, data: Table, draws: int = 500) -> tuple[float, float]:
    """Return a 95 % bootstrap interval of the correlation; whole positions are drawn."""
    rng, places = np.random.default_rng(0), np.unique(data.position)
    rows = [np.flatnonzero(data.position == place) for place in places]
    found = []
    for _ in range(draws):
        chosen = np.concatenate([rows[i] for i in rng.integers(len(places), size=len(places))])
        found.append(rho(predicted[chosen], data.y[chosen]))
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def intervals(predicted: Array, observed: Array, bins: int = 5) -> dict[str, Any]:
    """Return offsets from a prediction that hold ``LEVEL`` of the observed, by level of the prediction."""
    return intervals_of_genes([(predicted, observed)], bins, fewest=1)


def intervals_of_genes(
    pairs: Sequence[tuple[Array, Array]], bins: int = 5, fewest: int = 30
) -> dict[str, Any]:
    """Return offsets that hold ``LEVEL`` in each of the genes: at each level of the prediction those of the worst."""
    edges = np.quantile(np.concatenate([p for p, _ in pairs]), np.linspace(0, 1, bins + 1)[1:-1])
    found = [_offsets(p, y, edges, fewest) for p, y in pairs]
    low, high = np.nanmin([low for low, _ in found], axis=0), np.nanmax([high for _, high in found], axis=0)
    return {"level": LEVEL, "edges": edges.tolist(), "low": low.tolist(), "high": high.tolist()}


def _offsets(predicted: Array, observed: Array, edges: Array, fewest: int) -> tuple[list[float], list[float]]:
    at, off = np.searchsorted(edges, predicted, side="right"), observed - predicted
    low, high = [], []
    for k in range(len(edges) + 1):
        own = np.sort(off[at == k])
        rank = min(len(own) - 1, int(np.ceil((len(own) + 1) * (1 + LEVEL) / 2)) - 1)
        enough = len(own) >= fewest
        low.append(float(own[len(own) - 1 - rank]) if enough else np.nan)
        high.append(float(own[rank]) if enough else np.nan)
    return low, high


def covered(interval: dict[str, Any], predicted: Array, observed: Array) -> tuple[float, float]:
    """Return the share inside the intervals, cut at no activity, and their mean width."""
    at = np.searchsorted(interval["edges"], predicted, side="right")
    low = np.maximum(0, predicted + np.array(interval["low"])[at])
    high = np.maximum(predicted, predicted + np.array(interval["high"])[at])
    inside = (np.maximum(observed, 0) >= low) & (observed <= high)
    return float(inside.mean()), float((high - low).mean())


def halves(data: Table, predicted: Array) -> tuple[float, float]:
    """Return coverage and width at positions other than those that the intervals were set on."""
    first = np.isin(data.position, np.random.default_rng(1).permutation(np.unique(data.position))[::2])
    both = []
    for set_on in (first, ~first):
        interval = intervals(predicted[set_on], data.y[set_on])
        both.append(covered(interval, predicted[~set_on], data.y[~set_on]))
    return float(np.mean([c for c, _ in both])), float(np.mean([w for _, w in both]))


def gene_held_out() -> dict[str, tuple[Table, Array]]:
    """Return each of the four genes with predictions by a general forest fitted to the other three."""
    tables = {gene: table(gene, name, "general") for gene, name in GENERAL.items()}
    return {gene: (own, general_forest(tables, without=gene).predict(own.x)) for gene, own in tables.items()}


def general_forest(tables: dict[str, Table], without: str = "") -> Ranked:
    """Fit the general forest to ranks within each scan; every gene counts the same, whatever the size of its scan."""
    used = [own for gene, own in tables.items() if gene != without]
    weight = np.concatenate([np.full(len(own.y), 1 / len(own.y)) for own in used])
    ranks = np.concatenate([rankdata(own.y) / len(own.y) for own in used])
    forest = fit(np.concatenate([own.x for own in used]), ranks, weight=weight * len(weight) / weight.sum())
    return Ranked(forest, np.mean([np.quantile(own.y, GRID) for own in used], axis=0))


def auc(scores: Sequence[float], positive: Sequence[bool]) -> float:
    """Return the probability that a positive scores above a negative."""
    ranks, is_positive = rankdata(scores), np.array(positive)
    count = int(is_positive.sum())
    return float((ranks[is_positive].sum() - count * (count + 1) / 2) / (count * (len(ranks) - count)))


def exact(successes: int, trials: int) -> tuple[float, float]:
    """Return Clopper and Pearson's 95 % interval of a share."""
    low = beta.ppf(0.025, successes, trials - successes + 1) if successes else 0.0
    high = beta.ppf(0.975, successes + 1, trials - successes) if successes < trials else 1.0
    return float(low), float(high)
