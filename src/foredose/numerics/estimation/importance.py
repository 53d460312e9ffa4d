"""Draws from the whole posterior of random effects, for many people at once, by importance resampling.

Draws of a Student t around the mode are weighted by posterior over proposal; where too few of them count, the proposal
moves to their weighted mean and covariance and more are drawn, all rounds weighted against the mixture of their
proposals (Cornuet et al. 2012, Scand J Stat 39:798). The tail of the weights says whether to trust them (Vehtari et al.
2024, J Mach Learn Res 25:72).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import lgamma

import numpy as np

from foredose.numerics.estimation.measured import Measured
from foredose.numerics.estimation.mode import Mode
from foredose.numerics.estimation.predictor import Predictor

__all__ = ["Posterior", "sample_posterior", "tail_shape"]

_FREEDOM = 5.0
_ROUNDS = 4
_WIDER = 1.1
"""Over the spread of the mode's curvature."""
_ENOUGH = 0.25
"""Share of the draws that must count before no more rounds are drawn."""


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
    shape
        Of the tail of the weights (Pareto k), of shape (person,); above 0.7 the draws are not to be trusted.
    """

    effects: np.ndarray
    log_evidence: np.ndarray
    effective: np.ndarray
    shape: np.ndarray


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
            effects=at, log_evidence=nothing, effective=np.full(people, float(draws)), shape=np.zeros(people)
        )
    effects = np.empty((people, draws, size))
    evidence, effective, shape = np.empty(people), np.empty(people), np.empty(people)
    rows = np.arange(people)
    centre, spread = mode.effects, mode.covariance * _WIDER
    rounds: list[tuple[np.ndarray, ...]] = []
    for number in range(_ROUNDS):
        part, levels = predictor.taken(rows), measured.taken(rows)
        drawn = _student(centre, spread, draws, rng)
        rounds.append((drawn, _log_joint(part, levels, prior, drawn), centre, spread))
        every = np.concatenate([r[0] for r in rounds], axis=1)
        logs = np.concatenate([r[1] for r in rounds], axis=1) - _log_mixture(every, rounds)
        top = logs.max(axis=1, keepdims=True)
        weights = np.exp(logs - top)
        weights /= weights.sum(axis=1, keepdims=True)
        worth = 1.0 / (weights**2).sum(axis=1)
        effects[rows] = _resampled(every, weights, draws, rng)
        evidence[rows] = top[:, 0] + np.log(np.exp(logs - top).mean(axis=1))
        effective[rows] = worth
        shape[rows] = [tail_shape(row) for row in logs]
        poor = worth < _ENOUGH * draws
        if not poor.any() or number == _ROUNDS - 1:
            break
        centre, spread = _moments(every[poor], weights[poor])
        rounds = [tuple(a[poor] for a in r) for r in rounds]
        rows = rows[poor]
    return Posterior(effects=effects, log_evidence=evidence, effective=effective, shape=shape)


def tail_shape(logs: np.ndarray) -> float:
    """Return the shape k of the generalised Pareto distribution of the largest weights (Zhang & Stephens 2009)."""
    logs = np.sort(logs[np.isfinite(logs)])
    count = int(min(0.2 * len(logs), 3 * np.sqrt(len(logs))))
    if count < 5:
        return float("inf")
    over = np.exp(logs[-count:] - logs[-1]) - np.exp(logs[-count - 1] - logs[-1])
    over = over[over > 0]
    if len(over) < 5:
        return 0.0
    tries = 30 + int(np.sqrt(len(over)))
    quarter = over[int(len(over) / 4 + 0.5) - 1]
    theta = 1 / over[-1] + (1 - np.sqrt(tries / (np.arange(tries) + 0.5))) / (3 * quarter)
    k = np.log1p(-theta[:, None] * over).mean(axis=1)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        fit = len(over) * (np.log(-theta / k) - k - 1)
        share = 1 / np.exp(fit - fit[:, None]).sum(axis=1)
    chosen = float(np.nansum(theta * share) / np.nansum(share))
    return float(np.log1p(-chosen * over).mean())


def _student(centre: np.ndarray, spread: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    people, size = centre.shape
    normal = rng.standard_normal((people, draws, size))
    scale = np.sqrt(_FREEDOM / rng.chisquare(_FREEDOM, (people, draws, 1)))
    return np.asarray(centre[:, None] + scale * (normal @ np.swapaxes(np.linalg.cholesky(spread), 1, 2)))


def _log_joint(predictor: Predictor, measured: Measured, prior: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    people, draws, size = drawn.shape
    copies = np.repeat(np.arange(people), draws)
    levels = predictor.taken(copies).levels(drawn.reshape(-1, size))
    loss = measured.taken(copies).loss(levels, len(copies)).reshape(people, draws)
    pull = np.einsum("pda,ab,pdb->pd", drawn, np.linalg.inv(prior), drawn, optimize=True)
    _, volume = np.linalg.slogdet(2 * np.pi * prior)
    return np.asarray(np.nan_to_num(-loss, nan=-np.inf) - 0.5 * (pull + volume))


def _log_mixture(every: np.ndarray, rounds: Sequence[tuple[np.ndarray, ...]]) -> np.ndarray:
    logs = np.stack([_log_student(every, centre, spread) for _, _, centre, spread in rounds])
    top = logs.max(axis=0)
    return np.asarray(top + np.log(np.exp(logs - top).mean(axis=0)))


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
