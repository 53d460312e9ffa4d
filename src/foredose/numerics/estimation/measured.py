"""Measured levels of many people, and how unlikely they are given predictions.

The errors of one level add up: its variance is ``additive**2 + (proportional * prediction)**2``; where ``log_sd`` is
above 0, it is the variance of the log instead, ``log_sd**2 + proportional**2 + (additive / prediction)**2``. A level
below quantification counts with the probability of lying there (M3: Beal 2001, J Pharmacokinet Pharmacodyn 28:481).
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from foredose.numerics.loops import levels as loops

__all__ = ["Measured"]

_FLOOR = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Levels, one person's after the other's; every array has the shape (level,).

    Parameters
    ----------
    person
        Whose, from 0, not falling.
    value
        What was measured, or the limit of quantification where ``below``.
    below
        Whether only that is known: less than ``value``.
    proportional, additive, log_sd
        Residual error: a fraction, the unit of the level, and the log's standard deviation.
    """

    person: np.ndarray
    value: np.ndarray
    below: np.ndarray
    proportional: np.ndarray
    additive: np.ndarray
    log_sd: np.ndarray

    @property
    def floor(self) -> np.ndarray:
        """A variance so small that it matters only where a prediction is nothing: (1e-6 of the value) squared."""
        return np.asarray((_FLOOR * np.maximum(self.value, _FLOOR)) ** 2)

    def taken(self, people: np.ndarray) -> Measured:
        """Return the levels of these people in this order, one as often as named."""
        first = np.searchsorted(self.person, people, side="left")
        size = np.searchsorted(self.person, people, side="right") - first
        offset = np.cumsum(size) - size
        at = np.repeat(first - offset, size) + np.arange(int(size.sum()))
        cut = {f.name: getattr(self, f.name)[at] for f in fields(self)}
        return replace(self, **(cut | {"person": np.repeat(np.arange(len(people)), size)}))

    def loss(self, predicted: np.ndarray, people: int) -> np.ndarray:
        """Return minus the log of the density of each person's levels, of shape (person,)."""
        each = self._losses(predicted)[0]
        return np.asarray(np.bincount(self.person, weights=each, minlength=people))

    def expansion(
        self, predicted: np.ndarray, rates: np.ndarray, people: int
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return each person's loss, its gradient and its expected curvature by the effects.

        Parameters
        ----------
        predicted, rates
            Predictions of shape (level,), and their derivatives of shape (level, effect).
        """
        loss, slope, weight = self._losses(predicted)
        found: tuple[np.ndarray, np.ndarray, np.ndarray] = loops.gathered(
            self.person, people, loss, slope, weight, np.ascontiguousarray(rates)
        )
        return found

    def variance(self, predicted: np.ndarray) -> np.ndarray:
        """Return the variance of a level around each prediction, in the unit of the level squared.

        On the log scale it is that over the prediction squared; ``loops.levels`` has its slope as well.
        """
        return np.asarray(self.additive**2 + (self.log_sd**2 + self.proportional**2) * predicted**2)

    def _losses(self, predicted: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        found: tuple[np.ndarray, np.ndarray, np.ndarray] = loops.losses(
            np.ascontiguousarray(predicted), self.value, self.below, self.proportional, self.additive,
            self.log_sd, self.floor,
        )  # fmt: skip
        return found
