"""A plain matcher: the pairs of named alleles that explain a built input, by the definitions alone.

It stands in for expectations that the data file lost. A copy fits an allele when it carries what the allele defines and
the reference elsewhere; positions without a record drop out of every definition, and an allele without any left is not
considered; a pair scores the number of positions that its two alleles define. This is what PharmCAT documents of its
matcher, written here from that description. It has no frequencies and no probabilities.
"""

from __future__ import annotations

from itertools import product

from benchmarks.pharmcat.inputs import Built
from foredose.knowledge.gene_facts import gene_facts


def pairs(built: Built, gene: str, *, best: bool) -> list[tuple[str, ...]]:
    """Return the pairs that explain a gene of an input; with ``best`` only those of the highest score."""
    facts = gene_facts(gene)
    definition = facts.definition
    reference = next(a for a in definition.alleles if a.name == definition.reference_allele)
    seen = {}
    for index, position in enumerate(definition.positions):
        keys = [(gene, position.rsid or ""), (gene, f"{facts.chromosome}:{position.grch38}")]
        words = next((built.edits[key][0] for key in keys if key in built.edits), (position.ref,) * 2)
        if words:
            seen[index] = words
    alleles = []
    for allele in definition.alleles:
        left = [i for i in allele.core if i in seen]
        changed = [i for i in left if not allele.core[i] & reference.core[i]]
        if changed or allele.name == reference.name:
            wanted = {i: allele.core[i] if i in allele.core else reference.core[i] for i in seen}
            alleles.append((allele.name, len(left), wanted))
    mixed = [i for i, words in seen.items() if words[0] != words[1]]
    turns = product((0, 1), repeat=0 if built.phased else max(0, len(mixed) - 1))
    found: dict[tuple[str, ...], int] = {}
    for turn in turns:
        side = dict(zip(mixed[1:], turn, strict=False))
        copies = [{i: words[(side.get(i, 0) + k) % 2] for i, words in seen.items()} for k in (0, 1)]
        fits = [[(n, s) for n, s, want in alleles if all(c[i] in want[i] for i in c)] for c in copies]
        for (one, one_score), (other, other_score) in product(*fits):
            pair = tuple(sorted((one, other)))
            found[pair] = max(found.get(pair, 0), one_score + other_score)
    top = max(found.values(), default=0)
    return [pair for pair, score in found.items() if not best or score == top]
