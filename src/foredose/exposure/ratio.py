"""A drug's exposure in one person beside the same drug in the reference person without other drugs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

import numpy as np

from foredose.activity.substrate import GeneState, activity_of
from foredose.core import Indeterminate
from foredose.exposure.drawn import Assumed
from foredose.exposure.draws import draws_of, generator_for
from foredose.exposure.genotypes import drawn_activity
from foredose.exposure.joined import Acts, join, prepare
from foredose.exposure.taken import Taken
from foredose.knowledge.disposition_facts import Disposition
from foredose.knowledge.settled import Settled
from foredose.knowledge.turnover_facts import turnovers
from foredose.numerics.network import follow

__all__ = ["Exposure", "Ratio", "drawn_turnover", "exposure_ratio"]

_STEP_H = 0.25
_AFTER_H = 120.0
_TO_STEADY_H = 336.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """One side of a ratio: who takes what.

    Parameters
    ----------
    genes
        States that differ from those in which shares of clearance were measured; a gene that is not named is as there.
    others
        Co-medication on a clock whose 0 is any time before ``at_h``, when the single dose of the drug is taken.
    own
        The drug's regimen, of which the last interval of two weeks counts, in place of one small dose.
    """

    genes: tuple[GeneState, ...] = ()
    others: tuple[Taken, ...] = ()
    at_h: float = 0.0
    own: Taken | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """AUC of one side over the other.

    Parameters
    ----------
    draws, peak_draws
        AUC and highest concentration, of shape (draw,).
    acts
        What the other drugs do to the enzymes that matter.
    assumed
        Drug to what no source told.
    """

    draws: np.ndarray
    peak_draws: np.ndarray
    acts: tuple[Acts, ...]
    assumed: Mapping[str, tuple[Assumed, ...]]


def exposure_ratio(
    drug: Disposition,
    tables: Mapping[str, Disposition],
    test: Exposure,
    reference: Exposure,
    *,
    route: str = "oral",
    n: int,
    seed: int | None,
) -> Ratio | Indeterminate:
    """Return AUC to infinity of a single dose in ``test`` over that in ``reference``.

    Parameters
    ----------
    tables
        Other drugs' dispositions by name.
    n, seed
        Number of draws; without a seed every draw is the middle of what is known.
    """
    lacking = _lacking(drug, (*test.genes, *reference.genes), (*test.others, *reference.others), tables)
    if lacking is not None:
        return lacking
    above = _area(drug, tables, test, route, n, seed)
    below = _area(drug, tables, reference, route, n, seed)
    if isinstance(above, Indeterminate):
        return above
    if isinstance(below, Indeterminate):
        return below
    (area, peak), acts, assumed = above
    return Ratio(draws=area / below[0][0], peak_draws=peak / below[0][1], acts=acts, assumed=assumed)


def _lacking(
    drug: Disposition, genes: Sequence[GeneState], others: Sequence[Taken], tables: Mapping[str, Disposition]
) -> Indeterminate | None:
    from foredose.knowledge.settled import settle

    known = [f for f in drug.facts if f.quantity == "share"]
    usable = {f.of for f in known if isinstance(settle(drug, "share", f.of, f.site), Settled)}
    if not usable:
        return Indeterminate(
            why=f"which enzymes clear {drug.inn}, and in what shares, is not known from sources that may be used",
            resolve=f"shares of the clearance of {drug.inn} from in vitro phenotyping or a mass balance",
        )
    for state in genes:
        if state.gene not in usable:
            return Indeterminate(
                why=f"the share of {state.gene} in the clearance of {drug.inn} is not known",
                resolve=f"a share of {state.gene} in the clearance of {drug.inn} (0 where it has none)",
            )
    for other in others:
        if other.inn not in tables:
            return Indeterminate(
                why=f"{other.inn} has no table of what it does to enzymes: not known to be harmless",
                resolve=f"inhibition and induction constants of {other.inn}",
            )
    return None


def _area(
    drug: Disposition, tables: Mapping[str, Disposition], side: Exposure, route: str, n: int, seed: int | None
) -> tuple[np.ndarray, tuple[Acts, ...], Mapping[str, tuple[Assumed, ...]]] | Indeterminate:
    """Return AUC and peak, of shape (2, draw), the mean over what the gene states may mean."""
    each = []
    for state in side.genes:
        parts = activity_of(state, drug.inn)
        if isinstance(parts, Indeterminate):
            return parts
        each.append([(share, state.gene, one) for share, one in parts])
    total: np.ndarray | float = 0.0
    for combination in product(*each):
        share = float(np.prod([c[0] for c in combination]))
        genes = {
            (drug.inn, gene): drawn_activity(gene, drug.inn, one, n, seed) for _, gene, one in combination
        }
        area, acts, assumed = _one(drug, tables, side, genes, route, n, seed)
        total = total + share * area
    return np.asarray(total), acts, assumed


def _one(
    drug: Disposition,
    tables: Mapping[str, Disposition],
    side: Exposure,
    genes: Mapping[tuple[str, str], np.ndarray],
    route: str,
    n: int,
    seed: int | None,
) -> tuple[np.ndarray, tuple[Acts, ...], Mapping[str, tuple[Assumed, ...]]]:
    others = [tables[name] for name in dict.fromkeys(t.inn for t in side.others)]
    dose, begin, end = _when(drug.inn, side, by_mouth=route == "oral")
    joined = join(
        [prepare(d, n, seed) for d in (drug, *others)],
        [dose, *side.others],
        genes=genes,
        turnover=drawn_turnover(n, seed),
        until_h=end,
    )
    course = follow(joined.network, until_h=end, from_h=begin, step_h=_STEP_H, draws=n)
    area = course.area[:, 0] if side.own else course.area[:, 0] + course.beyond[:, 0]
    return np.stack([area, course.peak[:, 0]]), joined.acts, joined.assumed


def _when(inn: str, side: Exposure, *, by_mouth: bool) -> tuple[Taken, float, float]:
    """Return the doses of the drug, and the window (h) of which its exposure counts."""
    if side.own is None:
        dose = Taken(
            inn=inn, dose_mg=1.0, interval_h=1e6, from_h=side.at_h, until_h=side.at_h + 1, by_mouth=by_mouth
        )
        return dose, 0.0, side.at_h + _AFTER_H
    end = max(side.at_h, _TO_STEADY_H)
    return (
        replace(side.own, from_h=end % side.own.interval_h, by_mouth=by_mouth),
        end - side.own.interval_h,
        end,
    )


@lru_cache(maxsize=4)
def drawn_turnover(n: int, seed: int | None) -> Mapping[tuple[str, str], np.ndarray]:
    """Return draws of every enzyme's turnover (1/h)."""
    found = {}
    for (enzyme, site), t in turnovers().items():
        settled = Settled(value=t.value, low=t.low, high=t.high, unit="1/h", basis="review", facts=())
        found[enzyme, site] = draws_of(settled, n, generator_for(seed, f"turnover:{enzyme}:{site}"))
    return found
