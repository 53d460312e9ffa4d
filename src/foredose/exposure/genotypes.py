"""The activity of a person's enzymes toward a substrate, draw by draw, from what is known of the genotype."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from foredose.activity.substrate import GeneState, activity_of, mean_in_shares
from foredose.core import Indeterminate
from foredose.exposure.draws import draws_of, generator_for
from foredose.knowledge.activity_facts import Activity
from foredose.knowledge.settled import Settled

__all__ = ["GeneOdds", "activity_draws", "drawn_activity"]

_Z95 = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneOdds:
    """What a person's state of a gene may be.

    Parameters
    ----------
    states
        Each state with its probability; they sum to 1.
    known
        False where nobody looked: then ``states`` is the mix of people in whom shares of clearance were measured.
    left_out
        Probability of what is called but has no activity on record; ``states`` are taken beside it.
    """

    gene: str
    states: tuple[tuple[float, GeneState], ...]
    known: bool = True
    left_out: float = 0.0


def activity_draws(
    genes: Mapping[str, GeneOdds], substrate: str, n: int, seed: int | None
) -> Mapping[tuple[str, str], np.ndarray] | Indeterminate:
    """Return (substrate, gene) to activity beside the mean of those in whom shares were measured, of shape (draw,).

    In one draw a person has one state of a gene, the same toward all substrates. Without a seed it is the likeliest.
    """
    found = {}
    for odds in genes.values():
        each: list[tuple[float, Activity]] = []
        for probability, state in odds.states:
            parts = activity_of(state, substrate)
            if isinstance(parts, Indeterminate):
                return parts
            each += [(probability * share, one) for share, one in parts]
        found[substrate, odds.gene] = _mixed(odds.gene, each, substrate, n, seed)
    return found


def _mixed(
    gene: str, each: list[tuple[float, Activity]], substrate: str, n: int, seed: int | None
) -> np.ndarray:
    share = np.array([p for p, _ in each])
    if seed is None:
        return drawn_activity(gene, substrate, each[int(share.argmax())][1], n, seed)
    at = generator_for(seed, f"{gene}:state").uniform(0.0, 1.0, n)
    index = np.minimum(np.searchsorted(np.cumsum(share / share.sum()), at), len(each) - 1)
    values = np.empty(n)
    for number in np.unique(index):
        mine = index == number
        values[mine] = drawn_activity(gene, substrate, each[number][1], n, seed)[mine]
    return values


def drawn_activity(gene: str, substrate: str, one: Activity, n: int, seed: int | None) -> np.ndarray:
    """Draw the activity of a state beside the mean of those in whom shares were measured, of shape (draw,)."""
    if one.value == 0:
        z = np.abs(generator_for(seed, f"{gene}:null:{substrate}").standard_normal(n))
        return np.asarray(one.high * z / _Z95)
    settled = Settled(
        value=one.value, low=max(one.low, 1e-6), high=one.high, unit="1/ref", basis=one.basis, facts=()
    )
    drawn = draws_of(settled, n, generator_for(seed, f"{gene}:{one.kind}:{one.state}:{substrate}"))
    return drawn / mean_in_shares(gene, substrate)
