"""``foredose/gene-explanation/1``: one gene of one sample, with every position that its call rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from foredose import __version__
from foredose.surfaces.contract.base import Document, Part, Probability
from foredose.surfaces.contract.genome import GeneShown

if TYPE_CHECKING:
    from foredose.application.genome_report import ExplainedGene

__all__ = ["ExplanationDocument", "explanation_document"]


class PositionShown(Part):
    """One defining position.

    ``alleles`` are those that a change here defines, or that cannot be told without it; ``frequency`` is the share of
    chromosomes that carry one of them.
    """

    label: str
    chromosome: str
    position: int | None
    reference: str
    state: Literal["observed", "failed", "not_assayed"]
    genotype: str | None
    changed: bool
    alleles: tuple[str, ...]
    frequency: Probability
    reason: str | None


class ExplanationDocument(Document):
    """What ``foredose genome explain`` prints for one sample; ``position`` is 1-based on ``assembly``."""

    schema_: Literal["foredose/gene-explanation/1"] = Field(
        default="foredose/gene-explanation/1", alias="schema"
    )
    sample: str
    assembly: str | None
    gene: str
    call: GeneShown
    positions: tuple[PositionShown, ...]


def explanation_document(one: ExplainedGene, *, knowledge_version: str) -> ExplanationDocument:
    """Make the document of one explained gene."""
    return ExplanationDocument(
        sample=one.sample,
        assembly=one.assembly,
        gene=one.call.gene,
        call=GeneShown.model_validate(one.call),
        positions=tuple(PositionShown.model_validate(seen) for seen in one.positions),
        code_version=__version__,
        knowledge_version=knowledge_version,
    )
