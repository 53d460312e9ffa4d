"""From simulated courses to a few numbers of each person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from foredose.models import CompiledModel, Trajectory, simulate_people
from foredose.models.declaration import Model, Output
from foredose.population.individuals import Individuals
from foredose.population.regimen import Regimen, regimen_events

__all__ = ["Summary", "summaries_of", "summarise"]

UNSOLVED = "the equations could not be solved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A column of results: name, unit, and what it is."""

    name: str
    unit: str
    meaning: str


def summaries_of(model: Model, regimen: Regimen) -> tuple[Summary, ...]:
    """Return the columns that a regimen of a model gives."""
    return tuple(s for output in model.outputs for s in _of_output(output, regimen))


def _of_output(output: Output, regimen: Regimen) -> list[Summary]:
    unit, last = output.unit, f"{regimen.start_h:g} to {regimen.end_h:g} h"
    rows = [
        (f"{output.name}_max", unit, f"highest of the observations in {last}"),
        (f"{output.name}_trough", unit, f"at {regimen.end_h:g} h, before any further dose"),
        *((_at(output, t), unit, f"at {_hours(t)} h") for t in regimen.at_h),
    ]
    if output.role != "effect":
        rows.insert(0, (f"{output.name}_auc", f"{unit}.h", f"area under the curve, {last}"))
    return [Summary(name=name, unit=u, meaning=meaning) for name, u, meaning in rows]


def _at(output: Output, time: float) -> str:
    return f"{output.name}_at_{_hours(time)}h"


def _hours(time: float) -> str:
    """Write a time so that different times have different names."""
    return repr(float(time)).removesuffix(".0")


def summarise(
    compiled: CompiledModel, individuals: Individuals, regimen: Regimen
) -> Mapping[str, np.ndarray]:
    """Simulate who can be, and return each summary, of shape (person,); NaN for the others.

    People whose equations could not be solved are said so in ``individuals``.
    """
    chosen = np.flatnonzero(individuals.simulated)
    columns = {
        s.name: np.full(len(individuals.status), np.nan) for s in summaries_of(compiled.model, regimen)
    }
    if not len(chosen):
        return columns
    events, times = regimen_events(compiled.model, regimen)
    values = {name: _taken(value, chosen) for name, value in individuals.values.items()}
    course = simulate_people(compiled, values, events, people=len(chosen), areas=True)
    failed = np.zeros(len(individuals.status), dtype=bool)
    failed[chosen[list(course.failed)]] = True
    individuals.leave_out(failed, UNSOLVED)
    for output in compiled.model.outputs:
        for name, found in _summary(output, course, times, regimen).items():
            columns[name][chosen] = found
    return columns


def _taken(value: Any, chosen: np.ndarray) -> Any:
    return value if np.ndim(value) == 0 else value[chosen]


def _summary(
    output: Output, course: Trajectory, times: np.ndarray, regimen: Regimen
) -> dict[str, np.ndarray]:
    levels = course.outputs[output.name]
    first, last = np.searchsorted(times, (regimen.start_h, regimen.end_h))
    found = {
        f"{output.name}_max": levels[first : last + 1].max(axis=0),
        f"{output.name}_trough": levels[last],
    }
    for t in regimen.at_h:
        found[_at(output, t)] = levels[np.searchsorted(times, t)]
    if output.role != "effect":
        area = course.areas[output.name]
        found[f"{output.name}_auc"] = area[last] - area[first]
    return found
