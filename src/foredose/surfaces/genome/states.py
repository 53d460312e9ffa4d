"""What every surface says of a gene's states in the same way."""

from __future__ import annotations

from foredose.core import Candidate
from foredose.genome import GeneCall

__all__ = ["shown_phenotypes", "told_phenotypes"]

_LIKELY = 0.5


def shown_phenotypes(gene: GeneCall) -> tuple[Candidate, ...]:
    """Return what is printed: the likeliest phenotype, or every statement where they stand beside each other."""
    return gene.phenotypes if gene.statements else gene.phenotypes[:1]


def told_phenotypes(gene: GeneCall) -> tuple[Candidate, ...]:
    """Return what holds: the likeliest phenotype, or of each allele the likelier statement."""
    if not gene.statements:
        return gene.phenotypes[:1]
    return tuple(one for one in gene.phenotypes if one.probability >= _LIKELY) or gene.phenotypes
