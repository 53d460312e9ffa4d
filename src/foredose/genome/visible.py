"""What small variants can show of a diplotype, and whether they refute it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from foredose.genome.observe import Observation
from foredose.genome.posterior import diplotype_posterior, naming_for
from foredose.knowledge.gene_schema import GeneFacts

__all__ = ["Pairs", "looks_like", "visible_pairs"]

# A choice of this project: a diplotype is compatible with the VCF when, all alleles alike, it explains it at least
# this well, as a share of the best.
_COMPATIBLE = 1e-3
_COPIES = re.compile(r"x(≥?\d+|N)$")

Pairs = Sequence[tuple[str, str]]


def visible_pairs(gene: str, observation: Observation) -> Pairs:
    """Return the pairs of named alleles that what was seen allows."""
    naming = naming_for(gene, "uniform")
    posterior = diplotype_posterior(naming, observation.sites, copies=observation.copies)
    limit = _COMPATIBLE * posterior.diplotypes[0].probability
    return [(d.first, d.second or d.first) for d in posterior.diplotypes if d.probability >= limit]


def looks_like(facts: GeneFacts, diplotype: str, pairs: Pairs) -> bool:
    """Whether a diplotype with its copies could be what one of the pairs of visible alleles is."""
    choices = [_visible(facts, allele) for allele in diplotype.split("/")]
    if len(choices) != 2:
        return True
    return any(_fits(one, other, choices) or _fits(other, one, choices) for one, other in pairs)


def _fits(first: str, second: str, choices: Sequence[frozenset[str] | None]) -> bool:
    """Whether two named alleles could be what is visible of two chromosomes.

    A deleted chromosome shows nothing, so the other one appears twice.
    """
    one, other = choices
    if one is None and other is None:
        return True
    if one is None or other is None:
        seen = one or other or frozenset()
        return first in seen and second in seen
    return first in one and second in other


def _visible(facts: GeneFacts, chromosome: str) -> frozenset[str] | None:
    """Return the alleles of a chromosome that small variants can show; ``None`` for a deletion or hybrid.

    Reference alleles (``*1`` and ``*38`` of CYP2C19) stand for each other: many callers know only ``*1``.
    """
    if facts.caller == "lowest_function":
        return frozenset({chromosome})
    defined = {allele.name for allele in facts.definition.alleles}
    tandem = [chromosome] if chromosome in defined else chromosome.split("+")
    parts = {_COPIES.sub("", part) for part in tandem}
    count = len(facts.definition.positions)
    references = {allele.name for allele in facts.definition.alleles if len(allele.core) == count}
    shown = parts & defined
    if shown & references:
        shown |= references
    return frozenset(shown) if shown else None
