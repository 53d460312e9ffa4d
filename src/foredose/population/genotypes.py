"""Diplotypes of virtual people: two chromosomes drawn apart from their ancestry's alleles (Hardy-Weinberg)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from foredose.genome.posterior import catalogue_order
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_frequency import POPULATIONS
from foredose.population.declaration import VirtualPopulation
from foredose.population.haplotypes import allele_shares
from foredose.population.streams import Block, Streams

__all__ = ["Diplotypes", "draw_ancestry", "draw_diplotypes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diplotypes:
    """The diplotypes of a block: distinct names, and for each person which of them, of shape (person,)."""

    gene: str
    names: tuple[str, ...]
    index: np.ndarray


def draw_ancestry(population: VirtualPopulation, block: Block) -> np.ndarray:
    """Return each person's ancestry as an index of ``POPULATIONS``."""
    shares = np.array([population.ancestry.get(p, 0.0) for p in POPULATIONS])
    return _picked(shares, Streams(population.seed).uniform("ancestry", block))


def draw_diplotypes(
    population: VirtualPopulation, gene: str, block: Block, *, ancestry: np.ndarray, female: np.ndarray
) -> Diplotypes:
    """Draw the diplotypes of one gene; a man has one copy of a gene on the X chromosome.

    Raises
    ------
    InputError
        ``population.gene`` for a gene whose frequencies nobody counted.
    """
    table, streams = allele_shares(gene), Streams(population.seed)
    sides = []
    for side in ("1", "2"):
        u = streams.uniform(f"haplotype:{gene}:{side}", block)
        drawn = np.empty(block.count, dtype=np.int64)
        for at in range(len(POPULATIONS)):
            here = ancestry == at
            drawn[here] = _picked(table.shares[at], u[here])
        sides.append(drawn)
    single = ~female.astype(bool) & (gene_facts(gene).caller == "x_linked")
    return _named(gene, table.alleles, sides[0], sides[1], single)


def _picked(shares: np.ndarray, u: np.ndarray) -> np.ndarray:
    """Return which share each number falls in; never one of zero."""
    up_to = np.cumsum(shares)
    last = int(np.flatnonzero(shares)[-1])
    return np.minimum(np.searchsorted(up_to, u, side="right"), last)


def _named(
    gene: str, alleles: tuple[str, ...], one: np.ndarray, other: np.ndarray, single: np.ndarray
) -> Diplotypes:
    size = len(alleles)
    code = np.minimum(one, other) * (size + 1) + np.where(single, size, np.maximum(one, other))
    code = np.where(single, one * (size + 1) + size, code)
    different, index = np.unique(code, return_inverse=True)
    names = []
    for c in different:
        first, second = divmod(int(c), size + 1)
        pair = (
            [alleles[first]]
            if second == size
            else sorted((alleles[first], alleles[second]), key=catalogue_order)
        )
        names.append("/".join(pair))
    return Diplotypes(gene=gene, names=tuple(names), index=index)
