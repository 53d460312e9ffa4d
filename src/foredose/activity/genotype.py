"""From the called genome to the states that a model's equations ask for, one per draw."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from foredose.core import Candidate, Indeterminate, percent
from foredose.genome import GenomeCall, activity_score
from foredose.models.declaration import GenotypeEffect
from foredose.models.genotype import level_parameters

__all__ = ["MAX_UNSTUDIED", "GenotypeDraws", "draw_states", "states_of"]

MAX_UNSTUDIED = 0.10
"""Largest share of the genotype distribution that may be unknown or unstudied before no simulation is offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenotypeDraws:
    """The genotype state of each draw.

    Parameters
    ----------
    states
        Distinct states with their probability among those that can be simulated (sum 1), likeliest first.
    index
        For each draw, which of ``states`` it is in.
    left_out
        Probability of states that are unknown or that the model's source did not study.
    """

    effect: GenotypeEffect
    states: tuple[Candidate, ...]
    index: np.ndarray
    left_out: float


def states_of(effect: GenotypeEffect, genome: GenomeCall | None) -> tuple[Candidate, ...] | Indeterminate:
    """Return the distribution over the states that ``effect`` distinguishes."""
    call = None if genome is None else genome.genes.get(effect.gene)
    if call is None or not (call.diplotypes or call.phenotypes):
        why = f"{effect.gene} was not assayed" if call is None or call.reason is None else call.reason
        return Indeterminate(
            why=f"{effect.gene}: {why}" if effect.gene not in why else why,
            resolve=(call.resolve if call and call.resolve else f"a {effect.gene} genotype"),
        )
    if effect.by == "phenotype" or not call.diplotypes:
        return call.phenotypes
    if effect.by in ("allele", "diplotype"):
        return call.diplotypes
    sums: dict[str, float] = defaultdict(float)
    for diplotype in call.diplotypes:
        score = activity_score(effect.gene, diplotype.name, effect.scores)
        sums["unknown" if score is None else f"{score:g}"] += diplotype.probability
    return tuple(Candidate(name=k, probability=v) for k, v in sums.items())


def draw_states(
    effect: GenotypeEffect, genome: GenomeCall | None, n: int, rng: np.random.Generator
) -> GenotypeDraws | Indeterminate:
    """Draw ``n`` genotype states in proportion to their probability, in random order."""
    known = states_of(effect, genome)
    if isinstance(known, Indeterminate):
        return known
    usable = [c for c in known if c.probability > 0 and _simulated(effect, c.name)]
    mass = sum(c.probability for c in usable)
    if 1.0 - mass > MAX_UNSTUDIED:
        worst = max((c for c in known if c not in usable), key=lambda c: c.probability, default=None)
        return Indeterminate(
            why=f"{effect.unstudied}: {effect.gene} "
            + (f"{worst.name} (probability {percent(worst.probability)})" if worst else "not resolved"),
            resolve=f"a resolved {effect.gene} genotype, or a measured level",
        )
    ordered = sorted(usable, key=lambda c: -c.probability)
    share = np.cumsum([c.probability / mass for c in ordered])
    index = np.minimum(np.searchsorted(share, (np.arange(n) + 0.5) / n), len(ordered) - 1)
    return GenotypeDraws(
        effect=effect,
        states=tuple(Candidate(name=c.name, probability=c.probability / mass) for c in ordered),
        index=rng.permutation(index),
        left_out=max(0.0, 1.0 - mass),
    )


def _simulated(effect: GenotypeEffect, state: str) -> bool:
    if effect.by == "activity_score":
        return state.replace(".", "", 1).isdigit()
    return level_parameters(effect, state) is not None
