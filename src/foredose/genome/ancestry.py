"""What unseen positions or an unknown phase could hide, asked of each superpopulation: a pooled prior thins it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import product

from foredose.core import Indeterminate
from foredose.genome.naming import Naming, Strand, is_off_catalogue
from foredose.genome.observe import Observation
from foredose.genome.phasing import arrangements, fitting_rows
from foredose.genome.phenotype import INDETERMINATE, phenotype
from foredose.genome.posterior import catalogue_order, in_catalogue, naming_for
from foredose.knowledge.gene_schema import POPULATIONS, GeneFacts, Population

__all__ = ["other_ancestry"]

_BY_FUNCTION = ("function_pairs", "activity_score")


def other_ancestry(
    facts: GeneFacts, observation: Observation, lead: str, *, most: float
) -> Indeterminate | None:
    """Return why the leading state may not be reported, where one superpopulation alone speaks against it.

    Parameters
    ----------
    lead
        The leading phenotype; the leading diplotype where the gene has no phenotypes.
    most
        Probability that may lie on other states.
    """
    unseen = sum(site.state != "observed" for site in observation.sites)
    if not (unseen or _phase_is_open(observation)) or not any(facts.frequencies.chromosomes):
        return None
    other, population = max((_besides(facts, observation, lead, one), one) for one in POPULATIONS)
    if other <= most:
        return None
    what = "diplotype" if facts.phenotype.kind == "unassigned" else "phenotype"
    cause = f"{unseen} positions were not seen" if unseen else "the phase of the variants is not known"
    mend = f"genotype the remaining positions of {facts.gene}" if unseen else "give phased genotypes"
    return Indeterminate(
        why=f"in people of {population} ancestry {other:.0%} of the probability lies on another {what} than"
        f" {lead}: {cause}",
        resolve=f"{mend}, or name the ancestry with --prior",
    )


def _phase_is_open(observation: Observation) -> bool:
    """Whether more than one pair of chromosomes agrees with the genotypes."""
    apart = [site.phase for site in observation.sites if site.copies[0] != site.copies[1]]
    return len(apart) > 1 and (None in apart or len(set(apart)) > 1)


def _besides(facts: GeneFacts, observation: Observation, lead: str, population: Population) -> float:
    """Return the probability of other states than the leading one, by the haplotypes of one superpopulation."""
    naming = naming_for(facts.gene, population)
    pairs = zip(observation.sites, naming.known, strict=True)
    sites = [in_catalogue(site, known) for site, known in pairs]
    rows = fitting_rows(naming, sites)
    alike = _alike(facts)
    shares: dict[str, float] = defaultdict(float)
    if observation.copies == 1:
        for name, weight in _grouped(naming, tuple(site.copies[0] for site in sites), rows, alike).items():
            shares[_state(facts, name, None)] += weight
    else:
        for strands in arrangements(naming, sites, rows):
            first, second = (_grouped(naming, strand, rows, alike) for strand in strands)
            for (one, left), (other, right) in product(first.items(), second.items()):
                shares[_state(facts, one, other)] += left * right
    return 1.0 - shares[lead] / sum(shares.values())


def _grouped(
    naming: Naming, strand: Strand, rows: Sequence[int], alike: Callable[[str], str]
) -> dict[str, float]:
    """Return the weights of a chromosome's names, those that count the same under one name."""
    found: dict[str, float] = defaultdict(float)
    for name, weight in naming.names(strand, rows).items():
        found[alike(name)] += weight
    return found


def _alike(facts: GeneFacts) -> Callable[[str], str]:
    """Return what maps an allele to the first one of the same function, where the phenotype asks for no more."""
    first: dict[tuple[str, float | None], str] = {}
    table = facts.function.alleles if facts.phenotype.kind in _BY_FUNCTION else {}
    same = {name: first.setdefault((one.function, one.activity), name) for name, one in table.items()}
    return lambda name: same.get(name, name)


def _state(facts: GeneFacts, one: str, other: str | None) -> str:
    names = [name for name in (one, other) if name is not None]
    if facts.phenotype.kind == "unassigned":
        return "/".join(sorted(names, key=catalogue_order))
    return INDETERMINATE if any(map(is_off_catalogue, names)) else phenotype(facts, one, other)
