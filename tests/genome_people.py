"""People drawn for the laws of the whole reader: their VCF on disk, other spellings of it, and their calls."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from foredose.genome import Assumptions, GeneCall, SeenPosition, call_genome, seen_positions
from foredose.genome.cohort import call_cohort_gene
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import Position
from foredose.knowledge.outside_only import OUTSIDE_ONLY
from foredose.sources.bed import read_bed
from foredose.sources.genotypes import AssayedRegions
from foredose.sources.vcf import read_vcf, read_vcf_cohort
from foredose.sources.vcf_cohort import VcfCohort
from genome_vcf import COLUMNS, HEADER, gene_records, write_vcf

GENES = tuple(gene for gene in gene_names() if gene_facts(gene).caller != OUTSIDE_ONLY)


def ruled(examples: int) -> Callable[[Any], Any]:
    return settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@dataclass(frozen=True)
class Person:
    """A gene and what two chromosomes carry at up to five of its positions, the rest being the reference allele."""

    gene: str
    genotypes: dict[str, str]

    @property
    def lines(self) -> list[str]:
        return gene_records(self.gene, self.genotypes, background=reference_of(self.gene))


def reference_of(gene: str) -> str:
    return gene_facts(gene).definition.reference_allele


def is_indel(position: Position) -> bool:
    return any(len(word) > 1 for word in (position.ref, *position.alts))


@cache
def apart(gene: str) -> tuple[Position, ...]:
    """Positions of which no other shares a base: a record of one says nothing of another."""
    positions = gene_facts(gene).definition.positions
    ends = [(p.grch38, p.grch38 + max(map(len, (p.ref, *p.alts)))) for p in positions]
    return tuple(
        p
        for p, (low, high) in zip(positions, ends, strict=True)
        if sum(start <= high and end >= low for start, end in ends) == 1
    )


@st.composite
def people(draw: st.DrawFn, joiners: Sequence[str] = "/|", genes: Sequence[str] = GENES) -> Person:
    gene = draw(st.sampled_from(genes))
    positions = gene_facts(gene).definition.positions
    chosen = draw(st.lists(st.sampled_from(positions), max_size=5, unique_by=lambda p: p.grch38))
    joiner = draw(st.sampled_from(joiners))
    words = [st.sampled_from([p.ref, *p.alts]) for p in chosen]
    return Person(
        gene, {p.label: joiner.join((draw(w), draw(w))) for p, w in zip(chosen, words, strict=True)}
    )


def many(path: Path, lines: Sequence[str]) -> Path:
    """Write the lines sorted, the sample between one that is no-call throughout and one that is reference."""
    head = HEADER.format(assembly="GRCh38") + COLUMNS.replace("\tS1\n", "\tA\tS1\tB\n")
    rows = sorted((line.rstrip("\n").split("\t") for line in lines), key=lambda row: (row[0], int(row[1])))
    body = ("\t".join([*row[:9], "./.", row[9], "0/0"]) + "\n" for row in rows)
    path.write_text(head + "".join(body), encoding="utf-8")
    return path


def in_cohort(path: Path, gene: str, **how: Any) -> GeneCall:
    cohort = VcfCohort(path, (gene,))
    read = list(cohort.genes())
    called = call_cohort_gene(read[0], cohort.sexes(), Assumptions(**how))
    return called.calls[called.of_sample[1]]


def called(folder: Path, gene: str, lines: Sequence[str], **how: Any) -> GeneCall:
    """Call a gene from a file, and hold the two readers of many samples to the same answer."""
    read, assumed = read_vcf(write_vcf(folder / "one.vcf", lines)), Assumptions(**how)
    alone = call_genome(read, genes=[gene], assumed=assumed).genes[gene]
    file = many(folder / "many.vcf", lines)
    assert in_cohort(file, gene, **how) == alone
    _, second, _ = read_vcf_cohort(file)
    assert call_genome(second, genes=[gene], assumed=assumed).genes[gene] == alone
    return alone


def assayed(folder: Path, gene: str) -> AssayedRegions:
    """Declare the whole gene to have been looked at."""
    low, high = gene_facts(gene).regions["GRCh38"]
    bed = folder / "assayed.bed"
    bed.write_text(f"{gene_facts(gene).chromosome}\t{low - 1}\t{high}\n", encoding="utf-8")
    return read_bed(bed)


def sites(folder: Path, gene: str, **how: Any) -> dict[int, SeenPosition]:
    """What the file that was called last shows, by place."""
    shown = seen_positions(read_vcf(folder / "one.vcf"), gene, Assumptions(**how))
    return {site.position: site for site in shown if site.position is not None}


def without(lines: Sequence[str], *positions: Position) -> list[str]:
    places = {position.grch38 for position in positions}
    return [line for line in lines if int(line.split("\t")[1]) not in places]


def edit(line: str, column: int, change: Callable[[str], str]) -> str:
    fields = line.rstrip("\n").split("\t")
    fields[column] = change(fields[column])
    return "\t".join(fields) + "\n"


def split(line: str, other: str = "0") -> list[str]:
    """Split a line with several alternates as ``bcftools norm -m-`` does, ``other`` for a copy of another line."""
    fields = line.rstrip("\n").split("\t")
    if "<" in fields[4]:
        return [line]
    alternates, gt = fields[4].split(","), fields[9]
    joiner = "|" if "|" in gt else "/"

    def copy(word: str, number: int) -> str:
        # Two dots would be a no-call, which stays one: the position fails.
        elsewhere = other if str(number) in gt or "0" in gt else "0"
        return word if word in ".0" else "1" if int(word) == number else elsewhere

    return [
        edit(
            edit(line, 4, lambda _, a=alternate: a),
            9,
            lambda _, n=n: joiner.join(copy(c, n) for c in gt.split(joiner)),
        )
        for n, alternate in enumerate(alternates, start=1)
    ]


def padded(line: str) -> str:
    """Write a record with one more base on the right."""
    return (
        line
        if "<" in line
        else edit(
            edit(line, 3, lambda ref: ref + "N"), 4, lambda alts: ",".join(f"{a}N" for a in alts.split(","))
        )
    )


def lower_bases(alternates: str) -> str:
    return ",".join(alt if alt.startswith("<") else alt.lower() for alt in alternates.split(","))


SPELLINGS: dict[str, Callable[[list[str], random.Random], list[str]]] = {
    "shuffled": lambda lines, luck: luck.sample(lines, len(lines)),
    "repeated": lambda lines, luck: [*lines, *luck.sample(lines, min(3, len(lines)))],
    "split": lambda lines, luck: [part for line in lines for part in split(line)],
    "split with dots": lambda lines, luck: [part for line in lines for part in split(line, ".")],
    "lower case": lambda lines, luck: [edit(edit(line, 3, str.lower), 4, lower_bases) for line in lines],
    "no prefix": lambda lines, luck: [line.removeprefix("chr") for line in lines],
    "padded": lambda lines, luck: [padded(line) if luck.random() < 0.5 else line for line in lines],
    "gVCF": lambda lines, luck: [edit(line, 4, lambda alts: f"{alts},<NON_REF>") for line in lines],
    "star block": lambda lines, luck: [edit(line, 4, lambda alts: f"{alts},<*>") for line in lines],
    "named": lambda lines, luck: [edit(line, 2, lambda _: "rs1") for line in lines],
    "swapped": lambda lines, luck: [
        line if "|" in line else edit(line, 9, lambda gt: "/".join(reversed(gt.split("/")))) for line in lines
    ],
}


def weighed(call: GeneCall) -> tuple[object, ...]:
    """The answer up to the rounding of a sum that is taken in another order."""
    candidates = [*call.diplotypes, *call.phenotypes]
    shares = {c.name: pytest.approx(c.probability, abs=1e-9) for c in candidates if c.probability > 1e-6}
    return shares, call.reportable, call.reason, call.resolve
