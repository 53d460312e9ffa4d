"""Conditions, procedures, allergies, and the samples that the record links to this person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from pydantic import Field

from foredose.sources.fhir_bundle import Entry
from foredose.sources.fhir_drugs import NamedDrug, drug_contents
from foredose.sources.fhir_elements import CodeableConcept, Element, Identifier, Period, checked, past_date
from foredose.sources.fhir_subject import GENOME_SAMPLE_SYSTEM
from foredose.sources.record import Allergy, Condition, Procedure

__all__ = ["read_allergies", "read_conditions", "read_procedures", "read_specimens"]

NOT_SO = ("refuted", "entered-in-error")
PRESENT = ("active", "recurrence", "relapse")
DONE = ("completed", "in-progress")
# Codes and words that state that no allergy is known. That nothing was asked ("no-allergy-info") is not among them.
_NONE_KNOWN: Mapping[str, tuple[str, ...]] = {
    "http://snomed.info/sct": ("716186003", "409137002", "160244002", "429625007", "428607008"),
    "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips": (
        "no-known-allergies",
        "no-known-medication-allergies",
        "no-known-food-allergies",
        "no-known-environmental-allergies",
    ),
}
_NONE_SAID = re.compile(
    r"(?:nkd?a|no (?:known |history of )?(?:\w+ ){0,2}(?:allerg|intoleranc|hypersensitiv)\w*"
    r"|no known (?:drug |medication )?allerg\w*.*|none(?: known)?)\s*(?:\([^)]*\))?\.?$",
    re.IGNORECASE,
)


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

    def is_of_none(self) -> bool:
        """Whether this states that no allergy is known ("NKDA"), which names no substance."""
        coded = any(c.code in _NONE_KNOWN.get(c.system, ()) for c in self.code.coding)
        return coded or _NONE_SAID.match(self.code.words().strip()) is not None

    def only_food_or_environment(self) -> bool:
        return bool(self.category) and not set(self.category) - {"food", "environment"}


class _Labelled(Element):
    identifier: list[Identifier] = Field(default_factory=list)
    accession_identifier: Identifier | None = None


def _codings(concept: CodeableConcept) -> list[tuple[str, str, str]]:
    """Every coding as (text, system, code); a concept in words alone keeps its words and no code."""
    coded = [
        (concept.text or c.display or c.code, c.system, c.plain_code()) for c in concept.coding if c.code
    ]
    return coded or [(concept.words(), "", "")]


def _uncoded(entry: Entry, text: str) -> str:
    return f"not judged: {text[:80] or 'words are missing'!r} ({entry.id}) has no code and cannot be matched to a stop"


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
                notes.append(_uncoded(entry, text))
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
                notes.append(_uncoded(entry, text))
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
        substances = [r.substance for r in seen.reaction if r.substance is not None and r.substance.words()]
        own = [] if seen.is_of_none() or not seen.code.words() else [seen.code]
        drugs = [drug_contents(concept) for concept in (*own, *substances)]
        words = ", ".join(drug.text for drug in drugs)[:80] or seen.code.words()[:80] or "no substance"
        if seen.verified_as() in NOT_SO:
            notes.append(f"{entry.id}: {words}, {seen.verified_as()}, not used")
        elif not seen.present():
            notes.append(f"{entry.id}: {words}, an allergy no longer present, not used")
        elif not drugs and seen.is_of_none():
            notes.append(f"{entry.id}: states that no such allergy is known ({words})")
        elif not drugs:
            notes.append(f"not judged: {entry.id} is an allergy that names no substance")
        elif seen.only_food_or_environment() and not any(drug.product.ingredients for drug in drugs):
            notes.append(f"{entry.id}: {words}, not to a drug, not used")
        else:
            found += _allergies(drugs, entry, notes)
    return tuple(found)


def _allergies(drugs: list[NamedDrug], entry: Entry, notes: list[str]) -> list[Allergy]:
    """Return one allergy for each component that any of the names tells."""
    found: dict[str, Allergy] = {}
    for drug in drugs:
        if drug.disagrees:
            notes.append(
                f"{entry.id}: code and text disagree; {' and '.join(drug.product.ingredients)} are kept"
            )
        for ingredient, words in drug.parts():
            allergy = Allergy(ingredient=ingredient, text=drug.text, code=drug.code, resource=entry.id)
            found.setdefault(ingredient or words, allergy)
    return list(found.values())


def read_specimens(entries: list[Entry]) -> tuple[str, ...]:
    """Return the genome samples that the record names under ``GENOME_SAMPLE_SYSTEM``, sorted."""
    names: set[str] = set()
    for entry in entries:
        seen = checked(_Labelled, entry.data, entry.where)
        labels = [*seen.identifier, *([seen.accession_identifier] if seen.accession_identifier else [])]
        names |= {i.value for i in labels if i.system == GENOME_SAMPLE_SYSTEM and i.value}
    return tuple(sorted(names))
