"""How the drugs of a list move each other's levels, and how genes do: all together, and each alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from foredose.activity.called import called_states
from foredose.activity.conditions import Influence
from foredose.activity.substrate import GeneState
from foredose.application.causes import Cause
from foredose.application.ratios import shares_of
from foredose.application.review_regimens import ListedDrug
from foredose.core import Indeterminate
from foredose.exposure.conditions import factor_draws
from foredose.exposure.genotypes import GeneOdds
from foredose.exposure.joined import Prepared, prepare
from foredose.exposure.metabolites import Followed, metabolites_of
from foredose.exposure.own import acts_on_itself
from foredose.exposure.taken import Taken
from foredose.exposure.together import Listed, alone_with, levels_alone, levels_together, span_of
from foredose.genome import GenomeCall
from foredose.knowledge.activity_facts import activity_genes, activity_table
from foredose.knowledge.disposition_facts import Disposition, active_metabolites, disposition
from foredose.knowledge.metabolites import taken_as
from foredose.numerics.cores import on_all_cores

__all__ = [
    "DRAWS",
    "Both",
    "Pair",
    "enzymes_of",
    "formed_in_list",
    "formed_of",
    "gene_odds",
    "levels_of_list",
    "moved",
    "prepared",
    "prepared_drug",
    "typical_ratio",
    "usable",
]

DRAWS = 200
_LEAST_FOLD = 1.1
Both = tuple[Listed, Listed]
"""A drug with all others in the person, and alone in the reference person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What one drug of the list does to another; ``fold`` is ``None`` where that is not known, and ``unknown`` why."""

    perpetrator: str
    victim: str
    fold: float | None
    enzymes: tuple[str, ...]
    unknown: str = ""


def gene_odds(genome: GenomeCall | None, tables: Sequence[Disposition]) -> Mapping[str, GeneOdds]:
    """Return what the person's state may be of each gene that carries a part of a listed drug or of what it becomes."""
    carriers = {share.enzyme for table in tables for share in shares_of(table)}
    carriers |= {
        enzyme for table in tables for m in formed_of(table.inn, 1, None)[0] for enzyme in enzymes_of(m)
    }
    return {gene: _odds(gene, genome) for gene in activity_genes() if gene in carriers}


def _odds(gene: str, genome: GenomeCall | None) -> GeneOdds:
    call = genome.genes.get(gene) if genome is not None else None
    states, left_out = called_states(call) if call is not None else ((), 1.0)
    if states:
        return GeneOdds(gene=gene, states=states, left_out=left_out)
    table = activity_table(gene)
    mix = table.reference("shares") if table is not None else {}
    parts = [
        (share, GeneState(gene=gene, kind=name.partition(":")[0], name=name.partition(":")[2]))
        for name, share in mix.items()
    ]
    total = sum(share for share, _ in parts)
    return GeneOdds(gene=gene, states=tuple((share / total, state) for share, state in parts), known=False)


def levels_of_list(
    followed: Sequence[ListedDrug],
    genes: Mapping[str, GeneOdds],
    seed: int,
    *,
    curves: bool,
    conditions: Sequence[Influence] = (),
) -> Mapping[str, Both] | Indeterminate:
    """Return the level of each drug and active metabolite with all others in the person, and alone in the reference.

    Genes and conditions are the person's; the reference person has none of them.
    """
    if not followed:
        return {}
    drugs, taken = prepared(followed, DRAWS, seed)
    factors = factor_draws(conditions, DRAWS, seed)
    formed = {d.drawn.inn: formed_in_list(d.drawn.inn, followed, seed) for d in drugs}
    everything = [*drugs, *(m.prepared for of in formed.values() for m in of)]
    span = span_of(everything, taken, factors)
    together = levels_together(
        everything, taken, usable(genes), n=DRAWS, seed=seed, curves=curves, factors=factors, span=span
    )
    if isinstance(together, Indeterminate):
        return together
    alone: dict[str, Listed] = {}
    each = [[one, *(m.prepared for m in formed[one.drawn.inn])] for one in drugs]
    for found in on_all_cores(
        lambda of: alone_with(of[0], of[1], n=DRAWS, seed=seed, curves=curves, span=span),
        zip(each, taken, strict=True),
    ):
        alone |= found
    return {name: (together[name], level) for name, level in alone.items()}


