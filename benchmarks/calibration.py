"""Are the probabilities of diplotypes and phenotypes right when positions and phase are missing?

Run: ``FOREDOSE_DATA=... FOREDOSE_PANEL=... python -m benchmarks calibration [--write]``, where ``FOREDOSE_PANEL`` is
the folder ``1kgp`` of github.com/sbslee/pypgx-bundle (919279a).

The haplotypes of every second unrelated person of the 1000 Genomes panel, in its order, are the prior; the other
half are called with phase removed and positions masked by a design of ``benchmarks/designs/seen.py``: rules, the
contents of real arrays and a clinical panel. A gene of which a design types no position is left out of its rows.
Priors: the person's own superpopulation, all five alike, and a wrong one (EUR's for AFR, SAS's for AMR, and so on
round). The truth is what the phased, unmasked genotypes say: without copy number and structure, and with the reference
where the panel could not be typed (CYP2B6 785A>G), in the prior too.
``ECE`` is the expected calibration error of the leading phenotype over ten bins of confidence, ``worst gene`` the gene
where it is highest; ``right`` the share of leading phenotypes that are the truth; ``sure and wrong`` the share called
with 95 % or more that are not.
"""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from benchmarks.designs.seen import GENES, designs, seen_positions
from foredose.core import InputError
from foredose.genome.merge import Site
from foredose.genome.naming import Naming, is_off_catalogue
from foredose.genome.panel import Prior
from foredose.genome.phenotype import phenotype
from foredose.genome.posterior import diplotype_posterior, make_naming
from foredose.genome.summary import phenotype_candidates
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import POPULATIONS, GeneFacts

PRIORS = ("own", "all alike", "wrong")
BINS = 10
SURE = 0.95
Strand = tuple[str | None, ...]
Told = dict[str, list[tuple[float, bool]]]  # gene -> confidence and whether it was right


@dataclass(frozen=True)
class Person:
    population: int
    strands: tuple[Strand, Strand]


def people(gene: str) -> list[Person]:
    """The unrelated people of the panel, each with what both chromosomes carry."""
    from scripts.count_haplotypes import columns, panel, populations, words

    told, samples = populations(), panel(gene).samples
    records, calls = [], []
    for record, call in columns(gene):
        records.append(record)
        calls.append(call)

    @cache
    def strand(alleles: tuple[int, ...]) -> Strand:
        carried = words(gene, alleles, records)
        return tuple(carried.get(i, p.ref) for i, p in enumerate(gene_facts(gene).definition.positions))

    found = []
    for index, name in enumerate(samples):
        if name in told and all(len(call[index]) == 2 for call in calls):
            sides = [tuple(call[index][side] for call in calls) for side in (0, 1)]
            found.append(Person(told[name], (strand(sides[0]), strand(sides[1]))))
    return found


def trained(gene: str, group: list[Person]) -> GeneFacts:
    """The gene's facts with the haplotypes of a group alone, as the panel typed them."""
    facts = gene_facts(gene)
    counted: dict[Strand, list[int]] = defaultdict(lambda: [0] * len(POPULATIONS))
    for person in group:
        for strand in person.strands:
            counted[strand][person.population] += 1
    positions = facts.definition.positions
    haplotypes = tuple(
        ({i: w for i, (w, p) in enumerate(zip(s, positions, strict=True)) if w and w != p.ref}, tuple(c))
        for s, c in counted.items()
    )
    totals = tuple(2 * sum(p.population == i for p in group) for i in range(len(POPULATIONS)))
    update = {"haplotypes": haplotypes, "chromosomes": totals, "untyped": ()}
    frequencies = facts.frequencies.model_copy(update=update)
    return facts.model_copy(update={"frequencies": frequencies, "untyped": ()})


def prior_of(kind: str, population: int) -> Prior:
    if kind == "all alike":
        return "population"
    return POPULATIONS[population if kind == "own" else (population + 3) % len(POPULATIONS)]


def truth(facts: GeneFacts, naming: Naming, person: Person) -> str:
    names = [max(n := naming.names(s, range(len(naming.rows))), key=lambda k: n[k]) for s in person.strands]
    return "Indeterminate" if any(map(is_off_catalogue, names)) else phenotype(facts, names[0], names[1])


