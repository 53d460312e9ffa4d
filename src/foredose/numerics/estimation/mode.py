"""The likeliest random effects of many people at once, and the curvature there (Laplace).

Damped Gauss-Newton (Levenberg-Marquardt) on the expected curvature, each person with a damping of their own, then
Newton steps on the exact curvature, which is the central difference of gradients. People who have arrived are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.numerics.estimation.measured import Measured
from foredose.numerics.estimation.predictor import Predictor

__all__ = ["Mode", "curvature_at", "find_mode"]

_NEAR, _THERE = 1e-3, 1e-6
"""Steps, in prior standard deviations, after which a person is near the mode, and there."""
_LONGEST = 1.5
_FARTHEST = 16.0
"""Most multiples of a Gauss-Newton step: with a large proportional error the expected curvature is far too high."""
_STUCK = 1e10
_DIFFERENCE = 1e-3
_TRIED = 200
"""People of the prior among whom a start is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """Where the posterior of each person is highest.

    Parameters
    ----------
    effects
        Of shape (person, effect).
    loss
        Minus the log of levels' density times the prior's, the prior without its constant; of shape (person,).
    covariance
        Inverse curvature of the loss, of shape (person, effect, effect).
    exact
        Where the curvature is that of the loss itself; elsewhere that is not positive and the expected one stands.
    settled
        Whether a Newton step from there is negligible, of shape (person,).
    steps
        Most steps that a person took.
    """

    effects: np.ndarray
    loss: np.ndarray
    covariance: np.ndarray
    exact: np.ndarray
    settled: np.ndarray
    steps: int


@dataclass(slots=True, kw_only=True)
class _Search:
    effects: np.ndarray
    loss: np.ndarray
    gradient: np.ndarray
    curvature: np.ndarray
    damping: np.ndarray
    stretch: np.ndarray
    settled: np.ndarray


def find_mode(
    predictor: Predictor,
    measured: Measured,
    prior: np.ndarray,
    *,
    start: np.ndarray | None = None,
    most: int = 60,
) -> Mode:
    """Find every person's mode.

    Parameters
    ----------
    prior
        Covariance of the effects, of shape (effect, effect); their mean is 0.
    start
        Where to begin, of shape (person, effect); at 0 unless given. Who has no finite loss there begins at the
        likeliest of some people of the prior.
    most
        Most steps of the first kind.
    """
    precision = np.linalg.inv(prior)
    effects = np.zeros((predictor.people, len(prior))) if start is None else start.copy()
    search = _begin(predictor, measured, precision, effects)
    if len(lost := np.flatnonzero(~np.isfinite(search.loss))) and len(prior):
        effects[lost] = _likeliest(predictor.taken(lost), measured.taken(lost), prior, precision)
        search = _begin(predictor, measured, precision, effects)
    spread = np.sqrt(np.diag(prior))
    steps = 0
    people = np.arange(predictor.people)
    while len(people) and steps < most:
        part = predictor if len(people) == predictor.people else predictor.taken(people)
        levels = measured if part is predictor else measured.taken(people)
        for _ in range(2):
            steps += 1
            _step(part, levels, precision, spread, search, people)
        people = people[~search.settled[people]]
    exact = _polish(predictor, measured, precision, spread, search)
    return Mode(
        effects=search.effects,
        loss=search.loss,
        covariance=np.linalg.inv(search.curvature),
        exact=exact,
        settled=search.settled,
        steps=steps,
    )


def curvature_at(
    predictor: Predictor, measured: Measured, precision: np.ndarray, effects: np.ndarray, spread: np.ndarray
) -> np.ndarray:
    """Return the exact curvature of the loss, of shape (person, effect, effect)."""
    people, size = effects.shape
    copies = np.tile(np.arange(people), 2 * size)
    away = np.concatenate([np.diag(spread), -np.diag(spread)]) * _DIFFERENCE
    at = np.tile(effects, (2 * size, 1)) + np.repeat(away, people, axis=0)
    gradient = _begin(predictor.taken(copies), measured.taken(copies), precision, at).gradient
    ahead, behind = gradient.reshape(2, size, people, size)
    found = np.moveaxis((ahead - behind) / (2 * _DIFFERENCE * spread[:, None, None]), 0, 2)
    return np.asarray(0.5 * (found + np.swapaxes(found, 1, 2)))


