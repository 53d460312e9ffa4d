"""Allergies, diagnoses and procedures: what is matched, what is out, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foredose.knowledge.stop_facts import codesets
from foredose.sources import Record
from foredose.sources.fhir import read_record

Resource = dict[str, Any]
SNOMED = "http://snomed.info/sct"
ICD = "http://hl7.org/fhir/sid/icd-10"
PATIENT: Resource = {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1970-05-04"}


@pytest.fixture
def read(tmp_path: Path) -> Callable[[Resource], Record]:
    def of(resource: Resource) -> Record:
        entries = [{"resource": PATIENT}, {"resource": resource}]
        path = tmp_path / "record.json"
        path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
        return read_record(path, today=date(2026, 6, 1))

    return of


def coded(system: str, code: str) -> Resource:
    return {"coding": [{"system": system, "code": code}]}


def allergy(**more: Any) -> Resource:
    mine = {"reference": "Patient/p1"}
    return {"resourceType": "AllergyIntolerance", "id": "a1", "patient": mine} | more


@pytest.mark.parametrize(
    ("more", "ingredients", "said"),
    [
        ({"code": {"text": "codeine"}, "category": ["environment"]}, ["codeine"], ""),
        ({"code": {"text": "grass pollen"}, "category": ["environment"]}, [], "grass pollen, not to a drug"),
        (
            {"code": {"text": "codeine"}, "clinicalStatus": coded("", "inactive")},
            [],
            "codeine, an allergy no longer",
        ),
        ({"code": coded(SNOMED, "716186003")}, [], "no such allergy is known"),
        ({"code": {"text": "No known drug allergies"}}, [], "no such allergy is known"),
        ({"code": {"text": "NKDA"}}, [], "no such allergy is known"),
        ({"code": {"text": "Paracetamol 500 mg/Foozole 30 mg"}}, ["paracetamol", None], ""),
        (
            {"code": {"text": "a rash"}, "reaction": [{"substance": {"text": "codeine"}}]},
            [None, "codeine"],
            "",
        ),
        ({"reaction": [{"substance": {"text": "codeine"}}]}, ["codeine"], ""),
        ({}, [], "not judged: AllergyIntolerance/a1"),
    ],
)
def test_allergies(
    read: Callable[[Resource], Record], more: Resource, ingredients: list[str | None], said: str
) -> None:
    record = read(allergy(**more))
    assert [a.ingredient for a in record.allergies] == ingredients
    assert said in " ".join(record.unread)
    assert bool(record.unread) is bool(said)


@pytest.mark.parametrize(
    ("system", "code", "state"),
    [
        (ICD, "K72.90", "severe_liver_disease"),
        (ICD, "K72.9", "severe_liver_disease"),
        (f"{ICD}-cm", "k7290", "severe_liver_disease"),
        ("urn:oid:2.16.840.1.113883.6.90", "Z94.4", "liver_transplant"),
        ("urn:oid:2.16.840.1.113883.6.3", "Z94.4", "liver_transplant"),
        (ICD, "T86.41", "liver_transplant"),
        ("urn:oid:2.16.840.1.113883.6.96", "77386006", "pregnancy"),
        (f"{SNOMED}/731000124108", "77386006", "pregnancy"),
    ],
)
def test_other_names_of_code_systems(
    read: Callable[[Resource], Record], system: str, code: str, state: str
) -> None:
    mine = {"subject": {"reference": "Patient/p1"}}
    (found,) = read({"resourceType": "Condition", "code": coded(system, code)} | mine).conditions
    assert (found.system, found.code) in codesets()[state][1]


@pytest.mark.parametrize("kind", ["Condition", "Procedure"])
def test_what_has_no_code_is_said(read: Callable[[Resource], Record], kind: str) -> None:
    words = {"resourceType": kind, "status": "completed", "code": {"text": "liver transplant"}}
    record = read(words | {"subject": {"reference": "Patient/p1"}})
    assert record.unread[0].startswith("not judged: 'liver transplant'")
