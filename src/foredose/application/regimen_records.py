"""A regimen in words as dose records, and when to look at what they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NoReturn

import numpy as np

from foredose.core import InputError
from foredose.models import Model, dose_events
from foredose.sources.event_record import Event
from foredose.sources.regimen import Phase

__all__ = ["at_rest", "before_doses", "dose_records", "end_of", "looks_at", "refuse"]

_PER_INTERVAL = 24
_CLOSE = 5_000_000
"""Values in the last interval that are worth their memory."""
_MOST_PEAKS = 500
_MOST_DOSES = 1_000_000
_JUST_AFTER_H = 1e-6
"""A look just after a dose, beside the one just before it."""


def refuse(kind: str, found: str, expected: str, where: str, remedy: str) -> NoReturn:
    """Raise ``InputError`` ``simulate.KIND``."""
    raise InputError(f"simulate.{kind}", found=found, expected=expected, where=where, remedy=remedy)


def end_of(phases: Sequence[Phase], horizon_h: float) -> float:
    """Return when a regimen ends (h); the horizon where it does not."""
    if any(p.doses is None for p in phases):
        return horizon_h
    return sum(p.interval_h * (p.doses or 0) for p in phases)


def dose_records(
    model: Model,
    phases: Sequence[Phase],
    route: str,
    infused_h: float,
    until: float,
    values: Mapping[str, Any],
    steady: bool,
) -> tuple[list[Event], tuple[float, float] | None, bool]:
    """Return the dose records, when the last dosing interval that is seen whole begins and ends, and what it is.

    Where the regimen ends with a single dose, and that is seen, the interval lasts as long as is seen, and the third
    value is true.
    """
    start, alone = 0.0, False
    last: tuple[float, float] | None = None
    records: list[Event] = []
    for phase in phases:
        amount = phase.dose_mg if phase.dose_mg is not None else _per_kg(phase.dose_mg_per_kg, values)
        count = _count(phase, until - start)
        records += dose_events(
            model, amount, time=start, route=route, duration_h=infused_h, interval_h=phase.interval_h,
            additional=count - 1, steady=int(steady),
        )  # fmt: skip
        whole = int(min(count, (until - start) / phase.interval_h + 1e-9))
        alone = phase is phases[-1] and phase.doses == 1
        if alone:
            last = (start, until)
        elif whole:
            last = (start + (whole - 1) * phase.interval_h, start + whole * phase.interval_h)
        start += count * phase.interval_h
        if start >= until - 1e-9:
            break
    return records, last, alone


def _count(phase: Phase, hours: float) -> int:
    """Return how many doses of a phase begin within some hours, the first in any case."""
    fit = max(1.0, np.ceil(hours / phase.interval_h - 1e-9))
    count = min(phase.doses or fit, fit)
    if count > _MOST_DOSES:
        refuse("doses", f"{count:.6g} doses", f"up to {_MOST_DOSES:,}", "--until", "see a shorter time")
    return int(count)


def _per_kg(dose: float | None, values: Mapping[str, Any]) -> float:
    if "weight" not in values:
        refuse("weight", "a dose per kg of nobody's weight", "a weight", "--given", "give the dose in mg")
    return float((dose or 0.0) * values["weight"])


def looks_at(
    phases: Sequence[Phase],
    doses: Sequence[Event],
    until: float,
    last: tuple[float, float] | None,
    times: Sequence[float],
    people: int,
) -> np.ndarray:
    """Return when to look: the asked times or a regular grid, and the last whole interval closely."""
    close = int(np.clip(_CLOSE // people, 4 * _PER_INTERVAL, 20 * _PER_INTERVAL))
    fine = np.linspace(*last, close + 1) if last else np.zeros(0)
    after = np.array([last[0] + _JUST_AFTER_H]) if last else np.zeros(0)
    if times:
        return np.unique(np.round(np.concatenate([times, fine, after]), 9))
    step = max(min(min(p.interval_h for p in phases) / _PER_INTERVAL, until / 100), until / 5_000)
    given = [
        e.time + e.interval * np.arange(min(e.additional, _MOST_PEAKS) + 1) + _JUST_AFTER_H for e in doses
    ]
    regular: list[np.ndarray] = [np.arange(0.0, until, step), fine, after, *given, np.array([until])]
    found = np.unique(np.round(np.concatenate(regular), 9))
    return np.asarray(found[found <= until])


def before_doses(seen: np.ndarray, doses: Sequence[Event]) -> np.ndarray:
    """Return when to look so that a look at the time of a dose, an additional one too, comes before it."""
    given = np.unique(np.concatenate([e.time + e.interval * np.arange(e.additional + 1) for e in doses]))
    near = np.abs(given[np.clip(np.searchsorted(given, seen), 0, len(given) - 1)] - seen) < _JUST_AFTER_H / 2
    return np.where(near & (seen > 0), seen - _JUST_AFTER_H / 2, seen)


def at_rest(
    phases: Sequence[Phase], until_h: float | None, times: Sequence[float]
) -> tuple[tuple[Phase, ...], float | None]:
    """Return the regimen of a steady state, and how long is seen of it."""
    if len(phases) != 1 or phases[0].doses == 1:
        refuse(
            "steady",
            "several parts, or a single dose",
            "one dose and how often",
            "--steady-state",
            "write one part",
        )
    only = replace(phases[0], doses=None)
    if any(round(t, 9) == 0 for t in times):
        refuse(
            "times",
            "0 h of a steady state, which begins with the dose",
            "hours above 0",
            "--times",
            f"ask for {only.interval_h:g}: a level before a dose is that at the end of an interval",
        )
    return (only,), until_h if until_h is not None or times else only.interval_h
