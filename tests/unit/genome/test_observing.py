"""Records that touch a defining position and do not plainly say what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from foredose.core import InputError
from foredose.genome import Assumptions, GeneCall, call_genome
from foredose.genome.observe import observe
from foredose.knowledge.gene_facts import gene_facts
from foredose.sources.bed import read_bed
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, record, write_vcf

pytestmark = pytest.mark.unit
RS28371686 = 94981301  # CYP2C9 *5, C>G
CYP1A2_DELETION = 74747271  # CYP1A2, AT>A


def called(folder: Path, gene: str, lines: list[str], **how: Any) -> GeneCall:
    read = read_vcf(write_vcf(folder / "x.vcf", lines))
    return call_genome(read, genes=[gene], assumed=Assumptions(**how)).genes[gene]


def without(lines: list[str], place: int) -> list[str]:
    return [line for line in lines if int(line.split("\t")[1]) != place]


@pytest.mark.parametrize(
    "line",
    [
        record("chr15", CYP1A2_DELETION, "A", ".", "./."),
        record("chr15", CYP1A2_DELETION, "A", "G", "./."),
        f"chr15\t{CYP1A2_DELETION - 20}\t.\tN\t<NON_REF>\t.\tPASS\tEND={CYP1A2_DELETION}\tGT\t./.\n",
        f"chr15\t{CYP1A2_DELETION}\t.\tA\t.\t.\tPASS\t.\tGT:DP\t0/0:0\n",
        record("chr15", CYP1A2_DELETION, "A", ".", "0/0", "LowQual"),
        record("chr15", CYP1A2_DELETION, "A", ".", "0/."),
    ],
)
def test_a_deletion_of_which_a_base_was_not_called_is_not_filled_from_the_bed(
    tmp_path: Path, line: str
) -> None:
    low, high = gene_facts("CYP1A2").regions["GRCh38"]
    bed = tmp_path / "a.bed"
    bed.write_text(f"chr15\t{low - 1}\t{high}\n", encoding="utf-8")
    lines = [*without(gene_records("CYP1A2", {}, background="*1A"), CYP1A2_DELETION), line]
    for how in ({}, {"absent": "reference"}, {"assayed": read_bed(bed)}):
        assert called(tmp_path, "CYP1A2", lines, **how).positions.failed == 1


@pytest.mark.parametrize("gt", ["0/1", "1/1", "1|0"])
def test_a_base_lost_in_an_unlisted_deletion_is_not_the_reference(tmp_path: Path, gt: str) -> None:
    rest = without(gene_records("CYP2C9", {}), RS28371686)
    for line in (
        record("chr10", RS28371686, "C", "*", gt),
        record("chr10", RS28371686 - 1, "NC", "N", gt),
        record("chr10", RS28371686 - 60_000, "N" * 60_000 + "C", "N", gt),
    ):
        taken = [r for r in rest if int(r.split("\t")[1]) < RS28371686 - 60_000 or len(line) < 1000]
        call = called(tmp_path, "CYP2C9", [*taken, line])
        assert not call.reportable
        assert "rs28371686 lost in a deletion" in str(call.reason) or call.positions.failed


def test_a_gene_outside_the_panel_answers_to_a_lost_base(tmp_path: Path) -> None:
    position = gene_facts("ITPA").definition.positions[0]
    lines = [record("chr20", position.grch38, position.ref, "*", "1/1")]
    call = called(tmp_path, "ITPA", lines)
    assert not call.reportable and "lost in a deletion" in str(call.reason)


def test_a_base_within_a_listed_deletion_is_told_by_that_deletion(tmp_path: Path) -> None:
    facts = gene_facts("G6PD")
    positions = facts.definition.positions
    deletion = next(p for p in positions if p.grch38 == 154533012)
    inside = next(p for p in positions if deletion.grch38 < p.grch38 < deletion.grch38 + len(deletion.ref))
    lines = gene_records(
        "G6PD", {deletion.label: f"{deletion.alts[0]}/{deletion.ref}"}, background="B (reference)"
    )
    lines = [
        *without(lines, inside.grch38),
        record("chrX", inside.grch38, inside.ref, f"{inside.alts[0]},*", "0/2"),
    ]
    sites = observe(read_vcf(write_vcf(tmp_path / "x.vcf", lines)), facts).sites
    assert set(sites[positions.index(inside)].copies) == {inside.ref, "deleted"}


def test_an_overlapping_deletion_says_nothing_of_an_insertion_further_on(tmp_path: Path) -> None:
    lines = [*gene_records("CYP3A5", {}), record("chr7", 99652770 - 40, "A", "*,T", "1/2")]
    call = called(tmp_path, "CYP3A5", lines)
    assert (call.diplotypes[0].name, call.positions.failed, call.reportable) == ("*1/*1", 0, True)


def test_a_masked_reference_is_the_assemblys_and_a_masked_change_is_no_base(tmp_path: Path) -> None:
    rest = without(gene_records("CYP2C9", {}), RS28371686)
    masked = called(tmp_path, "CYP2C9", [*rest, record("chr10", RS28371686, "N", ".", "0/0")])
    assert (masked.positions.failed, masked.reportable) == (0, True)
    odd = called(tmp_path, "CYP2C9", [*rest, record("chr10", RS28371686, "C", "N", "0/1")])
    assert odd.positions.failed == 1
    with pytest.raises(InputError, match="REF S"):
        called(tmp_path, "CYP2C9", [*rest, record("chr10", RS28371686, "S", "G", "0/1")])


@pytest.mark.parametrize("no_call", [".", "./."])
def test_no_calls_on_chromosome_x_do_not_make_a_man(tmp_path: Path, no_call: str) -> None:
    lines = gene_records("G6PD", {}, background="B (reference)")
    few = [line if n < 10 else line.replace("\t0/0\n", f"\t{no_call}\n") for n, line in enumerate(lines)]
    call = called(tmp_path, "G6PD", few)
    assert call.diplotypes[0].name == "B (reference)/B (reference)"
    single = [line.replace("\t0/0\n", "\t0\n") for line in few]
    assert called(tmp_path, "G6PD", single).diplotypes[0].name == "B (reference)"


def test_lines_split_with_dots_for_the_other_alternate_are_joined(tmp_path: Path) -> None:
    rest = without(gene_records("CYP2C9", {}), RS28371686)
    pair = [
        record("chr10", RS28371686, "C", "A", "0/."),
        record("chr10", RS28371686, "C", "G", "0/1"),
    ]
    assert called(tmp_path, "CYP2C9", [*rest, *pair]).diplotypes[0].name == "*1/*5"
    half = [edited.replace("0/1", "./1") for edited in pair]
    assert called(tmp_path, "CYP2C9", [*rest, *half]).positions.failed == 1


def test_a_deletion_of_very_many_written_bases_is_a_structural_variant(tmp_path: Path) -> None:
    long = record("chr10", 94760000, "G" * 1_000_000, "G", "0/1")
    call = called(tmp_path, "CYP2C19", [long, *gene_records("CYP2C19", {})])
    assert call.positions.failed == call.positions.defining and not call.reportable
    assert "structural variant" in str(call.reason)
    assert [change.change for change in call.unlisted] == ["chr10:94760000 <OVER_10000_BASES>"]
