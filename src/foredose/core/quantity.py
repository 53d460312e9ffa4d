"""Numbers that cross rooms: estimates with an interval, weighted candidates, citations."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Candidate", "Citation", "Estimate", "percent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a fact stands: a key of the reference list and the locus in it.

    Parameters
    ----------
    key
        Key in ``knowledge/references.yaml``, for example ``"Liu2022"``.
    locus
        Table, figure, section or abstract.
    """

    key: str
    locus: str

    def __str__(self) -> str:
        return f"{self.key}, {self.locus}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its unit and the bounds of a stated interval (90 % unless said otherwise)."""

    value: float
    low: float
    high: float
    unit: str
    interval: float = 0.90


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One possible state and its probability."""

    name: str
    probability: float


def percent(share: float) -> str:
    """Write a share as people do, in whole percent: 0.44 is ``44 %``."""
    return f"{100 * share:.0f} %"
