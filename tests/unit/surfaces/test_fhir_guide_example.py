"""The rules of the validation hold for the guide's own example, so that they are the guide's and not our writer's.

Written out by hand from ``bundle-pgxexample.fsh`` and its task example in HL7/genomics-reporting
at ``3.0.0-published`` (CC0), with the profiles pinned.
"""

from __future__ import annotations

from typing import Any

import pytest

from foredose.surfaces.fhir_out import validate
from foredose.surfaces.fhir_out.codes import IG, LOINC, TBD

pytestmark = pytest.mark.unit

Json = dict[str, Any]
BASE = "http://example.org/fhir"


def _coded(system: str, code: str, display: str | None = None) -> Json:
    return {"coding": [{"system": system, "code": code, **({"display": display} if display else {})}]}


GENE = {
    "code": _coded(LOINC, "48018-6", "Gene studied ID"),
    "valueCodeableConcept": _coded("http://www.genenames.org", "HGNC:2623", "CYP2C9"),
}


def _observation(profile: str, code: Json, **more: Any) -> Json:
    return {
        "resourceType": "Observation",
        "meta": {"profile": [f"{IG}/StructureDefinition/{profile}|3.0.0"]},
        "status": "final",
        "category": [
            _coded("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory"),
            _coded("http://terminology.hl7.org/CodeSystem/v2-0074", "GE"),
        ],
        "code": code,
        "subject": {"reference": "Patient/ExamplePatient"},
        "effectiveDateTime": "2018",
        "issued": "2018-03-06T00:00:00-05:00",
        **more,
    }


def _star(name: str) -> Json:
    return _coded("http://www.pharmvar.org", "CYP2C9", name)


def _variant() -> Json:
    parts = [
        GENE,
        {
            "code": _coded(LOINC, "81252-9"),
            "valueCodeableConcept": _coded("http://www.ncbi.nlm.nih.gov/projects/SNP", "rs12345"),
        },
        {"code": _coded(LOINC, "69547-8", "Ref nucleotide"), "valueString": "T"},
        {"code": _coded(LOINC, "69551-0", "Alt allele"), "valueString": "G"},
        {
            "code": _coded(LOINC, "81254-5"),
            "valueRange": {"low": {"value": 55227976}, "high": {"value": 55227977}},
        },
    ]
    value = _coded(LOINC, "LA9633-4", "Present")
    return _observation("variant", _coded(LOINC, "69548-6"), valueCodeableConcept=value, component=parts)


def _implication() -> Json:
    parts = [
        {
            "code": _coded(TBD, "therapeutic-implication"),
            "valueCodeableConcept": _coded(LOINC, "LA25390-8", "Rapid metabolizer"),
        },
        {
            "code": _coded(LOINC, "51963-7", "Medication assessed"),
            "valueCodeableConcept": _coded(
                "http://www.nlm.nih.gov/research/umls/rxnorm", "103", "mercaptopurine"
            ),
        },
    ]
    rests = [{"reference": f"{BASE}/Observation/genotype"}]
    return _observation(
        "therapeutic-implication", _coded(TBD, "therapeutic-implication"), derivedFrom=rests, component=parts
    )


def _example() -> Json:
    haplotype = _observation(
        "haplotype",
        _coded(LOINC, "84414-2", "Haplotype Name"),
        valueCodeableConcept=_star("CYP2C9 *35B"),
        derivedFrom=[{"reference": f"{BASE}/Observation/variant"}],
        component=[GENE],
    )
    genotype = _observation(
        "genotype",
        _coded(LOINC, "84413-4", "genotype display name"),
        valueCodeableConcept=_star("CYP2C9 *4/*35B"),
        derivedFrom=[{"reference": f"{BASE}/Observation/haplotype"}],
        component=[GENE],
    )
    task = {
        "resourceType": "Task",
        "meta": {"profile": [f"{IG}/StructureDefinition/medication-recommendation|3.0.0"]},
        "status": "requested",
        "intent": "proposal",
        "code": _coded(LOINC, "LA26423-6", "Increase dose"),
        "for": {"reference": "Patient/ExamplePatient"},
        "reasonReference": {"reference": f"{BASE}/Observation/implication"},
    }
    report = {
        "resourceType": "DiagnosticReport",
        "meta": {"profile": [f"{IG}/StructureDefinition/genomic-report|3.0.0"]},
        "status": "final",
        "category": [_coded("http://terminology.hl7.org/CodeSystem/v2-0074", "GE")],
        "code": _coded(LOINC, "51969-4"),
        "subject": {"reference": "Patient/ExamplePatient"},
        "effectiveDateTime": "2016",
        "result": [{"reference": f"{BASE}/Observation/genotype"}],
    }
    named = {
        "DiagnosticReport/report": report,
        "Observation/genotype": genotype,
        "Observation/haplotype": haplotype,
        "Observation/variant": _variant(),
        "Observation/implication": _implication(),
        "Task/task": task,
    }
    entries = [{"fullUrl": f"{BASE}/{name}", "resource": resource} for name, resource in named.items()]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def test_the_example_of_the_guide_is_valid() -> None:
    assert validate(_example()) == ()
