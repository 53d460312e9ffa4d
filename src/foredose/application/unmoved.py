"""Genes that change what a drug does and not how much of it there is: risk and guideline, exposure unchanged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from foredose.advice.guidance import guidance_for
from foredose.application.genomes import call_person
from foredose.application.given import GivenGenome
from foredose.core import Citation
from foredose.genome import GenomeCall
from foredose.knowledge.pair_facts import Pair, PairKind, pairs_for

__all__ = ["Unmoved", "parted", "unmoved_genes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmoved:
    """A gene that a concentration does not depend on.

    Parameters
    ----------
    state
        The person's genotype or phenotype; empty where nobody looked.
    kind
        ``response``: it changes what a given concentration does; ``hypersensitivity``: it disposes to a reaction.
    guidelines
        What guidelines say of this state.
    """

    gene: str
    state: str
    kind: PairKind
    why: str
    source: Citation
    guidelines: tuple[str, ...]


def parted(drug: str, genotypes: Mapping[str, str]) -> tuple[tuple[Unmoved, ...], dict[str, str]]:
    """Part the genes that do not move a drug's exposure from the others.

    Raises
    ------
    InputError
        As ``application.genomes.call`` for a state that cannot be read.
    """
    pairs = {p.gene: p for p in _pairs(drug)}
    asked = {gene: text for gene, text in genotypes.items() if gene in pairs}
    called = (
        call_person(GivenGenome(call=tuple(f"{gene}={text}" for gene, text in asked.items())))
        if asked
        else None
    )
    found = tuple(_unmoved(pairs[gene], drug, text, called) for gene, text in asked.items())
    return found, {gene: text for gene, text in genotypes.items() if gene not in asked}


def unmoved_genes(drug: str, genome: GenomeCall | None) -> tuple[Unmoved, ...]:
    """Return every gene that changes what a drug does and not its exposure, with the person's state where known."""
    return tuple(_unmoved(pair, drug, _state(pair.gene, genome), genome) for pair in _pairs(drug))


def _pairs(drug: str) -> tuple[Pair, ...]:
    whole = drug.removeprefix("s-").removeprefix("r-")  # halves of a racemate share its pairs
    return tuple(p for p in pairs_for(whole) if p.kind != "exposure")


def _state(gene: str, genome: GenomeCall | None) -> str:
    call = genome.genes.get(gene) if genome is not None else None
    if call is None:
        return ""
    leading = call.diplotypes or call.phenotypes
    return leading[0].name if leading else ""


def _unmoved(pair: Pair, drug: str, state: str, genome: GenomeCall | None) -> Unmoved:
    said = guidance_for(drug, genome, (), age_years=None, indication=None, daily_mg=None) if state else ()
    told = tuple(dict.fromkeys(g.advice.sentence for g in said if pair.gene in g.fact.genes))
    return Unmoved(
        gene=pair.gene, state=state, kind=pair.kind, why=pair.why, source=pair.source, guidelines=told
    )
