"""Whether a gene's call may be relied on, and what would mend it."""

from __future__ import annotations

from typing import Literal

from foredose.core import Candidate, Indeterminate
from foredose.genome.ancestry import other_ancestry
from foredose.genome.merge import UNCOMPARED, Site
from foredose.genome.naming import Naming, is_off_catalogue, is_uncatalogued
from foredose.genome.observe import Observation
from foredose.genome.panel import Prior
from foredose.genome.posterior import Posterior
from foredose.genome.summary import diplotype_candidates, phenotype_candidates
from foredose.knowledge.gene_schema import GeneFacts
from foredose.knowledge.references import shown

__all__ = ["KEY_FREQUENCY", "OTHER_PHENOTYPE_MASS", "AbsentAs", "judge", "uncatalogued"]

# What absent positions were taken for; "refuted" when the declaration leaves no named allele.
AbsentAs = Literal["unknown", "reference", "refuted"]
# A choice of this project: a call is reportable while at most this much probability lies on another phenotype.
OTHER_PHENOTYPE_MASS = 0.05
# A choice of this project: positions that define an allele at least this common must have been seen.
KEY_FREQUENCY = 0.01
_SHOWN = 6


def judge(
    facts: GeneFacts,
    observation: Observation,
    posterior: Posterior,
    naming: Naming,
    *,
    absent: AbsentAs,
    prior: Prior,
) -> Indeterminate | None:
    """Return why a call is not reportable and what would mend it, or ``None`` when it is reportable.

    The first of these that holds: copy number not assayed; an unnamed combination leads; changes beyond the
    named allele, or that no definition lists; absence was declared to be reference; positions of common
    alleles not seen; the leading allele not wholly seen; more than 5 % on another phenotype, or on another diplotype
    where the gene has no phenotypes; the same by the haplotypes of any one superpopulation, where the prior pools them.
    """
    lead = posterior.diplotypes[0]
    tests = (
        _copy_number(facts, prior),
        _unnamed(facts, lead.first, lead.second),
        _surplus(facts, lead.name, lead.surplus),
        uncatalogued(facts, observation),
        _uncompared(facts, observation),
        _declared(observation, absent),
        _key_positions(facts, observation, naming),
        _partly_seen(facts, lead.name, whole=lead.confirmed),
        _spread(facts, observation, posterior),
    )
    found = next((verdict for verdict in tests if verdict is not None), None)
    if found is not None or prior != "population":
        return found
    return other_ancestry(facts, observation, _shares(facts, posterior)[0].name, most=OTHER_PHENOTYPE_MASS)


def _copy_number(facts: GeneFacts, prior: Prior) -> Indeterminate | None:
    if facts.caller != "named_alleles_without_copy_number":
        return None
    return Indeterminate(
        why=f"small variants only, copy number not assayed: {_carried(facts, prior)}",
        resolve=f"give the call of a copy-number aware caller with --call {facts.gene}=DIPLOTYPE",
    )


def _carried(facts: GeneFacts, prior: Prior) -> str:
    """Return what became of the copies that were not seen."""
    copies = facts.copy_number
    if copies is None:
        return (
            "deletions, duplications and hybrid genes are not seen, and how common they are is unknown here"
        )
    if prior == "uniform":
        return "deletions, duplications and hybrid genes are not weighed where every allele is weighed alike"
    variants = (copies.deletion, *copies.duplications.values(), *copies.tandems.values())
    names = ", ".join(variant.allele for variant in variants)
    sources = dict.fromkeys(shown(each) for each in (copies.source, *(v.source for v in variants)) if each)
    return (
        f"deletion, duplications and tandems ({names}) are carried at population frequency ({'; '.join(sources)});"
        " other hybrid genes and duplications are not"
    )


def _unnamed(facts: GeneFacts, first: str, second: str | None) -> Indeterminate | None:
    names = [name for name in (first, second) if name is not None and is_off_catalogue(name)]
    if not names:
        return None
    return Indeterminate(
        why=f"no named allele of {facts.gene} has this combination of changes: {'; '.join(names)}",
        resolve="confirm the genotypes and their phase; the function of the combination needs an expert",
    )


