"""What was seen at each position: three states, the words of the definition, the place on the file's assembly."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.genome import SeenPosition, seen_positions
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Assembly
from foredose.sources.vcf import gene_regions, read_vcf
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.unit

GIVEN = {"rs4244285": "G|A", "rs12248560": "./.", "rs4986893": "G/G"}


def _seen(path: Path, assembly: Assembly = "GRCh38") -> dict[str, SeenPosition]:
    lines = gene_records("CYP2C19", GIVEN, background=None, assembly=assembly)
    vcf = write_vcf(path / "a.vcf", lines, assembly=assembly)
    genotypes = read_vcf(vcf, sample=None, regions=gene_regions(("CYP2C19",)))
    return {one.label: one for one in seen_positions(genotypes, "CYP2C19")}


def test_every_defining_position_is_there_in_one_of_three_states(tmp_path: Path) -> None:
    seen = _seen(tmp_path)
    assert [one.label for one in gene_facts("CYP2C19").definition.positions] == list(seen)
    states = {label: one.state for label, one in seen.items() if label in GIVEN}
    assert states == {"rs4244285": "observed", "rs12248560": "failed", "rs4986893": "observed"}
    assert {one.state for label, one in seen.items() if label not in GIVEN} == {"not_assayed"}


def test_only_what_was_observed_has_a_genotype(tmp_path: Path) -> None:
    seen = _seen(tmp_path)
    assert (seen["rs4244285"].genotype, seen["rs4244285"].changed) == ("G|A", True)
    assert (seen["rs4986893"].genotype, seen["rs4986893"].changed) == ("G/G", False)
    assert seen["rs12248560"].genotype is None and seen["rs12248560"].reason == "no call"
    assert not [one for one in seen.values() if one.state != "observed" and one.genotype is not None]


def test_alleles_are_those_that_a_change_defines_or_that_cannot_be_told(tmp_path: Path) -> None:
    seen = _seen(tmp_path)
    assert seen["rs4244285"].alleles == ("*2",)
    assert seen["rs12248560"].alleles == ("*17",)
    assert seen["rs4986893"].alleles == ()
    assert 0.1 < seen["rs12248560"].frequency < 0.3
    assert seen["rs4986893"].frequency == 0


def test_the_place_is_on_the_assembly_of_the_file(tmp_path: Path) -> None:
    assert _seen(tmp_path)["rs4244285"].position == 94781859
    assert _seen(tmp_path, "GRCh37")["rs4244285"].position == 96541616
