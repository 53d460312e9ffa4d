"""Predict an observed ratio as its study was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from foredose.activity.substrate import GeneState
from foredose.core import Indeterminate
from foredose.exposure.draws import generator_for
from foredose.exposure.own import own_regimen
from foredose.exposure.ratio import Exposure, exposure_ratio
from foredose.exposure.taken import Taken
from foredose.exposure.unseen import unseen_draws
from foredose.knowledge.disposition_facts import Disposition, disposition
from foredose.knowledge.observed_facts import ObservedRatio, Perpetrator

__all__ = ["STUDY_SD", "Predicted", "predict", "sides_of"]

STUDY_SD = 0.2
"""How far studies of one pair lie from each other (natural logarithm).

The robust spread of repeated calibration pairs: 0.18 of interactions, 0.22 of genotypes.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicted:
    """An observed ratio and what was predicted of such a study: median, 5th and 95th percentile."""

    row: ObservedRatio
    value: float
    low: float
    high: float


def predict(
    row: ObservedRatio, *, n: int, seed: int | None, find: Callable[[str], Disposition | None] = disposition
) -> Predicted | Indeterminate:
    """Predict a row, or say why it cannot be predicted.

    Parameters
    ----------
    find
        Gives the table of a drug.
    """
    drug = find(row.victim)
    if drug is None:
        return Indeterminate(why=f"{row.victim} has no table of its disposition", resolve="such a table")
    names = dict.fromkeys(p.inn for p in row.perpetrators)
    tables = {name: table for name in names if (table := find(name)) is not None}
    test, reference = sides_of(row)
    if row.regimen == "steady":
        test, reference = (replace(side, own=own_regimen(drug)) for side in (test, reference))
    found = exposure_ratio(drug, tables, test, reference, route=row.route, n=n, seed=seed)
    if isinstance(found, Indeterminate):
        return found
    silent = {p.inn for p in row.perpetrators} - {a.inn for a in found.acts}
    if row.perpetrators and len(silent) == len(names):
        told = ", ".join(sorted(silent))
        return Indeterminate(
            why=f"nothing is known of what {told} does to an enzyme of known share in {row.victim}",
            resolve=f"constants of {told}",
        )
    studies = np.exp(STUDY_SD * generator_for(seed, f"study:{row.id}").standard_normal(n))
    unseen = (
        unseen_draws(row.victim, float(np.median(found.draws)), n, seed) if row.perpetrators else np.ones(n)
    )
    low, value, high = np.quantile(found.draws * studies * unseen, [0.05, 0.5, 0.95])
    return Predicted(row=row, value=float(value), low=float(low), high=float(high))


def sides_of(row: ObservedRatio) -> tuple[Exposure, Exposure]:
    """Return the two sides of a study, each drug at the times that are told.

    Where they are not, perpetrators are taken to the end once begun, and a single dose with the victim.
    """
    at = max([0.0, *(_before_victim_h(p) for p in row.perpetrators)])
    others = tuple(_taken(p, at - _before_victim_h(p)) for p in row.perpetrators)
    test, reference = _genes(row.test), _genes(row.reference)
    return (
        Exposure(genes=test, others=others, at_h=at),
        Exposure(genes=reference if row.reference else test),
    )


def _before_victim_h(of: Perpetrator) -> float:
    """Return how long before the victim drug the first dose is; below 0 after it."""
    return max(of.days - 1, 0) * 24.0 if of.victim_at_h is None else of.victim_at_h


def _taken(of: Perpetrator, first_h: float) -> Taken:
    once = of.doses is None and of.days < 1
    number = 1 if once else of.doses
    last = np.inf if number is None else first_h + (number - 1) * of.interval_h + 0.1
    return Taken(
        inn=of.inn, dose_mg=of.dose_mg, interval_h=of.interval_h, from_h=first_h, until_h=last,
    )  # fmt: skip


def _genes(text: str) -> tuple[GeneState, ...]:
    if not text:
        return ()
    gene, kind, name = text.split(":", 2)
    return (GeneState(gene=gene, kind=kind, name=name),)
