"""A posterior over diplotypes as the candidates that leave the room."""

from __future__ import annotations

import math

from foredose.core import Candidate
from foredose.genome.phenotype import INDETERMINATE, phenotype
from foredose.genome.posterior import Posterior
from foredose.knowledge.gene_schema import GeneFacts

__all__ = ["candidates", "diplotype_candidates", "phenotype_candidates"]

_MOST = 10
_LEAST = 1e-4


def diplotype_candidates(posterior: Posterior) -> tuple[Candidate, ...]:
    """Return the ten most probable diplotypes above 0.01 %."""
    return candidates({d.name: d.probability for d in posterior.diplotypes})


def phenotype_candidates(facts: GeneFacts, posterior: Posterior) -> tuple[Candidate, ...]:
    """Return the phenotypes with their probability; an unnamed combination is indeterminate."""
    shares: dict[str, float] = {}
    for diplotype in posterior.diplotypes:
        name = INDETERMINATE if diplotype.is_unnamed else phenotype(facts, diplotype.first, diplotype.second)
        shares[name] = shares.get(name, 0.0) + diplotype.probability
    return candidates(shares)


def candidates(shares: dict[str, float]) -> tuple[Candidate, ...]:
    """Return named shares sorted by falling probability, equal ones as they come, cut to what matters.

    Each is rounded down to twelve places, so that rounding never makes the sum exceed 1.
    """
    ranked = sorted(shares.items(), key=lambda item: -round(item[1], 9))[:_MOST]
    kept = [(name, min(share, 1.0)) for name, share in ranked if share >= _LEAST]
    return tuple(Candidate(name=name, probability=math.floor(share * 1e12) / 1e12) for name, share in kept)
