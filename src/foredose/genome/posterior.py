"""The distribution over diplotypes of one gene, given what was seen."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from foredose.genome.merge import Site
from foredose.genome.naming import Naming, Prior, is_off_catalogue, is_uncatalogued
from foredose.genome.phasing import arrangements, fitting_rows
from foredose.knowledge.gene_facts import gene_facts

__all__ = ["Diplotype", "Posterior", "catalogue_order", "diplotype_posterior", "naming_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diplotype:
    """Two allele names, lower number first, and their probability.

    ``confirmed`` is False when part of an allele's own definition was not seen.
    """

    first: str
    second: str
    probability: float
    confirmed: bool

    @property
    def name(self) -> str:
        """The diplotype as written: ``"*1/*2"``."""
        return f"{self.first}/{self.second}"

    @property
    def is_unnamed(self) -> bool:
        """Whether one of the alleles is a combination that no named allele has."""
        return is_off_catalogue(self.first) or is_off_catalogue(self.second)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Diplotypes by falling probability; they sum to 1."""

    diplotypes: tuple[Diplotype, ...]


def catalogue_order(name: str) -> tuple[int, str]:
    """Return the key that sorts allele names by number: ``*2`` before ``*10``, unnumbered names last."""
    match = re.match(r"\*(\d+)", name)
    return (int(match[1]) if match else sys.maxsize, name)


@lru_cache(maxsize=128)
def naming_of(gene: str, prior: Prior) -> Naming:
    """Return the naming tables of a gene, built once."""
    return Naming(gene_facts(gene), prior)


def diplotype_posterior(gene: str, sites: Sequence[Site], prior: Prior) -> Posterior:
    """Return the probability of every diplotype that agrees with the sites.

    A base that no definition lists at its place names nothing, like a change between the places: it is read
    as the reference here, and ``judge`` says so. The two copies are taken as independent draws from the prior
    (Hardy-Weinberg); arrangements of unordered sites are weighed by the pairs they allow.
    """
    naming = naming_of(gene, prior)
    sites = [_in_catalogue(site, known) for site, known in zip(sites, naming.known, strict=True)]
    rows = fitting_rows(naming, sites)
    weights: dict[tuple[str, str], float] = {}
    confirmed: dict[tuple[str, str], bool] = {}
    for first, second in arrangements(naming, sites, rows):
        ones, others = naming.names(first, rows), naming.names(second, rows)
        for one, weight in ones.items():
            for other, also in others.items():
                pair = (one, other) if catalogue_order(one) <= catalogue_order(other) else (other, one)
                weights[pair] = weights.get(pair, 0.0) + weight * also
                whole = naming.seen_whole(one, first) and naming.seen_whole(other, second)
                confirmed[pair] = confirmed.get(pair, False) or whole
    total = sum(weights.values())
    ranked = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    return Posterior(
        diplotypes=tuple(
            Diplotype(first=a, second=b, probability=weight / total, confirmed=confirmed[a, b])
            for (a, b), weight in ranked
        )
    )


def _in_catalogue(site: Site, known: tuple[str, ...]) -> Site:
    """Read an uncatalogued base as the reference, the first of the known words."""
    first, second = (known[0] if is_uncatalogued(copy, known) else copy for copy in site.copies)
    return site if (first, second) == site.copies else replace(site, copies=(first, second))
