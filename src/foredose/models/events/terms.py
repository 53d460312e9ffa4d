"""What a model says of a dose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.core import InputError

__all__ = ["DoseTerms", "check_lags"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseTerms:
    """What the model says of a dose into one compartment: F, ALAG (h), R (amount per h) and D (h)."""

    bioavailability: float = 1.0
    lag: float = 0.0
    rate: float | None = None
    duration: float | None = None


def check_lags(time: np.ndarray, lag: np.ndarray) -> None:
    """Refuse doses that would come before their records, or at no time at all.

    Raises
    ------
    InputError
        ``event.lag``.
    """
    for at in np.flatnonzero(~((lag.real >= 0) & np.isfinite(lag)))[:1]:
        raise InputError(
            "event.lag",
            found=f"a lag of {lag[at].real:g} h",
            expected="a number, 0 or more",
            where=f"the dose at {time[at]:g} h",
            remedy="correct what the model's lag is made from, or choose another model",
        )
