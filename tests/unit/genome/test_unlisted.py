"""Changes of coding bases that no definition lists are told, with what they may do; what ends a protein blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.genome import GeneCall, call_genome, unlisted_caveat, unlisted_text
from foredose.genome.cohort import call_cohort_gene
from foredose.knowledge.transcripts import transcript
from foredose.sources.vcf import read_vcf
from foredose.sources.vcf_cohort import VcfCohort
from genome_vcf import gene_records, write_vcf


def line(place: str, ref: str, alt: str, gt: str = "0/1", *, filters: str = "PASS") -> str:
    chromosome, position = place.split(":")
    return "\t".join([chromosome, position, ".", ref, alt, ".", filters, ".", "GT", gt]) + "\n"


def called(tmp_path: Path, gene: str, *extra: str) -> GeneCall:
    records = sorted([*gene_records(gene, {}), *extra], key=lambda text: int(text.split("\t")[1]))
    return call_genome(read_vcf(write_vcf(tmp_path / "x.vcf", records)), genes=[gene]).genes[gene]


@pytest.mark.parametrize(
    ("gene", "record", "protein"),
    [
        ("CYP2C19", line("chr10:94762804", "C", "T"), ("P33=",)),  # c.99C>T
        ("CYP2C9", line("chr10:94988980", "A", "T"), ("G475=",)),  # c.1425A>T
        ("TPMT", line("chr6:18138983", "G", "A"), ("I158=",)),  # c.474T>C is the reverse
        ("CYP2A6", line("chr19:40850376", "T", "C"), ("V17=",)),  # c.51A>G, against the assembly
    ],
)
def test_known_silent_changes_are_told_and_silent(
    tmp_path: Path, gene: str, record: str, protein: tuple[str, ...]
) -> None:
    call = called(tmp_path, gene, record)
    assert [one.protein for one in call.unlisted] == [protein]
    assert call.unlisted[0].common is not None
    assert unlisted_caveat(call) == ""


def test_a_frameshift_beyond_the_definitions_is_not_reportable(tmp_path: Path) -> None:
    plain, call = called(tmp_path, "CYP2C9"), called(tmp_path, "CYP2C9", line("chr10:94938700", "T", "TG"))
    assert plain.reportable
    assert plain.unlisted == ()
    assert call.diplotypes == plain.diplotypes
    assert not call.reportable
    assert "94938700" in (call.reason or "")
    assert "predicted to leave no function: 27 of 28 star alleles" in unlisted_text(call.unlisted[0])


@pytest.mark.parametrize("base", [94938851, 94938852, 94941856, 94941857])
def test_the_first_and_last_bases_of_an_intron_are_splice_sites(tmp_path: Path, base: int) -> None:
    call = called(tmp_path, "CYP2C9", line(f"chr10:{base}", "G", "C"))
    assert [one.kind for one in call.unlisted] == ["splice_site"]
    assert not call.reportable


@pytest.mark.parametrize("base", [94938682, 94938853, 94941855, 94990092])
def test_bases_outside_are_not_told(tmp_path: Path, base: int) -> None:
    assert called(tmp_path, "CYP2C9", line(f"chr10:{base}", "G", "C")).unlisted == ()


def test_a_listed_change_is_not_told_twice(tmp_path: Path) -> None:
    records = gene_records("CYP2C9", {"rs1799853": "C/T", "rs9332131": "GA/G"})
    call = call_genome(read_vcf(write_vcf(tmp_path / "x.vcf", records)), genes=["CYP2C9"]).genes["CYP2C9"]
    assert call.unlisted == ()
    assert call.diplotypes[0].name == "*2/*6"


def test_a_failed_record_and_reference_calls_are_passed_over(tmp_path: Path) -> None:
    failed = line("chr10:94938700", "T", "TG", filters="LowQual")
    reference = line("chr10:94938720", "C", "CA", "0/0")
    unknown = line("chr10:94938725", "C", "CA", "./.")
    assert called(tmp_path, "CYP2C9", failed, reference, unknown).unlisted == ()


def test_two_changes_in_one_codon_leave_the_residue_open(tmp_path: Path) -> None:
    both = called(tmp_path, "CYP2C19", line("chr10:94762804", "C", "T"), line("chr10:94762803", "C", "T"))
    assert [one.protein for one in both.unlisted] == [(), ()]
    joined = called(tmp_path, "CYP2C19", line("chr10:94762803", "CC", "TT"))
    assert [one.change for one in joined.unlisted] == ["chr10:94762803 C>T", "chr10:94762804 C>T"]
    assert [one.protein for one in joined.unlisted] == [(), ()]


def test_a_symbol_over_coding_bases_is_told(tmp_path: Path) -> None:
    symbol = "\t".join(
        ["chr13", "48037760", ".", "C", "<DEL>", ".", "PASS", "SVTYPE=DEL;END=48037765", "GT", "0/1"]
    )
    call = called(tmp_path, "NUDT15", symbol + "\n")
    assert [one.kind for one in call.unlisted] == ["structural"]
    assert not call.reportable


TRYPTOPHAN = "chr10:94942218"  # codon TGG of residue 120


def test_a_missense_change_has_a_predicted_range_that_is_called_so(tmp_path: Path) -> None:
    call = called(tmp_path, "CYP2C9", line(TRYPTOPHAN, "T", "C"))
    (one,) = call.unlisted
    assert one.protein == ("W120R",)
    assert one.predicted is not None
    assert 0 <= one.predicted[0] <= one.predicted[1]
    assert "predicted, not measured" in unlisted_text(one)
    assert call.reportable


def test_a_codon_that_only_becomes_the_end_is_not_reportable(tmp_path: Path) -> None:
    call = called(tmp_path, "CYP2C9", line("chr10:94942219", "G", "A"))
    assert [one.protein for one in call.unlisted] == [("W120*",)]
    assert not call.reportable


@pytest.mark.parametrize("genotype", ["1/1", "1|1", "0|1", "./1"])
def test_copies_are_counted(tmp_path: Path, genotype: str) -> None:
    call = called(tmp_path, "CYP2C9", line(TRYPTOPHAN, "T", "C", genotype))
    assert call.unlisted[0].copies == genotype.count("1")


def test_both_assemblies_tell_the_same(tmp_path: Path) -> None:
    here = transcript("CYP2C9")
    assert here is not None
    place = here.place("GRCh38", 94942218)
    assert place is not None
    lines = [
        *gene_records("CYP2C9", {}, assembly="GRCh37"),
        line(f"chr10:{here.base('GRCh37', place)}", "T", "C"),
        line(f"chr10:{here.base('GRCh37', 3 * 475 - 1)}", "A", "T"),
    ]
    lines.sort(key=lambda text: int(text.split("\t")[1]))
    old = read_vcf(write_vcf(tmp_path / "37.vcf", lines, assembly="GRCh37"))
    told = call_genome(old, genes=["CYP2C9"]).genes["CYP2C9"].unlisted
    new = called(tmp_path, "CYP2C9", line(TRYPTOPHAN, "T", "C"), line("chr10:94988980", "A", "T")).unlisted
    assert [(o.protein, o.common) for o in told] == [(o.protein, o.common) for o in new]
    assert told[1].common is not None


def test_a_cohort_tells_what_each_sample_alone_tells(tmp_path: Path) -> None:
    carried = ["0/1", "0/0", "1/1", "./."]
    lines = [*gene_records("CYP2C9", {}), line(TRYPTOPHAN, "T", "C"), line("chr10:94938700", "T", "TG")]
    lines.sort(key=lambda text: int(text.split("\t")[1]))
    wide = [
        text.rstrip("\n") + "".join(f"\t{gt}" if "\tT\tC" in text else "\t0/0" for gt in carried) + "\n"
        for text in lines
    ]
    path = write_vcf(tmp_path / "many.vcf", wide)
    path.write_text(
        path.read_text(encoding="utf-8").replace("\tS1\n", "\tS1\tA\tB\tC\tD\n"), encoding="utf-8"
    )
    cohort = VcfCohort(path, ("CYP2C9",))
    (gene,) = cohort.genes()
    called_all = call_cohort_gene(gene, cohort.sexes())
    for sample, at in zip(cohort.samples, called_all.of_sample, strict=True):
        alone = call_genome(read_vcf(path, sample=sample), genes=["CYP2C9"]).genes["CYP2C9"]
        assert called_all.calls[at] == alone


def test_a_repeated_or_respelled_record_is_one_change(tmp_path: Path) -> None:
    once = called(tmp_path, "CYP2C9", line("chr10:94938700", "T", "TG"))
    again = called(
        tmp_path, "CYP2C9", *[line("chr10:94938700", "T", "TG")] * 2, line("chr10:94938699", "AT", "ATG")
    )
    assert [one.copies for one in again.unlisted] == [one.copies for one in once.unlisted] == [1]
