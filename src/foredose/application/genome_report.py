"""Use case: a genome file to everything a report says of it: calls, positions, what guidelines say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from foredose.advice.guidance import Guidance, guidance_for
from foredose.application.genomes import Absent, known_genes, read_people
from foredose.core import InputError
from foredose.genome import GeneCall, GenomeCall, SeenPosition, seen_positions
from foredose.genome.caller import call_genome
from foredose.genome.panel import Prior
from foredose.knowledge.gene_facts import gene_names
from foredose.knowledge.guideline_facts import guideline_drugs
from foredose.sources.bed import read_bed
from foredose.sources.genotypes import AssayedRegions, Genotypes

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


def report(
    path: Path,
    *,
    sample: str | None = None,
    calls: Path | Sequence[Path] | None = None,
    call: tuple[str, ...] = (),
    genes: Sequence[str] | None = None,
    absent: Absent = "unknown",
    assayed: Path | None = None,
    ignore_phase: bool = False,
    prior: Prior = "population",
) -> tuple[ReportedGenome, ...]:
    """Call every sample of a file (or the one named) and gather what a report says.

    Parameters
    ----------
    path, sample, calls, call, genes, absent, assayed, ignore_phase, prior
        As in ``application.genomes.call``.

    Raises
    ------
    InputError
        As ``application.genomes.call``.
    """
    genes = known_genes(genes)
    people, outside = read_people(path, sample=sample, calls=calls, call=call, genes=genes)
    bed = read_bed(assayed) if assayed is not None else None
    reported = []
    for person in people:
        called = call_genome(
            person,
            genes=genes,
            absent=absent,
            assayed=bed,
            ignore_phase=ignore_phase,
            outside=outside,
            prior=prior,
        )
        seen = {gene: _seen(person, gene, absent, bed, ignore_phase) for gene in called.genes}
        reported.append(ReportedGenome(call=called, positions=seen, guidance=guidance_of(called)))
    return tuple(reported)


def _seen(
    person: Genotypes, gene: str, absent: Absent, bed: AssayedRegions | None, ignore_phase: bool
) -> tuple[SeenPosition, ...]:
    return seen_positions(
        person,
        gene,
        absent_is_reference=absent == "reference",
        assayed=bed,
        ignore_phase=ignore_phase,
    )


def explain(
    path: Path,
    gene: str,
    *,
    sample: str | None = None,
    calls: Path | Sequence[Path] | None = None,
    call: tuple[str, ...] = (),
    absent: Absent = "unknown",
    assayed: Path | None = None,
    ignore_phase: bool = False,
    prior: Prior = "population",
) -> tuple[ExplainedGene, ...]:
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
    people, outside = read_people(path, sample=sample, calls=calls, call=call, genes=(name,))
    bed = read_bed(assayed) if assayed is not None else None
    of_gene = tuple(one for one in outside if one.gene == name)
    found = []
    for person in people:
        called = call_genome(
            person,
            genes=(name,),
            absent=absent,
            assayed=bed,
            ignore_phase=ignore_phase,
            outside=of_gene,
            prior=prior,
        )
        seen = _seen(person, name, absent, bed, ignore_phase)
        found.append(
            ExplainedGene(
                sample=called.sample, assembly=called.assembly, call=called.genes[name], positions=seen
            )
        )
    return tuple(found)


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