def _likeliest(
    predictor: Predictor, measured: Measured, prior: np.ndarray, precision: np.ndarray
) -> np.ndarray:
    """Return for each person the likeliest of the same few effects of the prior, of shape (person, effect)."""
    people, size = predictor.people, len(prior)
    drawn = np.random.default_rng(0).standard_normal((_TRIED, size)) @ np.linalg.cholesky(prior).T
    copies = np.repeat(np.arange(people), _TRIED)
    levels = predictor.taken(copies).levels(np.tile(drawn, (people, 1)))
    loss = measured.taken(copies).loss(levels, len(copies)).reshape(people, _TRIED)
    pull = 0.5 * np.einsum("da,ab,db->d", drawn, precision, drawn)
    return np.asarray(drawn[np.nan_to_num(loss + pull, nan=np.inf).argmin(axis=1)])


def _begin(predictor: Predictor, measured: Measured, precision: np.ndarray, effects: np.ndarray) -> _Search:
    loss, gradient, curvature = measured.expansion(*predictor.slopes(effects), predictor.people)
    pull = effects @ precision
    return _Search(
        effects=effects,
        loss=loss + 0.5 * (pull * effects).sum(axis=1),
        gradient=gradient + pull,
        curvature=curvature + precision,
        damping=np.full(len(effects), 1e-3),
        stretch=np.ones(len(effects)),
        settled=np.zeros(len(effects), dtype=bool),
    )


def _step(
    predictor: Predictor,
    measured: Measured,
    precision: np.ndarray,
    spread: np.ndarray,
    search: _Search,
    people: np.ndarray,
) -> None:
    """Try one damped step of these people and take it where it leads down."""
    curvature, damping = search.curvature[people], search.damping[people]
    diagonal = np.einsum("paa->pa", curvature)
    damped = curvature + damping[:, None, None] * diagonal[:, :, None] * np.eye(len(spread))
    whole = -np.linalg.solve(damped, search.gradient[people][:, :, None])[:, :, 0]
    length = np.abs(whole / spread).max(axis=1, initial=0.0)
    times = np.minimum(search.stretch[people], _LONGEST / np.maximum(length, 1e-300))
    step = whole * times[:, None]
    tried = _begin(predictor, measured, precision, search.effects[people] + step)
    down = tried.loss <= search.loss[people] + 1e-11 * np.abs(search.loss[people])
    search.damping[people] = np.where(down, np.maximum(damping * 0.1, 1e-9), damping * 10)
    best = times * _secant(search.gradient[people], tried.gradient, step)
    search.stretch[people] = np.where(down, np.clip(best, 1.0, _FARTHEST), 1.0)
    taken = people[down]
    for name in ("effects", "loss", "gradient", "curvature"):
        getattr(search, name)[taken] = getattr(tried, name)[down]
    search.settled[people] |= (down & (length < _NEAR)) | (search.damping[people] > _STUCK)


def _secant(before: np.ndarray, after: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Return how many such steps lead to where the slope along them is nothing."""
    first, last = (before * step).sum(axis=1), (after * step).sum(axis=1)
    bends = last > first
    return np.where(bends, first / np.where(bends, first - last, 1.0), _FARTHEST)


def _polish(
    predictor: Predictor, measured: Measured, precision: np.ndarray, spread: np.ndarray, search: _Search
) -> np.ndarray:
    """Take Newton steps on the exact curvature, leave it in ``search``, and say who is there; return where positive."""
    people = np.arange(predictor.people)
    exact = np.zeros(len(people), dtype=bool)
    for _ in range(3):
        part, levels = predictor.taken(people), measured.taken(people)
        curvature = curvature_at(part, levels, precision, search.effects[people], spread)
        good = np.isfinite(curvature).all(axis=(1, 2))
        good[good] = np.linalg.eigvalsh(curvature[good])[:, 0] > 0 if len(spread) else True
        exact[people] = good
        search.curvature[people[good]] = curvature[good]
        before = search.effects[people].copy()
        search.damping[people], search.stretch[people] = 0.0, 1.0
        kept = search.curvature.copy()
        _step(part, levels, precision, spread, search, people)
        search.curvature[:] = kept
        moved = np.abs((search.effects[people] - before) / spread).max(axis=1, initial=0.0)
        people = people[moved > _THERE * 100]
        if not len(people):
            break
    left = np.linalg.solve(search.curvature, search.gradient[:, :, None])[:, :, 0]
    search.settled[:] = np.abs(left / spread).max(axis=1, initial=0.0) < _NEAR
    return exact
