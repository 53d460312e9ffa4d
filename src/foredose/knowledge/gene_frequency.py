"""How common haplotypes, named alleles and copies are."""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field

from foredose.core import Citation
from foredose.knowledge.gene_definition import Fact

__all__ = ["POPULATIONS", "CopyNumber", "CopyVariant", "GeneFrequencies", "Population", "UntypedShare"]

Population = Literal["AFR", "AMR", "EAS", "EUR", "SAS"]


Counts = tuple[int, int, int, int, int]


POPULATIONS: tuple[Population, ...] = ("AFR", "AMR", "EAS", "EUR", "SAS")


class GeneFrequencies(Fact):
    """How common haplotypes and named alleles are: the prior for what was not seen.

    Parameters
    ----------
    chromosomes
        How many were counted in each of ``POPULATIONS``.
    untyped
        Positions (by index) that the panel could not type: nothing is known of them there.
    haplotypes
        What a chromosome carries other than the reference (index to word), and how many of each population do.
    alleles
        Named allele to its share of chromosomes, populations weighed alike; ``unassigned`` is the rest.
    """

    gene: str
    written_by: str
    upstream: str
    pooling: str
    chromosomes: Counts
    untyped: tuple[int, ...]
    unassigned: float = Field(ge=0, le=1)
    alleles: dict[str, float]
    haplotypes: tuple[tuple[dict[int, str], Counts], ...]


class CopyVariant(Fact):
    """An allele that differs in copies only, and the percentage of chromosomes that carry it by population.

    ``source`` is its own where it is not that of the block; ``locus`` is where in it the percentages stand; ``note``
    says what could not be read there.
    """

    allele: str
    source: Citation | None = None
    percent: dict[Population, float] = Field(min_length=1)
    locus: str
    note: str = ""

    @property
    def frequency(self) -> float:
        """Mean over the populations given, each weighed alike, as a share of chromosomes."""
        return sum(self.percent.values()) / len(self.percent) / 100


class CopyNumber(Fact):
    """What small variants cannot see of a gene, and how common it is.

    ``duplications`` maps the allele that is seen to the duplication it may be, ``tandems`` to the hybrid gene that
    may stand beside it; ``unknown`` says which other structures are not weighed, and why.
    """

    source: Citation
    date: datetime.date
    pooling: str
    deletion: CopyVariant
    duplications: dict[str, CopyVariant]
    tandems: dict[str, CopyVariant] = Field(default_factory=dict)
    unknown: str


class UntypedShare(Fact):
    """How often a chromosome carries a word at a position that the reference panel could not type.

    Parameters
    ----------
    position, word
        Label of the position, and what is carried there instead of the reference.
    where
        Label to word: what the chromosome carries elsewhere for the share to hold; empty for any.
    percent
        Share of such chromosomes by population; the mean of those given stands for the others.
    """

    position: str
    word: str
    where: dict[str, str] = Field(default_factory=dict)
    percent: dict[Population, float] = Field(min_length=1)
    source: Citation

    def shares(self) -> tuple[float, ...]:
        """Return the share in each of ``POPULATIONS``."""
        mean = sum(self.percent.values()) / len(self.percent)
        return tuple(self.percent.get(p, mean) / 100 for p in POPULATIONS)
