"""What a site's first patients tell of the rest: its effect and its noise, between nothing known and its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.dosing.cells import Cells
from foredose.dosing.features import design
from foredose.dosing.mixture import responsibility
from foredose.dosing.regression import DoseRegression
from foredose.dosing.spread import site_spread

__all__ = ["SiteEffect", "adapt"]

ROUNDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteEffect:
    """What sets one site apart.

    Parameters
    ----------
    mean, variance
        Of the site's effect on the root of the dose: root mg/week, mg/week.
    noise, noise_variance
        Of the logarithm of its variance over that of the middling site.
    """

    mean: float
    variance: float
    noise: float
    noise_variance: float


def adapt(
    regression: DoseRegression, cells: Cells | None = None, dose: np.ndarray | None = None
) -> SiteEffect:
    """Return what sets apart a site that was not learned from, given the first patients who came to a dose there.

    Parameters
    ----------
    regression
        Learned at other sites.
    cells, dose
        The site's first patients and their doses, (n,) mg/week. Without them the answer is the prior: no effect,
        with the variances between sites.
    """
    errors = regression.errors
    prior = SiteEffect(mean=0.0, variance=regression.site_variance, noise=0.0, noise_variance=errors.between)
    if cells is None or dose is None or len(dose) == 0:
        return prior
    line = design(cells) @ regression.coefficients
    found, left = prior, np.sqrt(dose)[cells.person] - line
    for _ in range(ROUNDS):
        before = found
        found = _improve(regression, cells, left, errors.narrow(line + before.mean), before)
        if abs(found.mean - before.mean) < 1e-6 and abs(found.noise - before.noise) < 1e-6:
            break
    return found


def _improve(
    regression: DoseRegression, cells: Cells, left: np.ndarray, narrow: np.ndarray, before: SiteEffect
) -> SiteEffect:
    errors = regression.errors
    noisy = narrow * np.exp(before.noise)
    likely = responsibility(cells, errors, left - before.mean, noisy) @ [1, 1 / errors.factor]
    precision = likely / (errors.variance * np.exp(before.noise))
    variance = 1 / (precision.sum() + 1 / regression.site_variance)
    mean = float(variance * (precision @ left))
    square = likely @ (((left - mean) ** 2 + variance) / narrow)
    noise, unsure = site_spread(np.array([square]), np.array([float(cells.people)]), errors.between)
    return SiteEffect(
        mean=mean, variance=float(variance), noise=float(noise[0]), noise_variance=float(unsure[0])
    )
