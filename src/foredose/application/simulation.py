"""Use case: a library model under a regimen, or under the records of a data file, in typical or virtual people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from foredose.application.regimen_records import (
    at_rest,
    before_doses,
    dose_records,
    end_of,
    looks_at,
    refuse,
)
from foredose.core import Estimate, Indeterminate, InputError
from foredose.genome.states import phenotype_of
from foredose.knowledge.covariate_facts import covariate_names
from foredose.models import (
    Model,
    Trajectory,
    compile_model,
    find_model,
    level_of,
    simulate_people,
)
from foredose.models.checking import measure_of
from foredose.models.compiled import CompiledModel
from foredose.models.declaration import Covariate, GenotypeEffect
from foredose.models.dosing import route_entries
from foredose.models.draws import draw_between, generator
from foredose.models.effects import vary
from foredose.models.soundness import impossible_quantities
from foredose.models.studied import outside_studied
from foredose.sources.event_record import Event
from foredose.sources.regimen import Phase, parse_regimen
from foredose.sources.regimen_words import plain

__all__ = ["MOST_PEOPLE", "Assumed", "Simulation", "model_state", "simulate_regimen"]

MOST_PEOPLE = 1_000_000
_MOST_VALUES = 50_000_000


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
    infused_h, times_h, given, genotypes
        As they were asked for; no times where a regular grid is seen.
    measures
        Output name to AUC, Cmax and Ctrough over the last dosing interval that is seen whole, as median and 90 %
        interval; of a single dose its AUC as far as it is seen, and Cmax; empty where no interval is whole.
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
    infused_h: float
    times_h: tuple[float, ...]
    given: Mapping[str, float]
    genotypes: Mapping[str, str]
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
    steady: bool = False,
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
    steady
        Begin at the steady state of the regimen, which then has one part.
    times
        Observation times (h), just before a dose at the same time; a regular grid where none are given.
    given, genotypes
        Covariates (or parameters) by name, and genotype states by gene. A number that is not given is taken from the
        middle of the studied people, and told in ``assumed``; a flag or a genotype that is not given is asked for.

    Raises
    ------
    InputError
        ``model.unknown``; ``simulate.*`` for a value, genotype, time or number that cannot be used; as
        ``parse_regimen``.
    """
    model = find_model(name)
    values, assumed = _values(model, given or {}, genotypes or {})
    _check_numbers(people, seed, infused_h, until_h, times)
    phases = parse_regimen(plain(regimen))
    if steady:
        phases, until_h = at_rest(phases, until_h, times)
    until = float(until_h if until_h is not None else max([*times, 0.0]) or end_of(phases, model.horizon_h))
    doses, last, once = dose_records(model, phases, route, infused_h, until, values, steady)
    seen = looks_at(phases, doses, until, last, times, people)
    seen = seen[seen > 0] if steady else seen  # before its record a steady state is not there yet
    assumed += _how_given(model, route, infused_h, phases, until_h, times)
    if people * len(seen) > _MOST_VALUES:
        refuse(
            "size",
            f"{people:,} people at {len(seen):,} times",
            f"up to {_MOST_VALUES:,} values",
            "--n",
            "fewer",
        )
    _vary(model, values, people, seed)
    _set_levels(model, values, genotypes or {})
    looks = [Event(time=float(t)) for t in before_doses(seen, doses)]
    events = sorted([*doses, *looks], key=_in_order)
    compiled = compile_model(name)
    _check_known(compiled, values)
    whole = replace(simulate_people(compiled, values, events, people=people, areas=True), times=seen)
    _check_solved(whole, people)
    asked = np.isin(seen, np.round(times, 9)) if times else np.ones(len(seen), dtype=bool)
    return Simulation(
        model=model,
        regimen=regimen,
        route=route or model.routes[0].name,
        events=tuple(sorted([*doses, *(e for e, at in zip(looks, asked, strict=True) if at)], key=_in_order)),
        trajectory=_part(whole, asked),
        people=people,
        seed=seed,
        infused_h=infused_h,
        times_h=tuple(times),
        given=dict(given or {}),
        genotypes=dict(genotypes or {}),
        measures=_measures(model, whole, last, once=once) if last else {},
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
            refuse(
                "name",
                f"a value of {name!r}",
                f"one of {', '.join(sorted(known))}",
                "--given",
                "correct the name",
            )
        if not np.isfinite(value):
            refuse("value", f"{name} {value}", "a finite number", "--given", "correct it")
    values.update(given)
    assumed = [_taken(values, c) for c in model.covariates if c.name not in given]
    values.update({i.name: 1.0 for i in model.interactions})
    unknown = sorted(set(genotypes) - {g.gene for g in model.genotypes})
    if unknown:
        genes = ", ".join(g.gene for g in model.genotypes) or "no gene"
        refuse(
            "gene",
            f"a genotype of {unknown[0]}",
            f"{genes}, which the model knows",
            "--genotype",
            "leave it out",
        )
    return values, tuple(assumed)


def _set_levels(model: Model, values: dict[str, Any], genotypes: Mapping[str, str]) -> None:
    """Set what the genotypes decide, after the parameters that it is made of were varied."""
    for effect in model.genotypes:
        expected = ", ".join(effect.levels) or "an activity score"
        if effect.gene not in genotypes:
            remedy = f'give --genotype "{effect.gene}={effect.reference}", the reference, or another state'
            refuse("genotype", f"no {effect.gene}", expected, "--genotype", remedy)
        level = level_of(effect, model_state(effect, genotypes[effect.gene]), values)
        if isinstance(level, Indeterminate):
            refuse("genotype", f"{effect.gene} {genotypes[effect.gene]}", expected, "--genotype", level.why)
        values[effect.name] = level


def model_state(effect: GenotypeEffect, told: str) -> str:
    """Return the state that a model speaks of: a diplotype becomes its phenotype where the model asks for that."""
    if effect.by != "phenotype" or told in effect.levels or "/" not in told:
        return told
    try:
        return phenotype_of(effect.gene, told)
    except (KeyError, InputError):
        return told


def _check_known(compiled: CompiledModel, values: Mapping[str, Any]) -> None:
    """Refuse values for which the model's equations have no number."""
    with np.errstate(all="ignore"):
        known = compiled.individual({k: np.asarray(v, dtype=float) for k, v in values.items()})
    for found in impossible_quantities(compiled, known):
        given = ", ".join(f"{c.name} {values[c.name]:g}" for c in compiled.model.covariates)
        told = f"{found} with {given}" if given else found
        refuse("value", told, "values that the equations allow", "--given", "correct them")


def _check_solved(trajectory: Trajectory, people: int) -> None:
    """Refuse an answer that speaks of nobody."""
    if len(trajectory.failed) == people:
        first = trajectory.failed[0]
        whose = "the typical person's" if people == 1 else f"none of {people:,} people's"
        refuse("unsolved", f"{whose} equations: {first.why}", "a course", "the simulation", first.resolve)


def _how_given(
    model: Model,
    route: str,
    infused_h: float,
    phases: Sequence[Phase],
    until_h: float | None,
    times: Sequence[float],
) -> tuple[Assumed, ...]:
    """Say what the order left open."""
    entries, told = route_entries(model, route), []
    if entries[0].name == "intravenous" and not infused_h and all(e.duration is None for e in entries):
        told.append(Assumed(name="length of the infusion", value="0 h, all at once", because="no --infused"))
    if until_h is None and not times and any(p.doses is None for p in phases):
        told.append(Assumed(name="how long", value=f"{model.horizon_h:g} h", because="the model's horizon"))
    return tuple(told)


def _taken(values: dict[str, Any], covariate: Covariate) -> Assumed:
    name, unit = covariate.name, covariate.unit
    if covariate.typical is None or covariate_names()[name].flag:
        low, high = covariate.studied
        refuse("covariate", f"no {name}", f"{name} in {unit}", "--given", f"give {name}={low:g} to {high:g}")
    values[name] = covariate.typical
    shown = "" if unit == "1" else f" {unit}"
    return Assumed(
        name=name, value=f"{covariate.typical:g}{shown}", because="the middle of the studied people"
    )


def _check_numbers(
    people: int, seed: int, infused_h: float, until_h: float | None, times: Sequence[float]
) -> None:
    if not 1 <= people <= MOST_PEOPLE:
        refuse("people", f"{people:,} people", f"1 to {MOST_PEOPLE:,}", "--n", "correct the number")
    if seed < 0:
        refuse("seed", f"the seed {seed}", "0 or more", "--seed", "correct the number")
    for what, value in (("--infused", infused_h), ("--until", until_h if until_h is not None else 1.0)):
        if not np.isfinite(value) or value < 0 or (what == "--until" and value == 0):
            refuse("hours", f"{value:g} h", "hours above 0", what, "correct it")
    if until_h is not None and any(t > until_h for t in times):
        refuse(
            "times",
            f"a time beyond --until {until_h:g}",
            "times that are simulated",
            "--times",
            "raise --until",
        )
    if any(not np.isfinite(t) or t < 0 for t in times) or list(times) != sorted(set(times)):
        refuse(
            "times", "times that do not rise, or are no hours", "rising hours from 0", "--times", "sort them"
        )


def _vary(model: Model, values: dict[str, Any], people: int, seed: int) -> None:
    if people == 1:
        return
    effects = draw_between(model, people, generator(seed))
    for parameter in model.parameters:
        if parameter.name in effects:
            values[parameter.name] = vary(parameter, values[parameter.name], effects[parameter.name])


def _in_order(event: Event) -> tuple[float, bool]:
    return event.time, event.evid != 0


def _part(of: Trajectory, times: np.ndarray) -> Trajectory:
    """Return a trajectory at some of its times."""
    return replace(
        of,
        times=of.times[times],
        outputs={k: v[times] for k, v in of.outputs.items()},
        areas={k: v[times] for k, v in of.areas.items()},
    )


def _measures(
    model: Model, trajectory: Trajectory, last: tuple[float, float], *, once: bool
) -> Mapping[str, Mapping[str, Estimate]]:
    inside = trajectory.times <= last[1] + 1e-9
    if (trajectory.times >= last[0] - 1e-9)[inside].sum() < 2:
        return {}
    cut = _part(trajectory, inside)
    ordinary = ("auc_seen", "cmax") if once else ("auc_tau", "auc24", "cmax", "ctrough")
    names = {"effect": ("value_end",)}
    found = {}
    for output in model.outputs:
        wanted = names.get(output.role, ordinary)
        area = output.unit.replace("/", ".h/", 1)
        unit = dict.fromkeys(("auc_seen", "auc_tau", "auc24"), area)
        found[output.name] = {
            m: _estimate(_measured(cut, output.name, m, last), unit.get(m, output.unit)) for m in wanted
        }
    return found


def _measured(cut: Trajectory, output: str, measure: str, last: tuple[float, float]) -> np.ndarray:
    if measure == "auc_seen":
        return measure_of(cut, output, "auc_tau", last[0])
    if measure == "auc24":
        return np.asarray(measure_of(cut, output, "auc_tau", last[0]) * 24.0 / (last[1] - last[0]))
    return measure_of(cut, output, measure, last[0])


def _estimate(values: np.ndarray, unit: str) -> Estimate:
    low, middle, high = np.nanquantile(values, [0.05, 0.5, 0.95])
    return Estimate(value=float(middle), low=float(low), high=float(high), unit=unit)
