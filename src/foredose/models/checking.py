"""Hold a model against its published numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from foredose.core import Indeterminate, ModelError
from foredose.models.compiled import CompiledModel, compile_model
from foredose.models.declaration import Check, Model
from foredose.models.genotype import level_of
from foredose.models.simulation import Trajectory, dose_grid, simulate

__all__ = ["CheckResult", "measure_of", "run_check", "run_checks", "typical_values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """A check and what the model gives. ``holds`` is whether it is within the check's tolerance."""

    check: Check
    predicted: float
    holds: bool


def run_checks(model: Model) -> tuple[CheckResult, ...]:
    """Run all checks of a library model."""
    return tuple(run_check(model, check) for check in model.checks)


def run_check(model: Model, check: Check) -> CheckResult:
    """Simulate the typical person of one check and compare."""
    compiled = compile_model(model.name)
    predicted = _measured(compiled, check, check.genotypes)
    if check.versus is not None:
        predicted /= _measured(compiled, check, check.versus)
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


def measure_of(trajectory: Trajectory, output: str, measure: str, since_h: float) -> np.ndarray:
    """Reduce a trajectory to one number per person.

    Parameters
    ----------
    since_h
        Start of the interval that the measure speaks of (ignored by ``auc_inf`` and ``value_start``).
    """
    if measure not in _MEASURES:
        raise ModelError(
            "model.measure",
            found=f"the measure {measure!r}",
            expected=", ".join(_MEASURES),
            where="a check or a window",
            remedy="use one of these",
        )
    inside = trajectory.times >= since_h - 1e-6
    times = trajectory.times[inside]
    values = trajectory.outputs[output]
    area = trajectory.areas.get(output, np.zeros_like(values))
    return np.asarray(_MEASURES[measure](times, values, values[inside], area, area[inside]))


_MEASURES: dict[str, Callable[..., np.ndarray]] = {
    "auc_inf": lambda times, whole, last, area, gained: area[-1],
    "auc_tau": lambda times, whole, last, area, gained: gained[-1] - gained[0],
    "cavg": lambda times, whole, last, area, gained: (gained[-1] - gained[0]) / (times[-1] - times[0]),
    "cmax": lambda times, whole, last, area, gained: last.max(axis=0),
    "ctrough": lambda times, whole, last, area, gained: last[-1],
    "value_start": lambda times, whole, last, area, gained: whole[0],
    "value_mean": lambda times, whole, last, area, gained: (
        np.trapezoid(last, times, axis=0) / (times[-1] - times[0])
    ),
    "value_end": lambda times, whole, last, area, gained: last[-1],
}


def _measured(compiled: CompiledModel, check: Check, genotypes: Mapping[str, str]) -> float:
    last = (check.doses - 1) * check.interval_h
    trajectory = simulate(
        compiled,
        typical_values(compiled.model, genotypes, check.given),
        people=1,
        dose_times=np.arange(check.doses) * check.interval_h,
        dose_mg=np.full(check.doses, check.dose_mg),
        observed=np.concatenate([dose_grid(last, check.interval_h), [last + check.interval_h]]),
    )
    return float(measure_of(trajectory, check.output, check.measure, last)[0])
