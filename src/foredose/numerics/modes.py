"""Linear systems in closed form: x(t) = sum over k of v_k z_k exp(lambda_k t), for many people at once.

Used where another system needs the state at any time, not only at the end of a step. A system whose modes are
complex or nearly parallel (chains of equal rates) has no such form that can be trusted: it is left to the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

__all__ = ["Modes", "modes_of"]

_TRUSTED = 1e-9
"""Largest share of a matrix that its modes may fail to give back."""
_PARALLEL = 1e6
"""Largest condition number of the eigenvectors: six of sixteen digits may be lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Modes:
    """Rates, directions and their inverse for each person's matrix."""

    rates: Float[np.ndarray, "person mode"]
    vectors: Float[np.ndarray, "person state mode"]
    inverse: Float[np.ndarray, "person mode state"]

    def along(
        self,
        start: Float[np.ndarray, "person state"],
        kinds: Float[np.ndarray, " kind"],
        kind_of: Int[np.ndarray, " time"],
        jumps: Float[np.ndarray, "time state"],
        factor: Float[np.ndarray, " person"],
    ) -> tuple[Float[np.ndarray, "time mode person"], Float[np.ndarray, "time state person"]]:
        """Carry every person along one schedule (arguments as in ``propagate``).

        Returns
        -------
        The amplitudes at the beginning of each step, its jump included, and the states at its end.
        """
        fading = np.exp(kinds[:, None, None] * self.rates)
        amplitude = np.einsum("pms,ps->pm", self.inverse, start)
        given = np.einsum("pms,ts,p->tpm", self.inverse, jumps, factor)
        begun = np.empty((len(kind_of), *amplitude.shape))
        for step, kind in enumerate(kind_of):
            begun[step] = amplitude + given[step]
            amplitude = begun[step] * fading[kind]
        ended = np.einsum("psm,tpm->tsp", self.vectors, begun * fading[kind_of], optimize=True)
        return np.moveaxis(begun, 1, 2), ended


def modes_of(a: Float[np.ndarray, "person n n"]) -> Modes | None:
    """Return the modes of each matrix, or ``None`` where those of one person cannot be trusted."""
    rates, vectors = np.linalg.eig(a)
    if np.iscomplexobj(rates):
        if np.abs(rates.imag).max(initial=0.0) > 0:
            return None
        rates, vectors = rates.real, vectors.real
    try:
        inverse = np.linalg.inv(vectors)
    except np.linalg.LinAlgError:  # two modes are one
        return None
    if not np.all(_norm(vectors) * _norm(inverse) < _PARALLEL):
        return None
    rebuilt = np.einsum("pij,pj,pjk->pik", vectors, rates, inverse, optimize=True)
    size = np.abs(a).max(axis=(1, 2), keepdims=True)
    if np.any(np.abs(rebuilt - a) > _TRUSTED * size):
        return None
    return Modes(rates=rates, vectors=vectors, inverse=inverse)


def _norm(a: np.ndarray) -> np.ndarray:
    norm: np.ndarray = np.abs(a).sum(axis=1).max(axis=1)
    return norm
