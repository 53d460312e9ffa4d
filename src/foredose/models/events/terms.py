"""What a model says of a dose."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DoseTerms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseTerms:
    """What the model says of a dose into one compartment: F, ALAG (h), R (amount per h) and D (h)."""

    bioavailability: float = 1.0
    lag: float = 0.0
    rate: float | None = None
    duration: float | None = None
