"""Doses that could be given, judged by the chance of benefit and of harm, and whether the choice is firm.

A dose's score is P(in window) - P(above the toxic limit). The ordered dose stays first unless another dose scores
at least 0.20 more: a change must be worth making. A choice is firm when, over at least 90 % of what is not known of
the person (genotype posterior, missing covariates), no other dose would score that much more. Variability between
people with the same genes gives probabilities, never a refusal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate, percent
from foredose.twin import Individual

__all__ = ["AGREEMENT", "MATERIAL", "Judged", "firm_choice", "judge", "offered_doses"]

AGREEMENT = 0.90
MATERIAL = 0.20
"""Gain in benefit minus risk that makes another dose worth proposing; a choice of this project."""
_MISSING_PARTS = 5
_SAME_MG = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One dose: per draw, whether the measure is in the window, above it, and above the toxic limit."""

    dose_mg: float
    inside: np.ndarray
    above: np.ndarray
    beyond: np.ndarray | None = None

    def score(self, part: np.ndarray | slice = slice(None)) -> float:
        """Return benefit minus risk over some of the draws."""
        return float(self.inside[part].mean() - self.above[part].mean())

    @property
    def benefit(self) -> float:
        """P(in window)."""
        return float(self.inside.mean())

    @property
    def over(self) -> float:
        """P(above the window), toxic or not."""
        return float((self.above if self.beyond is None else self.beyond).mean())

    @property
    def risk(self) -> float:
        """P(above the toxic limit)."""
        return float(self.above.mean())


def offered_doses(
    options: Iterable[float], interval_h: float, max_daily_mg: float | None
) -> tuple[float, ...]:
    """Return the single doses (mg) that stay within the daily maximum at this interval."""
    a_day = 24.0 / interval_h
    return tuple(d for d in sorted(options) if max_daily_mg is None or d * a_day <= max_daily_mg + 1e-9)


def judge(measures: Mapping[float, tuple[np.ndarray, ...]], ordered_mg: float) -> tuple[Judged, ...]:
    """Rank doses by falling score, of equal scores the lower dose first; the ordered dose leads where it may."""
    judged = [
        Judged(dose_mg=d, inside=m[0], above=m[1], beyond=m[2] if len(m) > 2 else None)
        for d, m in measures.items()
    ]
    ranked = sorted(judged, key=lambda j: (-round(j.score(), 3), j.dose_mg))
    ordered = next((j for j in ranked if abs(j.dose_mg - ordered_mg) < _SAME_MG), None)
    if ordered is not None and ranked[0].score() - ordered.score() < MATERIAL:
        ranked.remove(ordered)
        ranked.insert(0, ordered)
    return tuple(ranked)


def firm_choice(ranked: Sequence[Judged], individual: Individual) -> Indeterminate | None:
    """Return ``None`` when the leading dose holds across what is not known, else where it flips and what settles it.

    The doubts of all genes and missing covariates add, states that were not studied included: together they may
    hold at most 1 - ``AGREEMENT``.
    """
    if len(ranked) < 2:
        return None
    flips = [flip for what, groups in _unknown(individual) for flip in _flips(ranked, what, groups)]
    doubtful = np.zeros(individual.draws, dtype=bool)
    for flip in flips:
        doubtful |= flip.members
    left_out = sum(effect.left_out for effect in individual.genotypes)
    if float(doubtful.mean()) + left_out <= 1 - AGREEMENT + 1e-9:
        return None
    if not flips:
        return _unresolved(individual)
    flips.sort(key=lambda f: -f.share)
    told = " and ".join(
        f"{f.dose_mg:g} mg if {f.what} is {f.state} (probability {percent(f.share)})" for f in flips[:3]
    )
    missing = "".join(
        f"{name} is missing: " for name in individual.missing if any(f.what == name for f in flips)
    )
    resolve = dict.fromkeys(
        f"measure {f.what}" if f.what in individual.missing else f"a resolved {f.what} genotype"
        for f in flips
    )
    return Indeterminate(
        why=f"{missing}the leading dose is {ranked[0].dose_mg:g} mg, but {told}",
        resolve=" and ".join(resolve),
    )


def _unresolved(individual: Individual) -> Indeterminate | None:
    """Say which genes have too much that was not studied, where no studied state flips the dose."""
    genes = [e.effect.gene for e in individual.genotypes if e.left_out > 0]
    if sum(e.left_out for e in individual.genotypes) <= 1 - AGREEMENT + 1e-9:
        return None
    return Indeterminate(
        why=f"more than a tenth of the genotype distribution of {' and '.join(genes)} was not studied",
        resolve=" and ".join(f"a resolved {gene} genotype" for gene in genes),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flip:
    """A state of one unknown in which another dose would be worth a change."""

    what: str
    state: str
    members: np.ndarray
    dose_mg: float

    @property
    def share(self) -> float:
        return float(self.members.mean())


Groups = Sequence[tuple[str, np.ndarray]]


def _unknown(individual: Individual) -> Iterator[tuple[str, Groups]]:
    """Yield each thing that is not known, cut into states with the draws that are in each."""
    for effect in individual.genotypes:
        yield effect.effect.gene, [(s.name, effect.index == i) for i, s in enumerate(effect.states)]
    for name, values in individual.missing.items():
        cuts = np.quantile(values, np.linspace(0, 1, _MISSING_PARTS + 1)[1:-1])
        part = np.searchsorted(cuts, values)
        yield name, [(f"{values[part == i].mean():.3g}", part == i) for i in range(_MISSING_PARTS)]


def _flips(ranked: Sequence[Judged], what: str, groups: Groups) -> list[_Flip]:
    """Return the states in which another dose scores at least ``MATERIAL`` more than the leading one."""
    flips = []
    for state, members in groups:
        if not members.any():
            continue
        best = max(ranked, key=lambda j: (j.score(members), -j.dose_mg))
        if best.score(members) - ranked[0].score(members) >= MATERIAL:
            flips.append(_Flip(what=what, state=state, members=members, dose_mg=best.dose_mg))
    return flips
