"""The distribution over diplotypes of one gene, given what was seen."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from foredose.genome.merge import Site
from foredose.genome.naming import Naming, Prior, Strand, is_off_catalogue, is_uncatalogued
from foredose.genome.phasing import arrangements, fitting_rows
from foredose.knowledge.gene_facts import gene_facts

__all__ = ["Diplotype", "Posterior", "catalogue_order", "diplotype_posterior", "naming_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diplotype:
    """Two allele names, lower number first, and their probability.

    ``confirmed`` is False when part of an allele's own definition was not seen; ``surplus`` lists changes that a
    copy carries beyond its named allele.
    """

    first: str
    second: str
    probability: float
    confirmed: bool
    surplus: tuple[str, ...] = ()

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
    pairs: dict[tuple[str, str], _Pair] = {}
    for first, second in arrangements(naming, sites, rows):
        for one, other in product(_copies(naming, first, rows), _copies(naming, second, rows)):
            left, right = sorted((one, other), key=lambda copy: catalogue_order(copy.name))
            pairs.setdefault((left.name, right.name), _Pair()).add(left, right)
    total = sum(pair.weight for pair in pairs.values())
    ranked = sorted(pairs.items(), key=lambda item: (-item[1].weight, item[0]))
    return Posterior(
        diplotypes=tuple(
            Diplotype(
                first=first,
                second=second,
                probability=pair.weight / total,
                confirmed=pair.confirmed,
                surplus=pair.surplus or (),
            )
            for (first, second), pair in ranked
        )
    )


class _Copy(NamedTuple):
    """One name that a chromosome copy may have."""

    name: str
    weight: float
    whole: bool
    surplus: tuple[str, ...]


@dataclass(slots=True)
class _Pair:
    """What all arrangements together say of one pair of names."""

    weight: float = 0.0
    confirmed: bool = False
    surplus: tuple[str, ...] | None = None

    def add(self, one: _Copy, other: _Copy) -> None:
        """Add one arrangement; the one that leaves least unexplained is what is told."""
        self.weight += one.weight * other.weight
        self.confirmed = self.confirmed or (one.whole and other.whole)
        left = one.surplus + other.surplus
        self.surplus = left if self.surplus is None else min(self.surplus, left, key=len)


def _copies(naming: Naming, strand: Strand, rows: Sequence[int]) -> list[_Copy]:
    return [
        _Copy(name, weight, naming.seen_whole(name, strand), naming.surplus(name, strand))
        for name, weight in naming.names(strand, rows).items()
    ]


def _in_catalogue(site: Site, known: tuple[str, ...]) -> Site:
    """Read an uncatalogued base as the reference, the first of the known words."""
    first, second = (known[0] if is_uncatalogued(copy, known) else copy for copy in site.copies)
    return site if (first, second) == site.copies else replace(site, copies=(first, second))
