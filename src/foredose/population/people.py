"""A block of virtual people: ancestry, physiology and genotypes together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from foredose.population.declaration import VirtualPopulation
from foredose.population.genotypes import Diplotypes, draw_ancestry, draw_diplotypes
from foredose.population.physiology import draw_physiology
from foredose.population.streams import Block

__all__ = ["VirtualPeople", "draw_people"]


@dataclass(frozen=True, slots=True, kw_only=True)
class VirtualPeople:
    """People of one block.

    Parameters
    ----------
    ancestry
        Index of ``POPULATIONS``, of shape (person,).
    covariates
        Name to values of shape (person,); ``age`` in years and ``female`` (0 or 1) among them.
    diplotypes
        Gene to the diplotypes drawn.
    """

    block: Block
    ancestry: np.ndarray
    covariates: Mapping[str, np.ndarray]
    diplotypes: Mapping[str, Diplotypes]


def draw_people(
    population: VirtualPopulation, block: Block, *, covariates: Iterable[str] = (), genes: Iterable[str] = ()
) -> VirtualPeople:
    """Draw a block of a population, with what it declares and what is asked for beyond.

    Raises
    ------
    InputError
        ``population.*`` for what cannot be drawn.
    """
    ancestry = draw_ancestry(population, block)
    standing = (v for v in population.given.values() if isinstance(v, str))
    asked = (n for n in (*population.covariates, *covariates) if n not in population.given)
    found = draw_physiology(population, (*asked, *standing), block)
    for name, told in population.given.items():
        found[name] = found[told] if isinstance(told, str) else np.full(block.count, float(told))
    drawn = {
        gene: draw_diplotypes(population, gene, block, ancestry=ancestry, female=found["female"])
        for gene in dict.fromkeys((*population.genes, *genes))
    }
    return VirtualPeople(block=block, ancestry=ancestry, covariates=found, diplotypes=drawn)
