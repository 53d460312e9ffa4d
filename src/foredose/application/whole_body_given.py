"""What is given of a person, a dose and enzymes to a whole-body model, read and checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn

import numpy as np

from foredose.application.simulation import Assumed
from foredose.core import InputError
from foredose.knowledge.compound_facts import Compound, Formulation
from foredose.knowledge.physiology_facts import enzymes
from foredose.models.pbpk import CurveChoice, Dose, Person, activity_at, person
from foredose.sources.regimen import Phase, parse_regimen
from foredose.sources.regimen_words import plain

__all__ = ["Given", "activities", "doses_of", "form_of", "size_said", "who"]

_MOST_H, _AFTER_H, _MOST_DOSES = 2_000.0, 24.0, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """All that a caller may give.

    Parameters
    ----------
    infused_h
        Length of an infusion; 0 is a bolus. Only into a vein.
    genotypes
        Protein to a state of the compound file.
    activity
        Protein to the activity left, relative to an adult's 1.
    curve
        The growth of enzymes in a child.
    """

    route: str = "oral"
    infused_h: float = 0.0
    form: str = ""
    until_h: float | None = None
    sex: Literal["male", "female"] | None = None
    age_years: float | None = None
    height_cm: float | None = None
    weight_kg: float | None = None
    population: str = "european"
    filtration_mL_per_min: float | None = None  # noqa: N815 - the unit is part of the name
    child_pugh: str | None = None
    genotypes: Mapping[str, str] = field(default_factory=dict)
    activity: Mapping[str, float] = field(default_factory=dict)
    curve: CurveChoice = field(default_factory=CurveChoice)


def who(given: Given) -> Person:
    """Return the person."""
    told: dict[str, Any] = {"sex": given.sex, "age_years": given.age_years}
    return person(
        **{k: v for k, v in told.items() if v is not None},
        height_cm=given.height_cm,
        weight_kg=given.weight_kg,
        population=given.population,
        filtration_mL_per_min=given.filtration_mL_per_min,
        child_pugh=given.child_pugh,
    )


def size_said(given: Given, someone: Person) -> tuple[Assumed, ...]:
    """Say what of the person was not given."""
    mean = f"mean of {given.population} people of that sex and age"
    filtered = f"{someone.filtration / 0.06:.3g} mL/min"
    rows = (
        ("sex", given.sex, someone.sex, "the reference person"),
        ("age", given.age_years, f"{someone.age_years:g} years", "the reference person"),
        ("height", given.height_cm, f"{someone.height_cm:.4g} cm", mean),
        ("weight", given.weight_kg, f"{someone.weight_kg:.4g} kg", f"{mean}, by the square of height"),
        (
            "filtration",
            given.filtration_mL_per_min,
            filtered,
            "from the size of the kidneys",
        ),
    )
    return tuple(Assumed(name=n, value=v, because=why) for n, told, v, why in rows if told is None)


def activities(
    drug: Compound, chosen: Collection[str], someone: Person, given: Given
) -> tuple[dict[str, float], tuple[Assumed, ...]]:
    """Return the activity of each protein that the chosen processes name, and what was taken.

    Raises
    ------
    InputError
        ``whole_body.activity`` for a protein that the compound does not name or an activity below zero; as
        ``activity_at`` for a child.
    """
    named = {p.protein for p in drug.processes if p.name in chosen and p.protein}
    named = {n for n in named if enzymes()[n].kind != "binding"}
    for protein, value in given.activity.items():
        if protein not in named:
            _refuse(
                "activity",
                f"an activity of {protein}",
                f"one of {', '.join(sorted(named)) or 'none'}",
                "--activity",
            )
        if not np.isfinite(value) or value < 0:
            _refuse("activity", f"{protein} {value:g}", "0 or more; 1 is the adult's", "--activity")
    found, said = dict(given.activity), []
    for protein in sorted(named - set(given.activity)):
        found[protein] = activity_at(protein, someone.age_years, given.curve)
        if someone.age_years < 18:
            why = f"curve {given.curve.setting} of reference {given.curve.reference}, everywhere in the body alike"
            said.append(Assumed(name=protein, value=f"{found[protein]:.3g} of the adult's", because=why))
    said += [
        Assumed(
            name=p, value="as in the compound file", because="no genotype, co-medication or activity given"
        )
        for p in sorted(named - set(given.activity) - set(given.genotypes))
        if someone.age_years >= 18
    ]
    return found, tuple(said)


def form_of(drug: Compound, given: Given) -> tuple[Formulation | None, tuple[Assumed, ...]]:
    """Return the dosage form, none where the drug is dissolved or goes into a vein."""
    if given.form and given.form not in drug.formulations:
        _refuse("form", repr(given.form), f"one of {', '.join(drug.formulations)}", "--form")
    if given.route != "oral":
        return None, ()
    said = (Assumed(name="meal", value="fasting", because="a meal's effect is not known here"),)
    form = drug.formulations[given.form] if given.form else None
    if form is None or form.kind == "dissolved":
        taken = Assumed(name="dosage form", value="a solution", because="none given")
        return None, (*(() if given.form else (taken,)), *said)
    return form, said


def doses_of(drug: Compound, regimen: str, someone: Person, given: Given) -> tuple[list[Dose], float]:
    """Return the doses and how long is seen (h).

    Raises
    ------
    InputError
        ``whole_body.*`` for a way in that is unknown, an infusion by mouth, times that are none, and too many doses.
    """
    way = _way(drug, given)
    if given.until_h is not None:
        _check_until(given.until_h)
    doses: list[Dose] = []
    start = 0.0
    for phase in parse_regimen(plain(regimen)):
        if phase.doses is None and given.until_h is None:
            _refuse("until", "doses without an end", "how many doses, or how long is seen", "--until")
        mg = phase.dose_mg if phase.dose_mg is not None else (phase.dose_mg_per_kg or 0.0) * someone.weight_kg
        count = _count(phase, start, given.until_h)
        if len(doses) + count > _MOST_DOSES:
            _refuse("doses", f"{len(doses) + count:,} doses", f"up to {_MOST_DOSES}", "--dose")
        doses += [
            Dose(time=start + i * phase.interval_h, mg=mg, route=way, duration=given.infused_h)
            for i in range(count)
        ]
        start += count * phase.interval_h
    until = given.until_h if given.until_h is not None else doses[-1].time + given.infused_h + _AFTER_H
    _check_until(until)
    return [d for d in doses if d.time < until], until


def _check_until(until: float) -> None:
    if not 0 < until <= _MOST_H:
        _refuse("until", f"{until:g} h", f"above 0, up to {_MOST_H:g} h", "--until")


def _count(phase: Phase, start: float, until: float | None) -> int:
    """Return how many doses of a phase are seen."""
    if until is None:
        return phase.doses or 0
    fit = max(0, int(np.ceil((until - start) / phase.interval_h)))
    return min(phase.doses if phase.doses is not None else fit, fit)


def _way(drug: Compound, given: Given) -> str:
    if given.route not in ("oral", "intravenous"):
        _refuse("route", repr(given.route), "oral or intravenous", "--route")
    if not np.isfinite(given.infused_h) or given.infused_h < 0 or (given.infused_h and given.route == "oral"):
        _refuse("infused", f"{given.infused_h:g} h {given.route}", "hours from 0, into a vein", "--infused")
    form = form_of(drug, given)[0]
    if form is None:
        return f"{given.route} {drug.name}"
    return f"{'capsule' if form.suspended else 'tablet'} {drug.name}"


def _refuse(kind: str, found: str, expected: str, where: str) -> NoReturn:
    raise InputError(f"whole_body.{kind}", found=found, expected=expected, where=where, remedy="correct it")
