"""Changes of coding bases that no definition lists are told, with what they may do; what ends a protein blocks."""

from __future__ import annotations

from pathlib import Path

import pytest

from foredose.genome import GeneCall, call_genome, unlisted_caveat, unlisted_text
from foredose.genome.cohort import call_cohort_gene
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.transcripts import transcript
from foredose.sources.outside_calls import parse_call
from foredose.sources.vcf import read_vcf
from foredose.sources.vcf_cohort import VcfCohort
from genome_vcf import gene_records, write_vcf


def line(place: str, ref: str, alt: str, gt: str = "0/1", *, filters: str = "PASS") -> str:
    chromosome, position = place.split(":")
    return "\t".join([chromosome, position, ".", ref, alt, ".", filters, ".", "GT", gt]) + "\n"


def called(tmp_path: Path, gene: str, *extra: str) -> GeneCall:
    """Return the call of a file with every defining position as the reference allele, and more records."""
    background = gene_facts(gene).definition.reference_allele
    records = sorted(
        [*gene_records(gene, {}, background=background), *extra], key=lambda text: int(text.split("\t")[1])
    )
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


def test_reference_and_unknown_calls_are_passed_over(tmp_path: Path) -> None:
    reference = line("chr10:94938720", "C", "CA", "0/0")
    unknown = line("chr10:94938725", "C", "CA", "./.")
    assert called(tmp_path, "CYP2C9", reference, unknown).unlisted == ()


def test_a_failed_record_is_said_and_counts_no_copy(tmp_path: Path) -> None:
    call = called(tmp_path, "CYP2C9", line("chr10:94938700", "T", "TG", filters="LowQual"))
    assert [(one.kind, one.copies) for one in call.unlisted] == [("not_read", 0)]
    assert "in the file, but not to be relied on (FILTER LowQual)" in unlisted_caveat(call)
    assert call.reportable


def test_two_changes_in_one_codon_are_taken_together_as_chromosomes_may_carry_them(tmp_path: Path) -> None:
    second, third = line("chr10:94762803", "C", "T"), line("chr10:94762804", "C", "T")
    apart = called(tmp_path, "CYP2C19", second, third)
    assert [one.protein for one in apart.unlisted] == [("P33L",), ("P33L", "P33=")]
    joined = called(tmp_path, "CYP2C19", line("chr10:94762803", "CC", "TT"))
    assert [one.protein for one in joined.unlisted] == [("P33L",), ("P33L",)]


# TPMT W29 is read against the assembly: TGG at 18149043, 18149042 and 18149041.
STOP_OF_TPMT = line("chr6:18149041", "C", "T", "1/1")


@pytest.mark.parametrize(
    "records",
    [
        [STOP_OF_TPMT],
        [STOP_OF_TPMT, line("chr6:18149043", "A", "T", "0/1")],
        [line("chr6:18149041", "CC", "TT", "1/1")],
        [line("chr6:18149041", "C", "T", "0/1")],
    ],
)
def test_a_stop_stays_one_whatever_else_the_codon_carries(tmp_path: Path, records: list[str]) -> None:
    call = called(tmp_path, "TPMT", *records)
    assert not call.reportable
    assert any("W29*" in one.protein for one in call.unlisted)
    assert any(one.ends_protein for one in call.unlisted)


def test_a_change_that_turns_a_stop_into_a_residue_on_its_only_chromosome_is_no_stop(tmp_path: Path) -> None:
    both = line("chr6:18149041", "CCA", "TCT", "0/1")  # AGA: arginine
    call = called(tmp_path, "TPMT", both)
    assert {one.protein for one in call.unlisted} == {("W29R",)}
    assert call.reportable


def test_a_stop_that_cannot_be_ruled_out_is_not_reportable(tmp_path: Path) -> None:
    call = called(tmp_path, "TPMT", line("chr6:18149115", "G", "A"))  # c.13C>T, codon 5 known in part
    assert "R5*" in call.unlisted[0].protein
    assert not call.unlisted[0].ends_protein
    assert not call.reportable


@pytest.mark.parametrize(
    ("gene", "record", "kind"),
    [
        ("DPYD", line("chr1:97920919", "GCAT", "G", "1/1"), "start_lost"),
        ("DPYD", line("chr1:97828166", "G", "GTTA", "1/1"), "stop_gained"),
        ("TPMT", line("chr6:18149043", "A", "ATTA"), "stop_gained"),
        ("TPMT", line("chr6:18149043", "A", "ATTT"), "inframe"),
    ],
)
def test_insertions_and_deletions_are_read_in_the_frame(
    tmp_path: Path, gene: str, record: str, kind: str
) -> None:
    call = called(tmp_path, gene, record)
    assert [one.kind for one in call.unlisted] == [kind]
    assert call.reportable == (kind == "inframe")


def test_an_insertion_before_the_start_codon_is_outside(tmp_path: Path) -> None:
    assert called(tmp_path, "NUDT15", line("chr13:48037746", "C", "CA")).unlisted == ()


def test_a_breakend_inside_a_gene_is_structural(tmp_path: Path) -> None:
    call = called(tmp_path, "DPYD", line("chr1:97600000", "A", "A]chr5:1000000]", "1/1"))
    assert [one.kind for one in call.unlisted] == ["structural"]
    assert not call.reportable


def test_a_listed_exchange_of_two_bases_is_not_told_again(tmp_path: Path) -> None:
    records = gene_records("RYR1", {"g.38580039": "AA|AA"}, background="Reference")
    call = call_genome(read_vcf(write_vcf(tmp_path / "x.vcf", records)), genes=["RYR1"]).genes["RYR1"]
    assert call.unlisted == ()
    assert "c.14422_14423delinsAA" in call.diplotypes[0].name


def test_a_listed_exchange_of_two_bases_in_two_records_is_never_reference(tmp_path: Path) -> None:
    records = [t for t in gene_records("RYR1", {}, background="Reference") if "\t38580039\t" not in t]
    records += [line("chr19:38580039", "T", "A", "1|1"), line("chr19:38580040", "T", "A", "1|1")]
    call = call_genome(read_vcf(write_vcf(tmp_path / "x.vcf", records)), genes=["RYR1"]).genes["RYR1"]
    assert call.positions.failed == 1
    assert not call.reportable


@pytest.mark.parametrize("by_hand", ["DPYD=Reference/Reference", "DPYD=Normal Metabolizer", "DPYD=AS:2"])
def test_an_outside_call_does_not_take_a_frameshift_away(tmp_path: Path, by_hand: str) -> None:
    records = [*gene_records("DPYD", {}, background="Reference"), line("chr1:97828166", "G", "GA", "1/1")]
    records.sort(key=lambda text: int(text.split("\t")[1]))
    read = read_vcf(write_vcf(tmp_path / "x.vcf", records))
    call = call_genome(read, genes=["DPYD"], outside=(parse_call(by_hand),)).genes["DPYD"]
    assert not call.reportable
    assert "97828166" in (call.reason or "")


def test_an_outside_call_does_not_take_a_base_that_nobody_lists_away(tmp_path: Path) -> None:
    records = gene_records("DPYD", {"rs3918290": "G/G"}, background="Reference")
    read = read_vcf(write_vcf(tmp_path / "x.vcf", records))
    outside = (parse_call("DPYD=Reference/Reference"),)
    call = call_genome(read, genes=["DPYD"], outside=outside).genes["DPYD"]
    assert not call.reportable
    assert "rs3918290 G" in (call.reason or "")


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
