"""Hold a model against its published numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from foredose.core import Indeterminate, ModelError, SolveError
from foredose.models.compiled import CompiledModel, compile_model
from foredose.models.declaration import Check, Model
from foredose.models.dosing import dose_events
from foredose.models.genotype import level_of
from foredose.models.people import simulate_people
from foredose.models.simulation import Trajectory, dose_grid
from foredose.models.soundness import check_declaration
from foredose.sources.event_record import Event

__all__ = ["CheckResult", "measure_of", "run_check", "run_checks", "typical_values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """A check and what the model gives. ``holds`` is whether it is within the check's tolerance."""

    check: Check
    predicted: float
    holds: bool


def run_checks(model: Model) -> tuple[CheckResult, ...]:
    """Run all checks of a library model, that its declaration can stand among them.

    Raises
    ------
    ModelError
        As ``check_declaration``.
    """
    check_declaration(model)
    return tuple(run_check(model, check) for check in model.checks)


def run_check(model: Model, check: Check) -> CheckResult:
    """Simulate the typical person of one check and compare."""
    compiled = compile_model(model.name)
    predicted = _measured(compiled, check, check.genotypes, check.given)
    if check.versus is not None or check.versus_given is not None:
        other = {**check.given, **(check.versus_given or {})}
        predicted /= _measured(compiled, check, check.versus or check.genotypes, other)
    return CheckResult(
        check=check,
        predicted=predicted,
        holds=abs(predicted / check.expected - 1) <= check.tolerance,
    )


def typical_values(model: Model, genotypes: Mapping[str, str], given: Mapping[str, float]) -> dict[str, Any]:
    """Return typical parameters, the given covariates, the genotype levels, and no interaction."""
    values: dict[str, Any] = {p.name: p.value for p in model.parameters}
    values.update(given)
    values.update({i.name: 1.0 for i in model.interactions})
    for effect in model.genotypes:
        level = level_of(effect, genotypes[effect.gene], values)
        if isinstance(level, Indeterminate):
            raise ModelError(
                "model.check",
                found=f"{effect.gene} {genotypes[effect.gene]}",
                expected="a genotype that the model holds",
                where=f"a check of {model.name}",
                remedy="correct the check",
            )
        values[effect.name] = level
    return values


def measure_of(
    trajectory: Trajectory, output: str, measure: str, since_h: float, *, at_h: float = 0.0
) -> np.ndarray:
    """Reduce a trajectory to one number per person.

    Parameters
    ----------
    since_h
        Start of the interval that the measure speaks of (ignored by ``auc_inf`` and ``value_start``).
    at_h
        Hours into that interval, for ``value_at``.
    """
    if measure not in (*_MEASURES, "value_at"):
        raise ModelError(
            "model.measure",
            found=f"the measure {measure!r}",
            expected=", ".join([*_MEASURES, "value_at"]),
            where="a check or a window",
            remedy="use one of these",
        )
    inside = trajectory.times >= since_h - 1e-6
    times = trajectory.times[inside]
    values = trajectory.outputs[output]
    area = trajectory.areas.get(output, np.zeros_like(values))
    if measure == "value_at":
        return np.asarray(values[int(np.argmin(np.abs(trajectory.times - since_h - at_h)))])
    return np.asarray(_MEASURES[measure](times, values, values[inside], area, area[inside]))


def _half_life(times: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return the half-life (h) over the last fifth of some times."""
    early = int(np.searchsorted(times, times[0] + 0.8 * (times[-1] - times[0])))
    fallen = np.log(values[early] / values[-1])
    return np.asarray(np.log(2) * (times[-1] - times[early]) / fallen)


_MEASURES: dict[str, Callable[..., np.ndarray]] = {
    "auc_inf": lambda times, whole, last, area, gained: area[-1],
    "auc_tau": lambda times, whole, last, area, gained: gained[-1] - gained[0],
    "cavg": lambda times, whole, last, area, gained: (gained[-1] - gained[0]) / (times[-1] - times[0]),
    "cmax": lambda times, whole, last, area, gained: last.max(axis=0),
    "tmax": lambda times, whole, last, area, gained: times[last.argmax(axis=0)] - times[0],
    "half_life": lambda times, whole, last, area, gained: _half_life(times, last),
    "ctrough": lambda times, whole, last, area, gained: last[-1],
    "value_start": lambda times, whole, last, area, gained: whole[0],
    "value_mean": lambda times, whole, last, area, gained: (
        np.trapezoid(last, times, axis=0) / (times[-1] - times[0])
    ),
    "value_end": lambda times, whole, last, area, gained: last[-1],
}


def _measured(
    compiled: CompiledModel, check: Check, genotypes: Mapping[str, str], given: Mapping[str, float]
) -> float:
    last = (check.doses - 1) * check.interval_h
    times = np.concatenate([dose_grid(last, check.interval_h), [last + check.interval_h]])
    seen = np.unique(np.concatenate([[0.0], times, [last + check.at_h]]))
    given_doses = dose_events(
        compiled.model,
        check.dose_mg,
        route=check.route,
        duration_h=check.duration_h,
        interval_h=check.interval_h,
        additional=check.doses - 1,
    )
    values = typical_values(compiled.model, genotypes, given)
    events = _in_order(given_doses, seen)
    trajectory = simulate_people(compiled, values, events, people=1, areas=True)
    for why in trajectory.failed.values():
        raise SolveError(
            "solve.check",
            found=why.why,
            expected="a solution",
            where=f"the check {check.name!r} of {compiled.model.name}",
            remedy=why.resolve,
        )
    return float(measure_of(trajectory, check.output, check.measure, last, at_h=check.at_h)[0])


def _in_order(doses: Sequence[Event], seen: np.ndarray) -> list[Event]:
    """Put observations behind the doses of their time but before those that follow."""
    return sorted([*doses, *(Event(time=float(t)) for t in seen)], key=lambda e: (e.time, e.evid == 0))
