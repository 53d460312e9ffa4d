"""All genes of one sample: observe, weigh, name, and say whether the answer may be relied on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from foredose.core import Indeterminate
from foredose.genome.assumptions import PLAIN, Assumptions
from foredose.genome.beyond import coding_records, unlisted_changes, with_unlisted
from foredose.genome.call import GeneCall, GenomeCall, Positions, UnlistedChange
from foredose.genome.copy_number import weigh_copy_number
from foredose.genome.judgement import AbsentAs, judge
from foredose.genome.merge import Site
from foredose.genome.observe import UNCONFIRMED, Observation, known_bases, observe, of_gene, on_chromosomes
from foredose.genome.panel import PRIORS
from foredose.genome.phenotype import activity_score
from foredose.genome.posterior import diplotype_posterior, naming_for
from foredose.genome.reconcile import reconcile
from foredose.genome.summary import diplotype_candidates, phenotype_candidates
from foredose.knowledge.gene_facts import gene_facts, gene_names
from foredose.knowledge.gene_schema import GeneFacts
from foredose.knowledge.outside_only import OUTSIDE_ONLY
from foredose.sources.genotypes import Genotypes
from foredose.sources.outside.types import OutsideCall

__all__ = ["call_genome", "call_observed", "call_outside"]


def _call_with_sites(genotypes: Genotypes, gene: str, assumed: Assumptions) -> tuple[GeneCall, Observation]:
    facts = gene_facts(gene)
    own = of_gene(genotypes, facts)
    if facts.caller == OUTSIDE_ONLY:
        nothing = Observation(sites=(), records=0)
        return not_assayed(facts, nothing), nothing
    call, observation = call_observed(facts, partial(observe, own, facts), assumed)
    return with_unlisted(call, _unlisted(own, facts)), observation


def _unlisted(own: Genotypes, facts: GeneFacts) -> tuple[UnlistedChange, ...]:
    """Return what the records of a gene say beyond its definitions."""
    coding = coding_records(own.records, facts, own.assembly)
    carrying = [record for record in coding if any(record.alleles)]
    if not carrying:
        return ()
    return unlisted_changes(carrying, facts, own.assembly, known_bases(own.records, facts, own.assembly))


def call_observed(
    facts: GeneFacts, look: Callable[[Assumptions], Observation], assumed: Assumptions
) -> tuple[GeneCall, Observation]:
    """Return the call of what was seen, and what was seen.

    Parameters
    ----------
    look
        Gives the observation under assumptions.
    """
    taken: AbsentAs = assumed.absent
    prior = assumed.prior
    observation = look(assumed)
    if not any(set(site.copies) - {None} for site in observation.sites):
        return not_assayed(facts, observation), observation
    naming = naming_for(facts.gene, prior)
    weigh = partial(diplotype_posterior, naming, copies=observation.copies)
    posterior = weigh(observation.sites)
    if taken == "reference" and posterior.diplotypes[0].is_unnamed:
        taken, observation = "refuted", look(replace(assumed, absent="unknown"))
        posterior = weigh(observation.sites)
    verdict = judge(facts, observation, posterior, naming, absent=taken, prior=prior)
    if prior != "uniform":
        posterior = weigh_copy_number(facts, posterior, observation.sites)
    lead = posterior.diplotypes[0]
    call = GeneCall(
        gene=facts.gene,
        diplotypes=diplotype_candidates(posterior),
        phenotypes=phenotype_candidates(facts, posterior),
        activity_score=activity_score(facts, lead.first, lead.second),
        positions=count_positions(observation),
        reportable=verdict is None,
        reason=None if verdict is None else verdict.why,
        resolve=None if verdict is None else verdict.resolve,
        origin="vcf",
        evidence=_evidence(facts, observation),
    )
    return call, observation


def not_assayed(facts: GeneFacts, observation: Observation) -> GeneCall:
    """Return the call of a gene of which no position was seen."""
    return GeneCall(
        gene=facts.gene,
        diplotypes=(),
        phenotypes=(),
        activity_score=None,
        positions=count_positions(observation),
        reportable=False,
        reason=_why_not_seen(facts, observation),
        resolve=f"genotype {facts.gene}, or give its call with --call {facts.gene}=DIPLOTYPE",
        origin="vcf",
    )


def _why_not_seen(facts: GeneFacts, observation: Observation) -> str:
    if facts.caller == OUTSIDE_ONLY:
        return "never called from small variants; the call of a laboratory or another caller is needed"
    failed = [site.reason for site in observation.sites if site.state == "failed"]
    unseen = next((site.reason for site in observation.sites if site.reason == UNCONFIRMED), None)
    if failed:
        return f"every position in the file failed ({failed[0]})"
    return unseen or "no defining position is in the file"


def count_positions(observation: Observation) -> Positions:
    """Count the positions of a gene by what became of them."""
    states = [site.state for site in observation.sites]
    return Positions(
        defining=len(states),
        observed=states.count("observed"),
        not_assayed=states.count("not_assayed"),
        failed=states.count("failed"),
    )


def _evidence(facts: GeneFacts, observation: Observation) -> tuple[str, ...]:
    pairs = zip(facts.definition.positions, observation.sites, strict=True)
    return tuple(
        f"{position.label} {_spelled(site)}"
        for position, site in pairs
        if site.state == "observed" and set(site.copies) != {position.ref}
    )


def _spelled(site: Site) -> str:
    return ("|" if site.phase is not None else "/").join(str(copy) for copy in site.copies)


def call_genome(
    genotypes: Genotypes,
    *,
    genes: Sequence[str] | None = None,
    outside: Sequence[OutsideCall] = (),
    assumed: Assumptions = PLAIN,
) -> GenomeCall:
    """Call every gene of one sample.

    Parameters
    ----------
    genotypes
        What ``sources.vcf.read_vcf`` gives.
    genes
        Genes to call; all that have facts by default.
    outside
        Calls made elsewhere on the same person, any number of one gene; weighed with each other and the VCF gene
        by gene.
    assumed
        How the file is read where it is silent.

    Raises
    ------
    InputError
        When REF bases are not those of the assembly, or two different calls of a gene were given by hand.
    """
    given = _by_gene(outside)
    called: dict[str, GeneCall] = {}
    by_chromosome, nothing = on_chromosomes(genotypes), replace(genotypes, records=())
    for gene in genes or gene_names():
        near = by_chromosome.get(gene_facts(gene).chromosome, nothing)
        own, observation = _call_with_sites(near, gene, assumed)
        joined = reconcile(given[gene], own, observation) if gene in given else own
        called[gene] = with_unlisted(joined, own.unlisted)
    return GenomeCall(
        sample=genotypes.sample,
        assembly=genotypes.assembly,
        genes=called,
        sex=genotypes.sex,
        absent_declared_reference=assumed.absent == "reference",
        source=genotypes.source,
        assayed=None if assumed.assayed is None else assumed.assayed.source,
        prior=PRIORS[assumed.prior],
    )


def call_outside(sample: str, outside: Sequence[OutsideCall]) -> GenomeCall:
    """Return a genome call from outside calls alone, when there is no VCF; any number of one gene."""
    return GenomeCall(
        sample=sample,
        assembly=None,
        genes={gene: reconcile(calls) for gene, calls in _by_gene(outside).items()},
        sex=Indeterminate(why="no genotypes were given", resolve="take the sex from the record"),
        absent_declared_reference=False,
        source=", ".join(sorted({call.who for call in outside})),
    )


def _by_gene(outside: Sequence[OutsideCall]) -> dict[str, list[OutsideCall]]:
    given: dict[str, list[OutsideCall]] = {}
    for call in outside:
        given.setdefault(call.gene, []).append(call)
    return given
