"""Use case: a genome file to everything a report says of it: calls, positions, what guidelines say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from foredose.advice.guidance import Guidance, guidance_for
from foredose.application.genomes import known_genes, read_people
from foredose.application.given import GivenGenome
from foredose.core import InputError
from foredose.genome import Assumptions, GeneCall, GenomeCall, SeenPosition, seen_positions
from foredose.genome.caller import call_genome
from foredose.knowledge.gene_facts import gene_names
from foredose.knowledge.guideline_facts import guideline_drugs
from foredose.sources.genotypes import Genotypes
from foredose.sources.outside_calls import OutsideCall

__all__ = ["ExplainedGene", "ReportedGenome", "explain", "guidance_of", "report"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedGenome:
    """One sample: its call, the defining positions of each gene, and each drug's recommendations."""

    call: GenomeCall
    positions: Mapping[str, tuple[SeenPosition, ...]]
    guidance: Mapping[str, tuple[Guidance, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedGene:
    """One gene of one sample: the call and what it rests on."""

    sample: str
    assembly: str | None
    call: GeneCall
    positions: tuple[SeenPosition, ...]


def guidance_of(call: GenomeCall) -> dict[str, tuple[Guidance, ...]]:
    """Return what guidelines say for a genome, by drug; drugs of which nothing is said are left out.

    Age, indication, dose and co-medication are not known here: recommendations of every age group and indication are
    kept, each with its condition in words, and the genes stand as they are inherited.
    """
    said = {
        drug: guidance_for(drug, call, (), age_years=None, indication=None, daily_mg=None)
        for drug in guideline_drugs()
    }
    return {drug: given for drug, given in said.items() if given}


def report(given: GivenGenome, *, genes: Sequence[str] | None = None) -> tuple[ReportedGenome, ...]:
    """Call every sample of a file (or the one named) and gather what a report says.

    Raises
    ------
    InputError
        As ``application.genomes.call``.
    """
    genes = known_genes(genes)
    people, outside = read_people(given, genes)
    assumed = given.assumptions()
    reported = []
    for person in people:
        called = call_genome(person, genes=genes, outside=outside, assumed=assumed)
        seen = {gene: seen_positions(person, gene, assumed) for gene in called.genes}
        reported.append(ReportedGenome(call=called, positions=seen, guidance=guidance_of(called)))
    return tuple(reported)


def explain(given: GivenGenome, gene: str) -> tuple[ExplainedGene, ...]:
    """Return one gene of every sample with what its call rests on.

    Parameters
    ----------
    gene
        A gene with facts, in any case of letters.

    Raises
    ------
    InputError
        ``genome.gene`` for another gene; else as ``application.genomes.call``.
    """
    name = _known(gene)
    people, outside = read_people(given, (name,))
    of_gene = tuple(one for one in outside if one.gene == name)
    assumed = given.assumptions()
    return tuple(_explained(person, name, of_gene, assumed) for person in people)


def _explained(
    person: Genotypes, gene: str, outside: Sequence[OutsideCall], assumed: Assumptions
) -> ExplainedGene:
    called = call_genome(person, genes=(gene,), outside=outside, assumed=assumed)
    return ExplainedGene(
        sample=called.sample,
        assembly=called.assembly,
        call=called.genes[gene],
        positions=seen_positions(person, gene, assumed),
    )


def _known(gene: str) -> str:
    names = {name.upper(): name for name in gene_names()}
    if gene.strip().upper() not in names:
        raise InputError(
            "genome.gene",
            found=f"the gene {gene!r}",
            expected="one of " + ", ".join(gene_names()),
            where="GENE",
            remedy="use a listed gene",
        )
    return names[gene.strip().upper()]