def formed_in_list(
    inn: str, followed: Sequence[ListedDrug], seed: int | None, n: int = DRAWS
) -> tuple[Followed, ...]:
    """Return the active metabolites of a drug that can be followed; none that is itself taken or formed twice."""
    found = formed_of(inn, n, seed)[0]
    others = {name for d in followed for name in (d.inn, *d.beside)} | {
        name for d in followed if d.inn != inn for name in _named_metabolites(d)
    }
    return tuple(m for m in found if not others & {m.name, taken_as(m.name)})


def enzymes_of(made: Followed) -> dict[str, float]:
    """Return the enzymes that form or clear a metabolite, with the larger part of the two."""
    cleared = {enzyme: float(np.median(x)) for (_, enzyme), x in made.prepared.drawn.shares.items()}
    formed = {enzyme: s.value for enzyme, s in made.formed_by.items()}
    return {e: max(cleared.get(e, 0.0), formed.get(e, 0.0)) for e in (cleared | formed)}


def _named_metabolites(of: ListedDrug) -> tuple[str, ...]:
    return () if of.table is None else active_metabolites(of.table)


@lru_cache(maxsize=256)
def formed_of(inn: str, n: int, seed: int | None) -> tuple[tuple[Followed, ...], Mapping[str, str]]:
    """Return what a drug becomes, drawn once, and what is lacking of other active metabolites."""
    table = disposition(inn)
    assert table is not None
    return metabolites_of(table, n, seed)


def prepared(followed: Sequence[ListedDrug], n: int, seed: int | None) -> tuple[list[Prepared], list[Taken]]:
    """Return the drugs of the list, drawn, and their regimens."""
    drugs = [prepared_drug(d.table.inn, n, seed) for d in followed if d.table is not None]
    return drugs, [d.taken for d in followed if d.taken is not None]


@lru_cache(maxsize=256)
def prepared_drug(inn: str, n: int, seed: int | None) -> Prepared:
    """Return a drug of the tables, drawn once."""
    table = disposition(inn)
    assert table is not None
    return prepare(table, n, seed)


def usable(genes: Mapping[str, GeneOdds]) -> dict[str, GeneOdds]:
    """Return the genes of which anything is known."""
    return {name: odds for name, odds in genes.items() if odds.states}


