"""Doses that could be given, judged by the chance of benefit and of harm, and whether the choice is firm.

A dose's score is P(in window) - P(above the toxic limit). The ordered dose stays first unless another dose scores
at least 0.20 more: a change must be worth making. A choice is firm when, over at least 90 % of what is not known of
the person (genotype posterior, missing covariates), no other dose would score that much more. Variability between
people with the same genes gives probabilities, never a refusal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.twin import Individual

__all__ = ["AGREEMENT", "MATERIAL", "Judged", "firm_choice", "judge", "offered_doses"]

AGREEMENT = 0.90
MATERIAL = 0.20
"""Gain in benefit minus risk that makes another dose worth proposing; a choice of this project."""
_MISSING_PARTS = 10
_SAME_MG = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One dose: per draw, whether the measure is in the window and whether it is above the toxic limit."""

    dose_mg: float
    inside: np.ndarray
    above: np.ndarray

    def score(self, part: np.ndarray | slice = slice(None)) -> float:
        """Return benefit minus risk over some of the draws."""
        return float(self.inside[part].mean() - self.above[part].mean())

    @property
    def benefit(self) -> float:
        """P(in window)."""
        return float(self.inside.mean())

    @property
    def risk(self) -> float:
        """P(above the toxic limit)."""
        return float(self.above.mean())


def offered_doses(
    options: Sequence[float], interval_h: float, max_daily_mg: float | None
) -> tuple[float, ...]:
    """Return the single doses (mg) that stay within the daily maximum at this interval."""
    a_day = 24.0 / interval_h
    return tuple(d for d in options if max_daily_mg is None or d * a_day <= max_daily_mg + 1e-9)


def judge(measures: Mapping[float, tuple[np.ndarray, np.ndarray]], ordered_mg: float) -> tuple[Judged, ...]:
    """Rank doses by falling score, of equal scores the lower dose first; the ordered dose leads where it may."""
    judged = [Judged(dose_mg=d, inside=inside, above=above) for d, (inside, above) in measures.items()]
    ranked = sorted(judged, key=lambda j: (-round(j.score(), 3), j.dose_mg))
    ordered = next((j for j in ranked if abs(j.dose_mg - ordered_mg) < _SAME_MG), None)
    if ordered is not None and ranked[0].score() - ordered.score() < MATERIAL:
        ranked.remove(ordered)
        ranked.insert(0, ordered)
    return tuple(ranked)


def firm_choice(ranked: Sequence[Judged], individual: Individual) -> Indeterminate | None:
    """Return ``None`` when the best dose holds across what is not known, else why it flips and what would settle it."""
    if len(ranked) < 2:
        return None
    for effect in individual.genotypes:
        groups = [(s.name, effect.index == i) for i, s in enumerate(effect.states)]
        flipped = _disagreeing(ranked, groups)
        if flipped:
            return Indeterminate(
                why=f"the best dose is {ranked[0].dose_mg:g} mg, but {_told(flipped, effect.effect.gene)}",
                resolve=f"a resolved {effect.effect.gene} genotype",
            )
    for name, values in individual.missing.items():
        cuts = np.quantile(values, np.linspace(0, 1, _MISSING_PARTS + 1)[1:-1])
        part = np.searchsorted(cuts, values)
        groups = [(f"{values[part == i].mean():.3g}", part == i) for i in range(_MISSING_PARTS)]
        flipped = _disagreeing(ranked, groups)
        if flipped:
            return Indeterminate(
                why=f"{name} is missing: the best dose is {ranked[0].dose_mg:g} mg, but {_told(flipped, name)}",
                resolve=f"measure {name}",
            )
    return None


def _disagreeing(
    ranked: Sequence[Judged], groups: Sequence[tuple[str, np.ndarray]]
) -> list[tuple[str, float, float]]:
    """Return ``(group, its share, its best dose)`` where the groups that agree hold less than ``AGREEMENT``."""
    apart = []
    for name, members in groups:
        share = float(members.mean())
        if share == 0.0:
            continue
        best = max(ranked, key=lambda j: (j.score(members), -j.dose_mg))
        if best.score(members) - ranked[0].score(members) >= MATERIAL:
            apart.append((name, share, best.dose_mg))
    return apart if 1.0 - sum(share for _, share, _ in apart) < AGREEMENT else []


def _told(flipped: Sequence[tuple[str, float, float]], what: str) -> str:
    parts = [
        f"{dose:g} mg if {what} is {name} (probability {share:.0%})" for name, share, dose in flipped[:3]
    ]
    return " and ".join(parts)
