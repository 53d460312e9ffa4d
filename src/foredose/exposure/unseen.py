"""How far an interaction may lie from its prediction in a drug whose interactions no perpetrator was fitted to."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from foredose.exposure.draws import generator_for
from foredose.knowledge.observed_facts import observed_ratios

__all__ = ["UNSEEN_SD", "unseen_draws"]

UNSEEN_SD = 0.5
"""Further standard deviation (natural logarithm) with which 90 % of interactions lie in their intervals when the victim
is left out of the fit: 0.51 over 293 ratios of 45 calibration drugs (``python -m benchmarks unseen``)."""


def unseen_draws(victim: str, n: int, seed: int | None) -> np.ndarray:
    """Return what the ratio of an interaction is multiplied with, of shape (draw,); ones for drugs that calibrate."""
    if victim in _fitted():
        return np.ones(n)
    return np.asarray(np.exp(UNSEEN_SD * generator_for(seed, f"unseen:{victim}").standard_normal(n)))


@lru_cache(maxsize=1)
def _fitted() -> frozenset[str]:
    return frozenset(r.victim for r in observed_ratios() if not r.validates and r.perpetrators)
