"""One linear system under a constant input, dx/dt = A x + r, exactly, in NumPy: for one person and odd event times."""

from __future__ import annotations

from math import ceil, log2

import numpy as np
from jaxtyping import Float

__all__ = ["advance", "exponential", "resting"]

_ORDER = 18
_NORM_LIMIT = 0.5
"""With a norm below this the Taylor series to the 18th power is exact to 1e-16."""


def exponential(a: Float[np.ndarray, "n n"]) -> Float[np.ndarray, "n n"]:
    """Return exp(a), by the Taylor series with scaling and squaring (Moler & Van Loan 2003, methods 1 and 3)."""
    norm = float(np.abs(a).sum(axis=0).max(initial=0.0))
    squarings = max(0, ceil(log2(norm / _NORM_LIMIT))) if norm > 0 else 0
    scaled = a / 2.0**squarings
    one = np.eye(len(a))
    series = one.copy()
    for order in range(_ORDER, 0, -1):
        series = one + scaled @ series / order
    for _ in range(squarings):
        series = series @ series
    return series


def advance(
    a: Float[np.ndarray, "n n"], rate: Float[np.ndarray, " n"], x: Float[np.ndarray, " n"], hours: float
) -> Float[np.ndarray, " n"]:
    """Return the state after a time, or before it where ``hours`` is negative, under a constant input.

    Parameters
    ----------
    a
        System matrix (1/h).
    rate
        What flows into each state (amount per h).
    """
    n = len(x)
    whole = np.zeros((n + 1, n + 1))
    whole[:n, :n], whole[:n, n] = a, rate
    moved: np.ndarray = exponential(whole * hours) @ np.append(x, 1.0)
    return moved[:n]


def resting(a: Float[np.ndarray, "n n"], rate: Float[np.ndarray, " n"]) -> Float[np.ndarray, " n"]:
    """Return the state that a constant input holds for ever.

    Raises
    ------
    numpy.linalg.LinAlgError
        When something that flows in never leaves.
    """
    state: np.ndarray = np.linalg.solve(-a, rate)
    return state
