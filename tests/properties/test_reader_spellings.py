"""One genotype is one call however it is written: order, repetition, splits, padding, phase, spelling of indels."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from foredose.genome.merge import DELETED
from foredose.genome.observe import observe
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import Position
from foredose.knowledge.transcripts import transcript
from foredose.sources.vcf import read_vcf
from genome_people import (
    GENES,
    SPELLINGS,
    Person,
    apart,
    called,
    edit,
    is_indel,
    people,
    ruled,
    weighed,
    without,
)
from genome_vcf import record, write_vcf

pytestmark = pytest.mark.properties


@ruled(60)
@given(
    person=people(),
    ways=st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=4, unique=True),
    luck=st.randoms(use_true_random=False),
    absent=st.sampled_from(["unknown", "reference"]),
)
def test_the_same_in_other_words_is_the_same_call(
    tmp_path: Path, person: Person, ways: list[str], luck: random.Random, absent: str
) -> None:
    lines = person.lines
    for way in ways:
        lines = SPELLINGS[way](lines, luck)
    assert called(tmp_path, person.gene, lines, absent=absent) == called(
        tmp_path, person.gene, person.lines, absent=absent
    )


def coding(gene: str, place: int) -> bool:
    """Whether a base codes for the protein or is the site of a splice."""
    known = transcript(gene)
    return known is not None and any(a - 2 <= place <= b + 2 for a, b in known.coding["GRCh38"])


def strangers(gene: str, luck: random.Random) -> list[str]:
    """Records that say nothing of a gene's positions: elsewhere, or between them."""
    facts = gene_facts(gene)
    low, high = facts.regions["GRCh38"]
    taken = {p.grch38 + shift for p in facts.definition.positions for shift in range(-70, 120)}
    free = [p for p in (luck.randint(low, high) for _ in range(5)) if p not in taken and not coding(gene, p)]
    gt = luck.choice(["0/0", "0/1", "./.", "1|1"])
    return [
        record("chr1", 1_000_000, "A", "T", gt),
        record("chrUn_KI270742v1", 5, "A", "T,<*>", "1/2"),
        record(facts.chromosome, low - 5_000, "A", "T", gt),
        record(facts.chromosome, high + 5_000, "A", "<DEL>", gt),
        *(record(facts.chromosome, place, "A", "T", gt) for place in free),
    ]


@ruled(30)
@given(person=people(), luck=st.randoms(use_true_random=False))
def test_records_about_something_else_change_nothing(
    tmp_path: Path, person: Person, luck: random.Random
) -> None:
    lines = luck.sample(both := person.lines + strangers(person.gene, luck), len(both))
    assert called(tmp_path, person.gene, lines) == called(tmp_path, person.gene, person.lines)


@ruled(30)
@given(person=people(), luck=st.randoms(use_true_random=False))
def test_a_coding_base_beyond_the_definitions_is_told_and_names_nothing(
    tmp_path: Path, person: Person, luck: random.Random
) -> None:
    known, facts = transcript(person.gene), gene_facts(person.gene)
    assume(known is not None)
    taken = {p.grch38 + shift for p in facts.definition.positions for shift in range(-70, 120)}
    bases = [b for first, last in known.coding["GRCh38"] for b in range(first, last + 1) if b not in taken]
    assume(bases)
    place = luck.choice(bases)
    plain = called(tmp_path, person.gene, person.lines)
    more = called(tmp_path, person.gene, [*person.lines, record(facts.chromosome, place, "A", "T", "0/1")])
    assert (more.diplotypes, more.phenotypes) == (plain.diplotypes, plain.phenotypes)
    assert [one.change for one in more.unlisted] == [f"{facts.chromosome}:{place} A>T"]


@ruled(25)
@given(person=people("|"))
def test_the_order_of_the_two_chromosomes_means_nothing(tmp_path: Path, person: Person) -> None:
    turned = {label: "|".join(reversed(words.split("|"))) for label, words in person.genotypes.items()}
    one, other = (called(tmp_path, person.gene, each.lines) for each in (person, Person(person.gene, turned)))
    assert weighed(one) == weighed(other)
    assert one.activity_score == other.activity_score


