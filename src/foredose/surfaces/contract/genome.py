"""``foredose/genome-call/1``: the genes of one sample as probabilities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.surfaces.contract.base import Document, Part, Probability, Resolvable

if TYPE_CHECKING:
    from foredose.genome import GenomeCall

__all__ = ["GenomeDocument", "GenomeShown", "genome_document"]


class CandidateShown(Part):
    """One possible state and its probability."""

    name: str
    probability: Probability


class PositionsShown(Part):
    """How many defining positions were observed, not assayed, or failed."""

    defining: int
    observed: int
    not_assayed: int
    failed: int


class UnlistedShown(Part):
    """A change in the coding bases that no definition lists; ``predicted`` bounds its activity, never measured."""

    change: str
    copies: int
    kind: str
    residue: int | None
    protein: tuple[str, ...]
    predicted: tuple[float, float] | None
    basis: str | None
    common: Probability | None
    ends_protein: bool


class GeneShown(Part):
    """One gene: diplotypes and phenotypes by falling probability, and whether it may be reported.

    Where ``statements`` is true the phenotypes are no alternatives: each has a probability of its own.
    """

    diplotypes: tuple[CandidateShown, ...]
    phenotypes: tuple[CandidateShown, ...]
    activity_score: float | None
    positions: PositionsShown
    reportable: bool
    reason: str | None
    resolve: str | None
    origin: str
    evidence: tuple[str, ...]
    statements: bool = False
    unlisted: tuple[UnlistedShown, ...] = ()


class GenomeShown(Part):
    """All called genes of one sample, as they stand inside other documents."""

    sample: str
    assembly: str | None
    genes: dict[str, GeneShown]
    sex: str | Resolvable
    absent_declared_reference: bool
    source: str
    prior: str | None = None


class GenomeDocument(GenomeShown, Document):
    """What ``foredose genome call`` prints for one sample."""

    schema_: Literal["foredose/genome-call/1"] = Field(default="foredose/genome-call/1", alias="schema")


def genome_document(call: GenomeCall, *, knowledge_version: str) -> GenomeDocument:
    """Make the document of one called sample."""
    shown = GenomeShown.model_validate(call)
    return GenomeDocument(**dict(shown), code_version=__version__, knowledge_version=knowledge_version)
