"""How common each allele of a gene is in each ancestry, as one distribution over chromosomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np

from foredose.core import InputError
from foredose.genome.posterior import catalogue_order, naming_for
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_frequency import POPULATIONS, CopyVariant, Population
from foredose.knowledge.outside_only import OUTSIDE_ONLY

__all__ = ["AlleleShares", "allele_shares", "linked"]

NEAR = 5_000_000
"""Bases within which two genes are told as near each other; a choice of this project, for the telling alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlleleShares:
    """Alleles, and the share of chromosomes that carry each, of shape (ancestry, allele), rows summing to 1.

    An allele outside the catalogue keeps its name, and has no function.
    """

    gene: str
    alleles: tuple[str, ...]
    shares: np.ndarray


@lru_cache(maxsize=64)
def allele_shares(gene: str) -> AlleleShares:
    """Return the alleles of a gene by ancestry, deletions and duplications included where the facts know them.

    Raises
    ------
    InputError
        ``population.gene`` for a gene whose frequencies nobody counted.
    """
    facts = gene_facts(gene)
    counted = facts.caller != OUTSIDE_ONLY and all(facts.frequencies.chromosomes)
    if not counted:
        raise InputError(
            "population.gene",
            found=f"no haplotype counts of {gene}",
            expected="a gene whose haplotypes were counted in each superpopulation",
            where=f"knowledge/genes/{gene}/frequencies.json",
            remedy="leave the gene out, or choose a model without it",
        )
    each = [_with_copies(gene, p, _seen(gene, p)) for p in POPULATIONS]
    alleles = sorted(set().union(*each), key=catalogue_order)
    shares = np.array([[one.get(a, 0.0) for a in alleles] for one in each])
    return AlleleShares(gene=gene, alleles=tuple(alleles), shares=shares / shares.sum(axis=1, keepdims=True))


def _seen(gene: str, ancestry: Population) -> dict[str, float]:
    """Return the alleles as small variants show them."""
    naming = naming_for(gene, ancestry)
    found: dict[str, float] = {}
    for index, share in enumerate(naming.panel.shares):
        for name, part in naming.names_of_panel(index).items() if share > 0 else ():
            found[name] = found.get(name, 0.0) + float(share) * part
    return found


def _with_copies(gene: str, ancestry: Population, seen: dict[str, float]) -> dict[str, float]:
    """Return the alleles with what small variants cannot see taken out of those that look like it."""
    copies = gene_facts(gene).copy_number
    if copies is None:
        return seen
    lost = _share(copies.deletion, ancestry)
    found = {name: share * (1.0 - lost) for name, share in seen.items()} | {copies.deletion.allele: lost}
    for table in (copies.duplications, copies.tandems):
        for looks, variant in table.items():
            part = min(_share(variant, ancestry), found.get(looks, 0.0))
            found[looks] = found.get(looks, 0.0) - part
            found[variant.allele] = found.get(variant.allele, 0.0) + part
    return found


def _share(variant: CopyVariant, ancestry: Population) -> float:
    """Return the share in an ancestry; the mean of those given stands for the others."""
    percent = variant.percent.get(ancestry)
    return variant.frequency if percent is None else percent / 100


def linked(genes: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of genes near each other on one chromosome, whose alleles are drawn apart all the same."""
    found = []
    for one, other in combinations(sorted(set(genes)), 2):
        a, b = gene_facts(one), gene_facts(other)
        if a.chromosome != b.chromosome or not (a.regions and b.regions):
            continue
        (a0, a1), (b0, b1) = a.regions["GRCh38"], b.regions["GRCh38"]
        if max(a0, b0) - min(a1, b1) < NEAR:
            found.append((one, other))
    return tuple(found)
