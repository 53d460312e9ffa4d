"""When each drug is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Taken", "dose_table"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One drug's doses.

    Parameters
    ----------
    dose_mg, interval_h
        Of each dose.
    from_h, until_h
        First dose, and the time before which the last one is given; both on the same clock for all drugs.
    by_mouth
        False: straight into the blood.
    """

    inn: str
    dose_mg: float
    interval_h: float = 24.0
    from_h: float = 0.0
    until_h: float = np.inf
    by_mouth: bool = True


def dose_table(taken: Sequence[Taken], numbers: Sequence[int], until_h: float) -> np.ndarray:
    """Return all doses as ``Network.doses``, ``numbers`` naming each one's drug in the network."""
    rows = []
    for one, number in zip(taken, numbers, strict=True):
        end = min(one.until_h, until_h)
        count = max(0, int(np.ceil((end - one.from_h) / one.interval_h - 1e-9)))
        times = one.from_h + one.interval_h * np.arange(count)
        rows += [(t, number, one.dose_mg, 0.0 if one.by_mouth else 1.0) for t in times]
    return np.array(sorted(rows), dtype=float).reshape(-1, 4)
