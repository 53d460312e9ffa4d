"""A FHIR R4 bundle to a ``Record``: what it says of one person, typed and dated; missing stays missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from foredose.sources.fhir_allergies import read_allergies
from foredose.sources.fhir_bundle import Entry, read_bundle, refuse
from foredose.sources.fhir_clinical import read_conditions, read_procedures, read_specimens
from foredose.sources.fhir_duplicates import one_of_each
from foredose.sources.fhir_elements import past_date
from foredose.sources.fhir_medications import read_medications
from foredose.sources.fhir_observations import read_measurements, read_statuses
from foredose.sources.fhir_references import Library
from foredose.sources.fhir_subject import (
    GENOME_SAMPLE_SYSTEM,
    PatientIdentity,
    doubts_of_identity,
    own_entries,
    patient_identity,
)
from foredose.sources.fhir_supplies import SUPPLIES, note_supplies
from foredose.sources.record import Record

__all__ = ["GENOME_SAMPLE_SYSTEM", "read_record"]

GENDERS = {"male": "male", "female": "female", "other": None, "unknown": None, "": None}


def read_record(path: Path, *, today: date) -> Record:
    """Read one person's FHIR R4 record.

    Parameters
    ----------
    path
        A Bundle (collection, transaction, batch, searchset or document), a single Patient, or one resource
        a line; plain or gzip.
    today
        The day on which the record is read; later dates of things that have happened are refused.

    Returns
    -------
    Record
        Measurements in the canonical units of ``knowledge/observations.yaml``, medications by ingredient,
        and in ``unread`` a sentence for everything that was seen and not used.

    Raises
    ------
    InputError
        Not a readable file, not FHIR R4, not one person, a wrong type, unit, value or date.
    """
    bundle = read_bundle(path)
    identity = patient_identity(bundle.patient)
    notes = [*bundle.notes, *doubts_of_identity(identity)]
    bundle = replace(bundle, entries=one_of_each(bundle.entries, notes))
    entries, unowned = own_entries(bundle, identity)
    notes += unowned
    of = _by_kind(entries)
    library = Library(of.get("Medication", []) + of.get("Substance", []))
    observations = of.get("Observation", [])
    orders = of.get("MedicationRequest", []) + of.get("MedicationStatement", [])
    medications = read_medications(orders, library, today, notes)
    note_supplies([e for kind in SUPPLIES for e in of.get(kind, [])], library, medications, today, notes)
    labelled = [bundle.patient, *of.get("Specimen", []), *of.get("DiagnosticReport", [])]
    return Record(
        person=identity.person,
        birth_date=_birth_date(identity, today, notes),
        sex=_sex(identity),
        deceased=_deceased(identity, today),
        measurements=read_measurements(observations, today, notes),
        statuses=read_statuses(observations, today, notes),
        conditions=read_conditions(of.get("Condition", []), today, notes),
        procedures=read_procedures(of.get("Procedure", []), today, notes),
        medications=medications,
        allergies=read_allergies(of.get("AllergyIntolerance", []), notes),
        specimens=read_specimens(labelled, notes),
        unread=tuple(notes),
        source=str(path),
    )


def _by_kind(entries: tuple[Entry, ...]) -> dict[str, list[Entry]]:
    of: dict[str, list[Entry]] = {}
    for entry in entries:
        of.setdefault(entry.kind, []).append(entry)
    return of


def _birth_date(identity: PatientIdentity, today: date, notes: list[str]) -> date | None:
    text = identity.resource.birth_date
    born = past_date(text, identity.where, today)
    if born is not None and len(text) < 10:
        # A year alone leaves the age open by a year, enough to move a person across an age limit.
        notes.append(f"birth date {text} is not a full date: the age is not known")
        return None
    return born


def _sex(identity: PatientIdentity) -> str | None:
    gender = identity.resource.gender
    if gender not in GENDERS:
        refuse(
            "fhir.gender",
            f"gender {gender[:20]!r}",
            "male, female, other or unknown",
            identity.where,
            "correct it",
        )
    return GENDERS[gender]


def _deceased(identity: PatientIdentity, today: date) -> date | bool:
    died = past_date(identity.resource.deceased_date_time, identity.where, today)
    return died if died is not None else bool(identity.resource.deceased_boolean)
