"""The distribution over diplotypes of one gene, given what was seen."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, NamedTuple
from weakref import WeakKeyDictionary

from foredose.genome.merge import Site
from foredose.genome.naming import Naming, Strand, is_off_catalogue, is_uncatalogued
from foredose.genome.panel import Prior
from foredose.genome.phasing import arrangements, fitting_rows
from foredose.genome.variant_lists import VariantLists
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import GeneFacts

__all__ = [
    "Diplotype",
    "Posterior",
    "catalogue_order",
    "diplotype_posterior",
    "in_catalogue",
    "make_naming",
    "naming_for",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diplotype:
    """Two allele names, lower number first, and their probability; ``second`` is ``None`` where there is one copy.

    ``confirmed`` is False when part of an allele's own definition was not seen; ``surplus`` lists changes that a
    copy carries beyond its named allele.
    """

    first: str
    second: str | None
    probability: float
    confirmed: bool
    surplus: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The diplotype as written: ``"*1/*2"``, or ``"A"`` for one copy."""
        return self.first if self.second is None else f"{self.first}/{self.second}"

    @property
    def is_unnamed(self) -> bool:
        """Whether one of the alleles is a combination that no named allele has."""
        return is_off_catalogue(self.first) or (self.second is not None and is_off_catalogue(self.second))


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Diplotypes by falling probability; they sum to 1."""

    diplotypes: tuple[Diplotype, ...]


@lru_cache(maxsize=4096)
def catalogue_order(name: str) -> tuple[int, str]:
    """Return the key that sorts allele names by number: ``*2`` before ``*10``, unnumbered names last."""
    match = re.match(r"\*(\d+)", name)
    return (int(match[1]) if match else sys.maxsize, name)


@lru_cache(maxsize=512)
def naming_for(gene: str, prior: Prior) -> Naming:
    """Return the naming tables of a gene, built once."""
    return make_naming(gene_facts(gene), prior)


def make_naming(facts: GeneFacts, prior: Prior) -> Naming:
    """Return naming tables made for a gene's caller."""
    return (VariantLists if facts.caller == "lowest_function" else Naming)(facts, prior)


def diplotype_posterior(naming: Naming, sites: Sequence[Site], *, copies: Literal[1, 2] = 2) -> Posterior:
    """Return the probability of every diplotype that agrees with the sites.

    Parameters
    ----------
    copies
        How many chromosomes there are; of one, both entries of each site say the same.

    Notes
    -----
    A base that no definition lists at its place names nothing, like a change between the places: it is read
    as the reference here, and ``judge`` says so. The two copies are taken as independent draws from the prior
    (Hardy-Weinberg); arrangements of unordered sites are weighed by the pairs they allow.
    """
    sites = [in_catalogue(site, known) for site, known in zip(sites, naming.known, strict=True)]
    rows = fitting_rows(naming, sites)
    if copies == 1:
        return _ranked(
            naming,
            {
                (copy.name, None): _Pair(copy.weight, copy.whole, copy.surplus)
                for copy in _copies(naming, tuple(site.copies[0] for site in sites), rows)
            },
        )
    pairs: dict[tuple[str, str | None], _Pair] = {}
    told = arrangements(naming, sites, rows)
    strands = [(_copies(naming, first, rows), _copies(naming, second, rows)) for first, second in told]
    for one, other in _likely(strands):
        left, right = (one, other) if _in_order(one.name, other.name) else (other, one)
        pairs.setdefault((left.name, right.name), _Pair()).add(left, right)
    return _ranked(naming, pairs)


def _likely(strands: Sequence[tuple[list[_Copy], list[_Copy]]]) -> Iterator[tuple[_Copy, _Copy]]:
    """Yield the pairs of names that all arrangements together could lift above what is dropped in the end.

    A pair comes up at most twice in an arrangement. The copies are sorted by falling weight.
    """
    best = max((a[0].weight * b[0].weight for a, b in strands if a and b), default=0.0)
    least = _NEGLIGIBLE * best / (2 * len(strands) or 1)
    for first, second in strands:
        for one in first:
            for other in second:
                if one.weight * other.weight < least:
                    break
                yield one, other


def _in_order(one: str, other: str) -> bool:
    return catalogue_order(one) <= catalogue_order(other)


def _ranked(naming: Naming, pairs: dict[tuple[str, str | None], _Pair]) -> Posterior:
    whole = sum(pair.weight for pair in pairs.values())
    pairs = {names: pair for names, pair in pairs.items() if pair.weight >= _NEGLIGIBLE * whole}
    total = sum(pair.weight for pair in pairs.values())

    def place(names: tuple[str, str | None]) -> tuple[float, list[int], str, str]:
        caution = sorted(naming.caution(name) for name in names if name is not None)
        return (-float(f"{pairs[names].weight:.9e}"), caution, names[0], names[1] or "")

    ranked = [(names, pairs[names]) for names in sorted(pairs, key=place)]
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
        left = tuple(sorted(one.surplus + other.surplus))
        if self.surplus is None or (len(left), left) < (len(self.surplus), self.surplus):
            self.surplus = left


def _copies(naming: Naming, strand: Strand, rows: Sequence[int]) -> list[_Copy]:
    known = _KEPT.setdefault(naming, {})
    if strand not in known:
        if len(known) > _MOST_KEPT:
            known.clear()
        known[strand] = _named(naming, strand, rows)
    return known[strand]


# Diplotypes less probable than this are dropped: a thousandth of the least that leaves the room.
_NEGLIGIBLE = 1e-7
_MOST_KEPT = 20_000
_KEPT: WeakKeyDictionary[Naming, dict[Strand, list[_Copy]]] = WeakKeyDictionary()


def _named(naming: Naming, strand: Strand, rows: Sequence[int]) -> list[_Copy]:
    copies = [
        _Copy(name, weight, naming.seen_whole(name, strand), naming.surplus(name, strand))
        for name, weight in naming.names(strand, rows).items()
    ]
    return sorted(copies, key=lambda one: -one.weight)


def in_catalogue(site: Site, known: tuple[str, ...]) -> Site:
    """Read an uncatalogued base as the reference, the first of the known words."""
    first, second = (known[0] if is_uncatalogued(copy, known) else copy for copy in site.copies)
    return site if (first, second) == site.copies else replace(site, copies=(first, second))
