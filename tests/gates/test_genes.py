"""Every gene folder: its schema, its coherence, and its own cases through the whole reader and caller."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from foredose.genome import Assumptions, call_genome
from foredose.genome.phenotype import phenotype
from foredose.knowledge.gene_facts import gene_facts, gene_folder, gene_names
from foredose.knowledge.outside_only import OUTSIDE_ONLY
from foredose.knowledge.transcripts import common_changes, transcript
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, write_vcf

CASES: list[tuple[str, dict[str, Any]]] = [
    (path.parent.name, case)
    for path in sorted(gene_folder().glob("*/cases.yaml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
]

# Too few named changes of residues, or they disagree: the reading frame is not known (scripts/import_transcripts.py).
WITHOUT_TRANSCRIPT = ("SULT1A1", "UGT2B7")


@pytest.mark.parametrize("gene", gene_names())
def test_folder_is_complete(gene: str) -> None:
    files = {path.name for path in (gene_folder() / gene).iterdir()} - {"function.json"}
    facts = gene_facts(gene)
    assert facts.gene == gene
    if facts.caller == OUTSIDE_ONLY:
        assert files == {"gene.yaml"}
        assert not facts.definition.positions and not facts.frequencies.alleles
        return
    coding = {"transcript.json", "coding_changes.json"}
    read = len(facts.definition.positions) > 1 and gene not in WITHOUT_TRANSCRIPT
    whole = {"gene.yaml", "definition.json", "frequencies.json", "cases.yaml"}
    assert files == whole | (coding if read else set())
    assert facts.gene == facts.frequencies.gene


@pytest.mark.parametrize("gene", gene_names())
def test_positions_lie_in_the_region_of_both_assemblies(gene: str) -> None:
    facts = gene_facts(gene)
    for position in facts.definition.positions:
        for assembly, (low, high) in facts.regions.items():
            place, _ = position.place(assembly)
            assert place is None or low <= place <= high, position.label


@pytest.mark.parametrize("gene", [g for g in gene_names() if transcript(g)])
def test_transcripts_hold_their_protein_and_lie_in_the_region(gene: str) -> None:
    facts, known = gene_facts(gene), transcript(gene)
    assert known is not None
    for assembly, stretches in known.coding.items():
        low, high = facts.regions[assembly]
        assert low <= stretches[0][0] and stretches[-1][1] <= high
        assert all(a <= b for a, b in stretches)
        assert all(b < c for (_, b), (c, _) in itertools.pairwise(stretches))
        assert sum(b - a + 1 for a, b in stretches) == 3 * (known.residues + 1)
    assert all(
        known.base("GRCh37", place) is not None
        and known.place("GRCh38", known.base("GRCh38", place) or 0) == place
        for place in range(3 * (known.residues + 1))
    )
    for (place, *_), share in common_changes(gene).items():
        assert 0.01 <= share <= 1
        assert known.coding["GRCh38"][0][0] - 2 <= place <= known.coding["GRCh38"][-1][1] + 2


@pytest.mark.parametrize("gene", [g for g in gene_names() if gene_facts(g).caller != OUTSIDE_ONLY])
def test_alleles_frequencies_and_functions_speak_of_the_same_names(gene: str) -> None:
    facts = gene_facts(gene)
    defined = {allele.name for allele in facts.definition.alleles}
    assert set(facts.frequencies.alleles) <= defined
    assert sum(facts.frequencies.alleles.values()) + facts.frequencies.unassigned == pytest.approx(
        1, abs=1e-3
    )
    assert set(facts.structural_alleles).isdisjoint(defined)
    assert any(len(allele.core) == len(facts.definition.positions) for allele in facts.definition.alleles)
    for allele in facts.definition.alleles:
        for index, allowed in allele.core.items():
            position = facts.definition.positions[index]
            assert allowed <= {position.ref, *position.alts}, allele.name


def test_copies_are_weighed_only_where_they_cannot_be_seen() -> None:
    gene = gene_facts("CYP2D6")
    assert gene.copy_number is not None
    with pytest.raises(ValidationError, match="copy_number is for a caller without it"):
        type(gene).model_validate({**gene.model_dump(), "caller": "named_alleles"})
    for facts in map(gene_facts, gene_names()):
        assert facts.copy_number is None or facts.caller == "named_alleles_without_copy_number"


@pytest.mark.parametrize("gene", gene_names())
def test_evidence_is_labelled(gene: str) -> None:
    evidence = gene_facts(gene).evidence
    assert evidence is not None
    assert (evidence.cpic is None) == (not evidence.drugs)
    assert evidence.cpic or evidence.dpwg or evidence.note


@pytest.mark.parametrize("gene", gene_names())
def test_rule_is_symmetric(gene: str) -> None:
    facts = gene_facts(gene)
    names = sorted(facts.names)[:25]
    assert all(phenotype(facts, a, b) == phenotype(facts, b, a) for a in names for b in names)


@pytest.mark.parametrize("assembly", ["GRCh38", "GRCh37"])
@pytest.mark.parametrize(("gene", "case"), CASES, ids=[f"{gene}: {case['name']}" for gene, case in CASES])
def test_case(gene: str, case: dict[str, Any], assembly: Any, tmp_path: Path) -> None:
    if assembly == "GRCh37" and case.get("only") == "GRCh38":
        pytest.skip("the case is about GRCh38 only")
    background = case.get("others", "*1")
    genotypes = case.get("genotypes", {})
    lines = gene_records(
        gene, genotypes, background=None if background == "absent" else background, assembly=assembly
    )
    read = read_vcf(write_vcf(tmp_path / "case.vcf", lines, assembly=assembly))
    call = call_genome(read, genes=[gene], assumed=Assumptions(**case.get("options", {}))).genes[gene]
    expected = case["expect"]
    if "diplotype" in expected:
        assert call.diplotypes[0].name == expected["diplotype"]
    if "phenotype" in expected:
        assert call.phenotypes[0].name == expected["phenotype"]
    if "activity_score" in expected:
        assert call.activity_score == expected["activity_score"]
    assert call.reportable is expected["reportable"], call.reason
    assert expected.get("reason", "") in (call.reason or "")
    assert expected.get("calls", 1) == min(len(call.diplotypes), 1)
