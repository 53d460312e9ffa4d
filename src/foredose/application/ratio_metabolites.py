"""A drug's active metabolites where genes or co-medication change the drug, beside the same reference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from foredose.activity.substrate import GeneState
from foredose.application.metabolite_levels import MetaboliteLevel, metabolite_level
from foredose.core import Indeterminate
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.joined import Prepared, prepare
from foredose.exposure.metabolites import metabolites_of
from foredose.exposure.taken import Taken
from foredose.exposure.together import Listed, levels_together, span_of
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.metabolites import taken_as
from foredose.knowledge.usual_regimens import usual_regimen

__all__ = ["lacking_metabolites", "metabolites_in_ratio"]


def lacking_metabolites(drug: Disposition, others: AbstractSet[str]) -> Mapping[str, str]:
    """Return the active metabolites of a drug that cannot be followed beside ``others``, with what is lacking."""
    made, lacking = metabolites_of(drug, 1, None)
    taken = {m.name: f"a model of both {drug.inn} and {m.name}, which is taken as well" for m in made}
    return dict(lacking) | {name: why for name, why in taken.items() if {name, taken_as(name)} & others}


def metabolites_in_ratio(
    drug: Disposition,
    others: Mapping[str, Disposition],
    taken: Sequence[Taken],
    genes: Sequence[GeneState],
    reference: Sequence[GeneState],
    *,
    by_mouth: bool,
    unseen: np.ndarray | float,
    n: int,
    seed: int,
) -> tuple[MetaboliteLevel, ...]:
    """Return each active metabolite that can be followed, at steady state, beside the reference.

    The drug is taken as usual, or 1 mg a day where nobody tells: its level is in proportion, unless it acts on itself.
    """
    made = [m for m in metabolites_of(drug, n, seed)[0] if not {m.name, taken_as(m.name)} & set(others)]
    if not made:
        return ()
    usual = usual_regimen(drug)
    regimen = Taken(
        inn=drug.inn, dose_mg=usual.dose_mg if usual else 1.0, interval_h=usual.interval_h if usual else 24.0,
        by_mouth=by_mouth,
    )  # fmt: skip
    its = [prepare(drug, n, seed), *(m.prepared for m in made)]
    acting = [prepare(others[t.inn], n, seed) for t in taken]
    lasting = [replace(t, from_h=0.0, until_h=np.inf) for t in taken]
    span = span_of([*its, *acting], [regimen, *lasting])

    def levels(
        drugs: Sequence[Prepared], doses: Sequence[Taken], states: Sequence[GeneState]
    ) -> Mapping[str, Listed] | Indeterminate:
        odds = {s.gene: GeneOdds(gene=s.gene, states=((1.0, s),)) for s in states}
        return levels_together(drugs, doses, odds, n=n, seed=seed, span=span)

    person = levels([*its, *acting], [regimen, *lasting], genes)
    beside = levels(its, [regimen], reference)
    if isinstance(person, Indeterminate) or isinstance(beside, Indeterminate):
        return ()
    return tuple(metabolite_level(m, (person[m.name], beside[m.name]), unseen) for m in made)
