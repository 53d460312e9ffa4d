"""A person's dose as a distribution: cells, kinds of error, the site and the line's uncertainty summed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from foredose.dosing.cells import Cells
from foredose.dosing.features import design
from foredose.dosing.regression import DoseRegression
from foredose.dosing.site import SiteEffect

__all__ = ["DoseForecast", "forecast"]

HALVINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseForecast:
    """Quantiles of the weekly dose.

    Parameters
    ----------
    median, low, high
        (n,) mg/week; low and high bound the central interval of 90 %.
    """

    median: np.ndarray
    low: np.ndarray
    high: np.ndarray


def forecast(regression: DoseRegression, cells: Cells, site: SiteEffect) -> DoseForecast:
    """Return the dose of people at one site.

    The median is what makes the mean absolute error least.
    """
    low, median, high = quantiles(regression, cells, site, (0.05, 0.5, 0.95))
    return DoseForecast(median=median, low=low, high=high)


def quantiles(
    regression: DoseRegression, cells: Cells, site: SiteEffect, levels: Sequence[float]
) -> list[np.ndarray]:
    """Return quantiles of the weekly dose, (n,) mg/week for each level, by halving on the root of the dose."""
    columns = design(cells)
    mean = columns @ regression.coefficients + site.mean
    own = np.einsum("mp,mp->m", columns @ regression.covariance, columns) + site.variance
    share, factor = _kinds(regression, site)
    spread = np.sqrt(regression.errors.narrow(mean)[:, None] * factor + own[:, None])
    weight = cells.probability[:, None] * share
    return [_quantile(cells, mean, spread, weight, level) for level in levels]


def _kinds(regression: DoseRegression, site: SiteEffect) -> tuple[np.ndarray, np.ndarray]:
    """Return shares and variances of the kinds of error at a site whose noise is not known for certain: (6,) each."""
    share, factor = regression.errors.kinds()
    nodes, weights = np.polynomial.hermite_e.hermegauss(3)
    noise = np.exp(site.noise + np.sqrt(site.noise_variance) * nodes)
    return np.outer(weights / weights.sum(), share).ravel(), np.outer(noise, factor).ravel()


def _quantile(
    cells: Cells, mean: np.ndarray, spread: np.ndarray, weight: np.ndarray, level: float
) -> np.ndarray:
    from scipy.special import ndtr  # type: ignore[import-untyped]

    low, high = np.zeros(cells.people), np.full(cells.people, 30.0)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = ndtr((middle[cells.person] - mean)[:, None] / spread)
        beyond = cells.sum((weight * below).sum(axis=1)) < level
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return np.asarray(((low + high) / 2) ** 2)
