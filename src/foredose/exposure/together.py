"""All drugs of a person's list at once: what each one's level becomes beside the same drug alone in the reference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import lcm

import numpy as np

from foredose.core import Indeterminate
from foredose.exposure.conditions import NOTHING, Factors, organs_left
from foredose.exposure.drawn import Assumed, DrawnDrug
from foredose.exposure.genotypes import GeneOdds, activity_draws
from foredose.exposure.joined import Acts, Prepared, join
from foredose.exposure.ratio import drawn_turnover
from foredose.exposure.taken import Taken
from foredose.numerics.alone import follow_alone
from foredose.numerics.network import Course, Network, follow

__all__ = ["Listed", "alone_with", "days_of", "levels_alone", "levels_together", "span_of"]

STEP_H = 0.25
_DAY_H = 24.0
_LEAST_DAYS, _MOST_DAYS = 14, 56
_HALF_LIVES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One drug of the list.

    Parameters
    ----------
    mean, peak, trough
        Concentration (mg/L) over the last day or dosing interval, and before the next dose, of shape (draw,).
    half_life_h
        Of the drug by itself in the reference person, in the middle of the draws.
    time, level
        Hours and concentrations (mg/L) of that window, of shapes (time,) and (draw, time); empty unless asked for.
    """

    inn: str
    mean: np.ndarray
    peak: np.ndarray
    trough: np.ndarray
    half_life_h: float
    time: np.ndarray
    level: np.ndarray
    acts: tuple[Acts, ...]
    assumed: tuple[Assumed, ...]

    def times(self, fold: np.ndarray) -> Listed:
        """Return the same with all levels that much higher, ``fold`` being of shape (draw,)."""
        return replace(
            self, mean=self.mean * fold, peak=self.peak * fold, trough=self.trough * fold,
            level=self.level * fold[:, None] if self.level.size else self.level,
        )  # fmt: skip


def levels_together(
    drugs: Sequence[Prepared],
    taken: Sequence[Taken],
    genes: Mapping[str, GeneOdds],
    *,
    n: int,
    seed: int | None,
    curves: bool = False,
    factors: Factors = NOTHING,
    span: tuple[float, float] | None = None,
) -> Mapping[str, Listed] | Indeterminate:
    """Follow all drugs of a list in a person until their levels repeat.

    Parameters
    ----------
    drugs, taken
        Each drug once, and its regimen.
    genes
        Gene to what its state may be; of a gene that is not named everything is as in the reference.
    factors
        What the person's conditions leave, of the same number of draws.
    """
    activities: dict[tuple[str, str], np.ndarray] = {}
    for drug in drugs:
        found = activity_draws(genes, drug.drawn.inn, n, seed)
        if isinstance(found, Indeterminate):
            return found
        activities |= found
    return _follow(drugs, taken, activities, n=n, seed=seed, curves=curves, factors=factors, span=span)


def levels_alone(
    drug: Prepared,
    taken: Taken,
    *,
    n: int,
    seed: int | None,
    curves: bool = False,
    span: tuple[float, float] | None = None,
) -> Listed:
    """Follow one drug in the reference person, who takes nothing else.

    Parameters
    ----------
    span
        Window and end (h) of ``span_of``, where it is to be held against a list.
    """
    return alone_with([drug], taken, n=n, seed=seed, curves=curves, span=span)[drug.drawn.inn]


def alone_with(
    drugs: Sequence[Prepared],
    taken: Taken,
    *,
    n: int,
    seed: int | None,
    curves: bool = False,
    span: tuple[float, float] | None = None,
) -> Mapping[str, Listed]:
    """Follow one drug and what it becomes, ``drugs``, in the reference person, who takes nothing else."""
    return _follow(drugs, [taken], {}, n=n, seed=seed, curves=curves, span=span)


def span_of(
    drugs: Sequence[Prepared], taken: Sequence[Taken], factors: Factors = NOTHING
) -> tuple[float, float]:
    """Return the window (h) in which all regimens repeat, at least a day, and the end (h) of what is followed."""
    window = _common(t.interval_h for t in taken)
    end = max(days_of(d.drawn, organs_left(factors)) for d in drugs) * _DAY_H
    return window, float(np.ceil(end / window) * window)


def _common(intervals: Iterable[float]) -> float:
    """Return the shortest time (h) that is a whole number of days and of every interval, within what is followed."""
    steps = lcm(round(_DAY_H / STEP_H), *(max(1, round(i / STEP_H)) for i in intervals))
    return min(steps * STEP_H, _MOST_DAYS * _DAY_H)


def _follow(
    drugs: Sequence[Prepared],
    taken: Sequence[Taken],
    activities: Mapping[tuple[str, str], np.ndarray],
    *,
    n: int,
    seed: int | None,
    curves: bool = False,
    factors: Factors = NOTHING,
    span: tuple[float, float] | None = None,
) -> Mapping[str, Listed]:
    """Follow drugs beside each other; ``activities`` are (drug, gene) to draws beside the reference."""
    window, end = span or span_of(drugs, taken, factors)
    joined = join(
        drugs, taken, genes=activities, turnover=drawn_turnover(n, seed), until_h=end, factors=factors
    )
    course = _course(joined.network, end, end - window, n, curves=curves)
    return {
        name: Listed(
            inn=name,
            mean=course.area[:, at] / window,
            peak=course.peak[:, at],
            trough=course.end[:, at],
            half_life_h=_half_life_h(drugs[at].drawn),
            acts=tuple(a for a in joined.acts if a.inn == name),
            assumed=joined.assumed[name],
            **_window(course, at, end - window, curves=curves),
        )
        for at, name in enumerate(joined.drugs)
    }


def _course(net: Network, end: float, start: float, n: int, *, curves: bool) -> Course:
    """Follow a network; a drug by itself that acts on nothing has a closed form."""
    if net.gene.shape[1] == 1 and not net.potency[..., (0, 1, 3)].any():
        return follow_alone(net, until_h=end, from_h=start, step_h=STEP_H, whole=curves)
    return follow(net, until_h=end, from_h=start, step_h=STEP_H, draws=n, whole=curves)


def _window(course: Course, at: int, start: float, *, curves: bool) -> dict[str, np.ndarray]:
    if not curves:
        return {"time": np.zeros(0), "level": np.zeros((0, 0))}
    shown = course.time >= start - 1e-9
    return {"time": course.time[shown] - start, "level": course.level[:, shown, at]}


def days_of(drug: DrawnDrug, organs: tuple[float, float] = (1.0, 1.0)) -> float:
    """Return for how long a drug has to be followed until one day is as the last, within bounds.

    ``organs`` are the parts of its hepatic and renal clearance that are left.
    """
    return float(np.clip(_HALF_LIVES * _half_life_h(drug, organs) / _DAY_H, _LEAST_DAYS, _MOST_DAYS))


def _half_life_h(drug: DrawnDrug, organs: tuple[float, float] = (1.0, 1.0)) -> float:
    liver, kidney = organs
    left = liver * (drug.clearance - drug.renal) + kidney * drug.renal
    return float(np.log(2) * np.median(drug.volume / left))
