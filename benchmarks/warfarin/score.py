"""Errors, rates and coverage, with intervals from drawing whole sites again."""

from __future__ import annotations

import numpy as np

BOOTSTRAP = 4000


def error(told: np.ndarray, dose: np.ndarray) -> np.ndarray:
    return np.abs(told - dose)


def mean(values: np.ndarray, which: np.ndarray) -> float:
    return float(values[which].mean())


def within(told: np.ndarray, dose: np.ndarray) -> np.ndarray:
    """Return whether each told dose is within 20 % of the dose."""
    return np.abs(told - dose) <= 0.2 * dose


def by_sites(values: np.ndarray, site: np.ndarray) -> tuple[float, float]:
    """Return the interval of 95 % of a mean over people, sites drawn with all their people."""
    names, place = np.unique(site, return_inverse=True)
    total, number = np.bincount(place, weights=values), np.bincount(place)
    drawn = np.random.default_rng(0).integers(0, len(names), (BOOTSTRAP, len(names)))
    low, high = np.percentile(total[drawn].sum(axis=1) / number[drawn].sum(axis=1), [2.5, 97.5])
    return float(low), float(high)


def worst(values: np.ndarray, site: np.ndarray, *, least: bool = False) -> tuple[float, int]:
    """Return the worst site's mean and its name: the highest, or the least."""
    found = [(float(values[site == name].mean()), int(name)) for name in np.unique(site)]
    return min(found) if least else max(found)
