"""The schema of a gene's fact files; its parts are in ``gene_definition``, ``gene_frequency`` and ``gene_function``."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from foredose.core import Citation
from foredose.knowledge.gene_definition import Allele, Assembly, Fact, GeneDefinition, Position
from foredose.knowledge.gene_frequency import (
    POPULATIONS,
    CopyNumber,
    CopyVariant,
    GeneFrequencies,
    Population,
    UntypedShare,
)
from foredose.knowledge.gene_function import AlleleFunction, FunctionTable, Phenotype

__all__ = [
    "POPULATIONS",
    "Allele",
    "AlleleFunction",
    "Assembly",
    "Caller",
    "Concordance",
    "CopyNumber",
    "CopyVariant",
    "Evidence",
    "GeneDefinition",
    "GeneFacts",
    "GeneFrequencies",
    "Phenotype",
    "Population",
    "Position",
    "UntypedShare",
]

Caller = Literal[
    "named_alleles", "named_alleles_without_copy_number", "lowest_function", "x_linked", "outside_only"
]


class Evidence(Fact):
    """What stands behind a gene: the highest level of its pairs with drugs in CPIC's list, and DPWG's guidelines.

    Parameters
    ----------
    cpic, drugs
        The level (A to D) and the drugs of that level; ``None`` where CPIC's list has no pair.
    dpwg
        Drugs for which DPWG has a guideline on the gene.
    note
        What else is known of the evidence, or why it is what it is.
    """

    cpic: Literal["A", "A/B", "B", "B/C", "C", "C/D", "D"] | None
    drugs: tuple[str, ...] = ()
    dpwg: tuple[str, ...] = ()
    note: str = ""
    source: str

    @property
    def told(self) -> str:
        """The evidence in one line, for people."""
        cpic = f"CPIC level {self.cpic} ({', '.join(self.drugs)})" if self.cpic else "no pair in CPIC's list"
        dpwg = f"DPWG guidelines on {', '.join(self.dpwg)}" if self.dpwg else "no DPWG guideline"
        return "; ".join(part for part in (cpic, dpwg, self.note) if part)


class Concordance(Fact):
    """How often outside callers named the reference diplotype of a gene, in one comparison of them all.

    ``share`` maps the caller to the share of samples; ``note`` says how far the numbers carry.
    """

    source: Citation
    samples: int = Field(gt=0)
    share: dict[str, float] = Field(min_length=1)
    note: str


class GeneFacts(Fact):
    """Everything known of one gene.

    ``caller`` is one of a closed list. ``named_alleles``: a chromosome has one name.
    ``named_alleles_without_copy_number``: so too, and copies are not seen. ``lowest_function``: a chromosome is the
    list of its variants, and the one of lowest function decides. ``x_linked``: named alleles, one copy in men.
    ``outside_only``: no definition and no frequencies, known from outside calls alone.
    """

    gene: str
    chromosome: str = Field(pattern=r"^chr(\d+|X|M)$")
    regions: dict[Assembly, tuple[int, int]]
    caller: Caller
    structural_alleles: tuple[str, ...]
    aliases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    function: FunctionTable
    phenotype: Phenotype
    copy_number: CopyNumber | None = None
    untyped: tuple[UntypedShare, ...] = ()
    concordance: Concordance | None = None
    notes: tuple[str, ...] = ()
    evidence: Evidence | None = None
    definition: GeneDefinition
    frequencies: GeneFrequencies

    @property
    def names(self) -> frozenset[str]:
        """Every allele name that is defined, has a function, or is structural."""
        defined = {allele.name for allele in self.definition.alleles}
        return frozenset(defined | set(self.function.alleles) | set(self.structural_alleles))

    @model_validator(mode="after")
    def _copies_of_known_alleles(self) -> Self:
        copies = self.copy_number
        if copies is not None:
            seen = self.caller == "named_alleles_without_copy_number"
            known = {*copies.duplications, *copies.tandems, copies.deletion.allele} <= self.names
            if not seen or not known or copies.deletion.allele not in self.structural_alleles:
                raise ValueError("copy_number is for a caller without it, and names alleles of the gene")
        return self
