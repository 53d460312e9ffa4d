"""One gene's states as guidelines name them, as inherited and as co-medication makes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foredose.genome import GenomeCall, activity_score, phenotype_of, phenotype_of_score
from foredose.genome.phenotype import allele_activity
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.guideline_facts import GuidelineFact
from foredose.knowledge.interaction_facts import Perpetration

__all__ = ["State", "states_of"]

_LONGEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One gene's state as guidelines name it."""

    probability: float
    named: Mapping[str, str | float]
    shown: str


def states_of(
    gene: str, genome: GenomeCall, fact: GuidelineFact, perpetrations: tuple[Perpetration, ...]
) -> tuple[State, ...]:
    """Return the gene's states; a fact that knows activity scores gets the score, another the phenotype."""
    call = genome.genes[gene]
    factor, names = _score_factor(gene, fact, perpetrations)
    states = []
    for diplotype in call.diplotypes:
        score = activity_score(gene, diplotype.name)
        phenotype = phenotype_of(gene, diplotype.name)
        label = f"{phenotype} ({diplotype.name})" if len(diplotype.name) <= _LONGEST else phenotype
        if factor is not None and score is not None:
            label = _with_drugs(gene, phenotype, diplotype.name, score, factor, names)
            score = score * factor
            phenotype = phenotype_of_score(gene, score)
        wants_score = fact.genes[gene].activity_score is not None and score is not None
        named: dict[str, str | float] = {gene: score if wants_score and score is not None else phenotype}
        if factor is None:
            named |= {f"{gene}:diplotype": diplotype.name, **_without_function(gene, diplotype.name)}
        states.append(State(probability=diplotype.probability, named=named, shown=label))
    if states:
        return tuple(states)
    if fact.genes[gene].activity_score is not None and call.activity_score is not None:
        shown = " or ".join(p.name for p in call.phenotypes) or f"activity score {call.activity_score:g}"
        return (State(probability=1.0, named={gene: call.activity_score}, shown=shown),)
    return tuple(
        State(probability=p.probability, named={gene: p.name}, shown=p.name) for p in call.phenotypes
    )


def _without_function(gene: str, diplotype: str) -> dict[str, str | float]:
    """Return how many of the alleles have no activity; nothing where that of one of them is not known."""
    facts = gene_facts(gene)
    activities = [allele_activity(facts, allele) for allele in diplotype.split("/")]
    known = [activity for activity, _ in filter(None, activities)]
    return {f"{gene}:without_function": known.count(0)} if len(known) == len(activities) else {}


def _with_drugs(gene: str, phenotype: str, diplotype: str, score: float, factor: float, names: str) -> str:
    """Name the phenotype with co-medication; a drug is its cause only where it changes it."""
    changed = phenotype_of_score(gene, score * factor)
    if changed != phenotype:
        return f"{changed} because of {names} ({diplotype} by genotype)"
    if score * factor == score:
        return f"{phenotype} ({diplotype}); {names} {'add' if ' and ' in names else 'adds'} nothing"
    return f"{phenotype} ({diplotype}), also with {names}"


def _score_factor(
    gene: str, fact: GuidelineFact, perpetrations: tuple[Perpetration, ...]
) -> tuple[float | None, str]:
    """Return what the guideline multiplies the activity score with, where it has such a rule."""
    acting = [
        p
        for p in perpetrations
        if p.enzyme == gene and p.guideline_score_factor is not None and fact.inhibitors_change_score
    ]
    if not acting:
        return None, ""
    factor = min(p.guideline_score_factor for p in acting if p.guideline_score_factor is not None)
    return factor, " and ".join(p.perpetrator for p in acting)
