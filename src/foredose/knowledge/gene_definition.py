"""What defines a gene's named alleles: positions and what each allele allows there."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Allele", "Assembly", "Fact", "GeneDefinition", "Position"]

Assembly = Literal["GRCh38", "GRCh37"]


class Fact(BaseModel):
    """A frozen fact; a field that it does not know is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Position(Fact):
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


class Allele(Fact):
    """A named allele: what it allows at the positions (by index) that define it, and nothing elsewhere."""

    name: str
    core: dict[int, frozenset[str]]


class GeneDefinition(Fact):
    """Positions and named alleles, as imported."""

    upstream: str
    licence: str
    grch37_source: str
    reference_allele: str
    positions: tuple[Position, ...] = Field(min_length=1)
    alleles: tuple[Allele, ...] = Field(min_length=1)
