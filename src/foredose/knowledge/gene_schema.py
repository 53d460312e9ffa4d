"""The schema of a gene's fact files."""

from __future__ import annotations

import datetime
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from foredose.core import Citation

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
]

Assembly = Literal["GRCh38", "GRCh37"]
Population = Literal["AFR", "AMR", "EAS", "EUR", "SAS"]
Caller = Literal[
    "named_alleles", "named_alleles_without_copy_number", "lowest_function", "x_linked", "outside_only"
]


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Position(_Fact):
    """One defining position.

    ``grch37`` is ``None`` where no coordinate is known; ``grch37_ref`` is ``None`` where the coordinate
    follows from the offset but the reference base of that assembly is not stated by the source.
    """

    rsid: str | None
    grch38: int
    ref: str
    alts: tuple[str, ...]
    grch37: int | None
    grch37_ref: str | None

    def place(self, assembly: Assembly) -> tuple[int | None, str | None]:
        """Return position (1-based) and reference allele in an assembly."""
        return (self.grch38, self.ref) if assembly == "GRCh38" else (self.grch37, self.grch37_ref)

    @property
    def label(self) -> str:
        """Name for people: the rs number, or the GRCh38 position."""
        return self.rsid or f"g.{self.grch38}"


class Allele(_Fact):
    """A named allele: what it allows at the positions (by index) that define it, and nothing elsewhere."""

    name: str
    core: dict[int, frozenset[str]]


class GeneDefinition(_Fact):
    """Positions and named alleles, as imported."""

    upstream: str
    licence: str
    grch37_source: str
    reference_allele: str
    positions: tuple[Position, ...] = Field(min_length=1)
    alleles: tuple[Allele, ...] = Field(min_length=1)


Counts = tuple[int, int, int, int, int]
POPULATIONS: tuple[Population, ...] = ("AFR", "AMR", "EAS", "EUR", "SAS")


class GeneFrequencies(_Fact):
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


class AlleleFunction(_Fact):
    """Clinical function of an allele and, where the gene has an activity score, its value."""

    function: str
    activity: float | None = Field(default=None, ge=0)


class FunctionChange(_Fact):
    """An allele whose function differs from the older of two sources: what it was and is, when and why."""

    allele: str
    was: str | None
    now: str
    date: str
    note: str


class _FunctionTable(_Fact):
    source: str
    date: datetime.date
    alleles: dict[str, AlleleFunction]
    changes: tuple[FunctionChange, ...] = ()


class Phenotype(_Fact):
    """How alleles become a phenotype; one of six kinds.

    ``function_pairs``: unordered pairs of function, all else ``otherwise``; ``single`` where there is one copy.
    ``activity_score``: bands of the summed score. ``carriers``: how many of the two alleles are in a list.
    ``presence``: for each allele of the list whether it is carried, each a statement of its own. ``haploid``: the
    function of the one copy; ``names`` go from the least to the greatest risk. ``unassigned``: no source assigns
    one, so all are ``otherwise``; the diplotype is what is told.
    """

    kind: Literal["function_pairs", "activity_score", "carriers", "presence", "haploid", "unassigned"]
    source: str
    pairs: tuple[tuple[str, str, str], ...] = ()
    single: dict[str, str] = {}
    bands: tuple[tuple[float, str], ...] = ()
    carriers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    otherwise: str = "Indeterminate"

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every phenotype the rule can give."""
        given = (*(pair[2] for pair in self.pairs), *(band[1] for band in self.bands), *self.names)
        return tuple(dict.fromkeys((*given, self.otherwise)))

    @model_validator(mode="after")
    def _complete(self) -> Self:
        tables = {"function_pairs": self.pairs, "activity_score": self.bands, "carriers": self.names}
        if self.kind == "unassigned":
            if any(tables.values()):
                raise ValueError("where no phenotype is assigned there is no table")
            return self
        filled = tables.get(self.kind, self.names)
        if not filled or (self.kind == "carriers" and len(self.names) != 3):
            raise ValueError(f"a rule of kind {self.kind} needs its own table, and three names for carriers")
        return self


class CopyVariant(_Fact):
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


class CopyNumber(_Fact):
    """What small variants cannot see of a gene, and how common it is.

    ``duplications`` maps the allele that is seen to the duplication it may be, ``tandems`` to the hybrid gene that
    may stand beside it; ``unknown`` says which other structures are not weighed, and why.
    """

    source: Citation
    date: datetime.date
    pooling: str
    deletion: CopyVariant
    duplications: dict[str, CopyVariant]
    tandems: dict[str, CopyVariant] = {}
    unknown: str


class UntypedShare(_Fact):
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
    where: dict[str, str] = {}
    percent: dict[Population, float] = Field(min_length=1)
    source: Citation

    def shares(self) -> tuple[float, ...]:
        """Return the share in each of ``POPULATIONS``."""
        mean = sum(self.percent.values()) / len(self.percent)
        return tuple(self.percent.get(p, mean) / 100 for p in POPULATIONS)


class Evidence(_Fact):
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


class Concordance(_Fact):
    """How often outside callers named the reference diplotype of a gene, in one comparison of them all.

    ``share`` maps the caller to the share of samples; ``note`` says how far the numbers carry.
    """

    source: Citation
    samples: int = Field(gt=0)
    share: dict[str, float] = Field(min_length=1)
    note: str


class GeneFacts(_Fact):
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
    aliases: dict[str, tuple[str, ...]] = {}
    function: _FunctionTable
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
