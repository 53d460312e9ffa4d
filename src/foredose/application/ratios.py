"""A drug's exposure in a person, by genes and co-medication, beside a reference: what ``foredose ratio`` asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from foredose.activity.substrate import GeneState
from foredose.application.ratio_given import (
    BEFORE_H,
    Unknown,
    ingredient_given,
    others_given,
    same_genes,
    state_given,
)
from foredose.core import Estimate, Indeterminate
from foredose.exposure.joined import Acts
from foredose.exposure.ratio import Exposure, exposure_ratio
from foredose.exposure.taken import Taken
from foredose.knowledge.disposition_facts import Disposition, disposition
from foredose.knowledge.settled import Settled, settle
from foredose.knowledge.tiers import Tier, tier_of
from foredose.qualification.board import qualification_of

__all__ = ["ExposureRatio", "Share", "Unknown", "exposure_of"]

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
        same genes, no co-medication.

    Raises
    ------
    InputError
        ``drug.unknown``, ``order.*`` for a drug or dose that cannot be read; ``ratio.*`` for a gene, regimen or
        reference that cannot.
    """
    inn = ingredient_given(drug)
    table = disposition(inn)
    genes = tuple(state_given(gene, text) for gene, text in genotypes.items())
    taken, tables, unknowns = others_given(others, inn)
    if table is None:
        return _no_answer(inn, genes, taken, unknowns)
    shares = _shares(table)
    usable = {s.enzyme for s in shares}
    unknowns += [
        Unknown(
            what=f"the share of {g.gene} in the clearance of {inn}",
            effect=f"{g.gene} {g.name} is not in the answer",
            resolve=f"a published share of {g.gene} (0 where it has none)",
        )
        for g in genes
        if g.gene not in usable
    ]
    test_genes = tuple(g for g in genes if g.gene in usable)
    test = Exposure(genes=test_genes, others=taken, at_h=BEFORE_H if taken else 0.0)
    beside = Exposure(genes=test_genes if same_genes(reference) else ())
    found = exposure_ratio(
        table, tables, test, beside, route="oral" if by_mouth else "intravenous", n=DRAWS, seed=seed
    )
    if isinstance(found, Indeterminate):
        return _no_answer(inn, genes, taken, unknowns, because=found)
    unknowns += [_silent(t, inn) for t in taken if t.inn not in {a.inn for a in found.acts}]
    context = _context(genes, taken)
    return ExposureRatio(
        drug=inn,
        auc=_estimate(found.draws),
        cmax=_estimate(found.peak_draws),
        method=_method(found.acts),
        genes=genes,
        others=taken,
        shares=shares,
        acts=found.acts,
        assumed={
            name: tuple(f"{a.what}: {a.taken}" for a in told) for name, told in found.assumed.items() if told
        },
        context=context,
        qualified=qualification_of(context),
        unknowns=tuple(unknowns),
        tier=tier_of(table),
    )


def _no_answer(
    inn: str, genes: tuple[GeneState, ...], taken: tuple[Taken, ...], unknowns: list[Unknown],
    because: Indeterminate | None = None,
) -> ExposureRatio:  # fmt: skip
    why = because or Indeterminate(
        why=f"{inn} has no table of what clears it: not known to be without interaction",
        resolve=f"a table of the disposition of {inn}",
    )
    context = _context(genes, taken)
    return ExposureRatio(
        drug=inn, auc=why, cmax=why, method="genotype", genes=genes, others=taken, shares=(), acts=(), assumed={},
        context=context, qualified=qualification_of(context), unknowns=tuple(unknowns),
    )  # fmt: skip


def _shares(table: Disposition) -> tuple[Share, ...]:
    keys = dict.fromkeys((f.of, f.site) for f in table.facts if f.quantity == "share")
    found = [(of, site, settle(table, "share", of, site)) for of, site in keys]
    return tuple(Share(enzyme=of, site=site, settled=s) for of, site, s in found if isinstance(s, Settled))


def _silent(other: Taken, victim: str) -> Unknown:
    return Unknown(
        what=f"what {other.inn} does to the enzymes of {victim}",
        effect=f"{other.inn} changes nothing in the answer; it is not known to be harmless",
        resolve=f"constants or a class of {other.inn} for these enzymes",
    )


def _method(acts: Sequence[Acts]) -> Method:
    kinds = {a.kind for a in acts}
    weakest_first: tuple[Method, ...] = ("class", "static", "dynamic")
    return next((kind for kind in weakest_first if kind in kinds), "genotype")


def _context(genes: Sequence[GeneState], others: Sequence[Taken]) -> str:
    if genes and others:
        return "interaction within genotype"
    return f"genotype: {genes[0].gene}" if genes else "interaction"


def _estimate(draws: np.ndarray) -> Estimate:
    low, value, high = np.quantile(draws, [0.05, 0.5, 0.95])
    return Estimate(value=float(value), low=float(low), high=float(high), unit="1")
