"""Calls made elsewhere, alone or beside what the VCF shows."""

from __future__ import annotations

import re
from dataclasses import replace

from foredose.core import Candidate
from foredose.genome.call import GeneCall, Positions
from foredose.genome.observe import Observation
from foredose.genome.phenotype import activity_score, phenotype, score_phenotype
from foredose.genome.posterior import catalogue_order, diplotype_posterior, naming_for
from foredose.genome.summary import candidates
from foredose.knowledge.gene_facts import gene_facts
from foredose.knowledge.gene_schema import GeneFacts
from foredose.sources.outside_calls import OutsideCall

__all__ = ["OUTSIDE_WEIGHT", "outside_gene_call", "reconcile"]

# A choice of this project: nothing here says which of two disagreeing callers is right.
OUTSIDE_WEIGHT = 0.5
# A choice of this project: a diplotype is compatible with the VCF when, all alleles alike, it explains it at least
# this well, as a share of the best.
_COMPATIBLE = 1e-3
_COPIES = re.compile(r"x(≥?\d+|N)$")


def outside_gene_call(call: OutsideCall, positions: Positions | None = None) -> GeneCall:
    """Return an outside call as this room's own type; it is reportable as its caller gave it."""
    facts = gene_facts(call.gene)
    diplotypes: tuple[Candidate, ...] = ()
    score = call.activity_score
    count = len(facts.definition.positions)
    if call.alleles is not None:
        first, second = sorted(call.alleles, key=catalogue_order)
        diplotypes = (Candidate(name=f"{first}/{second}", probability=1.0),)
        score = activity_score(facts, first, second)
        named = phenotype(facts, first, second)
    else:
        named = call.phenotype or score_phenotype(facts, score)
    return GeneCall(
        gene=call.gene,
        diplotypes=diplotypes,
        phenotypes=(Candidate(name=named, probability=1.0),),
        activity_score=score,
        positions=positions or Positions(defining=count, observed=0, not_assayed=count, failed=0),
        reportable=True,
        reason=None,
        resolve=None,
        origin=call.caller,
    )


def reconcile(own: GeneCall, observation: Observation, call: OutsideCall) -> GeneCall:
    """Return one call from the VCF's and the outside one.

    Where the VCF has nothing to say, or agrees, the outside call stands: it may know copy number and phase.
    Where they disagree both are kept, half and half, and the call is not reportable.
    """
    outside = replace(outside_gene_call(call, own.positions), evidence=own.evidence)
    if not own.diplotypes or _agree(own, observation, call, outside):
        return outside
    shown = own.diplotypes[0].name if outside.diplotypes else own.phenotypes[0].name
    given = (outside.diplotypes or outside.phenotypes)[0].name
    return replace(
        own,
        diplotypes=_mix(own.diplotypes, outside.diplotypes) if outside.diplotypes else own.diplotypes,
        phenotypes=_mix(own.phenotypes, outside.phenotypes),
        reportable=False,
        reason=f"the VCF shows {shown}, {call.caller} reports {given}; each is given half the weight",
        resolve="check that both are of the same person, and confirm the gene with a second method",
        origin=f"vcf and {call.caller}",
    )


def _mix(own: tuple[Candidate, ...], outside: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    shares = {c.name: (1 - OUTSIDE_WEIGHT) * c.probability for c in own}
    for c in outside:
        shares[c.name] = shares.get(c.name, 0.0) + OUTSIDE_WEIGHT * c.probability
    return candidates(shares)


def _agree(own: GeneCall, observation: Observation, call: OutsideCall, outside: GeneCall) -> bool:
    if call.alleles is None:
        facts = gene_facts(call.gene)
        sees_copies = facts.caller != "named_alleles_without_copy_number"
        return not sees_copies or outside.phenotypes[0].name in {c.name for c in own.phenotypes}
    facts = gene_facts(call.gene)
    choices = [_visible(facts, allele) for allele in call.alleles]
    posterior = diplotype_posterior(naming_for(call.gene, "uniform"), observation.sites)
    limit = _COMPATIBLE * posterior.diplotypes[0].probability
    pairs = [(d.first, d.second) for d in posterior.diplotypes if d.probability >= limit]
    return any(_pair_fits(a, b, choices) or _pair_fits(a, b, choices[::-1]) for a, b in pairs)


def _pair_fits(first: str, second: str | None, choices: list[frozenset[str] | None]) -> bool:
    """Whether two named alleles could be what is visible of two chromosomes.

    A deleted chromosome shows nothing, so the other one appears twice.
    """
    one, other = choices
    if one is None and other is None:
        return True
    if one is None or other is None:
        seen = one or other or frozenset()
        return first in seen and second in seen
    return first in one and second in other


def _visible(facts: GeneFacts, chromosome: str) -> frozenset[str] | None:
    """Return the alleles of a chromosome that small variants can show; ``None`` for a deletion or hybrid.

    Reference alleles (``*1`` and ``*38`` of CYP2C19) stand for each other: many callers know only ``*1``.
    """
    parts = {_COPIES.sub("", part) for part in chromosome.split("+")}
    count = len(facts.definition.positions)
    references = {allele.name for allele in facts.definition.alleles if len(allele.core) == count}
    shown = parts & {allele.name for allele in facts.definition.alleles}
    if shown & references:
        shown |= references
    return frozenset(shown) if shown else None