def in_sets(lines: Sequence[str]) -> list[str]:
    """Put each record into a phase set of its own."""
    return [
        edit(edit(line, 8, lambda form: form + ":PS"), 9, lambda gt, n=n: f"{gt}:{n}")
        for n, line in enumerate(lines, start=1)
    ]


@ruled(25)
@given(person=people("|"))
def test_phase_sets_that_differ_are_not_joined(tmp_path: Path, person: Person) -> None:
    loose = [line.replace("|", "/") for line in person.lines]
    read = read_vcf(write_vcf(tmp_path / "loose.vcf", loose))
    # A base that a listed deletion takes lies on the chromosome of the deletion, set or no set.
    assume(all(DELETED not in site.copies for site in observe(read, gene_facts(person.gene)).sites))
    one, other = (called(tmp_path, person.gene, lines) for lines in (in_sets(person.lines), loose))
    assert weighed(one) == weighed(other)


INDELS = [
    (gene, position, alternate)
    for gene in GENES
    for position in apart(gene)
    for alternate in position.alts
    if len(position.ref) != len(alternate) and 1 in (len(position.ref), len(alternate))
]


def respelled(position: Position, alternate: str) -> dict[str, tuple[int, str, str]]:
    """Other spellings of an insertion or deletion; those moved right take the bases behind it to repeat it."""
    place, ref = position.grch38, position.ref
    unit = max(ref, alternate, key=len)[1:]
    behind = (ref[1:] + unit[0], unit[0]) if len(ref) > 1 else (unit[0], unit + unit[0])
    return {
        "base before": (place - 1, "N" + ref, "N" + alternate),
        "base after": (place, ref + "N", alternate + "N"),
        "both": (place - 2, "NN" + ref + "N", "NN" + alternate + "N"),
        "moved right": (place + 1, *behind),
        "repeat written": (place, ref + unit, alternate + unit),
    }


@ruled(25)
@given(
    indel=st.sampled_from(INDELS), gt=st.sampled_from(["0/1", "1/1", "0|1", "1|0"]), number=st.integers(0, 4)
)
def test_an_insertion_or_deletion_is_known_in_every_spelling(
    tmp_path: Path, indel: tuple[str, Position, str], gt: str, number: int
) -> None:
    gene, position, alternate = indel
    chromosome = gene_facts(gene).chromosome
    rest = without(Person(gene, {}).lines, position)
    usual = called(tmp_path, gene, [*rest, record(chromosome, position.grch38, position.ref, alternate, gt)])
    spelled = list(respelled(position, alternate).values())[number]
    assert called(tmp_path, gene, [*rest, record(chromosome, *spelled, gt)]) == usual
    assert any(change.startswith(position.label) for change in usual.evidence)


@ruled(25)
@given(
    gene=st.sampled_from(GENES), data=st.data(), gt=st.sampled_from(["0/1", "1/1", "0|1"]), far=st.booleans()
)
def test_a_deletion_that_no_definition_lists_is_never_reference(
    tmp_path: Path, gene: str, data: st.DataObject, gt: str, far: bool
) -> None:
    """A base that is gone with the bases around it, told by a long REF or by ``*``, leaves no reportable gene."""
    facts = gene_facts(gene)
    position = data.draw(
        st.sampled_from([p for p in apart(gene) if not is_indel(p)] or facts.definition.positions)
    )
    if is_indel(position):
        return
    star = record(facts.chromosome, position.grch38, position.ref, "*", gt)
    start = position.grch38 - (data.draw(st.integers(1000, 3000)) if far else 1)
    known = {p.grch38 + n: base for p in facts.definition.positions for n, base in enumerate(p.ref)}
    bases = "".join(known.get(place, "N") for place in range(start, position.grch38 + 1))
    gone = record(facts.chromosome, start, bases, bases[0], gt)
    beside = without(Person(gene, {}).lines, position)
    for written in (star, gone):
        call = called(tmp_path, gene, [*beside, written], absent="reference")
        assert not call.reportable
        assert f"{position.label} " in " ".join(call.evidence) or call.positions.failed
