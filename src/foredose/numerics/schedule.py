"""One timeline of doses and observation times, cut into steps."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

__all__ = ["Schedule", "build_schedule"]

_RESOLUTION_H = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Steps between event times.

    Parameters
    ----------
    times
        End of each step (h), increasing.
    steps
        Length of each step (h).
    kinds, kind_of
        The distinct step lengths and which of them each step has.
    dose
        Amount given at the beginning of each step.
    """

    times: Float[np.ndarray, " time"]
    steps: Float[np.ndarray, " time"]
    kinds: Float[np.ndarray, " kind"]
    kind_of: Int[np.ndarray, " time"]
    dose: Float[np.ndarray, " time"]


def build_schedule(
    dose_times: Float[np.ndarray, " dose"],
    dose_amounts: Float[np.ndarray, " dose"],
    observed: Float[np.ndarray, " observation"],
) -> Schedule:
    """Cut the time from 0 to the last observation at every dose and observation.

    Doses at or after the last observation are left out: nothing of them is seen.
    """
    edges = np.unique(np.round(np.concatenate([[0.0], dose_times, observed]) / _RESOLUTION_H)) * _RESOLUTION_H
    edges = edges[edges <= observed.max() + _RESOLUTION_H / 2]
    steps = np.diff(edges)
    rounded = np.round(steps / _RESOLUTION_H) * _RESOLUTION_H
    kinds, kind_of = np.unique(np.round(rounded, 9), return_inverse=True)
    dose = np.zeros(len(steps))
    at = np.searchsorted(edges, dose_times - _RESOLUTION_H / 2)
    inside = at < len(steps)
    np.add.at(dose, at[inside], dose_amounts[inside])
    return Schedule(times=edges[1:], steps=steps, kinds=kinds, kind_of=kind_of, dose=dose)
