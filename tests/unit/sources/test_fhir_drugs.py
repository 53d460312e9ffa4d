"""Drugs of a record: every part is kept, an active drug stays active, a doubtful one is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foredose.sources import Record
from foredose.sources.fhir import read_record

TODAY = date(2026, 6, 1)
Resource = dict[str, Any]
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
MINE: Resource = {"reference": "Patient/p1"}


def drug(text: str = "Clopidogrel 75 MG", **more: Any) -> Resource:
    return {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "intent": "order",
        "subject": MINE,
        "medicationCodeableConcept": {"text": text},
        "authoredOn": "2026-05-01",
    } | more


def by_reference(reference: str, **more: Any) -> Resource:
    held = drug(medicationReference={"reference": reference}, **more)
    held.pop("medicationCodeableConcept")
    return held


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Record]:
    def of(*resources: Resource) -> Record:
        patient = {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1970-05-04"}
        entries = [{"resource": r} for r in (patient, *resources)]
        path = tmp_path / "record.json"
        path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": entries}))
        return read_record(path, today=TODAY)

    return of


def ingredients(record: Record) -> list[str | None]:
    return [m.ingredient for m in record.medications]


def test_an_unknown_part_of_a_combination_is_kept_and_said(read: Callable[..., Record]) -> None:
    record = read(drug("Foozole 500 mg + codeine 30 mg"))
    assert ingredients(record) == ["codeine", None]
    assert any("foozole" in note for note in record.unread)


def test_a_medication_with_a_known_code_also_holds_its_ingredients(read: Callable[..., Record]) -> None:
    held = {
        "resourceType": "Medication",
        "id": "a",
        "code": {"coding": [{"system": RXNORM, "code": "855332"}]},
        "ingredient": [
            {"itemCodeableConcept": {"text": "Codeine"}},
            {"itemReference": {"reference": "#b"}},
            {"itemReference": {"reference": "Substance/s"}},
            {"itemReference": {"reference": "Medication/none"}},
        ],
    }
    beside = {"resourceType": "Medication", "id": "b", "code": {"text": "Aspirin"}}
    substance = {"resourceType": "Substance", "id": "s", "code": {"text": "Omeprazole"}}
    record = read(by_reference("#a", contained=[held, beside]), substance)
    assert ingredients(record) == ["warfarin", "codeine", "aspirin", "omeprazole", None]


def test_a_medication_made_of_itself_ends(read: Callable[..., Record]) -> None:
    circle = {"resourceType": "Medication", "id": "a", "code": {"text": "Aspirin"}}
    circle["ingredient"] = [{"itemReference": {"reference": "#a"}}]
    assert "aspirin" in ingredients(read(by_reference("#a", contained=[circle])))


def test_a_reference_outside_the_file_is_read_by_its_display(read: Callable[..., Record]) -> None:
    held = by_reference("Medication/none")
    held["medicationReference"]["display"] = "Warfarin 5 mg"
    assert ingredients(read(held)) == ["warfarin"]


def bounded(*ends: str | None) -> list[Resource]:
    return [{"timing": {"repeat": {"boundsPeriod": {"end": e}}}} if e else {"text": "1 daily"} for e in ends]


@pytest.mark.parametrize(
    ("more", "active"),
    [
        ({"dosageInstruction": bounded("2026-05-01", "2026-07-01")}, True),
        ({"dosageInstruction": bounded("2026-07-01", "2026-05-01")}, True),
        ({"dosageInstruction": bounded("2026-05-01", "2026-05-20")}, False),
        ({"dosageInstruction": bounded("2026-05-01", None)}, True),
        ({"dosageInstruction": bounded("2026-06")}, True),
        ({"dosageInstruction": bounded("2026-05-02", "2026-06")}, True),
        ({"dosageInstruction": bounded("2026-05")}, False),
        ({"dosageInstruction": bounded("2026")}, True),
        ({"dosageInstruction": bounded("2025")}, False),
    ],
)
def test_the_last_end_counts(read: Callable[..., Record], more: Resource, active: bool) -> None:
    assert [m.active for m in read(drug(**more)).medications] == [active]


@pytest.mark.parametrize(
    ("more", "active"),
    [
        ({"status": "unknown"}, [True]),
        ({"status": "on-hold"}, [False]),
        ({"status": "intended", "resourceType": "MedicationStatement"}, [False]),
        ({"intent": "plan"}, []),
    ],
)
def test_a_drug_that_may_be_taken_is_said(
    read: Callable[..., Record], more: Resource, active: list[bool]
) -> None:
    record = read(drug(**more))
    assert [m.active for m in record.medications] == active
    assert record.unread[0].startswith("possibly taken: Clopidogrel")


def test_code_and_text_that_disagree_are_both_kept(read: Callable[..., Record]) -> None:
    coding = [{"system": RXNORM, "code": "855332", "display": "Clopidogrel 75 MG"}]
    record = read(drug(medicationCodeableConcept={"coding": coding}))
    assert sorted(str(name) for name in ingredients(record)) == ["clopidogrel", "warfarin"]
    assert "code and text disagree" in record.unread[0]
    coding = [{"system": RXNORM, "code": "855332", "display": "Warfarin Sodium 5 MG"}]
    assert not read(drug(medicationCodeableConcept={"coding": coding})).unread


def test_a_drug_that_names_no_patient_is_said(read: Callable[..., Record]) -> None:
    record = read(
        drug(subject={"display": "Ann"}), drug(subject={"display": "Ann"}, resourceType="MedicationDispense")
    )
    assert not record.medications
    assert [note.startswith("possibly taken: Clopidogrel") for note in record.unread] == [True, True]


def supply(kind: str, **more: Any) -> Resource:
    held = drug("Digoxin 0.125 MG", resourceType=kind, status="completed") | more
    return {k: v for k, v in held.items() if k not in ("intent", "authoredOn")}


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        ("MedicationAdministration", {"effectiveDateTime": "2026-05-20"}, True),
        ("MedicationAdministration", {}, True),
        ("MedicationAdministration", {"effectiveDateTime": "2020-05-20"}, False),
        ("MedicationAdministration", {"effectiveDateTime": "2026-05-20", "status": "not-done"}, False),
        (
            "MedicationAdministration",
            {"effectivePeriod": {"start": "2020-01-01"}, "status": "in-progress"},
            True,
        ),
        (
            "MedicationAdministration",
            {"effectivePeriod": {"start": "2020-01-01", "end": "2020-01-02"}, "status": "in-progress"},
            False,
        ),
        (
            "MedicationDispense",
            {"whenHandedOver": "2025-06-01", "daysSupply": {"value": 12, "code": "mo"}},
            True,
        ),
        (
            "MedicationDispense",
            {"whenHandedOver": "2024-12-01", "daysSupply": {"value": 70, "code": "wk"}},
            True,
        ),
        ("MedicationDispense", {"whenHandedOver": "2025-11-20"}, True),
        (
            "MedicationDispense",
            {"whenHandedOver": "2025-01-20", "daysSupply": {"value": 30, "unit": "days"}},
            False,
        ),
        (
            "MedicationDispense",
            {"whenHandedOver": "2026-04-20", "daysSupply": {"value": 1e300, "code": "d"}},
            True,
        ),
    ],
)
def test_what_was_given_or_handed_out_is_said(
    read: Callable[..., Record], kind: str, more: Resource, said: bool
) -> None:
    notes = read(supply(kind, **more)).unread
    assert len(notes) == 1
    assert notes[0].startswith("possibly taken: digoxin") is said
    active = read(supply(kind, **more), drug("Digoxin 0.125 MG")).unread
    assert not any(note.startswith("possibly taken") for note in active)


def test_nested_bundles_and_contained_drugs_are_read(read: Callable[..., Record]) -> None:
    nested = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": drug("Aspirin")}]}
    listed = {"resourceType": "List", "id": "l", "subject": MINE}
    own = drug("Warfarin", id="w", subject={"reference": "#p"})
    bare = {k: v for k, v in drug("Omeprazole", id="o").items() if k != "subject"}
    held = by_reference("#a", id="r", resourceType="MedicationStatement")
    product = {"resourceType": "Medication", "id": "a", "code": {"text": "Codeine"}}
    listed["contained"] = [own, bare, held, product]
    assert ingredients(read(nested, listed)) == ["aspirin", "warfarin", "omeprazole", "codeine"]


def test_a_supply_of_unknown_length_is_said_and_lasts_a_year(read: Callable[..., Record]) -> None:
    given = supply(
        "MedicationDispense", whenHandedOver="2025-06-01", daysSupply={"value": 3, "unit": "boxes"}
    )
    notes = read(given).unread
    assert "in 'boxes' is not read" in notes[0]
    assert notes[1].startswith("possibly taken: digoxin")
