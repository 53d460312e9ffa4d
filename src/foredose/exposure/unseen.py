"""How far an interaction may lie from its prediction in a drug whose interactions no perpetrator was fitted to."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from foredose.exposure.draws import generator_for
from foredose.knowledge.observed_facts import observed_ratios

__all__ = ["UNSEEN_PART", "UNSEEN_SD", "unseen_draws"]

UNSEEN_SD, UNSEEN_PART = 0.55, 0.23
"""Further standard deviation (natural logarithm) with which 90 % of interactions lie in their intervals when the victim
is left out of the fit: of every interaction, and in proportion to the logarithm of its effect
(``python -m benchmarks unseen``)."""


def unseen_draws(victim: str, effect: float, n: int, seed: int | None) -> np.ndarray:
    """Return what the ratio of an interaction is multiplied with, of shape (draw,); ones for drugs that calibrate.

    Parameters
    ----------
    effect
        How many times higher the drug is with the others than without them, as predicted.
    """
    if victim in _fitted():
        return np.ones(n)
    of_all = UNSEEN_SD * generator_for(seed, f"unseen:{victim}").standard_normal(n)
    of_effect = UNSEEN_PART * generator_for(seed, f"unseen effect:{victim}").standard_normal(n)
    return np.asarray(np.exp(of_all + of_effect * np.log(effect)))


@lru_cache(maxsize=1)
def _fitted() -> frozenset[str]:
    return frozenset(r.victim for r in observed_ratios() if not r.validates and r.perpetrators)
