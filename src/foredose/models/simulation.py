"""Simulate a compiled model for many people: exact where it is linear, adaptive where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from foredose.core import Indeterminate, SolveError
from foredose.models.compiled import CompiledModel
from foredose.models.declaration import Route

__all__ = ["Trajectory", "dose_grid", "simulate"]

_RTOL = 1e-6
_PULSE = 0.5
"""First stride after a dose, in time constants of the fastest mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trajectory:
    """What was simulated.

    Parameters
    ----------
    times
        Observation times (h), increasing from 0.
    outputs
        Output name to values of shape (time, person), in the unit of the output.
    areas
        Concentration output name to its running integral from 0, of shape (time, person), unit times h.
    failed
        People whose system could not be solved, and why; their values are NaN.
    """

    times: np.ndarray
    outputs: Mapping[str, np.ndarray]
    areas: Mapping[str, np.ndarray]
    failed: Mapping[int, Indeterminate] = field(default_factory=dict)


def dose_grid(start_h: float, length_h: float, *, per: int = 12) -> np.ndarray:
    """Return observation times of one dosing interval: ``per`` in each of three stretches, dense after the dose.

    The stretches end at 1/16, 1/4 and all of the interval, so that there are few distinct steps.
    """
    edges = np.array([0.0, 1 / 16, 1 / 4, 1.0]) * length_h
    parts = [np.linspace(a, b, per, endpoint=False) for a, b in pairwise(edges)]
    return start_h + np.concatenate(parts)


def simulate(
    compiled: CompiledModel,
    values: Mapping[str, Any],
    *,
    people: int,
    dose_times: np.ndarray,
    dose_mg: np.ndarray,
    observed: np.ndarray,
    scale: np.ndarray | float = 1.0,
) -> Trajectory:
    """Simulate ``people`` under one list of doses.

    Parameters
    ----------
    values
        Parameters, covariates, genotype levels and interactions: scalars or arrays of shape (person,).
    dose_times, dose_mg
        When (h) and how much.
    observed
        Observation times (h); 0 is added.
    scale
        Each person's multiple of the doses, of shape (person,).

    Raises
    ------
    SolveError
        When the integrator does not reach an observation, naming the model and the time; when the model has more than
        one way in or heeds the clock (see ``models.events`` for those).
    """
    from foredose.numerics.schedule import build_schedule  # imports JAX, so only when something is simulated

    known = compiled.individual(values)
    way = _only_way(compiled)
    lag = _shared(compiled, way, known)
    factor = np.broadcast_to(_of(way.fraction, known) * scale, (people,)).astype(float)
    times_h, doses, seen = (np.asarray(a, dtype=float) for a in (dose_times, dose_mg, observed))
    schedule = build_schedule(times_h + lag, doses, seen)
    p = compiled.kernel_values(known, people)
    start = compiled.initial(known, people)
    jumps = np.zeros((len(schedule.times), len(compiled.states)))
    jumps[:, compiled.states.index(way.compartment)] = schedule.dose
    x = _solve(compiled, p, start, schedule, jumps, factor)
    times = np.concatenate([[0.0], schedule.times])
    x = np.concatenate([start[None], x])
    keep = np.isin(np.round(times, 7), np.round(np.concatenate([[0.0], observed]), 7))
    states = np.moveaxis(x[keep], 1, 0)
    area = {n[4:]: states[compiled.states.index(n)] for n in compiled.integrals}
    return Trajectory(times=times[keep], outputs=compiled.outputs(states, p), areas=area)


def _solve(
    compiled: CompiledModel,
    p: np.ndarray,
    start: np.ndarray,
    schedule: Any,
    jumps: np.ndarray,
    factor: np.ndarray,
) -> np.ndarray:
    """Return the state at the end of each step, of shape (time, state, person)."""
    from foredose.numerics.linear import propagate
    from foredose.numerics.modes import modes_of

    if compiled.linear:
        x = propagate(compiled.matrix(p), start.T, schedule.kinds, schedule.kind_of, jumps, factor)
        return np.asarray(x)
    modes = modes_of(compiled.matrix(p)) if compiled.drivers else None
    if modes is None:
        return _integrate(compiled, compiled.jax_rates(), p, start, schedule, jumps, factor)
    return _over_modes(compiled, modes, p, start, schedule, jumps, factor)


