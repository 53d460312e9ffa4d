"""Does this person fit the model at all: the levels beside what the model expects of people before any is measured.

The distance of a person's levels from the middle of the prior prediction (on the log scale where all are above 0), in
the metric of that prediction, is ranked among the same distances of simulated people (as the decorrelated prediction
distribution errors of Brendel et al. 2006, Pharm Res 23:2036). What is left of each effect's variance is shrinkage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.numerics.estimation import Measured
from foredose.twin.individual.evidence import Evidence

__all__ = ["FitCheck", "check_fit", "far_effects"]

_STRANGE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class FitCheck:
    """How the levels sit in what the model expects.

    Parameters
    ----------
    fits
        ``False`` where a person of this model would show such levels in less than one case in a hundred, or cannot
        show them at all; ``Indeterminate`` where the levels cannot tell.
    p_value
        Share of simulated people at least as far from the middle; ``None`` without measured values.
    p_below
        Smallest probability of lying below quantification where a level does; ``None`` where none does.
    shrinkage
        For each effect, variance left over variance between people: 1 says that the levels taught nothing of it.
    reasons
        What speaks against the model, in words.
    """

    fits: bool | Indeterminate
    p_value: float | None
    p_below: float | None
    shrinkage: Mapping[str, float]
    reasons: tuple[str, ...]


def check_fit(
    evidence: Evidence, variances: np.ndarray, *, draws: int, rng: np.random.Generator
) -> tuple[FitCheck, ...]:
    """Check every person.

    Parameters
    ----------
    variances
        What is left of the effects' variances, of shape (person, effect).
    draws
        Simulated people for each person.
    """
    prediction, measured = evidence.prediction, evidence.measured
    prior = prediction.effects.covariance
    copies = np.repeat(np.arange(prediction.people), draws)
    root = np.linalg.cholesky(prior) if len(prior) else prior
    effects = rng.standard_normal((len(copies), len(prior))) @ root.T
    levels, errors = prediction.taken(copies).levels(effects), measured.taken(copies)
    noisy = with_error(errors, levels, rng)
    found = []
    for person in range(prediction.people):
        at = np.flatnonzero(measured.person == person)
        mine = noisy[np.flatnonzero(errors.person // draws == person)].reshape(draws, len(at))
        left = dict(zip(prediction.effects.names, variances[person] / np.diag(prior), strict=True))
        found.append(_judge(mine, measured.value[at], measured.below[at], left, evidence.impossible[person]))
    return tuple(found)


def with_error(of: Measured, levels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return levels with residual error."""
    normal = rng.standard_normal(levels.shape)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        log_sd = np.sqrt(of.log_sd**2 + of.proportional**2 + (of.additive / levels) ** 2)
        on_log = levels * np.exp(log_sd * normal)
    plain = levels + np.sqrt(of.additive**2 + (of.proportional * levels) ** 2) * normal
    return np.where(of.log_sd > 0, np.where(levels > 0, on_log, levels), plain)


_FAR = 3.0
"""Standard deviations beyond which an effect is told."""


def far_effects(eta: np.ndarray, prior: np.ndarray, names: Sequence[str]) -> tuple[str, ...]:
    """Say which effects lie far from those of the people that the model was built on."""
    spread = np.sqrt(np.diag(prior))
    return tuple(
        f"{name} is {value / sd:+.1f} standard deviations from the typical person: look at doses, times and units"
        for name, value, sd in zip(names, eta, spread, strict=True)
        if abs(value) > _FAR * sd
    )


def _judge(
    simulated: np.ndarray,
    value: np.ndarray,
    below: np.ndarray,
    shrinkage: Mapping[str, float],
    impossible: tuple[object, ...],
) -> FitCheck:
    reasons = [f"{len(impossible)} level(s) above 0 before the first dose"] if impossible else []
    p_value = _rank(simulated[:, ~below], value[~below]) if (~below).any() else None
    p_below = float((simulated[:, below] < value[below]).mean(axis=0).min()) if below.any() else None
    if p_value is not None and p_value < _STRANGE:
        reasons.append(
            f"levels so far from the expected ones in {100 * p_value:.2g} % of people of this model"
        )
    if p_below is not None and p_below < _STRANGE:
        reasons.append(f"a level below quantification, which the model expects in {100 * p_below:.2g} %")
    fits: bool | Indeterminate = not reasons
    if fits and (~below).sum() < 2:
        fits = Indeterminate(
            why="fewer than two measured levels: they cannot tell a strange person from a strange model",
            resolve="another level, at another time after the dose",
        )
    return FitCheck(fits=fits, p_value=p_value, p_below=p_below, shrinkage=shrinkage, reasons=tuple(reasons))


def _rank(simulated: np.ndarray, value: np.ndarray) -> float:
    """Return the share of simulated people at least as far from the middle."""
    simulated = simulated[np.isfinite(simulated).all(axis=1)]
    if (simulated > 0).all() and (value > 0).all():
        simulated, value = np.log(simulated), np.log(value)
    middle = simulated.mean(axis=0)
    spread = np.atleast_2d(np.cov(simulated, rowvar=False))
    spread = spread + 1e-12 * np.trace(spread) * np.eye(len(value))
    metric = np.linalg.inv(spread)

    def far(x: np.ndarray) -> np.ndarray:
        return np.asarray(np.einsum("...a,ab,...b->...", x - middle, metric, x - middle))

    return float((1 + (far(simulated) >= far(value)).sum()) / (1 + len(simulated)))
