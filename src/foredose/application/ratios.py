"""A drug's exposure in a person, by genes and co-medication, beside a reference: what ``foredose ratio`` asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from foredose.activity.substrate import GeneState
from foredose.application.metabolite_levels import MetaboliteLevel
from foredose.application.ratio_given import (
    BEFORE_H,
    ingredient_given,
    others_given,
    reference_genes,
    refuse_nothing,
    state_given,
)
from foredose.application.ratio_metabolites import lacking_metabolites, metabolites_in_ratio
from foredose.application.ratio_unknowns import Unknown, unknown_of_drug, unknown_of_other
from foredose.application.unmoved import Unmoved, parted
from foredose.core import Estimate, Indeterminate
from foredose.exposure.drawn import Assumed
from foredose.exposure.joined import Acts
from foredose.exposure.own import own_regimen
from foredose.exposure.ratio import Exposure, Ratio, exposure_ratio
from foredose.exposure.taken import Taken
from foredose.exposure.unseen import unseen_draws
from foredose.knowledge.disposition_facts import Disposition, disposition
from foredose.knowledge.settled import Settled, settle
from foredose.knowledge.tiers import Tier, tier_of
from foredose.qualification.board import Line, committed_board, qualification_of

__all__ = ["ExposureRatio", "Share", "Unknown", "context_of", "exposure_of", "shares_of"]

DRAWS = 500
Method = Literal["dynamic", "static", "class", "genotype"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Part of the clearance that an enzyme carries, and what it rests on."""

    enzyme: str
    site: str
    settled: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureRatio:
    """The answer.

    Parameters
    ----------
    auc, cmax
        Ratio to the reference with a 90 % interval, or why there is none.
    method
        ``dynamic``: co-medication acts by its concentration over time; ``static``: a fitted part is left; ``class``:
        a part within a strength class is left; ``genotype``: no co-medication. The weakest that was used.
    acts
        What co-medication does to the drug's enzymes.
    qualified
        The verdict of the board on the context of use.
    observed
        What people measured of this drug with these genes or this co-medication, beside what is predicted of it.
    asked
        Co-medication as asked, also what could not be used.
    unmoved
        Genes asked for that change what the drug does and not how much of it there is.
    metabolites
        Active metabolites at steady state beside the same reference.
    tier
        How well the drug's disposition is known; ``None`` for a drug without a table.
    """

    drug: str
    auc: Estimate | Indeterminate
    cmax: Estimate | Indeterminate
    method: Method
    genes: tuple[GeneState, ...]
    others: tuple[Taken, ...]
    shares: tuple[Share, ...]
    acts: tuple[Acts, ...]
    assumed: Mapping[str, tuple[str, ...]]
    context: str
    qualified: str
    unknowns: tuple[Unknown, ...]
    tier: Tier | None = None
    unmoved: tuple[Unmoved, ...] = ()
    observed: tuple[Line, ...] = ()
    asked: tuple[str, ...] = ()
    metabolites: tuple[MetaboliteLevel, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there is an answer to all that was asked."""
        return not self.unknowns and not isinstance(self.auc, Indeterminate)


def exposure_of(
    drug: str,
    *,
    genotypes: Mapping[str, str],
    others: Sequence[str],
    reference: str = "normal",
    by_mouth: bool = True,
    seed: int = 0,
) -> ExposureRatio:
    """Predict the ratio of a drug's exposure.

    Parameters
    ----------
    drug
        Name of the drug as people write it.
    genotypes
        Gene to genotype, activity score or phenotype.
    others
        Co-medication as orders: drug, dose, how often.
    reference
        ``normal``: genes as in the people in whom shares of clearance were measured, no co-medication; ``same``: the
        same genes, no co-medication; ``GENE=STATE``: that state, no co-medication.

    Raises
    ------
    InputError
        ``drug.unknown``, ``order.*`` for a drug or dose that cannot be read; ``ratio.*`` for a gene, regimen or
        reference that cannot.
    """
    inn = ingredient_given(drug)
    refuse_nothing(genotypes, others)
    unmoved, moving = parted(inn, genotypes)
    genes = tuple(state_given(gene, text) for gene, text in moving.items())
    taken, tables, unknowns = others_given(others, inn)
    asked = tuple(dict.fromkeys([*(t.inn for t in taken), *(u.about for u in unknowns)]))
    of = _Question(inn=inn, genes=genes, taken=taken, tables=tables, asked=asked, unmoved=unmoved)
    if unmoved and not genes and not others:
        return _unchanged(of)
    table = disposition(inn)
    if table is None:
        return _no_answer(of, unknowns, _no_table(inn))
    shares = shares_of(table)
    unknowns += unknown_of_drug(
        table, genes, {s.enzyme for s in shares}, lacking_metabolites(table, set(tables) - {inn})
    )
    used = tuple(g for g in genes if g.gene in {s.enzyme for s in shares})
    if not used and not taken:
        return _no_answer(of, unknowns, _nothing_known(inn))
    own = own_regimen(table)
    test = Exposure(genes=used, others=taken, at_h=BEFORE_H if taken else 0.0, own=own)
    beside = Exposure(genes=reference_genes(reference, used), own=own)
    route = "oral" if by_mouth else "intravenous"
    found = exposure_ratio(table, tables, test, beside, route=route, n=DRAWS, seed=seed)
    if isinstance(found, Indeterminate):
        return _no_answer(of, unknowns, found)
    acts = tuple(a for a in found.acts if a.inn in tables)
    for one in taken:
        carriers = {s.enzyme: s.settled.value for s in shares}
        unknowns += unknown_of_other(
            tables[one.inn], table, carriers, {a.enzyme for a in acts if a.inn == one.inn}
        )
    if not acts and not used:
        return _no_answer(of, unknowns, _nothing_known(inn))
    context = context_of(used, taken, shares, acts)
    unseen = unseen_draws(inn, float(np.median(found.draws)), DRAWS, seed) if acts else np.ones(DRAWS)
    metabolites = metabolites_in_ratio(
        table, {t.inn: tables[t.inn] for t in taken}, taken, used, reference_genes(reference, used),
        by_mouth=by_mouth, unseen=unseen, n=DRAWS, seed=seed,
    )  # fmt: skip
    answer = _answer(of, unknowns, found, acts, shares, own, context, unseen)
    return replace(answer, metabolites=metabolites)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What was asked, read."""

    inn: str
    genes: tuple[GeneState, ...]
    taken: tuple[Taken, ...]
    tables: Mapping[str, Disposition]
    asked: tuple[str, ...]
    unmoved: tuple[Unmoved, ...]


def _unchanged(of: _Question) -> ExposureRatio:
    """Return the answer where only genes are asked for that do not move the exposure."""
    same = Estimate(value=1.0, low=1.0, high=1.0, unit="1")
    return ExposureRatio(
        drug=of.inn, auc=same, cmax=same, method="genotype", genes=(), others=(), shares=(), acts=(), assumed={},
        context=f"exposure unchanged: {', '.join(u.gene for u in of.unmoved)}", qualified="no question of exposure",
        unknowns=(), tier=_tier(of.inn), unmoved=of.unmoved,
    )  # fmt: skip


def _answer(
    of: _Question,
    unknowns: Sequence[Unknown],
    found: Ratio,
    acts: tuple[Acts, ...],
    shares: tuple[Share, ...],
    own: Taken | None,
    context: str,
    unseen: np.ndarray,
) -> ExposureRatio:
    return ExposureRatio(
        drug=of.inn, auc=_estimate(found.draws * unseen), cmax=_estimate(found.peak_draws * unseen),
        method=_method(acts),
        genes=of.genes, others=of.taken, shares=shares, acts=acts, assumed=_assumed(found.assumed, of.inn, own),
        context=context, qualified=qualification_of(context), unknowns=tuple(unknowns), tier=_tier(of.inn),
        observed=observed_of(of.inn, of.genes, of.taken), asked=of.asked, unmoved=of.unmoved,
    )  # fmt: skip


def _no_answer(of: _Question, unknowns: Sequence[Unknown], why: Indeterminate) -> ExposureRatio:
    context = context_of(of.genes, of.taken, (), ())
    return ExposureRatio(
        drug=of.inn, auc=why, cmax=why, method="genotype", genes=of.genes, others=of.taken, shares=(), acts=(),
        assumed={}, context=context, qualified=qualification_of(context), unknowns=tuple(unknowns),
        tier=_tier(of.inn), observed=observed_of(of.inn, of.genes, of.taken), asked=of.asked, unmoved=of.unmoved,
    )  # fmt: skip


def _tier(inn: str) -> Tier | None:
    table = disposition(inn)
    return None if table is None else tier_of(table)


def _no_table(inn: str) -> Indeterminate:
    return Indeterminate(
        why=f"{inn} has no table of what clears it: not known to be without interaction",
        resolve=f"a table of the disposition of {inn}",
    )


def shares_of(table: Disposition) -> tuple[Share, ...]:
    """Return every share of a drug's clearance that is known."""
    keys = dict.fromkeys((f.of, f.site) for f in table.facts if f.quantity == "share")
    found = [(of, site, settle(table, "share", of, site)) for of, site in keys]
    return tuple(Share(enzyme=of, site=site, settled=s) for of, site, s in found if isinstance(s, Settled))


def _assumed(
    found: Mapping[str, tuple[Assumed, ...]], inn: str, own: Taken | None
) -> dict[str, tuple[str, ...]]:
    told = {name: tuple(f"{a.what}: {a.taken}" for a in of) for name, of in found.items() if of}
    if own is not None:
        usual = f"dose: {own.dose_mg:g} mg every {own.interval_h:g} h for two weeks, as it acts on its own enzymes"
        told[inn] = (usual, *told.get(inn, ()))
    return told


def _nothing_known(inn: str) -> Indeterminate:
    return Indeterminate(
        why=f"nothing that was given is known to act on what clears {inn}; that is no evidence of no effect",
        resolve="what the lines marked UNKNOWN name",
    )


def _method(acts: Sequence[Acts]) -> Method:
    kinds = {a.kind for a in acts}
    weakest_first: tuple[Method, ...] = ("class", "static", "dynamic")
    return next((kind for kind in weakest_first if kind in kinds), "genotype")


def context_of(
    genes: Sequence[GeneState], others: Sequence[Taken], shares: Sequence[Share], acts: Sequence[Acts]
) -> str:
    """Return the narrowest context of the board that the question lies in."""
    gene = genes[0].gene if len(genes) == 1 else "several genes"
    if genes and others:
        return f"interaction within genotype: {gene}"
    if genes:
        return f"genotype: {gene}"
    acted = {a.enzyme for a in acts}
    carried = max((s for s in shares if s.enzyme in acted), key=lambda s: s.settled.value, default=None)
    return f"interaction: {carried.enzyme}" if carried else "interaction"


def _estimate(draws: np.ndarray) -> Estimate:
    low, value, high = np.quantile(draws, [0.05, 0.5, 0.95])
    return Estimate(value=float(value), low=float(low), high=float(high), unit="1")


def observed_of(inn: str, genes: Sequence[GeneState], others: Sequence[Taken]) -> tuple[Line, ...]:
    """Return the board's lines of this drug with the same gene or the same co-medication, the same state first."""
    asked, taken = {g.gene for g in genes}, {t.inn for t in others}
    states = {f"{g.gene}:{g.kind}:{g.name}" for g in genes}
    lines = [
        x
        for x in committed_board().lines
        if x.row.victim == inn
        and {p.inn for p in x.row.perpetrators} == taken
        and (not asked or x.row.test.split(":")[0] in asked)
    ]
    return tuple(sorted(lines, key=lambda x: x.row.test not in states))
