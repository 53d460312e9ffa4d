"""What a review knows of the person beside genes and drugs, and what it does not: never taken as known."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from foredose.activity.conditions import Influence, PersonState, influences
from foredose.application.person_given import GivenPerson
from foredose.application.ratio_unknowns import CARRIES, Unknown
from foredose.application.ratios import shares_of
from foredose.application.review_regimens import ListedDrug
from foredose.core import Indeterminate
from foredose.knowledge.age_facts import ages
from foredose.knowledge.settled import settle
from foredose.safety.predicates import CHILDBEARING_YEARS, conditions_of
from foredose.sources import Measurement
from foredose.twin import Twin

__all__ = ["conditions_unknown", "person_state"]

_LEAST_SHARE = 0.1
_LEAST_RENAL = 0.3
"""Part of a drug's clearance by the kidney from which an unknown kidney function leaves the answer open."""
_LIVER_DISEASES = ("cirrhosis", "severe_liver_disease")
_FILTRATION = ("egfr_deindexed", "egfr_indexed", "egfr_ckd_epi_2021")
Carried = Callable[[str, float], str]
T = TypeVar("T")


def person_state(given: GivenPerson) -> PersonState:
    """Return what is known of a person that moves enzymes, liver and kidney."""
    twin, stated = given.twin, given.stated
    return PersonState(
        age_years=_known(twin.age_years),
        sex=_known(twin.sex),
        smoking=_known(twin.statuses["smoking"]),
        pregnant=_known(twin.statuses["pregnant"]),
        trimester=stated.trimester,
        child_pugh=stated.child_pugh,
        inflamed=stated.inflamed,
        egfr=_egfr(twin),
    )


def _known(told: T | Indeterminate) -> T | None:
    return None if isinstance(told, Indeterminate) else told


def _egfr(twin: Twin) -> float | None:
    found = (twin.covariates.get(name) for name in _FILTRATION)
    return next((m.value for m in found if isinstance(m, Measurement)), None)


def conditions_unknown(twin: Twin, state: PersonState, followed: Sequence[ListedDrug]) -> tuple[Unknown, ...]:
    """Say what of the person is not known, and what a condition does where nobody tells it."""

    def carried(enzyme: str, least: float) -> str:
        return ", ".join(d.inn for d in followed if _carries(d, enzyme, least))

    return (
        *_smoking(state, carried),
        *_pregnancy(state),
        *_silent(state, followed),
        *_liver(twin, state),
        *_kidney(state, followed),
        *_child(state),
    )


def _carries(of: ListedDrug, enzyme: str, least: float) -> bool:
    return of.table is not None and any(
        s.enzyme == enzyme and s.settled.value >= least for s in shares_of(of.table)
    )


def _smoking(state: PersonState, carried: Carried) -> Iterator[Unknown]:
    if state.smoking is not None:
        return
    for one in influences(PersonState(smoking=True)):
        drugs = carried(one.enzyme, _LEAST_SHARE)
        if drugs:
            yield Unknown(
                what=f"whether the person smokes, which moves {one.enzyme}, which carries {drugs}",
                effect=f"smoking is not in the answer; a smoker's {one.enzyme} is {_shown(one)} as active",
                resolve="the answer: --smoker or --non-smoker, or a record with the smoking status",
            )


def _shown(of: Influence) -> str:
    return f"{of.factor:.2g}-fold ({of.low:.2g} to {of.high:.2g})"


def _pregnancy(state: PersonState) -> Iterator[Unknown]:
    first, last = CHILDBEARING_YEARS
    bearing = state.age_years is None or first <= state.age_years < last
    if state.sex == "female" and bearing and state.pregnant is None:
        yield Unknown(
            what="whether the woman is pregnant, which moves most enzymes",
            effect="pregnancy is not in the answer",
            resolve="the answer: --pregnant or --not-pregnant, or a record with it",
        )
    if state.pregnant and state.trimester is None:
        yield Unknown(
            what="the trimester of the pregnancy",
            effect="what pregnancy does is taken over all three, with wider intervals",
            resolve="the trimester: --trimester 2",
        )


def _silent(state: PersonState, followed: Sequence[ListedDrug]) -> Iterator[Unknown]:
    """Say which carriers of the list nobody tells anything of, in pregnancy or inflammation."""
    for name, only in (
        ("pregnancy", PersonState(pregnant=state.pregnant, trimester=state.trimester)),
        ("inflammation", PersonState(inflamed=state.inflamed)),
    ):
        told = {i.enzyme for i in influences(only)}
        missing = sorted(_carriers(followed) - told) if told else []
        if missing:
            yield Unknown(
                what=f"what {name} does to {', '.join(missing)}, which carry drugs of the list",
                effect="the answer leaves these as they are",
                resolve="published activities of these enzymes",
            )


def _carriers(followed: Iterable[ListedDrug]) -> set[str]:
    tables = (d.table for d in followed if d.table is not None)
    return {s.enzyme for t in tables for s in shares_of(t) if s.settled.value >= CARRIES}


def _liver(twin: Twin, state: PersonState) -> Iterator[Unknown]:
    coded = [c for name in _LIVER_DISEASES for c in conditions_of(name, twin) if c.active]
    if coded and state.child_pugh is None:
        yield Unknown(
            what="how severe the liver disease of the record is",
            effect="the liver is taken as healthy; what it clears may be several times higher",
            resolve="its Child-Pugh class: --child-pugh B",
        )
    if state.child_pugh is not None:
        yield Unknown(
            what="what liver disease does to binding in blood, to the gut wall and to blood that passes the liver by",
            effect="only enzymes and how much of the liver works are in the answer; levels by mouth may be higher",
            resolve="`foredose pbpk` for a compound that it has, or a level",
        )


def _kidney(state: PersonState, followed: Sequence[ListedDrug]) -> Iterator[Unknown]:
    by_kidney = [d.inn for d in followed if _renal(d) >= _LEAST_RENAL]
    if state.egfr is None and by_kidney:
        yield Unknown(
            what=f"the kidney function, by which {', '.join(by_kidney)} leave in part",
            effect="it is taken as the reference person's",
            resolve="a record with serum creatinine or eGFR",
        )


def _renal(of: ListedDrug) -> float:
    found = settle(of.table, "renal_fraction") if of.table is not None else None
    return 0.0 if found is None or isinstance(found, Indeterminate) else found.value


def _child(state: PersonState) -> Iterator[Unknown]:
    if state.child:
        yield Unknown(
            what=f"what the size of a child's body does, below {ages().adult_years:g} years",
            effect="levels are those of an adult's body with a child's enzymes: do not rely on them",
            resolve="`foredose pbpk` for a compound that it has, or a level",
        )
