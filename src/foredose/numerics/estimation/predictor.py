"""What predicts levels from random effects, as estimation sees it."""

from __future__ import annotations

from typing import Protocol, Self

import numpy as np

__all__ = ["Predictor"]


class Predictor(Protocol):
    """Levels of some people as a function of their random effects."""

    @property
    def people(self) -> int:
        """How many people there are."""
        ...

    def levels(self, effects: np.ndarray) -> np.ndarray:
        """Return the levels, of shape (level,), at effects of shape (person, effect)."""
        ...

    def slopes(self, effects: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the levels, and their derivatives by the effects, of shape (level, effect)."""
        ...

    def taken(self, people: np.ndarray) -> Self:
        """Return the same for these people in this order, one as often as named."""
        ...
