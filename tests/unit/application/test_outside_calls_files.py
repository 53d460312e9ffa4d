"""Files of several callers beside a genome and alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foredose.application.assess import advise
from foredose.application.demo import FOLDER
from foredose.application.genomes import call, call_person
from foredose.application.given import GivenGenome
from foredose.core import InputError

pytestmark = pytest.mark.unit
VCF = FOLDER / "demo-2.vcf.gz"


def cyrius(folder: Path, sample: str, genotype: str) -> Path:
    path = folder / f"{sample}.tsv"
    path.write_text(f"Sample\tGenotype\tFilter\n{sample}\t{genotype}\tPASS\n", encoding="utf-8")
    return path


def plain(folder: Path, genotype: str) -> Path:
    path = folder / "calls.json"
    path.write_text(f'{{"CYP2D6": "{genotype}"}}', encoding="utf-8")
    return path


def test_several_files_of_one_person(tmp_path: Path) -> None:
    files = [cyrius(tmp_path, "DEMO-2", "*1/*1"), plain(tmp_path, "*1/*1")]
    (genome,) = call(GivenGenome(path=VCF, calls=files, call=("HLA-B=*57:01/*08:01",)))
    assert genome.genes["CYP2D6"].origin == "Cyrius and file of calls"
    assert genome.genes["CYP2D6"].reportable
    assert genome.genes["HLA-B"].phenotypes[0].name == "*57:01 positive"


def test_one_file_may_be_given_as_it_is(tmp_path: Path) -> None:
    (genome,) = call(GivenGenome(path=VCF, calls=plain(tmp_path, "*1/*1")))
    assert genome.genes["CYP2D6"].origin == "file of calls"


def test_files_alone(tmp_path: Path) -> None:
    files = (cyrius(tmp_path, "S1", "*1/*4"), plain(tmp_path, "*4/*4"))
    genome = call_person(GivenGenome(calls=files))
    assert genome is not None and genome.sample == "S1"
    assert not genome.genes["CYP2D6"].reportable


def test_files_of_two_people_are_refused(tmp_path: Path) -> None:
    files = (cyrius(tmp_path, "S1", "*1/*4"), cyrius(tmp_path, "S2", "*1/*4"))
    with pytest.raises(InputError, match=r"calls\.sample.*S1 and S2"):
        call_person(GivenGenome(calls=files))


def fhir(folder: Path, subject: dict[str, str], gene: str) -> Path:
    loinc = "http://loinc.org"
    studied = {"coding": [{"system": loinc, "code": "48018-6"}]}
    observation = {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": loinc, "code": "84413-4"}]},
        "component": [{"code": studied, "valueCodeableConcept": {"text": gene}}],
        "valueCodeableConcept": {"text": "*1/*1"},
        "subject": subject,
    }
    path = folder / f"{gene}.json"
    path.write_text(json.dumps(observation), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "others", [({"reference": "Patient/1"}, {"reference": "Patient/2"}), ({"display": "A"}, {"display": "B"})]
)
@pytest.mark.parametrize("sample", [None, "DEMO-2"])
def test_fhir_files_of_two_people_are_refused(
    tmp_path: Path, others: tuple[dict[str, str], dict[str, str]], sample: str | None
) -> None:
    first, other = others
    with pytest.raises(InputError, match=r"calls\.subject"):
        files = [fhir(tmp_path, first, "CYP2D6"), fhir(tmp_path, other, "CYP2C19")]
        call(GivenGenome(path=VCF, sample=sample, calls=files))
    files = [fhir(tmp_path, first, "CYP2D6"), fhir(tmp_path, first, "CYP2C19")]
    (one,) = call(GivenGenome(path=VCF, calls=files))
    assert one.genes["CYP2D6"].origin == "FHIR"


def test_advise_takes_one_file_or_several(tmp_path: Path) -> None:
    one = plain(tmp_path, "*1/*4")
    for calls in (one, str(one), [one], (str(one), one)):
        genome = GivenGenome(path=VCF, calls=calls)
        given = advise(order="codeine 30 mg every 6 hours for pain", genome=genome, as_of="2026-06-15")
        assert given.genome is not None and "file of calls" in given.genome.genes["CYP2D6"].origin
