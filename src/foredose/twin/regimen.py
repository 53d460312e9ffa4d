"""Dose times of a regimen, and the observation times that show it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.core import Indeterminate
from foredose.models import dose_grid
from foredose.sources import Order, Phase
from foredose.twin.snapshot import Twin

__all__ = ["Timeline", "resolve_phases", "timeline_of"]

_MANY = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """When doses are given and the person is observed.

    Parameters
    ----------
    dose_times, dose_mg
        Hours from the first dose, and milligrams.
    observed
        Observation times (h).
    last_start
        Start of the last dosing interval, which stands for steady state.
    single
        True for a regimen that ends: then the last interval runs to the end of the observation.
    """

    dose_times: np.ndarray
    dose_mg: np.ndarray
    observed: np.ndarray
    last_start: float
    single: bool


def timeline_of(phases: tuple[tuple[float, float, int | None], ...], horizon_h: float) -> Timeline:
    """Lay out ``(dose_mg, interval_h, doses)`` phases; ``doses`` of ``None`` fills up to the horizon."""
    times: list[float] = []
    amounts: list[float] = []
    start = 0.0
    for dose, interval, doses in phases:
        count = doses if doses is not None else max(1, int(np.ceil((horizon_h - start) / interval)))
        times += [start + i * interval for i in range(count)]
        amounts += [dose] * count
        start += count * interval
    ends = phases[-1][2] is not None
    last = 0.0 if ends and len(times) == 1 else times[-1]
    end = max(start, horizon_h) if ends else start
    return Timeline(
        dose_times=np.array(times),
        dose_mg=np.array(amounts),
        observed=_observations(np.array(times), end, last),
        last_start=last,
        single=ends,
    )


def resolve_phases(order: Order, twin: Twin) -> tuple[tuple[float, float, int | None], ...] | Indeterminate:
    """Return ``(dose_mg, interval_h, doses)`` per phase; doses per kilogram need a current weight."""
    phases = []
    for phase in order.regimen:
        dose = _dose(phase, twin)
        if isinstance(dose, Indeterminate):
            return dose
        phases.append((dose, phase.interval_h, phase.doses))
    return tuple(phases)


def _dose(phase: Phase, twin: Twin) -> float | Indeterminate:
    if phase.dose_mg is not None:
        return phase.dose_mg
    assert phase.dose_mg_per_kg is not None
    weight = twin.covariates.get("weight")
    if weight is None or isinstance(weight, Indeterminate):
        return Indeterminate(
            why="the dose is ordered per kilogram and there is no current weight", resolve="weigh the person"
        )
    return phase.dose_mg_per_kg * weight.value


def _observations(times: np.ndarray, end: float, last: float) -> np.ndarray:
    """Return observation times: 36 in the first and the last interval, nine in those between, three if many."""
    starts = np.unique(times)
    lengths = np.diff(np.append(starts, end))
    between = 3 if len(starts) <= _MANY else 1
    parts = [
        dose_grid(s, length, per=12 if s == starts[0] or s >= last else between)
        for s, length in zip(starts, lengths, strict=True)
        if length > 0
    ]
    return np.append(np.concatenate(parts), end)
