"""A diplotype as text to its activity score and phenotype, for rooms below that know only names."""

from __future__ import annotations

from collections.abc import Mapping

from foredose.genome.phenotype import INDETERMINATE, allele_activity, phenotype
from foredose.genome.phenotype import activity_score as score_of_alleles
from foredose.knowledge.gene_facts import gene_facts

__all__ = ["activity_score", "phenotype_of", "phenotype_of_score"]


def activity_score(gene: str, diplotype: str, scores: Mapping[str, float] | None = None) -> float | None:
    """Return the activity score of a diplotype ``"a/b"``.

    Parameters
    ----------
    scores
        Allele scores that a paper used where they differ from today's; single copies only.

    Returns
    -------
    The score, or ``None`` where the gene or an allele has none.
    """
    alleles = diplotype.split("/")
    if len(alleles) != 2:
        return None
    facts = gene_facts(gene)
    if not scores:
        return score_of_alleles(facts, alleles[0], alleles[1])
    if facts.phenotype.kind != "activity_score":
        return None
    total = 0.0
    for allele in alleles:
        today = allele_activity(facts, allele)
        if allele not in scores and today is None:
            return None
        total += scores[allele] if allele in scores else today[0]  # type: ignore[index]
    return total


def phenotype_of(gene: str, diplotype: str) -> str:
    """Return the phenotype of a diplotype ``"a/b"``; ``"Indeterminate"`` where the rule does not reach it.

    One copy (MT-RNR1, or G6PD of a man) is named by one allele.
    """
    first, *others = diplotype.split("/")
    if len(others) > 1:
        return INDETERMINATE
    return phenotype(gene_facts(gene), first, others[0] if others else None)


def phenotype_of_score(gene: str, score: float) -> str:
    """Return the phenotype of an activity score, for a gene whose rule has score bands."""
    bands = gene_facts(gene).phenotype.bands
    return max((low, name) for low, name in bands if score >= low)[1] if bands else INDETERMINATE
