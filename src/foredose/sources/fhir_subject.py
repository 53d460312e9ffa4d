"""Whose a resource is: this person's, nobody's, or another's - which is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from foredose.sources.fhir_bundle import Entry, PersonBundle, refuse
from foredose.sources.fhir_elements import Element, Identifier, checked
from foredose.sources.fhir_references import absolute

__all__ = ["GENOME_SAMPLE_SYSTEM", "PatientIdentity", "doubts_of_identity", "own_entries", "patient_identity"]

#: Identifier system under which a Patient, Specimen or DiagnosticReport names the sample of a genome file.
GENOME_SAMPLE_SYSTEM = "https://foredose.org/fhir/genome-sample"
NOT_A_PERSON = ("Group", "Device", "Location", "Organization", "Practitioner", "Substance", "Medication")


class _Link(Element):
    type: str = ""


class _Patient(Element):
    id: str = ""
    identifier: list[Identifier] = Field(default_factory=list)
    birth_date: str = ""
    gender: str = ""
    deceased_boolean: bool | None = None
    deceased_date_time: str = ""
    active: bool | None = None
    link: list[_Link] = Field(default_factory=list)


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


def doubts_of_identity(identity: PatientIdentity) -> Iterator[str]:
    """Say what keeps the Patient from being the whole and current record of this person."""
    if identity.resource.active is False:
        yield "not judged: the Patient is marked as not active: the record may not be in use"
    kinds = {link.type for link in identity.resource.link}
    if "replaced-by" in kinds:
        yield "not judged: the Patient was replaced by another one, whose record is not in this file"
    if kinds - {"replaced-by"}:
        yield "possibly more: the Patient is linked to another one, whose record is not in this file"


def own_entries(bundle: PersonBundle, identity: PatientIdentity) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the resources about this person, and a note for each that names no person.

    Raises
    ------
    InputError
        A resource is about another patient.
    """
    kept: list[Entry] = []
    notes: list[str] = []
    for entry in (part for whole in bundle.entries for part in (whole, *_contained(whole))):
        subject = entry.data.get("subject", entry.data.get("patient"))
        if not _is_own(subject, entry, identity) and entry.kind in ABOUT_A_PERSON:
            notes.append(_unowned(entry))
        elif entry.kind == "Observation" and not _in_focus(entry, identity):
            notes.append(f"{entry.id}: its focus is not the patient, not used")
        else:
            kept.append(entry)
    return tuple(kept), tuple(notes)


DRUG_TAKEN = ("MedicationRequest", "MedicationStatement", "MedicationAdministration", "MedicationDispense")
JUDGED = ("Condition", "Procedure", "AllergyIntolerance")
ABOUT_A_PERSON = (*DRUG_TAKEN, *JUDGED, "Observation", "Specimen", "DiagnosticReport")


def _contained(whole: Entry) -> Iterator[Entry]:
    """What lies inside a resource (a List, say) and tells of a person: about the same one unless it says so."""
    inside = whole.data.get("contained")
    for part in inside if isinstance(inside, list) else ():
        if not isinstance(part, dict) or part.get("resourceType") not in (*DRUG_TAKEN, *JUDGED):
            continue
        key = "patient" if part["resourceType"] == "AllergyIntolerance" else "subject"
        owner = whole.data.get("subject", whole.data.get("patient"))
        data = {key: owner} | part if owner is not None else dict(part)
        told = data.get(key)
        if isinstance(told, dict) and str(told.get("reference", "")).startswith("#") and owner is not None:
            data[key] = owner
        where = f"{whole.where} contained {part['resourceType']}"
        yield Entry(data={"contained": inside} | data, where=where, url=whole.url)


def _unowned(entry: Entry) -> str:
    """Say what is not used because it names no patient, and what that may have been."""
    named = entry.data.get("medicationCodeableConcept", entry.data.get("code"))
    words = named.get("text") if isinstance(named, dict) else None
    codings = named.get("coding") if isinstance(named, dict) else None
    for coding in codings if isinstance(codings, list) else ():
        words = words or (coding.get("display") or coding.get("code") if isinstance(coding, dict) else None)
    told = f"{str(words)[:80]} ({entry.id})" if words else entry.id
    if entry.kind in DRUG_TAKEN:
        return f"possibly taken: {told} names no patient, not used"
    return f"{'not judged: ' if entry.kind in JUDGED else ''}{told} names no patient, not used"


def _is_own(subject: Any, entry: Entry, identity: PatientIdentity) -> bool:
    if not isinstance(subject, dict):
        return False
    reference = subject.get("reference")
    if not isinstance(reference, str) or not reference:
        return _has_identifier(subject.get("identifier"), identity)
    if _means(reference, entry, identity):
        return True
    if reference.split("/")[0] in NOT_A_PERSON or subject.get("type") in NOT_A_PERSON:
        return False
    refuse(
        "fhir.other_patient",
        f"{entry.id} is about {absolute(reference, entry)[:80]}",
        f"only resources about {' or '.join(sorted(identity.aliases)) or 'the one Patient'}",
        entry.where,
        "export one person at a time",
    )


def _same_id_no_other_server(reference: str, identity: PatientIdentity) -> bool:
    """An absolute address of the same Patient id counts unless the Patient's own is on another server."""
    own_address = any(alias.startswith("http") for alias in identity.aliases)
    same_id = bool(identity.resource.id) and reference.endswith(f"/Patient/{identity.resource.id}")
    return same_id and not own_address


def _in_focus(entry: Entry, identity: PatientIdentity) -> bool:
    """Whether an observation is about the patient, and not about a newborn, a donor or a device."""
    focus = entry.data.get("focus", [])
    about = focus if isinstance(focus, list) else [focus]
    told = [f.get("reference") if isinstance(f, dict) else None for f in about]
    return all(isinstance(reference, str) and _means(reference, entry, identity) for reference in told)


def _means(reference: str, entry: Entry, identity: PatientIdentity) -> bool:
    """Whether a reference in this entry names the person; a relative one stays on the entry's own server."""
    plain = absolute(reference, entry)
    return plain in identity.aliases or _same_id_no_other_server(plain, identity)


def _has_identifier(identifier: Any, identity: PatientIdentity) -> bool:
    if not isinstance(identifier, dict):
        return False
    stated = (identifier.get("system", ""), identifier.get("value"))
    return any(stated == (known.system, known.value) for known in identity.resource.identifier)
