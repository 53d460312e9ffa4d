"""A FHIR R4 bundle to a record: what is read, what is left out and said, what is refused in four lines."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foredose.core import InputError
from foredose.sources import Record
from foredose.sources.fhir import GENOME_SAMPLE_SYSTEM, read_record

TODAY = date(2026, 6, 1)
Resource = dict[str, Any]
UCUM, LOINC = "http://unitsofmeasure.org", "http://loinc.org"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
PATIENT: Resource = {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1970-05-04"}


def lab(code: str = "29463-7", value: float | None = 70, unit: str = "kg", **more: Any) -> Resource:
    quantity = {"value": value, "unit": unit, "system": UCUM, "code": unit}
    return {
        "resourceType": "Observation",
        "id": "o1",
        "status": "final",
        "subject": {"reference": "Patient/p1"},
        "code": {"coding": [{"system": LOINC, "code": code}]},
        "effectiveDateTime": "2026-05-20T08:00:00+02:00",
        "valueQuantity": {k: v for k, v in quantity.items() if v is not None},
    } | more


def drug(code: str = "309362", display: str = "Clopidogrel 75 MG Oral Tablet", **more: Any) -> Resource:
    return {
        "resourceType": "MedicationRequest",
        "id": "m1",
        "status": "active",
        "intent": "order",
        "subject": {"reference": "Patient/p1"},
        "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": code, "display": display}]},
        "authoredOn": "2026-05-01",
    } | more


def dosage(value: float, unit: str, **timing: Any) -> list[Resource]:
    return [{"doseAndRate": [{"doseQuantity": {"value": value, "unit": unit}}], "timing": {"repeat": timing}}]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Record]:
    def of(*resources: Resource, patient: Resource | None = None, kind: str = "collection") -> Record:
        entries = [{"resource": r} for r in (PATIENT if patient is None else patient, *resources)]
        path = tmp_path / "record.json"
        path.write_text(json.dumps({"resourceType": "Bundle", "type": kind, "entry": entries}))
        return read_record(path, today=TODAY)

    return of


def refused(call: Callable[[], object]) -> InputError:
    with pytest.raises(InputError) as caught:
        call()
    assert all(caught.value.as_dict().values()), "every one of the four lines says something"
    return caught.value


@pytest.mark.parametrize(
    ("code", "value", "unit", "name", "expected"),
    [
        ("29463-7", 70, "kg", "weight", 70),
        ("29463-7", 70000, "g", "weight", 70),
        ("29463-7", 154, "[lb_av]", "weight", 154 * 0.45359237),
        ("8302-2", 1.7, "m", "height", 170),
        ("2160-0", 1.0, "mg/dL", "serum_creatinine", 1.0),
        ("14682-9", 88.4, "umol/L", "serum_creatinine", 1.0),
        ("33914-3", 60, "mL/min/{1.73_m2}", "egfr_indexed", 60),
        ("2164-2", 100, "mL/min", "creatinine_clearance", 100),
        ("1751-7", 4.2, "g/dL", "albumin", 42),
        ("1742-6", 22, "U/L", "alt", 22),
        ("14631-6", 17.1, "umol/L", "bilirubin", 17.1 / 17.104),
        ("6301-6", 2.5, "{INR}", "inr", 2.5),
        ("11253-2", 7, "ng/mL", "tacrolimus_level", 7),
    ],
)
def test_units(
    read: Callable[..., Record], code: str, value: float, unit: str, name: str, expected: float
) -> None:
    (found,) = read(lab(code, value, unit)).measurements
    assert (found.name, found.date, found.code) == (name, date(2026, 5, 20), code)
    assert found.value == pytest.approx(expected, rel=1e-3)


def test_indexed_egfr_is_not_a_clearance(read: Callable[..., Record]) -> None:
    assert refused(lambda: read(lab("33914-3", 60, "mL/min"))).code == "fhir.unit"
    assert refused(lambda: read(lab("2164-2", 60, "mL/min/{1.73_m2}"))).code == "fhir.unit"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": -70}, "fhir.implausible"),
        ({"value": 0}, "fhir.implausible"),
        ({"value": 70000}, "fhir.implausible"),
        ({"unit": "stone"}, "fhir.unit"),
        ({"unit": ""}, "fhir.unit"),
        ({"effectiveDateTime": "2027-01-01"}, "fhir.future_date"),
        ({"effectiveDateTime": "20 May"}, "fhir.date"),
        ({"status": "finale"}, "fhir.status"),
        ({"valueQuantity": {"value": "70", "unit": "kg"}}, "fhir.wrong_type"),
        ({"valueQuantity": {"value": True, "unit": "kg"}}, "fhir.wrong_type"),
        ({"component": "none"}, "fhir.wrong_type"),
        ({"subject": {"reference": "Patient/p2"}}, "fhir.other_patient"),
        ({"subject": {"reference": "urn:uuid:another"}}, "fhir.other_patient"),
        ({"context": {"reference": "Encounter/e"}}, "fhir.version"),
        ({"comments": "DSTU2"}, "fhir.version"),
        ({"triggeredBy": []}, "fhir.version"),
        ({"meta": {"profile": ["http://hl7.org/fhir/us/core/STU3/StructureDefinition/x"]}}, "fhir.version"),
    ],
)
def test_observation_refused(read: Callable[..., Record], change: Resource, code: str) -> None:
    keys = {k: change.pop(k) for k in ("value", "unit") if k in change}
    assert refused(lambda: read(lab(**keys, **change))).code == code


def test_accepted_units_are_named(read: Callable[..., Record]) -> None:
    assert "kg, g, [lb_av]" in refused(lambda: read(lab(unit="stone"))).expected


@pytest.mark.parametrize("status", ["entered-in-error", "preliminary", "cancelled", "registered", "unknown"])
def test_unfinished_observations_are_not_used_and_said(read: Callable[..., Record], status: str) -> None:
    record = read(lab(status=status))
    assert not record.measurements
    assert status in record.unread[0]


def test_a_limit_or_a_value_without_date_is_not_a_measurement(read: Callable[..., Record]) -> None:
    below = lab(valueQuantity={"value": 5, "unit": "kg", "comparator": "<"})
    undated = {k: v for k, v in lab().items() if k != "effectiveDateTime"}
    assert not read(below).measurements
    assert "no date" in read(undated).unread[0]


def test_components_are_read_and_the_last_of_a_day_counts(read: Callable[..., Record]) -> None:
    panel = lab("85353-1", None, "")
    panel |= {
        "valueQuantity": {},
        "component": [{"code": lab()["code"], "valueQuantity": lab()["valueQuantity"]}],
    }
    assert read(panel).measurements[0].value == 70
    later = lab(value=71, id="o2", effectiveDateTime="2026-05-20T18:00:00+02:00")
    assert [m.value for m in read(later, lab()).measurements] == [71]
    assert refused(lambda: read(lab(), lab(value=90, id="o2"))).code == "fhir.contradiction"


def test_statuses(read: Callable[..., Record]) -> None:
    def told(code: str, system: str, answer: str) -> Resource:
        coded = {"coding": [{"system": system, "code": answer}]}
        return {k: v for k, v in lab(code).items() if k != "valueQuantity"} | {"valueCodeableConcept": coded}

    snomed = "http://snomed.info/sct"
    assert read(told("72166-2", snomed, "449868002")).statuses == (("smoking", True, date(2026, 5, 20)),)
    assert read(told("72166-2", snomed, "8517006")).statuses[0][1] is False
    assert read(told("72166-2", snomed, "266927001")).statuses == ()
    assert read(told("82810-3", LOINC, "LA15173-0")).statuses == (("pregnant", True, date(2026, 5, 20)),)
    assert read(told("82810-3", LOINC, "LA4489-6")).statuses == ()


@pytest.mark.parametrize(
    ("more", "active"),
    [
        ({}, True),
        ({"status": "stopped"}, False),
        ({"status": "completed"}, False),
        ({"status": "cancelled"}, False),
        ({"status": "on-hold"}, False),
        ({"dosageInstruction": dosage(75, "mg", boundsPeriod={"end": "2026-05-20"})}, False),
        ({"dosageInstruction": dosage(75, "mg", boundsPeriod={"end": "2026-07-20"})}, True),
    ],
)
def test_active_or_not(read: Callable[..., Record], more: Resource, active: bool) -> None:
    (found,) = read(drug(**more)).medications
    assert (found.ingredient, found.active, found.code) == ("clopidogrel", active, "309362")


def test_what_is_not_an_order_is_not_read(read: Callable[..., Record]) -> None:
    assert not read(drug(status="entered-in-error")).medications
    assert not read(drug(intent="proposal")).medications
    assert not read(drug(doNotPerform=True)).medications
    assert refused(lambda: read(drug(status="finale"))).code == "fhir.status"


def test_an_order_without_an_amount_is_not_a_dose(read: Callable[..., Record]) -> None:
    def dose(*doses: Resource) -> float | None:
        return read(drug(dosageInstruction=list(doses))).medications[0].dose_mg

    assert dose() is None
    assert dose(*dosage(1, "tablet")) is None
    assert dose(*dosage(75, "mg")) == 75
    assert dose(*dosage(0.5, "g")) == 500
    assert dose(*dosage(75, "mg"), *dosage(150, "mg")) is None


def test_combinations_brands_and_unknown_products(read: Callable[..., Record]) -> None:
    def contents(code: str, display: str) -> list[str | None]:
        return [m.ingredient for m in read(drug(code, display)).medications]

    both = contents(
        "1599803", "24 HR Donepezil hydrochloride 10 MG / Memantine hydrochloride 28 MG Oral Capsule"
    )
    assert both == ["donepezil", "memantine"]
    assert contents("562251", "Amoxicillin 250 MG / Clavulanate 125 MG Oral Tablet") == [
        "amoxicillin",
        "clavulanate",
    ]
    assert contents("", "Verapamil Hydrochloride 40 MG") == ["verapamil"]
    record = read(drug("999999999", "Unheardofium 5 MG Oral Tablet"))
    assert record.medications[0].ingredient is None
    assert record.medications[0].active
    assert "unheardofium" in record.unread[0]


def test_medication_by_reference(read: Callable[..., Record]) -> None:
    code = {"coding": [{"system": RXNORM, "code": "855332"}]}
    held = drug(
        medicationReference={"reference": "#a"},
        contained=[{"resourceType": "Medication", "id": "a", "code": code}],
    )
    held.pop("medicationCodeableConcept")
    assert read(held).medications[0].ingredient == "warfarin"
    apart = drug(medicationReference={"reference": "Medication/a"})
    apart.pop("medicationCodeableConcept")
    assert (
        read(apart, {"resourceType": "Medication", "id": "a", "code": code}).medications[0].ingredient
        == "warfarin"
    )
    assert read(apart).medications[0].ingredient is None


def test_medication_statement_and_atc(read: Callable[..., Record]) -> None:
    concept = {"coding": [{"system": "http://www.whocc.no/atc", "code": "N06AB05"}]}
    stated = drug(resourceType="MedicationStatement", medicationCodeableConcept=concept)
    stated.pop("intent")
    assert read(stated).medications[0].ingredient == "paroxetine"
    assert not read(stated | {"status": "not-taken"}).medications[0].active


def test_conditions_procedures_allergies(read: Callable[..., Record]) -> None:
    def coded(kind: str, text: str, **more: Any) -> Resource:
        concept = {"coding": [{"system": "http://snomed.info/sct", "code": "77386006"}], "text": text}
        return {
            "resourceType": kind,
            "id": kind,
            "subject": {"reference": "Patient/p1"},
            "code": concept,
        } | more

    def status(code: str) -> Resource:
        return {"coding": [{"code": code}]}

    assert read(coded("Condition", "pregnant")).conditions[0].active
    assert not read(coded("Condition", "pregnant", clinicalStatus=status("resolved"))).conditions[0].active
    assert not read(coded("Condition", "pregnant", verificationStatus=status("refuted"))).conditions
    assert (
        read(coded("Procedure", "x", status="completed", performedDateTime="2020-01-01")).procedures[0].date
    )
    assert not read(coded("Procedure", "x", status="not-done")).procedures
    allergy = coded("AllergyIntolerance", "Codeine")
    allergy |= {"patient": allergy.pop("subject")}
    assert read(allergy).allergies[0].ingredient == "codeine"
    assert not read(allergy | {"verificationStatus": status("entered-in-error")}).allergies
    assert read(allergy | {"code": {"text": "a shellfish"}}).allergies[0].ingredient is None
    assert not read(allergy | {"code": {"text": "a shellfish"}, "category": ["food"]}).allergies


def test_identity_and_specimens(read: Callable[..., Record]) -> None:
    tube = {"resourceType": "Specimen", "subject": {"reference": "Patient/p1"}}
    tube["accessionIdentifier"] = {"system": GENOME_SAMPLE_SYSTEM, "value": "S2"}
    labelled = PATIENT | {
        "identifier": [{"system": GENOME_SAMPLE_SYSTEM, "value": "S1"}, {"system": "x", "value": "S3"}]
    }
    record = read(tube, patient=labelled | {"deceasedDateTime": "2020-02-02T10:00:00Z"})
    assert (record.person, record.sex, record.birth_date) == ("p1", "female", date(1970, 5, 4))
    assert (record.specimens, record.deceased) == (("S1", "S2"), date(2020, 2, 2))
    assert read(patient=PATIENT | {"deceasedBoolean": True}).deceased is True
    assert read(patient=PATIENT | {"birthDate": "1970"}).birth_date is None
    assert read(patient=PATIENT | {"gender": "other"}).sex is None


@pytest.mark.parametrize(
    ("patient", "code"),
    [
        ({"gender": "man"}, "fhir.gender"),
        ({"birthDate": "2030-01-01"}, "fhir.future_date"),
        ({"birthDate": 1970}, "fhir.wrong_type"),
        ({"deceasedDateTime": "2031-01-01"}, "fhir.future_date"),
        ({"animal": {}}, "fhir.version"),
    ],
)
def test_patient_refused(read: Callable[..., Record], patient: Resource, code: str) -> None:
    assert refused(lambda: read(patient=PATIENT | patient)).code == code


def test_two_patients_other_types_no_patient(read: Callable[..., Record]) -> None:
    assert refused(lambda: read(PATIENT | {"id": "p2"})).code == "fhir.two_patients"
    assert read(dict(PATIENT)).person == "p1"
    assert refused(lambda: read(patient=lab())).code == "fhir.no_patient"
    assert refused(lambda: read(kind="history")).code == "fhir.bundle_type"


@pytest.mark.parametrize(
    ("resource", "version"),
    [
        ({"resourceType": "MedicationOrder"}, "DSTU2"),
        ({"resourceType": "Observation", "category": {"text": "x"}}, "DSTU2"),
        ({"resourceType": "Condition", "patient": {"reference": "Patient/p1"}}, "DSTU2"),
        ({"resourceType": "Condition", "clinicalStatus": "active"}, "DSTU2 or STU3"),
        ({"resourceType": "MedicationStatement", "taken": "y"}, "STU3"),
        ({"resourceType": "MedicationRequest", "medication": {"concept": {}}}, "R5"),
        ({"resourceType": "Encounter", "class": [{}]}, "R5"),
        (
            {
                "resourceType": "Basic",
                "meta": {"profile": ["http://hl7.org/fhir/StructureDefinition/Basic|5.0.0"]},
            },
            "R5",
        ),
    ],
)
def test_another_fhir_version_is_named(read: Callable[..., Record], resource: Resource, version: str) -> None:
    error = refused(lambda: read(resource))
    assert (error.code, error.found.split(":")[0]) == ("fhir.version", f"FHIR {version}")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"  \n", "file.empty"),
        (b"<Bundle/>", "fhir.not_json"),
        (b"\xff\xfe\x00", "fhir.not_json"),
        (b"[1, 2]", "fhir.not_fhir"),
        (b'{"a": 1}', "fhir.not_fhir"),
        (b'{"resourceType": "Patient", "id": "p", "multipleBirthInteger": NaN}', "fhir.not_json"),
        (b'{"resourceType": "Patient", "gender": "male", "gender": "female"}', "fhir.not_json"),
        (b'{"resourceType": "Bundle", "type": "collection", "entry": {}}', "fhir.wrong_type"),
        (b'{"resourceType": "Bundle", "type": "collection", "fhirVersion": "5.0.0"}', "fhir.version"),
        (b"[" * 100_000, "fhir.not_json"),
        (gzip.compress(b'{"resourceType": "Patient"}' * 99)[:40], "file.truncated"),
    ],
)
def test_file_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(content)
    assert refused(lambda: read_record(path, today=TODAY)).code == code


def test_directory_missing_and_other_forms(tmp_path: Path) -> None:
    assert refused(lambda: read_record(tmp_path, today=TODAY)).code == "file.directory"
    assert refused(lambda: read_record(tmp_path / "none", today=TODAY)).code == "file.missing"
    lines = tmp_path / "export.ndjson.gz"
    lines.write_bytes(gzip.compress(f"{json.dumps(PATIENT)}\n{json.dumps(lab())}\n".encode()))
    assert len(read_record(lines, today=TODAY).measurements) == 1


def test_a_further_page_is_said(tmp_path: Path) -> None:
    bundle = {"resourceType": "Bundle", "type": "searchset", "link": [{"relation": "next", "url": "x"}]}
    path = tmp_path / "page.json"
    path.write_text(json.dumps(bundle | {"entry": [{"resource": PATIENT}]}))
    assert "further pages" in read_record(path, today=TODAY).unread[0]


def test_a_pipe_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(lambda: read_record(tmp_path / "pipe", today=TODAY)).code == "file.special"


def test_too_much_and_too_deep_is_refused(
    tmp_path: Path, read: Callable[..., Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = PATIENT
    for _ in range(11):
        bundle = {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": bundle}]}
    assert refused(lambda: read(bundle)).code == "fhir.nested"
    path = tmp_path / "deep.json"
    for depth in (300, 900, 5000, 100_000):
        path.write_text(json.dumps(PATIENT)[:-1] + ', "extension": ' + "[" * depth + "]" * depth + "}")
        try:
            assert read_record(path, today=TODAY).person == "p1"
        except InputError as error:
            assert error.code == "fhir.not_json"
    monkeypatch.setattr("foredose.sources.fhir_bundle.MAX_ENTRIES", 3)
    assert refused(lambda: read(lab(), lab(), lab())).code == "fhir.too_many"


def other_server(resource: Resource, base: str = "http://b.example/fhir") -> Resource:
    return {"fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}", "resource": resource}


@pytest.fixture
def read_entries(tmp_path: Path) -> Callable[..., Record]:
    def of(*entries: Resource) -> Record:
        path = tmp_path / "record.json"
        path.write_text(json.dumps({"resourceType": "Bundle", "type": "collection", "entry": list(entries)}))
        return read_record(path, today=TODAY)

    return of


def test_a_relative_reference_stays_on_its_server(read_entries: Callable[..., Record]) -> None:
    mine = other_server(PATIENT, "http://a.example/fhir")
    assert read_entries(mine, other_server(lab(), "http://a.example/fhir")).measurements
    assert read_entries({"resource": PATIENT}, other_server(lab())).measurements
    assert read_entries(mine, {"resource": lab()}).measurements
    error = refused(lambda: read_entries(mine, other_server(lab())))
    assert error.code == "fhir.other_patient"


def test_a_drug_of_another_server_is_not_taken_for_this_one(read_entries: Callable[..., Record]) -> None:
    here, there = "http://a.example/fhir", "http://b.example/fhir"
    order = drug(medicationReference={"reference": "Medication/x"})
    del order["medicationCodeableConcept"]
    mine = {"resourceType": "Medication", "id": "x", "code": {"text": "Codeine"}}
    other = mine | {"code": {"text": "Aspirin"}}
    known = [other_server(PATIENT, here), other_server(order, here)]
    (found,) = read_entries(*known, other_server(other, there), other_server(mine, here)).medications
    assert found.ingredient == "codeine"
    (found,) = read_entries(*known, other_server(other, there)).medications
    assert found.ingredient is None


def test_versions_of_a_resource(read: Callable[..., Record]) -> None:
    old = lab(value=70, meta={"versionId": "9", "lastUpdated": "2026-05-20T23:00:00+14:00"})
    new = lab(value=80, meta={"versionId": "10", "lastUpdated": "2026-05-20T12:00:00Z"})
    for order in ((old, new), (new, old)):
        record = read(*order)
        assert [m.value for m in record.measurements] == [80]
        assert "several versions" in " ".join(record.unread)
    assert not read(new, new | {"meta": {}}).unread
    assert refused(lambda: read(new, lab(value=90))).code == "fhir.two_versions"
    crossed = lab(value=90, meta={"versionId": "11", "lastUpdated": "2020-01-01T00:00:00Z"})
    assert refused(lambda: read(new, crossed)).code == "fhir.two_versions"


def test_the_last_instant_counts_whatever_the_zone(read: Callable[..., Record]) -> None:
    early = lab(value=50, id="o2", effectiveDateTime="2026-05-20T23:00:00+14:00")
    late = lab(value=90, effectiveDateTime="2026-05-20T12:00:00Z")
    assert [m.value for m in read(early, late).measurements] == [90]
    early["effectiveDateTime"] = "2026-05-21T01:00:00+14:00"
    assert [m.value for m in read(early, late).measurements] == [90]


@pytest.mark.parametrize(
    "more",
    [{"valueString": "140 kg"}, {"valueQuantity": {"value": 140, "comparator": ">", "code": "kg"}}],
)
def test_a_newer_value_that_is_not_read_puts_the_older_in_doubt(
    read: Callable[..., Record], more: Resource
) -> None:
    newer = {k: v for k, v in lab(id="o2").items() if k != "valueQuantity"} | more
    record = read(lab(), newer | {"effectiveDateTime": "2026-05-22"})
    assert not record.measurements
    assert [note.startswith("not judged: Observation/o2") for note in record.unread] == [True]
    record = read(lab(), newer | {"effectiveDateTime": "2026-05-02"})
    assert [m.value for m in record.measurements] == [70]
    assert not record.unread[0].startswith("not judged")


def pregnancy(day: str, **value: Any) -> Resource:
    observed = lab("82810-3", id=f"p{day}", effectiveDateTime=f"2026-05-{day}")
    return {k: v for k, v in observed.items() if k != "valueQuantity"} | value


NOT_PREGNANT = {"valueCodeableConcept": {"coding": [{"system": LOINC, "code": "LA26683-5"}]}}
IS_PREGNANT = {"valueCodeableConcept": {"coding": [{"system": LOINC, "code": "LA15173-0"}]}}


@pytest.mark.parametrize("value", [{"valueBoolean": True}, {"valueCodeableConcept": {"text": "Pregnant"}}])
def test_a_newer_answer_that_is_not_read_leaves_no_no(read: Callable[..., Record], value: Resource) -> None:
    record = read(pregnancy("10", **NOT_PREGNANT), pregnancy("20", **value))
    assert not record.statuses
    assert record.unread[0].startswith("not judged:")
    record = read(pregnancy("10", **IS_PREGNANT), pregnancy("20", **value))
    assert [answer for _, answer, _ in record.statuses] == [True]
    assert record.unread[0].startswith("not judged:")
    record = read(pregnancy("25", **NOT_PREGNANT), pregnancy("20", **value))
    assert [answer for _, answer, _ in record.statuses] == [False]


@pytest.mark.parametrize("unit", ["lb", "Pounds", "stone", "g"])
def test_a_unit_that_contradicts_its_code_is_refused(read: Callable[..., Record], unit: str) -> None:
    quantity = {"value": 154, "unit": unit, "code": "kg", "system": UCUM}
    assert refused(lambda: read(lab(valueQuantity=quantity))).code == "fhir.unit"


def test_a_unit_in_words_may_stand_beside_its_code(read: Callable[..., Record]) -> None:
    for unit in ("KG", "Kilograms", "kilo"):
        quantity = {"value": 70, "unit": unit, "code": "kg", "system": UCUM}
        assert read(lab(valueQuantity=quantity)).measurements


@pytest.mark.parametrize(
    ("focus", "own"),
    [
        ({"reference": "Patient/p1"}, True),
        ({"display": "newborn"}, False),
        ({"reference": "Device/d"}, False),
    ],
)
def test_an_observation_of_something_else_is_not_the_patients(
    read: Callable[..., Record], focus: Resource, own: bool
) -> None:
    record = read(lab(focus=[focus]))
    assert bool(record.measurements) is own
    assert bool(record.unread) is not own


@pytest.mark.parametrize(
    "more", [{"active": False}, {"link": [{"other": {"reference": "Patient/p2"}, "type": "replaced-by"}]}]
)
def test_a_patient_that_is_not_in_use_is_said(read: Callable[..., Record], more: Resource) -> None:
    (note,) = read(lab(), patient=PATIENT | more).unread
    assert note.startswith("not judged: the Patient")
    assert not read(lab(), patient=PATIENT | {"active": True}).unread
