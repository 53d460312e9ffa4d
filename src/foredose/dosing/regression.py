"""The root of the weekly dose as a line of the facts, with an effect of the site, learned with facts unknown.

Expectation-maximisation: cells and kinds of error are weighed by the dose that was seen, then lines, site effects and
variances are those of a weighted mixed model. The root is the scale of the IWPC's own equation; its median, squared,
is the median of the dose.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.dosing.cells import Cells
from foredose.dosing.features import design
from foredose.dosing.mixture import Errors, grown, responsibility
from foredose.dosing.spread import site_spread

__all__ = ["DoseRegression", "fit_regression"]

ROUNDS = 60
TOLERANCE = 5e-4
# Standard deviation that a coefficient is expected to have, in root mg/week for a unit of its column; weak.
PRIOR_SD = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRegression:
    """What was learned.

    Parameters
    ----------
    coefficients
        (p,) by ``FEATURES``, in root mg/week.
    covariance
        (p, p) of the coefficients.
    errors
        What is left between people of a site.
    site_variance
        Of the sites' effects, in mg/week.
    sites
        Effect of each site learned from, by name.
    """

    coefficients: np.ndarray
    covariance: np.ndarray
    errors: Errors
    site_variance: float
    sites: dict[int, float]


@dataclass(slots=True)
class _State:
    """The estimate under way: lines and site effects in one, what goes with them, and the sites' noise."""

    found: np.ndarray
    inverse: np.ndarray
    errors: Errors
    tau2: float
    noise: np.ndarray


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen: the columns of each cell, the root of its person's dose, and the place of the site."""

    cells: Cells
    columns: np.ndarray
    root: np.ndarray
    where: np.ndarray
    sites: int

    def line(self, found: np.ndarray) -> np.ndarray:
        p = self.columns.shape[1]
        return np.asarray(self.columns @ found[:p] + found[p:][self.where])

    def by_site(self, values: np.ndarray) -> np.ndarray:
        return np.bincount(self.where, weights=values, minlength=self.sites)


def fit_regression(cells: Cells, dose: np.ndarray, site: np.ndarray) -> DoseRegression:
    """Learn from people whose dose is known.

    Parameters
    ----------
    cells
        What n people may be.
    dose
        (n,) mg/week.
    site
        (n,) whole numbers.
    """
    names, place = np.unique(site, return_inverse=True)
    root = np.sqrt(dose)
    seen = _Seen(cells, design(cells), root[cells.person], place[cells.person], len(names))
    p = seen.columns.shape[1]
    state = _State(
        found=np.concatenate([[root.mean()], np.zeros(p - 1 + len(names))]),
        inverse=np.eye(p + len(names)),
        errors=Errors(variance=float(root.var())),
        tau2=0.1,
        noise=np.zeros(len(names)),
    )
    for _ in range(ROUNDS):
        before = state.found
        _improve(seen, state)
        if float(np.abs(state.found - before).max()) < TOLERANCE:
            break
    return DoseRegression(
        coefficients=state.found[:p],
        covariance=state.inverse[:p, :p],
        errors=state.errors,
        site_variance=state.tau2,
        sites={int(name): float(effect) for name, effect in zip(names, state.found[p:], strict=True)},
    )


def _improve(seen: _Seen, state: _State) -> None:
    """Take one round: who is what, then the lines and effects, then the variances."""
    errors = state.errors
    line = seen.line(state.found)
    narrow = errors.narrow(line) * np.exp(state.noise)[seen.where]
    weight = responsibility(seen.cells, errors, seen.root - line, narrow)
    # Lines weigh people alike whatever their dose: a mg too many or few costs alike, though high doses vary more.
    alike = errors.variance * np.exp(state.noise)[seen.where]
    state.found, state.inverse, spent = _solve(seen, weight @ [1, 1 / errors.factor] / alike, state.tau2)
    p = seen.columns.shape[1]
    state.tau2 = float(np.mean(state.found[p:] ** 2 + np.diag(state.inverse)[p:]))
    _vary(seen, state, weight, spent)


def _solve(seen: _Seen, precision: np.ndarray, tau2: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Solve Henderson's equations: lines and site effects together, sites drawn toward none."""
    p = seen.columns.shape[1]
    heavy = seen.columns * precision[:, None]
    left = np.zeros((p + seen.sites, p + seen.sites))
    left[:p, :p] = heavy.T @ seen.columns
    left[:p, p:] = np.stack([seen.by_site(column) for column in heavy.T])
    left[p:, :p] = left[:p, p:].T
    left[p:, p:] = np.diag(seen.by_site(precision))
    right = np.concatenate([heavy.T @ seen.root, seen.by_site(precision * seen.root)])
    ridge = np.concatenate([[0.0], np.full(p - 1, 1 / PRIOR_SD**2), np.full(seen.sites, 1 / tau2)])
    inverse = np.linalg.inv(left + np.diag(ridge))
    return inverse @ right, inverse, float(np.trace(inverse @ left))


def _vary(seen: _Seen, state: _State, weight: np.ndarray, spent: float) -> None:
    """Estimate the errors again, given how likely each kind is; what was fitted costs as many people."""
    errors, people, both = state.errors, seen.cells.people, weight.sum(axis=1)
    line = seen.line(state.found)
    high = np.log(grown(line))
    square = (seen.root - line) ** 2 * np.exp(-2 * errors.power * high) * people / max(people - spent, 1.0)
    quiet = square * np.exp(-state.noise)[seen.where]
    variance, wide = (float(kind @ quiet / kind.sum()) for kind in weight.T)
    even = weight @ [1, 1 / errors.factor] * square / variance
    noise, unsure = site_spread(seen.by_site(even), seen.by_site(both), errors.between)
    excess = even * np.exp(-noise)[seen.where] - both
    state.noise = noise - noise.mean()
    state.errors = Errors(
        variance=variance * float(np.exp(noise.mean())),
        wide=float(np.clip(weight[:, 1].sum() / people, 0.001, 0.5)),
        factor=float(np.clip(wide / variance, 2.0, 50.0)),
        power=float(np.clip(errors.power + _power_step(high, both, excess), 0.0, 2.0)),
        between=float(np.clip(np.mean(state.noise**2 + unsure), 1e-3, 2.0)),
    )


def _power_step(high: np.ndarray, both: np.ndarray, excess: np.ndarray) -> float:
    """Return Newton's step for the power, by whether errors are too large where the line is high."""
    centred = high - both @ high / both.sum()
    return float(centred @ excess / (2 * (both @ centred**2)))
