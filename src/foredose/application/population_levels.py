"""The level of a listed drug by a population model of the library, where there is one that speaks for the person.

The model tells how the drug's level goes in people and how far they differ; genes, other drugs and the conditions that
it does not hold are the ratio of the mechanistic network.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from foredose.application.causes import Cause
from foredose.application.review_regimens import ListedDrug
from foredose.core import Indeterminate
from foredose.exposure.together import STEP_H, Listed
from foredose.knowledge.covariate_facts import covariate_names
from foredose.knowledge.drug_facts import load_drug
from foredose.models import compile_model, models_of_drug, simulate_people
from foredose.models.compiled import CompiledModel
from foredose.models.declaration import Model, Output
from foredose.models.dosing import dose_events
from foredose.qualification.model_contexts import model_verdict
from foredose.qualification.model_lines import committed_model_lines
from foredose.sources.event_record import Event
from foredose.twin import Twin, draw_ordinary
from foredose.twin.individual.units import mg_per_litre

__all__ = ["FromModel", "levels_by_models"]

_HELD = {
    "age": "age of", "female": "sex", "smoker": "smoking", "creatinine_clearance": "kidney",
    "creatinine_clearance_indexed": "kidney", "creatinine_clearance_70kg": "kidney", "egfr_indexed": "kidney",
    "serum_creatinine": "kidney",
}  # fmt: skip
"""A model's covariate to how the condition begins that says the same of the network, and must not count twice."""
_LOOKS = 96
_LEAST_KG = 35.0
"""Of an adult; a choice: a weight drawn from people of whom some are lighter may be a child's."""
_LEAST_PEOPLE = 20
"""From whom a model can tell how people differ; a choice."""
_NOT_LINEAR = (
    "its level is not in proportion to its dose: a slower clearance may raise it by more than the fold"
)
Both = tuple[Listed, Listed]


@dataclass(frozen=True, slots=True, kw_only=True)
class FromModel:
    """By which population model a level is, and how far to believe it.

    Parameters
    ----------
    verdict
        Of the board on the drug's models.
    notes
        Covariates that were drawn because nobody told them, and where the person is unlike those studied.
    passed
        Other models of the drug that could not be used, and why.
    """

    model: str
    people: int | None
    verdict: str
    notes: tuple[str, ...]
    passed: tuple[str, ...]


def levels_by_models(
    followed: Sequence[ListedDrug],
    twin: Twin,
    levels: Mapping[str, Both],
    causes: Mapping[str, Sequence[Cause]],
    formed: Mapping[str, Sequence[str]],
    seed: int,
) -> tuple[Mapping[str, Both], Mapping[str, FromModel | Indeterminate]]:
    """Return the levels of a list, by a model where one speaks for the person, and which model or why none.

    Parameters
    ----------
    formed
        Drug to what becomes of it, whose published ratio to its parent is kept.
    """
    found, told = dict(levels), dict[str, FromModel | Indeterminate]()
    for of in followed:
        one = _level_by_model(of, twin, levels[of.inn], causes.get(of.inn, ()), seed)
        if isinstance(one, Indeterminate):
            told[of.inn] = one
        elif one is not None:
            found[of.inn], told[of.inn] = one
            size = one[0][1].mean / levels[of.inn][1].mean
            for name in formed.get(of.inn, ()):
                found[name] = levels[name][0].times(size), levels[name][1].times(size)
    return found, told


def _level_by_model(
    of: ListedDrug, twin: Twin, both: Both, causes: Sequence[Cause], seed: int
) -> tuple[Both, FromModel] | Indeterminate | None:
    """Return the levels of a drug by a model of the library in place of the mechanistic ones.

    Parameters
    ----------
    both
        The drug in the person with everything, and alone in the reference, by the network; with courses where wanted.
    causes
        What moves it.

    Returns
    -------
    ``None`` where the library has no model of the drug's level by this route, ``Indeterminate`` where none speaks for
    the person.
    """
    assert of.taken is not None
    n, passed = len(both[1].mean), list[str]()
    candidates = _candidates(of.inn, _route(of))
    for model, output in candidates:
        if model.population.n is not None and model.population.n < _LEAST_PEOPLE:
            passed.append(f"{model.name}: built on {model.population.n} people")
            continue
        drawn = draw_ordinary(model, twin, draws=n, seed=seed)
        if isinstance(drawn, Indeterminate):
            passed.append(f"{model.name}: {drawn.why}")
            continue
        lacking = _lacking(model, drawn.missing)
        if lacking:
            passed.append(f"{model.name}: not told: {', '.join(lacking)}")
            continue
        compiled = compile_model(model.name)
        fold = both[0].mean / both[1].mean / _held_by(model, causes)
        found = _levels(compiled, output, drawn.values, of, both, fold)
        if isinstance(found, Indeterminate):
            passed.append(f"{model.name}: {found.why}")
            continue
        told = tuple(f"{name} not told: drawn from the studied people" for name in drawn.missing)
        saturable = () if _in_proportion(compiled, output) else (_NOT_LINEAR,)
        return found, FromModel(
            model=model.name, people=model.population.n, verdict=model_verdict(of.inn),
            notes=(*drawn.notes, *told, *saturable), passed=tuple(passed),
        )  # fmt: skip
    if not candidates:
        return None
    return Indeterminate(why="; ".join(passed), resolve="what the models ask for, or a measured level")


