"""Laws of the genomics report: it is valid for every call, and reads back to the same call."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foredose.core import Candidate, Indeterminate
from foredose.genome import GeneCall, GenomeCall, Positions
from foredose.knowledge.gene_facts import gene_names
from foredose.surfaces.fhir_out import genomics_report, read_genomics_report, validate
from foredose.surfaces.genome import gene_tsv, genome_text, pharmcat_document
from foredose.surfaces.genome.table import COLUMNS

pytestmark = pytest.mark.properties

NAMES = st.one_of(
    st.sampled_from(["*1/*2", "*2/*2", "*4/*10x2", "-1639 GG", "Poor Metabolizer", "Indeterminate"]),
    st.text(),
)
SHARES = st.floats(0, 1)
COUNTS = st.integers(0, 2**31 - 1)
CANDIDATES = st.lists(st.builds(Candidate, name=NAMES, probability=SHARES), max_size=4).map(tuple)
EVIDENCE = st.one_of(
    st.sampled_from(["rs4244285 A/G", "rs3758581 G/G", "rs1057910 A|C", "g.1 None/T"]), st.text()
)
SOMETHING = st.none() | st.text()


def _gene(name: str) -> st.SearchStrategy[GeneCall]:
    return st.builds(
        GeneCall,
        gene=st.just(name),
        diplotypes=CANDIDATES,
        phenotypes=CANDIDATES,
        activity_score=st.none() | st.floats(0, 20) | st.integers(0, 4),
        positions=st.builds(Positions, defining=COUNTS, observed=COUNTS, not_assayed=COUNTS, failed=COUNTS),
        reportable=st.booleans(),
        reason=SOMETHING,
        resolve=SOMETHING,
        origin=st.text(),
        evidence=st.lists(EVIDENCE, max_size=3).map(tuple),
    )


def _calls(genes: st.SearchStrategy[str]) -> st.SearchStrategy[GenomeCall]:
    names = st.lists(genes, max_size=3, unique=True)
    several = names.flatmap(lambda given: st.fixed_dictionaries({name: _gene(name) for name in given}))
    return st.builds(
        GenomeCall,
        sample=st.text(),
        assembly=st.sampled_from([None, "GRCh38", "GRCh37"]),
        genes=several,
        sex=st.text() | st.builds(Indeterminate, why=st.text(), resolve=st.text()),
        absent_declared_reference=st.booleans(),
        source=st.text(),
        assayed=SOMETHING,
        prior=SOMETHING,
    )


ANY_GENE = st.sampled_from(sorted(gene_names())) | st.text(min_size=1)
KNOWN_GENE = st.sampled_from(sorted(gene_names()))


@given(_calls(ANY_GENE))
@settings(max_examples=150, deadline=None)
def test_every_call_makes_a_valid_report_and_comes_back(call: GenomeCall) -> None:
    bundle = genomics_report(call, knowledge_version="1")
    back = read_genomics_report(json.dumps(bundle))
    assert back == call
    assert list(back.genes) == list(call.genes)
    assert validate(bundle) == ()


@given(_calls(ANY_GENE))
@settings(max_examples=100, deadline=None)
def test_what_may_not_be_reported_is_never_final(call: GenomeCall) -> None:
    bundle = genomics_report(call, knowledge_version="1")
    open_ = {gene for gene in call.genes if not call.genes[gene].reportable}
    for resource in (entry["resource"] for entry in bundle["entry"]):
        named = _gene_of(resource)
        if named in open_:
            assert resource["status"] == "preliminary"
            assert (
                resource.get("valueCodeableConcept", {}).get("text", "not reportable").count("not reportable")
            )


def _gene_of(resource: dict[str, Any]) -> str | None:
    """Return the gene of a genotype of ours."""
    for extension in resource.get("extension", ()):
        if extension["url"] == "urn:foredose:fhir:gene-call:1":
            return next((p.get("valueString") for p in extension["extension"] if p["url"] == "gene"), None)
    return None


@given(_calls(KNOWN_GENE))
@settings(max_examples=100, deadline=None)
def test_other_formats_stand_for_every_call(call: GenomeCall) -> None:
    lines = gene_tsv([call]).split("\n")
    assert len(lines) == len(call.genes) + 2
    assert {line.count("\t") for line in lines[:-1]} == {len(COLUMNS) - 1}
    assert all(len(line) <= 80 for line in genome_text(call, {}).splitlines())
    shown = pharmcat_document(call)
    json.dumps(shown, allow_nan=False)
    for name, gene in call.genes.items():
        (one,) = shown["geneReports"][name]["sourceDiplotypes"]
        if not gene.reportable:
            assert one["label"] == "Unknown/Unknown" and one["phenotypes"] == []
