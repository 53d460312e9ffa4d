"""The drugs of a text report: nothing that is considered is called no change, nothing unsure looks settled."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from foredose.application.genome_report import guidance_of, report
from foredose.application.given import GivenGenome
from foredose.core import Candidate
from foredose.genome import GenomeCall, call_outside
from foredose.sources.outside_calls import parse_call
from foredose.surfaces.genome import genome_text
from genome_vcf import gene_records, write_vcf

pytestmark = pytest.mark.unit


def _text(call: GenomeCall) -> str:
    return " ".join(genome_text(call, guidance_of(call)).split())


def _called(*calls: str) -> GenomeCall:
    return call_outside("p", tuple(parse_call(call) for call in calls))


def _doubtful(call: GenomeCall, name: str, *diplotypes: Candidate) -> GenomeCall:
    gene = replace(call.genes[name], reportable=False, reason="not seen")
    gene = replace(gene, diplotypes=diplotypes) if diplotypes else gene
    return replace(call, genes={**call.genes, name: gene})


def test_a_usual_dose_with_something_to_consider_is_written_out() -> None:
    text = _text(_called("CYP2C19=*1/*1"))
    assert "keep the usual dose of omeprazole; consider a higher dose by 50–100 %" in text
    assert "omeprazole" not in text.partition("no change: ")[2]
    assert "voriconazole" in text.partition("no change: ")[2]


def test_no_change_and_no_recommendation_are_two_lists() -> None:
    text = _text(_called("CYP2C9=*1/*1", "CYP2D6=*1/*1"))
    kept, _, silent = text.partition("no change: ")[2].partition(
        "no recommendation, which is no sign of safety: "
    )
    assert "celecoxib" in kept and "celecoxib" not in silent
    assert "pimozide" in silent and "pimozide" not in kept
    assert "cannot be said" not in text


def test_a_drug_of_a_gene_that_is_not_reportable_is_in_neither_list() -> None:
    text = _text(_doubtful(_called("CYP2C9=*1/*1", "CYP2D6=*1/*1"), "CYP2D6"))
    settled, _, open_ = text.partition("cannot be said, because the gene is not reportable: CYP2D6: ")
    assert "codeine" in open_ and "pimozide" in open_
    assert "codeine" not in settled
    assert "celecoxib" in settled


def test_an_unlikely_genotype_that_changes_a_drug_keeps_it_out_of_the_lists() -> None:
    half = (Candidate(name="*1/*1", probability=0.5), Candidate(name="*2/*2", probability=0.5))
    text = _text(_doubtful(_called("CYP2C19=*1/*1"), "CYP2C19", *half))
    assert "escitalopram" not in text.partition("cannot be said")[2]
    assert "omeprazole" not in text.partition("cannot be said")[2]
    assert "(50 %) [not reportable: CYP2C19]" in text


def _first(call: GenomeCall) -> str:
    return _text(call).partition("TO ACT ON")[2].partition("GUIDELINES")[0]


def test_the_head_names_the_drugs_of_reportable_genes() -> None:
    call = _called("CYP2C19=*2/*2", "CYP2C9=*1/*1", "CYP3A5=*3/*3")
    first = _first(call)
    assert re.search(r"CYP2C19 Poor Metabolizer: [a-z, ]*citalopram", first)
    assert "CYP2C9 Normal Metabolizer:" not in first
    assert "not normal, but no drug is changed: CYP3A5 Poor Metabolizer" in first
    hla = _first(_called("HLA-B=*57:01:01/*15:02"))
    assert "HLA-B *15:02 positive; *57:01 positive: abacavir" in hla
    text = genome_text(call, guidance_of(call))
    assert text.index("TO ACT ON") < text.index("\nCYP2C19 ") < text.index("GUIDELINES")
    assert max(map(len, text.splitlines())) <= 80


def test_the_head_says_which_genes_it_cannot_speak_of() -> None:
    first = _first(_doubtful(_called("CYP2C19=*2/*2", "CYP2C9=*1/*1"), "CYP2C19"))
    assert "none" in first
    assert "not reportable, so nothing here is of CYP2C19" in first
    assert "citalopram" not in first.partition("CYP2C9 ")[0]


def test_genes_of_which_no_drug_depends_come_last_with_their_caveats(tmp_path: Path) -> None:
    few = gene_records("CYP2C8", {"rs10509681": "T/C"}, background=None)
    (one,) = report(GivenGenome(path=write_vcf(tmp_path / "p.vcf", few)), genes=("CYP2C8", "CYP2C9"))
    text = genome_text(one.call, one.guidance)
    assert text.index("NO RESULT") < text.index("OTHER GENES")
    assert "CYP2C8    NOT REPORTABLE · " in text.partition("OTHER GENES")[2]
