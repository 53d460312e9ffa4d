"""What makes a history impossible to learn from, said by name before anything is solved."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from foredose.core import InputError
from foredose.models.compiled import CompiledModel
from foredose.models.declaration import GenotypeEffect
from foredose.models.genotype import level_parameters
from foredose.models.soundness import impossible_quantities
from foredose.sources.event_record import check_events
from foredose.twin.individual.course import first_dose_h
from foredose.twin.individual.history import History, Level
from foredose.twin.individual.prediction import predict
from foredose.twin.individual.units import factor_between, mg_per_litre

__all__ = ["check_draws", "check_history", "check_possible"]

_Fault = tuple[str, str, str, str]
_DENSEST = 1e6
"""mg/L: a litre of water weighs a kilogram, so no blood holds more."""


def check_history(compiled: CompiledModel, history: History, who: str = "") -> None:
    """Refuse what cannot be used.

    Raises
    ------
    InputError
        ``event.*``, ``level.*``, ``values.*`` or ``history.*``.
    """
    model = compiled.model
    check_events(history.events, [c.name for c in model.compartments])
    units = {o.name: o.unit for o in model.outputs}
    errors = {r.output for r in model.residuals}
    relative = {r.output for r in model.residuals if r.log_sd or not r.additive}
    begins = first_dose_h(history)
    for number, level in enumerate(history.levels, start=1):
        where = f"level {number}{who}, time {level.time:g} h"
        _raise(_of_level(level, units, errors, relative, begins), where)
        factor_between(level.unit, units[level.output], where)
    _raise(_twice(history), f"levels{who}")
    _raise(_of_values(compiled, history), f"values{who} of {model.name}")
    _raise(_of_times(history), f"history{who}")


def check_possible(compiled: CompiledModel, history: History, who: str = "") -> None:
    """Refuse values of which the equations make no number, no volume or clearance above 0, no rate or time from 0.

    Raises
    ------
    InputError
        ``values.impossible``.
    """
    one = predict(compiled, [history])
    with np.errstate(all="ignore"):
        known = compiled.individual(one.known(np.zeros((1, one.effects.size))))
    for found in impossible_quantities(compiled, known):
        given = ", ".join(f"{k} {v:g}" for k, v in history.values.items() if not isinstance(v, str))
        raise InputError(
            "values.impossible",
            found=f"{found} from {given or 'the values'}",
            expected="a finite number, above 0 for a volume or a clearance, from 0 for a rate or a time",
            where=f"values{who} of {compiled.model.name}",
            remedy="correct the covariates",
        )


def check_draws(draws: int) -> None:
    """Refuse to draw nobody.

    Raises
    ------
    InputError
        ``draws.number``.
    """
    if not draws >= 1:
        raise InputError(
            "draws.number",
            found=f"{draws} draws",
            expected="1 or more",
            where="draws",
            remedy="ask for some hundred",
        )


def _raise(faults: Iterator[tuple[str, str, str, str]], where: str) -> None:
    for code, found, expected, remedy in faults:
        raise InputError(code, found=found, expected=expected, where=where, remedy=remedy)


def _of_level(
    level: Level, units: dict[str, str], errors: set[str], relative: set[str], begins: float
) -> Iterator[_Fault]:
    said = [v for v in (level.time, level.value, level.limit) if v is not None]
    if not all(math.isfinite(v) for v in said):
        yield (
            "level.number",
            "a level that is not a number",
            "numbers",
            "fill the cell, or leave the level out",
        )
    if level.output not in units:
        yield (
            "level.output",
            f"a level of {level.output!r}",
            f"one of {', '.join(units)}",
            "name what was measured",
        )
    elif level.output not in errors:
        yield (
            "level.residual",
            f"a level of {level.output}",
            "an output with a published residual error",
            "choose another output, or another model",
        )
    if level.value is None and not level.limit:
        yield "level.empty", "neither a value nor a limit", "one of them", "give what the laboratory reports"
    if (level.value is not None and level.value < 0) or (level.limit is not None and level.limit < 0):
        yield "level.negative", "a level below 0", "0 or more", "correct the value"
    if (level.value or 0) * (mg_per_litre(level.unit) or 0) > _DENSEST:
        found = f"a level of {level.value:g} {level.unit}, more than the pure substance"
        yield "level.impossible", found, f"at most {_DENSEST:g} mg/L", "correct the value or its unit"
    if level.value == 0 and not level.limit and level.output in relative and level.time > begins:
        found = "a level of 0 where the model's error is a share of the level"
        yield "level.zero", found, "a limit of quantification", "give the limit that the laboratory states"


def _twice(history: History) -> Iterator[_Fault]:
    seen: set[tuple[float, str, bool]] = set()
    for level in history.levels:
        key = (level.time, level.output, level.after_dose)
        if key in seen:
            yield (
                "level.twice",
                f"two levels of {level.output} at {level.time:g} h",
                "one level of an output at a time",
                "say which one holds, or give their mean if both do",
            )
        seen.add(key)


def _of_values(compiled: CompiledModel, history: History) -> Iterator[_Fault]:
    model, given = compiled.model, history.values
    known = {p.name for p in model.parameters}
    needed = {c.name for c in model.covariates} | {g.name for g in model.genotypes}
    for name in sorted(needed - set(given)):
        yield (
            "values.missing",
            f"no {name}",
            "every covariate and genotype that the model uses",
            f"give {name}",
        )
    interactions = {i.name for i in model.interactions}
    for name in sorted(set(given) - needed - known - interactions):
        yield (
            "values.unknown",
            f"{name}",
            f"one of {', '.join(sorted(needed | interactions))}",
            "correct the name",
        )
    for effect in model.genotypes:
        state = given[effect.name]
        if isinstance(state, str) and not _studied(effect, state):
            found = f"{effect.gene} {state}"
            yield "values.genotype", found, "a state that the model's source studied", effect.unstudied
    states = {g.name for g in model.genotypes}
    for name, value in given.items():
        if (isinstance(value, str) and name not in states) or (
            not isinstance(value, str) and not math.isfinite(value)
        ):
            yield "values.number", f"{name} {value!r}", "a number", f"correct {name}"
    for change in history.changes:
        if change.name not in needed | interactions:
            yield (
                "values.unknown",
                f"a change of {change.name}",
                "a covariate of the model",
                "correct the name",
            )


def _studied(effect: GenotypeEffect, state: str) -> bool:
    if effect.by == "activity_score":
        return state.replace(".", "", 1).isdigit()
    return level_parameters(effect, state) is not None


def _of_times(history: History) -> Iterator[_Fault]:
    times = [*history.occasions, *(c.time for c in history.changes), *(c.value for c in history.changes)]
    if not all(math.isfinite(t) for t in times):
        yield "history.number", "a time or value that is not a number", "numbers", "fill the cell"
    if any(b <= a for a, b in zip(history.occasions, history.occasions[1:], strict=False)):
        yield "history.occasions", "occasions that do not rise", "rising times", "sort them"
