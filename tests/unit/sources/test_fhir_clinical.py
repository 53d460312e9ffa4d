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
from foredose.sources.fhir import GENOME_SAMPLE_SYSTEM, read_record

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


RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"


@pytest.mark.parametrize(
    "code",
    [
        {"text": "No known drug allergies except codeine"},
        {"text": "NKDA (codeine: anaphylaxis 2019)"},
        {"text": "NKDA", "coding": [{"system": RXNORM, "code": "2670"}]},
        {"text": "No known drug allergies except codeine", **coded(SNOMED, "716186003")},
        {"coding": [{"system": SNOMED, "code": "716186003", "display": "codeine"}]},
    ],
)
def test_none_known_beside_anything_else_is_an_allergy(
    read: Callable[[Resource], Record], code: Resource
) -> None:
    assert "codeine" in [a.ingredient for a in read(allergy(code=code)).allergies]


@pytest.mark.parametrize("text", ["NKDA except Foozole", "Keine Allergien bekannt"])
def test_none_known_in_words_that_are_not_understood_is_left_open(
    read: Callable[[Resource], Record], text: str
) -> None:
    assert [a.ingredient for a in read(allergy(code={"text": text})).allergies] == [None]


def statuses(*codes: str) -> Resource:
    return {"coding": [{"system": "urn:local", "code": code} for code in codes]}


STATUSES = [
    (("1", "active"), True, False),
    (("Active",), True, False),
    (("1", "resolved"), False, False),
    (("INACTIVE",), False, False),
    (("active", "resolved"), True, True),
    (("odd",), True, True),
]


@pytest.mark.parametrize(("codes", "present", "said"), STATUSES)
def test_every_status_of_an_allergy_is_read(
    read: Callable[[Resource], Record], codes: tuple[str, ...], present: bool, said: bool
) -> None:
    record = read(allergy(code={"text": "codeine"}, clinicalStatus=statuses(*codes)))
    assert bool(record.allergies) is present
    assert ("is not clear" in " ".join(record.unread)) is said


def condition(**more: Any) -> Resource:
    mine = {"reference": "Patient/p1"}
    return {
        "resourceType": "Condition",
        "id": "c1",
        "subject": mine,
        "code": coded(SNOMED, "77386006"),
    } | more


@pytest.mark.parametrize(("codes", "present", "said"), STATUSES)
def test_every_status_of_a_condition_is_read(
    read: Callable[[Resource], Record], codes: tuple[str, ...], present: bool, said: bool
) -> None:
    record = read(condition(clinicalStatus=statuses(*codes)))
    assert [c.active for c in record.conditions] == [present]
    assert ("is not clear" in " ".join(record.unread)) is said


@pytest.mark.parametrize(
    ("codes", "kept", "said"),
    [
        (("Refuted",), 0, "refuted, not used"),
        (("1", "entered-in-error"), 0, "entered-in-error, not used"),
        (("refuted", "confirmed"), 1, "is not clear"),
        (("odd",), 1, "is not clear"),
        (("confirmed",), 1, ""),
    ],
)
def test_every_verification_status_is_read(
    read: Callable[[Resource], Record], codes: tuple[str, ...], kept: int, said: str
) -> None:
    record = read(condition(verificationStatus=statuses(*codes)))
    assert len(record.conditions) == kept
    assert said in " ".join(record.unread)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (coded(SNOMED, "293584003"), True),
        ({"text": "Allergy to codeine", **coded(SNOMED, "1")}, True),
        ({"text": "Peanut allergy", **coded(SNOMED, "1")}, False),
        ({"text": "Allergic rhinitis", **coded(SNOMED, "1")}, False),
        (coded(SNOMED, "716186003"), False),
    ],
)
def test_an_allergy_recorded_as_a_condition_is_not_judged(
    read: Callable[[Resource], Record], code: Resource, said: bool
) -> None:
    notes = read(condition(code=code)).unread
    assert any(note.startswith("not judged:") for note in notes) is said


@pytest.mark.parametrize(
    ("status", "code", "grave"),
    [("unknown", "18027006", True), ("unknown", "80146002", False), ("not-done", "18027006", False)],
)
def test_a_transplant_that_may_have_been_done_is_not_judged(
    read: Callable[[Resource], Record], status: str, code: str, grave: bool
) -> None:
    mine = {"reference": "Patient/p1"}
    done = {"resourceType": "Procedure", "id": "r1", "subject": mine, "status": status}
    record = read(done | {"code": coded(SNOMED, code)})
    assert not record.procedures
    assert [note.startswith("not judged:") for note in record.unread] == [grave]


@pytest.mark.parametrize(
    ("status", "linked"), [("available", ("S1",)), ("entered-in-error", ()), ("unavailable", ())]
)
def test_a_sample_that_is_not_there_links_no_genome(
    read: Callable[[Resource], Record], status: str, linked: tuple[str, ...]
) -> None:
    sample: Resource = {"resourceType": "Specimen", "id": "s1", "subject": {"reference": "Patient/p1"}}
    sample |= {"status": status, "identifier": [{"system": GENOME_SAMPLE_SYSTEM, "value": "S1"}]}
    record = read(sample)
    assert record.specimens == linked
    assert bool(record.unread) is not bool(linked)
