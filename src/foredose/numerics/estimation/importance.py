"""Draws from the whole posterior of random effects, for many people at once, by importance resampling.

Draws of a Student t around the mode, and some of the prior, which bounds the weights (a defensive mixture: Hesterberg
1995, Technometrics 37:185), are weighted by posterior over proposal; where too few of them count, the proposal
moves to their weighted mean and covariance and more are drawn, all rounds weighted against the mixture of their
proposals (Cornuet et al. 2012, Scand J Stat 39:798). As the weights are bounded, what they are worth and how much the
largest one carries say whether to trust them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np

from foredose.numerics.estimation.measured import Measured
from foredose.numerics.estimation.mode import Mode
from foredose.numerics.estimation.predictor import Predictor

__all__ = ["Posterior", "sample_posterior"]

_FREEDOM = 5.0
_ROUNDS = 4
_WIDER = 1.1
"""Over the spread of the mode's curvature."""
_ENOUGH = 0.4
"""Share of a round's draws that must count before no more rounds are drawn."""
_DEFENSIVE = 0.1
"""Share of the draws that comes from the prior."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Draws of equal weight.

    Parameters
    ----------
    effects
        Of shape (person, draw, effect).
    log_evidence
        Log of the density of each person's levels under model and prior, of shape (person,).
    effective
        How many independent draws the weighted ones are worth, of shape (person,).
    largest
        Share of the heaviest draw in all weight, of shape (person,).
    """

    effects: np.ndarray
    log_evidence: np.ndarray
    effective: np.ndarray
    largest: np.ndarray


def sample_posterior(
    predictor: Predictor,
    measured: Measured,
    prior: np.ndarray,
    mode: Mode,
    *,
    draws: int,
    rng: np.random.Generator,
) -> Posterior:
    """Draw from every person's posterior; ``draws`` in each round, and as many in the end."""
    size = len(prior)
    people = predictor.people
    if not size:
        at = np.zeros((people, draws, 0))
        nothing = -measured.loss(predictor.levels(np.zeros((people, 0))), people)
        return Posterior(
            effects=at,
            log_evidence=nothing,
            effective=np.full(people, float(draws)),
            largest=np.zeros(people),
        )
    effects = np.empty((people, draws, size))
    evidence, effective, largest = np.empty(people), np.empty(people), np.empty(people)
    rows = np.arange(people)
    centre, spread = mode.effects, mode.covariance * _WIDER
    rounds: list[tuple[np.ndarray, ...]] = []
    for number in range(_ROUNDS):
        part, levels = predictor.taken(rows), measured.taken(rows)
        drawn = _proposed(centre, spread, prior, draws, rng)
        rounds.append((drawn, _log_joint(part, levels, prior, drawn), centre, spread))
        every = np.concatenate([r[0] for r in rounds], axis=1)
        logs = np.concatenate([r[1] for r in rounds], axis=1) - _log_mixture(every, rounds, prior)
        top = logs.max(axis=1, keepdims=True)
        weights = np.exp(logs - top)
        weights /= weights.sum(axis=1, keepdims=True)
        worth = 1.0 / (weights**2).sum(axis=1)
        effects[rows] = _resampled(every, weights, draws, rng)
        evidence[rows] = top[:, 0] + np.log(np.exp(logs - top).mean(axis=1))
        effective[rows] = worth
        largest[rows] = weights.max(axis=1)
        poor = worth < _ENOUGH * draws
        if not poor.any() or number == _ROUNDS - 1:
            break
        centre, spread = _moments(every[poor], weights[poor])
        rounds = [tuple(a[poor] for a in r) for r in rounds]
        rows = rows[poor]
    return Posterior(effects=effects, log_evidence=evidence, effective=effective, largest=largest)


def _proposed(
    centre: np.ndarray, spread: np.ndarray, prior: np.ndarray, draws: int, rng: np.random.Generator
) -> np.ndarray:
    """Draw from the Student t, and the first few from the prior."""
    people, size = centre.shape
    normal = rng.standard_normal((people, draws, size))
    scale = np.sqrt(_FREEDOM / rng.chisquare(_FREEDOM, (people, draws, 1)))
    found = centre[:, None] + scale * (normal @ np.swapaxes(np.linalg.cholesky(spread), 1, 2))
    few = int(_DEFENSIVE * draws)
    found[:, :few] = normal[:, :few] @ np.linalg.cholesky(prior).T
    return np.asarray(found)


def _log_joint(predictor: Predictor, measured: Measured, prior: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    people, draws, size = drawn.shape
    copies = np.repeat(np.arange(people), draws)
    levels = predictor.taken(copies).levels(drawn.reshape(-1, size))
    loss = measured.taken(copies).loss(levels, len(copies)).reshape(people, draws)
    pull = np.einsum("pda,ab,pdb->pd", drawn, np.linalg.inv(prior), drawn, optimize=True)
    _, volume = np.linalg.slogdet(2 * np.pi * prior)
    return np.asarray(np.nan_to_num(-loss, nan=-np.inf) - 0.5 * (pull + volume))


def _log_mixture(
    every: np.ndarray, rounds: Sequence[tuple[np.ndarray, ...]], prior: np.ndarray
) -> np.ndarray:
    far = np.einsum("pda,ab,pdb->pd", every, np.linalg.inv(prior), every, optimize=True)
    wide = -0.5 * (far + np.linalg.slogdet(2 * np.pi * prior)[1])
    logs = np.stack([_log_student(every, centre, spread) for _, _, centre, spread in rounds])
    top = np.maximum(logs.max(axis=0), wide)
    close = np.exp(logs - top).mean(axis=0)
    return np.asarray(top + np.log((1 - _DEFENSIVE) * close + _DEFENSIVE * np.exp(wide - top)))


def _log_student(at: np.ndarray, centre: np.ndarray, spread: np.ndarray) -> np.ndarray:
    size = at.shape[2]
    away = at - centre[:, None]
    far = np.einsum("pda,pab,pdb->pd", away, np.linalg.inv(spread), away, optimize=True)
    constant = lgamma((_FREEDOM + size) / 2) - lgamma(_FREEDOM / 2) - 0.5 * size * np.log(_FREEDOM * np.pi)
    volume = 0.5 * np.linalg.slogdet(spread)[1]
    return np.asarray(constant - volume[:, None] - 0.5 * (_FREEDOM + size) * np.log1p(far / _FREEDOM))


def _moments(every: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    centre = np.einsum("pd,pda->pa", weights, every)
    away = every - centre[:, None]
    spread = np.einsum("pd,pda,pdb->pab", weights, away, away)
    size = every.shape[2]
    floor = 1e-3 * np.einsum("paa->p", spread)[:, None, None] / size * np.eye(size)
    return centre, spread * _WIDER + floor + 1e-12 * np.eye(size)


def _resampled(every: np.ndarray, weights: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Return draws of equal weight, systematically; in no order."""
    points = (np.arange(draws) + rng.random((len(every), 1))) / draws
    sums = np.cumsum(weights, axis=1)
    at = np.stack([np.searchsorted(s / s[-1], p) for s, p in zip(sums, points, strict=True)])
    found = np.take_along_axis(every, np.minimum(at, every.shape[1] - 1)[:, :, None], axis=1)
    return np.asarray(found[:, rng.permutation(draws)])
