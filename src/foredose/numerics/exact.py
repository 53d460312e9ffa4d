"""Linear systems dx/dt = A x + inflow along a plan, exactly, for many people: compiled, in parallel, flat in memory.

Between two actions the state moves by exp(A h) and its integral, made by a Taylor series with scaling and doubling
(Moler & Van Loan 2003, SIAM Review 45:3, methods 1 and 3). They are kept while the parameters and the step repeat.
Everything also works in complex numbers, and so gives exact derivatives by a complex step (Squire & Trapp 1998).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from foredose.numerics.cores import on_all_cores
from foredose.numerics.plan import Plan, SharedPlan

__all__ = ["follow"]

_BLOCK = 256


def follow(
    matrices: np.ndarray, start: np.ndarray, plan: Plan | SharedPlan, *, own: int | None = None
) -> np.ndarray:
    """Return the states that a plan observes.

    Parameters
    ----------
    matrices
        System matrices (1/h) of shape (row, state, state).
    start
        State of each person before the first action and after a reset, of shape (person, state).
    own
        How many leading states a steady state is asked of; those behind (running integrals) begin at 0 then.

    Returns
    -------
    States of shape (observed, state); not finite behind a steady state that does not exist, because something that
    flows in never leaves.
    """
    one = plan.one if isinstance(plan, SharedPlan) else plan
    kind = np.result_type(matrices, start, one.time, one.amount)
    table = np.stack([one.steady.amount, one.steady.rate, one.steady.duration, one.steady.age], axis=1)
    own = matrices.shape[1] if own is None else own
    found = np.empty(
        (plan.people * one.observed if one is not plan else one.observed, matrices.shape[1]), kind
    )
    actions = (
        *_spans(plan), one.time.astype(kind), one.kind, one.target, one.amount.astype(kind), one.row,
        one.steady.compartment.astype(np.int64), one.steady.interval, table.astype(kind),
    )  # fmt: skip
    matrices, start = matrices.astype(kind, copy=False), start.astype(kind, copy=False)

    from foredose.numerics.loops import exact as loops  # numba, where something is simulated

    loop: Callable[..., None] = loops.follow

    def block(first: int) -> None:
        loop(matrices, start, *actions, own, first, min(first + _BLOCK, plan.people), found)

    on_all_cores(block, range(0, plan.people, _BLOCK))
    return found


def _spans(plan: Plan | SharedPlan) -> tuple[np.ndarray, ...]:
    """Return where each person's actions begin and end, the first row and observation, and the doses' factors."""
    nobody = np.zeros(plan.people, np.int64)
    if isinstance(plan, Plan):
        size = int(max(plan.target.max(initial=0), plan.steady.compartment.max(initial=0))) + 1
        return plan.offset[:-1], plan.offset[1:], nobody, nobody, np.ones((1, size))
    person = np.arange(plan.people)
    return nobody, nobody + len(plan.one.time), person * plan.rows, person * plan.one.observed, plan.factor
