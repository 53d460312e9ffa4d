"""Hazard: advice for the wrong person. The dead, another's genome, another's record, a drug long stopped."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest
import yaml

from foredose import application
from foredose.core import InputError
from foredose.genome import GenomeCall
from foredose.safety import check_identity
from foredose.sources.external import external_path
from foredose.sources.fhir import read_record
from foredose.twin.record_events import events_of
from foredose.twin.snapshot import Twin, fold

DEMO = Path(application.__file__).parent / "demo"
PEOPLE = yaml.safe_load((DEMO / "people.yaml").read_text(encoding="utf-8"))["people"]
TODAY = date(2026, 6, 15)


def synthea(name: str) -> Path:
    if not os.environ.get("FOREDOSE_DATA"):
        pytest.skip("FOREDOSE_DATA is not set: the synthetic records of smart-on-fhir are not at hand")
    return external_path(f"synthea_{name}")


def genome(sample: str, sex: str) -> GenomeCall:
    return GenomeCall(
        sample=sample, assembly="GRCh38", genes={}, sex=sex, absent_declared_reference=False, source="g"
    )


def person(path: Path, call: GenomeCall | None = None) -> Twin:
    return fold(events_of(read_record(path, today=TODAY), call, TODAY), as_of=TODAY)


def test_a_dead_man_is_refused_and_his_stopped_clopidogrel_is_not_active() -> None:
    abshire = person(synthea("christopher_abshire"))
    assert [r.code for r in check_identity(abshire).refusals] == ["identity.deceased"]
    assert "2016-12-10" in check_identity(abshire).refusals[0].why
    assert not abshire.takes("clopidogrel")
    assert "clopidogrel" in [m.ingredient for m in abshire.stopped]
    assert abshire.takes("warfarin")


@pytest.mark.parametrize("name", ["christopher_abshire", "max_dicki", "trey_berge"])
def test_real_bundles_are_read_as_the_public_library_reads_them(name: str) -> None:
    r4b = pytest.importorskip("fhir.resources.R4B.bundle", reason="fhir.resources is not installed")
    import gzip

    with gzip.open(synthea(name)) as stream:
        oracle = r4b.Bundle.model_validate_json(stream.read())
    record = read_record(synthea(name), today=TODAY)
    by_type: dict[str, list[object]] = {}
    for entry in oracle.entry:
        by_type.setdefault(entry.resource.__class__.__name__, []).append(entry.resource)
    (patient,) = by_type["Patient"]
    assert (record.birth_date, record.sex) == (patient.birthDate, patient.gender)  # type: ignore[attr-defined]
    assert len({m.resource for m in record.medications}) == len(by_type["MedicationRequest"])
    weights = [o for o in by_type["Observation"] if o.code.coding[0].code == "29463-7"]  # type: ignore[attr-defined]
    assert len([m for m in record.measurements if m.name == "weight"]) == len(weights)
    assert len(record.procedures) == len(by_type["Procedure"])


def test_a_genome_of_the_other_sex_is_refused() -> None:
    dicki = person(synthea("max_dicki"), genome("S1", "female"))
    assert [r.code for r in check_identity(dicki).refusals] == ["identity.other_sex"]
    assert check_identity(person(synthea("max_dicki"), genome("S1", "male"))).refusals == ()


@pytest.mark.parametrize("entry", PEOPLE, ids=[p["id"] for p in PEOPLE])
def test_demo_people_are_linked_and_valid(entry: dict[str, str]) -> None:
    path = DEMO / entry["record"]
    r4b = pytest.importorskip("fhir.resources.R4B.bundle", reason="fhir.resources is not installed")
    r4b.Bundle.model_validate_json(path.read_text(encoding="utf-8"))
    record = read_record(path, today=date.fromisoformat(entry["as_of"]))
    assert record.unread == ()
    assert record.sex is not None
    own = genome(entry["id"].upper(), record.sex)
    assert check_identity(person(path, own)).refusals == ()
    other = genome("SOMEONE-ELSE", record.sex)
    assert [r.code for r in check_identity(person(path, other)).refusals] == ["identity.other_sample"]


def test_another_patients_result_in_the_bundle_is_refused(tmp_path: Path) -> None:
    bundle = json.loads((DEMO / PEOPLE[0]["record"]).read_text(encoding="utf-8"))
    bundle["entry"][3]["resource"]["subject"]["reference"] = "Patient/demo-2"
    path = tmp_path / "mixed.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    with pytest.raises(InputError, match="demo-2"):
        read_record(path, today=TODAY)
