"""Use case: a compound in the whole body of one person, in plasma and along every way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from foredose.application.simulation import Assumed
from foredose.application.whole_body_given import Given, activities, doses_of, form_of, size_said, who
from foredose.core import Citation
from foredose.knowledge.compound_facts import compound
from foredose.models.compiled import compile_declaration
from foredose.models.pbpk import Course, Dose, Person, course, processes_of, whole_body
from foredose.models.pbpk.anatomy import slug
from foredose.models.pbpk.fate import Fate, with_fate

__all__ = ["Given", "WholeBodyCourse", "follow_compound"]

_TIMES, _AFTER_DOSE = 400, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeBodyCourse:
    """What a whole-body model says of one person.

    Parameters
    ----------
    plasma_mg_per_L
        In venous plasma of the arm at ``times_h``.
    auc_mg_h_per_L
        Over all that is seen, integrated with the amounts.
    cmax_mg_per_L, tmax_h
        The highest at ``times_h``.
    fate
        Way out, place where drug still is, or "not yet infused", to the part of the dose at the end; they add up
        to 1.
    assumed
        Everything that was taken and not given.
    limits
        What is not known of such a person, and what stands in for it.
    """

    compound: str
    title: str
    source: Citation
    regimen: str
    route: str
    person: Person
    dose_mg: float
    times_h: np.ndarray
    plasma_mg_per_L: np.ndarray  # noqa: N815 - the unit is part of the name
    auc_mg_h_per_L: float  # noqa: N815
    cmax_mg_per_L: float  # noqa: N815
    tmax_h: float
    fate: Mapping[str, float]
    assumed: tuple[Assumed, ...]
    limits: tuple[str, ...]
    not_for: tuple[str, ...]


def follow_compound(name: str, regimen: str, given: Given) -> WholeBodyCourse:
    """Follow a compound through one person.

    Parameters
    ----------
    name
        Of a compound file.
    regimen
        In words: ``"15 mg once"``, ``"2 mg/kg every 12 hours for 6 doses"``.

    Raises
    ------
    InputError
        For a compound, person, genotype, enzyme, dosage form or time that is unknown or cannot be.
    """
    drug, someone = compound(name), who(given)
    chosen = processes_of(drug, given.genotypes)
    activity, grown = activities(drug, chosen, someone, given)
    doses, until = doses_of(drug, regimen, someone, given)
    form, formed = form_of(drug, given)
    oral = given.route == "oral"
    body = whole_body((drug,), [drug.name], someone, oral=oral, solid=form is not None)
    kept = with_fate(body, drug.name)
    values = kept.body.values(
        someone, chosen={drug.name: chosen}, activity=activity, formulation=form, dose_mg=doses[0].mg
    )
    times = _times(doses, until)
    compiled = compile_declaration(kept.body.model)
    seen = course(compiled, values, doses, times)
    output = f"plasma_{slug(drug.name)}"
    plasma = np.asarray(seen.outputs[output])
    peak = int(plasma.argmax())
    total = sum(d.mg for d in doses if d.time < until)
    return WholeBodyCourse(
        compound=drug.name,
        title=drug.title,
        source=drug.source,
        regimen=regimen,
        route=given.route,
        person=someone,
        dose_mg=total,
        times_h=seen.times,
        plasma_mg_per_L=plasma,
        auc_mg_h_per_L=float(seen.states[compiled.states.index(f"AUC_{output}"), -1]),
        cmax_mg_per_L=float(plasma[peak]),
        tmax_h=float(seen.times[peak]),
        fate=_parts(
            kept,
            compiled.states,
            seen,
            drug.of("molecular_weight") / 1000 / total,
            _waiting(doses, until) / total,
        ),
        assumed=(*size_said(given, someone), *formed, *grown),
        limits=someone.assumed,
        not_for=body.model.population.not_for,
    )


def _times(doses: Sequence[Dose], until: float) -> np.ndarray:
    """Return an even grid, closer after each dose."""
    after = np.geomspace(0.005, 4.0, _AFTER_DOSE)
    near = [d.time + d.duration + np.concatenate([[0.0], after]) for d in doses]
    times = np.unique(
        np.concatenate([np.linspace(0, until, _TIMES), [d.time for d in doses], *near]).round(9)
    )
    return times[times <= until]


def _waiting(doses: Sequence[Dose], until: float) -> float:
    """Return how much (mg) infusions still have to give."""
    return sum(d.mg * max(d.time + d.duration - until, 0.0) / d.duration for d in doses if d.duration)


def _parts(
    kept: Fate, states: Sequence[str], seen: Course, per_umol: float, waiting: float
) -> dict[str, float]:
    """Return the part of the dose in each way out, in the body and not yet given, at the end.

    Parameters
    ----------
    per_umol
        The part of 1 µmol.
    waiting
        The part that infusions still have to give.
    """
    at = {n: float(seen.states[i, -1]) * per_umol for i, n in enumerate(states)}
    parts = {way: float(at[state]) for state, way in kept.ways.items()}
    parts["still in the gut's lumen"] = float(sum(at[n] for n in kept.lumen))
    parts["still in the body"] = float(sum(at[n] for n in kept.inside))
    parts["not yet infused"] = waiting
    return {k: v for k, v in sorted(parts.items(), key=lambda p: -p[1]) if abs(v) > 1e-9}
