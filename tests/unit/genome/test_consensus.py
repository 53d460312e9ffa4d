"""Several callers of one gene: what each says, what it weighs, and when the result may be relied on."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.genome import GeneCall, call_genome, call_outside
from foredose.genome.voices import weight_of
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.outside_calls import OutsideCall, parse_answers, parse_call
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.unit
STAR_4 = {"rs3892097": "C|T", "rs1065852": "G|A", "rs1135840": "C|G", "rs1058164": "C|G"}
FACTS = gene_facts("CYP2D6")


def said(caller: str, *values: str, doubt: str | None = None, gene: str = "CYP2D6") -> OutsideCall:
    return OutsideCall(gene=gene, caller=caller, answers=parse_answers(gene, values, "test"), doubt=doubt)


def together(*calls: OutsideCall) -> GeneCall:
    return call_outside("S", calls).genes[calls[0].gene]


def beside(tmp_path: Path, *calls: OutsideCall) -> GeneCall:
    read = read_vcf(write_vcf(tmp_path / "x.vcf", gene_records("CYP2D6", STAR_4)))
    return call_genome(read, genes=["CYP2D6"], outside=calls).genes["CYP2D6"]


def shares(call: GeneCall) -> dict[str, float]:
    return {d.name: round(d.probability, 4) for d in call.diplotypes}


def test_agreement_is_certain_and_names_both() -> None:
    call = together(said("Cyrius", "*1/*4"), said("Aldy", "*4/*1"))
    assert (shares(call), call.reportable, call.origin) == ({"*1/*4": 1.0}, True, "Aldy and Cyrius")


def test_an_ambiguous_caller_is_sharpened_by_one_that_is_not() -> None:
    call = together(said("Cyrius", "*1/*46", "*43/*45"), said("Aldy", "*1/*46"))
    assert shares(call) == {"*1/*46": 1.0}


def test_disagreement_is_weighed_by_published_concordance() -> None:
    call = together(said("Cyrius", "*1/*4"), said("Aldy", "*1/*4x2"), said("StellarPGx", "*1/*5"))
    total = 0.98 + 0.82 + 0.99
    assert shares(call) == {
        "*1/*5": round(0.99 / total, 4),
        "*1/*4": round(0.98 / total, 4),
        "*1/*4x2": round(0.82 / total, 4),
    }
    assert (call.reportable, call.phenotypes[0].name) == (
        True,
        "Intermediate Metabolizer",
    )  # all three mean it


def test_disagreement_on_the_phenotype_is_told() -> None:
    call = together(said("Cyrius", "*1/*4"), said("Aldy", "*1x2/*4"))
    assert not call.reportable
    assert "Cyrius reports *1/*4 (54%)" in str(call.reason) and "Aldy reports *1x2/*4 (46%)" in str(
        call.reason
    )
    assert "published concordance" in str(call.reason) and "second method" in str(call.resolve)


def test_weights() -> None:
    assert weight_of(FACTS, "Cyrius") == 0.98
    assert weight_of(FACTS, "PyPGx") == pytest.approx((0.99 + 0.98 + 0.82) / 3)
    assert weight_of(gene_facts("CYP2C19"), "Aldy") == weight_of(gene_facts("CYP2C19"), "PyPGx") == 1.0


def test_callers_of_a_gene_without_a_comparison_weigh_alike() -> None:
    call = together(said("Aldy", "*1/*1", gene="CYP2C19"), said("PyPGx", "*2/*2", gene="CYP2C19"))
    assert shares(call) == {"*1/*1": 0.5, "*2/*2": 0.5}
    assert "each weighs alike" in str(call.reason)


def test_a_caller_blind_to_copies_agrees_with_one_that_sees_them() -> None:
    call = together(said("PharmCAT", "*1/*4"), said("Cyrius", "*1x2/*4"))
    assert (shares(call), call.reportable) == ({"*1x2/*4": 1.0}, True)
    assert len(together(said("PharmCAT", "*1/*4"), said("Cyrius", "*2/*41")).diplotypes) == 2


def test_a_caller_blind_to_copies_alone_is_not_enough() -> None:
    call = together(said("PharmCAT", "*1/*4"))
    assert not call.reportable and "copy number not assayed" in str(call.reason)
    assert together(said("PharmCAT", "*1/*4x2")).reportable  # it was told of a copy
    assert together(said("PharmCAT", "*1/*2", gene="CYP2C19")).reportable


@pytest.mark.parametrize("loose", ["Intermediate Metabolizer", "AS:1"])
def test_a_phenotype_or_score_agrees_with_a_diplotype(loose: str) -> None:
    call = together(said("a laboratory", loose), said("Cyrius", "*1/*4"))
    assert (shares(call), call.activity_score, call.reportable) == ({"*1/*4": 1.0}, 1.0, True)
    against = together(said("a laboratory", loose), said("Cyrius", "*4/*4"))
    assert not against.reportable and sum(shares(against).values()) < 0.6


def test_the_vcf_refutes_one_answer_of_several(tmp_path: Path) -> None:
    call = beside(tmp_path, said("Cyrius", "*1/*4", "*10/*41"))
    assert (shares(call), call.reportable) == ({"*1/*4": 1.0}, True)


def test_the_vcf_takes_the_side_of_the_caller_it_allows(tmp_path: Path) -> None:
    call = beside(tmp_path, said("Cyrius", "*1/*4x2"), said("Aldy", "*10/*41"))
    assert shares(call) == pytest.approx({"*1/*4x2": 1.8 / 2.62, "*10/*41": 0.82 / 2.62}, abs=1e-4)
    assert not call.reportable and "the VCF shows *1/*4" in str(call.reason)
    assert call.origin == "vcf and Cyrius and Aldy"


@pytest.mark.parametrize("caller", ["Cyrius", "PyPGx"])
def test_a_doubt_stays_until_another_lifts_it(caller: str) -> None:
    doubted = said(caller, "*1/*2x5", doubt="filter LowQ_high_CN")
    alone = together(doubted)
    assert (shares(alone), alone.reportable) == ({"*1/*2x5": 1.0}, False)
    assert "filter LowQ_high_CN" in str(alone.reason)
    assert together(doubted, said("Aldy", "*1/*2x5")).reportable
    assert not together(doubted, said("Aldy", "*1/*2x5", doubt="another")).reportable


def test_no_call_is_not_dropped(tmp_path: Path) -> None:
    silent = said("PyPGx", doubt="Indeterminate")
    alone = together(silent)
    assert (alone.diplotypes, alone.reportable, alone.origin) == ((), False, "PyPGx")
    assert "PyPGx gives no call (Indeterminate)" in str(alone.reason)
    seen = beside(tmp_path, silent)
    assert seen.diplotypes and seen.origin == "vcf" and "PyPGx gives no call" in str(seen.reason)
    assert together(silent, said("Cyrius", "*1/*4")).reportable


def test_alternatives_of_one_caller_that_mean_another_phenotype() -> None:
    call = together(said("Aldy", "*1/*4", "*4/*4"))
    assert not call.reportable
    assert "Aldy reports *1/*4 or *4/*4: 50% of the probability" in str(call.reason)


def test_only_two_calls_by_hand_are_refused() -> None:
    with pytest.raises(InputError, match=r"call\.twice"):
        call_outside("S", [parse_call("CYP2D6=*1/*1"), parse_call("CYP2D6=*1/*4")])
    assert call_outside("S", [parse_call("CYP2D6=*1/*4")] * 2).genes["CYP2D6"].reportable
    by_hand_and_file = together(parse_call("CYP2D6=*1/*4"), said("Aldy", "*1/*1"))
    assert len(by_hand_and_file.diplotypes) == 2
