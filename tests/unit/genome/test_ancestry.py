"""Positions that were not seen are judged by every superpopulation where the prior pools them."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.genome import Assumptions, GeneCall, call_genome
from foredose.genome.panel import Prior
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.vcf import read_vcf
from foredose.surfaces.cli import main
from genome_vcf import gene_records, write_vcf


def called(tmp_path: Path, prior: Prior, *absent: str) -> GeneCall:
    """Return CYP2C19 with all positions as the reference but some absent."""
    places = {str(p.grch38) for p in gene_facts("CYP2C19").definition.positions if p.label in absent}
    records = [text for text in gene_records("CYP2C19", {}) if text.split("\t")[1] not in places]
    read = read_vcf(write_vcf(tmp_path / "x.vcf", records))
    return call_genome(read, genes=["CYP2C19"], assumed=Assumptions(prior=prior)).genes["CYP2C19"]


def positions_of(name: str) -> list[str]:
    """Return the positions at which an allele differs from *1."""
    facts = gene_facts("CYP2C19")
    cores = {allele.name: allele.core for allele in facts.definition.alleles}
    differs = (i for i, allowed in cores[name].items() if not allowed & cores["*1"][i])
    return [facts.definition.positions[i].label for i in differs]


def test_an_allele_of_one_superpopulation_keeps_a_pooled_call_open(tmp_path: Path) -> None:
    # Of South Asian chromosomes that look like *1 elsewhere 3 of 100 are *40; it is hardly known in other places.
    pooled = called(tmp_path, "population", *positions_of("*40"))
    assert pooled.phenotypes[0].probability > 0.95
    assert not pooled.reportable
    assert "in people of SAS ancestry" in (pooled.reason or "")
    assert "--prior" in (pooled.resolve or "")
    assert called(tmp_path, "EUR", *positions_of("*40")).reportable
    assert not called(tmp_path, "SAS", *positions_of("*40")).reportable


def test_nothing_is_asked_of_ancestry_where_all_was_seen(tmp_path: Path) -> None:
    assert called(tmp_path, "population").reportable


def test_the_command_line_takes_the_prior_and_says_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_vcf(tmp_path / "x.vcf", gene_records("CYP2C19", {})[1:])
    with pytest.raises(SystemExit) as left:
        main(["genome", "report", str(path), "--genes", "CYP2C19", "--prior", "uniform"])
    assert left.value.code in (0, 3)
    assert "every named allele alike" in capsys.readouterr().out


def test_another_prior_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_vcf(tmp_path / "x.vcf", gene_records("CYP2C19", {}))
    with pytest.raises(SystemExit) as left:
        main(["genome", "call", str(path), "--prior", "XXX"])
    assert left.value.code == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_open_phase_is_asked_of_each_superpopulation_too(tmp_path: Path) -> None:
    seen = {"rs1801279": "A/G", "rs1801280": "C/T", "rs1208": "A/G"}
    records = gene_records("NAT2", seen, background=gene_facts("NAT2").definition.reference_allele)
    read = read_vcf(write_vcf(tmp_path / "x.vcf", records))
    call = call_genome(read, genes=["NAT2"]).genes["NAT2"]
    assert call.phenotypes[0].probability > 0.95
    assert not call.reportable
    assert "the phase of the variants is not known" in (call.reason or "")
    assert "give phased genotypes" in (call.resolve or "")
