"""Hold a model against its published numbers."""

from __future__ import annotations

from collections.abc import Mapping
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
    values = trajectory.outputs[output]
    inside = trajectory.times >= since_h - 1e-6
    if measure == "value_start":
        return np.asarray(values[0])
    if measure in ("value_end", "ctrough"):
        return np.asarray(values[-1])
    if measure == "cmax":
        return np.asarray(values[inside].max(axis=0))
    if measure == "value_mean":
        span = trajectory.times[-1] - trajectory.times[inside][0]
        return np.asarray(np.trapezoid(values[inside], trajectory.times[inside], axis=0) / span)
    area = trajectory.areas[output]
    if measure == "auc_inf":
        return np.asarray(area[-1])
    gained = area[-1] - area[inside][0]
    if measure == "auc_tau":
        return np.asarray(gained)
    if measure == "cavg":
        return np.asarray(gained / (trajectory.times[-1] - trajectory.times[inside][0]))
    raise ModelError(
        "model.measure",
        found=f"the measure {measure!r}",
        expected="auc_inf, auc_tau, cmax, ctrough, cavg, value_start, value_mean or value_end",
        where="a check or a window",
        remedy="use one of these",
    )


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