def moved(
    followed: Sequence[ListedDrug], genes: Mapping[str, GeneOdds], conditions: Sequence[Influence] = ()
) -> tuple[tuple[Pair, ...], Mapping[str, tuple[Cause, ...]]]:
    """Return what each drug, gene and condition does to each drug in the middle of what is known: with, and without."""
    drugs, taken = prepared(followed, 1, None)
    known = {name: odds for name, odds in usable(genes).items() if odds.known}
    made = {d.drawn.inn: formed_in_list(d.drawn.inn, followed, None, 1) for d in drugs}

    def typical(without: str = "", condition: str = "") -> Mapping[str, float]:
        kept = [i for i, d in enumerate(drugs) if d.drawn.inn != without]
        factors = factor_draws((c for c in conditions if c.condition != condition), 1, None)
        its = [x for i in kept for x in (drugs[i], *(m.prepared for m in made[drugs[i].drawn.inn]))]
        found = levels_together(its, [taken[i] for i in kept], known, n=1, seed=None, factors=factors)
        return {} if isinstance(found, Indeterminate) else {k: float(x.mean[0]) for k, x in found.items()}

    if not drugs:
        return (), {}
    whole = typical()
    pairs, causes = [], dict[str, list[Cause]]()
    acting = [d.drawn.inn for d in drugs if d.acts and len(drugs) > 1]
    left_out = dict(zip(acting, on_all_cores(lambda inn: typical(without=inn), acting), strict=True))
    for one in drugs:
        name, acted = one.drawn.inn, {a.enzyme for a in one.acts}
        without = left_out.get(name, {})
        for other in drugs:
            victim = other.drawn.inn
            if victim == name:
                continue
            fold = whole[victim] / without[victim] if without else 1.0
            carried = {e for _, e in other.drawn.shares}
            pairs.append(_pair(name, victim, fold, tuple(sorted(acted & carried)), carried))
            causes.setdefault(victim, []).append(Cause(name=name, kind="drug", fold=fold))
            for formed in made[victim] if without else ():
                fold = whole[formed.name] / without[formed.name]
                causes.setdefault(formed.name, []).append(Cause(name=name, kind="drug", fold=fold))
    alone: dict[str, float] = {}
    for one, regimen in zip(drugs, taken, strict=True):
        its = [one, *(m.prepared for m in made[one.drawn.inn])]
        alone |= {k: float(x.mean[0]) for k, x in alone_with(its, regimen, n=1, seed=None).items()}
        for gene, odds in known.items():
            state = odds.states[0][1]
            shown = f"{gene} {'activity score ' if state.kind == 'score' else ''}{state.name}"
            for victim, level in _by_itself(its, regimen, odds).items():
                causes.setdefault(victim, []).append(
                    Cause(name=shown, kind="gene", fold=level / alone[victim])
                )
    for condition in dict.fromkeys(c.condition for c in conditions):
        for victim, level in typical(condition=condition).items():
            cause = Cause(name=condition, kind="condition", fold=whole[victim] / level)
            causes.setdefault(victim, []).append(cause)
    return tuple(pairs), {v: _shown_causes(c) for v, c in causes.items()}


def _by_itself(drugs: Sequence[Prepared], taken: Taken, odds: GeneOdds) -> Mapping[str, float]:
    """Return the level of a drug, and of what it becomes, with nothing but the person's state of one gene."""
    found = levels_together(drugs, [taken], {odds.gene: odds}, n=1, seed=None)
    assert not isinstance(found, Indeterminate)
    return {name: float(one.mean[0]) for name, one in found.items()}


def _pair(name: str, victim: str, fold: float, enzymes: tuple[str, ...], carried: set[str]) -> Pair:
    if not carried:
        why = f"which enzymes clear {victim} is not known"
        return Pair(perpetrator=name, victim=victim, fold=None, enzymes=(), unknown=why)
    if not enzymes:
        why = f"nothing is known of what {name} does to {', '.join(sorted(carried))}"
        return Pair(perpetrator=name, victim=victim, fold=None, enzymes=(), unknown=why)
    return Pair(perpetrator=name, victim=victim, fold=fold, enzymes=enzymes)


def _shown_causes(causes: Sequence[Cause]) -> tuple[Cause, ...]:
    moving = [c for c in causes if abs(np.log(c.fold)) >= np.log(_LEAST_FOLD)]
    return tuple(sorted(moving, key=lambda c: -abs(np.log(c.fold))))


def typical_ratio(
    of: ListedDrug,
    dose_mg: float,
    followed: Sequence[ListedDrug],
    genes: Mapping[str, GeneOdds],
    conditions: Sequence[Influence] = (),
) -> float:
    """Return the typical ratio to the reference person at a dose; NaN for a drug whose level is in proportion."""
    assert of.table is not None
    if not acts_on_itself(of.table):
        return float("nan")
    drugs, taken = prepared(followed, 1, None)
    taken = [replace(t, dose_mg=dose_mg) if t.inn == of.inn else t for t in taken]
    at = [d.drawn.inn for d in drugs].index(of.inn)
    factors = factor_draws(conditions, 1, None)
    found = levels_together(drugs, taken, usable(genes), n=1, seed=None, factors=factors)
    assert not isinstance(found, Indeterminate)
    alone = levels_alone(drugs[at], taken[at], n=1, seed=None)
    return float(found[of.inn].mean[0] / alone.mean[0])
