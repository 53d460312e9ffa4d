"""Linear systems of people who share a plan, exactly: eight people a lane of vector code, each step's propagator once.

As ``exact``, for people whose doses and observations are at the same times: the commonest case, and the fastest.
"""

from __future__ import annotations

import numpy as np

from foredose.numerics.cores import on_all_cores
from foredose.numerics.loops.exact import ROUNDING_H
from foredose.numerics.loops.together import LANES
from foredose.numerics.loops.together import follow_together as loop
from foredose.numerics.plan import RATE, SharedPlan

__all__ = ["follow_together"]

_BLOCK = 64
"""Lanes of people that one thread takes at a time."""


def follow_together(
    matrices: np.ndarray, start: np.ndarray, plan: SharedPlan, keep: np.ndarray, *, own: int
) -> np.ndarray:
    """Return the states that a shared plan observes.

    Parameters
    ----------
    matrices, start, own
        As of ``exact.follow``, with one row of parameters for each person.
    keep
        Which states are returned.

    Returns
    -------
    States of shape (kept state, observation, person).
    """
    one, people = plan.one, plan.people
    steps = np.diff(one.time, prepend=one.time[:1])
    kinds, kind_of = np.unique(np.round(steps / ROUNDING_H).astype(np.int64), return_inverse=True)
    table = np.stack([one.steady.amount, one.steady.rate, one.steady.duration, one.steady.age], axis=1)
    found = np.empty((len(keep), one.observed, people))
    flows = bool((one.kind == RATE).any())
    actions = (
        kinds * ROUNDING_H, kind_of, one.kind, one.target, one.amount,
        one.steady.compartment.astype(np.int64), one.steady.interval, table, flows,
    )  # fmt: skip

    def block(first: int) -> None:
        last = min(first + _BLOCK * LANES, people)
        loop(matrices, start, plan.factor, *actions, own, first, last, keep, found)

    on_all_cores(block, range(0, people, _BLOCK * LANES))
    return found
