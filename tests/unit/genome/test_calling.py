"""Observing and calling: spellings, blocks, contradictions, builds, and what is said when it is not enough."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from foredose.core import InputError
from foredose.genome import Assumptions, GeneCall, call_genome
from foredose.genome.observe import observe
from foredose.genome.posterior import make_naming
from foredose.genome.variants import Variant, normalise
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.sources.bed import read_bed
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, record, write_vcf

pytestmark = pytest.mark.unit


def called(
    tmp_path: Path, gene: str, lines: list[str], *, assembly: str = "GRCh38", **options: object
) -> GeneCall:
    read = read_vcf(write_vcf(tmp_path / "x.vcf", lines, assembly=assembly))
    return call_genome(read, genes=[gene], **options).genes[gene]  # type: ignore[arg-type]


def without(lines: list[str], *places: int) -> list[str]:
    return [line for line in lines if int(line.split("\t")[1]) not in places]


def test_normal_form_trims_and_moves_left() -> None:
    bases = dict(enumerate("CTTTA", 10))
    assert normalise(12, "TT", "T", bases) == normalise(10, "CT", "C", bases) == Variant(11, "T", "")
    assert normalise(13, "T", "TT", bases) == normalise(10, "C", "CT", bases) == Variant(11, "", "T")
    assert normalise(10, "CTT", "CAT", bases) == Variant(11, "T", "A")


@pytest.mark.parametrize(
    ("position", "ref", "alt"),
    [(99652770, "T", "TA"), (99652771, "A", "AA"), (99652769, "GT", "GTA")],
    ids=["as defined", "moved right", "with a base before"],
)
def test_an_insertion_is_known_in_other_spellings(tmp_path: Path, position: int, ref: str, alt: str) -> None:
    lines = [*without(gene_records("CYP3A5", {}), 99652770), record("chr7", position, ref, alt, "0/1")]
    assert called(tmp_path, "CYP3A5", lines).diplotypes[0].name == "*1/*7"


def test_two_changes_written_as_one_are_both_read(tmp_path: Path) -> None:
    lines = [*without(gene_records("CYP2C9", {}), 94942290), record("chr10", 94942289, "ACG", "ATG", "0/1")]
    with_pair = called(tmp_path, "CYP2C9", lines)
    assert with_pair.diplotypes[0].name == "*1/*2"


def test_gvcf_block_is_observed_reference(tmp_path: Path) -> None:
    low, high = gene_facts("CYP2C9").regions["GRCh38"]
    block = f"chr10\t{low}\t.\tA\t<NON_REF>\t.\t.\tEND={high}\tGT\t0/0\n"
    call = called(tmp_path, "CYP2C9", [block])
    assert (call.diplotypes[0].name, call.reportable, call.positions.observed) == ("*1/*1", True, 83)
    failed = called(tmp_path, "CYP2C9", [block.replace("0/0", "./.")])
    assert (failed.diplotypes, failed.reportable, failed.positions.failed) == ((), False, 83)


def test_bed_turns_absent_into_observed_but_never_failed_into_reference(tmp_path: Path) -> None:
    low, high = gene_facts("CYP2C19").regions["GRCh38"]
    bed = tmp_path / "a.bed"
    bed.write_text(f"chr10\t{low - 1}\t{high}\n", encoding="utf-8")
    lines = gene_records("CYP2C19", {"rs4244285": "./.", "rs3758581": "G/G"}, background=None)
    call = called(tmp_path, "CYP2C19", lines, assumed=Assumptions(assayed=read_bed(bed)))
    assert (call.positions.observed, call.positions.failed, call.reportable) == (34, 1, False)


def test_absent_reference_needs_a_record_in_the_gene(tmp_path: Path) -> None:
    lines = gene_records("CYP2C19", {"rs4244285": "G/G"}, background=None)
    read = read_vcf(write_vcf(tmp_path / "x.vcf", lines))
    call = call_genome(read, assumed=Assumptions(absent="reference"))
    assert call.genes["CYP2C19"].diplotypes[0].name == "*38/*38"
    assert (call.genes["CYP2C9"].diplotypes, call.genes["CYP2C9"].reportable) == ((), False)
    assert call.absent_declared_reference
    other = read_vcf(write_vcf(tmp_path / "y.vcf", gene_records("CYP2C19", {})))
    whole = call_genome(other, assumed=Assumptions(absent="reference"))
    assert not whole.genes["CYP2C19"].reportable


def test_records_that_contradict_each_other_fail(tmp_path: Path) -> None:
    lines = gene_records("CYP2C19", {"rs4244285": "G/A", "rs12769205": "A/G"})
    call = called(tmp_path, "CYP2C19", [*lines, record("chr10", 94781859, "G", "A", "1/1")])
    assert (call.positions.failed, call.reportable) == (1, False)
    twice = called(tmp_path, "CYP2C19", [*lines, record("chr10", 94781859, "G", "A", "0/1")])
    assert (twice.diplotypes[0].name, twice.positions.failed) == ("*1/*2", 0)


def test_an_insertion_that_might_be_the_defined_one_fails_the_position(tmp_path: Path) -> None:
    lines = without(gene_records("CYP3A5", {}), 99652770)
    call = called(
        tmp_path,
        "CYP3A5",
        [*lines, record("chr7", 99652780, "A", "AA", "0/1")],
        assumed=Assumptions(absent="reference"),
    )
    assert (call.positions.failed, call.reportable) == (1, False)
    other = called(tmp_path, "CYP3A5", [*lines, record("chr7", 99652780, "C", "CG", "0/1")])
    assert other.positions.failed == 0


@pytest.mark.parametrize("gt", ["0/.", "1/.", "1"])
def test_partial_and_haploid_calls_are_failures(tmp_path: Path, gt: str) -> None:
    lines = without(gene_records("CYP2C9", {}), 94981296)
    call = called(tmp_path, "CYP2C9", [*lines, record("chr10", 94981296, "A", "C", gt)])
    assert (call.positions.failed, call.reportable) == (1, False)


def test_filter_fails_a_position(tmp_path: Path) -> None:
    lines = without(gene_records("CYP2C9", {}), 94981296)
    call = called(tmp_path, "CYP2C9", [*lines, record("chr10", 94981296, "A", "C", "0/0", "LowQual")])
    assert (call.positions.failed, call.reportable) == (1, False)
    assert "FILTER LowQual" in str(call.reason)


@pytest.mark.parametrize("alternate", ["<DEL>", "CA"])
def test_a_change_that_cannot_be_read_fails_the_position(tmp_path: Path, alternate: str) -> None:
    lines = without(gene_records("CYP2C9", {}), 94981296)
    call = called(tmp_path, "CYP2C9", [*lines, record("chr10", 94981296, "ATT", alternate, "0/1")])
    assert call.positions.failed >= 1
    assert not call.reportable


def test_wrong_strand_or_build_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        called(tmp_path, "CYP2C19", [record("chr10", 94781859, "C", "T", "0/1")])
    assert caught.value.code == "vcf.reference_mismatch"
    assert "wrong build or strand" in caught.value.expected


def test_unnamed_combination_is_said_not_forced(tmp_path: Path) -> None:
    call = called(tmp_path, "CYP2C9", gene_records("CYP2C9", {"rs3758580": "C/T"}))
    two = called(tmp_path, "CYP2C19", gene_records("CYP2C19", {"rs4244285": "G|A"}))
    assert "outside the catalogue: rs4244285 A" in two.diplotypes[0].name
    assert (two.phenotypes[0].name, two.reportable) == ("Indeterminate", False)
    assert call.diplotypes[0].name == "*1/*1"


def test_a_base_that_no_allele_lists_is_said(tmp_path: Path) -> None:
    lines = without(gene_records("CYP2C9", {}), 94981296)
    call = called(tmp_path, "CYP2C9", [*lines, record("chr10", 94981296, "A", "G", "0/1")])
    assert (call.diplotypes[0].name, call.reportable) == ("*1/*1", False)
    assert "rs1057910 G" in str(call.reason)


def test_phase_sets_decide_only_within_themselves(tmp_path: Path) -> None:
    def with_sets(one: str, other: str) -> GeneCall:
        lines = without(gene_records("SLCO1B1", {}), 21176804, 21178615)
        pair = [
            f"chr12\t21176804\t.\tA\tG\t.\tPASS\t.\tGT:PS\t0|1:{one}\n",
            f"chr12\t21178615\t.\tT\tC\t.\tPASS\t.\tGT:PS\t1|0:{other}\n",
        ]
        return called(tmp_path, "SLCO1B1", lines + pair)

    assert with_sets("1", "1").diplotypes[0].name == "*5/*37"
    assert with_sets("1", "1").diplotypes[0].probability == 1
    assert {d.name for d in with_sets("1", "2").diplotypes} == {"*1/*15", "*5/*37"}
    assert with_sets("1", "2").phenotypes[0].name == "Decreased Function"


def test_grch37_reference_base_of_cyp3a5_is_the_star_3_base(tmp_path: Path) -> None:
    lines = gene_records("CYP3A5", {"rs776746": "T/T"}, assembly="GRCh37")
    assert any("\t99270539\t.\tC\tT\t" in line for line in lines)
    assert called(tmp_path, "CYP3A5", lines, assembly="GRCh37").diplotypes[0].name == "*1/*1"
    silent = without(lines, 99270539)
    call = called(tmp_path, "CYP3A5", silent, assembly="GRCh37", assumed=Assumptions(absent="reference"))
    assert call.diplotypes[0].name == "*3/*3"


def test_grch37_position_without_known_reference_is_never_filled(tmp_path: Path) -> None:
    positions = gene_facts("CYP2D6").definition.positions
    unknown = [p for p in positions if p.place("GRCh37")[1] is None]
    assert "rs1058164" in {p.label for p in unknown}
    lines = gene_records("CYP2D6", {"rs1065852": "G/G"}, background=None, assembly="GRCh37")
    read = read_vcf(write_vcf(tmp_path / "x.vcf", lines, assembly="GRCh37"))
    sites = observe(read, gene_facts("CYP2D6"), Assumptions(absent="reference")).sites
    assert all(site.copies == (None, None) for p, site in zip(positions, sites, strict=True) if p in unknown)


def test_the_prior_and_the_bed_are_named(tmp_path: Path) -> None:
    call = call_genome(read_vcf(write_vcf(tmp_path / "x.vcf", gene_records("VKORC1", {}))))
    assert "1000 Genomes" in str(call.prior)
    assert call.assayed is None


def test_uniform_prior_can_replace_the_population(tmp_path: Path) -> None:
    lines = gene_records("CYP2C19", {"rs4244285": "G/G"}, background=None)
    population = called(tmp_path, "CYP2C19", lines)
    uniform = called(tmp_path, "CYP2C19", lines, assumed=Assumptions(prior="uniform"))
    assert population.diplotypes[0].probability > 3 * uniform.diplotypes[0].probability


def test_many_unordered_heterozygotes_stay_fast(tmp_path: Path) -> None:
    facts = gene_facts("CYP2D6")
    single = [p for p in facts.definition.positions if len(p.ref) == len(p.alts[0]) == 1][:60:3]
    lines = gene_records("CYP2D6", {p.label: f"{p.ref}/{p.alts[0]}" for p in single})
    read = read_vcf(write_vcf(tmp_path / "x.vcf", lines))
    start = time.perf_counter()
    call = call_genome(read, genes=["CYP2D6"]).genes["CYP2D6"]
    assert time.perf_counter() - start < 2
    assert call.diplotypes
    assert len(observe(read, facts).sites) == call.positions.defining


def test_every_gene_of_nothing_is_not_assayed(tmp_path: Path) -> None:
    call = call_genome(read_vcf(write_vcf(tmp_path / "x.vcf", [])))
    assert set(call.genes) == set(gene_names())
    assert all(not gene.diplotypes and not gene.reportable and gene.resolve for gene in call.genes.values())


@pytest.mark.parametrize(
    ("symbol", "info", "gt", "fails"),
    [
        ("<DEL>", "END={end}", "0/1", True),
        ("<DUP>", "SVLEN=200000", "0/1", True),
        ("<DEL>", "SVLEN=-200000", "1/1", True),
        ("<CNV>", "END={end}", "./.", True),
        ("<INV>", "END={end}", "0|1", True),
        ("<DEL>", "END={end}", "0/0", False),
    ],
)
def test_a_structural_variant_over_the_gene_fails_what_it_covers(
    tmp_path: Path, symbol: str, info: str, gt: str, fails: bool
) -> None:
    low, high = gene_facts("CYP2C19").regions["GRCh38"]
    line = f"chr10\t{low - 5000}\t.\tN\t{symbol}\t.\tPASS\t{info.format(end=high)}\tGT\t{gt}\n"
    call = called(tmp_path, "CYP2C19", [line, *gene_records("CYP2C19", {})])
    assert call.positions.failed == (call.positions.defining if fails else 0)
    assert (not fails) or (not call.reportable and f"structural variant {symbol}" in str(call.reason))


def test_a_bed_fills_no_gene_whose_build_no_record_confirms(tmp_path: Path) -> None:
    low, high = gene_facts("CYP2C19").regions["GRCh38"]
    bed = tmp_path / "a.bed"
    bed.write_text(f"chr10\t{low - 1}\t{high}\n", encoding="utf-8")
    elsewhere = f"chr10\t{low + 1}\t.\tA\tC\t.\tPASS\t.\tGT\t0/1\n"
    for lines in ([], [elsewhere]):
        call = called(tmp_path, "CYP2C19", lines, assumed=Assumptions(assayed=read_bed(bed)))
        assert (call.positions.observed, call.reportable) == (0, False)
        assert "no record of the gene confirms the assembly" in str(call.reason)


def test_where_nothing_was_counted_every_position_is_asked_for() -> None:
    facts = gene_facts("NUDT15")
    uncounted = facts.frequencies.model_copy(
        update={"chromosomes": (0, 0, 0, 0, 0), "haplotypes": (), "alleles": {}, "unassigned": 1.0}
    )
    bare = facts.model_copy(update={"frequencies": uncounted})
    assert make_naming(bare, "population").key_positions(bare, 0.01) == tuple(
        range(len(facts.definition.positions))
    )
    assert len(make_naming(facts, "population").key_positions(facts, 0.01)) < len(facts.definition.positions)


def test_without_phenotypes_the_diplotype_must_be_certain(tmp_path: Path) -> None:
    """NAT1 has no phenotypes; of its positions one alone is seen, and no allele of the others is common."""
    call = called(tmp_path, "NAT1", gene_records("NAT1", {"rs56379106": "C/C"}, background=None))
    assert call.phenotypes[0].name == "No phenotype assigned"
    assert call.diplotypes[0].name == "*4/*4"
    assert not call.reportable
    assert "another diplotype than *4/*4" in (call.reason or "")
