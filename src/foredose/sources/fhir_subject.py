"""Whose a resource is: this person's, nobody's, or another's - which is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from foredose.sources.fhir_bundle import Entry, PersonBundle, refuse
from foredose.sources.fhir_elements import Element, Identifier, checked

__all__ = ["GENOME_SAMPLE_SYSTEM", "PatientIdentity", "own_entries", "patient_identity"]

#: Identifier system under which a Patient, Specimen or DiagnosticReport names the sample of a genome file.
GENOME_SAMPLE_SYSTEM = "https://foredose.org/fhir/genome-sample"
NOT_A_PERSON = ("Group", "Device", "Location", "Organization", "Practitioner", "Substance", "Medication")


class _Patient(Element):
    id: str = ""
    identifier: list[Identifier] = Field(default_factory=list)
    birth_date: str = ""
    gender: str = ""
    deceased_boolean: bool | None = None
    deceased_date_time: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientIdentity:
    """The Patient resource as read, and the references that mean this person."""

    resource: _Patient
    where: str
    aliases: frozenset[str]

    @property
    def person(self) -> str:
        """A stable id of the person inside the file."""
        return self.resource.id or next(iter(sorted(self.aliases)), "unnamed")


def patient_identity(patient: Entry) -> PatientIdentity:
    """Read the Patient and list the references under which other resources may name it."""
    resource = checked(_Patient, patient.data, patient.where)
    names = {patient.url, f"Patient/{resource.id}" if resource.id else ""}
    return PatientIdentity(resource=resource, where=patient.where, aliases=frozenset(names - {""}))


def own_entries(bundle: PersonBundle, identity: PatientIdentity) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the resources about this person, and a note for each that names no person.

    Raises
    ------
    InputError
        A resource is about another patient.
    """
    kept: list[Entry] = []
    notes: list[str] = []
    for entry in bundle.entries:
        subject = entry.data.get("subject", entry.data.get("patient"))
        if _is_own(subject, entry, identity):
            kept.append(entry)
        elif entry.kind in ABOUT_A_PERSON:
            notes.append(f"{entry.id}: names no patient, not used")
        else:
            kept.append(entry)
    return tuple(kept), tuple(notes)


ABOUT_A_PERSON = (
    "Observation",
    "Condition",
    "Procedure",
    "MedicationRequest",
    "MedicationStatement",
    "AllergyIntolerance",
    "Specimen",
    "DiagnosticReport",
)


def _is_own(subject: Any, entry: Entry, identity: PatientIdentity) -> bool:
    if not isinstance(subject, dict):
        return False
    reference = subject.get("reference")
    if not isinstance(reference, str) or not reference:
        return _has_identifier(subject.get("identifier"), identity)
    plain = reference.split("/_history/")[0]
    if plain in identity.aliases or _same_id_no_other_server(plain, identity):
        return True
    if plain.split("/")[0] in NOT_A_PERSON or subject.get("type") in NOT_A_PERSON:
        return False
    refuse(
        "fhir.other_patient",
        f"{entry.id} is about {reference[:80]}",
        f"only resources about {' or '.join(sorted(identity.aliases)) or 'the one Patient'}",
        entry.where,
        "export one person at a time",
    )


def _same_id_no_other_server(reference: str, identity: PatientIdentity) -> bool:
    """An absolute address of the same Patient id counts unless the Patient's own is on another server."""
    own_address = any(alias.startswith("http") for alias in identity.aliases)
    same_id = bool(identity.resource.id) and reference.endswith(f"/Patient/{identity.resource.id}")
    return same_id and not own_address


def _has_identifier(identifier: Any, identity: PatientIdentity) -> bool:
    if not isinstance(identifier, dict):
        return False
    stated = (identifier.get("system", ""), identifier.get("value"))
    return any(stated == (known.system, known.value) for known in identity.resource.identifier)
