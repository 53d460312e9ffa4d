"""A person's conditions as draws: how active each enzyme of the liver, the liver as a whole and the kidney are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from foredose.activity.conditions import KIDNEY, LIVER, Influence
from foredose.exposure.draws import draws_of, generator_for
from foredose.knowledge.settled import Settled

__all__ = ["NOTHING", "Factors", "changed", "factor_draws", "organs_left"]

Factors = Mapping[str, np.ndarray]
"""Enzyme (or ``liver``, ``kidney``) to its factor, of shape (draw,)."""
NOTHING: Factors = MappingProxyType({})
_INTRINSIC, _RENAL = 3, 4
_AT_LIVER = 0


def factor_draws(found: Iterable[Influence], n: int, seed: int | None) -> Factors:
    """Return the product of what conditions leave, each drawn by its logarithm; without a seed its middle."""
    factors: dict[str, np.ndarray] = {}
    for one in found:
        settled = Settled(
            value=one.factor, low=one.low, high=one.high, unit="1/ref", basis="measured", facts=()
        )
        rng = generator_for(seed, f"condition:{one.condition.partition(' (')[0]}:{one.enzyme}")
        factors[one.enzyme] = factors.get(one.enzyme, np.ones(n)) * draws_of(settled, n, rng)
    return factors


def changed(
    drug: np.ndarray, share: np.ndarray, enzymes: Sequence[str], factors: Factors
) -> tuple[np.ndarray, np.ndarray]:
    """Return ``Network.drug`` and ``Network.share`` of a person with these factors.

    Enzymes that are named change in the liver; how much of the liver works changes all that it clears, named or not.
    """
    if not factors:
        return drug, share
    drug, share = drug.copy(), share.copy()
    for at, enzyme in enumerate(enzymes):
        if enzyme in factors:
            share[:, :, _AT_LIVER, at] *= factors[enzyme][:, None]
    for name, column in ((LIVER, _INTRINSIC), (KIDNEY, _RENAL)):
        if name in factors:
            drug[..., column] *= factors[name][:, None]
    return drug, share


def organs_left(factors: Factors) -> tuple[float, float]:
    """Return which parts of hepatic and of renal clearance the organs leave; 1 where nothing is known."""
    liver, kidney = (float(np.median(factors[name])) if name in factors else 1.0 for name in (LIVER, KIDNEY))
    return liver, kidney
