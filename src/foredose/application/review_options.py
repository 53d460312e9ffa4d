"""Doses and alternatives of one drug of a list: what is offered, and what is not, with the fact that is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from foredose.advice.assessment import NotOffered
from foredose.advice.equivalent import DoseOption, LabelledDoses, dose_options
from foredose.advice.guidance import Guidance, blocks, guidance_for, off_limits
from foredose.application.person_given import GivenPerson
from foredose.application.ratios import shares_of
from foredose.application.review_regimens import ListedDrug, same_moiety
from foredose.core import Indeterminate
from foredose.exposure.taken import Taken
from foredose.knowledge.choice_facts import drug_choices, drugs_for
from foredose.knowledge.disposition_facts import Disposition, active_metabolites, disposition
from foredose.knowledge.interaction_facts import perpetrations
from foredose.knowledge.settled import settle
from foredose.knowledge.usual_regimens import UsualRegimen, usual_regimen, usual_regimens
from foredose.safety import hard_stops

__all__ = [
    "Alternative",
    "Offered",
    "guidance_of_drug",
    "labelled_doses",
    "offer_doses",
    "possible_alternatives",
]

_MOST_UNITS = 2
"""Tablets or capsules of one strength that make a usual dose; a choice of this project."""
_WHOLE = 1e-9
_ADULT_YEARS = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another drug for the same indications, at its usual regimen.

    Parameters
    ----------
    against
        What a guideline or a stop says against it in this person, empty where none does.
    check
        Contraindications of its label that this person has to be asked about.
    """

    drug: ListedDrug
    indications: tuple[str, ...]
    against: str
    check: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Doses of a drug, best first, and what is not offered."""

    doses: tuple[DoseOption, ...]
    not_offered: tuple[NotOffered, ...]


def labelled_doses(table: Disposition) -> LabelledDoses | Indeterminate:
    """Return the labelled daily doses and marketed strengths of a drug, or which of these is not known."""
    choices, highest = drug_choices(table.inn), settle(table, "max_daily")
    regimens = usual_regimens(table)
    strengths = choices.strengths_mg() if choices is not None else ()
    told = {
        "the maximum daily dose": not isinstance(highest, Indeterminate),
        "a usual dose with its interval": bool(regimens),
        "a marketed strength": bool(strengths),
    }
    missing = [name for name, known in told.items() if not known]
    if isinstance(highest, Indeterminate) or missing:
        return _not_known(table.inn, missing)
    most = max(f.value for f in highest.facts)
    return LabelledDoses(
        lowest_daily_mg=min(regimens[0].daily_mg, most), highest_daily_mg=most, strengths_mg=strengths,
        sources=tuple(dict.fromkeys(s for s in (*(f.source for f in highest.facts), *(r.source for r in regimens)))),
    )  # fmt: skip


def _not_known(inn: str, missing: list[str]) -> Indeterminate:
    what = ", ".join(missing)
    return Indeterminate(why=f"{inn}: {what} unknown", resolve=f"{what} of {inn}, from a label")


def offer_doses(
    of: ListedDrug,
    given: GivenPerson,
    ratio_at: Callable[[float], np.ndarray],
    guidance: tuple[Guidance, ...],
) -> Offered:
    """Return the doses of a listed drug that the label, guidelines and stops allow."""
    assert of.table is not None
    assert of.taken is not None
    refused = _refused(of, given, guidance)
    if refused is not None:
        return Offered(doses=(), not_offered=(NotOffered(drug=of.inn, unknown=refused),))
    labelled = labelled_doses(of.table)
    if isinstance(labelled, Indeterminate):
        return Offered(doses=(), not_offered=(NotOffered(drug=of.inn, unknown=labelled.why),))
    found = dose_options(labelled, of.taken.dose_mg, of.taken.interval_h, ratio_at)
    daily = {o.dose_mg: o.dose_mg * 24 / o.interval_h for o in found}
    told = {o.dose_mg: _limit(guidance, daily[o.dose_mg]) for o in found}
    kept = tuple(o for o in found if not told[o.dose_mg])
    left = [NotOffered(drug=f"{of.inn} {d:g} mg", unknown=why) for d, why in told.items() if why]
    if of.taken.dose_mg * 24 / of.taken.interval_h > labelled.highest_daily_mg:
        most = f"above the maximum of {labelled.highest_daily_mg:g} mg a day"
        left.insert(0, NotOffered(drug=f"{of.inn} {of.taken.dose_mg:g} mg", unknown=most))
    return Offered(doses=kept, not_offered=tuple(left))


def _refused(of: ListedDrug, given: GivenPerson, guidance: tuple[Guidance, ...]) -> str | None:
    """Return why no dose of a drug can be judged or given, ``None`` where doses can."""
    assert of.table is not None
    stops = hard_stops(given.twin, of.inn, of.as_order())
    forbidden = next((s for s in stops if s.severity in ("refuse", "contraindicated")), None)
    if forbidden is not None:
        return f"contraindicated: {forbidden.text}"
    age = given.twin.age_years
    if not isinstance(age, Indeterminate) and age < _ADULT_YEARS:
        return f"labelled doses and strengths here are of adults, and the person is {int(age)} years old"
    if of.taken is not None and not of.taken.by_mouth:
        return "it is not given by mouth, and labelled doses and strengths here are of tablets and capsules"
    against = _against(guidance)
    if against:
        return against
    acting = active_metabolites(of.table)
    if acting:
        return f"{', '.join(acting)} acts in place of {of.inn} or beside it: doses that weigh both unknown"
    return None


def _against(guidance: tuple[Guidance, ...]) -> str:
    for g in guidance:
        if g.advice.against and not g.age_open and g.fact.action in ("avoid", "alternative", "no_safe_dose"):
            return f"{g.fact.source} says {g.advice.sentence}"
    return ""


def _limit(guidance: tuple[Guidance, ...], daily_mg: float) -> str:
    for g in guidance:
        if g.age_open:
            continue
        if blocks(g.fact, g.probability, daily_mg) or off_limits(g.fact, g.probability, daily_mg, None):
            return f"{g.fact.source} says {g.advice.sentence}"
    return ""


def guidance_of_drug(inn: str, given: GivenPerson, daily_mg: float | None) -> tuple[Guidance, ...]:
    """Return what guidelines say of a drug in this person beside the other drugs taken."""
    twin = given.twin
    others = perpetrations(m.ingredient for m in twin.medications if m.ingredient and m.ingredient != inn)
    age = None if isinstance(twin.age_years, Indeterminate) else twin.age_years
    return guidance_for(inn, twin.genome, others, age_years=age, indication=None, daily_mg=daily_mg)


def possible_alternatives(
    of: ListedDrug, given: GivenPerson, on_list: Mapping[str, ListedDrug]
) -> tuple[tuple[Alternative, ...], tuple[NotOffered, ...]]:
    """Return other drugs of the same therapeutic group and indication, and those that cannot be judged.

    What the drug is taken for is not known here: an alternative shares at least one labelled indication, which it
    names, and an ATC subgroup of the fourth level.
    """
    if of.part_of:
        return (), ()
    own = drug_choices(of.inn)
    missing = (
        "its indications" if own is None or not own.indications() else "" if own.groups() else "its ATC code"
    )
    if own is None or missing:
        return (), (NotOffered(drug=f"alternatives of {of.inn}", unknown=f"{missing} unknown"),)
    held = [c.groups() for name in on_list if name != of.inn and (c := drug_choices(name)) is not None]
    elsewhere = frozenset().union(*held)  # a second drug of its group would be taken twice
    shared: dict[str, list[str]] = {}
    for indication in own.indications():
        for inn in drugs_for(indication):
            other = drug_choices(inn)
            taken = any(same_moiety(inn, name) for name in on_list)
            if not taken and other is not None and own.groups() & other.groups() - elsewhere:
                shared.setdefault(inn, []).append(indication)
    found, left = [], []
    for inn, indications in shared.items():
        one = _alternative(inn, tuple(indications), given)
        if isinstance(one, Alternative):
            found.append(one)
        else:
            left.append(NotOffered(drug=inn, unknown=one, named_by=", ".join(indications)))
    return tuple(found), tuple(left)


def _alternative(inn: str, indications: tuple[str, ...], given: GivenPerson) -> Alternative | str:
    table, choices = disposition(inn), drug_choices(inn)
    if table is None or choices is None or not shares_of(table):
        return "what clears it unknown"
    labelled = labelled_doses(table)
    if isinstance(labelled, Indeterminate):
        return labelled.why
    usual = _marketed_usual(table, labelled, indications)
    if usual is None:
        return f"{inn}: no usual dose for {', '.join(indications)} that a marketed strength makes"
    taken = Taken(inn=inn, dose_mg=usual.dose_mg, interval_h=usual.interval_h)
    drug = ListedDrug(inn=inn, written=(), table=table, taken=taken, unknowns=())
    guidance = guidance_of_drug(inn, given, usual.daily_mg)
    stops = hard_stops(given.twin, inn, drug.as_order())
    stopped = next((s.text for s in stops if s.severity != "warn"), "") or _allergy(inn, given)
    return Alternative(
        drug=drug, indications=indications, against=stopped or _against(guidance),
        check=label_limits(inn),
    )  # fmt: skip


def _allergy(inn: str, given: GivenPerson) -> str:
    """Say that the person is allergic to a drug, its racemate or its enantiomer."""
    for allergy in given.twin.allergies:
        if allergy.ingredient is not None and same_moiety(allergy.ingredient, inn):
            return f"an allergy or intolerance is on record: {allergy.text}"
    return ""


def _marketed_usual(
    table: Disposition, labelled: LabelledDoses, indications: tuple[str, ...]
) -> UsualRegimen | None:
    """Return the usual regimen for an indication, or the nearest to it, that one or two tablets or capsules make.

    Where sources tell what regimens are for, those that name one of the indications go first.
    """
    usual = usual_regimen(table)
    assert usual is not None

    def makes(dose: float) -> bool:
        units = [dose / s for s in labelled.strengths_mg]
        return any(abs(u - round(u)) < _WHOLE and 1 <= round(u) <= _MOST_UNITS for u in units)

    regimens = usual_regimens(table)
    fitting = [r for r in regimens if r.is_for(indications)] or regimens
    told = sorted(fitting, key=lambda r: abs(np.log(r.daily_mg / usual.daily_mg)))
    return next((r for r in told if makes(r.dose_mg)), None)


def label_limits(inn: str) -> tuple[str, ...]:
    """Return what a label limits in organ impairment, by genotype or beside other drugs, to be checked by a person."""
    choices = drug_choices(inn)
    kinds = ("contraindication", "renal_limit", "hepatic_limit")
    return tuple(f.text for kind in kinds for f in (choices.told(kind) if choices else ()))