def _over_modes(
    compiled: CompiledModel,
    modes: Any,
    p: np.ndarray,
    start: np.ndarray,
    schedule: Any,
    jumps: np.ndarray,
    factor: np.ndarray,
) -> np.ndarray:
    """Solve the core by its modes and step only what it drives."""
    inside = np.isin(compiled.states, compiled.core)
    outside = np.flatnonzero(~inside)
    amplitudes, core = modes.along(
        start[inside].T, schedule.kinds, schedule.kind_of, jumps[:, inside], factor
    )
    shares = modes.vectors[:, [compiled.core.index(d) for d in compiled.drivers]]
    rows = np.concatenate([p, modes.rates.T, np.moveaxis(shares, 0, 2).reshape(-1, p.shape[1])])
    followed = len(compiled.drivers)
    begin = np.concatenate([start[outside], np.zeros((followed, p.shape[1]))])
    given = np.pad(jumps[:, outside], ((0, 0), (0, followed)))
    pulse = _PULSE / np.abs(modes.rates).max(initial=1e-9)
    first = np.where(schedule.dose > 0, pulse, np.inf)
    rates = compiled.jax_driven_rates()
    stepped = _integrate(compiled, rates, rows, begin, schedule, given, factor, amplitudes, first)
    x = np.empty((len(schedule.times), *start.shape))
    x[:, inside] = core
    x[:, outside] = stepped[:, : len(outside)]
    return x


def _integrate(
    compiled: CompiledModel,
    rates: Any,
    p: np.ndarray,
    start: np.ndarray,
    schedule: Any,
    jumps: np.ndarray,
    factor: np.ndarray,
    *known: np.ndarray,
) -> np.ndarray:
    from foredose.numerics.dopri5 import integrate

    size = schedule.dose.max(initial=0.0) * np.abs(factor).max(initial=0.0)
    atol = np.maximum(np.abs(start).max(axis=1), size) * 1e-8 + 1e-12
    x, done = integrate(rates, p, start, schedule.steps, jumps, factor, *known, rtol=_RTOL, atol=atol)
    reached, values = np.asarray(done), np.asarray(x)
    if reached.all() and np.isfinite(values).all():
        return values
    at = float(schedule.times[int(np.argmin(reached))]) if not reached.all() else float("nan")
    raise SolveError(
        "solve.unreached",
        found=f"no accurate solution before {at:g} h",
        expected="every person integrated to the end",
        where=f"model {compiled.model.name}",
        remedy="check the person's covariates against the studied range; report it with the seed",
    )


def _of(text: str, known: Mapping[str, Any]) -> np.ndarray:
    from foredose.models.compiled import NUMPY_FUNCTIONS
    from foredose.models.expression import evaluate

    return np.asarray(evaluate(text, known, NUMPY_FUNCTIONS), dtype=float)


def _only_way(compiled: CompiledModel) -> Route:
    """Return the one way in of a model that this solver can take."""
    first, *others = compiled.model.routes
    if any(r.name == first.name for r in others) or first.duration is not None or compiled.clocked:
        raise SolveError(
            "solve.route",
            found="a dose that is split or infused, or rates that heed the clock",
            expected="one way in, all at once",
            where=f"model {compiled.model.name}",
            remedy="simulate it with `simulate_people`",
        )
    return first


def _shared(compiled: CompiledModel, way: Route, known: Mapping[str, Any]) -> float:
    """Return the lag (h), which must not differ between the people of one run."""
    lag = np.unique(_of(way.lag, known))
    if len(lag) != 1:
        raise SolveError(
            "solve.lag",
            found="a lag that differs between people",
            expected="one lag for all",
            where=f"model {compiled.model.name}",
            remedy="declare the lag without between-subject variability",
        )
    return float(lag[0])
