"""Use case: one person's genome, record and prescription to exposure before the first dose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from foredose import __version__
from foredose.advice import Assessment
from foredose.advice import assess as assess_order
from foredose.advice.assessment import Unknown
from foredose.advice.unknowns import INCOMPLETE
from foredose.application.given import GivenGenome
from foredose.application.person_given import person_given
from foredose.application.stated import Stated
from foredose.genome import GenomeCall
from foredose.knowledge import version as knowledge_version
from foredose.safety import check_identity, hard_stops, stopped_genes, unknown_stops
from foredose.sources import Order, Record
from foredose.sources.order import parse_order
from foredose.twin import Twin

__all__ = ["AssessedOrder", "GivenGenome", "Stated", "advise", "assess_facts"]

_SHOWN_UNREAD = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedOrder:
    """An assessment with the stages that led to it."""

    assessment: Assessment
    genome: GenomeCall | None
    record: Record | None
    twin: Twin


def advise(
    *,
    order: str,
    genome: GivenGenome | Path | str | None = None,
    record: Path | str | None = None,
    meds: str | None = None,
    as_of: date | str | None = None,
    stated: Stated | None = None,
    seed: int = 0,
) -> AssessedOrder:
    """Assess one order in words for the person whose files are given.

    Parameters
    ----------
    order
        ``"clopidogrel 75 mg daily for PCI"``.
    genome
        Where the genotype comes from: a VCF, or a ``GivenGenome`` that tells the sample, outside calls, and how the
        file is to be read.
    record, meds
        A FHIR R4 bundle; co-medication in words, alone or beside the record.
    as_of
        The day of the assessment, a date or ``"2026-06-15"``; today when not given.
    stated
        Age, sex, weight, height and haematocrit where there is no record to tell them.
    seed
        The same seed gives the same answer.

    Raises
    ------
    InputError
        For anything given that cannot be read or understood, before anything is simulated.
    """
    parsed = parse_order(order)
    given = person_given(genome=genome, record=record, meds=meds, as_of=as_of, stated=stated)
    return assess_facts(parsed, given.twin, given.genome, given.record, seed=seed)


def assess_facts(
    order: Order, twin: Twin, genome: GenomeCall | None, record: Record | None, *, seed: int
) -> AssessedOrder:
    """Assess an order for a twin that is already folded."""
    identity = check_identity(twin)
    open_questions = [
        *(Unknown(what=u.why, effect="not confirmed", resolve=u.resolve) for u in identity.unknowns),
        *(
            Unknown(what=u.what, effect=f"{INCOMPLETE}: {u.effect.replace('-', ' ')}", resolve=u.resolve)
            for u in unknown_stops(twin, order.drug, order)
        ),
        *(Unknown(what=text, effect=_cost(text), resolve="see the record") for text in _unread(record)),
        *_closed_world(record),
    ]
    assessment = assess_order(
        twin,
        order,
        stops=hard_stops(twin, order.drug, order),
        stopped=stopped_genes(twin, order.drug, order),
        open_questions=open_questions,
        identity=identity.refused,
        code_version=__version__,
        knowledge_version=knowledge_version(),
        seed=seed,
    )
    return AssessedOrder(assessment=assessment, genome=genome, record=record, twin=twin)


def _unread(record: Record | None) -> tuple[str, ...]:
    """Return what the record holds and could not be used, at most a handful and the count of the rest."""
    told = tuple(sorted(record.unread, key=lambda text: not _grave(text))) if record is not None else ()
    rest = len(told) - _SHOWN_UNREAD
    return told if rest <= 0 else (*told[:_SHOWN_UNREAD], f"{rest} more entries of the record were not used")


def _cost(text: str) -> str:
    """Say what an unused entry costs: one that could have fired a stop or been a drug leaves the answer open."""
    return f"{INCOMPLETE}: not judged" if _grave(text) else "not used"


def _grave(text: str) -> bool:
    """Tell an unused entry that could have been a drug taken or a reason to stop from one that could not."""
    signs = (
        "cannot be matched to a stop",
        "is not known (status unknown)",
        "is not a known drug",
        "possibly taken:",
        "not judged:",
        "code and text disagree",
    )
    return any(sign in text for sign in signs)


def _closed_world(record: Record | None) -> tuple[Unknown, ...]:
    """Say that what a record does not list is taken as absent, and when it lists nothing at all."""
    if record is None:
        return ()
    listed = (record.conditions, record.medications, record.allergies, record.procedures, record.measurements)
    if any(listed):
        what = "allergies, conditions and drugs that the record does not list are taken as absent"
        return (Unknown(what=what, effect="assumed", resolve="ask the person"),)
    what = "the record holds nothing but the person: no drug, allergy, condition or measurement"
    return (
        Unknown(what=what, effect=f"{INCOMPLETE}: nothing is ruled out", resolve="give the whole record"),
    )
