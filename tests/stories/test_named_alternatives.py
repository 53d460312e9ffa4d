"""A drug that a guideline names instead is held to what its own label says of this person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foredose.advice.assessment import Assessment, NotOffered
from foredose.application.assess import advise
from foredose.application.demo import FOLDER
from foredose.application.given import GivenGenome
from foredose.application.stated import Stated
from foredose.surfaces.card import card
from foredose.surfaces.report import render

STROKE = ("http://snomed.info/sct", "230690007", "Stroke")


def _with(folder: Path, status: str, coding: tuple[str, str, str] = STROKE) -> Path:
    bundle = json.loads((FOLDER / "demo-1.json").read_text(encoding="utf-8"))
    patient = next(e["resource"] for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient")
    system, code, text = coding
    condition = {
        "resourceType": "Condition",
        "id": "earlier",
        "clinicalStatus": {"coding": [{"code": status}]},
        "subject": {"reference": f"Patient/{patient['id']}"},
        "code": {"text": text, "coding": [{"system": system, "code": code}]},
        "onsetDateTime": "2019-03-01",
    }
    bundle["entry"].append({"fullUrl": "urn:uuid:earlier", "resource": condition})
    path = folder / "record.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    return path


def _asked(record: Path) -> Assessment:
    return advise(
        order="clopidogrel 75 mg daily for PCI",
        genome=FOLDER / "demo-1.vcf.gz",
        record=record,
        as_of="2026-06-15",
    ).assessment


def _named(found: Assessment) -> dict[str, NotOffered]:
    return {n.drug: n for n in found.not_offered if n.named_by}


@pytest.mark.parametrize("status", ["active", "resolved"])
def test_prasugrel_is_contraindicated_after_a_stroke(status: str, tmp_path: Path) -> None:
    found = _asked(_with(tmp_path, status))
    named = _named(found)
    assert list(named) == ["ticagrelor", "prasugrel"]
    assert named["prasugrel"].against == "contraindicated here: Stroke, 2019"
    assert "US label of prasugrel" in named["prasugrel"].unknown
    assert named["ticagrelor"].against == ""
    assert "Stroke, 2019" in " ".join(card(found).plain.split())
    assert "contraindicated here: Stroke, 2019" in render(found)


def test_ticagrelor_is_contraindicated_after_an_intracranial_haemorrhage(tmp_path: Path) -> None:
    bleeding = ("http://hl7.org/fhir/sid/icd-10-cm", "I61.9", "Intracerebral haemorrhage")
    named = _named(_asked(_with(tmp_path, "resolved", bleeding)))
    assert all(n.against.startswith("contraindicated here") for n in named.values())


def test_without_a_reason_against_it_what_was_looked_for_is_said() -> None:
    named = _named(_asked(FOLDER / "demo-1.json"))
    assert named["prasugrel"].against == ""
    assert "stroke" in named["prasugrel"].unknown


def test_every_named_drug_is_on_the_card_before_a_dose_that_the_label_does_not_hold() -> None:
    found = _asked(FOLDER / "demo-1.json")
    text = " ".join(card(found).plain.split())
    assert text.index("prasugrel") < text.index("ticagrelor") < text.index("1. clopidogrel 150 mg")
    (option,) = found.options
    assert any("not labelled" in why for why in option.why)
    assert any(why.startswith("restricted: omeprazole") for why in option.why)
    assert "restricted: omeprazole" in text and "not labelled" in text


def test_age_and_weight_warn_of_prasugrel() -> None:
    found = advise(
        order="clopidogrel 75 mg daily for PCI",
        genome=GivenGenome(call=("CYP2C19=*2/*2",)),
        stated=Stated(age=76, sex="female", weight_kg=55),
        as_of="2026-06-15",
    ).assessment
    assert _named(found)["prasugrel"].against == "with a warning here: age 76 years, weight 55 kg"
    assert "stroke" in _named(found)["prasugrel"].unknown, "without a record a stroke is not ruled out"
    assert "not in the knowledge" in _named(found)["acetylsalicylic acid with dipyridamole"].unknown
