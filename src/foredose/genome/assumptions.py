"""What is taken for granted where a file is silent: of absent positions, of phase, and of the population."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from foredose.genome.panel import Prior
from foredose.sources.genotypes import AssayedRegions

__all__ = ["PLAIN", "Absent", "Assumptions"]

Absent = Literal["unknown", "reference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """How a genome is read where the file does not tell.

    Parameters
    ----------
    absent
        ``"reference"`` is the user's declaration that absent positions were looked at and are reference; it holds
        when the gene has a record, and is dropped when it would leave no named allele.
    assayed
        Regions that a laboratory looked at: absent there means reference, in a gene where a record's REF confirms the
        assembly at a defining position.
    ignore_phase
        Treat ordered copies as unordered.
    prior
        What weighs positions that were not seen: the haplotypes of the 1000 Genomes panel, pooled or of one
        superpopulation, or every allele alike. Copies that small variants cannot show are weighed by population only.
    """

    absent: Absent = "unknown"
    assayed: AssayedRegions | None = None
    ignore_phase: bool = False
    prior: Prior = "population"


PLAIN = Assumptions()
"""Nothing is declared: what a file does not say is unknown."""
