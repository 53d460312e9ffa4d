"""Laws of reading a cohort: whatever stands in the file, a row is the call of that person alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foredose.genome import call_genome
from foredose.genome.cohort import call_cohort_gene
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.vcf import read_vcf
from foredose.sources.vcf_cohort import VcfCohort
from genome_people import reference_of, ruled
from genome_vcf import COLUMNS, HEADER, gene_records

pytestmark = pytest.mark.properties
PEOPLE = ("first", "second", "third")
GENES = ("DPYD", "CYP2C9", "TPMT", "G6PD", "VKORC1")
ALTERNATES = (
    "T",
    "AT",
    "*",
    ".",
    "<DEL>",
    "<INV>",
    "<NON_REF>",
    "A]chr5:100]",
    "[chr5:100[A",
    "A.",
    "T,<DEL>",
)
CALLS = st.sampled_from(["0/0", "0/1", "1|1", "./.", "0/."])


@st.composite
def odd_records(draw: st.DrawFn, gene: str) -> list[str]:
    """Draw a record anywhere in a gene, of any kind of change, with a call of each person."""
    facts = gene_facts(gene)
    low, high = facts.regions["GRCh38"]
    position, alternate = draw(st.integers(low, high)), draw(st.sampled_from(ALTERNATES))
    info = f"END={position + draw(st.integers(0, 500))}" if "<" in alternate else "."
    calls = [draw(CALLS) for _ in PEOPLE]
    if alternate == ".":
        calls = [call.replace("1", "0") for call in calls]
    return [facts.chromosome, str(position), ".", "A", alternate, "50", "PASS", info, "GT", *calls]


def write(path: Path, gene: str, odd: list[list[str]]) -> Path:
    plain = (line.split("\t")[:9] for line in gene_records(gene, {}, background=reference_of(gene)))
    known = [[*fields, *["0/0"] * len(PEOPLE)] for fields in plain]
    taken = {int(row[1]) + i for row in known for i in range(len(row[3]))}
    rows = sorted([*known, *(row for row in odd if int(row[1]) not in taken)], key=lambda row: int(row[1]))
    head = HEADER.format(assembly="GRCh38") + COLUMNS.replace("S1", "\t".join(PEOPLE))
    path.write_text(head + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    return path


@ruled(60)
@given(data=st.data(), gene=st.sampled_from(GENES))
def test_a_row_is_the_call_of_that_person_alone(tmp_path: Path, data: st.DataObject, gene: str) -> None:
    odd = data.draw(st.lists(odd_records(gene), min_size=1, max_size=4, unique_by=lambda row: row[1]))
    path = write(tmp_path / "many.vcf", gene, odd)
    cohort = VcfCohort(path, (gene,))
    (read,) = cohort.genes()
    called = call_cohort_gene(read, cohort.sexes())
    for name, at in zip(cohort.samples, called.of_sample, strict=True):
        assert called.calls[at] == call_genome(read_vcf(path, sample=name), genes=[gene]).genes[gene]
