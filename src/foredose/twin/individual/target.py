"""What a regimen shall reach at steady state, and the draws of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from foredose.core import InputError
from foredose.models.dosing import dose_events
from foredose.twin.individual.foretelling import extended
from foredose.twin.individual.history import History
from foredose.twin.individual.prediction import Prediction, compiled_of, predict
from foredose.twin.individual.update import Individualised

__all__ = ["Regimen", "Target", "draws_of_target"]


Kind = Literal["auc24", "trough", "peak", "time_above"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regimen:
    """Like doses for ever: mg, hours between them, route (the model's first unless named), hours of infusion."""

    dose_mg: float
    interval_h: float
    route: str = ""
    duration_h: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A range to reach at steady state.

    Parameters
    ----------
    kind
        ``auc24``: area of 24 h (unit of the output times h); ``trough``: level before a dose; ``peak``: the highest of
        the interval; ``time_above``: share of the interval above ``threshold``.
    low, high
        The range; infinite where one side is open.
    """

    output: str
    kind: Kind
    low: float = 0.0
    high: float = math.inf
    threshold: float = 0.0


_GRID = 96
_JUST_AFTER_H = 1e-9


def draws_of_target(person: Individualised, regimen: Regimen, target: Target, *, seed: int = 0) -> np.ndarray:
    """Return the target's value in each draw of a person, of shape (draw,), at steady state.

    NaN in a draw whose system could not be solved, as where the drug accumulates without end.
    The person as last known: covariates of the last row, effects of an occasion that no level has seen drawn anew.
    """
    _check(person, target)
    _check_regimen(regimen)
    grid = _times(regimen, target.kind)
    one = predict(
        compiled_of(person.model), [_steady(person, regimen)], asked=[[(t, target.output) for t in grid]]
    )
    draws = _next_occasion(person, seed)
    many = one.taken(np.zeros(len(draws), dtype=np.int64))
    if target.kind == "auc24":
        return _area(many, draws, target.output, regimen.interval_h)
    outputs = many.run(draws)
    levels = many.chosen(outputs).reshape(len(draws), len(grid))
    above = target.kind == "time_above"
    found = (levels > target.threshold).mean(axis=1) if above else levels.max(axis=1)
    return np.where(many.failed(outputs), np.nan, found)


def _area(many: Prediction, draws: np.ndarray, output: str, interval_h: float) -> np.ndarray:
    outputs = many.run(draws, areas=True)
    areas = outputs.areas[output][many.order].reshape(len(draws), 2)
    found = (areas[:, 1] - areas[:, 0]) * 24.0 / interval_h
    return np.where(many.failed(outputs) | ~np.isfinite(found), np.nan, found)


def _times(regimen: Regimen, kind: str) -> np.ndarray:
    """Return when levels are looked at: a peak also just after the dose, and where an infusion ends."""
    interval_h = regimen.interval_h
    if kind == "trough":
        return np.array([interval_h])
    if kind == "auc24":
        return np.array([_JUST_AFTER_H, interval_h])
    grid = np.linspace(0, interval_h, _GRID + 1)[1:]
    ends = regimen.duration_h % interval_h or interval_h
    return np.unique([_JUST_AFTER_H, ends, *grid]) if kind == "peak" else grid


def _steady(person: Individualised, regimen: Regimen) -> History:
    model = person.model
    events = dose_events(
        model, regimen.dose_mg, route=regimen.route, duration_h=regimen.duration_h, interval_h=regimen.interval_h,
        steady=1,
    )  # fmt: skip
    return replace(
        person.history,
        events=events,
        levels=(),
        changes=(),
        occasions=(),
        values=_last_values(person.history),
    )


def _last_values(history: History) -> dict[str, float | str]:
    changes = sorted(history.changes, key=lambda c: c.time)
    return {**history.values, **{c.name: c.value for c in changes}}


def _next_occasion(person: Individualised, seed: int) -> np.ndarray:
    """Return the draws with one occasion: a new one."""
    rng = np.random.default_rng(seed)
    return extended(person.draws, person.model, 0, 1, rng)


def _check(person: Individualised, target: Target) -> None:
    if target.kind not in get_args(Kind):
        raise InputError(
            "target.kind",
            found=f"the target {target.kind!r}",
            expected=f"one of {', '.join(get_args(Kind))}",
            where="Target.kind",
            remedy="choose one of these",
        )
    if not target.low <= target.high:
        raise InputError(
            "target.range",
            found=f"a range from {target.low:g} to {target.high:g}",
            expected="a range whose low is not above its high",
            where="Target.low, Target.high",
            remedy="turn them round",
        )
    outputs = {o.name: o.role for o in person.model.outputs}
    concentrations = sorted(name for name, role in outputs.items() if role != "effect")
    expected = concentrations if target.kind == "auc24" else sorted(outputs)
    if target.output not in expected:
        raise InputError(
            "target.output",
            found=f"{target.kind} of {target.output!r}",
            expected=f"one of {', '.join(expected)}",
            where=f"model {person.model.name}",
            remedy="choose another output, or another model",
        )


def _check_regimen(regimen: Regimen) -> None:
    if not (0 < regimen.dose_mg < math.inf and 0 < regimen.interval_h < math.inf):
        raise InputError(
            "regimen.number",
            found=f"{regimen.dose_mg:g} mg every {regimen.interval_h:g} h",
            expected="numbers above 0",
            where="Regimen",
            remedy="correct the dose or the interval",
        )
