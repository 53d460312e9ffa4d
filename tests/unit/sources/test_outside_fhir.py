"""Genotypes of a foreign genomics report become outside calls; what its sender leaves open is passed over."""

from __future__ import annotations

from typing import Any

import pytest

from foredose.core import InputError
from foredose.genome import call_outside
from foredose.sources.outside.fhir import fhir_genotypes, is_fhir
from foredose.sources.outside_calls import parse_answers, parse_call
from foredose.surfaces.fhir_out import genomics_report

pytestmark = pytest.mark.unit

Json = dict[str, Any]


def _genotype(gene: Json, value: Json | None, **more: Any) -> Json:
    """As the guide's example of pharmacogenomics has it (genotype-pgx-example)."""
    studied = {"coding": [{"system": "http://loinc.org", "code": "48018-6"}]}
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": "84413-4"}]},
        "component": [{"code": studied, "valueCodeableConcept": gene}],
        **({"valueCodeableConcept": value} if value is not None else {}),
        "subject": {"reference": "Patient/ExamplePatient"},
        **more,
    }


CYP2C9 = {"coding": [{"system": "http://www.genenames.org", "code": "HGNC:2623", "display": "CYP2C9"}]}
STAR = {"coding": [{"system": "http://www.pharmvar.org", "code": "CYP2C9", "display": "CYP2C9 *2/*35"}]}


def _bundle(*resources: Json) -> Json:
    return {"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one} for one in resources]}


def _read(document: Json) -> list[tuple[str, str]]:
    return list(fhir_genotypes(document, where="a.json"))


def test_the_example_of_the_guide_is_read() -> None:
    patient = {"resourceType": "Patient", "id": "ExamplePatient"}
    assert _read(_bundle(patient, _genotype(CYP2C9, STAR))) == [("CYP2C9", "*2/*35")]


@pytest.mark.parametrize(
    ("gene", "value", "read"),
    [
        ({"text": "CYP2D6"}, {"text": "*1/*4"}, ("CYP2D6", "*1/*4")),
        ({"text": "cyp2c9"}, {"text": "CYP2C9*1/*3"}, ("CYP2C9", "*1/*3")),
        (CYP2C9, {"text": "see note", **STAR}, ("CYP2C9", "*2/*35")),
        (CYP2C9, {"text": "CYP2C9: *1 / *2"}, ("CYP2C9", "*1/*2")),
    ],
)
def test_forms_of_gene_and_value(gene: Json, value: Json, read: tuple[str, str]) -> None:
    assert _read(_genotype(gene, value)) == [read]


@pytest.mark.parametrize("status", ["preliminary", "registered", "cancelled", "entered-in-error", "unknown"])
def test_what_does_not_stand_is_passed_over(status: str) -> None:
    assert _read(_bundle(_genotype(CYP2C9, STAR, status=status))) == []


def test_what_has_no_result_is_passed_over() -> None:
    absent = {"dataAbsentReason": {"text": "not done"}}
    assert _read(_bundle(_genotype(CYP2C9, None, **absent), _genotype(CYP2C9, {"text": "normal"}))) == []
    assert _read(_bundle({"resourceType": "Observation", "status": "final", "code": {}})) == []


def test_genotypes_of_two_people_are_refused() -> None:
    other = _genotype(CYP2C9, STAR, subject={"reference": "Patient/2"})
    with pytest.raises(InputError) as refused:
        _read(_bundle(_genotype(CYP2C9, STAR), other))
    assert refused.value.code == "calls.subject"


def test_contained_observations_are_read() -> None:
    report = {"resourceType": "DiagnosticReport", "contained": [_genotype(CYP2C9, STAR)]}
    assert is_fhir(report)
    assert _read(report) == [("CYP2C9", "*2/*35")]
    assert not is_fhir({"CYP2C9": "*1/*2"})


def test_our_own_report_reads_as_outside_calls() -> None:
    given = tuple(parse_call(text) for text in ("CYP2C9=*1/*3", "VKORC1=-1639 GA", "CYP2D6=*4/*10x2"))
    bundle = genomics_report(call_outside("p", given), knowledge_version="1")
    again = {
        (gene, frozenset(parse_answers(gene, [value], "x")[0].alleles or ())) for gene, value in _read(bundle)
    }
    assert again == {(one.gene, frozenset(one.alleles or ())) for one in given}
