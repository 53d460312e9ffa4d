"""Variants to a distribution over diplotypes, phenotypes and activity scores.

Takes in genotypes read by ``sources`` and facts from ``knowledge``; gives out ``GenomeCall``. Never turns an
absent or failed position into reference, and never reads a file.
"""

from foredose.genome.assumptions import Absent, Assumptions
from foredose.genome.beyond import rare_changes, unlisted_caveat, unlisted_text
from foredose.genome.call import GeneCall, GenomeCall, Positions, UnlistedChange
from foredose.genome.caller import call_genome, call_outside
from foredose.genome.seen import SeenPosition, seen_positions
from foredose.genome.states import activity_score, phenotype_of, phenotype_of_score

__all__ = [
    "Absent",
    "Assumptions",
    "GeneCall",
    "GenomeCall",
    "Positions",
    "SeenPosition",
    "UnlistedChange",
    "activity_score",
    "call_genome",
    "call_outside",
    "phenotype_of",
    "phenotype_of_score",
    "rare_changes",
    "seen_positions",
    "unlisted_caveat",
    "unlisted_text",
]
