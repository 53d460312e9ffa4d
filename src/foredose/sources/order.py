"""A prescription in words ("clopidogrel 75 mg daily for PCI") to a typed order."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Order", "Phase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One stretch of a regimen: a dose every ``interval_h`` hours.

    ``doses`` is the number of doses in the stretch, ``None`` for "until further notice".
    Exactly one of ``dose_mg`` and ``dose_mg_per_kg`` is given.
    """

    dose_mg: float | None
    dose_mg_per_kg: float | None
    interval_h: float
    doses: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A drug (INN, lower case), its regimen, and what it is for."""

    drug: str
    regimen: tuple[Phase, ...]
    route: str
    indication: str | None
    text: str
