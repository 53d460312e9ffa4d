"""Solve one system for many people along a plan: blocks of people on all cores, failures as values."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from foredose.numerics.lanes.layout import LANES, Kernel, Layout
from foredose.numerics.lanes.store import digest_of, stored_module
from foredose.numerics.plan import Plan, SteadyTable

__all__ = ["BLOCK", "MAX_STEPS", "Failure", "Solution", "Status", "solve"]

BLOCK = 256
MAX_STEPS = 20_000
_SHARE = 1e-3
"""Unless told otherwise a state is as exact, absolutely, as it relatively is at this share of its largest size."""


class Status(IntEnum):
    """How the solution of one person ended."""

    DONE = 0
    STEP_LIMIT = 1
    STEP_UNDERFLOW = 2
    NOT_FINITE = 3
    NO_STEADY_STATE = 4
    NEGATIVE_AGE = 5


_CAUSES = {
    Status.STEP_LIMIT: "too many steps between two actions",
    Status.STEP_UNDERFLOW: "no step is small enough for the tolerance",
    Status.NOT_FINITE: "rates or amounts that are not finite",
    Status.NO_STEADY_STATE: "like doses never repeat a state",
    Status.NEGATIVE_AGE: "a lag longer than the interval of steady-state doses, which only a linear system allows",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A person who could not be solved, why, and the time (h) that was reached."""

    person: int
    status: Status
    time: float

    @property
    def cause(self) -> str:
        """The status in words."""
        return _CAUSES[self.status]


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What was observed.

    Parameters
    ----------
    states
        Of shape (observed row, kept state); NaN where a person had failed before.
    status, stopped
        For each person the ``Status`` and the time (h) that was reached.
    steps
        Steps tried, over all people.
    """

    states: np.ndarray
    status: np.ndarray
    stopped: np.ndarray
    steps: int

    @property
    def failures(self) -> tuple[Failure, ...]:
        """The people who could not be solved."""
        return tuple(
            Failure(person=int(i), status=Status(int(self.status[i])), time=float(self.stopped[i]))
            for i in np.flatnonzero(self.status)
        )


def solve(
    kernel: Kernel,
    parameters: np.ndarray,
    start: np.ndarray,
    plan: Plan,
    *,
    rtol: float = 1e-6,
    atol: np.ndarray | float = 0.0,
    size_share: float = _SHARE,
    max_steps: int = MAX_STEPS,
    threads: int | None = None,
) -> Solution:
    """Solve every person of a plan.

    Parameters
    ----------
    parameters
        Of shape (row, parameter); ``plan.row`` points into it.
    start
        State at the time of the first action and after a ``CLEAR``, of shape (person, state).
    rtol, atol
        Relative and absolute tolerance; ``atol`` of a shape that broadcasts to (person, state). Besides, an error of
        ``rtol * size_share`` of a state's size always passes, the size being the largest amount so far, and at least
        a thousandth of the person's largest dose.
    max_steps
        Most steps between two actions.
    threads
        Unless given, one for each core. The numbers do not depend on it, nor on who else is solved.

    Returns
    -------
    The observed states; a person who cannot be solved is named in it and stops nobody else.
    """
    people = plan.people
    out = np.full((plan.observed, len(kernel.kept)), np.nan)
    status = np.zeros((people, 2))
    floor = np.ascontiguousarray(np.broadcast_to(np.asarray(atol, dtype=float), start.shape))
    given: tuple[Any, ...] = (
        _actions(plan),
        kernel.constants(np.asarray(parameters, dtype=float)),
        np.ascontiguousarray(start, dtype=float),
        np.asarray(kernel.kept, dtype=np.int64),
        np.asarray(kernel.heeded, dtype=np.bool_),
        floor / rtol,
        float(rtol),
        float(size_share),
        int(max_steps),
        out,
        status,
    )
    solve_block, lay = driver(), _numbers(kernel.layout)

    def run(first: int) -> int:
        work = _workspace(kernel.layout)
        return int(
            solve_block((kernel.address, kernel.accept), lay, work, first, min(first + BLOCK, people), *given)
        )

    steps = _over_blocks(run, people, threads or os.cpu_count() or 1)
    return Solution(states=out, status=status[:, 0].astype(np.int64), stopped=status[:, 1], steps=steps)


def _over_blocks(run: Callable[[int], int], people: int, threads: int) -> int:
    firsts = range(0, people, BLOCK)
    if threads == 1 or len(firsts) < 2:
        return sum(run(first) for first in firsts)
    with ThreadPoolExecutor(min(threads, len(firsts))) as pool:
        return sum(pool.map(run, firsts))


def _actions(plan: Plan) -> tuple[np.ndarray, ...]:
    whole = (plan.offset, plan.kind, plan.target, plan.row)
    offset, kind, target, row = (np.ascontiguousarray(a, dtype=np.int64) for a in whole)
    time, amount = (np.ascontiguousarray(a, dtype=float) for a in (plan.time, plan.amount))
    return offset, time, kind, target, amount, row, _steady_rows(plan.steady)


def _steady_rows(table: SteadyTable) -> np.ndarray:
    columns = (table.compartment, table.amount, table.rate, table.duration, table.interval, table.age)
    return np.ascontiguousarray(
        np.stack([np.asarray(c, dtype=float) for c in columns], axis=1).reshape(-1, 6)
    )


def _workspace(lay: Layout) -> tuple[Any, ...]:
    step = np.ones((lay.rows, LANES))
    whole, other = np.zeros((12, LANES), dtype=np.int64), np.zeros((10, LANES))
    return step, whole, other, np.zeros((4 * lay.states, LANES)), step.ctypes.data


def _numbers(lay: Layout) -> tuple[int, ...]:
    return (
        lay.states,
        lay.inflow,
        lay.size,
        lay.hour,
        lay.constant,
        lay.end,
        lay.error,
        lay.dense,
    )


@lru_cache(maxsize=1)
def driver() -> Callable[..., int]:
    """Return the compiled loop over blocks."""
    here = Path(__file__)
    actions, loop = (here.with_name(n).read_text(encoding="utf-8") for n in ("actions.py", "driver.py"))
    copied = stored_module("actions", digest_of(actions), lambda: actions).__name__
    text = loop.replace("foredose.numerics.lanes.actions", copied)
    found: Callable[..., int] = stored_module("driver", digest_of(text), lambda: text).solve_block
    return found
