"""Conditions, procedures, allergies, and the samples that the record links to this person."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from foredose.sources.fhir_bundle import Entry
from foredose.sources.fhir_drugs import drug_contents
from foredose.sources.fhir_elements import CodeableConcept, Element, Identifier, Period, checked, past_date
from foredose.sources.fhir_subject import GENOME_SAMPLE_SYSTEM
from foredose.sources.record import Allergy, Condition, Procedure

__all__ = ["read_allergies", "read_conditions", "read_procedures", "read_specimens"]

NOT_SO = ("refuted", "entered-in-error")
PRESENT = ("active", "recurrence", "relapse")
DONE = ("completed", "in-progress")


class _Judged(Element):
    clinical_status: CodeableConcept = CodeableConcept()
    verification_status: CodeableConcept = CodeableConcept()
    code: CodeableConcept = CodeableConcept()
    onset_date_time: str = ""
    onset_period: Period = Period()
    abatement_date_time: str = ""

    def verified_as(self) -> str:
        return next((c.code for c in self.verification_status.coding), "")

    def present(self) -> bool:
        """Present unless the record says otherwise: leaving a diagnosis out is the greater harm."""
        status = next((c.code for c in self.clinical_status.coding), "")
        return status in PRESENT or (not status and not self.abatement_date_time)


class _Procedure(Element):
    status: str
    code: CodeableConcept = CodeableConcept()
    performed_date_time: str = ""
    performed_period: Period = Period()


class _Reaction(Element):
    substance: CodeableConcept | None = None


class _Allergy(_Judged):
    category: list[str] = Field(default_factory=list)
    reaction: list[_Reaction] = Field(default_factory=list)

    def left_out(self) -> str:
        """Why this is no allergy to a drug, ``""`` if it may be one."""
        if self.verified_as() in NOT_SO:
            return self.verified_as()
        if not self.present():
            return "no longer present"
        return "" if set(self.category) - {"food", "environment"} or not self.category else "not to a drug"


class _Labelled(Element):
    identifier: list[Identifier] = Field(default_factory=list)
    accession_identifier: Identifier | None = None


def _codings(concept: CodeableConcept) -> list[tuple[str, str, str]]:
    """Every coding as (text, system, code); a concept in words alone keeps its words and no code."""
    coded = [(concept.text or c.display or c.code, c.system, c.code) for c in concept.coding if c.code]
    return coded or [(concept.words(), "", "")]


def read_conditions(entries: list[Entry], today: date, notes: list[str]) -> tuple[Condition, ...]:
    """Return diagnoses, one per code; refuted ones and errors are left out."""
    found: list[Condition] = []
    for entry in entries:
        seen = checked(_Judged, entry.data, entry.where)
        if seen.verified_as() in NOT_SO:
            notes.append(f"{entry.id}: {seen.verified_as()}, not used")
            continue
        onset = past_date(seen.onset_date_time or seen.onset_period.start, entry.where, today)
        for text, system, code in _codings(seen.code):
            if not code:
                notes.append(f"{entry.id}: {text!r} has no code and cannot be matched to a stop")
            found.append(
                Condition(
                    text=text, system=system, code=code, active=seen.present(), onset=onset, resource=entry.id
                )
            )
    return tuple(found)


def read_procedures(entries: list[Entry], today: date, notes: list[str]) -> tuple[Procedure, ...]:
    """Return procedures that were done or are under way, one per code."""
    found: list[Procedure] = []
    for entry in entries:
        seen = checked(_Procedure, entry.data, entry.where)
        if seen.status not in DONE:
            notes.append(f"{entry.id}: status {seen.status[:20]}, not counted as done")
            continue
        day = past_date(seen.performed_date_time or seen.performed_period.start, entry.where, today)
        for text, _, code in _codings(seen.code):
            if not code:
                notes.append(f"{entry.id}: {text!r} has no code and cannot be matched to a stop")
        found += [
            Procedure(text=text, system=system, code=code, date=day, resource=entry.id)
            for text, system, code in _codings(seen.code)
        ]
    return tuple(found)


def read_allergies(entries: list[Entry], notes: list[str]) -> tuple[Allergy, ...]:
    """Return allergies and intolerances by ingredient, without refuted, wrong, resolved and food ones."""
    found: list[Allergy] = []
    for entry in entries:
        seen = checked(_Allergy, entry.data, entry.where)
        if seen.left_out():
            notes.append(f"{entry.id}: {seen.left_out()}, not used")
            continue
        named = [c for c in (seen.code, *(r.substance for r in seen.reaction)) if c is not None and c.words()]
        for concept in named:
            named_drug = drug_contents(concept)
            found += [
                Allergy(ingredient=drug, text=named_drug.text, code=named_drug.code, resource=entry.id)
                for drug, _ in named_drug.parts()
            ]
    return tuple(found)


def read_specimens(entries: list[Entry]) -> tuple[str, ...]:
    """Return the genome samples that the record names under ``GENOME_SAMPLE_SYSTEM``, sorted."""
    names: set[str] = set()
    for entry in entries:
        seen = checked(_Labelled, entry.data, entry.where)
        labels = [*seen.identifier, *([seen.accession_identifier] if seen.accession_identifier else [])]
        names |= {i.value for i in labels if i.system == GENOME_SAMPLE_SYSTEM and i.value}
    return tuple(sorted(names))
