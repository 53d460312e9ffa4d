"""Conditions, procedures, and the samples that the record links to this person."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from foredose.knowledge.stop_facts import codesets
from foredose.sources.fhir_allergies import names_an_allergy
from foredose.sources.fhir_bundle import Entry
from foredose.sources.fhir_elements import CodeableConcept, Element, Identifier, Period, checked, past_date
from foredose.sources.fhir_judged import Judged
from foredose.sources.fhir_subject import GENOME_SAMPLE_SYSTEM
from foredose.sources.record import Condition, Procedure

__all__ = ["read_conditions", "read_procedures", "read_specimens"]

DONE = ("completed", "in-progress")
# Begun, or not told: it may have been done.
PERHAPS = ("unknown", "stopped", "on-hold")
# A sample or report in one of these states confirms nothing about whose genome it is.
NO_SAMPLE = ("entered-in-error", "unavailable", "unsatisfactory", "cancelled")


class _Procedure(Element):
    status: str
    code: CodeableConcept = CodeableConcept()
    performed_date_time: str = ""
    performed_period: Period = Period()


class _Labelled(Element):
    status: str = ""
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
        seen = checked(Judged, entry.data, entry.where)
        refuted = seen.refuted_as(entry, notes)
        if refuted:
            notes.append(f"{entry.id}: {refuted}, not used")
            continue
        active = seen.present(entry, notes)
        if active and names_an_allergy(seen.code):
            shown = repr(seen.code.words()[:80])
            notes.append(f"not judged: {shown} ({entry.id}) is an allergy that is recorded as a condition")
        onset = past_date(seen.onset_date_time or seen.onset_period.start, entry.where, today)
        for text, system, code in _codings(seen.code):
            if not code:
                notes.append(_uncoded(entry, text))
            found.append(
                Condition(text=text, system=system, code=code, active=active, onset=onset, resource=entry.id)
            )
    return tuple(found)


def read_procedures(entries: list[Entry], today: date, notes: list[str]) -> tuple[Procedure, ...]:
    """Return procedures that were done or are under way, one per code."""
    found: list[Procedure] = []
    for entry in entries:
        seen = checked(_Procedure, entry.data, entry.where)
        if seen.status not in DONE:
            notes.append(_not_done(seen, entry))
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


def _not_done(seen: _Procedure, entry: Entry) -> str:
    """Say that a procedure is not counted; one that may have been done and that a stop asks for is not judged."""
    matters = any(
        not code or (system, code) in codes
        for _, system, code in _codings(seen.code)
        for _, codes in codesets().values()
    )
    if seen.status in PERHAPS and matters:
        return (
            f"not judged: {seen.code.words()[:80]!r} ({entry.id}) may have been done (status {seen.status})"
        )
    return f"{entry.id}: status {seen.status[:20]}, not counted as done"


def read_specimens(entries: list[Entry], notes: list[str]) -> tuple[str, ...]:
    """Return the genome samples that the record names under ``GENOME_SAMPLE_SYSTEM``, sorted."""
    names: set[str] = set()
    for entry in entries:
        seen = checked(_Labelled, entry.data, entry.where)
        labels = [*seen.identifier, *([seen.accession_identifier] if seen.accession_identifier else [])]
        told = {i.value for i in labels if i.system == GENOME_SAMPLE_SYSTEM and i.value}
        if told and seen.status in NO_SAMPLE:
            notes.append(
                f"not judged: {entry.id} has status {seen.status} and does not link a genome to the person"
            )
        else:
            names |= told
    return tuple(sorted(names))
