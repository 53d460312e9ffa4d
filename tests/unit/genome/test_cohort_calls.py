"""A row of a cohort is the call of that person alone: what one person carries never speaks of another."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.genome import GeneCall, call_genome
from foredose.genome.cohort import call_cohort_gene
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.vcf import read_vcf
from foredose.sources.vcf_cohort import VcfCohort
from genome_vcf import COLUMNS, HEADER, gene_records, record

pytestmark = pytest.mark.unit
INTRON = 97_600_000
"""Between two exons of DPYD on GRCh38, far from its defining positions."""
PEOPLE = ("first", "second", "third")
CARRIERS = [("0/1", "0/0", "0/0"), ("0/0", "0/1", "0/0"), ("0/1", "1|1", "0/0"), ("0/0", "0/0", "./.")]
BREAKENDS = ("A]chr5:100]", "]chr5:100]A", "A[chr5:100[", "[chr5:100[A", "A.", ".A")
SYMBOLS = ("<DEL>", "<INV>", "<DUP>")


def cohort_file(path: Path, gene: str, lines: list[tuple[str, tuple[str, ...]]]) -> Path:
    """Write a gene's reference records and the lines, each with what the people carry."""
    plain = gene_records(gene, {}, background=gene_facts(gene).definition.reference_allele)
    told = [(line, ("0/0",) * len(PEOPLE)) for line in plain]
    rows = sorted((*told, *lines), key=lambda each: int(each[0].split("\t")[1]))
    head = HEADER.format(assembly="GRCh38") + COLUMNS.replace("S1", "\t".join(PEOPLE))
    body = ("\t".join([*line.rstrip("\n").split("\t")[:9], *calls]) + "\n" for line, calls in rows)
    path.write_text(head + "".join(body), encoding="utf-8")
    return path


def together(path: Path, gene: str) -> list[GeneCall]:
    cohort = VcfCohort(path, (gene,))
    (read,) = cohort.genes()
    called = call_cohort_gene(read, cohort.sexes())
    return [called.calls[at] for at in called.of_sample]


def alone(path: Path, gene: str) -> list[GeneCall]:
    return [call_genome(read_vcf(path, sample=name), genes=[gene]).genes[gene] for name in PEOPLE]


@pytest.mark.parametrize("calls", CARRIERS, ids=", ".join)
@pytest.mark.parametrize("alternate", BREAKENDS)
def test_a_breakend_between_exons_speaks_of_its_carriers_alone(
    tmp_path: Path, alternate: str, calls: tuple[str, ...]
) -> None:
    line = record("chr1", INTRON, "A", alternate, "0/0")
    path = cohort_file(tmp_path / "many.vcf", "DPYD", [(line, calls)])
    rows = together(path, "DPYD")
    assert rows == alone(path, "DPYD")
    assert [bool(row.unlisted) for row in rows] == ["1" in call for call in calls]


@pytest.mark.parametrize("calls", CARRIERS, ids=", ".join)
@pytest.mark.parametrize("alternate", SYMBOLS)
@pytest.mark.parametrize("end", [INTRON + 50, 97_700_000])
def test_a_structural_variant_speaks_of_its_carriers_alone(
    tmp_path: Path, end: int, alternate: str, calls: tuple[str, ...]
) -> None:
    line = record("chr1", INTRON, "A", alternate, "0/0").replace("\tPASS\t.\t", f"\tPASS\tEND={end}\t")
    path = cohort_file(tmp_path / "many.vcf", "DPYD", [(line, calls)])
    rows = together(path, "DPYD")
    assert rows == alone(path, "DPYD")
    assert len({row.positions for row in rows}) == (2 if end > INTRON + 50 else 1)


def test_a_record_that_does_not_matter_holds_nobodys_call(tmp_path: Path) -> None:
    line = record("chr1", INTRON, "A", "T", "0/0")
    path = cohort_file(tmp_path / "many.vcf", "DPYD", [(line, ("1/1", "0/1", "0/0"))])
    (read,) = VcfCohort(path, ("DPYD",)).genes()
    (kept,) = [each for each in read.records if each.calls[0].position == INTRON]
    assert [call.alleles for call in kept.calls] == [(None, None)]
