"""How much noisier a site is than the middling one: a log-normal factor on its variance, drawn toward one."""

from __future__ import annotations

import numpy as np

__all__ = ["site_spread"]

STEPS = 30


def site_spread(square: np.ndarray, number: np.ndarray, between: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the logarithm of each site's factor, as mean and variance of its normal approximation: (s,) each.

    Parameters
    ----------
    square
        (s,) sums of squared errors over the variance that a middling site would have.
    number
        (s,) people behind each sum.
    between
        Variance of the logarithms between sites.
    """
    log = np.zeros(len(square))
    for _ in range(STEPS):
        curve = 0.5 * square * np.exp(-log) + 1 / between
        log = log + np.clip((0.5 * square * np.exp(-log) - 0.5 * number - log / between) / curve, -1.0, 1.0)
    return log, 1 / (0.5 * square * np.exp(-log) + 1 / between)
