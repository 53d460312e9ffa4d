"""A file with one position: consistent with *2/*2, very probably a poor metaboliser, and never certain."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from foredose.genome import call_genome
from foredose.sources.vcf import read_vcf
from foredose.surfaces.cli import main
from genome_vcf import record, write_vcf


@pytest.fixture
def one_position(tmp_path: Path) -> Path:
    return write_vcf(tmp_path / "one.vcf", [record("chr10", 94781859, "G", "A", "1/1")])


def test_one_position_is_consistent_with_star_2_and_not_more(one_position: Path) -> None:
    call = call_genome(read_vcf(one_position)).genes["CYP2C19"]
    assert call.diplotypes[0].name == "*2/*2"
    assert (call.positions.observed, call.positions.defining) == (1, 35)
    assert call.positions.not_assayed == 34
    assert call.phenotypes[0].name == "Poor Metabolizer"
    assert 0.9 < call.phenotypes[0].probability < 1
    assert call.evidence == ("rs4244285 A/A",)
    assert not call.reportable
    assert "not seen" in str(call.reason)
    assert "genotype" in str(call.resolve)


def test_no_other_gene_is_made_up(one_position: Path) -> None:
    others = [call for gene, call in call_genome(read_vcf(one_position)).genes.items() if gene != "CYP2C19"]
    assert others
    assert all(not call.diplotypes and not call.phenotypes and not call.reportable for call in others)


def test_the_command_line_says_the_same(one_position: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["genome", "call", str(one_position), "--json"])
    assert not left.value.code
    document = json.loads(capsys.readouterr().out)
    gene = document["genes"]["CYP2C19"]
    assert gene["diplotypes"][0]["name"] == "*2/*2"
    assert (gene["positions"]["observed"], gene["positions"]["defining"]) == (1, 35)
    assert gene["phenotypes"][0]["name"] == "Poor Metabolizer"
    assert 0.9 < gene["phenotypes"][0]["probability"] < 1
    assert gene["reportable"] is False
    assert "not seen" in gene["reason"]
    assert gene["resolve"]
    assert not document["absent_declared_reference"]
