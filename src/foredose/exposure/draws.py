"""Draws of settled values: each name has a generator of its own."""

from __future__ import annotations

import hashlib

import numpy as np

from foredose.knowledge.settled import Settled

__all__ = ["Draws", "draws_of", "generator_for"]

_Z90 = 1.6448536269514722


class _Middle:
    """Draws that are all in the middle: the typical person."""

    def standard_normal(self, n: int) -> np.ndarray:
        return np.zeros(n)

    def uniform(self, low: float, high: float, n: int) -> np.ndarray:
        return np.full(n, (low + high) / 2)


Draws = np.random.Generator | _Middle


def generator_for(seed: int | None, name: str) -> Draws:
    """Return a generator of its own for a name, so that adding a drug changes no other drug's draws.

    Without a seed every draw is the middle of what is known.
    """
    if seed is None:
        return _Middle()
    return np.random.default_rng([seed, int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")])


def draws_of(settled: Settled, n: int, rng: Draws) -> np.ndarray:
    """Draw a settled value: fractions by their odds, everything else by its logarithm.

    The interval's ends are the 5th and 95th percentile, each half with a width of its own.
    """
    z = rng.standard_normal(n)
    if settled.unit == "1" and settled.value <= 1 and settled.high <= 1:
        low, mid, high = (_logit(x) for x in (settled.low, settled.value, settled.high))
        drawn = mid + z / _Z90 * np.where(z < 0, mid - low, high - mid)
        return np.asarray(1 / (1 + np.exp(-drawn)))
    low, mid, high = (np.log(max(x, 1e-12)) for x in (settled.low, settled.value, settled.high))
    return np.asarray(np.exp(mid + z / _Z90 * np.where(z < 0, mid - low, high - mid)))


def _logit(x: float) -> float:
    inside = min(max(x, 1e-5), 1 - 1e-5)
    return float(np.log(inside / (1 - inside)))
