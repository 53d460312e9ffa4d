"""Loops over measured levels: how unlikely each is, and what a change of its prediction does."""

from __future__ import annotations

import math

import numpy as np
from numba import njit

_HALF_LOG_TWO_PI = 0.5 * math.log(2.0 * math.pi)
_FAR = -25.0
"""Below this the normal tail is taken from its asymptotic series."""


@njit(cache=True, nogil=True, error_model="numpy")
def _spread(f, proportional, additive, log_sd, floor):
    """Return the variance of a level and its slope: on the log scale where ``log_sd`` is above 0."""
    if log_sd > 0.0:
        share = additive / f
        return log_sd * log_sd + proportional * proportional + share * share, -2.0 * share * share / f
    return additive * additive + (proportional * f) ** 2 + floor, 2.0 * proportional * proportional * f


@njit(cache=True, nogil=True, error_model="numpy")
def _tail(z):
    """Return the log of the normal distribution function, and its slope."""
    if z < _FAR:
        s = 1.0 / (z * z)
        tail = -0.5 * z * z - math.log(-z) - _HALF_LOG_TWO_PI + math.log1p(-s * (1.0 - 3.0 * s))
        return tail, -z * (1.0 + s)
    below = 0.5 * math.erfc(-z / math.sqrt(2.0))
    return math.log(below), math.exp(-0.5 * z * z - _HALF_LOG_TWO_PI) / below


@njit(cache=True, nogil=True, error_model="numpy")
def losses(f, y, below, proportional, additive, log_sd, floor):
    """Return minus the log density of each level, its slope by the prediction, and its expected curvature."""
    size = len(y)
    loss, slope, weight = np.empty(size), np.zeros(size), np.zeros(size)
    for i in range(size):
        logs = log_sd[i] > 0.0
        if not np.isfinite(f[i]) or (logs and f[i] <= 0.0):
            loss[i] = np.inf
            continue
        v, dv = _spread(f[i], proportional[i], additive[i], log_sd[i], floor[i])
        gap = math.log(y[i]) - math.log(f[i]) if logs else y[i] - f[i]
        step = 1.0 / f[i] if logs else 1.0
        if below[i]:
            sd = math.sqrt(v)
            z = gap / sd
            inside, ratio = _tail(z)
            dz = -step / sd - 0.5 * z * dv / v
            loss[i] = -inside
            slope[i] = -ratio * dz
            weight[i] = ratio * (ratio + z) * dz * dz
        else:
            loss[i] = (
                0.5 * (math.log(v) + gap * gap / v) + _HALF_LOG_TWO_PI + (math.log(y[i]) if logs else 0.0)
            )
            slope[i] = 0.5 * dv / v - gap * step / v - 0.5 * gap * gap * dv / (v * v)
            weight[i] = step * step / v + 0.5 * (dv / v) ** 2
    return loss, slope, weight


@njit(cache=True, nogil=True, error_model="numpy")
def gathered(person, people, loss, slope, weight, rates):
    """Sum over each person's levels: the loss, its gradient and its expected curvature.

    The loss is infinite where a level has none or its prediction no slope; such a level adds nothing to the others.
    """
    size = rates.shape[1]
    total, gradient = np.zeros(people), np.zeros((people, size))
    curvature = np.zeros((people, size, size))
    for i in range(len(person)):
        who = person[i]
        known = np.isfinite(loss[i])
        for a in range(size):
            known = known and np.isfinite(rates[i, a])
        if not known:
            total[who] = np.inf
            continue
        total[who] += loss[i]
        for a in range(size):
            gradient[who, a] += slope[i] * rates[i, a]
            for b in range(size):
                curvature[who, a, b] += weight[i] * rates[i, a] * rates[i, b]
    return total, gradient, curvature
