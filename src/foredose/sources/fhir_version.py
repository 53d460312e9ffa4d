"""Other FHIR versions told by what only they have, so that nothing is read by the wrong rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from foredose.core import InputError

__all__ = ["refuse_other_versions"]

Json = Mapping[str, Any]

# Resource types that R4 does not have. Read in the resource lists of hl7.org/fhir/DSTU2, /STU3 and /R5.
TYPES = {
    "MedicationOrder": "DSTU2",
    "DiagnosticOrder": "DSTU2",
    "ProcedureRequest": "DSTU2 or STU3",
    "ReferralRequest": "DSTU2 or STU3",
    "ImagingManifest": "STU3",
    "BodySite": "DSTU2 or STU3",
    "MedicationUsage": "R5",
    "GenomicStudy": "R5",
    "ImagingSelection": "R5",
    "SubscriptionTopic": "R5",
}
# (resource, element) that R4 does not have, or has under another name, with the version that has it.
ELEMENTS = {
    ("Patient", "careProvider"): "DSTU2",
    ("Patient", "animal"): "DSTU2 or STU3",
    ("Observation", "comments"): "DSTU2",
    ("Observation", "related"): "DSTU2 or STU3",
    ("Observation", "context"): "STU3",
    ("Observation", "comment"): "STU3",
    ("Observation", "triggeredBy"): "R5",
    ("Condition", "patient"): "DSTU2",
    ("Condition", "dateRecorded"): "DSTU2",
    ("Condition", "context"): "STU3",
    ("Condition", "assertedDate"): "STU3",
    ("Condition", "participant"): "R5",
    ("Procedure", "context"): "STU3",
    ("Procedure", "notDone"): "STU3",
    ("Procedure", "notPerformed"): "DSTU2",
    ("Procedure", "occurrenceDateTime"): "R5",
    ("Procedure", "occurrencePeriod"): "R5",
    ("MedicationRequest", "context"): "STU3",
    ("MedicationRequest", "medication"): "R5",
    ("MedicationRequest", "reported"): "R5",
    ("Encounter", "actualPeriod"): "R5",
    ("MedicationStatement", "patient"): "DSTU2",
    ("MedicationStatement", "taken"): "STU3",
    ("MedicationStatement", "medication"): "R5",
    ("AllergyIntolerance", "substance"): "DSTU2",
    ("AllergyIntolerance", "assertedDate"): "STU3",
    ("AllergyIntolerance", "participant"): "R5",
}
# Elements that R4 has in another shape: (resource, element, shape that R4 does not have) to the version.
SHAPES: dict[tuple[str, str, type], str] = {
    ("Condition", "clinicalStatus", str): "DSTU2 or STU3",
    ("Condition", "verificationStatus", str): "DSTU2 or STU3",
    ("AllergyIntolerance", "clinicalStatus", str): "STU3",
    ("AllergyIntolerance", "type", dict): "R5",
    ("Observation", "category", dict): "DSTU2",
    ("Encounter", "class", str): "DSTU2",
    ("Encounter", "class", list): "R5",
}
URL_VERSION = re.compile(r"/(DSTU2|STU3|R5|R6)/|\|(1\.0|3\.0|5\.0|6\.0)\.")
NUMBERS = {"1.0": "DSTU2", "3.0": "STU3", "5.0": "R5", "6.0": "R6"}


def refuse_other_versions(resources: Iterable[tuple[Json, str]], path: Path) -> None:
    """Raise ``InputError`` when a resource can only be of another FHIR version than R4 (4.0 or 4.3)."""
    for resource, where in resources:
        told = _told_by_label(resource) or _told_by_shape(resource)
        if told:
            raise InputError(
                "fhir.version",
                found=f"FHIR {told[0]}: {told[1]}",
                expected="FHIR R4 (4.0.1)",
                where=where if where != str(path) else str(path),
                remedy="export the record as FHIR R4",
            )


def _told_by_label(resource: Json) -> tuple[str, str] | None:
    stated = resource.get("fhirVersion")
    if isinstance(stated, str) and not stated.startswith("4."):
        return NUMBERS.get(stated[:3], stated[:20]), f"fhirVersion {stated[:20]}"
    meta = resource.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    for profile in profiles if isinstance(profiles, list) else ():
        found = URL_VERSION.search(profile) if isinstance(profile, str) else None
        if found:
            return found[1] or NUMBERS[found[2]], f"meta.profile {profile[:100]}"
    return None


def _told_by_shape(resource: Json) -> tuple[str, str] | None:
    kind = str(resource.get("resourceType"))
    if kind in TYPES:
        return TYPES[kind], f"resource type {kind}"
    for element in resource:
        if (kind, element) in ELEMENTS:
            return ELEMENTS[kind, element], f"{kind}.{element}"
        shaped = SHAPES.get((kind, element, type(resource[element])))
        if shaped:
            return shaped, f"the shape of {kind}.{element}"
    return None
