"""From a called genome to what each gene's state may be, as tables of activity name it."""

from __future__ import annotations

from collections import defaultdict

from foredose.activity.substrate import GeneState, activity_of
from foredose.core import Indeterminate
from foredose.genome import GeneCall, activity_score
from foredose.knowledge.activity_facts import activity_table
from foredose.knowledge.gene_facts import gene_facts

__all__ = ["called_states", "state_of_diplotype"]


def called_states(call: GeneCall) -> tuple[tuple[tuple[float, GeneState], ...], float]:
    """Return the states of a call with their probabilities, and the probability of what has no activity on record."""
    found: dict[GeneState, float] = defaultdict(float)
    for diplotype in call.diplotypes:
        state = state_of_diplotype(call.gene, diplotype.name)
        if state is not None:
            found[state] += diplotype.probability
    if not call.diplotypes:
        for phenotype in call.phenotypes:
            state = GeneState(
                gene=call.gene, kind="phenotype", name=_SHORT.get(phenotype.name, phenotype.name)
            )
            if not isinstance(activity_of(state, ""), Indeterminate):
                found[state] += phenotype.probability
    total = sum(found.values())
    states = tuple((p / total, s) for s, p in sorted(found.items(), key=lambda x: (-x[1], x[0].name)))
    return states, max(0.0, 1.0 - total)


def state_of_diplotype(gene: str, diplotype: str) -> GeneState | None:
    """Return the state of a diplotype: its score, itself where it is tabulated, or alleles of the same functions."""
    table = activity_table(gene)
    if table is not None and any(line.kind == "score" for line in table.lines):
        score = activity_score(gene, diplotype)
        scored = None if score is None else GeneState(gene=gene, kind="score", name=f"{score:g}")
        return scored if scored and not isinstance(activity_of(scored, ""), Indeterminate) else None
    state = GeneState(gene=gene, kind="genotype", name=diplotype)
    if not isinstance(activity_of(state, ""), Indeterminate):
        return state
    functions = gene_facts(gene).function.alleles
    alleles = [functions.get(allele) for allele in diplotype.split("/")]
    if table is None or len(alleles) != 2 or alleles[0] is None or alleles[1] is None:
        return None
    stands = table.of_functions(alleles[0].function, alleles[1].function)
    return None if stands is None else GeneState(gene=gene, kind="genotype", name=stands)


_SHORT = {
    "Poor Metabolizer": "PM",
    "Intermediate Metabolizer": "IM",
    "Normal Metabolizer": "NM",
    "Rapid Metabolizer": "RM",
    "Ultrarapid Metabolizer": "UM",
}
