"""Input that looks right and is not: each once led to a confident answer, or would have."""

from __future__ import annotations

import gzip
import json
import os
from datetime import date
from pathlib import Path

import pytest

from foredose.application.assess import Stated, advise
from foredose.application.demo import FOLDER
from foredose.application.given import GivenGenome
from foredose.core import InputError
from foredose.genome import Assumptions
from foredose.genome.caller import call_genome
from foredose.genome.cohort import call_cohort_gene
from foredose.knowledge.drug_names import split_product
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Assembly
from foredose.knowledge.outside_only import OUTSIDE_ONLY
from foredose.sources import read_vcf, read_vcf_cohort
from foredose.sources.vcf_cohort import VcfCohort
from genome_vcf import gene_records, write_vcf

DAY = date(2026, 6, 15)
GENES = tuple(gene for gene in gene_names() if gene_facts(gene).caller != OUTSIDE_ONLY)


@pytest.mark.parametrize(
    ("product", "ingredients"),
    [
        ("Paracetamol 500 mg/Codeine 30 mg", {"paracetamol", "codeine"}),
        ("Paracetamol 500 mg + codeine 30 mg", {"paracetamol", "codeine"}),
        ("Amlodipine 5 mg and atorvastatin 10 mg", {"amlodipine", "atorvastatin"}),
        ("Amlodipine 5 MG + ciclosporin 25 MG", {"amlodipine", "ciclosporin"}),
        ("codeine 10 mg/5 ml", {"codeine"}),
        ("Verapamil Hydrochloride 40 MG Oral Tablet", {"verapamil"}),
    ],
)
def test_every_part_of_a_combination_is_found(product: str, ingredients: set[str]) -> None:
    assert set(split_product(product).ingredients) == ingredients


def _without_reads(folder: Path, form: str, value: str) -> Path:
    lines = []
    for line in gzip.decompress((FOLDER / "demo-1.vcf.gz").read_bytes()).decode().splitlines():
        fields = line.split("\t")
        if not line.startswith("#"):
            fields[8], fields[9] = form, value
        lines.append("\t".join(fields))
    path = folder / "no_reads.vcf"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("form", "value"), [("GT:DP", "0/0:0"), ("GT:DP:GQ", "0/0:12:0"), ("GT:MIN_DP", "0/0:0")]
)
def test_a_call_that_rests_on_no_reads_is_not_reference(form: str, value: str, tmp_path: Path) -> None:
    call = call_genome(read_vcf(_without_reads(tmp_path, form, value)), genes=["CYP2C19"]).genes["CYP2C19"]
    assert call.positions.observed == 0 and call.positions.failed > 0
    assert call.diplotypes == () and not call.reportable


def test_calls_of_another_sample_are_refused(tmp_path: Path) -> None:
    calls = tmp_path / "cyrius.tsv"
    calls.write_text("Sample\tGenotype\tFilter\nSOMEBODY-ELSE\t*1/*1\tPASS\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"calls\.sample"):
        advise(
            order="codeine 30 mg every 6 hours for pain",
            genome=GivenGenome(path=FOLDER / "demo-2.vcf.gz", calls=calls),
            record=FOLDER / "demo-2.json",
            as_of=DAY,
        )


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.vcf"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match=r"file\.special"):
        advise(order="warfarin 5 mg daily", genome=pipe, stated=Stated(age=60), as_of=DAY)


def _panel(folder: Path, genes: tuple[str, ...], written: Assembly, header: str) -> Path:
    lines = [line for gene in genes for line in gene_records(gene, {}, assembly=written)]
    lines.sort(key=lambda line: (line.split("\t")[0], int(line.split("\t")[1])))
    return write_vcf(folder / "panel.vcf", lines, assembly=header)


@pytest.mark.parametrize("assemblies", [("GRCh37", "GRCh38"), ("GRCh38", "GRCh37")])
@pytest.mark.parametrize("genes", [("CYP2C19",), ("TPMT",), ("CYP2C9", "SLCO1B1", "CYP2D6")])
def test_a_panel_of_one_build_under_the_name_of_the_other_is_refused(
    assemblies: tuple[Assembly, Assembly], genes: tuple[str, ...], tmp_path: Path
) -> None:
    panel = _panel(tmp_path, genes, *assemblies)
    with pytest.raises(InputError, match="wrong build") as caught:
        call_genome(read_vcf(panel), assumed=Assumptions(absent="reference"))
    assert assemblies[0] in caught.value.found or caught.value.code == "vcf.reference_mismatch"
    with pytest.raises(InputError, match="wrong build"):
        tuple(
            call_genome(person, assumed=Assumptions(absent="reference")) for person in read_vcf_cohort(panel)
        )
    with pytest.raises(InputError, match="wrong build"):
        for gene in VcfCohort(panel, GENES).genes():
            call_cohort_gene(gene, ["female"])
    right = _panel(tmp_path, genes, assemblies[0], assemblies[0])
    assert call_genome(read_vcf(right)).genes[genes[0]].positions.observed


def test_one_wrong_base_among_many_refuses_the_file(tmp_path: Path) -> None:
    lines = gene_records("CYP2C9", {}) + gene_records("CYP2C19", {})
    at = next(i for i, line in enumerate(lines) if "\t94781859\t" in line)
    lines[at] = lines[at].replace("\tG\tA\t", "\tC\tT\t")
    with pytest.raises(InputError, match=r"REF C at chr10:94781859 in CYP2C19") as caught:
        call_genome(read_vcf(write_vcf(tmp_path / "one.vcf", lines)))
    assert caught.value.where.endswith(f"line {at + 4}")


def _record(folder: Path, status: str) -> Path:
    bundle = json.loads((FOLDER / "demo-4.json").read_text(encoding="utf-8"))
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == "MedicationRequest":
            entry["resource"]["status"] = status
    path = folder / "record.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    return path


def test_a_drug_that_may_be_taken_counts_as_taken_and_leaves_the_answer_open(tmp_path: Path) -> None:
    found = advise(
        order="tacrolimus 5 mg twice daily for kidney transplant",
        genome=FOLDER / "demo-4.vcf.gz",
        record=_record(tmp_path, "unknown"),
        as_of=DAY,
    ).assessment
    assert not found.complete
    assert found.refused is not None and "diltiazem" in found.refused.why


def test_a_record_that_holds_nothing_rules_nothing_out(tmp_path: Path) -> None:
    bundle = json.loads((FOLDER / "demo-1.json").read_text(encoding="utf-8"))
    bundle["entry"] = [e for e in bundle["entry"] if e["resource"]["resourceType"] == "Patient"]
    path = tmp_path / "empty.json"
    path.write_text(json.dumps(bundle), encoding="utf-8")
    genome = GivenGenome(call=("CYP2C19=*1/*1",))
    found = advise(order="clopidogrel 75 mg daily for PCI", genome=genome, record=path, as_of=DAY)
    assert not found.assessment.complete