def _candidates(inn: str, route: str) -> list[tuple[Model, Output]]:
    """Return the models that give the level of the drug itself by a route: the drug file's, then the nearest to others.

    Nearest by geometric mean fold error over the numbers of studies that did not build them; untested ones come last.
    """
    facts = load_drug(inn)
    named = facts.model if facts is not None else None
    found = [
        (m, o)
        for m in models_of_drug(inn)
        if any(r.name == route for r in m.routes)
        for o in m.outputs
        if o.role == "parent" and o.name == inn.replace(" ", "_") and mg_per_litre(o.unit) is not None
    ]
    return sorted(found, key=lambda mo: (mo[0].name != named, _error(mo[0].name), mo[0].name))


def _error(name: str) -> float:
    """Return the mean absolute logarithm of predicted over observed; infinite of a model nobody tested."""
    lines = [x for x in committed_model_lines() if x.model == name and not x.why_not]
    return float(np.mean([abs(np.log(x.predicted / x.observed)) for x in lines])) if lines else np.inf


def _in_proportion(compiled: CompiledModel, output: Output) -> bool:
    """Return whether a level goes with the dose; an effect of the model, such as INR, need not."""
    seen = {c.name for c in compiled.model.compartments if re.search(rf"\b{c.name}\b", output.expression)}
    return compiled.linear or seen <= set(compiled.core)


def _lacking(model: Model, missing: Iterable[str]) -> list[str]:
    """Return what has to be told: whether something is so, and the weight where children were studied as well."""
    light = any(c.name == "weight" and c.studied[0] < _LEAST_KG for c in model.covariates)
    return [name for name in missing if covariate_names()[name].flag or (name == "weight" and light)]


def _held_by(model: Model, causes: Sequence[Cause]) -> float:
    """Return what those conditions do to the drug by the network which the model holds as covariates."""
    held = tuple({_HELD[c.name] for c in model.covariates if c.name in _HELD})
    folds = [c.fold for c in causes if c.kind == "condition" and c.name.startswith(held)] if held else []
    return float(np.prod(folds))


def _levels(
    compiled: CompiledModel,
    output: Output,
    values: Mapping[str, Any],
    of: ListedDrug,
    both: Both,
    fold: np.ndarray,
) -> Both | Indeterminate:
    """Return the drug in the person and in people alike without what moves it, by the model."""
    assert of.taken is not None
    every, shown = of.taken.interval_h, len(both[1].time)
    window = shown * STEP_H if shown else every
    end_h = float(np.ceil(compiled.model.horizon_h / window) * window)
    times = np.linspace(end_h - window, end_h, (shown or _LOOKS) + 1)
    doses = dose_events(
        compiled.model, of.taken.dose_mg, route=_route(of), interval_h=every,
        additional=int(np.ceil(end_h / every - 1e-9)) - 1,
    )  # fmt: skip
    ordinary = _followed(compiled, output, values, doses, times, len(fold))
    if isinstance(ordinary, Indeterminate):
        return ordinary
    moved = ordinary[0] * fold[:, None], ordinary[1] * fold
    return _shaped(both[0], moved, _swing(*both)), _shaped(both[1], ordinary)


def _route(of: ListedDrug) -> str:
    assert of.taken is not None
    return "oral" if of.taken.by_mouth else "intravenous"


def _followed(
    compiled: CompiledModel,
    output: Output,
    values: Mapping[str, Any],
    doses: Sequence[Event],
    times: np.ndarray,
    people: int,
) -> tuple[np.ndarray, np.ndarray] | Indeterminate:
    """Return levels (mg/L) of shape (person, time), and their mean over the times, of shape (person,)."""
    factor = mg_per_litre(output.unit)
    assert factor is not None
    events = sorted([*doses, *(Event(time=float(t)) for t in times)], key=lambda x: (x.time, x.evid != 0))
    found = simulate_people(compiled, values, events, people=people, areas=True)
    if found.failed:
        return next(iter(found.failed.values()))
    level, area = found.outputs[output.name] * factor, found.areas[output.name] * factor
    return level.T, (area[-1] - area[0]) / (times[-1] - times[0])


def _swing(with_all: Listed, alone: Listed) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return by how much more than the mean the peak, the trough and the course move, by the network."""
    mean = with_all.mean / alone.mean
    course = (
        with_all.level / np.maximum(alone.level, 1e-12) / mean[:, None] if alone.level.size else np.ones(1)
    )
    return with_all.peak / alone.peak / mean, with_all.trough / alone.trough / mean, course


def _shaped(
    of: Listed,
    levels: tuple[np.ndarray, np.ndarray],
    swing: tuple[np.ndarray | float, np.ndarray | float, np.ndarray | float] = (1.0, 1.0, 1.0),
) -> Listed:
    course, mean = levels
    peak, trough, along = swing
    return replace(
        of, mean=mean, peak=course.max(axis=1) * peak, trough=course[:, -1] * trough,
        level=course[:, :-1] * along if of.level.size else of.level,
    )  # fmt: skip
