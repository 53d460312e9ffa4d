"""Laws of reading and calling that hold for every file."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from foredose.genome import Assumptions, GeneCall, call_genome
from foredose.genome.beyond import coding_records
from foredose.genome.copy_number import weigh_copy_number
from foredose.genome.merge import DELETED
from foredose.genome.observe import observe
from foredose.genome.posterior import diplotype_posterior, naming_for
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.transcripts import SPLICE_BASES, transcript
from foredose.sources.genotypes import Genotype
from foredose.sources.vcf import read_vcf
from genome_vcf import gene_records, record, write_vcf

GENES = ("CYP2C19", "CYP2C9", "SLCO1B1", "CYP2D6", "CYP3A5")
pytestmark = pytest.mark.properties
ruled = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def genes_with_genotypes(draw: st.DrawFn, *, phased: bool | None = None) -> tuple[str, dict[str, str]]:
    """A gene and genotypes at up to six of its positions, the rest being *1."""
    gene = draw(st.sampled_from(GENES))
    positions = gene_facts(gene).definition.positions
    chosen = draw(st.lists(st.sampled_from(positions), max_size=6, unique_by=lambda p: p.label))
    joiner = "|" if phased or (phased is None and draw(st.booleans())) else "/"
    words = [st.sampled_from([p.ref, *p.alts]) for p in chosen]
    return gene, {p.label: joiner.join((draw(w), draw(w))) for p, w in zip(chosen, words, strict=True)}


def called(path: Path, gene: str, lines: list[str]) -> GeneCall:
    return call_genome(read_vcf(write_vcf(path / "x.vcf", lines)), genes=[gene]).genes[gene]


@ruled
@given(drawn=genes_with_genotypes(), data=st.data())
def test_no_call_never_becomes_reference(
    tmp_path: Path, drawn: tuple[str, dict[str, str]], data: st.DataObject
) -> None:
    gene, genotypes = drawn
    facts = gene_facts(gene)
    lost = data.draw(st.lists(st.sampled_from(facts.definition.positions), min_size=1, max_size=5))
    written = data.draw(st.sampled_from(["./.", ".|.", "./."]))
    lines = gene_records(gene, {**genotypes, **{p.label: written for p in lost}})
    read = read_vcf(write_vcf(tmp_path / "x.vcf", lines))
    for absent in ("unknown", "reference"):
        sites = observe(read, facts, Assumptions(absent=absent)).sites
        for position, site in zip(facts.definition.positions, sites, strict=True):
            if position.label in {p.label for p in lost}:
                assert site.state == "failed"
                assert site.copies == (None, None)
    positions = call_genome(read, genes=[gene], assumed=Assumptions(absent="reference")).genes[gene].positions
    # a no-call inside a deletion drawn elsewhere makes that deletion doubtful too: more fail, never fewer
    assert positions.failed >= len({p.label for p in lost})


@ruled
@given(drawn=genes_with_genotypes(), seed=st.integers(0, 10**6))
def test_order_of_records_changes_nothing(
    tmp_path: Path, drawn: tuple[str, dict[str, str]], seed: int
) -> None:
    gene, genotypes = drawn
    lines = gene_records(gene, genotypes)
    shuffled = random.Random(seed).sample(lines, len(lines))
    assert called(tmp_path, gene, shuffled) == called(tmp_path, gene, lines)


@ruled
@given(drawn=genes_with_genotypes(), gt=st.sampled_from(["0/1", "./.", "1|1"]))
def test_unrelated_records_change_nothing(tmp_path: Path, drawn: tuple[str, dict[str, str]], gt: str) -> None:
    gene, genotypes = drawn
    lines = gene_records(gene, genotypes)
    low, high = gene_facts(gene).regions["GRCh38"]
    chromosome = gene_facts(gene).chromosome
    other = [
        record("chr1", 1_000_000, "A", "T", gt),
        record(chromosome, low - 5_000, "A", "T", gt),
        record(chromosome, high + 5_000, "A", "<DEL>", gt),
    ]
    assert called(tmp_path, gene, other + lines) == called(tmp_path, gene, lines)


@ruled
@given(drawn=genes_with_genotypes(phased=True))
def test_order_of_the_two_copies_changes_nothing(tmp_path: Path, drawn: tuple[str, dict[str, str]]) -> None:
    gene, genotypes = drawn
    swapped = {label: "|".join(reversed(words.split("|"))) for label, words in genotypes.items()}
    one, other = (called(tmp_path, gene, gene_records(gene, g)) for g in (genotypes, swapped))
    assert [d.name for d in one.diplotypes] == [d.name for d in other.diplotypes]
    assert [d.probability for d in one.diplotypes] == pytest.approx([d.probability for d in other.diplotypes])
    assert (one.reportable, one.activity_score) == (other.reportable, other.activity_score)


@ruled
@given(drawn=genes_with_genotypes())
def test_unordered_genotypes_read_the_same_either_way(
    tmp_path: Path, drawn: tuple[str, dict[str, str]]
) -> None:
    gene, genotypes = drawn
    plain = {label: words.replace("|", "/") for label, words in genotypes.items()}
    swapped = {label: "/".join(reversed(words.split("/"))) for label, words in plain.items()}
    one, other = (called(tmp_path, gene, gene_records(gene, g)) for g in (plain, swapped))
    assert one.diplotypes == other.diplotypes
    assert one.evidence == other.evidence


def split(line: str) -> list[str]:
    """Split a line with several alternates as ``bcftools norm -m-`` does."""
    fields = line.rstrip("\n").split("\t")
    alternates, gt = fields[4].split(","), fields[9]
    if len(alternates) == 1:
        return [line]
    joiner = "|" if "|" in gt else "/"
    lines = []
    for number, alternate in enumerate(alternates, start=1):
        copies = [c if c == "." else ("1" if int(c) == number else "0") for c in gt.split(joiner)]
        lines.append("\t".join([*fields[:4], alternate, *fields[5:9], joiner.join(copies)]) + "\n")
    return lines


@ruled
@given(drawn=genes_with_genotypes())
def test_splitting_lines_with_several_alternates_changes_nothing(
    tmp_path: Path, drawn: tuple[str, dict[str, str]]
) -> None:
    gene, genotypes = drawn
    lines = gene_records(gene, genotypes)
    apart = [part for line in lines for part in split(line)]
    assert called(tmp_path, gene, apart) == called(tmp_path, gene, lines)


@ruled
@given(drawn=genes_with_genotypes())
def test_probabilities_sum_to_at_most_one(tmp_path: Path, drawn: tuple[str, dict[str, str]]) -> None:
    gene, genotypes = drawn
    call = called(tmp_path, gene, gene_records(gene, genotypes, background=None) or gene_records(gene, {}))
    for candidates in (call.diplotypes, call.phenotypes):
        assert sum(c.probability for c in candidates) <= 1 + 1e-9
        assert list(candidates) == sorted(candidates, key=lambda c: -c.probability)
    assert (
        call.positions.defining
        == call.positions.observed + call.positions.not_assayed + call.positions.failed
    )


@ruled
@given(drawn=genes_with_genotypes(phased=True))
def test_dropping_phase_keeps_the_phased_answer_possible(
    tmp_path: Path, drawn: tuple[str, dict[str, str]]
) -> None:
    gene, genotypes = drawn
    read = read_vcf(write_vcf(tmp_path / "x.vcf", gene_records(gene, genotypes)))
    phased = call_genome(read, genes=[gene]).genes[gene]
    # A chromosome that no named allele explains whole gives way, without phase, to any pair that explains all.
    assume(not any(words in (phased.reason or "") for words in ("also carries", "no named allele")))
    loose = observe(read, gene_facts(gene), Assumptions(ignore_phase=True))
    posterior = diplotype_posterior(naming_for(gene, "population"), loose.sites)
    possible = {d.name for d in weigh_copy_number(gene_facts(gene), posterior, loose.sites).diplotypes}
    assert phased.diplotypes[0].name in possible


@st.composite
def cyp2d6_genotypes(draw: st.DrawFn) -> dict[str, str]:
    """Genotypes at up to six CYP2D6 positions, at most one of them heterozygous."""
    positions = gene_facts("CYP2D6").definition.positions
    chosen = draw(st.lists(st.sampled_from(positions), max_size=6, unique_by=lambda p: p.label))
    drawn = {}
    for number, position in enumerate(chosen):
        word = draw(st.sampled_from([position.ref, *position.alts]))
        other = draw(st.sampled_from([position.ref, *position.alts])) if number == 0 else word
        drawn[position.label] = f"{word}|{other}"
    return drawn


@ruled
@example(
    genotypes={
        "rs1440526469": "C|T",
        "rs568495591": "A|A",
        "rs28371736": "G|G",
        "rs747998333": "G|G",
        "g.42129740": "C|C",
    },
    seen=False,
)
@given(genotypes=cyp2d6_genotypes(), seen=st.booleans())
def test_copies_are_weighed_alike_with_and_without_phase(
    tmp_path: Path, genotypes: dict[str, str], seen: bool
) -> None:
    lines = gene_records("CYP2D6", genotypes, background="*1" if seen else None)
    lines = lines or gene_records("CYP2D6", {})
    loose = [line.replace("|", "/") for line in lines]
    read = read_vcf(write_vcf(tmp_path / "loose.vcf", loose))
    # A base that a listed deletion takes lies on the chromosome of the deletion; only phase tells the caller so.
    assume(all(DELETED not in site.copies for site in observe(read, gene_facts("CYP2D6")).sites))
    phased, unphased = (called(tmp_path, "CYP2D6", each) for each in (lines, loose))
    assert phased.diplotypes == unphased.diplotypes
    assert phased.phenotypes == unphased.phenotypes
    assert not phased.reportable
    for candidates in (phased.diplotypes, phased.phenotypes):
        assert sum(c.probability for c in candidates) <= 1 + 1e-9
    assert "*5/*5" not in {d.name for d in phased.diplotypes}


@ruled
@given(drawn=genes_with_genotypes())
def test_two_unlike_chromosomes_are_never_a_deletion(
    tmp_path: Path, drawn: tuple[str, dict[str, str]]
) -> None:
    genotypes = {"rs1065852": "G/A", **drawn[1]} if drawn[0] == "CYP2D6" else {"rs1065852": "G/A"}
    genotypes["rs1065852"] = "G/A"
    call = called(tmp_path, "CYP2D6", gene_records("CYP2D6", genotypes))
    assert not any("*5" in d.name.split("/") for d in call.diplotypes)


@ruled
@given(gene=st.sampled_from([name for name in gene_names() if transcript(name)]), data=st.data())
def test_records_of_coding_bases_are_those_that_touch_one(gene: str, data: st.DataObject) -> None:
    known, facts = transcript(gene), gene_facts(gene)
    assert known is not None
    assembly = data.draw(st.sampled_from(["GRCh38", "GRCh37"]))
    stretches = [(low - SPLICE_BASES, high + SPLICE_BASES) for low, high in known.coding[assembly]]
    near = st.sampled_from(sorted({edge for stretch in stretches for edge in stretch}))
    starts = data.draw(st.lists(st.tuples(near, st.integers(-3, 3), st.integers(0, 3000)), max_size=20))
    records = [
        Genotype(
            chromosome=facts.chromosome,
            position=edge + shift,
            end=edge + shift + length,
            reference="A",
            alternates=("<DEL>",),
            alleles=(0, 1),
            phased=False,
            phase_set=None,
            failed=None,
            line=0,
        )
        for edge, shift, length in starts
    ]
    expected = [r for r in records if any(r.position <= high and r.end >= low for low, high in stretches)]
    assert coding_records(records, facts, assembly) == expected