def _surplus(facts: GeneFacts, name: str, changes: tuple[str, ...]) -> Indeterminate | None:
    if not changes:
        return None
    return Indeterminate(
        why=f"a chromosome of {name} also carries {', '.join(changes)}, which its named allele does not define",
        resolve=f"have the combination of {facts.gene} changes assessed; the name is the nearest in the catalogue",
    )


def uncatalogued(facts: GeneFacts, observation: Observation) -> Indeterminate | None:
    """Return why a call is not reportable where a copy carries a base that no definition lists at its place."""
    rows = zip(facts.definition.positions, observation.sites, strict=False)
    found = [
        f"{position.label} {copy}"
        for position, site in rows
        for copy in site.copies
        if is_uncatalogued(copy, (position.ref, *position.alts))
    ]
    if not found:
        return None
    return Indeterminate(
        why=f"no allele of {facts.gene} is defined by {', '.join(found)}; its effect is unknown",
        resolve="have the change assessed; the name is given as if it were not there",
    )


def _uncompared(facts: GeneFacts, observation: Observation) -> Indeterminate | None:
    rows = zip(facts.definition.positions, observation.sites, strict=False)
    found = [position.label for position, site in rows if site.reason == UNCOMPARED]
    if not found:
        return None
    return Indeterminate(
        why=f"a change is carried at {', '.join(found)} of {facts.gene} that cannot be compared with the definition",
        resolve="have the change written in normal form (bcftools norm), and assessed",
    )


def _declared(observation: Observation, absent: AbsentAs) -> Indeterminate | None:
    count = sum(site.state == "not_assayed" for site in observation.sites)
    if absent == "unknown":
        return None
    told = {
        "reference": f"absent positions were declared to be reference, not observed ({count} in this gene)",
        "refuted": f"{count} absent positions were declared to be reference, but then no named allele fits; they"
        " are taken as unknown",
    }
    return Indeterminate(
        why=told[absent],
        resolve="give a gVCF, or the BED of assayed regions with --assayed",
    )


def _key_positions(facts: GeneFacts, observation: Observation, naming: Naming) -> Indeterminate | None:
    keys = naming.key_positions(facts, KEY_FREQUENCY)
    unseen = [i for i in keys if observation.sites[i].state != "observed"]
    if not unseen:
        return None
    shown = [f"{facts.definition.positions[i].label} ({_why(observation.sites[i])})" for i in unseen[:_SHOWN]]
    more = f" and {len(unseen) - _SHOWN} more" if len(unseen) > _SHOWN else ""
    return Indeterminate(
        why=f"positions of common {facts.gene} alleles were not seen: {', '.join(shown)}{more}",
        resolve="genotype these positions, or give a gVCF that covers them",
    )


def _why(site: Site) -> str:
    return site.reason or "not in the file"


def _partly_seen(facts: GeneFacts, name: str, *, whole: bool) -> Indeterminate | None:
    if whole:
        return None
    return Indeterminate(
        why=f"consistent with {name}, but not every position that defines its alleles was seen",
        resolve=f"genotype the remaining defining positions of {facts.gene}",
    )


def _spread(facts: GeneFacts, observation: Observation, posterior: Posterior) -> Indeterminate | None:
    shares = _shares(facts, posterior)
    other = 1.0 - shares[0].probability if shares else 1.0
    if other <= OTHER_PHENOTYPE_MASS:
        return None
    unseen = sum(site.state != "observed" for site in observation.sites)
    cause = f"{unseen} positions were not seen" if unseen else "the phase of the variants is not known"
    what = _what(facts)
    return Indeterminate(
        why=f"{other:.0%} of the probability lies on another {what} than {shares[0].name}: {cause}",
        resolve=f"genotype the remaining positions of {facts.gene}" if unseen else "give phased genotypes",
    )


def _shares(facts: GeneFacts, posterior: Posterior) -> tuple[Candidate, ...]:
    named = facts.phenotype.kind != "unassigned"
    return phenotype_candidates(facts, posterior) if named else diplotype_candidates(posterior)


def _what(facts: GeneFacts) -> str:
    return "diplotype" if facts.phenotype.kind == "unassigned" else "phenotype"
