"""The use case of the report: guidance only for drugs of which something is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.advice.guidance import Guidance
from foredose.application.genome_report import ReportedGenome, guidance_of, report
from foredose.application.given import GivenGenome
from foredose.genome import call_outside
from foredose.sources.outside_calls import parse_call
from foredose.surfaces.fhir_out import genomics_report
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.unit


def test_only_drugs_of_the_genes_that_were_called_are_spoken_of() -> None:
    said = guidance_of(call_outside("p", (parse_call("CYP3A5=*3/*3"),)))
    assert list(said) == ["tacrolimus"]
    assert all(set(one.fact.genes) == {"CYP3A5"} for one in said["tacrolimus"])


def test_nothing_is_said_without_genes() -> None:
    assert guidance_of(call_outside("p", ())) == {}


def _man(folder: Path, changes: tuple[str, ...] = ()) -> ReportedGenome:
    """A man who carries changes of G6PD on his one X chromosome; named by their position."""
    lines = [
        line.replace("\t0/0\n", "\t1\n" if line.split("\t")[1] in changes else "\t0\n")
        for line in gene_records("G6PD", {}, background="B (reference)")
    ]
    (reported,) = report(GivenGenome(path=write_vcf(folder / "man.vcf", lines)), genes=("G6PD",))
    return reported


def _said(guidance: dict[str, tuple[Guidance, ...]]) -> dict[str, list[str]]:
    return {drug: [one.advice.sentence for one in given] for drug, given in guidance.items()}


def test_one_deficient_copy_of_g6pd_is_advised_on_as_deficient(tmp_path: Path) -> None:
    man = _man(tmp_path, ("154535277", "154536002"))
    assert man.call.genes["G6PD"].diplotypes[0].name == "A- 202A_376G"
    assert man.call.genes["G6PD"].reportable
    said = _said(dict(man.guidance))
    assert said["rasburicase"] == [
        "CPIC (strong), G6PD deficient or deficient with CNSHA: avoid rasburicase."
    ]
    assert said == _said(guidance_of(call_outside("p", (parse_call("G6PD=Deficient"),))))


def test_one_normal_copy_of_g6pd_asks_for_no_measurement(tmp_path: Path) -> None:
    man = _man(tmp_path)
    assert {one.fact.action for given in man.guidance.values() for one in given} <= {"no_change", "none"}
    bundle = genomics_report(man.call, man.guidance, subject="Patient/p1", knowledge_version="1")
    assert not [e for e in bundle["entry"] if e["resource"]["resourceType"] == "Task"]


@pytest.mark.parametrize(
    ("call", "drug", "told"),
    [
        ("CYP2C19=*1/*17", "voriconazole", "CYP2C19 rapid or ultrarapid metabolizer, adults: prefer"),
        ("CYP2C19=*17/*17", "voriconazole", "CYP2C19 ultrarapid metabolizer, children: prefer"),
        ("CYP2C19=*2/*2", "voriconazole", "metabolizer, adults: prefer another drug"),
        ("CYP2D6=*4/*4", "atomoxetine", "poor metabolizer, children: raise the dose"),
        ("CYP2C9=*3/*3", "warfarin", "*3/*3, adults: prefer another drug"),
    ],
)
def test_what_is_for_one_age_group_is_told_with_the_group(call: str, drug: str, told: str) -> None:
    said = _said(guidance_of(call_outside("p", (parse_call(call),))))
    assert any(told in sentence for sentence in said[drug])


def test_both_changes_of_dpyd_on_one_chromosome_are_one_allele_without_function(tmp_path: Path) -> None:
    lines = gene_records("DPYD", {"rs3918290": "C|T", "rs55886062": "A|C"}, background="Reference")
    (one,) = report(GivenGenome(path=write_vcf(tmp_path / "cis.vcf", lines)), genes=("DPYD",))
    told = [s for s in _said(dict(one.guidance))["fluorouracil"] if s.startswith("DPWG")]
    assert len(told) == 1
    assert "one allele without function: lower the dose of fluorouracil to 0.5 times" in told[0]
