"""Does this person fit the model at all: the levels beside what the model expects of people before any is measured.

The distance of a person's levels from the middle of the prior prediction (close to the log scale), in the metric of
that prediction, is ranked among the same distances of simulated people (as the decorrelated prediction distribution
errors of Brendel et al. 2006, Pharm Res 23:2036). Middle and metric come from other simulated people than those that
are ranked, so that the rank has its nominal size however many levels there are; the metric is the covariance of levels
without error and, beside it, the variance of the errors alone, which no number of levels makes singular. What is left
of each effect's variance is shrinkage.
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
_FOR_METRIC, _RANKED = 200, 400
"""Simulated people for middle and metric, and those that are ranked."""
_WIDEST = (1, 3)
"""How many of the widest directions a distance is also taken along, by itself."""
_NEAR_NOTHING = 0.05
"""Of a level's median: below it the scale goes from log to linear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FitCheck:
    """How the levels sit in what the model expects.

    Parameters
    ----------
    fits
        ``False`` where a person of this model would show such levels in less than one case in a hundred, or cannot
        show them at all; ``Indeterminate`` where the levels cannot tell.
    p_value
        Share of simulated people at least as far from the middle; ``None`` without measured values, or where too few
        of them could be simulated.
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


def check_fit(evidence: Evidence, variances: np.ndarray, *, rng: np.random.Generator) -> tuple[FitCheck, ...]:
    """Check every person.

    Parameters
    ----------
    variances
        What is left of the effects' variances, of shape (person, effect).
    """
    draws = _FOR_METRIC + _RANKED
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
        own = np.flatnonzero(errors.person // draws == person)
        mine = _Simulated(true=levels[own].reshape(draws, len(at)), seen=noisy[own].reshape(draws, len(at)))
        left = dict(zip(prediction.effects.names, variances[person] / np.diag(prior), strict=True))
        seen = measured.value[at], measured.below[at], measured.additive[at]
        found.append(_judge(mine, *seen, left, evidence.impossible[person]))
    return tuple(found)


def with_error(of: Measured, levels: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return levels with residual error."""
    normal = rng.standard_normal(levels.shape)
    away = np.sqrt(of.variance(levels)) * normal
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        on_log = levels * np.exp(away / levels)
    return np.where(of.log_sd > 0, np.where(levels > 0, on_log, levels), levels + away)


_SOLVED = 0.5
"""Least share of simulated people who must be solved for anything to be concluded."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Simulated:
    """People of the model: levels in the body and as measured, of shape (person, level)."""

    true: np.ndarray
    seen: np.ndarray


def _judge(
    simulated: _Simulated,
    value: np.ndarray,
    below: np.ndarray,
    additive: np.ndarray,
    shrinkage: Mapping[str, float],
    impossible: tuple[object, ...],
) -> FitCheck:
    reasons = [f"{len(impossible)} level(s) above 0 before the first dose"] if impossible else []
    solved = np.isfinite(simulated.seen).all(axis=1) & np.isfinite(simulated.true).all(axis=1)
    if (share := solved.mean()) < _SOLVED:
        return FitCheck(
            fits=not reasons and Indeterminate(
                why=f"only {100 * share:.2g} % of simulated people of this model could be solved",
                resolve="check doses, times and units, or choose another model",
            ),
            p_value=None, p_below=None, shrinkage=shrinkage, reasons=tuple(reasons),
        )  # fmt: skip
    p_value = None
    if (~below).any():
        p_value = _rank(simulated, solved, ~below, value[~below], additive[~below])
    p_below = (
        float((simulated.seen[solved][:, below] < value[below]).mean(axis=0).min()) if below.any() else None
    )
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


def _rank(
    simulated: _Simulated, solved: np.ndarray, measured: np.ndarray, value: np.ndarray, additive: np.ndarray
) -> float:
    """Return the share of simulated people at least as far from the middle, the person among them."""
    first = np.arange(len(solved)) < _FOR_METRIC
    true, seen = (x[solved & first][:, measured] for x in (simulated.true, simulated.seen))
    bend = np.maximum(np.maximum(_NEAR_NOTHING * np.abs(np.median(true, axis=0)), additive), 1e-12)

    def scaled(x: np.ndarray) -> np.ndarray:
        return np.asarray(np.arcsinh(x / bend))

    middle = scaled(seen).mean(axis=0)
    between = np.atleast_2d(np.cov(scaled(true), rowvar=False))
    error = ((scaled(seen) - scaled(true)) ** 2).mean(axis=0)
    floor = 1e-6 * np.trace(between) / len(value) + 1e-12
    size, axes = np.linalg.eigh(between + np.diag(error + floor))
    others = simulated.seen[solved & ~first][:, measured]
    away = (scaled(np.vstack([value, others])) - middle) @ axes[:, ::-1]
    far = np.cumsum(away**2 / size[::-1], axis=1)
    # along the widest direction, the widest few, and all: many levels' errors do not hide how far a person is
    kinds = far[:, sorted({min(k, far.shape[1]) - 1 for k in (*_WIDEST, far.shape[1])})]
    rank = np.stack([np.searchsorted(np.sort(-k), -k, side="right") for k in kinds.T], axis=1).min(axis=1)
    return float((rank <= rank[0]).mean())
