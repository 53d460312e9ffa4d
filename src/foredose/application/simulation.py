"""Use case: a library model under a regimen, or under the records of a data file, in typical or virtual people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from foredose.core import Estimate, Indeterminate, InputError
from foredose.models import (
    Model,
    Trajectory,
    compile_model,
    dose_events,
    find_model,
    level_of,
    simulate_people,
)
from foredose.models.checking import measure_of
from foredose.models.declaration import Covariate
from foredose.models.draws import draw_between, generator
from foredose.models.effects import vary
from foredose.models.studied import outside_studied
from foredose.sources.event_record import Event
from foredose.sources.regimen import Phase, parse_regimen
from foredose.sources.regimen_words import plain

__all__ = ["MOST_PEOPLE", "Assumed", "Simulation", "simulate_regimen"]

MOST_PEOPLE = 1_000_000
_MOST_VALUES = 50_000_000
_PER_INTERVAL = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """Something that was not given, and what was taken instead."""

    name: str
    value: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """A simulated regimen.

    Parameters
    ----------
    events
        Doses and observations, in the order of time.
    trajectory
        Outputs of shape (time, person).
    people, seed
        How many, and the seed of their random effects; one person is the typical one, without random effects.
    measures
        Output name to AUC, Cmax and Ctrough over the last dosing interval, as median and 90 % interval.
    assumed
        What was not given.
    cautions
        Where the person stands outside the people that the model was built on.
    """

    model: Model
    regimen: str
    route: str
    events: tuple[Event, ...]
    trajectory: Trajectory
    people: int
    seed: int
    measures: Mapping[str, Mapping[str, Estimate]]
    assumed: tuple[Assumed, ...]
    cautions: tuple[str, ...]


def simulate_regimen(
    name: str,
    regimen: str,
    *,
    route: str = "",
    infused_h: float = 0.0,
    people: int = 1,
    seed: int = 0,
    until_h: float | None = None,
    times: Sequence[float] = (),
    given: Mapping[str, float] | None = None,
    genotypes: Mapping[str, str] | None = None,
) -> Simulation:
    """Simulate a model under a regimen.

    Parameters
    ----------
    regimen
        In words: ``"100 mg every 12 hours for 10 doses"``, ``"5 mg/kg once"``.
    infused_h
        Length of an infusion of each dose; 0: as the route gives it.
    until_h
        How long is seen; where not given an interval beyond the last dose, or the model's horizon.
    times
        Observation times (h); a regular grid where none are given.
    given, genotypes
        Covariates (or parameters) by name, and genotype states by gene. What is not given is taken from the middle of
        the studied people, and told in ``assumed``.

    Raises
    ------
    InputError
        ``model.unknown``; ``simulate.*`` for a value, genotype, time or number that cannot be used; as
        ``parse_regimen``.
    """
    model = find_model(name)
    values, assumed = _values(model, given or {}, genotypes or {})
    _check_numbers(people, infused_h, until_h, times)
    phases = parse_regimen(plain(regimen))
    until = float(until_h if until_h is not None else max([*times, 0.0]) or _end(phases, model.horizon_h))
    doses, last = _doses(model, phases, route, infused_h, until, values)
    seen = _grid(phases, until, last, times)
    if people * len(seen) > _MOST_VALUES:
        _refuse(
            "size",
            f"{people:,} people at {len(seen):,} times",
            f"up to {_MOST_VALUES:,} values",
            "--n",
            "fewer",
        )
    _vary(model, values, people, seed)
    assumed += _set_levels(model, values, genotypes or {})
    events = sorted([*doses, *(Event(time=float(t)) for t in seen)], key=lambda e: (e.time, e.evid == 0))
    compiled = compile_model(name)
    trajectory = simulate_people(compiled, values, events, people=people, areas=True)
    return Simulation(
        model=model,
        regimen=regimen,
        route=route or model.routes[0].name,
        events=tuple(events),
        trajectory=trajectory,
        people=people,
        seed=seed,
        measures=_measures(model, trajectory, last),
        assumed=assumed,
        cautions=outside_studied(model, {k: [v] for k, v in (given or {}).items()}),
    )


def _values(
    model: Model, given: Mapping[str, float], genotypes: Mapping[str, str]
) -> tuple[dict[str, Any], tuple[Assumed, ...]]:
    values: dict[str, Any] = {p.name: p.value for p in model.parameters}
    known = set(values) | {c.name for c in model.covariates}
    for name, value in given.items():
        if name not in known:
            _refuse(
                "name",
                f"a value of {name!r}",
                f"one of {', '.join(sorted(known))}",
                "--given",
                "correct the name",
            )
        if not np.isfinite(value):
            _refuse("value", f"{name} {value}", "a finite number", "--given", "correct it")
    values.update(given)
    assumed = [_taken(values, c) for c in model.covariates if c.name not in given]
    values.update({i.name: 1.0 for i in model.interactions})
    unknown = sorted(set(genotypes) - {g.gene for g in model.genotypes})
    if unknown:
        genes = ", ".join(g.gene for g in model.genotypes) or "no gene"
        _refuse(
            "gene",
            f"a genotype of {unknown[0]}",
            f"{genes}, which the model knows",
            "--genotype",
            "leave it out",
        )
    return values, tuple(assumed)


def _set_levels(model: Model, values: dict[str, Any], genotypes: Mapping[str, str]) -> tuple[Assumed, ...]:
    """Set what the genotypes decide, after the parameters that it is made of were varied."""
    assumed = []
    for effect in model.genotypes:
        state = genotypes.get(effect.gene, effect.reference)
        level = level_of(effect, state, values)
        if isinstance(level, Indeterminate):
            expected = ", ".join(effect.levels) or "an activity score"
            _refuse("genotype", f"{effect.gene} {state}", expected, "--genotype", level.resolve)
        values[effect.name] = level
        if effect.gene not in genotypes:
            assumed.append(Assumed(name=effect.gene, value=state, because="the model's reference"))
    return tuple(assumed)


def _taken(values: dict[str, Any], covariate: Covariate) -> Assumed:
    name, unit = covariate.name, covariate.unit
    if covariate.typical is None:
        low, high = covariate.studied
        _refuse("covariate", f"no {name}", f"{name} in {unit}", "--given", f"give {name}={low:g} to {high:g}")
    values[name] = covariate.typical
    shown = "" if unit == "1" else f" {unit}"
    return Assumed(
        name=name, value=f"{covariate.typical:g}{shown}", because="the middle of the studied people"
    )


def _check_numbers(people: int, infused_h: float, until_h: float | None, times: Sequence[float]) -> None:
    if not 1 <= people <= MOST_PEOPLE:
        _refuse("people", f"{people:,} people", f"1 to {MOST_PEOPLE:,}", "--n", "correct the number")
    for what, value in (("--infused", infused_h), ("--until", until_h if until_h is not None else 1.0)):
        if not np.isfinite(value) or value < 0 or (what == "--until" and value == 0):
            _refuse("hours", f"{value:g} h", "hours above 0", what, "correct it")
    if any(not np.isfinite(t) or t < 0 for t in times) or list(times) != sorted(set(times)):
        _refuse(
            "times", "times that do not rise, or are no hours", "rising hours from 0", "--times", "sort them"
        )


def _end(phases: Sequence[Phase], horizon_h: float) -> float:
    if any(p.doses is None for p in phases):
        return horizon_h
    return sum(p.interval_h * (p.doses or 0) for p in phases)


def _doses(
    model: Model,
    phases: Sequence[Phase],
    route: str,
    infused_h: float,
    until: float,
    values: Mapping[str, Any],
) -> tuple[list[Event], tuple[float, float]]:
    """Return the dose records, and when the last dosing interval that is seen whole begins and ends."""
    start, last = 0.0, (0.0, until)
    records: list[Event] = []
    for phase in phases:
        amount = phase.dose_mg if phase.dose_mg is not None else _per_kg(phase.dose_mg_per_kg, values)
        fit = max(1, int(np.ceil((until - start) / phase.interval_h - 1e-9)))
        count = min(phase.doses or fit, fit)
        records += dose_events(
            model, amount, time=start, route=route, duration_h=infused_h, interval_h=phase.interval_h,
            additional=count - 1,
        )  # fmt: skip
        begin = start + (count - 1) * phase.interval_h
        last = (begin, min(begin + phase.interval_h, until)) if phase.doses != 1 else (begin, until)
        start += count * phase.interval_h
        if start >= until:
            break
    return records, last


def _per_kg(dose: float | None, values: Mapping[str, Any]) -> float:
    if "weight" not in values:
        _refuse("weight", "a dose per kg of nobody's weight", "a weight", "--given", "give the dose in mg")
    return float((dose or 0.0) * values["weight"])


def _grid(
    phases: Sequence[Phase], until: float, last: tuple[float, float], times: Sequence[float]
) -> np.ndarray:
    if times:
        return np.asarray(times, dtype=float)
    shortest = min(p.interval_h for p in phases)
    step = max(min(shortest / _PER_INTERVAL, until / 100), until / 5_000)
    fine = np.linspace(*last, 4 * _PER_INTERVAL + 1)
    return np.unique(np.round(np.concatenate([np.arange(0.0, until, step), fine, [until]]), 9))


def _vary(model: Model, values: dict[str, Any], people: int, seed: int) -> None:
    if people == 1:
        return
    effects = draw_between(model, people, generator(seed))
    for parameter in model.parameters:
        if parameter.name in effects:
            values[parameter.name] = vary(parameter, values[parameter.name], effects[parameter.name])


def _measures(
    model: Model, trajectory: Trajectory, last: tuple[float, float]
) -> Mapping[str, Mapping[str, Estimate]]:
    inside = trajectory.times <= last[1] + 1e-9
    if (trajectory.times >= last[0] - 1e-9)[inside].sum() < 2:
        return {}
    cut = Trajectory(
        times=trajectory.times[inside],
        outputs={k: v[inside] for k, v in trajectory.outputs.items()},
        areas={k: v[inside] for k, v in trajectory.areas.items()},
    )
    names = {"effect": ("value_end",)}
    found = {}
    for output in model.outputs:
        wanted = names.get(output.role, ("auc_tau", "cmax", "ctrough"))
        unit = {"auc_tau": f"{output.unit.replace('/', '.h/', 1)}"}
        found[output.name] = {
            m: _estimate(measure_of(cut, output.name, m, last[0]), unit.get(m, output.unit)) for m in wanted
        }
    return found


def _estimate(values: np.ndarray, unit: str) -> Estimate:
    low, middle, high = np.nanquantile(values, [0.05, 0.5, 0.95])
    return Estimate(value=float(middle), low=float(low), high=float(high), unit=unit)


def _refuse(kind: str, found: str, expected: str, where: str, remedy: str) -> NoReturn:
    raise InputError(f"simulate.{kind}", found=found, expected=expected, where=where, remedy=remedy)
