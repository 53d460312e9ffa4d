"""Genes known from outside calls alone: HLA typings and statements, the one copy of MT-RNR1."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.genome import Assumptions, GeneCall, call_genome, call_outside, phenotype_of
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.outside_only import OUTSIDE_ONLY
from foredose.sources.outside_calls import OutsideCall, parse_answers, parse_call
from foredose.sources.vcf import gene_regions, read_vcf
from foredose.surfaces.contract import genome_document
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.unit
GENES = [gene for gene in gene_names() if gene_facts(gene).caller == OUTSIDE_ONLY]
RISK = "risk of aminoglycoside-induced hearing loss"


def told(*texts: str) -> GeneCall:
    (call,) = call_outside("S", [parse_call(text) for text in texts]).genes.values()
    return call


def statements(call: GeneCall) -> dict[str, float]:
    return {one.name: one.probability for one in call.phenotypes}


@pytest.mark.parametrize(
    ("typing", "carried"),
    [
        ("*57:01/*08:01", "positive"),
        ("*57:01:01:01/*08:01", "positive"),
        ("HLA-B*57:01/B*08:01", "positive"),
        ("5701/0801", "positive"),
        ("57:01:01G/08:01P", "positive"),
        ("*57:03/*08:01", "negative"),
        ("*57:010/*08:01", "negative"),
        ("*15:02/*08:01", "negative"),
        ("*57/*08:01", "indeterminate"),
        ("*57:XX/*08:01", "indeterminate"),
        ("*57:01:01N/*08:01", "indeterminate"),
    ],
)
def test_a_typing_at_the_resolution_it_has(typing: str, carried: str) -> None:
    call = told(f"HLA-B={typing}")
    assert statements(call)[f"*57:01 {carried}"] == 1.0
    assert call.statements and call.diplotypes == ()
    assert call.reportable is (carried != "indeterminate")


def test_several_statements_hold_at_once() -> None:
    call = told("HLA-B=*57:01/*08:01")
    assert statements(call) == {
        "*57:01 positive": 1.0,
        "*15:02 negative": 1.0,
        "*15:11 negative": 1.0,
        "*58:01 negative": 1.0,
    }
    assert call.phenotypes[0].name == "*57:01 positive"


def test_two_digits_leave_only_their_own_first_field_open() -> None:
    call = told("HLA-B=*57/*08")
    assert statements(call)["*15:02 negative"] == statements(call)["*57:01 indeterminate"] == 1.0
    assert "*57:01 is not settled" in str(call.reason) and "two fields" in str(call.resolve)


def test_one_allele_says_nothing_of_absence() -> None:
    assert statements(told("HLA-B=*57:01")) == {"*57:01 positive": 1.0}
    assert not told("HLA-B=*08:01").reportable


def test_statements_as_pharmcat_writes_them() -> None:
    call = told("HLA-B=*57:01 positive", "HLA-B=*15:02 negative")
    assert statements(call) == {"*57:01 positive": 1.0, "*15:02 negative": 1.0}
    assert statements(told("HLA-A=*31:01 Positive; *31:01 positive")) == {"*31:01 positive": 1.0}
    assert call.reportable


def test_statements_that_contradict() -> None:
    with pytest.raises(InputError, match=r"call\.twice"):
        told("HLA-B=*57:01 positive", "HLA-B=*57:01 negative")
    calls = [
        OutsideCall(gene="HLA-B", caller=caller, answers=parse_answers("HLA-B", (text,), "test"))
        for caller, text in (("pb-StarPhase", "57:01/08:01"), ("a laboratory", "*57:01 negative"))
    ]
    call = call_outside("S", calls).genes["HLA-B"]
    assert statements(call)["*57:01 positive"] == statements(call)["*57:01 negative"] == 0.5
    assert statements(call)["*15:02 negative"] == 1.0
    assert not call.reportable and "*57:01" in str(call.reason)


def test_a_caller_that_concludes_goes_before_one_that_does_not() -> None:
    calls = [
        OutsideCall(gene="HLA-B", caller=caller, answers=parse_answers("HLA-B", (text,), "test"))
        for caller, text in (("pb-StarPhase", "57:01/08:01"), ("a laboratory", "*57/*08"))
    ]
    call = call_outside("S", calls).genes["HLA-B"]
    assert statements(call)["*57:01 positive"] == 1.0 and call.reportable


@pytest.mark.parametrize("text", ["HLA-A=B*57:01/*08:01", "HLA-B=*57:01/nonsense", "HLA-B=*57:02 positive"])
def test_nonsense_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_call(text)


@pytest.mark.parametrize(
    ("text", "name", "phenotype"),
    [
        ("m.1555A>G", "m.1555A>G", f"increased {RISK}"),
        ("1555A>G", "m.1555A>G", f"increased {RISK}"),
        ("Reference", "Reference", f"normal {RISK}"),
        ("Reference/Reference", "Reference", f"normal {RISK}"),
        ("m.827A>G/1494C>T", "m.1494C>T/m.827A>G", f"increased {RISK}"),
        ("961T>del/961T>del+Cn", "m.961T>del/m.961T>del+Cn", f"uncertain {RISK}"),
    ],
)
def test_mt_rnr1(text: str, name: str, phenotype: str) -> None:
    call = told(f"MT-RNR1={text}")
    assert (call.diplotypes[0].name, call.phenotypes[0].name, call.reportable) == (name, phenotype, True)
    assert phenotype_of("MT-RNR1", name) == phenotype


def test_one_copy_on_x_has_the_phenotype_of_its_allele() -> None:
    assert phenotype_of("G6PD", "B (reference)") == "Normal"
    assert phenotype_of("G6PD", "A- 202A_376G") == "Deficient"
    assert phenotype_of("CYP2C19", "*1/*1/*1") == "Indeterminate"


def test_mt_rnr1_by_its_risk() -> None:
    assert told(f"MT-RNR1=Increased {RISK}").phenotypes[0].name == f"increased {RISK}"


@pytest.mark.parametrize("gene", GENES)
def test_a_vcf_never_tells(gene: str, tmp_path: Path) -> None:
    read = read_vcf(write_vcf(tmp_path / "x.vcf", gene_records("CYP2C19", {})))
    called = call_genome(read, assumed=Assumptions(absent="reference"))
    call = called.genes[gene]
    assert (call.diplotypes, call.phenotypes, call.positions.defining, call.reportable) == ((), (), 0, False)
    assert "never called from small variants" in str(call.reason)
    assert f"--call {gene}=" in str(call.resolve)
    assert gene_regions([gene]) == {"GRCh38": (), "GRCh37": ()}
    document = genome_document(called, knowledge_version="2026.11.1")
    assert document.genes[gene].positions.defining == 0


def test_beside_a_vcf(tmp_path: Path) -> None:
    read = read_vcf(write_vcf(tmp_path / "x.vcf", gene_records("CYP2C19", {})))
    called = call_genome(read, outside=[parse_call("HLA-B=*57:01/*58:01"), parse_call("MT-RNR1=1555A>G")])
    assert statements(called.genes["HLA-B"])["*58:01 positive"] == 1.0
    assert called.genes["HLA-A"].phenotypes == ()
    assert called.genes["MT-RNR1"].reportable
    document = genome_document(called, knowledge_version="2026.11.1")
    assert document.genes["HLA-B"].statements and not document.genes["MT-RNR1"].statements


@pytest.mark.parametrize("gene", ["HLA-A", "HLA-B"])
def test_the_names_are_those_of_the_alleles(gene: str) -> None:
    rule = gene_facts(gene).phenotype
    assert set(rule.names) == {
        f"{allele} {word}" for allele in rule.carriers for word in ("positive", "negative")
    }
    assert gene_facts(gene).names == set(rule.carriers)


def test_every_function_of_mt_rnr1_is_a_risk() -> None:
    facts = gene_facts("MT-RNR1")
    assert {allele.function.lower() for allele in facts.function.alleles.values()} == set(
        facts.phenotype.names
    )
