"""Doses of a drug judged by what they amount to: the dose that gives the reference person the same exposure.

A dose is good where its equivalent lies within the labelled doses, a risk where it lies above the highest one; a
difference that counts as none (a fifth less, a quarter more, as for equivalence) is none here either. No
number is made up: without a sourced strength, a lowest usual dose and a maximum, no dose is offered, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from foredose.advice.options import Judged, judge
from foredose.core import Citation, Estimate

__all__ = ["DoseOption", "LabelledDoses", "dose_options", "equivalent_mg"]

_SAME_MG = 1e-9
_LOW, _HIGH = 0.8, 1.25
"""Bounds of no effect (see ``advice.change``)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledDoses:
    """Daily doses (mg) within which a drug is given to adults, and the marketed strengths (mg), each with sources."""

    lowest_daily_mg: float
    highest_daily_mg: float
    strengths_mg: tuple[float, ...]
    sources: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseOption:
    """One dose.

    Parameters
    ----------
    equivalent_daily
        Daily dose (mg) that gives the reference person the same mean level.
    benefit, risk
        Probability that it lies within the labelled daily doses, and above the highest of them.
    """

    dose_mg: float
    interval_h: float
    equivalent_daily: Estimate
    benefit: float
    risk: float
    ordered: bool


def equivalent_mg(daily_mg: float, ratio: np.ndarray) -> np.ndarray:
    """Return the daily dose (mg) that gives the reference person the exposure of ``daily_mg``, of shape (draw,)."""
    return daily_mg * ratio


def dose_options(
    labelled: LabelledDoses,
    ordered_mg: float,
    interval_h: float,
    ratio_at: Callable[[float], np.ndarray],
) -> tuple[DoseOption, ...]:
    """Return the doses that the label allows at this interval, best first, the ordered one first where it may stay.

    Parameters
    ----------
    ratio_at
        Gives the ratio to the reference person at a single dose (mg), of shape (draw,).
    """
    doses = {d for d in labelled.strengths_mg if _within(d, interval_h, labelled)}
    if _within(ordered_mg, interval_h, labelled):
        doses = {d for d in doses if abs(d - ordered_mg) > _SAME_MG} | {ordered_mg}
    equivalents = {d: equivalent_mg(d * 24 / interval_h, ratio_at(d)) for d in sorted(doses)}
    ranked = judge(_measures(equivalents, labelled), ordered_mg)
    return tuple(_option(j, equivalents[j.dose_mg], interval_h, ordered_mg) for j in ranked)


def _within(dose_mg: float, interval_h: float, labelled: LabelledDoses) -> bool:
    return dose_mg * 24 / interval_h <= labelled.highest_daily_mg + _SAME_MG


def _measures(
    equivalents: Mapping[float, np.ndarray], labelled: LabelledDoses
) -> dict[float, tuple[np.ndarray, ...]]:
    low, high = _LOW * labelled.lowest_daily_mg, _HIGH * labelled.highest_daily_mg
    return {dose: ((e >= low) & (e <= high), e > high) for dose, e in equivalents.items()}


def _option(judged: Judged, equivalent: np.ndarray, interval_h: float, ordered_mg: float) -> DoseOption:
    low, value, high = np.quantile(equivalent, [0.05, 0.5, 0.95])
    return DoseOption(
        dose_mg=judged.dose_mg,
        interval_h=interval_h,
        equivalent_daily=Estimate(value=float(value), low=float(low), high=float(high), unit="mg"),
        benefit=judged.benefit,
        risk=judged.risk,
        ordered=abs(judged.dose_mg - ordered_mg) < _SAME_MG,
    )
