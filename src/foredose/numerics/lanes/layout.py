"""Where a lane's numbers lie in the workspace that the generated step and the driver share.

The workspace holds rows of ``LANES`` numbers, one for each person who is under way. What the step reads comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

__all__ = ["LANES", "Kernel", "Layout"]

LANES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """First row of each part of the workspace.

    Parameters
    ----------
    states, constants, kept
        How many states, numbers that do not change in a step, and states with dense output.
    """

    states: int
    constants: int
    kept: int

    @property
    def inflow(self) -> int:
        """First row of what flows into each state from outside (amount per h)."""
        return self.states

    @property
    def size(self) -> int:
        """First row of what the driver adds to each state before the relative tolerance is taken of it."""
        return 2 * self.states

    @property
    def hour(self) -> int:
        """Row of the time (h), then its pace (1, or 0 where time stands still), the step (h), and ``good``."""
        return 3 * self.states

    @property
    def good(self) -> int:
        """Row of what the driver thinks of the step: 1 where it is accepted, else 0."""
        return self.hour + 3

    @property
    def constant(self) -> int:
        """First row of the constants."""
        return 3 * self.states + 4

    @property
    def end(self) -> int:
        """First row of the state that the step reached, the first of what the step writes."""
        return self.constant + self.constants

    @property
    def error(self) -> int:
        """Row of the error over the tolerance, followed by the factor for the next step."""
        return self.end + self.states

    @property
    def dense(self) -> int:
        """First row of the dense output: three numbers for each kept state."""
        return self.error + 2

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return self.dense + 3 * self.kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Kernel:
    """One system, compiled: the step of eight people by one machine function.

    Parameters
    ----------
    address, accept
        Of two C functions: the step, of (workspace, relative tolerance), and what moves the lanes whose step is good
        to its end, of (workspace, share of a state's size that its absolute tolerance is).
    layout
        The workspace that the step expects.
    kept
        Indices of the states that a solution holds.
    heeded
        For each state, whether any rate uses it; others (running integrals) have no steady state.
    constants
        From parameter rows of shape (row, parameter) to the numbers of shape (row, constant) that the step uses.
    """

    address: int
    accept: int
    layout: Layout
    kept: np.ndarray
    heeded: np.ndarray
    constants: Callable[[np.ndarray], np.ndarray]
