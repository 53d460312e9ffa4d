"""What stands for the definition and the frequencies of a gene that is known from outside calls alone."""

from __future__ import annotations

from typing import Final

from foredose.knowledge.gene_schema import GeneDefinition, GeneFrequencies

__all__ = ["NOTHING_DEFINED", "NO_FREQUENCIES", "OUTSIDE_ONLY"]

OUTSIDE_ONLY: Final = "outside_only"
# Built without validation, because the schema rightly refuses an empty definition everywhere else.
NOTHING_DEFINED: Final = GeneDefinition.model_construct(
    upstream="nothing", licence="none", grch37_source="", reference_allele="", positions=(), alleles=()
)
NO_FREQUENCIES: Final = GeneFrequencies.model_construct(
    gene="",
    written_by="",
    upstream="none",
    pooling="none",
    chromosomes=(0, 0, 0, 0, 0),
    untyped=(),
    unassigned=0.0,
    alleles={},
    haplotypes=(),
)