def outcomes(gene: str) -> Iterator[tuple[str, str, float, bool]]:
    """Yield design, prior, confidence of the leading phenotype, and whether it is the truth."""
    everyone = people(gene)
    facts = trained(gene, everyone[::2])
    namings = {p: make_naming(facts, p) for p in ("population", *POPULATIONS)}
    whole = namings["population"]
    true = cache(lambda strands: truth(facts, whole, Person(0, strands)))
    answer = cache(lambda prior, sites: lead(facts, namings[prior], sites))
    for design in designs():
        seen = seen_positions(gene, design)
        if not seen:
            continue
        for person in everyone[1::2]:
            sites = masked(person, seen)
            for kind in PRIORS:
                name, sure = answer(prior_of(kind, person.population), sites)
                yield design, kind, sure, name == true(person.strands)


def masked(person: Person, seen: set[int]) -> tuple[tuple[str, ...] | None, ...]:
    pairs = zip(*person.strands, strict=True)
    return tuple(tuple(sorted(map(str, pair))) if i in seen else None for i, pair in enumerate(pairs))


def lead(facts: GeneFacts, naming: Naming, pairs: tuple[tuple[str, str] | None, ...]) -> tuple[str, float]:
    sites = [
        Site(state="not_assayed") if pair is None else Site(state="observed", copies=pair) for pair in pairs
    ]
    best = phenotype_candidates(facts, diplotype_posterior(naming, sites))[0]
    return best.name, best.probability


def error(told: list[tuple[float, bool]]) -> float:
    """Expected calibration error over equal bins of confidence."""
    sure, right = (np.array(column, dtype=float) for column in zip(*told, strict=True))
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(sure[place == b].sum() - right[place == b].sum()) for b in range(BINS)]
    return float(sum(gaps) / len(told))


def report() -> str:
    told: dict[tuple[str, str], Told] = defaultdict(lambda: defaultdict(list))
    for gene in GENES:
        for design, kind, sure, right in outcomes(gene):
            told[design, kind][gene].append((sure, right))
    head = "| design | positions | prior | calls | ECE | worst gene | right | sure and wrong |"
    order = [(design, kind) for design in designs() for kind in PRIORS]
    lines = [head, "|---|---|---|---|---|---|---|---|", *(line(*key, told[key]) for key in order)]
    own = [told[design, "own"] for design in designs()]
    each = {gene: [row for genes in own for row in genes[gene]] for gene in GENES}
    return "\n".join([*lines, "", *reliability(pooled(each)), "", *by_gene(each)])


def pooled(genes: Told) -> list[tuple[float, bool]]:
    return [row for rows in genes.values() for row in rows]


def line(design: str, kind: str, genes: Told) -> str:
    rows = pooled(genes)
    worst = max(genes, key=lambda gene: error(genes[gene]))
    right = sum(r for _, r in rows) / len(rows)
    wrong = sum(s >= SURE and not r for s, r in rows) / len(rows)
    typed = sum(len(seen_positions(gene, design)) for gene in genes)
    shown = f"{error(rows):.4f} | {worst} {error(genes[worst]):.3f} | {right:.2%} | {wrong:.3%}"
    return f"| {design} | {typed} | {kind} | {len(rows):,} | {shown} |"


def reliability(rows: list[tuple[float, bool]]) -> list[str]:
    lines = ["Reliability, own prior and all designs:", "", "| confidence | calls | mean | right |"]
    lines.append("|---|---|---|---|")
    place = Counter(min(int(s * BINS), BINS - 1) for s, _ in rows)
    for b in sorted(place):
        mine = [(s, r) for s, r in rows if min(int(s * BINS), BINS - 1) == b]
        mean, right = sum(s for s, _ in mine) / len(mine), sum(r for _, r in mine) / len(mine)
        lines.append(f"| {b / BINS:.1f}-{(b + 1) / BINS:.1f} | {len(mine):,} | {mean:.3f} | {right:.3f} |")
    return lines


def by_gene(each: Told) -> list[str]:
    """Error by gene, and the share that confidence is above (+) or below (-) what was right."""
    over = {gene: sum(s - r for s, r in rows) / len(rows) for gene, rows in each.items()}
    shown = ", ".join(f"{gene} {error(rows):.4f} ({over[gene]:+.3f})" for gene, rows in each.items())
    return [f"ECE by gene, own prior and all designs, and mean confidence less the share right: {shown}."]


def main() -> int:
    if not os.environ.get("FOREDOSE_PANEL"):
        print("skipped: FOREDOSE_PANEL is not set", file=sys.stderr)
        return 0
    try:
        print(report())
    except InputError as problem:
        print(f"skipped: {problem}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
