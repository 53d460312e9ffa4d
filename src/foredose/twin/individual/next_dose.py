"""The next dose: what each possible regimen would reach in this person, within limits that nothing overrides."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

import numpy as np

from foredose.core import Estimate, Indeterminate, InputError
from foredose.twin.individual.prediction import compiled_of
from foredose.twin.individual.target import Regimen, Target, draws_of_target
from foredose.twin.individual.update import Individualised

__all__ = ["DoseLimits", "RankedDose", "next_dose", "possible_doses"]

_ENDLESS = 0.5
"""Most share of draws without a steady state in a regimen that is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseLimits:
    """What can be given, and what must not be.

    Parameters
    ----------
    strengths_mg
        Marketed units; a dose is up to ``most_units`` of them.
    single_mg, daily_mg
        Never more at once, or in 24 h.
    above
        Most probability of lying above the target that a dose may have.
    """

    strengths_mg: tuple[float, ...]
    single_mg: float
    daily_mg: float
    most_units: int = 4
    above: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedDose:
    """A regimen with the probabilities of lying below, in and above the target, and the value with 90 %.

    Parameters
    ----------
    above
        A draw in which the regimen has no steady state counts here: the drug accumulates without end.
    value
        With an infinite bound where such draws reach it.
    endless
        Share of such draws.
    """

    regimen: Regimen
    below: float
    within: float
    above: float
    value: Estimate
    endless: float = 0.0


def possible_doses(limits: DoseLimits, intervals_h: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Return every dose (mg) and interval (h) that the limits allow, smallest daily dose first.

    Raises
    ------
    InputError
        ``limits.number`` for limits, strengths or intervals that are not above 0; the latter two must have an end.
    """
    given = [*limits.strengths_mg, *intervals_h]
    sound = all(0 < n < math.inf for n in given) and limits.single_mg > 0 and limits.daily_mg > 0
    if not limits.strengths_mg or not intervals_h or not sound:
        raise InputError(
            "limits.number",
            found="strengths, intervals or limits that are not above 0, or without end",
            expected="numbers above 0",
            where="limits of the dose",
            remedy="give strengths, intervals and limits",
        )
    counts = product(range(limits.most_units + 1), repeat=len(limits.strengths_mg))
    sums = {
        round(sum(n * s for n, s in zip(count, limits.strengths_mg, strict=True)), 9)
        for count in counts
        if 0 < sum(count) <= limits.most_units
    }
    fitting = [
        (dose, interval)
        for dose, interval in product(sorted(sums), intervals_h)
        if dose <= limits.single_mg and dose * _most_in_a_day(interval) <= limits.daily_mg * (1 + 1e-9)
    ]
    return tuple(sorted(fitting, key=lambda d: (d[0] / d[1], d[1])))


def _most_in_a_day(interval_h: float) -> int:
    """Return how many doses fall into the fullest 24 h; of two doses 24 h apart only one does."""
    return math.ceil(24 / interval_h - 1e-9)


def next_dose(
    person: Individualised,
    target: Target,
    limits: DoseLimits,
    intervals_h: Sequence[float],
    *,
    route: str = "",
    duration_h: float = 0.0,
    seed: int = 0,
) -> tuple[RankedDose, ...] | Indeterminate:
    """Rank every regimen within the limits: the most probable to hit the target first, of equals the smallest.

    A regimen without a steady state in most draws is never offered, whatever the limits say.

    Returns
    -------
    The regimens, or ``Indeterminate`` where the model does not fit the person or no regimen is within the limits.
    """
    if person.fit is not None and person.fit.fits is False:
        why = "the levels do not fit the model: " + "; ".join(person.fit.reasons)
        return Indeterminate(why=why, resolve="check doses and times, or choose another model")
    given = [
        Regimen(dose_mg=dose, interval_h=interval, route=route, duration_h=duration_h)
        for dose, interval in possible_doses(limits, intervals_h)
    ]
    ranked = [_ranked(r, v, target) for r, v in zip(given, _values(person, given, target, seed), strict=True)]
    allowed = [r for r in ranked if r.above <= limits.above and r.endless <= _ENDLESS]
    if not allowed:
        return Indeterminate(
            why="no dose within the limits keeps the probability of too much low enough"
            if ranked
            else "no marketed dose is within the limits",
            resolve="another interval, another strength or another drug",
        )
    return tuple(
        sorted(allowed, key=lambda r: (-round(r.within, 3), r.regimen.dose_mg / r.regimen.interval_h))
    )


def _values(
    person: Individualised, regimens: Sequence[Regimen], target: Target, seed: int
) -> list[np.ndarray]:
    """Simulate each regimen; in a linear model one dose of each interval, scaled."""
    if not compiled_of(person.model).linear or target.kind == "time_above":
        return [draws_of_target(person, r, target, seed=seed) for r in regimens]
    unit = {
        r.interval_h: draws_of_target(person, replace(r, dose_mg=1.0), target, seed=seed)
        for r in {r.interval_h: r for r in regimens}.values()
    }
    return [unit[r.interval_h] * r.dose_mg for r in regimens]


def _ranked(regimen: Regimen, values: np.ndarray, target: Target) -> RankedDose:
    endless = ~np.isfinite(values)
    known = np.where(endless, np.inf, values)
    method: Literal["higher", "linear"] = (
        "higher" if endless.any() else "linear"
    )  # there is nothing between a number and infinity
    low, middle, high = np.quantile(known, [0.05, 0.5, 0.95], method=method)
    above = float((endless | (known > target.high)).mean())
    below = float((~endless & (known < target.low)).mean())
    return RankedDose(
        regimen=regimen,
        below=below,
        within=max(0.0, 1 - below - above),
        above=above,
        value=Estimate(value=float(middle), low=float(low), high=float(high), unit=target.kind),
        endless=float(endless.mean()),
    )
