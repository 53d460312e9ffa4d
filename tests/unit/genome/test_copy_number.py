"""Copies that small variants cannot show: hand-computed weights, and what is never said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foredose.genome import Assumptions, GeneCall, call_genome
from foredose.genome.copy_number import weigh_copy_number
from foredose.genome.merge import Site
from foredose.genome.phenotype import phenotype
from foredose.genome.posterior import Diplotype, Posterior
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.outside_calls import parse_call
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.unit
FACTS = gene_facts("CYP2D6")
# As in frequencies.json and gene.yaml.
F1, F2, F4, F10, F106 = 0.366872, 0.171446, 0.09761, 0.138002, 0.002709
F5, F1X2, F2X2, F36_10 = 0.0374, 0.006, 0.011, (0.12 + 13.2) / 300
STAR_4 = {"rs3892097": "C|T", "rs1065852": "G|A", "rs1135840": "C|G", "rs1058164": "C|G"}
HOM = (Site(state="observed", copies=("A", "A")),)
HET = (Site(state="observed", copies=("A", "G")),)


def weighed(first: str, second: str, sites: tuple[Site, ...]) -> dict[str, float]:
    one = Diplotype(first=first, second=second, probability=1.0, confirmed=True)
    return {
        d.name: d.probability
        for d in weigh_copy_number(FACTS, Posterior(diplotypes=(one,)), sites).diplotypes
    }


def called(tmp_path: Path, genotypes: dict[str, str], gene: str = "CYP2D6", **options: object) -> GeneCall:
    read = read_vcf(write_vcf(tmp_path / "x.vcf", gene_records(gene, genotypes)))
    return call_genome(read, genes=[gene], **options).genes[gene]  # type: ignore[arg-type]


def test_frequencies_are_the_means_of_the_table() -> None:
    copies = FACTS.copy_number
    assert copies is not None
    assert (
        copies.deletion.frequency == pytest.approx((8.1 + 2.2 + 3.5 + 2.4 + 2.5) / 500) == pytest.approx(F5)
    )
    found = {name: variant.frequency for name, variant in copies.duplications.items()}
    assert found == pytest.approx({"*1": F1X2, "*2": F2X2})
    assert all(variant.locus for variant in (copies.deletion, *copies.duplications.values()))
    assert copies.unknown


def test_two_like_chromosomes_may_be_one() -> None:
    weights = {
        "*1/*1": F1 * F1,
        "*1/*1x2": 2 * F1 * F1X2,
        "*1x2/*1x2": F1X2 * F1X2,
        "*1/*5": 2 * F1 * F5,
        "*1x2/*5": 2 * F1X2 * F5,
    }
    total = sum(weights.values())
    assert total == pytest.approx(0.166924, abs=1e-6)  # (f1 + f1x2)^2 + 2 (f1 + f1x2) f5
    found = weighed("*1", "*1", HOM)
    assert found == pytest.approx({name: weight / total for name, weight in weights.items()})
    assert found["*1/*1"] == pytest.approx(0.8063, abs=1e-4)
    assert found["*1/*5"] == pytest.approx(0.1644, abs=1e-4)


def test_two_unlike_chromosomes_hide_no_deletion() -> None:
    found = weighed("*1", "*2", HET)
    assert found["*1x2/*2"] + found["*1x2/*2x2"] == pytest.approx(F1X2 / (F1 + F1X2))
    assert found["*1/*2x2"] + found["*1x2/*2x2"] == pytest.approx(F2X2 / (F2 + F2X2))
    assert not any("*5" in name for name in found)
    assert weighed("*4", "*9", HET) == {"*4/*9": 1.0}


def test_like_names_of_unlike_chromosomes_hide_no_deletion() -> None:
    assert weighed("*4", "*4", HET) == {"*4/*4": 1.0}
    assert weighed("*4", "*4", HOM) == pytest.approx(
        {"*4/*4": F4 / (F4 + 2 * F5), "*4/*5": 2 * F5 / (F4 + 2 * F5)}
    )


def test_a_tandem_with_a_hybrid_gene_is_carried_and_changes_no_score() -> None:
    found = weighed("*4", "*10", HET)
    assert found["*4/*36+*10"] == pytest.approx(F36_10 / (F10 + F36_10))
    assert phenotype(FACTS, "*4", "*36+*10") == phenotype(FACTS, "*4", "*10")


def test_a_rare_allele_seen_twice_is_likelier_one_beside_a_deletion() -> None:
    found = weighed("*106", "*106", HOM)
    assert next(iter(found)) == "*5/*106"
    assert found["*106/*106"] == pytest.approx(F106 / (F106 + 2 * F5))


def test_a_combination_without_a_name_has_no_frequency() -> None:
    name = "outside the catalogue: rs1 A"
    assert weighed(name, name, HOM) == {f"{name}/{name}": 1.0}


def test_a_gene_without_copies_is_left_alone() -> None:
    one = Posterior(diplotypes=(Diplotype(first="*1", second="*1", probability=1.0, confirmed=True),))
    assert weigh_copy_number(gene_facts("CYP2C19"), one, HOM) is one


def test_all_reference_is_no_longer_certain(tmp_path: Path) -> None:
    call = called(tmp_path, {})
    assert (call.diplotypes[0].name, call.activity_score) == ("*1/*1", 2.0)
    phenotypes = {p.name: p.probability for p in call.phenotypes}
    assert phenotypes["Intermediate Metabolizer"] == pytest.approx(0.1644, abs=1e-3)  # *1/*5
    assert phenotypes["Ultrarapid Metabolizer"] == pytest.approx(0.0264, abs=1e-3)  # *1/*1x2 and *1x2/*1x2
    assert sum(phenotypes.values()) <= 1
    assert not call.reportable
    assert re.search("copy number.*population frequency.*Twesigomwe 2023.*hybrid genes", str(call.reason))
    assert "--call CYP2D6" in str(call.resolve)


def test_evidence_and_positions_are_as_seen(tmp_path: Path) -> None:
    call = called(tmp_path, STAR_4)
    assert "rs3892097 C|T" in call.evidence
    assert call.positions.observed == call.positions.defining
    assert {d.name for d in call.diplotypes} == {"*1/*4", "*1x2/*4"}
    assert call.diplotypes[1].probability == pytest.approx(F1X2 / (F1 + F1X2), abs=1e-4)


def test_a_uniform_prior_does_not_weigh_copies(tmp_path: Path) -> None:
    call = called(tmp_path, {}, assumed=Assumptions(prior="uniform"))
    assert not any("x2" in d.name or "*5" in d.name for d in call.diplotypes)
    assert "not weighed" in str(call.reason)
    assert not call.reportable


def test_an_outside_call_of_copies_replaces_them(tmp_path: Path) -> None:
    call = called(tmp_path, {}, outside=[parse_call("CYP2D6=*1/*1x2")])
    assert [(d.name, d.probability) for d in call.diplotypes] == [("*1/*1x2", 1.0)]
    assert (call.phenotypes[0].name, call.reportable) == ("Ultrarapid Metabolizer", True)
